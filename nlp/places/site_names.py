"""Names of buildings, works and marks that are no run of capitals: codes, numbers, days, the dead, other places."""

from __future__ import annotations

import re

from nlp.lexicon import Entry
from nlp.people.names import capital_run
from nlp.people.titles import titles
from nlp.places.level_names import read_named
from nlp.places.level_words import Level, read_level
from nlp.places.levels import ADMINISTRATION, has_level_trait, kinds_within
from nlp.places.numbers import figure_goes_on, number_ends_name
from nlp.text.reading import Reading
from nlp.units.forms import followers

Name = tuple[int, str, Entry | None]
"""The end, name and gazetteer's entry of what follows a level word."""

CODE = re.compile(r"(?:[A-ZĐ]{1,2}\d{1,3}(?:/\d{1,2})?|\d{1,2}[A-Z])(?![\w/]|[.,]\d)")
"""`D7`, `DK1/10`, `25B`: what stands for the name of a hall, a hill or a canal."""
ROOM = re.compile(r"\d{3}[.-]?[A-Z]\d?(?![\w/]|[.,]\d)")
HOUSE = re.compile(r"(?:tầng \d{1,2},? )?(?:nhà|tòa nhà|tòa|khu) [A-Z]\d{0,2}(?![\w/]|[.,]\d)")
"""Where a hall is, as its name: `Hội trường 305.A1`, `Hội trường tầng 5 nhà B`."""
DAY = re.compile(r"\d{1,2}(?:[/-]| tháng )\d{1,2}(?![\w/-]|[.,]\d| năm| tháng)")
SHORTEST_HEIGHT = 3
"""Figures of a hill's height: `đợt cao điểm 60 ngày` is none."""
FALLEN: tuple[tuple[str, ...], ...] = (
    ("anh", "hùng", "liệt", "sĩ"), ("các", "anh", "hùng", "liệt", "sĩ"), ("liệt", "sĩ"), ("chiến", "sĩ"),
    ("nạn", "nhân"), ("thanh", "niên", "xung", "phong"),
)  # fmt: skip
"""For whom a memorial is that bears the name of the place where they fell: `Khu tưởng niệm chiến sĩ Gạc Ma`."""
LATE: tuple[tuple[str, ...], ...] = (("cố",), ("nguyên",))
"""Before the post of who is remembered: `Nhà tưởng niệm cố Thủ tướng Võ Văn Kiệt`."""
LONGEST_TITLE = 5
"""Syllables between a memorial and the name of whom it remembers: `cụ Phó bảng`, `Chủ tịch`."""
CENTRAL: tuple[tuple[str, ...], ...] = (("trung", "tâm"), ("lớn",), ("lao", "động"))
"""What tells a level's main hall, house or market: `Hội trường trung tâm xã`, `Hội trường lớn tỉnh`."""
OWNERS = ("province", "district", "town", "city")


def named_site(reading: Reading, level: Level) -> Name | None:
    """The name behind the word for a site where it is no plain run of capitals, None where none is."""
    at = level.end
    if at >= len(reading) or reading.breaks[at]:
        return None
    return _marked(reading, level) or _remembered(reading, level) or _of_place(reading, level)


def owned_site(reading: Reading, level: Level) -> tuple[int, Level, str] | None:
    """The end of a site told by the level of whose it is alone, that level and what stands between them.

    `sân vận động tỉnh`, `Hội trường trung tâm xã`.
    """
    if reading.breaks[level.end]:
        return None
    at = level.end
    owners: tuple[str, ...] = OWNERS
    if has_level_trait(level.word, "hall"):
        central = next((words for words in CENTRAL if reading.keys[at : at + len(words)] == words), None)
        if central is None:
            return None
        at, owners = at + len(central), (*OWNERS, "ward")
    elif not has_level_trait(level.word, "owned"):
        return None
    owner = read_level(reading, at)
    if owner is None or owner.kind not in owners or reading.upper[owner.end] or not _told_whole(reading, owner.end):
        return None
    return owner.end, owner, reading.surface(level.end, at) if at > level.end else ""


def _told_whole(reading: Reading, at: int) -> bool:
    """Whether the sentence goes on behind a level that tells whose a site is, and no body begins: `tỉnh ủy`."""
    return not reading.word(at) or bool(reading.breaks[at]) or reading.keys[at] in followers()


def _marked(reading: Reading, level: Level) -> Name | None:
    """A code, a number or a day as a name: `đồi A1`, `cột mốc số 79`, `quảng trường 7/5`."""
    at = level.end
    start = reading.starts[at]
    room = HOUSE.match(reading.text, start) if has_level_trait(level.word, "room") and reading.upper[at - 2] else None
    if room is not None:
        return reading.syllables_of(start, room.end())[1], room[0], None
    if not reading.text[start].isdigit() and not (reading.upper[at] and reading.keys[at][-1].isdigit()):
        told = reading.keys[at] == "số" and has_level_trait(level.word, "mark")
        return _numbered(reading, level, at + 1) if told else None
    found = CODE.match(reading.text, start)
    if found is None and has_level_trait(level.word, "room"):
        found = ROOM.match(reading.text, start)
    if found is None and has_level_trait(level.word, "day"):
        found = DAY.match(reading.text, start)
    if found is None:
        return _numbered(reading, level, at) if has_level_trait(level.word, "mark") else None
    return reading.syllables_of(start, found.end())[1], found[0], None


def _numbered(reading: Reading, level: Level, at: int) -> Name | None:
    figures = reading.keys[at]
    told = at > level.end  # behind `số` it counts nothing
    if not figures.isdecimal() or figure_goes_on(reading, at) or not (told or number_ends_name(reading, at)):
        return None
    if has_level_trait(level.word, "height") and (told or len(figures) < SHORTEST_HEIGHT):
        return None
    return at + 1, reading.surface(level.end, at + 1), None


def _remembered(reading: Reading, level: Level) -> Name | None:
    """Whom a memorial is for, with his titles: `khu lưu niệm Chủ tịch Tôn Đức Thắng`."""
    if not has_level_trait(level.word, "memorial"):
        return None
    at = level.end
    while at - level.end < LONGEST_TITLE:
        openings = (*LATE, *FALLEN) if at == level.end else FALLEN
        fallen = next((words for words in openings if reading.keys[at : at + len(words)] == words), ())
        found = titles().longest(reading, at) if not fallen else None
        if found is None and not fallen:
            break
        at = found.end if found is not None else at + len(fallen)
    end = capital_run(reading, at)
    named = at > level.end and end - level.end > 2 and (reading.upper[end - 1] or any(reading.upper[level.end : at]))
    return (end, reading.surface(level.end, end), None) if named else None


def _of_place(reading: Reading, level: Level) -> Name | None:
    """A site that bears another place's name: `Nhà văn hóa huyện Văn Chấn`, `Khu di tích Ngã ba Đồng Lộc`."""
    inner = read_level(reading, level.end)
    if inner is None:
        return None
    if reading.upper[level.end] and has_level_trait(inner.word, "memorial"):
        inside = _remembered(reading, inner)  # `Khu di tích lịch sử Đền thờ Chủ tịch Hồ Chí Minh`
        if inside is not None:
            return inside[0], reading.surface(level.end, inside[0]), None
    others = kinds_within(level.word)
    if has_level_trait(level.word, "public"):
        others = (*others, *ADMINISTRATION)
    if reading.upper[level.end] and not has_level_trait(level.word, "bare"):
        others = (*others, "site")
    if inner.kind not in others:
        return None
    named = read_named(reading, inner)
    return (named[0], reading.surface(level.end, named[0]), None) if named is not None else None
