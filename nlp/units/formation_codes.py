"""Short codes of formations and of police departments: `e990`, `c7/d2`, `PC47`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nlp.lexicon import Entry
from nlp.text.reading import Reading
from nlp.units.forms import fields
from nlp.units.parse import Part, UnitParse

FORMATION = re.compile(r"[bcdef](?=\d)(?<![\w./,-].)\d{1,3}(?:/[bcdef]\d{1,3})*(?![\w-]|[.,]\d)")
LETTERS = {
    "b": "Trung đội", "c": "Đại đội", "d": "Tiểu đoàn", "e": "Trung đoàn", "f": "Sư đoàn",
}  # fmt: skip
"""Letters that stand for ranks in army papers."""
DEPARTMENT = re.compile(r"(?<![\w./-])P[ABCHKVX]\d{2}[A-Z]?(?![\w./-])")
"""Departments of a province's police."""

Parser = Callable[[Reading, int], UnitParse | None]


def find_codes(reading: Reading, parses: list[UnitParse], parser: Parser) -> Iterator[UnitParse]:
    """Yield the codes of `reading` that no parse covers: of formations where it names one, of police likewise."""
    heads = {(parse.head.value, parse.head.kind) for parse in parses}
    armed = any(head in LETTERS.values() or kind == "military" or "uân sự" in head for head, kind in heads)
    police = any(head.startswith("Công an") for head, _ in heads)
    if not armed and not police:
        return
    covered = [(reading.starts[parse.first], reading.ends[parse.end - 1]) for parse in parses]
    for match in FORMATION.finditer(reading.text) if armed else ():
        if not _inside(match, covered):
            yield _formation(reading, match)
    for match in DEPARTMENT.finditer(reading.text) if police else ():
        if not _inside(match, covered):
            yield _department(reading, match, parser)


def _inside(match: re.Match[str], covered: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in covered)


def _formation(reading: Reading, match: re.Match[str]) -> UnitParse:
    first, end = reading.syllables_of(match.start(), match.end())
    unit: UnitParse | None = None
    for code in reversed(match[0].split("/")):
        head = Entry(code[0], LETTERS[code[0]], "military")
        parts = (Part("head", head.value), Part("text", code[1:]))
        unit = UnitParse(first, end, head, parts if unit is None else (*parts, Part("unit", "", unit=unit)), True)
    assert unit is not None
    return unit


def _department(reading: Reading, match: re.Match[str], parser: Parser) -> UnitParse:
    first, end = reading.syllables_of(match.start(), match.end())
    known = fields().entries((match[0].lower(),))
    parts = (Part("head", "Phòng"), Part("text", known[0].value if known else match[0]))
    unit = parser(reading, end) if not reading.breaks[end] else None
    if unit is not None and unit.head.value.startswith("Công an"):
        return UnitParse(first, unit.end, Entry("Phòng", "Phòng", "field"), (*parts, Part("unit", "", unit=unit)), True)
    return UnitParse(first, end, Entry("Phòng", "Phòng", "field"), parts, True)
