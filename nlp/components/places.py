"""PLACE: provinces, districts, communes, villages, streets and buildings that are no part of an organisation's name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.people.names import capital_run, may_be_person
from nlp.people.titles import titles
from nlp.places.bare_places import is_place_shaped, within_capitals
from nlp.places.home_places import Home
from nlp.places.level_words import LONGEST_NAME
from nlp.places.levels import kind_of, level_of
from nlp.places.walk import KNOWN, PlaceWalk, place_mention
from nlp.syllables import split_syllables
from nlp.text.intervals import Cover
from nlp.text.reading import Reading, read

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
    found = PlaceWalk(reading, taken, home).places()
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
            yield place_mention(reading, at, end, value, KNOWN, f"named elsewhere: {value}")


def _letterhead(doc: Doc, reading: Reading, taken: list[int], found: list[Mention], home: Home) -> Iterator[Mention]:
    """The place in front of a letterhead's day, where no unit and no other place holds it."""
    for clue in doc.document.clues:
        if clue.field != "place" or clue.start is None or clue.end is None or clue.method == "address":
            continue
        first, end = reading.syllables_of(clue.start, clue.end)
        held = any(taken[first:end]) or any(m.start < clue.end and clue.start < m.end for m in found)
        if first < end and not held and reading.text[clue.start : clue.end] == clue.text and is_place_shaped(clue.text):
            value = home.named(clue.text) or clue.text
            yield place_mention(reading, first, end, value, KNOWN, f"zone: {clue.method}")


def _taken(units: list[Mention], reading: Reading) -> list[int]:
    """For each syllable the first syllable after the unit that it lies in, 0 outside one."""
    taken = [0] * (len(reading) + 1)
    for unit in units:
        first, at = reading.syllables_of(unit.start, unit.end)
        for index in range(first, at):
            taken[index] = at
    return taken
