"""Level words in a text, and the names behind them: `thành phố Vinh`, `TP. Vinh`, `phường 5`, `xóm Máy 3`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.names import surnames
from nlp.authority.places import communes
from nlp.foreign_places import foreign_end
from nlp.form_tree import Found
from nlp.gazetteer import known_name, short_name
from nlp.level_forms import half_capitals, level_forms, not_levels
from nlp.lexicon import Entry
from nlp.name_bounds import begins_byline, within_bounds
from nlp.paired_names import joined_end, numbered_commune, paired_commune, paired_end
from nlp.person_names import MONK, capital_run, looks_like_person, may_be_person, middle_names, surely_person
from nlp.place_levels import ADMINISTRATION, has_level_trait, level_of
from nlp.place_numbers import figure_goes_on, number_ends_name, numbered_village
from nlp.reading import MISSING, Reading, keep
from nlp.unit_forms import fields, heads, longer_head_at, stops

VILLAGE_CODE = re.compile(r"\d{1,2}(?:[a-z]\d?)?")
"""`3`, `12`, `8A2`: a village's number."""
CLOSED_LEVELS = frozenset({"province", "city"})
"""Levels whose names are all known: capitals after them that are no known name are something else."""
ENTRUSTED = frozenset({"quyền", "nhiệm", "thác", "lạo"})
"""What makes a verb with `ủy` before it."""
ORGANISATIONS = frozenset({"đoàn", "hội"})
"""What a level word with a capital tells the level of: `Quận Đoàn`, `Huyện Hội`."""
LONGEST_NAME = 4
"""Syllables of a commune's or street's name that no list holds (`Krông Pa`, `Tân Lập`, `Thượng Trưng`)."""


class Level(NamedTuple):
    """A level word at a place in the text: `word` in its full form, `kind` as in place_levels.tsv."""

    word: str
    kind: str
    end: int


@lru_cache(maxsize=1)
def level_keys() -> frozenset[str]:
    """The syllables with which level words begin."""
    return level_forms().first_keys()


def read_level(reading: Reading, first: int) -> Level | None:
    """The level word at syllable `first`; `TP.` takes its dot with it."""
    if reading.keys[first] not in level_keys():
        return None
    kept: Level | None = reading.levels.get(first, MISSING)
    return keep(reading.levels, first, _read_level(reading, first)) if kept is MISSING else kept


def _read_level(reading: Reading, first: int) -> Level | None:
    found = level_forms().longest(reading, first)
    if found is None or _office_word(reading, found) or (found.entry.ambiguous and not _plainly_level(reading, found)):
        return None
    end = found.end
    short = found.entry.value != found.entry.form  # `kè.` ends a sentence
    if reading.keys[end] == "." and reading.glued(end) and found.end - first == 1 and short and _short(reading, first):
        end += 1
    return tuple.__new__(Level, (found.entry.value, found.entry.kind, end))


def _office_word(reading: Reading, found: Found) -> bool:
    """`tỉnh ủy`, `xã hội`, `xã viên`: words that begin like a level and are none."""
    before = reading.keys[found.first - 1] if found.first and reading.breaks[found.first] < 2 else ""  # `chính\nphủ`
    after = found.end
    if not_levels().begins(before) and not_levels().entries((before, reading.keys[found.first])):
        return True
    if reading.keys[found.first] == "đồng" and before.isdigit():
        return True  # `500 đồng Việt Nam`
    if found.entry.value == "tổ" and not _quarter(reading, after):
        return True
    if before == "trưởng" and reading.keys[after] in surnames() and not reading.breaks[after]:
        return not surnames()[reading.keys[after]] or looks_like_person(reading, after)
    if before in {"mỗi", "từng"} and reading.keys[after].isdigit():
        return True  # `mỗi ngõ 1 camera`
    return (
        reading.keys[after] in {"ủy", "đoàn", "hội", "viên", "đội", "lỵ"}
        and not entrusts(reading, after)
        and not reading.breaks[after]
        and (not reading.upper[after] or reading.shouting[after] or _association(reading, after))
    )


def entrusts(reading: Reading, at: int) -> bool:
    """Whether a verb begins at `at`, and no committee's name ends: `UBND tỉnh ủy quyền cho Sở Nội vụ`."""
    return reading.keys[at] == "ủy" and not reading.upper[at] and reading.keys[at + 1] in ENTRUSTED


