"""What a department or firm is concerned with, in words of the lexicon joined by `và`, `-` and `,`."""

from __future__ import annotations

from nlp.people.names import capital_run, looks_like_person, surely_person
from nlp.people.titles import titles
from nlp.places.gazetteer import begins_longer_name, known_name
from nlp.places.level_names import read_named
from nlp.places.level_words import read_level
from nlp.places.levels import AUTHORITY_KINDS
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.capitals import is_brand, joins_capital, joins_small
from nlp.units.cursor import Cursor
from nlp.units.field_initials import field_of
from nlp.units.forms import (
    fields,
    followers,
    has_trait,
    head_at,
    heads,
    is_firm,
    nation_at,
    not_units,
    pair_at,
    region_end,
    stops,
    verbs,
)
from nlp.units.friendship import read_friendship
from nlp.units.small_tails import small_tail

LONGEST_FIELD = 12
"""Syllables and marks of what a department is concerned with."""
LONGEST_SERIES = 3
"""Further fields behind the first one, before `và`."""
LONGEST_SMALL = 6
"""Syllables of a field in small letters before a firm's proper name."""
JOINTS = frozenset({"và", "-", "&", ",", "/"})


def take_field(cursor: Cursor, *, strict: bool = False) -> bool:
    """A field of work: words of the lexicon joined by `và`, `-`, `,`; unless strict, other capitals too."""
    start, end = cursor.at, cursor.at
    listed = True
    if pair_at(cursor.reading, start, "box"):
        return False  # `Hội đồng Thi đua - Khen thưởng Trung ương Người ký: …`
    texts: list[str] = []
    while end - start < LONGEST_FIELD:
        joint = _joint(cursor, end) if end > start or _fielded(cursor) else 0
        if end > start and not joint and not _may_follow(cursor, end):
            break
        piece = _field_piece(cursor, end + joint, strict=strict, joined=bool(joint), first=end == start, listed=listed)
        if piece is None:
            break
        upto, text = piece
        if joint:
            mark = cursor.reading.surface(end, end + 1)
            texts.append(mark if mark == "," else f" {mark} ")
        elif texts:
            texts.append(" ")
        texts.append(text)
        listed = fields().longest(cursor.reading, end + joint) is not None
        end = upto
    if end == start:
        return False
    text = "".join(texts).replace(",", ", ").replace("  ", " ")
    return cursor.add("text", end, text)


def _fielded(cursor: Cursor) -> bool:
    """`Hợp tác xã Dịch vụ nông nghiệp`: a head that tells its field, with which a second one may be joined."""
    reading, at = cursor.reading, cursor.at
    if cursor.head.kind != "named" or not cursor.bare:
        return False
    if reading.keys[at] not in {"và", "-"} or not reading.upper[at + 1]:
        return False
    if fields().longest(reading, at + 1) is None or head_at(reading, at + 1):
        return False
    inner = (fields().longest(reading, first) for first in range(cursor.first + 1, at))
    return any(found is not None and found.end == at for found in inner)


def take_small_field(cursor: Cursor) -> bool:
    """`nhà máy giấy Hoàng Văn Thụ`, `trạm giống lúa Đông Cơ`: a field in small letters before a proper name."""
    reading = cursor.reading
    if not cursor.open() or reading.upper[cursor.at] or (cursor.head.form.isupper() and cursor.head.kind != "named"):
        return False
    end = cursor.at
    while end - cursor.at < LONGEST_SMALL and not reading.breaks[end] and not reading.upper[end]:
        found = fields().longest(reading, end)
        level = read_level(reading, end)
        if found is None or (level is not None and not (level.kind == "site" and is_firm(cursor.head.value))):
            break
        end = found.end
    if end == cursor.at or reading.breaks[end]:
        return False
    if cursor.head.value.startswith("Công ty ") and cursor.capital and reading.keys[end] in {";", ".", ")"}:
        cursor.small = True  # `Công ty Cổ phần tư vấn xây dựng;` in a list of firms
        return cursor.add("text", end)
    if not reading.word(end):
        return False
    if not reading.upper[end] and not _place_behind(cursor, end):
        return False
    if _begins_sentence_part(cursor, end):
        return False
    cursor.small = True
    return cursor.add("text", end)


def _place_behind(cursor: Cursor, at: int) -> bool:
    """`Ban Quản lý rừng phòng hộ huyện Sơn Động`: a district's or province's name behind the field of a named body."""
    level = read_level(cursor.reading, at) if cursor.capital and cursor.head.kind == "named" else None
    return level is not None and level.kind in AUTHORITY_KINDS and read_named(cursor.reading, level) is not None


