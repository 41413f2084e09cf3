"""The members of an emulation cluster, described in common words."""

from __future__ import annotations

from nlp.places.gazetteer import known_name
from nlp.places.level_names import read_named
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import cluster_words, fields, followers, heads, region_end, stops
from nlp.units.parse import UnitParse
from nlp.units.place_tails import take_place

OF = frozenset({"của", "thuộc"})
KIND_ENDS = frozenset({",", "và", "thuộc", "trực", "của"})
"""What stands behind a kind of bodies that is listed with others."""
ACTS = frozenset({("xây", "dựng"), ("đào", "tạo"), ("hợp", "tác")})
"""Branches of members whose words are also what a numbered cluster does: `Cụm thi đua số 5 xây dựng kế hoạch`."""
FIELD_LEADS = (("trong", "lĩnh", "vực"), ("thuộc", "lĩnh", "vực"), ("lĩnh", "vực"))
"""Before the field in which members work: `doanh nghiệp trong lĩnh vực Năng lượng, Viễn thông`."""
LEADS = frozenset({"hoạt", *(words[0] for words in FIELD_LEADS)})
NO_OPENINGS = OF | {"và", "tổ"}
"""What a description behind a cluster's number does not begin with."""
LONGEST_CLUSTER = 30
"""Syllables and marks of the description of a cluster's members."""


def take_description(cursor: Cursor, *, dash: bool) -> bool:
    """The members of a cluster in licensed common words, to a place or a unit at the end."""
    reading, at = cursor.reading, cursor.at
    marked = dash and _is_set_apart(reading, at)
    if marked and not _opens_behind_dash(reading, at):
        return False
    small = at < len(reading) and not reading.upper[at]
    if dash and not (marked or small or _shouted(reading, at)):
        return take_place(cursor)
    end = _members_end(cursor, at + marked, dash=dash)
    if not _describes(reading, at, end, dash=dash):
        return False
    unit = _unit_behind_dash(cursor, end) if dash else None
    if unit is None:
        return cursor.add("text", end)
    cursor.at += 1
    return cursor.add("unit", end, unit=unit)


def _is_set_apart(reading: Reading, at: int) -> bool:
    """Whether a dash or a colon stands between a cluster's number and its description."""
    return at + 1 < len(reading) and reading.keys[at] in {"-", ":"} and not reading.breaks[at]


def _opens_behind_dash(reading: Reading, at: int) -> bool:
    """Whether a body or licensed words begin behind a dash at `at`."""
    if reading.keys[at] != "-":
        return False
    return heads().longest(reading, at + 1) is not None or cluster_words().longest(reading, at + 1) is not None


def _members_end(cursor: Cursor, at: int, *, dash: bool) -> int:
    """The last place where the description that goes on from `at` may end; the cursor's own place without one."""
    reading, start = cursor.reading, cursor.at
    good, kinds = start, False
    while at < len(reading) and at - start < LONGEST_CLUSTER and _same_line(reading, at):
        if reading.keys[at] in {",", "-"} and at > start:
            kind = _kind_at(reading, at + 1, listed=True) if kinds else 0
            if kind:
                good = at = kind
            elif _licensed(cursor, at + 1):
                at += 1
            else:
                break
            continue
        upto = _piece_end(cursor, at, dash=dash)
        if upto is None:
            break
        kinds = kinds or bool(_kind_at(reading, at))
        at = upto
        if reading.keys[at - 1] not in stops("dangling"):
            good = at
    return good


def _piece_end(cursor: Cursor, at: int, *, dash: bool) -> int | None:
    """The end of the kind of bodies or the licensed words at `at`; None where the description goes no further."""
    reading = cursor.reading
    if _belongs(cursor, at):
        return None
    if dash and reading.keys[at : at + 2] == ("và", "các"):
        return None  # `Cụm thi đua số 6 ngành Y tế và các đơn vị`: others beside a numbered one
    upto = _kind_at(reading, at) or _cluster_piece(cursor, at)
    dated = upto is not None and reading.keys[at] == "năm" and reading.keys[upto].isdigit()
    return None if dated else upto


def _describes(reading: Reading, start: int, end: int, *, dash: bool) -> bool:
    """Whether what was read from `start` to `end` is a description: no lone joint, and behind a number no act."""
    if end <= start or (end == start + 1 and reading.keys[start] in stops("dangling")):
        return False
    return not dash or not (reading.keys[start] in NO_OPENINGS or _is_act(reading, start, end))


def _unit_behind_dash(cursor: Cursor, end: int) -> UnitParse | None:
    """The body with its place that alone describes a cluster: `Cụm thi đua số IV – TAND hai cấp TP.HCM`."""
    unit = cursor.nested(cursor.at + 1) if cursor.reading.keys[cursor.at] == "-" else None
    if unit is None or unit.end != end or unit.last_place is None:
        return None
    return unit if unit.last_place.name else None


def _shouted(reading: Reading, at: int) -> bool:
    """Whether a numbered cluster's description goes on in capitals: `CỤM THI ĐUA SỐ 6 NGÀNH Y TẾ`."""
    return reading.shouting[at] and cluster_words().longest(reading, at) is not None


