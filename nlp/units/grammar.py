"""The grammar of names of organisations: a head noun, what it licenses after it, and a place or a larger unit as tail.

Heads are in lexicons/unit_heads.tsv, whose `kind` chooses a rule of `nlp/units/rules.py`. A parse goes from left to
right and never back, so that the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ingest.names import surnames
from nlp.people.names import capital_run
from nlp.places.gazetteer import known_name
from nlp.places.level_names import read_named
from nlp.places.level_words import entrusts, level_keys, read_level
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import fields, followers, head_at, head_keys, heads, not_unit_keys, not_units, stops
from nlp.units.nesting import family_name
from nlp.units.parse import UnitParse
from nlp.units.rules import RULES
from nlp.units.terms import take_term

DEEPEST = 4
"""Units in units: `Hội đồng Thi đua - Khen thưởng / cơ quan / Văn phòng / HĐND`; deeper ones do not occur."""

LISTED = frozenset({",", "và", "chí"})
"""What stands before a standing committee in small letters: `Đảng ủy, thường trực HĐND xã`."""
BRANCHES = frozenset({"Chi hội", "Chi đoàn", "Phân hội"})
"""Heads in small letters behind which the association's own word bears a capital."""
LONGEST_NAME = 4
"""Syllables of a person's name before its last one."""
NO_FAMILY = frozenset({"phó", "đoàn"})
"""Family names too, but before a head a rank and delegates: `Phó Ban Tuyên giáo`, `Đoàn Ban Tôn giáo`."""
LONGEST_CODE = 24
"""Syllables and marks before a head that may stand with it in one document's number."""


@cache
def _beginnings() -> dict[str, frozenset[str] | None]:
    """How heads, ordinary words that hold one, and places begin: first syllable -> what follows, None for anything."""
    found: dict[str, frozenset[str] | None] = dict.fromkeys(level_keys())
    for tree in (heads(), not_units()):
        for key in tree.first_keys():
            behind, known = tree.second_keys(key), found.get(key, frozenset())
            found[key] = None if behind is None or known is None else behind | known
    return found


def find_parses(reading: Reading) -> Iterator[UnitParse]:
    """Yield the units of a text from left to right, bare heads too; none overlaps another."""
    head_words, others, levels = head_keys(), not_unit_keys(), level_keys()
    until = 0
    begins, keys = _beginnings(), reading.keys
    opened = [at for at, key in enumerate(keys) if key in begins]
    for at in [at for at in opened if (behind := begins[keys[at]]) is None or keys[at + 1] in behind]:
        if at < until:
            continue
        key = keys[at]
        skipped = not_units().longest(reading, at) if key in others else None
        found = heads().longest(reading, at) if key in head_words else None
        if found is None and skipped is None:
            until = _past_place(reading, at) if key in levels else at + 1
            continue
        if skipped is not None and _is_ordinary(reading, skipped, found):
            until = skipped.end
            continue
        if found is not None and _deputy_rank(reading, found):
            until = found.first + 2 if found.entry.value.startswith("Thường trực ") else found.end
            continue
        if found is not None and found.end == at + 1 and in_person_name(reading, at):
            until = max(capital_run(reading, at), at + 1)
            continue
        if found is not None and (past := _past_named(reading, found)):
            until = past
            continue
        if found is not None and ((found.end == at + 1 and _ends_a_place(reading, at)) or _township(reading, at)):
            continue
        parse = _parse(reading, found, 0) if found is not None and not _inside_code(reading, at) else None
        if parse is None:
            until = found.end if found is not None and _closed(reading, found) else at + 1
            continue
        yield parse
        until = parse.end


def _past_named(reading: Reading, found: Found) -> int:
    """The end of a district's name that begins like a head, `Hội An`, `Trạm Tấu`, `Vụ Bản`; 0 for other words."""
    known = known_name(reading, found.first) if reading.upper[found.first] and reading.upper[found.end] else None
    return known.end if known is not None and known.end > found.end else 0


def _ends_a_place(reading: Reading, first: int) -> bool:
    """Whether a head is the last syllable of a place's name: `Hải Phòng`, `Vũng Tàu 14`."""
    if not first or reading.breaks[first] or not reading.upper[first - 1]:
        return False
    known = known_name(reading, first - 1)
    return known is not None and known.end > first


def _township(reading: Reading, at: int) -> bool:
    """Whether `TT.` stands before the name of a township or its district: `TT.Trà Cú`."""
    level = read_level(reading, at) if reading.keys[at] == "tt" and reading.keys[at + 1] == "." else None
    return level is not None and read_named(reading, level) is not None


