"""PLACE: provinces, districts, communes, villages, streets and buildings that are no part of an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress

from nlp.bare_places import beside_place, is_place_shaped, known_place, small_region, small_regions, within_capitals
from nlp.gazetteer import known_name, short_name
from nlp.home_places import Home
from nlp.intervals import Cover
from nlp.level_names import CLOSED_LEVELS, read_named, with_marks
from nlp.level_words import LONGEST_NAME, Level, level_keys, read_level
from nlp.lexicon import Entry
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.person_names import capital_run, may_be_person, surely_person
from nlp.person_titles import titles
from nlp.place_levels import has_level_trait, kind_of, level_of
from nlp.place_numbers import alley_name
from nlp.reading import Reading, read
from nlp.site_names import named_site, owned_site
from nlp.syllables import split_syllables
from nlp.unit_forms import not_units
from nlp.venues import read_venue, stands_where

WITH_LEVEL, KNOWN, LISTED = 0.95, 0.8, 0.8
"""Confidences: with its level word, a gazetteer name alone, one of a list after a level word (`các huyện A, B`)."""
ROAD = re.compile(
    r"(?:\d{1,2}(?:[/-]| [Tt]háng )\d{1,2}|[A-ZĐ]{2}\.? ?\d{1,3}[A-Z]?|[A-ZĐ]\d{1,2}|\d{1,3}[A-Z]?)"
    r"(?!\w|[./]\d|\s(?:km|m|mét|cây)(?!\w))"
)
"""`30/4`, `2 tháng 9`, `ĐT 645`, `1A`: what a road may be called besides a name."""
PLURALS = frozenset({"các", "những", "hai", "ba", "bốn", "năm"})
ALWAYS_PLURAL = frozenset({"các", "những"})
ORDERED = frozenset({"tầng", "thứ", "lần", "trong", "suốt", "cả", "hàng", "nhiều", "mấy"})
"""What makes a number word an ordinal, or `năm` a year: `trên tầng hai chợ Khua Đin`."""
MOST_LISTED, LONGEST_COUNT = 30, 2
"""Places that a figure counts, and the digits of such a figure."""
NUMBERED = frozenset({"tổ", "phố", "thôn", "đội", "khu", "số", "bản", "xóm", "ấp", "khóm", "quận", "phường", "bộ"})
"""What bears a number as its name: `tổ 6`, `khu phố 3`, `chi bộ 2`."""
OPENS_LIST = frozenset({":", "gồm"})
"""What stands between a level word and the places that it governs: `các tổ dân phố: Tân Lập, Trung Thành`."""
LIST_MARKS = frozenset({",", "và", ";", "-"})
UNCLE = ("bác", "hồ")
"""The leader, after whom temples and squares are named."""


def add_places(doc: Doc) -> None:
    """Add the PLACE mentions that do not lie in a UNIT."""
    add_mentions(doc, find_places(doc))


def find_places(doc: Doc) -> list[Mention]:
    """The PLACE mentions of `doc` in order."""
    reading = read(doc.text)
    taken = _taken(mentions_of(doc, "UNIT"), reading)
    home = doc.home
    found = list(_places(reading, taken, home))
    found += _named_again(reading, taken, found)
    return sorted([*found, *_letterhead(doc, reading, taken, found, home)], key=lambda mention: mention.start)


def _named_again(reading: Reading, taken: list[int], found: list[Mention]) -> Iterator[Mention]:
    """The villages and sites that a text names by their level, where it leaves the level out."""
    named: dict[tuple[str, ...], str] = {}
    for place in found:
        level = level_of(str(place.value))
        name = str(place.value)[len(level) + 1 :]
        if kind_of(level) in ("village", "site") and 1 < len(name.split()) < LONGEST_NAME:
            named.setdefault(split_syllables(name).keys, str(place.value))
    if not named:
        return
    held = Cover(found)
    firsts = {keys[0] for keys in named}
    for at in compress(range(len(reading)), reading.upper):
        if reading.keys[at] not in firsts or taken[at] or held.covers(reading.starts[at]):
            continue
        end = capital_run(reading, at, limit=LONGEST_NAME)
        value = named.get(reading.keys[at:end])
        joined = within_capitals(reading, at) or reading.shouting[at] or taken[end - 1]
        person = may_be_person(reading, at, end) or reading.keys[at:end] == UNCLE
        if value and not joined and not person and not titles().ends(reading.keys[at - 1] if at else ""):
            yield _mention(reading, at, end, value, KNOWN, f"named elsewhere: {value}")


def _letterhead(doc: Doc, reading: Reading, taken: list[int], found: list[Mention], home: Home) -> Iterator[Mention]:
    """The place in front of a letterhead's day, where no unit and no other place holds it."""
    for clue in doc.document.clues:
        if clue.field != "place" or clue.start is None or clue.end is None or clue.method == "address":
            continue
        first, end = reading.syllables_of(clue.start, clue.end)
        held = any(taken[first:end]) or any(m.start < clue.end and clue.start < m.end for m in found)
        if first < end and not held and reading.text[clue.start : clue.end] == clue.text and is_place_shaped(clue.text):
            value = home.named(clue.text) or clue.text
            yield _mention(reading, first, end, value, KNOWN, f"zone: {clue.method}")