def _quarter(reading: Reading, at: int) -> bool:
    """Whether a quarter's group has its number at `at`, not a team: `tổ 7, tổ 12 ấp Trung 3`, `tổ 21, khu 9`."""
    if not reading.keys[at].isdigit():
        return False
    if at > 1 and reading.keys[at - 2] in {"ở", "tại"} and not reading.breaks[at - 1] and reading.keys[at + 1] == ",":
        return True  # `Ở tổ 41, cụ Sen kể`
    behind = at + 1 + (reading.keys[at + 1] == ",")
    found = level_forms().longest(reading, behind)
    return found is not None and (found.entry.kind in ("ward", "village") or found.entry.form == "khu")


def _association(reading: Reading, at: int) -> bool:
    """`Ban Tuyên giáo tỉnh Hội`: the province's association, not a place called Hội."""
    return reading.keys[at] == "hội" and not reading.upper[at + 1]


def _plainly_level(reading: Reading, found: Found) -> bool:
    """`hồ Tây` but not `Hồ Sỹ Tuấn`; `P.5`, `H. Củ Chi` but not `P. Điều dưỡng`."""
    if found.entry.form.endswith("."):
        known = known_name(reading, found.end)
        after = reading.keys[found.end]
        name = capital_run(reading, found.end) - found.end
        if found.entry.form == "TT." and known is None and 1 < name < LONGEST_NAME and after != MONK:
            return heads().longest(reading, found.end) is None and fields().longest(reading, found.end) is None
        if found.entry.form in {"P.", "X."} and known is None and name > 1 and _in_address(reading, found.end, name):
            return True
        return found.entry.form in {"P.", "Q."} if after.isdigit() else known is not None
    if not reading.upper[found.first]:
        return True
    opens = reading.sentence_start(found.first) and reading.keys[found.first] not in surnames()
    named = opens and found.entry.kind == "site" and found.end < len(reading) and reading.upper[found.end]
    if named and reading.keys[found.first] in middle_names() and begins_byline(reading, found.end + 1):
        return False  # `Đình Hiệp - Nguyệt Ánh`
    return named and known_name(reading, found.first) is None  # `Giồng Trôm: …` is the district


def _in_address(reading: Reading, at: int, words: int) -> bool:
    """Whether a place of a higher level stands behind a short word's name: `P. Thác Mơ, TX. Phước Long`."""
    end = at + words
    if words >= LONGEST_NAME or reading.keys[end] != "," or reading.breaks[end]:
        return False
    if fields().longest(reading, at) is not None:
        return False
    above = level_forms().longest(reading, end + 1)
    known = known_name(reading, end + 1)
    return known is not None or (above is not None and above.entry.kind in ("district", "town", "city", "province"))


def _short(reading: Reading, first: int) -> bool:
    """Whether the level word is an abbreviation (`TP`), which may bear a dot."""
    return reading.ends[first] - reading.starts[first] < 3 and reading.keys[first] not in {"xã", "hồ", "ga"}


def bare_end(reading: Reading, level: Level) -> int:
    """The end of a level word without a name: the dot behind it closes the sentence."""
    return level.end - (reading.keys[level.end - 1] == ".")


def _ends_word(reading: Reading, at: int) -> bool:
    """Whether no further capital of a name, or a place's whole name, stands behind the syllable at `at`."""
    return not reading.upper[at + 1] or reading.breaks[at + 1] > 0 or known_name(reading, at + 1) is not None


