"""Words in many texts at once, a byte a letter: where they stand, and words of few letters as numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.orthography import fold, from_bytes, table_of_bytes, to_bytes

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Keys = NDArray[np.uint64]

WIDTH = 8
"""Letters of a word that fit into one number; no syllable has more."""

ALL_BITS = (1 << 64) - 1
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(WIDTH + 1)] + [0], dtype=np.uint64)


def code_of(letter: str) -> int:
    """The byte of a frequent letter."""
    (code,) = to_bytes(letter)
    return code


BLANK, BREAK, JOINED = code_of(" "), code_of("\n"), code_of("_")
"""What stands between words, between texts, and in a term of two words."""

FOLDED = table_of_bytes(fold)


def keys_of(letters: bytes, starts: Places, lengths: Places) -> Keys:
    """Each word as a number, 0 for those of more than WIDTH letters. Only equal words have equal numbers."""
    padded = letters + bytes(WIDTH)
    every = np.ndarray(shape=(len(letters) + 1,), dtype="<u8", buffer=padded, strides=(1,))
    return every[starts] & _MASKS[np.minimum(lengths, WIDTH + 1)]


def key_of(word: bytes) -> int:
    """One word as a number."""
    return int.from_bytes(word, "little") if len(word) <= WIDTH else 0


def _cut(letters: Bytes, starts: Places, ends: Places) -> tuple[Bytes, Places]:
    """The parts of `letters` between starts and ends, one behind the other; where each begins, and the end."""
    lengths = ends - starts
    bounds = np.zeros(len(starts) + 1, dtype=np.int64)
    np.cumsum(lengths, out=bounds[1:])
    places = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
    return letters[places], bounds


def joined(letters: bytes, starts: Places, ends: Places, bounds: Places, mark: str = "") -> list[str]:
    """The terms that stand there, joined by blanks, each behind `mark`: those from each bound to the next one together.

    A blank within one, as in two words side by side, becomes what joins two words. Some sign stands beside each.
    """
    parts, begin = _cut(np.frombuffer(letters, np.uint8), starts - len(mark), ends + 1)
    parts[parts == BLANK] = JOINED
    parts[begin[1:] - 1] = BLANK
    if mark:
        parts[begin[:-1]] = code_of(mark)
    whole, edges = from_bytes(parts.tobytes()), begin[bounds].tolist()
    return [whole[first : max(first, end - 1)] for first, end in pairwise(edges)]


class Row:
    """The words of texts, `letters` with a break before, between and behind them; blanks stand between words.

    Word by word: where it starts and ends, the number of its text, whether it is the last one there.
    """

    def __init__(self, letters: bytes) -> None:
        row = np.frombuffer(letters, np.uint8)
        ends = np.flatnonzero(row <= BLANK)
        is_last = row[ends] == BREAK
        texts = np.cumsum(is_last) - 1
        words = np.flatnonzero(np.diff(ends) > 1)
        self.starts, self.ends = ends[words] + 1, ends[words + 1]
        self.text, self.is_last = texts[words], is_last[words + 1]
        self.count = int(texts[-1])

    def keys(self, letters: bytes) -> Keys:
        """Each word as a number, long ones too; `letters` has words of the same lengths."""
        lengths = self.ends - self.starts
        keys = keys_of(letters, self.starts, lengths)
        for at in np.flatnonzero(lengths > WIDTH).tolist():
            keys[at] = hash(letters[self.starts[at] : self.ends[at]]) & ALL_BITS
        return keys
