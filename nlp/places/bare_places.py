"""Names of places without a level word: those that the gazetteer knows, that the document explains, or behind `ở`."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import Entry, forms_of, load_lexicon, load_matcher
from nlp.people.given_names import ADDRESSES
from nlp.people.names import capital_run, may_be_person, middle_names, stands_alone, surely_person
from nlp.people.page_signers import signs_page
from nlp.people.titles import titles
from nlp.places.gazetteer import is_province, known_name, name_keys, prefer_province, regions
from nlp.places.home_places import Home
from nlp.places.level_names import in_longer_name, with_marks
from nlp.places.level_words import level_keys, read_level
from nlp.places.levels import level_of
from nlp.places.name_bounds import begins_byline
from nlp.places.road_places import ROADS, road_place, street_of_house
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.text.scanning import first_keys
from nlp.units.forms import heads, not_units

WHERE = frozenset({"ở", "tại"})
"""Behind these two or three capitalised words are a place, known or not."""
LIST_MARKS = frozenset({",", "và", ":", ";", "-", "–"})
LEADER = frozenset({"Hồ Chí Minh", "HCM"})
"""The city's name without its level is the man's."""
ADDRESSED_TOGETHER = ADDRESSES | {"các", "những", "quý", "đàn", "đấng"}
"""Before a form of address that means many, not one who is named: `các anh chị Hải Hà`."""
LONGEST_POST = 4
"""Syllables of a post before a bare place."""
LONGEST_PLACE = 5
"""Words of a place in front of a letterhead's day, its level among them."""


@lru_cache(maxsize=1)
def _region_keys() -> frozenset[str]:
    return regions().first_keys()


@lru_cache(maxsize=1)
def small_regions() -> frozenset[str]:
    """The syllables with which regions begin in small letters: `miền Đông Nam Bộ`, `đồng bằng sông Hồng`."""
    return first_keys(entry.form for entry in load_lexicon("regions") if not entry.form[0].isupper())


@lru_cache(maxsize=1)
def openings() -> frozenset[str]:
    """Capitalised words with which names of places begin."""
    return first_keys(entry.form for entry in load_lexicon("place_openings"))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The syllables with which names begin that are known by themselves, roads told by their letters among them."""
    return name_keys() | _region_keys() | frozenset((*ROADS, "km"))


@lru_cache(maxsize=1)
def place_cues() -> frozenset[str]:
    """What stands before a name that is also something else and makes it a place; an opening bracket too."""
    return frozenset({"(", *forms_of("place_cues")})


@lru_cache(maxsize=1)
def _towards() -> frozenset[str]:
    """Behind these two capitalised words that begin with no family name are a place."""
    return frozenset(forms_of("place_cues", "towards"))


def known_place(reading: Reading, at: int, home: Home) -> tuple[int, str] | None:
    """The end and full name of a name that stands alone and means the place."""
    keys = reading.keys
    if not reading.upper[at]:
        return small_region(reading, at)
    if stands_alone(reading, at) and not reading.breaks[at] and keys[at].isalpha() and keys[at] not in _beginnings():
        return None  # most capitals of a text
    if keys[at - 1] == ":" and keys[at - 2 : at] == ("ảnh", ":") and not reading.breaks[at]:
        return None  # behind `Ảnh:` stands a person
    road = road_place(reading, at, led=bool(at) and (keys[at - 1] in WHERE or keys[at - 1] in place_cues()))
    if road is not None:
        return road
    if not keys[at].isalpha():
        return None
    return (
        (street_of_house(reading, at) if keys[at - 1][:1].isdigit() else None)
        or _listed_name(reading, at, home)
        or _explained(reading, at, home)
        or (_opened(reading, at) if keys[at] in openings() else None)
    )


def small_region(reading: Reading, at: int) -> tuple[int, str] | None:
    """The end and name of a region that begins in a small letter."""
    if reading.keys[at] not in small_regions() or reading.upper[at]:
        return None
    region = regions().longest(reading, at)
    if region is None or not any(reading.upper[at + 1 : region.end]) or in_longer_name(reading, region):
        return None
    return region.end, region.entry.value


def _opened(reading: Reading, at: int) -> tuple[int, str] | None:
    """A name that begins with a capitalised word for a water, a hill or a shore: `Hòn Khói`, `Gò Muồng`, `Ia Rsươm`."""
    if reading.shouting[at] or within_capitals(reading, at):
        return None
    if at and not reading.breaks[at] and (reading.keys[at - 1] in level_keys() or reading.keys[at - 1] == "cụm"):
        return None  # the level's own reading did not take the name
    end = with_marks(reading, at, capital_run(reading, at, limit=4))
    if end - at < 2 or _is_unit(reading, at):
        return None
    if reading.breaks[at] and reading.keys[at] in middle_names() and begins_byline(reading, end):
        return None
    return end, " ".join(reading.surface(at, end).split())


def within_capitals(reading: Reading, at: int) -> bool:
    """Whether a capitalised word stands right before, of which a name would be the rest."""
    return bool(at) and reading.upper[at - 1] and not reading.breaks[at] and reading.word(at - 1)


def _is_unit(reading: Reading, at: int) -> bool:
    """Whether a unit's head stands at `at`, or words that only look like one."""
    if reading.keys[at] == "luật" and load_matcher("laws").at(reading.text, reading.starts[at + 1]) is not None:
        return True  # `quy định tại Luật Thi đua, khen thưởng`
    return heads().longest(reading, at) is not None or not_units().longest(reading, at) is not None


