"""What the extractors said with the corrections put on top: nothing here reads or writes the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row

from biennien.registry.anchors import Anchored, added_id
from biennien.registry.corrections import ADD, CHANGE, METADATA, RECORD, REJECT, TEXT, Place
from biennien.registry.keys import mention_id
from biennien.registry.tables import Correction
from ingest.orthography import loose
from nlp.mention import Analysis, Evidence, Mention

PERSON = "person"
EXTRACTED = "extracted"

Names = Mapping[tuple[str, str], str]
"""(label, `loose` name) -> the name that people gave."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention with its lasting id; `origin` says who put it there."""

    id: str
    mention: Mention
    origin: str = EXTRACTED
    rejected: bool = False


@dataclass(slots=True)
class Corrected:
    """The mentions and metadata in force, and the entries that fitted and those that no longer do.

    `of_records` are the entries about campaign records, which are drawn up from the others.
    """

    marked: list[Marked]
    metadata: dict[str, Any]
    evidence: dict[str, Evidence]
    fitting: list[int] = field(default_factory=list)
    misfits: list[tuple[Correction, str]] = field(default_factory=list)
    of_records: list[Correction] = field(default_factory=list)


def give_ids(
    mentions: Iterable[Mention], known: Sequence[Row[Any]], anchored: Anchored, *, original_sha256: str,
    text_sha256: str, text_id: str,
) -> list[Marked]:  # fmt: skip
    """The mentions with their ids: those they had where label, place and surface are the same.

    `known` are rows of the table of mentions. What people corrected is known by the words around it. In another text
    any other mention is the same when it is the nth with its label and surface, as before.
    """
    corrected, loose = anchored.ids, anchored.loose_ids
    taken = set(corrected.values())
    free = [row for row in known if row.id not in taken]
    same_text = {
        (row.label, row.start_offset, row.end_offset, row.surface): row.id for row in free if row.text_id == text_id
    }
    other_text = defaultdict(list)
    for row in sorted(free, key=lambda row: (row.start_offset, -row.end_offset)):
        if row.text_id != text_id:
            other_text[row.label, row.surface].append(row.id)
    found = list(mentions)
    for one in found:  # who has the very label is meant, before who only stands there
        if kept := corrected.get((one.label, one.start, one.end)):
            loose = {place: row_id for place, row_id in loose.items() if row_id != kept}
    marked: dict[str, Marked] = {}
    for one in found:
        kept = corrected.get((one.label, one.start, one.end)) or loose.pop((one.start, one.end), None)
        kept = kept or same_text.get((one.label, one.start, one.end, one.text))
        if kept is None and (waiting := other_text[one.label, one.text]):
            kept = waiting.pop(0)
        new = kept or mention_id(original_sha256, text_sha256, one.label, one.start, one.end)
        marked.setdefault(new, Marked(new, one))
    return list(marked.values())


def correct(analysis: Analysis, marked: list[Marked], anchored: Anchored, *, body: str) -> Corrected:
    """The analysis with every entry in force applied in order."""
    result = Corrected(list(marked), dict(analysis.metadata), dict(analysis.evidence))
    for entry in anchored.entries:
        if entry.kind == TEXT:  # it is the text itself that was analysed
            result.fitting.append(entry.id)
        elif entry.kind == METADATA:
            result.metadata[entry.payload["field"]] = entry.payload["value"]
            result.evidence[entry.payload["field"]] = Evidence(method=PERSON)
            result.fitting.append(entry.id)
        elif entry.kind == RECORD:
            result.of_records.append(entry)
        elif (place := anchored.places.get(entry.id)) is None or _moved(entry, place, body) is None:
            result.misfits.append((entry, "text_changed"))
        else:
            _KINDS[entry.kind](result, entry, place, body)
            result.fitting.append(entry.id)
    return result


