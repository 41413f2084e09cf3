"""How like two texts are, from short signatures (MinHash over runs of folded words, Broder 1997).

Folded words, so that a scan whose accents were misread is still like the paper it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analyzer import index_terms

RUN = 3
"""Words of a run: with five, the few misread words of a scan already part it from its original."""

HASHES = 128
"""Numbers of a signature; an estimate of likeness is off by 0.04 on average."""

ROWS = 4
"""Numbers of a band: texts that are alike in 0.65 of their runs share one of the 32 bands in 0.998 of cases."""

FEWEST_WORDS = 40
"""Shorter texts are too little to tell: two greetings are alike and nothing follows from it."""

CHUNK = 4_096
MASK = (1 << 64) - 1


def signature(text: str) -> bytes | None:
    """The signature of a text (4 x HASHES bytes), None for one that is too short to compare."""
    words = index_terms(text)[1].split()
    if len(words) < FEWEST_WORDS:
        return None
    runs = {crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
    hashed = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    least = np.full(HASHES, MASK, dtype=np.uint64)
    for at in range(0, len(hashed), CHUNK):
        mixed = hashed[at : at + CHUNK, None] * _FACTORS + _SUMMANDS  # modulo 2 ** 64
        least = np.minimum(least, (mixed >> np.uint64(32)).min(axis=0))
    return least.astype(np.uint32).tobytes()


def bands(signed: bytes) -> list[int]:
    """Numbers of 63 bits; two texts that are alike have one in common at least, others seldom."""
    return [_folded(place, row) for place, row in enumerate(_numbers(signed).reshape(-1, ROWS))]


def likeness(one: bytes, other: bytes) -> float:
    """The share of runs of words that two texts have in common, between 0 and 1, estimated."""
    return float((_numbers(one) == _numbers(other)).mean())


def _numbers(signed: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signed, dtype=np.uint32)


def _folded(place: int, row: NDArray[np.uint32]) -> int:
    return int.from_bytes(blake2b(row.tobytes(), digest_size=8, salt=bytes([place])).digest()) >> 1


def _mixed() -> Iterator[int]:
    """Numbers without a pattern, the same everywhere (splitmix64)."""
    state = 1948
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        yield mixed ^ (mixed >> 31)


_SOURCE = _mixed()
_FACTORS = np.array([next(_SOURCE) | 1 for _ in range(HASHES)], dtype=np.uint64)
_SUMMANDS = np.array([next(_SOURCE) for _ in range(HASHES)], dtype=np.uint64)
