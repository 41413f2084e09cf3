"""Synthetic documents in real syllables; the first n of a larger set are the smaller one."""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.orthography import ONSETS, RIMES, is_syllable, nfc
from search.mapping import IndexDocument

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
VOCABULARY = 25_000
FLAT = 8
"""Ranks by which the most common words are less common than Zipf's law has it, as in the demo's texts."""

WORDS = 250
UNITS = 3_000
PLACES = 63
TYPES = ("launch", "plan", "review", "summary", "news", "decision", "report", "letter")
SLOGANS, CAMPAIGNS = 500, 200
EVERYWHERE = "thi đua"
"""Two words that stand in every document."""

SEED = 20
BLOCK = 1_000
"""Documents drawn at once."""


@cache
def vocabulary() -> tuple[str, ...]:
    """Words by rank: those of the demo's texts, then the other syllables there can be, then numbers."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.txt")))
    counted = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", nfc(text).lower()))
    known = [word for word, _ in counted.most_common() if is_syllable(word) and word not in EVERYWHERE.split()]
    bare = [onset + rime for onset in sorted(ONSETS) for rime in sorted(RIMES) if is_syllable(onset + rime)]
    accented = [nfc(word + tone) for word in bare if word[-1] in "aeiouyăâêôơư" for tone in "\u0301\u0300\u0309"]
    rest = [word for word in dict.fromkeys((*bare, *accented)) if word not in counted]
    random.Random(SEED).shuffle(rest)
    numbers = [str(number) for number in range(VOCABULARY)]
    return tuple((known + rest + numbers)[:VOCABULARY])


def _shares(number: int, flat: int) -> npt.NDArray[np.float64]:
    weights = np.cumsum(1 / (np.arange(number) + flat))
    shares: npt.NDArray[np.float64] = weights / weights[-1]
    return shares


def _draw(
    chance: np.random.Generator, shares: npt.NDArray[np.float64], rows: int, columns: int
) -> npt.NDArray[np.intp]:
    return np.searchsorted(shares, chance.random((rows, columns)))


def make_documents(number: int, *, first: int = 0) -> Iterator[IndexDocument]:
    """`number` documents of about WORDS words, from the one of number `first` on, a multiple of BLOCK."""
    blocks = (document for block in count(first // BLOCK) for document in _make_block(block))
    return islice(blocks, number)


def _make_block(block: int) -> Iterator[IndexDocument]:
    chance, dice = np.random.default_rng((SEED, block)), random.Random(block)
    words = np.array(vocabulary(), dtype=object)[_draw(chance, _shares(VOCABULARY, FLAT), BLOCK, WORDS)].tolist()
    units = _draw(chance, _shares(UNITS, 50), BLOCK, 4).tolist()
    for place in range(BLOCK):
        yield _make_document(block * BLOCK + place, words[place], sorted(set(units[place])), dice)


def _make_document(at: int, words: list[str], units: list[int], dice: random.Random) -> IndexDocument:
    middle = dice.randrange(WORDS)
    from_day, to_day = _days(dice)
    return IndexDocument(
        id=f"d{at:019d}",
        title=f"Kế hoạch {EVERYWHERE} {' '.join(words[:6])}",
        body=f"{' '.join(words[:middle])} {EVERYWHERE} {' '.join(words[middle:])}.",
        source_file=f"{at}.txt",
        doc_type=dice.choice(TYPES),
        published=None if from_day is None else str(from_day // 10_000),
        from_day=from_day,
        to_day=to_day,
        place=f"tỉnh {units[0] % PLACES}",
        units=tuple((f"u{one:019d}", f"Hội đồng nhân dân đơn vị {one}") for one in units),
        above=tuple(sorted({f"p{one % PLACES}" for one in units} | {"nation"})),
        slogans=((f"s{units[-1] % SLOGANS}", "khẩu hiệu thi đua"),) if at % 2 else (),
        campaigns=((f"c{units[-1] % CAMPAIGNS}", "phong trào thi đua"),) if at % 3 else (),
        visibility="staff" if at % 50 == 7 else "public",
    )


def _days(dice: random.Random) -> tuple[int, int] | tuple[None, None]:
    """Days of all lengths: one, a month, half a year, some years; one document in twenty has none."""
    year, month, kind = dice.randint(1948, 2026), dice.randint(1, 12), dice.random()
    if kind < 0.05:
        return None, None
    if kind < 0.65:
        day = year * 10_000 + month * 100 + dice.randint(1, 28)
        return day, day
    if kind < 0.75:
        return year * 10_000 + month * 100 + 1, year * 10_000 + month * 100 + monthrange(year, month)[1]
    if kind < 0.85:
        return year * 10_000 + 101, year * 10_000 + 630
    return year * 10_000 + 101, (year + dice.choice((0, 0, 1, 4))) * 10_000 + 1231
