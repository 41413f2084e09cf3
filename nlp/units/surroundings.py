"""What the words around the units of a text tell of whom or what each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlp.places.gazetteer import Place
from nlp.text.reading import Reading
from nlp.units.chiefs import find_chiefs
from nlp.units.communal_lists import find_communal
from nlp.units.formations import find_listed
from nlp.units.holders import OWN, find_joined, find_near
from nlp.units.neighbours import find_neighbours
from nlp.units.parse import UnitParse
from nlp.units.wide_clusters import find_wide


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words around units tell, by first syllable: the place of a list, the higher formation, the holder.

    `joined` are the parts whose holder stands right behind them in brackets or behind `của`; `wide` are the numbers of
    clusters that reach over several provinces; `communal` are bodies of the commune that the document is about.
    """

    neighbours: Mapping[int, Place]
    superiors: Mapping[int, str]
    holders: Mapping[int, UnitParse]
    joined: frozenset[int] = frozenset()
    wide: frozenset[str] = frozenset()
    communal: frozenset[int] = frozenset()


def find_surroundings(reading: Reading, parses: list[UnitParse]) -> Surroundings:
    """What is told around each of the units of a text."""
    joined = find_joined(reading, parses)
    return Surroundings(
        find_neighbours(reading, parses),
        find_listed(reading, parses),
        {**find_near(reading, parses), **joined, **find_chiefs(reading, parses)},
        frozenset(first for first, holder in joined.items() if reading.keys[holder.first - 1] in OWN),
        find_wide(reading, parses),
        find_communal(reading, parses),
    )