def _taken(units: list[Mention], reading: Reading) -> list[int]:
    """For each syllable the first syllable after the unit that it lies in, 0 outside one."""
    taken = [0] * (len(reading) + 1)
    for unit in units:
        first, at = reading.syllables_of(unit.start, unit.end)
        for index in range(first, at):
            taken[index] = at
    return taken


@lru_cache(maxsize=1)
def _opening_keys() -> frozenset[str]:
    """The syllables in small letters with which a place may begin: levels, and regions such as `miền Đông Nam Bộ`."""
    return level_keys() | small_regions()


def _places(reading: Reading, taken: list[int], home: Home) -> Iterator[Mention]:
    at, last = 0, len(reading)
    keys, upper, levels = reading.keys, reading.upper, _opening_keys()
    listed: Level | None = None
    last_place = -1
    while at < last:
        if taken[at]:
            at, listed = taken[at], None
            continue
        if listed is None and not upper[at] and keys[at] not in levels:
            at += 1
            continue
        venue = read_venue(reading, at) if stands_where(reading, at) else None
        if venue is not None:
            yield _mention(reading, at, venue[0], venue[1], WITH_LEVEL, "a venue of lexicons/unit_heads.tsv")
            at, listed = venue[0], None
            continue
        level = read_level(reading, at) if keys[at] in levels and small_region(reading, at) is None else None
        if level is not None and reading.shouting[at] and not_units().longest(reading, at) is not None:
            at += 2
            continue
        if level is not None and not taken[level.end - 1]:
            named = _named(reading, level)
            if named is not None and not taken[named[0] - 1]:
                end, name, entry = named
                plural = _plural(reading, at) or _counted(reading, at, end)
                if plural and level.kind == "site" and end - level.end == 1 and reading.keys[end] not in LIST_MARKS:
                    at = end  # `các chùa Khmer`: of a people, none by name
                    continue
                first = level.end if plural or level.word in {"thủ đô"} else at
                value = f"{level.word} {name if entry is None or plural else short_name(entry)}"
                source = f"lexicons/place_levels.tsv: {level.word}"
                yield _mention(reading, first, end, value, LISTED if plural else WITH_LEVEL, source)
                opens = plural or (at > 0 and reading.keys[at - 1] == "tuyến")
                listed = level if opens else listed if reading.keys[end] in LIST_MARKS else None
                at = last_place = end
                continue
            if named is None and reading.keys[level.end] in OPENS_LIST and _plural(reading, at - _tracked(reading, at)):
                listed, at = level, level.end + 1
                continue
            if named is None and _plural(reading, at) and _own_level(reading, level.end):
                listed, at = level, level.end
                continue
            owned = owned_site(reading, level) if named is None else None
            if owned is not None:
                end, whose, kind = owned
                name = f"{level.word} {kind} {home.resolve(whose.word, at) or whose.word}"
                yield _mention(reading, at, end, name, LISTED, f"lexicons/place_levels.tsv: {level.word}")
                at = last_place = end
                continue
            if named is None and (level.kind in CLOSED_LEVELS or (at and reading.keys[at - 1] in {"các", "và", ","})):
                at = level.end if level.kind in CLOSED_LEVELS else at + 1
                continue
        if listed is not None:
            item = _listed(reading, listed, at)
            if item is not None and not taken[item - 1]:
                name = reading.surface(at, item)
                source = f"a list of lexicons/place_levels.tsv: {listed.word}"
                yield _mention(reading, at, item, f"{listed.word} {name}", LISTED, source)
                at = item
                continue
            if reading.keys[at] not in LIST_MARKS:
                listed = None
        found = known_place(reading, at, home) or (beside_place(reading, at) if last_place == at - 1 else None)
        if found is not None and not any(taken[at : found[0]]):
            yield _mention(reading, at, found[0], found[1], KNOWN, f"gazetteer: {found[1]}")
            at = last_place = found[0]
            continue
        at += 1


