"""Places one after the other: a walk over a reading that knows which level's list goes on and where a place ended."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.mention import Mention
from nlp.people.names import capital_run, surely_person
from nlp.places.bare_places import beside_place, known_place, small_region, small_regions
from nlp.places.gazetteer import known_name, short_name
from nlp.places.home_places import Home
from nlp.places.level_names import CLOSED_LEVELS, Name, read_named, with_marks
from nlp.places.level_words import Level, level_keys, read_level
from nlp.places.levels import has_level_trait, level_of
from nlp.places.numbers import alley_name
from nlp.places.plurals import behind_line, has_own_level, is_counted, is_plural, opens_list
from nlp.places.site_names import named_site, owned_site
from nlp.places.venues import read_venue, stands_where
from nlp.text.reading import Reading
from nlp.units.forms import not_units

WITH_LEVEL, KNOWN, LISTED = 0.95, 0.8, 0.8
"""Confidences: with its level word, a gazetteer name alone, one of a list after a level word (`các huyện A, B`)."""
ROAD = re.compile(
    r"(?:\d{1,2}(?:[/-]| [Tt]háng )\d{1,2}|[A-ZĐ]{2}\.? ?\d{1,3}[A-Z]?|[A-ZĐ]\d{1,2}|\d{1,3}[A-Z]?)"
    r"(?!\w|[./]\d|\s(?:km|m|mét|cây)(?!\w))"
)
"""`30/4`, `2 tháng 9`, `ĐT 645`, `1A`: what a road may be called besides a name."""
OPENS_LIST = frozenset({":", "gồm"})
"""What stands between a level word and the places that it governs: `các tổ dân phố: Tân Lập, Trung Thành`."""
LIST_MARKS = frozenset({",", "và", ";", "-"})
LISTED_BEHIND = frozenset({"các", "và", ","})
CAPITAL = "thủ đô"
"""A level word that stands outside the name."""


class PlaceWalk:
    """Goes through `reading` from left to right; `taken` holds for each syllable the end of the unit it lies in, or 0.

    Each step looks at one syllable: it takes a place or passes on and says so, or leaves the syllable to the next.
    """

    def __init__(self, reading: Reading, taken: list[int], home: Home) -> None:
        self.reading = reading
        self.taken = taken
        self.home = home
        self._at = 0
        self._listed: Level | None = None
        """The level whose list goes on here."""
        self._place_end = -1
        """Where the last place ended, of which a further one may stand beside."""
        self._found: list[Mention] = []

    def places(self) -> list[Mention]:
        """The places in order."""
        reading, taken, openings = self.reading, self.taken, _opening_keys()
        keys, upper, last = reading.keys, reading.upper, len(reading)
        at = 0
        while at < last:
            if taken[at]:
                at, self._listed = taken[at], None
            elif self._listed is None and not upper[at] and keys[at] not in openings:
                at += 1
            else:
                self._at = at
                if not (self._venue() or self._with_level() or self._item() or self._alone()):
                    self._at += 1
                at = self._at
        return self._found

    def _take(self, first: int, end: int, value: str, confidence: float, source: str) -> None:
        self._found.append(place_mention(self.reading, first, end, value, confidence, source))
        self._at = end

    def _venue(self) -> bool:
        """A house in which something is held, behind `tại` or `ở`."""
        at = self._at
        venue = read_venue(self.reading, at) if stands_where(self.reading, at) else None
        if venue is None:
            return False
        self._take(at, *venue, WITH_LEVEL, "a venue of lexicons/unit_heads.tsv")
        self._listed = None
        return True

    def _with_level(self) -> bool:
        """A place behind its level word, or a level word that opens a list or is passed by."""
        at, reading = self._at, self.reading
        if reading.keys[at] not in _opening_keys() or small_region(reading, at) is not None:
            return False
        level = read_level(reading, at)
        if level is None:
            return False
        if reading.shouting[at] and not_units().longest(reading, at) is not None:
            self._at += 2
            return True
        if self.taken[level.end - 1]:
            return False
        named = name_behind(reading, level)
        if named is not None:
            return not self.taken[named[0] - 1] and self._named(level, named)
        return self._list_opening(level) or self._owned(level) or self._passed(level)

    def _named(self, level: Level, named: Name) -> bool:
        at, reading = self._at, self.reading
        end, name, entry = named
        plural = is_plural(reading, at) or is_counted(reading, at, end)
        if plural and level.kind == "site" and end - level.end == 1 and reading.keys[end] not in LIST_MARKS:
            self._at = end  # `các chùa Khmer`: of a people, none by name
            return True
        first = level.end if plural or level.word == CAPITAL else at
        value = f"{level.word} {name if entry is None or plural else short_name(entry)}"
        self._take(first, end, value, LISTED if plural else WITH_LEVEL, _source(level))
        self._place_end = end
        if plural or behind_line(reading, at):
            self._listed = level
        elif reading.keys[end] not in LIST_MARKS:
            self._listed = None
        return True

    def _list_opening(self, level: Level) -> bool:
        """A level word in the plural before the places that it governs."""
        at, end, reading = self._at, level.end, self.reading
        if reading.keys[end] in OPENS_LIST and opens_list(reading, at):
            self._listed, self._at = level, end + 1
            return True
        if is_plural(reading, at) and has_own_level(reading, end):
            self._listed, self._at = level, end
            return True
        return False

    def _owned(self, level: Level) -> bool:
        """A site told by the level of whose it is: `sân vận động tỉnh`."""
        owned = owned_site(self.reading, level)
        if owned is None:
            return False
        end, whose, kind = owned
        owner = self.home.resolve(whose.word, self._at) or whose.word
        self._take(self._at, end, f"{level.word} {kind} {owner}", LISTED, _source(level))
        self._place_end = end
        return True

    def _passed(self, level: Level) -> bool:
        """A level word without a name behind which no place is looked for."""
        if level.kind in CLOSED_LEVELS:
            self._at = level.end
        elif self._at and self.reading.keys[self._at - 1] in LISTED_BEHIND:
            self._at += 1
        else:
            return False
        return True

    def _item(self) -> bool:
        """A further name of the list that goes on; at what is neither name nor mark it ends."""
        at, reading, level = self._at, self.reading, self._listed
        if level is None:
            return False
        end = _item_end(reading, level, at)
        if end is not None and not self.taken[end - 1]:
            value = f"{level.word} {reading.surface(at, end)}"
            self._take(at, end, value, LISTED, f"a list of {_source(level)}")
            return True
        if reading.keys[at] not in LIST_MARKS:
            self._listed = None
        return False

    def _alone(self) -> bool:
        """A name without its level that is known, told elsewhere, or in a row behind a place."""
        at, reading = self._at, self.reading
        found = known_place(reading, at, self.home)
        if found is None and self._place_end == at - 1:
            found = beside_place(reading, at)
        if found is None or any(self.taken[at : found[0]]):
            return False
        end, value = found
        self._take(at, end, value, KNOWN, f"gazetteer: {value}")
        self._place_end = end
        return True


@lru_cache(maxsize=1)
def _opening_keys() -> frozenset[str]:
    """The syllables in small letters with which a place may begin: levels, and regions such as `miền Đông Nam Bộ`."""
    return level_keys() | small_regions()


def _source(level: Level) -> str:
    return f"lexicons/place_levels.tsv: {level.word}"


def name_behind(reading: Reading, level: Level) -> Name | None:
    """What follows a level word, with `số` before the number of a road."""
    at = level.end
    if has_level_trait(level.word, "alley") and at < len(reading) and reading.keys[at][0].isdigit():
        return alley_name(reading, level.end)
    if reading.keys[at] == "số" and reading.keys[at + 1].isdigit() and _bears_number(level):
        return at + 2, reading.surface(at, at + 2), None
    road = _road(reading, at) if level.kind == "street" else None
    if road is not None:
        return road
    if level.kind == "site":
        named = named_site(reading, level)
        if named is not None or not (reading.upper[at] or reading.keys[at].isdigit()):
            return named
    named = read_named(reading, level)
    if named is not None and level.word == "bản" and named[0] - at < 2 and _goes_on(reading, named[0]):
        return None
    return named


def _bears_number(level: Level) -> bool:
    """Whether places of a level are told by a number behind `số`: `đường số 3`."""
    return level.kind in ("street", "village") and level.word != "bản"


def _road(reading: Reading, at: int) -> Name | None:
    """What a road is called besides a name: a day, a code, a number."""
    found = ROAD.match(reading.text, reading.starts[at]) if at < len(reading) else None
    if found is None:
        return None
    end = at
    while end < len(reading) and reading.ends[end] <= found.end():
        end += 1
    return end, found.group(), None


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether the sentence goes on in small letters: `bản Kế hoạch` is no village."""
    return end < len(reading) and not reading.breaks[end] and reading.word(end)


def _item_end(reading: Reading, level: Level, at: int) -> int | None:
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


def place_mention(reading: Reading, first: int, end: int, value: str, confidence: float, source: str) -> Mention:
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
