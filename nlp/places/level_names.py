"""Names of places behind their level words: `thành phố Vinh`, `phường 5`, `xóm Máy 3`, `KCN VSIP II`."""

from __future__ import annotations

import re

from ingest.names import surnames
from nlp.authority.places import communes
from nlp.lexicon import Entry
from nlp.people.names import capital_run, may_be_person, surely_person
from nlp.places.foreign_places import foreign_end
from nlp.places.gazetteer import districts_by_value, known_name, province_entries, short_name
from nlp.places.level_forms import half_capitals, level_forms
from nlp.places.level_words import LONGEST_NAME, Level, read_level
from nlp.places.levels import ADMINISTRATION, has_level_trait, level_of
from nlp.places.name_bounds import within_bounds
from nlp.places.numbers import figure_goes_on, number_ends_name, numbered_village
from nlp.places.paired_names import joined_end, numbered_commune, paired_commune, paired_end
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.forms import fields, longer_head_at, stops

Name = tuple[int, str, Entry | None]
"""The end and the surface of the name behind a level word, with the gazetteer's entry where it has one."""

VILLAGE_CODE = re.compile(r"\d{1,2}(?:[a-z]\d?)?")
"""`3`, `12`, `8A2`: a village's number."""
CLOSED_LEVELS = frozenset({"province", "city"})
"""Levels whose names are all known: capitals after them that are no known name are something else."""
ORGANISATIONS = frozenset({"đoàn", "hội"})
"""What a level word with a capital tells the level of: `Quận Đoàn`, `Huyện Hội`."""
LONGEST_BRAND, SHORTEST_CODE = 6, 3
"""Syllables of a house's name that its owner gave (`Mường Thanh Grand Phương Đông`), letters of an owner's."""

SURE_MIDDLES = frozenset({"thị", "văn"})
"""Middle names that no place bears."""


def read_named(reading: Reading, level: Level) -> Name | None:
    """What follows a level word as its name, None when no name follows."""
    first = level.end
    if first >= len(reading) or reading.breaks[first] > 1:
        return None
    known = known_name(reading, first)
    if _names_no_place(reading, level, known):
        return None
    if reading.breaks[first] and not (reading.shouting[first] and reading.shouting[first - 1]):
        return _on_next_line(reading, level, known)
    listed = _listed(reading, level, known) or _half_written(reading, level)
    return listed if listed is not None or level.kind in CLOSED_LEVELS else _unlisted(reading, level, known)


def _names_no_place(reading: Reading, level: Level, known: Found | None) -> bool:
    """Whether what follows makes the level word a verb, a road of a class, a grade, a body or a heading's end."""
    first = level.end
    if known is not None and has_level_trait(level.word, "verb"):
        return True  # `máy bay bắn phá Hà Nội`
    if level.kind == "street" and reading.upper[first] and _longer_road(reading, first):
        return True  # `đường Quốc lộ 14`
    if level.word == "khối" and (not reading.upper[first] or fields().longest(reading, first) is not None):
        return True  # `khối 7` is a grade, `khối Nội chính` a cluster
    if reading.keys[first] in ORGANISATIONS and level.kind in ADMINISTRATION and _ends_word(reading, first):
        return True  # `Quận Đoàn`, `Huyện Hội Yên Mô`
    # `UBND HUYỆN / CHỦ TỊCH`, `UBND HUYỆN / Quảng Ninh, ngày 2 …`: what stands on the next line
    return reading.breaks[first] > 0 and (reading.keys[first] in stops("heading") or _dated(reading, known))


def _on_next_line(reading: Reading, level: Level, known: Found | None) -> Name | None:
    """A name on the line below its level word: only one that the gazetteer has with that level."""
    fitting = _fitting(known, level.word) if known is not None and not reading.shouting[level.end] else None
    return (known.end, short_name(fitting), fitting) if known is not None and fitting is not None else None


def _listed(reading: Reading, level: Level, known: Found | None) -> Name | None:
    """A name that the gazetteer has with that level, a town that has gone, or a province or city abroad."""
    first = level.end
    if known is not None:
        fitting = _fitting(known, level.word)
        if fitting is not None and _ends_with(reading, level, known):
            return known.end, short_name(fitting), fitting
        if level.kind == "city" and not reading.shouting[first]:
            return known.end, known.entry.form, None  # `thành phố Ninh Bình`
    foreign = foreign_end(reading, first) if level.kind in CLOSED_LEVELS else 0
    return (foreign, reading.surface(first, foreign), None) if foreign else None


