"""The place at the end of a unit's name: with its level, bare, a region, or several districts."""

from __future__ import annotations

from ingest.orthography import is_syllable
from nlp.authority.places import communes
from nlp.people.names import capital_run, looks_like_person, surely_person
from nlp.people.titles import titles
from nlp.places.gazetteer import Place, is_province, known_name, prefer_province, regions, short_name
from nlp.places.level_names import read_named
from nlp.places.level_words import Level, bare_end, read_level
from nlp.places.levels import ADMINISTRATION, has_level_trait
from nlp.text.reading import ROMAN, Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import has_trait, head_at, heads, is_firm, nation_at, region_end

AREAS = (("khu", "vực"), ("liên", "huyện"), ("vùng",))
"""Words before the number or the districts of an office for several of them."""
AREA_KEYS = frozenset(words[0] for words in AREAS)
HIGHER = {
    "village": ("ward",),
    "ward": ("district", "town", "city", "province"),
    "district": ("city", "province"),
    "town": ("province",),
    "city": ("province",),
}
"""Level -> those of the places that may stand behind it in one name."""
TWO_LEVELLED = ("Tòa án", "Viện kiểm sát", "Thi hành án")
"""How the heads of bodies begin that a province and its districts have."""
ZONES = ("Khu kinh tế", "Khu kinh tế cửa khẩu")
"""What bears a district's name without its level."""
SHORTEST_GROUP = 3
"""Letters of a group's abbreviation."""
LONGEST_PERSON = 5
"""Syllables: a longer run of capitals after a level word is no person's name."""


def take_two_levels(cursor: Cursor) -> bool:
    """`TAND hai cấp tỉnh Quảng Ninh`: the courts or procuracies of a province and its districts, as one."""
    reading, at = cursor.reading, cursor.at
    levels = cursor.open() and reading.keys[at] in {"hai", "2", "02"} and reading.keys[at + 1] == "cấp"
    if not levels or not cursor.head.value.startswith(TWO_LEVELLED):
        return False
    level = read_level(reading, at + 2)
    placed = level.kind in ADMINISTRATION if level is not None else known_name(reading, at + 2) is not None
    placed = placed and reading.keys[at + 2].isalpha()  # `TAND hai cấp 6 tỉnh`
    return placed and cursor.add("text", at + 2, "hai cấp")


def take_place(cursor: Cursor, *, named_only: bool = False) -> bool:
    """A region, an area, or a place by its level and name or by one of them; with `named_only` no level alone."""
    if not cursor.open(newline=True):
        return False
    if _take_region(cursor) or take_area(cursor):
        return True
    level = read_level(cursor.reading, cursor.at)
    if level is None or _is_town(cursor, level):
        return _take_known(cursor)
    if level.kind in ("street", "site") and not _is_gate(cursor, level):
        return False
    return _take_level(cursor, level, named_only=named_only)


def _is_town(cursor: Cursor, level: Level) -> bool:
    """`Bệnh viện Đa khoa khu vực Ngã Năm`: a town's name that is also a word for a site."""
    town = known_name(cursor.reading, cursor.at) if cursor.reading.upper[cursor.at] else None
    return town is not None and town.end >= level.end


def _is_gate(cursor: Cursor, level: Level) -> bool:
    """`Bệnh xá đảo Song Tử Tây`, `Đồn Biên phòng Cửa khẩu …`: a site that bodies are named after."""
    named_after = has_trait(cursor.head.value, "gate") or has_level_trait(level.word, "inhabited")
    return level.kind == "site" and named_after


def _take_level(cursor: Cursor, level: Level, *, named_only: bool) -> bool:
    """A place by its level and name with those above it, or by its level alone: `UBND huyện`."""
    named = None if _person_after_post(cursor, level.word, level.end) else read_named(cursor.reading, level)
    if named is not None:
        end, name, entry = named
        cursor.add("place", end, place=Place(cursor.at, end, level.word, level.kind, name, entry))
        return _take_higher(cursor, level.kind)
    if named_only or level.kind == "village" or _plural(cursor, level.end):
        return False
    end = bare_end(cursor.reading, level)
    return cursor.add("place", end, place=Place(cursor.at, end, level.word, level.kind, ""))


def _take_known(cursor: Cursor) -> bool:
    """A place of the gazetteer by its name alone: `Tỉnh ủy Nghệ An`."""
    known = known_name(cursor.reading, cursor.at)
    if known is None or cursor.reading.breaks[cursor.at] or not cursor.reading.keys[cursor.at].isalpha():
        return False
    if looks_like_person(cursor.reading, cursor.at) and not _person_behind(cursor.reading, known.end):
        return False
    if not cursor.capital and cursor.bare and capital_run(cursor.reading, cursor.at) > known.end:
        return False  # `đoàn Vinh Quang`: the name goes on
    heading = cursor.reading.shouting[cursor.at] and cursor.head.kind == "committee"
    if heading and not is_province(prefer_province(known)):
        return False  # `BAN CHẤP HÀNH THỐNG NHẤT`: a word of the heading, not the district
    if cursor.parts[-1].text.endswith(ZONES) and not is_province(prefer_province(known)):
        return cursor.add("text", known.end)
    place = Place(cursor.at, known.end, "", "", short_name(known.entry), prefer_province(known))
    return cursor.add("place", known.end, place=place)


