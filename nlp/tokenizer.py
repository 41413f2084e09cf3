"""Syllables as tokens: Vietnamese is written with a space after each, so one regex keeps every offset."""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

PIECE = re.compile(r"(\w+|[^\w\s]|\s)( ?)")


class SyllableTokenizer:
    """Make a spaCy Doc whose text equals the text it was made from, character for character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = PIECE.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pieces], spaces=[bool(space) for _, space in pieces])

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> SyllableTokenizer:
        """Itself: the tokenizer has no state."""
        return self