def _past_place(reading: Reading, at: int) -> int:
    """The syllable behind a place's name that may hold heads, `phố Đội Cung`, `thôn Hội Khách`; else the next one."""
    level = read_level(reading, at) if reading.upper[at + 1] or reading.keys[at] == "thị" else None
    if level is None or level.kind not in ("ward", "street", "village"):
        return at + 1
    if level.end != at + 1:
        named = read_named(reading, level) if level.word.endswith("nông trường") else None
        return at + 1 if named is None else named[0]
    found = heads().longest(reading, at + 1) if level.kind == "village" else None
    if found is not None and (found.end > at + 2 or found.entry.form.isupper() or not reading.upper[at + 2]):
        return at + 1
    named = read_named(reading, level)
    return at + 1 if named is None or reading.shouting[at] else named[0]


def _closed(reading: Reading, found: Found) -> bool:
    """Whether nothing inside a head that names no unit can be one: small words, or `Thủ tướng Chính phủ` as a title.

    Neither is the association in `chi Hội`.
    """
    if found.entry.kind == "office_holder" or found.entry.value in BRANCHES:
        return True
    return not any(reading.upper[found.first : found.end])


def _deputy_rank(reading: Reading, found: Found) -> bool:
    """`Phó Bí thư Thường trực Tỉnh ủy`, `cơ quan thường trực Hội đồng`: a rank or a task, not a committee."""
    value = found.entry.value
    if value != "Ban Thường trực" and not value.startswith("Thường trực"):
        return False
    before = reading.keys[found.first - 1] if found.first and not reading.breaks[found.first] else ""
    if found.first and reading.breaks[found.first] == 1 and reading.keys[found.first - 1] in stops("post_end"):
        before = reading.keys[found.first - 1]  # `Bí thư / Thường trực Trung ương Đoàn` in broken lines
    if value == "Ban Thường trực":
        return before in {"trưởng", "phó"}  # `Phó trưởng ban Thường trực Ban Nội chính`
    if before == "phó":
        return True
    if reading.keys[max(found.first - 2, 0) : found.first] == ("thành", "viên"):
        return not reading.upper[found.first]
    if before in stops("post_end") or reading.upper[found.first]:
        return before in stops("post_end")
    return before not in LISTED or not reading.upper[found.end]


def _inside_code(reading: Reading, at: int) -> bool:
    """Whether the head stands in a document's number (`41/KH-UBND`) or a joined name (`Hải-phòng`).

    `UBND-UBMTTQ xã` is neither: what stands before the dash is a head as well.
    """
    keys = reading.keys
    if keys[at - 1] not in {"-", "/"} or not (reading.glued(at) and reading.glued(at - 1)):
        return False
    starts, ends = reading.starts, reading.ends
    before = reading.text[starts[max(at - LONGEST_CODE - 1, 0)] : starts[at]]
    if not before.replace("-", "").isalpha():  # letters and dashes alone are no number
        for first in range(at, max(at - LONGEST_CODE, 0), -2):
            if starts[first] != ends[first - 1] or keys[first - 1] not in {"-", "/", "."}:
                break
            if keys[first - 2][:1].isdigit() or (keys[first - 1] == "/" and not _of_two(reading, at)):
                return True
    found = heads().longest(reading, at - 2)
    return found is None or not reading.upper[at]


def _of_two(reading: Reading, at: int) -> bool:
    """`các cấp EVN/EVNNPT`: short names of two bodies with nothing glued to the first."""
    found = heads().longest(reading, at - 2)
    return found is not None and found.end == at - 1 and reading.starts[at - 2] != reading.ends[at - 3]


def _same_case(reading: Reading, found: Found) -> bool:
    """`Hội nghị` is an ordinary word, `Phòng Chống` could be a name: all but the first syllable are small.

    A post is one also with two capitals: `Cục Trưởng`.
    """
    return (
        reading.shouting[found.first]
        or not any(reading.upper[index] for index in range(found.first + 1, found.end) if reading.word(index))
        or not found.entry.form.islower()
        or _title_words(reading, found)
        or reading.keys[found.end - 1] in {"trưởng", "phó"}
    )


def _is_ordinary(reading: Reading, skipped: Found, found: Found | None) -> bool:
    """Whether an ordinary word, not the head inside it, stands there.

    `CÔNG ĐOÀN VIÊN CHỨC` is the union of officials, not `công đoàn viên`: a field begins behind the head.
    """
    if (found is not None and skipped.end <= found.end) or _ends_in_unit(reading, skipped):
        return False
    if not _same_case(reading, skipped):
        return _titled(reading, skipped, found)
    field = fields().longest(reading, found.end) if found is not None and reading.shouting[found.first] else None
    return field is None or field.end <= skipped.end