def _person_behind(reading: Reading, at: int) -> bool:
    """`Thành ủy Hà Nội Hoàng Trung Hải`: a person's name begins behind a place that itself begins like one."""
    return not reading.breaks[at] and surely_person(reading, at, capital_run(reading, at))


def _take_higher(cursor: Cursor, kind: str) -> bool:
    """`Hội Nông dân xã Yên Lạc huyện Như Thanh`: places of higher levels behind one another, without a comma."""
    while cursor.open():
        level = read_level(cursor.reading, cursor.at)
        if level is None or level.kind not in HIGHER.get(kind, ()):
            break
        named = None if _person_after_post(cursor, level.word, level.end) else read_named(cursor.reading, level)
        if named is None:
            break
        end, name, entry = named
        cursor.add("place", end, place=Place(cursor.at, end, level.word, level.kind, name, entry))
        kind = level.kind
    return True


def _person_after_post(cursor: Cursor, level: str, at: int) -> bool:
    """`Chủ tịch Hội LHPN tỉnh Hoàng Thị Mẩy`: the capitals after the level are a person's name."""
    end = capital_run(cursor.reading, at)
    if not surely_person(cursor.reading, at, end) or known_name(cursor.reading, at) is not None:
        return False
    return end - at <= LONGEST_PERSON and f"{level} {cursor.reading.surface(at, end).lower()}" not in communes()


def take_area(cursor: Cursor) -> bool:
    """`Chi cục Thuế khu vực Vinh - Nam Đàn`, `Kho bạc Nhà nước khu vực V`: an office for several districts."""
    reading = cursor.reading
    if reading.keys[cursor.at] not in AREA_KEYS:
        return False
    area = next((words for words in AREAS if reading.keys[cursor.at : cursor.at + len(words)] == words), None)
    if area is None or cursor.head.kind == "named" or (area == ("vùng",) and reading.upper[cursor.at]):
        return False
    end = cursor.at + len(area)
    if region := region_end(reading, end):
        return cursor.add("text", region)
    if end < len(reading) and reading.number(end) and not reading.breaks[end]:
        seat = _area_seat(reading, end + 2) if reading.keys[end + 1] == "-" and not reading.breaks[end + 2] else None
        if seat is None:
            return cursor.add("text", end + 1)
        return cursor.add("text", seat[0], f"{reading.surface(cursor.at, end + 1)} - {seat[1]}")
    if reading.keys[end] == "phía" and reading.upper[end + 1]:
        return cursor.add("text", end + 2)  # `Chi hội Doanh nhân trẻ khu vực phía Đông`
    start = end
    while end < len(reading) and not reading.breaks[end]:
        known = known_name(reading, end)
        upto = known.end if known is not None else capital_run(reading, end, limit=3)
        if upto == end:
            break
        end = upto
        if reading.keys[end] != "-" or not reading.upper[end + 1]:
            break
        end += 1
    if end == start + 1 and reading.keys[start] == "khu" and reading.number(end):
        end += 1  # `vùng Khu 4`
    return end > start and cursor.add("text", end)


def _area_seat(reading: Reading, at: int) -> tuple[int, str] | None:
    """The end and name of the place behind an area's number: `khu vực 5 - TP. Hồ Chí Minh`; None where none is."""
    level = read_level(reading, at)
    named = read_named(reading, level) if level is not None and level.kind in ADMINISTRATION else None
    if level is not None and named is not None:
        return named[0], f"{level.word} {named[1]}"
    known = known_name(reading, at)
    end = known.end if known is not None else capital_run(reading, at, limit=3)
    if known is None and (end - at != 2 or surely_person(reading, at, end) or head_at(reading, at)):
        return None
    return end, reading.surface(at, end)


def _take_region(cursor: Cursor) -> bool:
    reading = cursor.reading
    end = region_end(reading, cursor.at)
    if end:
        if reading.surface(cursor.at, end).lower() == "thủ đô":
            known = known_name(reading, end)
            end = known.end if known and not reading.breaks[end] else end
        return cursor.add("text", end)
    if reading.keys[cursor.at : cursor.at + 3] == ("khu", "tự", "trị"):
        end = capital_run(reading, cursor.at + 3, limit=2)
        if end > cursor.at + 3:
            return cursor.add("text", end, " ".join(["khu tự trị", *_names(cursor, end, of=3)]))
    if reading.keys[cursor.at : cursor.at + 2] == ("liên", "khu") and cursor.at + 2 < len(reading):
        end = cursor.at + 3
        while end < len(reading) and reading.upper[end] and not reading.breaks[end] and end - cursor.at < 4:
            end += 1
        return cursor.add("text", end, " ".join(["Liên khu", *_names(cursor, end)]))
    return False