def _half_written(reading: Reading, level: Level) -> Name | None:
    """A name whose second syllable has lost its capital: `huyện Thanh ba`, where no place of the level is `Thanh`."""
    first = level.end
    if not reading.upper[first] or not reading.word(first + 1) or reading.upper[first + 1] or reading.breaks[first + 1]:
        return None
    name = reading.surface(first, first + 2).lower()
    if not _is_listed(level.word, name) or _is_listed(level.word, reading.keys[first]):
        return None
    entries = districts_by_value().get(f"{level.word} {name}", ())
    return first + 2, name.title(), entries[0] if len(entries) == 1 else None


def _is_listed(level: str, name: str) -> bool:
    whole = f"{level} {name}"
    return whole in districts_by_value() or whole in communes() or (level == "tỉnh" and name in province_entries())


def _ends_with(reading: Reading, level: Level, known: Found) -> bool:
    """Whether a known name is all of the name: no further capitals follow that a place of the kind may bear."""
    first = level.end
    run = within_bounds(reading, first, capital_run(reading, first, limit=LONGEST_NAME))
    if known.end >= run:
        return True
    shouted_on = level.kind not in CLOSED_LEVELS and reading.shouting[first]
    return not shouted_on and level.kind not in ("ward", "village", "street", "site")


def _unlisted(reading: Reading, level: Level, known: Found | None) -> Name | None:
    """A number, or capitals that no gazetteer has with that level."""
    first = level.end
    commune = _listed_commune(reading, level.word, first) if level.kind == "ward" else 0
    if level.word == "đặc khu" and known is None and not commune:
        return None
    if level.kind == "site" and not reading.upper[first + 1] and longer_head_at(reading, first):
        return None  # `Hội trường Trung tâm Hội nghị`
    if _bears_number(reading, level):
        return first + 1, reading.surface(first, first + 1), None
    sure = commune and (reading.shouting[first] or _person_behind(reading, commune))
    end = commune if sure else _capitals_end(reading, level)
    if end == first or (end - first < 2 and has_level_trait(level.word, "bare")):
        return None
    end = _with_seconds(reading, level, end)
    name = reading.surface(first, end)
    return end, name.title() if reading.shouting[first] else " ".join(name.split()), None


def _bears_number(reading: Reading, level: Level) -> bool:
    """Whether a place of the level is told by the number behind it: `phường 5`, `ở khu 7`."""
    first = level.end
    quarter = level.word == "khu" and not reading.upper[first - 1] and number_ends_name(reading, first)
    quarter = quarter and reading.keys[first - 2] not in {"bộ", "hội"}  # `Chi bộ khu 3`
    return (quarter or level.kind in ("district", "ward", "village", "town")) and _numbered(reading, first)


def _capitals_end(reading: Reading, level: Level) -> int:
    """The end of the capitals that are the name, the level word's end where none are."""
    longest = LONGEST_BRAND if has_level_trait(level.word, "brand") else LONGEST_NAME
    end = _name_end(reading, level.end, longest)
    return _coded_end(reading, level.end) if end == level.end and has_level_trait(level.word, "coded") else end


def _with_seconds(reading: Reading, level: Level, end: int) -> int:
    """The end of a name with the number or the second name that its kind may bear: `cầu Tân Vũ - Lạch Huyện`."""
    first = level.end
    if level.kind == "ward":
        end = numbered_commune(reading, level.word, first, paired_commune(reading, level.word, first, end))
    if level.kind in ("village", "site") and numbered_village(reading, end):
        end += 1
    elif has_level_trait(level.word, "joined"):
        end = joined_end(reading, end)
    return paired_end(reading, level.word, first, end) if level.kind == "site" else end


def _ends_word(reading: Reading, at: int) -> bool:
    """Whether no further capital of a name, or a place's whole name, stands behind the syllable at `at`."""
    return not reading.upper[at + 1] or reading.breaks[at + 1] > 0 or known_name(reading, at + 1) is not None


def _longer_road(reading: Reading, at: int) -> bool:
    """Whether the word for a road of a class begins behind another one."""
    found = level_forms().longest(reading, at)
    return found is not None and found.end > at + 1 and found.entry.kind == "street"


