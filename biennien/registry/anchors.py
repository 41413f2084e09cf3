"""Where the words of corrections stand in a text: at their old place in the same text, by the words around in another.

Words that stood in several places are never taken for one: each correction keeps a place of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from biennien.registry.corrections import ADD, CHANGE, CONTEXT, REJECT, Place
from biennien.registry.keys import made_id
from biennien.registry.tables import Correction

OF_MENTIONS = (ADD, CHANGE, REJECT)


@dataclass(frozen=True, slots=True)
class Anchored:
    """The entries in force, with the places of their words in one text."""

    entries: Sequence[Correction]
    places: Mapping[int, Place]
    """Entry -> place, without those whose words are gone or stand in several places that fit as well."""

    @property
    def ids(self) -> dict[tuple[str, int, int], str]:
        """Label and place -> the id of the mention that an entry is about, or that it adds: these are theirs alone."""
        found: dict[tuple[str, int, int], str] = {}
        for entry in self.entries:
            place = self.places.get(entry.id)
            label = entry.label or entry.payload.get("label")
            if place is not None and label:
                found.setdefault((label, place.start, place.end), added_id(entry))
        return found

    @property
    def loose_ids(self) -> dict[tuple[int, int], str]:
        """Place -> the id of a mention that was found there by the extractors, whatever label it had by then."""
        added = {added_id(entry) for entry in self.entries if entry.kind == ADD}
        return {
            (place.start, place.end): entry.mention_id
            for entry in reversed(self.entries)
            if (place := self.places.get(entry.id)) and entry.mention_id and entry.mention_id not in added
        }


def added_id(entry: Correction) -> str:
    """The lasting id of the mention that an entry adds, or stands for where the extractors find it no more."""
    return entry.mention_id or made_id("m", "correction", entry.document_id, entry.id)


def anchor(entries: Sequence[Correction], body: str, text_sha256: str) -> Anchored:
    """Entries, which must be those in force, with where their words stand in `body`."""
    places: dict[int, Place] = {}
    for surface, wholes in _gather(entry for entry in entries if entry.kind in OF_MENTIONS).items():
        for whole, start in _settle(wholes, surface, body, text_sha256):
            places |= {entry.id: Place(start, start + len(surface)) for entry in whole.entries}
    return Anchored(entries, places)


@dataclass(slots=True)
class _Whole:
    """Entries that are about one place: of one mention, or of mentions that stood at the same place of a text."""

    entries: list[Correction] = field(default_factory=list)
    names: set[tuple[object, ...]] = field(default_factory=set)


def _gather(entries: Iterable[Correction]) -> dict[str, list[_Whole]]:
    found: dict[str, list[_Whole]] = defaultdict(list)
    for entry in entries:
        if entry.surface is None or entry.start is None:
            continue
        names = {("mention", added_id(entry)), ("place", entry.text_sha256, entry.start)}
        same = [whole for whole in found[entry.surface] if whole.names & names]
        joined = _Whole(
            [one for whole in same for one in whole.entries] + [entry], names.union(*(w.names for w in same))
        )
        found[entry.surface] = [whole for whole in found[entry.surface] if whole not in same] + [joined]
    return found


def _settle(wholes: Sequence[_Whole], surface: str, body: str, text_sha256: str) -> Iterable[tuple[_Whole, int]]:
    """Which stands where: first those of this very text, then the others by how well the words around fit."""
    left, free = [], set(_occurrences(body, surface))
    for whole in wholes:
        own = {entry.start for entry in whole.entries if entry.text_sha256 == text_sha256}
        if len(own & free) == 1:
            free -= own
            yield whole, next(iter(own)) or 0
        else:
            left.append(whole)
    fits = {(at, start): _fit(whole, body, start) for at, whole in enumerate(left) for start in free}
    while fits:
        best = max(fits.values())
        first = {pair for pair, fit in fits.items() if fit == best}
        for at, start in sorted(first):
            if sum(one == at or place == start for one, place in first) == 1:
                yield left[at], start
        gone, taken = {at for at, _ in first}, {start for _, start in first}
        fits = {pair: fit for pair, fit in fits.items() if pair[0] not in gone and pair[1] not in taken}


def _fit(whole: _Whole, body: str, start: int) -> int:
    return max(_context_fit(entry, body, start) for entry in whole.entries)


def _occurrences(body: str, surface: str) -> Iterable[int]:
    at = body.find(surface) if surface else -1
    while at >= 0:
        yield at
        at = body.find(surface, at + 1)


def _context_fit(entry: Correction, body: str, start: int) -> int:
    """How many characters next to the words are as they were."""
    before, after = entry.before or "", entry.after or ""
    end = start + len(entry.surface or "")
    left = _common(before[::-1], body[max(0, start - CONTEXT) : start][::-1])
    return left + _common(after, body[end : end + CONTEXT])


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
