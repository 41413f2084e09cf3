"""Numbers in the names of places: of villages, and of alleys with the street that they leave."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import Entry, load_lexicon
from nlp.people.names import capital_run
from nlp.text.reading import Reading
from nlp.text.scanning import first_keys
from nlp.units.forms import followers, stops

LONGEST_STREET = 4
"""Syllables of the street that an alley leaves."""


def numbered_village(reading: Reading, end: int) -> bool:
    """Whether a village's number ends its name: `xóm Máy 3`, `bon Bu Prăng 1A`; `… 83 tuổi` is an age."""
    if end >= len(reading) or reading.breaks[end]:
        return False
    if reading.upper[end] and reading.number(end):
        return True  # `cầu Bắc Luân II`
    if not reading.keys[end][0].isdigit() or len(reading.keys[end]) > 2:
        return False
    if figure_goes_on(reading, end):
        return False  # `đê Quỳnh Thọ 55.000 m3`
    return number_ends_name(reading, end)


def number_ends_name(reading: Reading, at: int) -> bool:
    """Whether the number at `at` may end a name: nothing follows that it would count."""
    after = at + 1
    goes_on = after < len(reading) and not reading.breaks[after] and reading.word(after)
    if (
        not goes_on
        or reading.keys[after] in stops("behind_number")
        or reading.keys[after] in followers() - stops("counted")
    ):
        return True
    return reading.keys[after] not in _counted()


@lru_cache(maxsize=1)
def _counted() -> frozenset[str]:
    """The first syllables of what is counted and measured."""
    return stops("counted") | stops("measure") | first_keys(entry.form for entry in load_lexicon("target_units"))


def figure_goes_on(reading: Reading, at: int) -> bool:
    """Whether the figures at `at` are the first of a longer number: `1.200`, `3,5`, `10-12`."""
    return reading.keys[at + 1] in {",", ".", "-"} and reading.glued(at + 2) and reading.keys[at + 2].isdigit()


def alley_name(reading: Reading, first: int) -> tuple[int, str, Entry | None] | None:
    """The name of an alley: its number and the street that it leaves, `47 Trần Suyền`, `42/3`; None for a quantity."""
    if figure_goes_on(reading, first):
        return None  # `ngõ 3,5 km`
    end = first + 1
    while reading.keys[end] == "/" and reading.glued(end) and reading.glued(end + 1):
        end += 2
    street = first if reading.breaks[end] else capital_run(reading, end, limit=LONGEST_STREET)
    if street - end > 1:
        end = street
    elif reading.keys[first - 2].isdigit():
        return None  # `12 hẻm 300 hộ`
    return end, reading.surface(first, end), None