def _listed_commune(reading: Reading, level: str, first: int) -> int:
    """The end of a commune's name that the table of communes holds, 0 where it holds none.

    Among shouted words nothing else tells it (`PHƯỜNG ĐIỆN BÀN ĐÔNG THĂM …`), and of special zones there are few.
    """
    if not (reading.shouting[first] or level == "đặc khu" or _person_behind(reading, first + 2)):
        return 0
    ends = range(first + LONGEST_NAME, first + 1, -1)
    names = ((end, f"{level} {reading.surface(first, end).lower()}") for end in ends if end <= len(reading))
    return next((end for end, name in names if name in communes()), 0)


def _person_behind(reading: Reading, at: int) -> bool:
    """Whether a person's name with a sure middle stands at `at`: `Chủ tịch Hội LHPN xã Chiềng Sơn Vì Thị Hặc`."""
    return reading.keys[at + 1] in SURE_MIDDLES and all(reading.upper[at : at + 3]) and not reading.breaks[at]


def _dated(reading: Reading, known: Found | None) -> bool:
    """Whether a known name begins a letterhead's line of place and day."""
    return known is not None and reading.keys[known.end : known.end + 2] == (",", "ngày")


def _numbered(reading: Reading, first: int) -> bool:
    return (
        VILLAGE_CODE.fullmatch(reading.keys[first]) is not None
        and reading.keys[first + 1] != reading.keys[first - 1]  # `trưởng thôn 28 thôn`
        and reading.keys[first + 1] not in {"/", "%"}
        and not figure_goes_on(reading, first)
    )


def _fitting(known: Found, level: str) -> Entry | None:
    same = [entry for entry in known.entries if level_of(entry.value) == level]
    return same[0] if same else None


def _coded_end(reading: Reading, first: int) -> int:
    """The end of an estate's name that begins with its owner's letters: `KCN VSIP II`, `KCN WHA Industrial`."""
    if reading.shouting[first] or not reading.shouted[first] or len(reading.keys[first]) < SHORTEST_CODE:
        return first
    return capital_run(reading, first + 1, limit=LONGEST_NAME) if not reading.breaks[first + 1] else first + 1


def _name_end(reading: Reading, first: int, longest: int) -> int:
    end = capital_run(reading, first, limit=LONGEST_NAME + 2)
    end = with_marks(reading, first, end)
    if end > first and reading.keys[end - 1 : end + 1] in half_capitals() and not reading.breaks[end]:
        end = capital_run(reading, end + 1, limit=LONGEST_NAME) if reading.upper[end + 1] else end + 1
    if reading.shouting[first]:
        headings = (at for at in range(first + 2, end) if reading.keys[at] in stops("heading"))
        end = next(headings, end)
        end = first + 2 if end - first > LONGEST_NAME else end
    for cut in (first + 2, first + 3, first + 1):
        if cut >= end - 1:
            continue
        rest = capital_run(reading, cut)
        if surely_person(reading, cut, rest) or (end - first > LONGEST_NAME and _plain_person(reading, cut, rest)):
            return cut
    return within_bounds(reading, first, min(end, first + longest))


def _plain_person(reading: Reading, first: int, end: int) -> bool:
    return may_be_person(reading, first, end) and not surnames().get(reading.keys[first], True)


MARKS = frozenset({"'", "’", "-"})


def with_marks(reading: Reading, first: int, end: int) -> int:
    """Names of the highlands and of old prints hold marks: `Cư M'gar`, `Ia Ake`, `Ea H'leo`, `Thái-nguyên`."""
    if reading.keys[end] not in MARKS:
        return end
    last = min(first + LONGEST_NAME + 2, len(reading) - 2)
    while first < end <= last and reading.keys[end] in MARKS:
        if not (reading.glued(end) and reading.glued(end + 1) and reading.word(end + 1)):
            break
        end = max(end + 2, capital_run(reading, end + 2, limit=2)) if reading.keys[end] != "-" else end + 2
    return end


def in_longer_name(reading: Reading, found: Found) -> bool:
    """Whether a known name is cut out of a longer run of capitals: `Hải Ninh` in `Nguyễn Hải Ninh`."""
    first, end = found.first, found.end
    if reading.shouting[first]:
        return False
    if capital_run(reading, first) > end:
        return True
    if not first or reading.breaks[first] or not reading.upper[first - 1] or not reading.keys[first - 1].isalpha():
        return False
    if read_level(reading, first - 1) is not None:
        return False
    return not reading.sentence_start(first - 1) or reading.keys[first - 1] in surnames()
