"""What the grammar of units reads: a unit as its head and the parts behind it."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, NamedTuple

from ingest.records import record
from nlp.lexicon import Entry
from nlp.places.gazetteer import Place

PartKind = Literal["head", "text", "place", "unit"]


class Part(NamedTuple):
    """A piece of a unit's name: words in full, a place, or the larger unit it belongs to."""

    kind: PartKind
    text: str
    place: Place | None = None
    unit: UnitParse | None = None


@record(frozen=True, slots=True)
class UnitParse:
    """A unit read from syllable `first` to `end`; `bare` when only its head stands there."""

    first: int
    end: int
    head: Entry
    parts: tuple[Part, ...]
    capital: bool
    bare: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.bare = len(self.parts) == 1  # type: ignore[misc]  # asked for a dozen times of each

    @property
    def last_place(self) -> Place | None:
        """The place at its end, also that of the unit it belongs to."""
        if self.bare:
            return None
        part = self.parts[-1]
        if part.unit is not None:
            return part.unit.last_place
        first = len(self.parts) - 1
        while first and self.parts[first].place is not None and self.parts[first - 1].place is not None:
            first -= 1  # the commune in `UBND phường 8 quận 5`
        return self.parts[first].place

    @property
    def inside(self) -> list[UnitParse]:
        """The full names within its name, those within them too: `Sở Xây dựng` of `Thanh tra Sở Xây dựng`."""
        if self.bare:
            return []
        units = [part.unit for part in self.parts if part.unit is not None and not part.unit.bare]
        if not units:
            return units
        return [*units, *(deeper for unit in units for deeper in unit.inside)]

    @property
    def leans(self) -> bool:
        """Whether its name ends with another unit's short name, which must be known first."""
        unit = self.parts[-1].unit
        return unit is not None and unit.bare
