"""Whether the words around a unit allow it to be a name: plurals, kinds of work and bare heads are sorted out."""

from __future__ import annotations

import re

from ingest.orthography import CAPITALS
from nlp.people.names import MONK
from nlp.places.venues import is_venue
from nlp.syllables import split_syllables
from nlp.text.filing_lines import is_filed
from nlp.text.reading import Reading
from nlp.units.canonical import Names
from nlp.units.datelines import is_domain, is_newspaper
from nlp.units.forms import followers, has_trait, stops
from nlp.units.grades import is_graded
from nlp.units.name_patterns import NUMBERED
from nlp.units.parse import UnitParse
from nlp.units.school_grades import is_grade
from nlp.units.several import are_several, kind_only, plural_after, plural_before

LONGEST_LAW = 9
"""Syllables between `Luật` and the second body in its title."""
LAWS_ON_BODIES = frozenset({("tổ", "chức"), ("bầu", "cử")})
"""What a law regulates that has bodies in its title."""
LAW_ENDS = frozenset(last for _, last in LAWS_ON_BODIES)
WHOLE = re.compile(rf" [{CAPITALS}]\w")
"""In the name of what is explained: `Vùng 2` alone could be of anything, `Vùng 2 Hải quân` not."""
UNIQUE = frozenset({"whole", "office_holder"})
"""Kinds of heads of which there is one: what stands around them makes no plural of them."""
OPENING_MARKS = frozenset({"“", '"', "«"})
VILLAGES = frozenset({"ấp", "thôn", "xóm", "khóm", "buôn"})
"""Before a name in small letters."""


def is_possible(reading: Reading, parse: UnitParse) -> bool:
    """Whether the words around a parse allow it to be a name at all."""
    first, end, bare = parse.first, parse.end, parse.bare
    before = _word_before(reading, first)
    after = reading.keys[end] if not reading.breaks[end] else ""
    if _is_other(reading, parse, after) or _is_kind(reading, parse, before):
        return False
    if bare and after in {"(", ")"}:
        after = _behind_bracket(reading, end)
    if after in stops("many") and parse.last_place is None and not _central(parse):
        return parse.head.kind == "cluster" and not bare
    if before == "các" and not bare and kind_only(parse):
        return False  # `các Tổ Công đoàn, Công đoàn cơ sở trực thuộc`
    if before == "các" and parse.parts[-1].kind == "text" and parse.head.kind in ("field", "committee", "council"):
        return parse.capital and after == ","  # `các Sở Giao thông vận tải`; but `các Sở Nội vụ, Tài chính`
    if are_several(reading, parse, before, after):
        return False
    if not bare or parse.head.kind in UNIQUE:
        return True
    if is_graded(reading, end) or _work(reading, parse, before):
        return False
    return not (plural_before(reading, before, parse) or plural_after(reading, end, parse))


def _word_before(reading: Reading, first: int) -> str:
    """What stands before a parse on its line; nothing behind an ordinal: `Hội nghị lần thứ mười Ban Chấp hành`."""
    if not first or reading.breaks[first] or (first > 1 and reading.keys[first - 2] == "thứ"):
        return ""
    return reading.keys[first - 1]


def _is_other(reading: Reading, parse: UnitParse, after: str) -> bool:
    """Whether a parse is something else by name: a line of a file, a house, a class, a contest, a paper, a monk."""
    if is_filed(reading, parse) or is_venue(reading, parse) or is_grade(reading, parse) or after in stops("contest"):
        return True  # `Agribank Cup`: what a body lends its name to
    if is_newspaper(reading, parse) or is_domain(reading, parse.end) or (parse.bare and _shortens_noun(reading, parse)):
        return True
    first = parse.first
    return reading.keys[first] == "tt" and MONK in reading.keys[first : parse.end]  # `TT.Thích Chân Quang`, a rank


def _is_kind(reading: Reading, parse: UnitParse, before: str) -> bool:
    """Whether the words around a parse make it a village, a trade, a law's subject or one of many."""
    if before in VILLAGES and _names_village(reading, parse):
        return True
    if before == "ngành" and parse.head.kind != "whole" and (parse.bare or parse.parts[-1].text == "Việt Nam"):
        return True  # `ngành Điện lực Việt Nam`, `ngành Tòa án nhân dân`: all who do that work
    if parse.head.kind == "cluster" and before in stops("plural_list") and not _has_number(parse):
        return True  # `các Khối thi đua của tỉnh`
    if before in {"luật", ">"} or (parse.bare and _in_law(reading, parse.first)):
        return True
    end = parse.end  # `thành lập TAND khu vực`: one of many kinds
    return parse.bare and reading.keys[end : end + 2] == ("khu", "vực") and not reading.upper[end]


def _behind_bracket(reading: Reading, end: int) -> str:
    """What follows a kind of body behind its short form: both in `Tòa án nhân dân (TAND) cấp tỉnh` name no court."""
    end += 2 if reading.keys[end] == "(" and reading.keys[end + 2] == ")" else 0
    return reading.keys[end + 1] if reading.keys[end] == ")" and not reading.breaks[end + 1] else ""


def _names_village(reading: Reading, parse: UnitParse) -> bool:
    """`ấp Nhà Máy B`: a village called after a body, all syllables with a capital."""
    first, end = parse.first, parse.end
    capitals = end - first > 2 and all(reading.upper[first:end]) and not reading.upper[first - 1]
    return capitals and reading.surface(first, first + 2).istitle()


def _has_number(parse: UnitParse) -> bool:
    return any(NUMBERED.search(part.text) for part in parse.parts[1:])


