"""The staff office of a committee as a body of its own: `Cơ quan Đảng ủy Khối`, `Cơ quan Liên đoàn Lao động tỉnh`."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.lexicon import Entry
from nlp.text.reading import Reading
from nlp.units.parse import Part, UnitParse

AGENCY = Entry("Cơ quan", "Cơ quan", "office")
OF_COMMITTEES = ("Đảng ủy", "Trung ương ", "Liên đoàn Lao động", "Tổng Liên đoàn", "Ủy ban Mặt trận", "Hội ")
"""How the names begin of the organisations that have such an office, beside the party's committees of each level."""
WORDS = ("cơ", "quan")


def find_agencies(reading: Reading, parses: list[UnitParse]) -> Iterator[UnitParse]:
    """Yield the offices written with a capital before the body that they serve; in small letters they are none."""
    for parse in parses:
        first = parse.first - 2
        if first < 0 or not reading.upper[first] or reading.keys[first : parse.first] != WORDS:
            continue
        if reading.breaks[parse.first] or reading.breaks[first + 1] or not parse.capital:
            continue
        if parse.head.kind == "party_level" or parse.head.value.startswith(OF_COMMITTEES):
            yield UnitParse(first, parse.end, AGENCY, (Part("head", "Cơ quan"), Part("unit", "", unit=parse)), True)