def _begins_sentence_part(cursor: Cursor, at: int) -> bool:
    """Whether the capitals behind a small field are a person's name or another body, not the firm's own name."""
    reading = cursor.reading
    if heads().longest(reading, at) is not None and not _proper_at(reading, at):
        return True
    return surely_person(reading, at, capital_run(reading, at)) and cursor.head.kind != "named"


def _proper_at(reading: Reading, at: int) -> bool:
    """`Tổng công ty xây dựng Trường Sơn`: a name that only begins like a head noun."""
    word = not_units().longest(reading, at)
    return word is not None and word.entry.form[0].isupper() and reading.upper[word.end - 1]


def _may_follow(cursor: Cursor, at: int) -> bool:
    return not cursor.reading.breaks[at]


def _joint(cursor: Cursor, at: int) -> int:
    """1 when a joining word or mark stands at `at` and a capital follows it, else 0."""
    reading = cursor.reading
    if reading.keys[at] not in JOINTS or reading.breaks[at + 1] > 1:
        return 0
    if reading.keys[at] == "," and not reading.shouting[at + 1]:
        return int(_comma_inside(cursor, at))
    if (reading.keys[at] == "/" and not reading.glued(at)) or reading.keys[at + 1][-1].isdigit():
        return 0  # `Phòng PX03 và PC04`: the code of another one
    if pair_at(reading, at + 1, "headline"):
        return 0  # `Trường Mầm non Sơn Ca - Phát động phong trào`
    return int(reading.upper[at + 1] or (reading.keys[at] in {"và", "&"} and _small_joined(cursor, at + 1)))


def _small_joined(cursor: Cursor, at: int) -> bool:
    """`Trung tâm Dịch vụ đô thị và môi trường`: a second field in small letters, one that nobody else bears."""
    if not cursor.capital or cursor.reading.breaks[at]:
        return False
    if pair_at(cursor.reading, at, "joined_field"):
        return True
    return is_firm(cursor.head.value) and _reaches_capital(cursor.reading, at)


def _comma_inside(cursor: Cursor, at: int) -> bool:
    """`Văn hóa, Thông tin, Thể thao và Du lịch`: further fields, then `và` and a last one."""
    if not has_trait(cursor.head.value, "comma"):
        return False
    reading = cursor.reading
    for _ in range(LONGEST_SERIES):
        found = fields().longest(reading, at + 1)
        if found is None or not reading.upper[at + 1]:
            return False
        at = found.end
        if " và " in found.entry.form:
            return True
        if reading.keys[at] in {"và", "&"}:
            last = fields().longest(reading, at + 1)
            return last is not None and reading.upper[at + 1] and not head_at(reading, at + 1)
        if reading.keys[at] != ",":
            return False
    return False


def _field_piece(
    cursor: Cursor, at: int, *, strict: bool, joined: bool, first: bool, listed: bool
) -> tuple[int, str] | None:
    reading = cursor.reading
    if reading.breaks[at] > 1:
        return None  # so it is also at the text's end
    shouted = reading.shouting[at] and reading.shouting[at - 1]
    if reading.breaks[at] and reading.upper[at] and not joined and not shouted:
        return None
    if reading.breaks[at] and heads().longest(reading, at) is not None:
        return None
    if friendship := read_friendship(reading, at):
        return friendship
    found = fields().longest(reading, at)
    if found is not None and found.end == at + 1 and begins_longer_name(reading, at):
        return None  # `Sở Nội vụ Trà Vinh`: no tea
    if found is not None:
        small = not reading.upper[at] and not joined
        if small and not found.entry.form[0].islower() and not _small_field(cursor, at, found.entry.form, first=first):
            tail = small_tail(cursor, at) if listed and not first else 0
            return (tail, reading.surface(at, tail)) if tail else None
        if first or not head_at(cursor.reading, at) or _code_pair(cursor, at):
            return found.end, found.entry.value
        return None
    if strict or (reading.shouting[at]) or head_at(cursor.reading, at):
        return None
    return _free_word(cursor, at, joined=joined, first=first)


def _small_field(cursor: Cursor, at: int, form: str, *, first: bool) -> bool:
    """Whether a field may stand in small letters: `Sở giáo dục và đào tạo`, `Quỹ Hỗ trợ nông dân`."""
    if cursor.capital and not first and is_firm(cursor.head.value) and " " in form:
        return _reaches_capital(cursor.reading, at)
    if not cursor.capital or cursor.head.kind != "field" or " " not in form:
        return False
    if first:
        return has_trait(cursor.head.value, "small_field") and not _governs(cursor.reading, at)
    return has_trait(cursor.head.value, "small_tail") and (
        len(form.split()) > 2 or cursor.reading.keys[at] not in followers()
    )


