"""Bodies of a commune that are listed without its name: `các đồng chí trong Đảng ủy, HĐND, UBND, Ủy ban MTTQ`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

JOINTS = frozenset({",", "-", "–", "và"})
LEADING = "Đảng ủy"
"""Provinces and districts have another word for their party's committee."""
MEMBERS = ("Hội đồng nhân dân", "Ủy ban", "Mặt trận Tổ quốc")


def find_communal(reading: Reading, parses: Sequence[UnitParse]) -> frozenset[int]:
    """First syllables of the bare councils and fronts that are listed behind a bare `Đảng ủy`."""
    return frozenset(parse.first for run in _runs(reading, parses) for parse in run)


def _runs(reading: Reading, parses: Sequence[UnitParse]) -> Iterator[list[UnitParse]]:
    run: list[UnitParse] = []
    before: UnitParse | None = None
    for parse in parses:
        joined = before is not None and parse.first == before.end + 1 and reading.keys[before.end] in JOINTS
        if not parse.bare or not joined or not (run or (before is not None and before.head.value == LEADING)):
            if run:
                yield run
            run = []
        elif parse.head.value.startswith(MEMBERS):
            run.append(parse)
        before = parse if parse.bare else None
    if run:
        yield run
