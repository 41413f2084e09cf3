"""Which unit a document comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Clue, Document
from ingest.orthography import loose
from nlp.mention import Mention


@dataclass(frozen=True, slots=True)
class Issuer:
    """A unit's canonical name, and the offsets (None outside the body), page and method it was read from."""

    name: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


def find_issuer(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The unit that the letterhead names as issuer, under its canonical name; None without a letterhead."""
    for clue in document.clues:
        if clue.field == "issuer":
            return Issuer(unit_name(clue, mentions), clue.method, clue.start, clue.end, clue.page)
    return None


def unit_name(clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the unit that a clue names: by its place in the body, else by its words."""
    units = [mention for mention in mentions if mention.label == "UNIT"]
    if clue.start is not None and clue.end is not None:
        inside = [unit for unit in units if unit.start < clue.end and clue.start < unit.end]
        if inside:
            best = max(inside, key=lambda unit: unit.end - unit.start)
            return best.value if isinstance(best.value, str) else best.text
    for unit in units:
        if loose(unit.text) == loose(clue.text):
            return unit.value if isinstance(unit.value, str) else unit.text
    return clue.text