def _listed_name(reading: Reading, at: int, home: Home) -> tuple[int, str] | None:
    """A name that the gazetteer or the list of regions holds, or one in front of a letterhead's day."""
    dated = _dateline(reading, at, home) if reading.breaks[at] else None
    if dated is not None:
        return dated
    region = regions().longest(reading, at) if reading.keys[at] in _region_keys() else None
    if region is not None and at and reading.keys[at - 1] == "tàu":
        return None  # a ship is called after an island: `tàu Thổ Châu 09`
    if region is not None and not in_longer_name(reading, region):
        return (region.end, region.entry.value) if _region_told(reading, region) else None
    found = known_name(reading, at)
    if found is None or _addressed(reading, at):
        return None
    entry = prefer_province(found)
    if found.entry.form in LEADER or (in_longer_name(reading, found) and not _set_apart(reading, found)):
        return None
    if reading.shouting[at] and not reading.sentence_start(at) and not is_province(entry):
        return None
    if not is_province(entry) and signs_page(reading, at, found.end):
        return None  # `Thanh Hà`, who wrote the page
    if entry.ambiguous:
        entry_here = _of_home(found.entries, home)
        if entry_here is None and not (at and reading.keys[at - 1] in place_cues()):
            return None
        entry = entry_here or entry
    elif not is_province(entry):
        entry = _of_home(found.entries, home) or entry
    return found.end, entry.value


def _region_told(reading: Reading, region: Found) -> bool:
    """Whether a region's name means it: a word of place before one that is also something else, or its country behind.

    `Quảng Tây (Trung Quốc)`.
    """
    at, end = region.first, region.end
    if not region.entry.ambiguous or (at and reading.keys[at - 1] in place_cues()):
        return True
    country = regions().longest(reading, end + 1) if reading.keys[end] == "(" and reading.upper[end + 1] else None
    return country is not None and reading.keys[country.end] == ")"


def _addressed(reading: Reading, at: int) -> bool:
    """Whether a form of address makes a person of a place's name: `ông Kim Sơn`, but `chị em Thanh Hà`."""
    if not at or reading.breaks[at] or reading.keys[at - 1] not in ADDRESSES:
        return False
    return at < 2 or reading.keys[at - 2] not in ADDRESSED_TOGETHER


def _set_apart(reading: Reading, found: Found) -> bool:
    """Whether a word of place that opens the sentence, or a chief behind it, sets a name apart from other capitals."""
    at = found.first
    led = at > 0 and reading.keys[at - 1] in place_cues() and reading.sentence_start(at - 1)
    return (led and capital_run(reading, at) <= found.end) or _before_chief(reading, found)


def _before_chief(reading: Reading, found: Found) -> bool:
    """Whether a post stands before a name and who holds it behind: `Bí thư Long Biên Đỗ Mạnh Hải`."""
    posts = (titles().longest(reading, at) for at in range(max(0, found.first - LONGEST_POST), found.first))
    held = any(post is not None and post.entry.kind == "post" and post.end == found.first for post in posts)
    return held and surely_person(reading, found.end, capital_run(reading, found.end))