def read_named(reading: Reading, level: Level) -> tuple[int, str, Entry | None] | None:
    """The end, name and entry of the name after a level word, None when no name follows."""
    first = level.end
    if first >= len(reading) or reading.breaks[first] > 1:
        return None
    if has_level_trait(level.word, "verb") and known_name(reading, first) is not None:
        return None  # `máy bay bắn phá Hà Nội`
    if level.kind == "street" and reading.upper[first] and _longer_road(reading, first):
        return None  # `đường Quốc lộ 14`
    if level.word == "khối" and (not reading.upper[first] or fields().longest(reading, first) is not None):
        return None  # `khối 7` is a grade, `khối Nội chính` a cluster
    known = known_name(reading, first)
    if reading.keys[first] in ORGANISATIONS and level.kind in ADMINISTRATION and _ends_word(reading, first):
        return None  # `Quận Đoàn`, `Huyện Hội Yên Mô`
    if reading.breaks[first] and (reading.keys[first] in stops("heading") or _dated(reading, known)):
        return None  # `UBND HUYỆN / CHỦ TỊCH`, `UBND HUYỆN / Quảng Ninh, ngày 2 …`: what stands on the next line
    if reading.breaks[first] and not (reading.shouting[first] and reading.shouting[first - 1]):
        fitting = _fitting(known, level.word) if known is not None and not reading.shouting[first] else None
        return (known.end, short_name(fitting), fitting) if known is not None and fitting is not None else None
    if known is not None:
        fitting = _fitting(known, level.word)
        run = within_bounds(reading, first, capital_run(reading, first, limit=LONGEST_NAME))
        if fitting is not None and (known.end >= run or level.kind in CLOSED_LEVELS or not reading.shouting[first]):
            longer = level.kind in ("ward", "village", "street", "site") and known.end < run
            if not longer:
                return known.end, short_name(fitting), fitting
    if level.kind == "city" and known is not None and not reading.shouting[first]:
        return known.end, known.entry.form, None  # a town that has gone: `thành phố Ninh Bình`
    if level.kind in CLOSED_LEVELS and (foreign := foreign_end(reading, first)):
        return foreign, reading.surface(first, foreign), None
    listed = _listed_commune(reading, level.word, first) if level.kind == "ward" else 0
    if level.kind in CLOSED_LEVELS or (level.word == "đặc khu" and known is None and not listed):
        return None
    if level.kind == "site" and not reading.upper[first + 1] and longer_head_at(reading, first):
        return None  # `Hội trường Trung tâm Hội nghị`
    quarter = level.word == "khu" and not reading.upper[first - 1] and number_ends_name(reading, first)
    quarter = quarter and reading.keys[first - 2] not in {"bộ", "hội"}  # `Chi bộ khu 3`
    if (quarter or level.kind in ("district", "ward", "village", "town")) and _numbered(reading, first):
        return first + 1, reading.surface(first, first + 1), None
    end = listed if listed and reading.shouting[first] else _name_end(reading, first)
    if end == first or (end - first < 2 and has_level_trait(level.word, "bare")):
        return None
    if level.kind == "ward":
        end = numbered_commune(reading, level.word, first, paired_commune(reading, level.word, first, end))
    if level.kind in ("village", "site") and numbered_village(reading, end):
        end += 1
    elif has_level_trait(level.word, "joined"):
        end = joined_end(reading, end)
    if level.kind == "site":
        end = paired_end(reading, level.word, first, end)
    name = reading.surface(first, end)
    return end, " ".join(name.split()) if not reading.shouting[first] else name.title(), None


def _longer_road(reading: Reading, at: int) -> bool:
    """Whether the word for a road of a class begins behind another one."""
    found = level_forms().longest(reading, at)
    return found is not None and found.end > at + 1 and found.entry.kind == "street"


def _listed_commune(reading: Reading, level: str, first: int) -> int:
    """The end of a commune's name that the table of communes holds, 0 where it holds none.

    Among shouted words nothing else tells it (`PHƯỜNG ĐIỆN BÀN ĐÔNG THĂM …`), and of special zones there are few.
    """
    if not (reading.shouting[first] or level == "đặc khu"):
        return 0
    ends = range(first + LONGEST_NAME, first + 1, -1)
    names = ((end, f"{level} {reading.surface(first, end).lower()}") for end in ends if end <= len(reading))
    return next((end for end, name in names if name in communes()), 0)


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


def _name_end(reading: Reading, first: int) -> int:
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
    return within_bounds(reading, first, min(end, first + LONGEST_NAME))


def _plain_person(reading: Reading, first: int, end: int) -> bool:
    return may_be_person(reading, first, end) and not surnames().get(reading.keys[first], True)


def with_marks(reading: Reading, first: int, end: int) -> int:
    """Names of the highlands and of old prints hold marks: `Cư M'gar`, `Ia Ake`, `Ea H'leo`, `Thái-nguyên`."""
    last = min(first + LONGEST_NAME + 2, len(reading) - 2)
    while first < end <= last and reading.keys[end] in {"'", "’", "-"}:
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
