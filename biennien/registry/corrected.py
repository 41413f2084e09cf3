"""What the extractors said with the corrections put on top: nothing here reads or writes the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from biennien.registry.corrections import ADD, CHANGE, METADATA, REJECT, TEXT, Place, find_place
from biennien.registry.keys import made_id, mention_id
from biennien.registry.tables import Correction
from biennien.registry.tables import Mention as MentionRow
from nlp.mention import Analysis, Evidence, Mention

PERSON = "person"
EXTRACTED = "extracted"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention with its lasting id; `origin` says who put it there."""

    id: str
    mention: Mention
    origin: str = EXTRACTED
    rejected: bool = False


@dataclass(slots=True)
class Corrected:
    """The mentions and metadata in force, and the entries that fitted and those that no longer do."""

    marked: list[Marked]
    metadata: dict[str, Any]
    evidence: dict[str, Evidence]
    fitting: list[int] = field(default_factory=list)
    misfits: list[tuple[Correction, str]] = field(default_factory=list)


def give_ids(
    mentions: Iterable[Mention], known: Sequence[MentionRow], *, original_sha256: str, text_sha256: str, text_id: str
) -> list[Marked]:
    """The mentions with their ids: those they had where label, place and surface are the same.

    In another text a mention is the same when it is the nth with its label and surface, as before.
    """
    same_text = {(row.label, row.start, row.end, row.surface): row.id for row in known if row.text_id == text_id}
    other_text = defaultdict(list)
    for row in sorted(known, key=lambda row: (row.start, -row.end)):
        if row.text_id != text_id:
            other_text[row.label, row.surface].append(row.id)
    marked: dict[str, Marked] = {}
    for mention in mentions:
        kept = same_text.get((mention.label, mention.start, mention.end, mention.text))
        if kept is None and (waiting := other_text[mention.label, mention.text]):
            kept = waiting.pop(0)
        new = kept or mention_id(original_sha256, text_sha256, mention.label, mention.start, mention.end)
        marked.setdefault(new, Marked(new, mention))
    return list(marked.values())


def correct(
    analysis: Analysis, marked: list[Marked], entries: Iterable[Correction], *, body: str, text_sha256: str
) -> Corrected:
    """The analysis with every entry applied in order; `entries` must be those in force."""
    result = Corrected(list(marked), dict(analysis.metadata), dict(analysis.evidence))
    for entry in entries:
        if entry.kind == TEXT:  # it is the text itself that was analysed
            result.fitting.append(entry.id)
        elif entry.kind == METADATA:
            result.metadata[entry.payload["field"]] = entry.payload["value"]
            result.evidence[entry.payload["field"]] = Evidence(method=PERSON)
            result.fitting.append(entry.id)
        elif (place := find_place(entry, body, text_sha256)) is None:
            result.misfits.append((entry, "text_changed"))
        else:
            _KINDS[entry.kind](result, entry, place, body)
            result.fitting.append(entry.id)
    return result


def renamed(before: Iterable[Marked], after: Iterable[Marked]) -> dict[tuple[str, str], str]:
    """(label, name) -> the name that people gave to all mentions of a document that bore it.

    What else was read from those mentions, campaign records and the issuer, is called so too.
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
    return {old: new.pop() for old, new in given.items() if old not in kept and len(new) == 1}


def _add(result: Corrected, entry: Correction, place: Place, body: str) -> None:
    mention = _as_said(entry, place, body, Mention(place.start, place.end, "", "", confidence=1.0, source=PERSON))
    result.marked.append(Marked(added_id(entry), mention, PERSON))


def added_id(entry: Correction) -> str:
    """The lasting id of the mention that an entry adds, or stands for where the extractors find it no more."""
    return entry.mention_id or made_id("m", "correction", entry.document_id, entry.id)


def _change(result: Corrected, entry: Correction, place: Place, body: str) -> None:
    at = _find(result.marked, entry, place)
    if at is None:
        _add(result, entry, place, body)
        return
    marked = result.marked[at]
    first, last = entry.start or 0, entry.end or 0
    shift = place.start - first  # what was said of offsets was said of the text of then
    moved = Place(int(entry.payload.get("start", first)) + shift, int(entry.payload.get("end", last)) + shift)
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