def _ends_in_unit(reading: Reading, skipped: Found) -> bool:
    """`cán bộ Đội Cảnh sát hình sự`: a word in small letters whose last syllable is the head of a name that goes on."""
    last = skipped.end - 1
    if reading.keys[skipped.first] != "cán" or not reading.upper[last] or not reading.upper[skipped.end]:
        return False
    return last > skipped.first and not reading.breaks[skipped.end] and heads().longest(reading, last) is not None


def _titled(reading: Reading, skipped: Found, found: Found | None) -> bool:
    """`Hội Nghị`, `Trường Hợp`: a word of two syllables with two capitals, where no field begins behind the head."""
    word = found is not None and found.end == skipped.first + 1 and skipped.end == found.end + 1
    goes_on = reading.upper[skipped.end] and not reading.breaks[skipped.end] and not head_at(reading, skipped.end)
    if not word or goes_on or reading.keys[skipped.first] == "báo":
        return False  # `Hội Trường Sơn`, `Báo Công lý`
    return skipped.entry.form.islower() and fields().longest(reading, skipped.first + 1) is None


def _title_words(reading: Reading, found: Found) -> bool:
    return reading.keys[found.first] in {"xã", "quốc", "cán", "đại", "cơ", "nghị", "các"}


def in_person_name(reading: Reading, first: int) -> bool:
    """Whether the head at `first` is a syllable of a person's name: `Đào Trường Giang`, `Đoàn Hữu Khiết`."""
    if reading.keys[first] not in stops("name_head") or not reading.upper[first]:
        return False
    if reading.shouting[first]:
        return family_name(reading, first)
    keys, upper, breaks, families = reading.keys, reading.upper, reading.breaks, surnames()
    before = first
    while before > first - LONGEST_NAME and upper[before - 1] and not breaks[before]:
        before -= 1
        if before == first - 1 and keys[before] in NO_FAMILY:
            continue
        ordinary = families.get(keys[before])
        if ordinary is not None and (first - before < 2 or not ordinary):
            return True
    return family_name(reading, first)


def parse_unit(reading: Reading, first: int, depth: int = 0) -> UnitParse | None:
    """The unit whose head begins at syllable `first`; None when what stands there cannot be one."""
    found = heads().longest(reading, first) if reading.keys[first] in head_keys() else None
    if found is None or depth > DEEPEST or _past_named(reading, found):
        return None  # `Di sản Văn hóa Hội An`
    return _parse(reading, found, depth)


def _parse(reading: Reading, found: Found, depth: int) -> UnitParse | None:
    """The unit whose head was found; None when what stands there cannot be one."""
    first = found.first
    if _mixed_case(reading, found) or entrusts(reading, found.end - 1):
        return None
    if found.end == first + 2 and _line_begins(reading, first + 1):
        return None
    cursor = Cursor(reading, found, depth, parse_unit)
    if not RULES[found.entry.kind](cursor):
        return None
    take_term(cursor)
    return cursor.done()


def _line_begins(reading: Reading, at: int) -> bool:
    """Whether a new line with a capital begins at `at`, outside a shouted name broken over lines."""
    if not reading.breaks[at] or not reading.upper[at]:
        return False
    return not (reading.shouting[at] or reading.shouting[at - 1])


def _mixed_case(reading: Reading, found: Found) -> bool:
    """`huyện Đoàn` (a level and a family name) is not `Huyện đoàn`; `bệnh viện Đa Khoa` is a hospital."""
    if reading.upper[found.first] or found.entry.value.endswith(" hội"):
        return False
    capital = reading.upper[found.end - 1]  # `công đoàn Công ty` is no `huyện Đoàn Thị Lý`
    if capital and found.entry.value.endswith((" đoàn", " Đoàn")) and reading.keys[found.end] in followers():
        return reading.upper[found.end]  # `huyện Đoàn đã tổ chức`, but `huyện Đoàn Thị Lý`
    if found.entry.value.endswith(" đoàn") and known_name(reading, found.end) is not None:
        return False  # `tỉnh Đoàn Lào Cai`
    if found.entry.kind == "council":
        return False  # `Trưởng đoàn Đại biểu Quốc hội tỉnh`
    words = found.entry.form.split()
    return len(words) == found.end - found.first and any(
        reading.upper[found.first + index] and word[0].islower() and not reading.upper[found.first + index - 1]
        for index, word in enumerate(words)
    )
