"""Clusters whose members are of several provinces: they are none of the one that a document is at home in."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.places.gazetteer import is_province, known_name, prefer_province
from nlp.text.reading import Reading
from nlp.units.forms import stops
from nlp.units.parse import UnitParse

JOINTS = frozenset({"thuộc", "trực", "trong", "của"})
AMONG = frozenset({",", "và", "thành", "phố", "tp", "."})
"""What may stand behind `tỉnh` where cities are counted too: `6 tỉnh, thành phố thuộc Cụm`."""
LONGEST_COUNT = 8
REACH = 60
"""Syllables behind a cluster in which its members are listed."""
NEAR = 8
"""Syllables between a cluster and the word that begins the list."""


def find_wide(reading: Reading, parses: Iterable[UnitParse]) -> frozenset[str]:
    """The numbers of clusters that several provinces are told to be in: `Công an 6 tỉnh thuộc Cụm thi đua số 5`."""
    return frozenset(
        parse.parts[1].text
        for parse in parses
        if parse.head.kind == "cluster" and len(parse.parts) == 2
        if _counted_before(reading, parse.first) or _listed_behind(reading, parse.end)
    )


def _counted_before(reading: Reading, first: int) -> bool:
    """`Công an 6 tỉnh thuộc`, `các tỉnh, thành phố trong` before a cluster."""
    at = first
    while at > first - 2 and reading.keys[at - 1] in JOINTS:
        at -= 1
    while at > first - LONGEST_COUNT and reading.keys[at - 1] in AMONG:
        at -= 1
    if at < 2 or reading.keys[at - 1] != "tỉnh" or any(reading.breaks[at - 1 : first + 1]):
        return False
    return reading.keys[at - 2].isdigit() or reading.keys[at - 2] in stops("plural")


def _listed_behind(reading: Reading, end: int) -> bool:
    """Whether `gồm` and bodies of two provinces stand behind a cluster, in one sentence."""
    keys = reading.keys
    opened = next((at for at in range(end, min(end + NEAR, len(reading))) if keys[at] == "gồm"), 0)
    first = ""
    for at in range(opened + 1, min(end + REACH, len(reading))) if opened else ():
        if reading.breaks[at] or (keys[at] == "." and reading.upper[at + 1] and not reading.glued(at + 1)):
            break
        known = known_name(reading, at) if reading.upper[at] else None
        entry = prefer_province(known) if known is not None else None
        if entry is not None and is_province(entry):
            if first and entry.value != first:
                return True
            first = entry.value
    return False
