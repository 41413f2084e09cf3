"""Level words in a text: `thành phố`, `TP.`, `xóm`; the names behind them are read by `level_names`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ingest.names import surnames
from nlp.people.highland_names import highland_name
from nlp.people.names import MONK, capital_run, looks_like_person, middle_names
from nlp.places.gazetteer import known_name
from nlp.places.level_forms import level_forms, not_levels
from nlp.places.name_bounds import begins_byline
from nlp.text.form_tree import Found
from nlp.text.reading import MISSING, Reading, keep
from nlp.units.forms import fields, heads

ENTRUSTED = frozenset({"quyền", "nhiệm", "thác", "lạo"})
"""What makes a verb with `ủy` before it."""
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
    if before == "-" and reading.glued(found.first):
        return True  # `hợp-tác-xã Nhân-hoà`
    if found.entry.value == "tổ" and not _quarter(reading, after):
        return True
    if before == "trưởng" and reading.keys[after] in surnames() and not reading.breaks[after]:
        plainly = not surnames()[reading.keys[after]] or looks_like_person(reading, after)
        return plainly or highland_name(reading, after) > 0  # `Trưởng bản Hạng A Dê`
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
    return _heads_address(reading, found) or (named and known_name(reading, found.first) is None)  # `Giồng Trôm: …`


def _heads_address(reading: Reading, found: Found) -> bool:
    """Whether a village's word opens a line or what a label tells, a level behind its name: `Nơi ở: Bản Nghè, xã …`."""
    first, end = found.first, found.end
    if found.entry.kind != "village" or not (reading.sentence_start(first) or reading.keys[first - 1] == ":"):
        return False
    name = end + 1 if reading.keys[end].isdecimal() else capital_run(reading, end, limit=LONGEST_NAME)
    above = level_forms().longest(reading, name + 1) if name > end and reading.keys[name] == "," else None
    return above is not None and not reading.breaks[name]


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