def _plural(reading: Reading, at: int) -> bool:
    """Whether the level word at syllable `at` is one of several places': `các thôn A, B`, `các quận, huyện A, B`."""
    before = reading.keys[max(at - 3, 0) : at]
    if before and before[-1] in PLURALS:
        return before[-1] in ALWAYS_PLURAL or ORDERED.isdisjoint(before[-2:-1])
    kinds = len(before) == 3 and before[0] in PLURALS and before[1] in level_keys() and before[2] == ","
    return kinds and not reading.upper[at] and not reading.upper[at - 2]  # `các huyện, TP. Long Khánh`: one of its own


def _tracked(reading: Reading, at: int) -> bool:
    """Whether the word for a line stands between a plural and its level word: `các tuyến đường: …`."""
    return at > 1 and reading.keys[at - 1] == "tuyến"


def _own_level(reading: Reading, at: int) -> bool:
    """Whether the first place of a list has a level of its own: `các xã Thị trấn Hữu Lũng, Minh Sơn, Nhật Tiến`."""
    return reading.upper[at] and not reading.breaks[at] and read_level(reading, at) is not None


def _counted(reading: Reading, at: int, end: int) -> bool:
    """Whether a figure counts the places of a list: `6 tỉnh Kon Tum, Gia Lai`; in `tổ 6 phường A, B` it is a name."""
    figure = reading.keys[at - 1] if at else ""
    if not figure.isdecimal() or len(figure) > LONGEST_COUNT or (at > 1 and reading.keys[at - 2] in NUMBERED):
        return False
    if not 1 < int(figure) <= MOST_LISTED:
        return False
    return reading.keys[end] in {",", "và"} and reading.upper[end + 1] and not reading.breaks[end + 1]


def _named(reading: Reading, level: Level) -> tuple[int, str, Entry | None] | None:
    """What follows a level word, with `số` before the number of a road."""
    at = level.end
    if has_level_trait(level.word, "alley") and at < len(reading) and reading.keys[at][0].isdigit():
        return alley_name(reading, level.end)
    if (
        level.kind in ("street", "village")
        and level.word != "bản"
        and reading.keys[at] == "số"
        and reading.keys[at + 1].isdigit()
    ):
        return at + 2, reading.surface(at, at + 2), None
    if level.kind == "street":
        found = ROAD.match(reading.text, reading.starts[at]) if at < len(reading) else None
        if found is not None:
            end = at
            while end < len(reading) and reading.ends[end] <= found.end():
                end += 1
            return end, found.group(), None
    if level.kind == "site":
        named = named_site(reading, level)
        if named is not None or not (reading.upper[at] or reading.keys[at].isdigit()):
            return named
    named = read_named(reading, level)
    if named is not None and level.word == "bản" and named[0] - at < 2 and _goes_on(reading, named[0]):
        return None
    return named


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether the sentence goes on in small letters: `bản Kế hoạch` is no village."""
    return end < len(reading) and not reading.breaks[end] and reading.word(end)


def _listed(reading: Reading, level: Level, at: int) -> int | None:
    """The end of a further name of a list that a level word governs."""
    if not reading.upper[at] or reading.breaks[at]:
        return None
    known = known_name(reading, at)
    if known is not None and any(level_of(entry.value) == level.word for entry in known.entries):
        return known.end
    end = with_marks(reading, at, capital_run(reading, at, limit=4))
    bears_persons = level.kind in ("ward", "street")  # wards and streets are named after people
    if end - at < 2 or end - at > 3 or level.kind in ("province", "city"):
        return None
    return end if bears_persons or not surely_person(reading, at, end) else None


def _mention(reading: Reading, first: int, end: int, value: str, confidence: float, source: str) -> Mention:
    start, stop = reading.starts[first], reading.ends[end - 1]
    value = " ".join(value.split())
    if reading.shouting[first]:
        value = _quiet(value)
    return Mention(start, stop, "PLACE", reading.text[start:stop], value, {}, confidence, source)


def _quiet(value: str) -> str:
    """A name that was shouted, with capitals at its syllables and a small level word."""
    if not value.isupper():
        return value
    return value.title()