def _dateline(reading: Reading, at: int, home: Home) -> tuple[int, str] | None:
    """The place of the line `Bắc Nha Trang, ngày 12 tháng 01`, when the document names it with its level elsewhere."""
    end = capital_run(reading, at, limit=4)
    if reading.keys[end : end + 2] != (",", "ngày") or end == at:
        return None
    value = home.named(reading.surface(at, end))
    return (end, value) if value else None


@lru_cache(maxsize=1)
def _papers() -> frozenset[str]:
    """The names of kinds of papers in small letters."""
    return frozenset(entry.form.lower() for entry in load_lexicon("legal_types"))


def is_place_shaped(text: str) -> bool:
    """Whether a text may be a place in front of a day: a few capitalised words, or a level word before them."""
    words = text.replace("-", " ").split()
    if words[:1] in (["Thứ"], ["Chủ"]):
        return False  # `Thứ Bảy, ngày 10/11/2018`
    lower = [word for word in words if not word[:1].isupper()]
    if lower and text.lower() in _papers():
        return False  # `Báo cáo ngày 15/3/2019`
    shaped = not lower or level_of(text.lower()) != "" or (len(words) == 2 and text[:1].isupper())
    return 0 < len(words) <= LONGEST_PLACE and shaped


def _explained(reading: Reading, at: int, home: Home) -> tuple[int, str] | None:
    """A run of capitals that the document names with its level elsewhere, or that stands behind `ở` or `tại`."""
    if reading.shouting[at] or stands_alone(reading, at) or within_capitals(reading, at):
        return None
    end = with_marks(reading, at, capital_run(reading, at, limit=4))
    if not 2 <= end - at <= 3 or surely_person(reading, at, end) or reading.upper[end]:
        return None
    if at and titles().ends(reading.keys[at - 1]) and reading.keys[at - 1] not in WHERE:
        return None
    if _is_unit(reading, at) or (reading.keys[at] in level_keys() and read_level(reading, at) is not None):
        return None
    name = " ".join(reading.surface(at, end).split())
    value = home.named(name) or (home.commune(name) if _led(reading, at) or not may_be_person(reading, at, end) else "")
    if value:
        return end, value
    behind = bool(at) and reading.keys[at - 1] in WHERE and not reading.breaks[at]
    if behind and not (end - at == 3 and may_be_person(reading, at, end)):
        return end, name
    towards = bool(at) and reading.keys[at - 1] in _towards() and not reading.breaks[at]
    return (end, name) if towards and end - at == 2 and not may_be_person(reading, at, end) else None


def beside_place(reading: Reading, at: int) -> tuple[int, str] | None:
    """A region or two capitalised words in a row behind a place: `chợ Phú Chánh, Việt Sing, suối Con`."""
    if reading.keys[at - 1] not in {",", "và"} or reading.breaks[at] or reading.shouting[at]:
        return None
    region = regions().longest(reading, at) if reading.keys[at] in _region_keys() else None
    if region is not None and not in_longer_name(reading, region):
        return region.end, region.entry.value
    end = with_marks(reading, at, capital_run(reading, at, limit=4))
    hyphened = reading.keys[at + 1] == "-"
    ends_item = hyphened or reading.keys[end] in {",", ".", ";", "và"}
    if end - at != 2 + hyphened or not ends_item or may_be_person(reading, at, end):
        return None
    if _is_unit(reading, at):
        return None
    return end, " ".join(reading.surface(at, end).split())


def _led(reading: Reading, at: int) -> bool:
    """Whether a word of place, a bracket or a list stands before a name, which may be an author's on its own line."""
    before = reading.keys[at - 1] if at and not reading.breaks[at] else ""
    return before in place_cues() or before in LIST_MARKS


def _of_home(entries: tuple[Entry, ...], home: Home) -> Entry | None:
    """The district of that name in the document's own province, or one the document names with its level."""
    province = home.best("province")
    for entry in entries:
        if entry.kind == province or any(entry.value in counted for counted in home.votes.values()):
            return entry
    return None