def _is_act(reading: Reading, start: int, end: int) -> bool:
    """Whether a numbered cluster's description is an act whose object follows in small letters."""
    return (
        reading.keys[start:end] in ACTS
        and not reading.breaks[end]
        and reading.word(end)
        and reading.keys[end] not in followers()
    )


def _same_line(reading: Reading, at: int) -> bool:
    """Whether the description may go on at `at`: small words also on the next line of a text that is broken by hand."""
    gap = reading.breaks[at]
    return gap == 0 or (gap == 1 and reading.word(at) and not reading.upper[at] and not reading.shouting[at - 1])


def _belongs(cursor: Cursor, at: int) -> bool:
    """Whether a bloc told by an adjective ends and its ministry follows: `Khối sự nghiệp` of `của Bộ Nông nghiệp`."""
    reading = cursor.reading
    if cursor.head.value != "Khối" or reading.keys[cursor.at] == "các":
        return False
    at += reading.keys[at] == "trực"
    return reading.keys[at] in OF and reading.keys[at + 1] == "bộ" and reading.upper[at + 1]


def _kind_at(reading: Reading, at: int, *, listed: bool = False) -> int:
    """The end of a kind of bodies with a capital and no name, 0 where none is: `Cục, Tổng cục`, `Vụ, Thanh tra`.

    `listed`: it stands behind another one, and a sentence may go on from it.
    """
    head = heads().longest(reading, at) if reading.upper[at] and not reading.shouting[at] else None
    if head is None or head.entry.kind not in ("field", "office") or reading.upper[head.end]:
        return 0
    after = reading.keys[head.end]
    ends = after in KIND_ENDS or (listed and after in followers())
    return head.end if ends and not reading.breaks[head.end] else 0


def _licensed(cursor: Cursor, at: int) -> bool:
    head = heads().longest(cursor.reading, at)
    if head is not None and head.entry.kind == "cluster" and cursor.reading.upper[at]:
        return False
    found = _member(cursor.reading, at)
    if found is None or cursor.reading.breaks[at] or not _last_of_list(cursor, found):
        return False
    named = cursor.nested(at) if head is not None and cursor.reading.upper[at] else None
    return named is None or named.end <= found.end  # `Cụm các cơ quan thường trú, Đài Tiếng nói Việt Nam`


def _member(reading: Reading, at: int) -> Found | None:
    """Licensed words at `at`, or with a capital a field of the lexicon that goes further: `Năng lượng`."""
    word = cluster_words().longest(reading, at)
    field = fields().longest(reading, at) if reading.upper[at] and not reading.shouting[at] else None
    return field if field is not None and (word is None or field.end > word.end) else word


def _field_led(reading: Reading, at: int) -> int | None:
    """The end of `trong lĩnh vực Năng lượng` at `at`; None where no field follows."""
    start = at + 2 if reading.keys[at : at + 2] == ("hoạt", "động") else at
    lead = next((words for words in FIELD_LEADS if reading.keys[start : start + len(words)] == words), None)
    found = fields().longest(reading, start + len(lead)) if lead else None
    return found.end if found is not None else None


def _last_of_list(cursor: Cursor, found: Found) -> bool:
    """A comma ends the name when what follows it is a clause, not a further member."""
    after = cursor.reading.keys[found.end]
    if cursor.reading.upper[found.first] and fields().longest(cursor.reading, found.first) is not None:
        return True  # `Khối Doanh nghiệp Xây dựng, Giao thông vận tải tổng kết`
    level = read_level(cursor.reading, found.first)
    if level is not None and level.kind in ADMINISTRATION and level.end == found.end:
        return True  # `Khối thi đua các xã, thị trấn đã bình bầu`
    if after in {",", ".", ";", ")", "", "(", "và", "“"} or cursor.reading.breaks[found.end]:
        return True
    return (
        _member(cursor.reading, found.end) is not None
        or heads().longest(cursor.reading, found.end) is not None
        or cursor.reading.keys[found.end] not in stops("clause")
    )


def _cluster_piece(cursor: Cursor, at: int) -> int | None:
    reading = cursor.reading
    if at > cursor.at and (region := region_end(reading, at)):
        return region  # `… khu vực miền Trung - Tây Nguyên`
    led = _field_led(reading, at) if reading.keys[at] in LEADS else None
    if led is not None:
        return led
    word = _member(reading, at)
    if reading.upper[at]:
        head = heads().longest(reading, at)
        unit = cursor.nested(at) if head is not None and head.entry.kind != "cluster" else None
        if unit is not None and (word is None or unit.end > word.end):
            return unit.end
        if unit is None and head is not None and head.entry.kind != "cluster" and (word is None or head.end > word.end):
            return head.end
        known = known_name(reading, at)
        if known is not None:
            level = read_level(reading, at - 1)
            named = read_named(reading, level) if level is not None and level.end == at else None
            return known.end if named is None else named[0]  # `các trường Mầm non phường Vinh Hưng`
    if word is not None:
        last = heads().longest(reading, word.end - 1) if word.end > at + 1 and reading.upper[word.end - 1] else None
        return word.end - 1 if last is not None and last.end > word.end else word.end
    if reading.number(at) and not reading.breaks[at]:
        return at + 1 if cluster_words().longest(reading, at + 1) is not None else None
    return None
