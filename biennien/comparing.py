"""What differs between two texts: which words one has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, LEFT_OUT, ADDED = "same", "left_out", "added"
WORDS = re.compile(r"\S+\s*")

MOST_WORDS = 1_500
"""Words of a passage that are compared one by one, which takes a time that grows with their square: 0.1 s for these.
Longer passages that differ are shown whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that both texts have, only the first, or only the second."""

    kind: str
    text: str


def compare(one: str, other: str) -> list[Piece]:
    """The two texts as one row of pieces, the words of the first before those of the second where they differ."""
    pieces: list[Piece] = []
    for piece in _compare(one.splitlines(keepends=True), other.splitlines(keepends=True), by_words=True):
        if pieces and pieces[-1].kind == piece.kind:
            pieces[-1] = Piece(piece.kind, pieces[-1].text + piece.text)
        else:
            pieces.append(piece)
    return pieces


def _compare(one: Sequence[str], other: Sequence[str], *, by_words: bool) -> Iterator[Piece]:
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left, right = "".join(one[i:j]), "".join(other[k:m])
        if tag == "equal":
            yield Piece(SAME, left)
            continue
        words, others = WORDS.findall(left), WORDS.findall(right)
        if by_words and tag == "replace" and max(len(words), len(others)) <= MOST_WORDS:
            yield from _compare(words, others, by_words=False)
            continue
        if left:
            yield Piece(LEFT_OUT, left)
        if right:
            yield Piece(ADDED, right)