def _governs(reading: Reading, at: int) -> bool:
    """Whether a verb and what it governs stand at `at`: `Đoàn TNCS Hồ Chí Minh Cục vận động đoàn viên`."""
    verb = verbs().longest(reading, at)
    field = fields().longest(reading, at)
    if verb is None or field is None or verb.end < field.end or reading.keys[at] not in followers():
        return False
    return reading.word(field.end) and not reading.upper[field.end] and not reading.breaks[field.end]


def _reaches_capital(reading: Reading, at: int) -> bool:
    """Whether capitals stand behind fields in small letters: `Công ty Cổ phần Cơ khí sửa chữa Công trình …`."""
    for _ in range(LONGEST_SERIES):
        found = fields().longest(reading, at) if not reading.breaks[at] else None
        if found is None or (reading.keys[at] in followers() and _says(reading, found)):
            return False  # `Công ty May Thăng Long tổ chức Chương trình …`
        at = found.end
        if reading.upper[at] and reading.word(at) and not reading.breaks[at]:
            return heads().longest(reading, at) is None
    return False


def _says(reading: Reading, field: Found) -> bool:
    """Whether a field's words are a verb too: `tổ chức`, but not `giao thông`."""
    verb = verbs().longest(reading, field.first)
    return field.end == field.first + 1 or verb is None or verb.end >= field.end


def _code_pair(cursor: Cursor, at: int) -> bool:
    """`Khoa HSTC - CĐ`: behind a dash, an abbreviation goes on with an abbreviation."""
    return cursor.reading.keys[at - 1] == "-" and cursor.reading.surface(at - 2, at - 1).isupper()


def _glued_codes(reading: Reading, at: int) -> bool:
    """`Phòng CTCT-QLSV`: letters glued to letters by a dash."""
    short = reading.glued(at) and reading.glued(at - 1) and reading.keys[at - 1] == "-"
    return short and all(len(reading.keys[one]) > 1 and reading.shouted[one] for one in (at - 2, at))


def _begins_post(reading: Reading, at: int) -> bool:
    post = titles().longest(reading, at)
    return post is not None and post.end > at + 1 and not reading.upper[at + 1]


def _free_word(cursor: Cursor, at: int, *, joined: bool, first: bool) -> tuple[int, str] | None:
    """One capitalised word that no list holds; neither a place nor a person's name."""
    reading = cursor.reading
    code = has_trait(cursor.head.value, "coded")
    if not reading.upper[at] or not (reading.keys[at].isalpha() or code) or (first and reading.number(at)):
        return None
    if reading.keys[at] in stops("contest"):
        return None
    if joined and _glued_codes(reading, at):
        return at + 1, field_of(reading.surface(at, at + 1)) or reading.surface(at, at + 1)
    if reading.keys[at + 1] == "&" and reading.glued(at + 1):
        return None  # `Công ty TNHH C&T Vina`: letters of a proper name
    if known_name(reading, at) is not None or read_level(reading, at) is not None or region_end(reading, at):
        return None
    if reading.keys[at] == "quý" and reading.number(at + 1):
        return None  # `Hội nghị Ban công tác Mặt trận Quý I`
    if not_units().longest(reading, at) is not None or _begins_post(reading, at):
        return None  # `Trại giam Nà Tấu – Khối trưởng`, `Đảng ủy Chủ tịch UBND`
    end = capital_run(reading, at)
    if cursor.bare and titles().ends(reading.keys[cursor.first - 1]) and looks_like_person(reading, at, sure=True):
        return None  # `Chủ tịch Tổng hội Đào Hương Vạn`
    if surely_person(reading, at, end) or (joined and cursor.head.kind != "named"):
        return None
    if nation_at(cursor.reading, at) or (first and reading.breaks[at]):
        return None
    if joins_small(reading, at + 1):
        return at + 3, " ".join([reading.surface(at, at + 1), reading.surface(at + 2, at + 3).capitalize()])
    alone = cursor.head.kind == "named" and at == cursor.at
    wordy = alone or (cursor.head.kind == "field" and reading.ends[at] - reading.starts[at] > 1)
    paired = wordy and joins_capital(reading, at + 1) and not is_brand(cursor, at + 1)
    if cursor.head.kind == "field" and reading.shouted[at] and not paired:
        return at + 1, field_of(reading.surface(at, at + 1)) or reading.surface(at, at + 1)
    stop = at + 2 if paired else at + 1
    return stop, reading.surface(at, stop)
