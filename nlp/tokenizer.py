"""Syllables as tokens: Vietnamese is written with a space after each, so one regex keeps every offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.orthography import normal_tone

PIECE = re.compile(r"(\w+|[^\w\s]|\s)( ?)")
SYLLABLE = re.compile(r"\w+|[^\w\s]")
DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-"})
CACHED_TEXTS = 4
"""Components of one document ask for the same text in turn; more than a few would only hold memory."""


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables and punctuation marks of a text with their offsets; `keys` are the forms that are compared."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]


@lru_cache(maxsize=CACHED_TEXTS)
def split_syllables(text: str) -> Syllables:
    """The syllables of `text`, in order; a key is lower case with the tone mark in one place and dashes as `-`.

    Word segmentation is left out on purpose: it costs twenty times as much and breaks names of offices.
    """
    found = [(match.start(), match.end()) for match in SYLLABLE.finditer(text)]
    plain = normalize_key(text)
    if len(plain) != len(text):  # a letter such as İ grows when lowered: key by key then
        return Syllables(
            tuple(start for start, _ in found),
            tuple(end for _, end in found),
            tuple(normalize_key(text[start:end]) for start, end in found),
        )
    return Syllables(
        tuple(start for start, _ in found),
        tuple(end for _, end in found),
        tuple(plain[start:end] for start, end in found),
    )


def normalize_key(text: str) -> str:
    """`text` in lower case, tone marks in one place, every dash as `-`."""
    return normal_tone(text.lower()).translate(DASHES)


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