def _in_law(reading: Reading, first: int) -> bool:
    """Whether a law on bodies of a kind is named: `Luật Tổ chức Hội đồng nhân dân`, `Luật Bầu cử đại biểu Quốc hội`."""
    keys, breaks = reading.keys, reading.breaks
    if "luật" not in keys[max(first - LONGEST_LAW - 1, 0) : first]:
        return False
    for at in range(first - 1, max(first - LONGEST_LAW, 1), -1):
        key = keys[at]
        if not (key[0].isalnum() or key[0] == "_") or breaks[at + 1] > 1:
            return False
        if key in LAW_ENDS and keys[at - 1 : at + 1] in LAWS_ON_BODIES:
            return keys[at - 2] == "luật"
    return False


def _shortens_noun(reading: Reading, parse: UnitParse) -> bool:
    """`hai câu lạc bộ (CLB)`: the short form of a noun in small letters."""
    at = parse.first - 1
    if at < 1 or reading.keys[at] != "(" or reading.keys[parse.end] != ")" or parse.head.form == parse.head.value:
        return False
    words = split_syllables(parse.head.value).keys
    return reading.keys[max(at - len(words), 0) : at] == words and not reading.upper[at - len(words)]


def _central(parse: UnitParse) -> bool:
    return parse.parts[-1].text in {"Trung ương", "Việt Nam"}


def _work(reading: Reading, parse: UnitParse, before: str) -> bool:
    """`cán bộ Hội`, `tổ chức Công đoàn`: kinds of work or people, not the organisation by name."""
    works = has_trait(parse.head.value, "work") or has_trait(parse.head.form, "work")
    if not works or parse.first < 2 or reading.breaks[parse.first]:
        return False
    return f"{reading.keys[parse.first - 2]} {before}" in stops("work")


def stands(reading: Reading, parse: UnitParse, names: Names) -> bool:
    """Whether a bare head is a name here: always for bodies there is one of, else when a full name explains it."""
    if has_trait(parse.head.value, "explained"):
        return parse.capital and not reading.upper[parse.end] and WHOLE.search(names.written(parse)) is not None
    if not parse.bare:
        return not _only_numbered(parse) or (names.has_teams and (parse.head.value != "Tổ" or names.has_crews))
    if parse.head.form.isupper() and parse.head.value.startswith("Trường"):
        return False  # `cấp THPT` is a kind of school
    if _opens_quotation(reading, parse) or _figure_behind(reading, parse):
        return False
    if not parse.head.ambiguous and (parse.head.kind != "named" or has_trait(parse.head.value, "brand")):
        inner = reading.upper[parse.first + 1] and parse.head.kind == "party_level"  # `xã Đoàn`
        return parse.capital or inner or parse.head.value.endswith(" hội") or parse.head.kind == "whole"
    if reading.shouting[parse.first] and not _signed(reading, parse.first):
        return False
    if has_trait(parse.head.value, "compounded") and _goes_on(reading, parse.end):
        return False
    if parse.head.form == "Đoàn" and parse.capital and _whole_union(reading, parse):
        return True
    explained = names.explains(parse.head) or names.listed(parse) or _lone(reading, parse)
    return parse.capital and explained


def _lone(reading: Reading, parse: UnitParse) -> bool:
    """`thuộc Tập đoàn`: the one that the page is about, though it does not name it; but no `cấp Tập đoàn`."""
    before = reading.keys[parse.first - 1] if parse.first else ""
    return has_trait(parse.head.value, "lone") and before != "cấp" and not reading.upper[parse.end]


def _whole_union(reading: Reading, parse: UnitParse) -> bool:
    """`Đại hội Đoàn toàn quốc`, `toàn Đoàn`: the youth union itself."""
    behind = reading.keys[parse.end : parse.end + 2] == ("toàn", "quốc")
    return behind or (parse.first > 0 and reading.keys[parse.first - 1] == "toàn")


def _figure_behind(reading: Reading, parse: UnitParse) -> bool:
    """`Tổ 7.1`: a team whose number the grammar could not read is not the team of that name alone."""
    figure = reading.keys[parse.end][:1].isdigit() and not reading.breaks[parse.end]
    return figure and has_trait(parse.head.value, "numbered")


def _opens_quotation(reading: Reading, parse: UnitParse) -> bool:
    """`Cuộc thi “Chi đoàn kiểu mẫu”`: a kind of body in the name of something else."""
    if parse.first == 0 or reading.keys[parse.first - 1] not in OPENING_MARKS:
        return False
    goes_on = reading.word(parse.end) and not reading.upper[parse.end] and not reading.breaks[parse.end]
    return goes_on and parse.head.kind not in UNIQUE


def _only_numbered(parse: UnitParse) -> bool:
    """`Đội 6`, `Tổ 3`, `lớp 9A`: parts of the firm, cooperative or school that the document is about."""
    return (
        len(parse.parts) == 2
        and parse.parts[1].kind == "text"
        and parse.parts[1].text.removeprefix("số ").isdigit()
        and has_trait(parse.head.value, "numbered")
    )


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a small word that begins no clause follows: `Hội đồng khoa học` is another body than `Hội đồng`."""
    key = reading.keys[at]
    return key.isalpha() and not reading.upper[at] and not reading.breaks[at] and key not in followers()


def _signed(reading: Reading, first: int) -> bool:
    """Whether `TM.`, `T/M` or a shouted post stands before: the body in whose name a document is signed."""
    keys = reading.keys
    if first and keys[first - 1] in {"trưởng", "chánh"} and not reading.breaks[first]:
        return True
    return keys[max(first - 2, 0) : first] == ("tm", ".") or keys[max(first - 3, 0) : first] == ("t", "/", "m")
