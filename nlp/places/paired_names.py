"""Names of sites and roads that are two names with a dash between: `cầu Tân Vũ - Lạch Huyện`, `cao tốc Bắc - Nam`."""

from __future__ import annotations

from nlp.authority.places import communes
from nlp.people.names import capital_run
from nlp.places.gazetteer import known_name
from nlp.places.levels import has_level_trait
from nlp.places.numbers import number_ends_name
from nlp.text.reading import Reading
from nlp.units.forms import heads

LONGEST_NAME = 4
"""Syllables of either name."""


def joined_end(reading: Reading, end: int) -> int:
    """The end of a name of two places: `cao tốc Bắc - Nam phía Đông`, `KCN Việt Nam - Singapore II`."""
    if reading.keys[end] == "-" and reading.upper[end + 1] and not reading.breaks[end + 1]:
        end = capital_run(reading, end + 1, limit=LONGEST_NAME)
        if reading.keys[end] == "phía" and reading.keys[end + 1] in {"đông", "tây", "bắc", "nam"}:
            return end + 2
    numbered = end < len(reading) and not reading.breaks[end] and reading.number(end) and reading.upper[end]
    return end + 1 if numbered else end


def paired_commune(reading: Reading, level: str, first: int, end: int) -> int:
    """The end of a commune's name of two names that the table holds: `phường Xuân Hương - Đà Lạt`; else `end`."""
    if reading.keys[end] != "-" or reading.breaks[end + 1]:
        return end
    last = capital_run(reading, end + 1, limit=LONGEST_NAME)
    return last if f"{level} {reading.surface(first, last).lower()}" in communes() else end


def numbered_commune(reading: Reading, level: str, first: int, end: int) -> int:
    """The end of a commune's name with its number where the table holds it: `xã A Lưới 3`; else `end`."""
    if end >= len(reading) or reading.breaks[end] or not reading.keys[end].isdigit():
        return end
    held = f"{level} {reading.surface(first, end + 1).lower()}" in communes()
    return end + 1 if held and number_ends_name(reading, end) else end


def paired_end(reading: Reading, level: str, first: int, end: int) -> int:
    """The end of a site's name of two names: `cầu Tân Vũ - Lạch Huyện`, `cầu Hữu nghị Việt - Lào số 1`."""
    dash = first + 1 if reading.keys[first + 1] == "-" else end
    if reading.keys[dash] == "-" and not reading.breaks[dash + 1]:
        last = capital_run(reading, dash + 1, limit=LONGEST_NAME)
        short = dash - first == 1 or reading.keys[dash - 3 : dash - 1] == ("hữu", "nghị")
        if (short and last == dash + 2) or (last > dash + 1 and _second_name(reading, level, dash + 1)):
            end = last
    numbered = has_level_trait(level, "bridge") and reading.keys[end] == "số" and reading.keys[end + 1].isdigit()
    return end + 2 if numbered else end


def _second_name(reading: Reading, level: str, at: int) -> bool:
    """Whether a site's second name begins behind its dash, not the province where it lies, a post or a body."""
    if not has_level_trait(level, "two_names") or heads().longest(reading, at) is not None or not reading.upper[at + 1]:
        return False
    return not has_level_trait(level, "bridge") or known_name(reading, at) is None
