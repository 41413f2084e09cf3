"""Synthetic documents in real syllables, the same for every number: the first n of a larger set are the smaller one."""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

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


@cache
def vocabulary() -> tuple[str, ...]:
    """Words by rank: those of the demo's texts, then the other syllables there can be, then numbers."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.txt")))
    counted = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", nfc(text).lower()))
    known = [word for word, _ in counted.most_common() if is_syllable(word) and word not in EVERYWHERE.split()]
    others = [onset + rime for onset in sorted(ONSETS) for rime in sorted(RIMES) if is_syllable(onset + rime)]
    marked = [
        nfc(word[:-1] + word[-1] + mark)
        for word in others
        for mark in "\u0301\u0300\u0309"
        if word[-1] in "aeiouyăâêôơư"
    ]
    rest = [word for word in dict.fromkeys((*others, *marked)) if word not in counted]
    random.Random(SEED).shuffle(rest)
    numbers = [str(number) for number in range(VOCABULARY)]
    return tuple((known + rest + numbers)[:VOCABULARY])


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + FLAT) for rank in range(len(vocabulary()))))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What documents name, by how often: a few much, most seldom."""

    units: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]


@cache
def _shelf() -> _Shelf:
    units = tuple((f"u{at:020d}", f"Hội đồng nhân dân đơn vị {at}") for at in range(UNITS))
    return _Shelf(units, tuple(accumulate(1 / (at + 50) for at in range(UNITS))))


def make_documents(number: int, *, first: int = 0) -> Iterator[IndexDocument]:
    """`number` documents of about WORDS words, from the one of that number on."""
    for at in range(first, first + number):
        yield make_document(at)


def make_document(at: int) -> IndexDocument:
    """The document of this number."""
    chance = random.Random(at)
    words = chance.choices(vocabulary(), cum_weights=_weights(), k=WORDS)
    middle = chance.randrange(WORDS)
    shelf = _shelf()
    numbers = sorted(set(chance.choices(range(UNITS), cum_weights=shelf.weights, k=4)))
    from_day, to_day = _days(chance)
    return IndexDocument(
        id=f"d{at:019d}",
        title=f"Kế hoạch {EVERYWHERE} {' '.join(words[:6])}",
        body=f"{' '.join(words[:middle])} {EVERYWHERE} {' '.join(words[middle:])}.",
        source_file=f"{at}.txt",
        doc_type=chance.choice(TYPES),
        published=None if from_day is None else f"{from_day // 10_000}",
        from_day=from_day,
        to_day=to_day,
        place=f"tỉnh {numbers[0] % PLACES}",
        units=tuple(shelf.units[one] for one in numbers),
        above=tuple(sorted({f"p{one % PLACES}" for one in numbers} | {"nation"})),
        slogans=((f"s{numbers[-1] % SLOGANS}", "khẩu hiệu thi đua"),) if at % 2 else (),
        campaigns=((f"c{numbers[-1] % CAMPAIGNS}", "phong trào thi đua"),) if at % 3 else (),
    )


def _days(chance: random.Random) -> tuple[int, int] | tuple[None, None]:
    """Days of all lengths: one, a month, half a year, some years; one document in twenty has none."""
    year, month = chance.randint(1948, 2026), chance.randint(1, 12)
    kind = chance.random()
    if kind < 0.05:
        return None, None
    if kind < 0.65:
        day = year * 10_000 + month * 100 + chance.randint(1, 28)
        return day, day
    if kind < 0.75:
        return year * 10_000 + month * 100 + 1, year * 10_000 + month * 100 + monthrange(year, month)[1]
    if kind < 0.85:
        return year * 10_000 + 101, year * 10_000 + 630
    return year * 10_000 + 101, (year + chance.choice((0, 0, 1, 4))) * 10_000 + 1231
