"""Whether several bodies of a kind are meant, not one by its name: by a count, `các` or a list around the words."""

from __future__ import annotations

from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.reading import Reading
from nlp.units.forms import counts_bodies, has_trait, heads, stops
from nlp.units.grades import chiefs_counted, several_behind
from nlp.units.neighbours import AND
from nlp.units.parse import UnitParse

LONGEST_KIND = 5
"""Syllables of a head noun in a list of kinds."""
MOST_KINDS = 8
"""Members of such a list, more than any text that is no heap of words has."""
COUNT_AHEAD = frozenset({"-", ";", ":", "(", "+", "cùng", "của", "cho", "với", "gồm", "có", "trong"})
"""What stands before a count of bodies."""
SEVERAL_BEHIND = frozenset({("cơ", "sở"), ("mỗi", "đơn")})
YOUTH_WORK = frozenset({"Hội", "Đội"})


def are_several(reading: Reading, parse: UnitParse, before: str, after: str) -> bool:
    """Whether a parse between the words `before` and `after` stands for bodies that are counted or listed."""
    if before == "các" and parse.head.kind == "named" and not parse.bare and parse.parts[1].text[:1].islower():
        return True  # `Liên hiệp các XN chè VN`
    unnamed = _is_unnamed(parse)
    if unnamed and (has_trait(parse.head.value, "set_apart") or chiefs_counted(reading, parse.first)):
        return True  # `LLVT tỉnh`
    if not parse.bare and (unnamed or kind_only(parse)) and _is_counted(reading, parse.first):
        return True
    if parse.leans and several_behind(reading, parse.end):
        return True
    return before == "các" and after in AND and _lists_places(reading, parse)


def kind_only(parse: UnitParse) -> bool:
    """Whether clubs, teams or chapters are told by what they do: `14 CLB Cựu quân nhân`."""
    return has_trait(parse.head.value, "counted") and parse.parts[-1].kind == "text"


def plural_before(reading: Reading, before: str, parse: UnitParse) -> bool:
    """`các Sở`, `13 Chi bộ`; and `Trưởng ban`, `Chánh Văn phòng`, which are posts."""
    if before in stops("plural") or before.isdigit() or (before == "," and _in_plural(reading, parse.first)):
        return True
    if before == "vị" and reading.keys[parse.first - 3].isdigit():
        return True  # `12 đơn vị Bệnh viện`
    if parse.head.value in YOUTH_WORK and before in AND | {"-"} and reading.keys[parse.first - 2] in {"đoàn", "hội"}:
        return True  # `công tác Đoàn - Hội - Đội`
    return before in {"trưởng", "chánh"} and has_trait(parse.head.value, "titled")


def plural_after(reading: Reading, end: int, parse: UnitParse) -> bool:
    """`UBND xã, phường`, `UBND 13 phường`, `Đảng bộ cơ sở`; and `Đại đội trưởng`, which is a post."""
    if reading.breaks[end] or reading.upper[end]:
        return False
    end += reading.keys[end] == "của" and reading.keys[end + 1].isdigit()  # `Công an của 6 tỉnh`
    if reading.keys[end] in {"trưởng", "phó", "viên"} or reading.keys[end : end + 2] in SEVERAL_BEHIND:
        return True
    counted = reading.keys[end].isdigit()
    if counted and counts_bodies(reading, end):
        return True
    level = read_level(reading, end + 1 if counted else end)
    if level is None or (level.kind not in ADMINISTRATION and not (counted and level.word in stops("quarter"))):
        return False
    return counted or parse.head.kind != "party_level"


def _is_unnamed(parse: UnitParse) -> bool:
    """Whether a level word alone stands at its end: `UBND huyện`."""
    place = parse.parts[-1].place
    return place is not None and not place.name


def _is_counted(reading: Reading, first: int) -> bool:
    """`các LĐLĐ huyện`, `- 8 BCHQS huyện`: several; in `12/5 UBND tỉnh` a month stands before one."""
    if not first or reading.breaks[first]:
        return False
    before = reading.keys[first - 1]
    if not before.isdigit():
        return before in stops("plural") and before not in {"số", "cấp"}
    ahead = reading.keys[first - 2] if first > 1 else ""
    if len(before) == 3 and ahead == "." and reading.glued(first - 1) and reading.keys[first - 3].isdigit():
        return True  # `2.424 Tổ tiết kiệm và vay vốn`
    return len(before) < 3 and (reading.breaks[first - 1] > 0 or ahead in COUNT_AHEAD)


def _lists_places(reading: Reading, parse: UnitParse) -> bool:
    """Whether places are listed of which each has such a body: `các VKSND huyện Nam Giang, Tây Giang`."""
    place = parse.parts[-1].place
    if place is None or not place.level or not reading.upper[parse.end + 1] or reading.breaks[parse.end + 1]:
        return False
    return known_name(reading, parse.end + 1) is not None and not heads().longest(reading, parse.end + 1)


def _in_plural(reading: Reading, first: int) -> bool:
    """`các Tập đoàn, Tổng công ty`: a further member of a list of kinds that `các` opens."""
    at = first - 1
    for _ in range(MOST_KINDS):
        if reading.keys[at] != "," or reading.breaks[at]:
            break
        start = next((one for one in range(at - 1, max(at - LONGEST_KIND, 0), -1)
                      if reading.keys[one - 1] == "các" or not reading.word(one - 1)), 0)  # fmt: skip
        found = heads().longest(reading, start) if start else None
        if found is None or found.end != at:
            return False
        if reading.keys[start - 1] == "các":
            return True
        at = start - 1
    return False
