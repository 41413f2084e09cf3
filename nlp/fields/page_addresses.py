"""The district, town or commune of the address that stands at a page's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Document
from nlp.lexicon import Entry, load_lexicon
from nlp.places.gazetteer import DISTRICTS, Place, is_province, is_province_value
from nlp.places.home_places import ADDRESS
from nlp.places.levels import kind_of, level_of
from nlp.places.named_places import named_places
from nlp.text.reading import read

FOOT_LINES = 8
HOUSE = re.compile(
    r"(?<!\w)(?:số \d|(?:đường|(?<!thành )phố|phường|quốc lộ)\s|đ/c\b|QL\.? ?\d)"
    r"|^\W*\d{1,4}[A-Z]?(?:/\d+)* [^\W\d_]{2}",
    re.I,
)
"""What else shows an address at a page's foot."""


def address_of(document: Document) -> tuple[str, str] | None:
    """The district or town of the address at a page's foot, with its level, and the address's line."""
    for line, places in _addresses(document):
        value = next((place.value for place in places if place.level and _is_town(place.value)), "")
        bare = (
            place for place in places if not place.level and place.entry is not None and not is_province(place.entry)
        )
        value = value or next((towns[0].value for place in bare if (towns := towns_called(place.name))), "")
        if value:
            return value, line
    return None


def commune_of_address(document: Document) -> tuple[str, str] | None:
    """The commune of the address at a page's foot, and the address's line: since 2025 there is no district."""
    for line, places in _addresses(document):
        value = next((place.value for place in places if place.level and place.kind == "ward"), "")
        if value:
            return value, line
    return None


def _addresses(document: Document) -> Iterator[tuple[str, list[Place]]]:
    """The lines at a page's foot that are addresses, from the last one up, each with the places it names."""
    lines = [line for block in document.furniture for line in block.splitlines()]
    for line in reversed(lines[-FOOT_LINES:]):
        if ADDRESS.search(line) or HOUSE.search(line):
            yield line, list(named_places(read(line)))


def _is_town(value: str) -> bool:
    return kind_of(level_of(value)) in ("district", "town", "city") and not is_province_value(value)


def towns_called(name: str) -> tuple[Entry, ...]:
    """The districts and towns of a name without its level, the present ones first."""
    return tuple(entry for lexicon in DISTRICTS for entry in load_lexicon(lexicon) if entry.form == name)