def is_corrected(corrected: Corrected) -> bool:
    """Whether anybody said anything of mentions or fields that is in force."""
    told = any(one.origin == PERSON or one.rejected for one in corrected.marked)
    return told or any(evidence.method == PERSON for evidence in corrected.evidence.values())


def renamed(before: Iterable[Marked], after: Iterable[Marked]) -> Names:
    """The names that people gave to all mentions of a document that bore another.

    What else was read from those mentions, campaign records and the issuer, is called so too; see `called_now`.
    """
    names = {one.id: (one.mention.label, one.mention.value) for one in before if isinstance(one.mention.value, str)}
    kept: set[tuple[str, str]] = set()
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in after:
        old, new = names.get(one.id), (one.mention.label, one.mention.value)
        if old is None or one.rejected:
            continue
        if old == new or new[0] != old[0] or not isinstance(new[1], str):
            kept.add(old)
        else:
            given[old].add(new[1])
    sole = {old: new.pop() for old, new in given.items() if old not in kept and len(new) == 1}
    return {(label, loose(name)): new for (label, name), new in sole.items()}


def called_now(names: Names, label: str, name: str) -> str:
    """The name that people gave to what was called so, be it spelt as the mention or its value is; else the name."""
    return names.get((label, loose(name)), name)


def _moved(entry: Correction, place: Place, body: str) -> Place | None:
    """Where a mention stands by what an entry says, whose offsets are those of its own text.

    None where other words than the person meant stand there by now.
    """
    said, shift = entry.payload, place.start - (entry.start or 0)
    start = int(said["start"]) + shift if "start" in said else place.start
    end = int(said["end"]) + shift if "end" in said else place.end
    if not 0 <= start < end <= len(body) or body[start:end] != said.get("surface", body[start:end]):
        return None
    return Place(start, end)


def _add(result: Corrected, entry: Correction, place: Place, body: str) -> None:
    """Put a mention there; where the extractors found it by now, it is that one."""
    moved = _moved(entry, place, body) or place
    said = _as_said(entry, moved, body, Mention(place.start, place.end, "", "", confidence=1.0, source=PERSON))
    for at, one in enumerate(result.marked):
        if (one.mention.label, one.mention.start, one.mention.end) == (said.label, said.start, said.end):
            result.marked[at] = replace(one, mention=said, origin=PERSON, rejected=False)
            return
    result.marked.append(Marked(added_id(entry), said, PERSON))


def _change(result: Corrected, entry: Correction, place: Place, body: str) -> None:
    at = _find(result.marked, entry, place)
    if at is None:
        _add(result, entry, place, body)
        return
    marked = result.marked[at]
    moved = _moved(entry, place, body) or place
    result.marked[at] = replace(
        marked, mention=_as_said(entry, moved, body, marked.mention), origin=PERSON, rejected=False
    )


def _reject(result: Corrected, entry: Correction, place: Place, body: str) -> None:
    at = _find(result.marked, entry, place)
    if at is not None:
        result.marked[at] = replace(result.marked[at], rejected=True)


_KINDS: dict[str, Callable[[Corrected, Correction, Place, str], None]] = {ADD: _add, CHANGE: _change, REJECT: _reject}


def _find(marked: Sequence[Marked], entry: Correction, place: Place) -> int | None:
    """Which mention an entry is about: the one with its id, else the one with its label at its place."""
    for at, one in enumerate(marked):
        if one.id == entry.mention_id:
            return at
    for at, one in enumerate(marked):
        if (one.mention.label, one.mention.start, one.mention.end) == (entry.label, place.start, place.end):
            return at
    return None


def _as_said(entry: Correction, place: Place, body: str, mention: Mention) -> Mention:
    return replace(
        mention,
        start=place.start,
        end=place.end,
        text=body[place.start : place.end],
        label=str(entry.payload.get("label") or mention.label or entry.label),
        value=entry.payload.get("value", mention.value),
        attributes=entry.payload.get("attributes", mention.attributes),
        confidence=1.0,
        source=PERSON,
    )