def _names(cursor: Cursor, end: int, of: int = 2) -> list[str]:
    """The words from behind the `of` syllables of `Liên khu` to `end`, shouted ones made plain."""
    words = cursor.reading.surface(cursor.at + of, end).split()
    return [word if ROMAN.match(word) or not word.isupper() else word.title() for word in words]


def _plural(cursor: Cursor, at: int) -> bool:
    """`UBND xã, phường`: a list of levels without names is no unit's place."""
    reading = cursor.reading
    if reading.keys[at] not in {",", "và", "/", "-", "hoặc"}:
        return False
    level = read_level(reading, at + 1)
    return (
        level is not None
        and level.kind in ADMINISTRATION
        and (read_named(reading, level) is None)
        and not reading.upper[at + 1]
    )


def take_free_name(cursor: Cursor) -> bool:
    """The name behind `Huyện ủy`, which bears no level word."""
    if not cursor.open():
        return False
    known = known_name(cursor.reading, cursor.at)
    named = known is not None and cursor.reading.keys[cursor.at].isalpha()
    if known is not None and named and not looks_like_person(cursor.reading, cursor.at):
        place = Place(cursor.at, known.end, "", "", known.entry.form, known.entry)
        return cursor.add("place", known.end, place=place)
    if has_trait(cursor.head.value, "closed") or cursor.reading.shouting[cursor.at]:
        return False
    end = capital_run(cursor.reading, cursor.at, limit=3)
    if end - cursor.at < 2 or surely_person(cursor.reading, cursor.at, capital_run(cursor.reading, cursor.at)):
        return False
    post = (
        cursor.first
        and not cursor.reading.breaks[cursor.first]
        and titles().ends(cursor.reading.keys[cursor.first - 1])
    )
    if post and looks_like_person(cursor.reading, cursor.at, sure=True):
        return False  # `Bí thư Huyện ủy Vi Hữu Cầu`
    if head_at(cursor.reading, cursor.at) or nation_at(cursor.reading, cursor.at):
        return False
    return cursor.add("place", end, place=Place(cursor.at, end, "", "", cursor.reading.surface(cursor.at, end)))


def take_country(cursor: Cursor) -> bool:
    """`Tổng Lãnh sự quán Hàn Quốc`: the country that a mission is sent by."""
    if not cursor.open() or not cursor.reading.upper[cursor.at]:
        return False
    country = regions().longest(cursor.reading, cursor.at)
    end = country.end if country is not None else capital_run(cursor.reading, cursor.at, limit=3)
    return end > cursor.at and cursor.add("text", end)


def take_seat(cursor: Cursor, *, abroad: bool = False) -> bool:
    """`Phân hiệu Đại học Đà Nẵng tại Kon Tum`, `Chi nhánh Công ty Muối tại Cà Ná`: where a branch has its seat.

    `abroad`: the seat may be a country, or a town that no list holds.
    """
    reading, at = cursor.reading, cursor.at
    if (cursor.bare and not abroad) or not cursor.open() or reading.keys[at] != "tại" or reading.breaks[at + 1]:
        return False
    cursor.add("text", at + 1)
    if take_place(cursor, named_only=True) or (abroad and take_country(cursor)):
        return True
    end = capital_run(reading, cursor.at, limit=3)
    if end - cursor.at == 2 and not surely_person(reading, cursor.at, end):
        return cursor.add("text", end)
    cursor.at = at
    cursor.parts.pop()
    return False


def take_second_place(cursor: Cursor) -> bool:
    """`Nhà máy Bia Sài Gòn - Đắk Lắk`."""
    first = cursor.parts[-1].place
    if cursor.reading.keys[cursor.at] != "-" or cursor.reading.breaks[cursor.at + 1] or (first and first.level):
        return False  # behind a level the second is where the first one lies: `HUYỆN QUỲNH LƯU - NGHỆ AN`
    known = known_name(cursor.reading, cursor.at + 1)
    end = known.end if known is not None else region_end(cursor.reading, cursor.at + 1)
    if not end and cursor.reading.keys[cursor.at + 1] == "sông" and cursor.reading.upper[cursor.at + 1]:
        end = capital_run(cursor.reading, cursor.at + 1, limit=2)  # `Bia Sài Gòn - Sông Lam`
    return end > 0 and cursor.add("text", end)


def take_group(cursor: Cursor) -> bool:
    """`Than Hà Lầm - Vinacomin`, `Công ty Than Khánh Hòa - VVMI`: the group of a firm, by its name or letters."""
    reading, at = cursor.reading, cursor.at
    if cursor.bare or reading.keys[at] != "-" or not cursor.open() or at + 1 >= len(reading) or reading.breaks[at + 1]:
        return False
    another = heads().longest(reading, at + 1)
    if another is not None:
        own = another.entry.value.startswith(f"{cursor.head.value} ")  # `Tổng công ty Điện lực miền Trung - EVNCPC`
        return another.entry.kind == "whole" and not own and cursor.add("text", another.end)
    code = reading.surface(at + 1, at + 2)
    short = code.isupper() and len(code) >= SHORTEST_GROUP and not is_syllable(code)
    return short and is_firm(cursor.head.value) and cursor.add("text", at + 2, f"- {code}")
