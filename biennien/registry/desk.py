"""What staff put right in a document's mentions and metadata; each step is an entry of the log, and can be undone.

What somebody changes must be what they saw: a mention carries a tag that changes with it, and a stale one is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.anchors import added_id
from biennien.registry.attributes import is_flat, unknown_code
from biennien.registry.corrections import (
    ADD,
    CHANGE,
    METADATA,
    RECORD,
    REJECT,
    TEXT,
    UNDO,
    Place,
    corrections_of,
    in_force,
    record_correction,
    undo_correction,
)
from biennien.registry.errors import BadCorrection, MentionChanged, NotFound, NothingToUndo
from biennien.registry.results import reapply
from biennien.registry.tables import Correction, Document, Mention, TextVersion
from ingest.orthography import each_once
from ingest.paragraphs import clean
from nlp.edtf import is_edtf
from nlp.gold import LIST_FIELDS
from nlp.mention import DOC_TYPES, LABELS, METADATA_FIELDS

LONGEST_VALUE = 1_000
"""Characters of a value, an attribute or a field: more is no name but a passage."""

LONGEST_MENTION = 2_000
DATE_FIELDS = ("published", "event_date")
UNSET: Any = object()
"""Left as it is; None is a value that was taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of a mention; what is UNSET stays as it is."""

    label: Any = UNSET
    start: Any = UNSET
    end: Any = UNSET
    value: Any = UNSET
    attributes: Any = UNSET

    @property
    def given(self) -> dict[str, Any]:
        """What was said, by name; values and attributes as texts are kept."""
        names = ("label", "start", "end", "value", "attributes")
        said = {name: getattr(self, name) for name in names if getattr(self, name) is not UNSET}
        return said | {name: kept_text(said[name]) for name in ("value", "attributes") if name in said}


def kept_text(said: Any) -> Any:
    """What was said with its texts as they are kept; anything else is refused later."""
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, list):
        return [kept_text(one) for one in said]
    return {name: kept_text(one) for name, one in said.items()} if isinstance(said, dict) else said


def kept_field(said: Any) -> Any:
    """What was said of a field, as `kept_text`; of a list each entry once."""
    kept = kept_text(said)
    return list(each_once(kept)) if isinstance(kept, list) and all(isinstance(one, str) for one in kept) else kept


def mention_tag(row: Mention) -> str:
    """What changes whenever a mention does."""
    parts = (
        row.id, row.label, row.start, row.end, row.surface, row.value, row.attributes, row.origin, row.rejected,
        row.text_id,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]


def get_mention(session: Session, document: Document, mention_id: str) -> Mention:
    """A mention of a document that is not rejected. Raises: NotFound."""
    row = find_mention(session, document, mention_id)
    if row.rejected:
        raise NotFound(kind="entity", id=mention_id)
    return row


def find_mention(session: Session, document: Document, mention_id: str) -> Mention:
    """A mention of a document, be it rejected or not. Raises: NotFound."""
    row = session.get(Mention, mention_id)
    if row is None or row.document_id != document.id:
        raise NotFound(kind="entity", id=mention_id)
    return row


def add_mention(session: Session, document: Document, said: Said, *, user_id: str | None) -> str:
    """Mark what was missed; the new mention's id. One that was rejected before stands again as it is said now.

    Raises: BadCorrection, also where that very mention is marked already.
    """
    text = _current(session, document)
    payload = _checked(text, said.given | {"attributes": said.given.get("attributes", {})}, label="")
    place = Place(payload.pop("start"), payload.pop("end"))
    same = session.scalars(
        select(Mention).where(
            Mention.document_id == document.id, Mention.label == payload["label"],
            Mention.start == place.start, Mention.end == place.end,
        )
    ).first()  # fmt: skip
    if same is not None and not same.rejected:
        raise BadCorrection(field="start", why="marked_already")
    if same is not None:
        record_correction(session, document, CHANGE, payload, user_id=user_id, mention=same, text=text)
        reapply(session, document)
        return same.id
    entry = record_correction(session, document, ADD, payload, user_id=user_id, place=place, text=text)
    reapply(session, document)
    return added_id(entry)


def change_mention(session: Session, document: Document, row: Mention, said: Said, *, user_id: str | None) -> None:
    """Say what a mention is; nothing said accepts it as it is. Raises: BadCorrection."""
    text = _current(session, document)
    given = said.given
    if "label" in given and given["label"] != row.label:
        given = {"value": None, "attributes": {}} | given  # those of the other label do not carry over
    given = {"start": row.start, "end": row.end} | given
    payload = _checked(text, given, label=row.label)
    if (payload["start"], payload["end"]) != (row.start, row.end):
        payload["surface"] = text.body[payload["start"] : payload["end"]]
    record_correction(session, document, CHANGE, payload, user_id=user_id, mention=row, text=text)
    reapply(session, document)


def reject_mention(session: Session, document: Document, row: Mention, *, user_id: str | None) -> None:
    """Say that a mention is none."""
    text = _current(session, document)
    record_correction(session, document, REJECT, {}, user_id=user_id, mention=row, text=text)
    reapply(session, document)


def correct_fields(session: Session, document: Document, values: Mapping[str, Any], *, user_id: str | None) -> None:
    """Say what fields of the metadata are; None and [] for what the document does not tell. Raises: BadCorrection."""
    _current(session, document)
    kept = {name: kept_field(value) for name, value in values.items()}
    for name, value in kept.items():
        _check_field(name, value)
    for name, value in kept.items():
        record_correction(session, document, METADATA, {"field": name, "value": value}, user_id=user_id)
    reapply(session, document)


def undo_last(session: Session, document: Document, *, user_id: str | None) -> Correction:
    """Take one's own last correction of a mention or field back; which it was.

    Raises: NothingToUndo, also where somebody else said something of the same mention or field after it.
    """
    holding = [entry for entry in in_force(corrections_of(session, document.id)) if entry.kind != TEXT]
    last = next((entry for entry in reversed(holding) if entry.created_by == user_id), None)
    if last is None:
        raise NothingToUndo(document=document.id)
    if any(entry.id > last.id and _subject(entry) == _subject(last) for entry in holding):
        raise NothingToUndo(document=document.id, kind="later")
    undo_correction(session, last.id, user_id=user_id)
    reapply(session, document)
    return last


def redo_last(session: Session, document: Document, *, user_id: str | None) -> Correction:
    """Put the correction in force again that one took back oneself, where nobody said anything new since.

    Raises: NothingToUndo.
    """
    entries = corrections_of(session, document.id)
    undone = _last_undo(entries)
    if undone is None or undone.created_by != user_id:
        raise NothingToUndo(document=document.id)
    undo_correction(session, undone.id, user_id=user_id)
    reapply(session, document)
    return session.get_one(Correction, undone.undoes)


def _subject(entry: Correction) -> str:
    """The mention or field, of the metadata or a campaign record, that an entry says something of."""
    if entry.kind == RECORD:
        return f"{entry.payload['field']} of {entry.payload['campaign']}"
    return str(entry.payload["field"]) if entry.kind == METADATA else added_id(entry)


def _last_undo(entries: Sequence[Correction]) -> Correction | None:
    """The last undo that still holds and was followed by no new correction."""
    kinds = {entry.id: entry.kind for entry in entries}
    taken_back: set[int] = set()
    for entry in reversed(entries):
        if entry.kind != UNDO:
            return None
        if entry.id in taken_back:
            continue
        target = entry.undoes or 0
        if kinds.get(target) == UNDO:
            taken_back.add(target)
        elif kinds.get(target) == TEXT:
            return None
        else:
            return entry
    return None


def expect(row: Mention, tags: Sequence[str]) -> None:
    """Refuse unless one of `tags` is the mention's. Raises: MentionChanged."""
    if mention_tag(row) not in tags:
        raise MentionChanged(entity=row.id)


def _current(session: Session, document: Document) -> TextVersion:
    if document.text_id is None or document.run_id is None:
        raise NotFound(kind="text", id=document.id)
    return session.get_one(TextVersion, document.text_id)


def _checked(text: TextVersion, given: Mapping[str, Any], *, label: str) -> dict[str, Any]:
    """What was said, as an entry of the log keeps it. Raises: BadCorrection."""
    payload = dict(given)
    check_said(payload, label=label)
    start, end = payload.get("start"), payload.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= text.length):
        raise BadCorrection(field="start", why="outside_text")
    surface = text.body[start:end]
    if surface != surface.strip() or end - start > LONGEST_MENTION:
        raise BadCorrection(field="start", why="no_mention")
    return payload


def check_said(given: Mapping[str, Any], *, label: str) -> None:
    """Refuse a label, value or attributes that cannot be; `label` is that of the mention. Raises: BadCorrection."""
    said = given.get("label", label)
    if said not in LABELS:
        raise BadCorrection(field="label", why="unknown_label")
    if "value" in given:
        _check_value(said, given["value"])
    if "attributes" in given:
        _check_flat("attributes", given["attributes"])
        if unknown_code(said, given["attributes"]):
            raise BadCorrection(field="attributes", why="unknown_code")


def _check_value(label: str, value: Any) -> None:
    if value is None:
        return
    if label in ("LEGAL", "TARGET"):
        _check_flat("value", value)
        if label == "LEGAL" and value.get("date") and not is_edtf(value["date"]):
            raise BadCorrection(field="value.date", why="no_edtf")
    elif not isinstance(value, str) or not value.strip() or len(value) > LONGEST_VALUE:
        raise BadCorrection(field="value", why="no_value")
    elif label == "DATE" and not is_edtf(value):
        raise BadCorrection(field="value", why="no_edtf")


def _check_flat(name: str, given: Any) -> None:
    """Raises: BadCorrection for what is no flat object of texts."""
    if not is_flat(given, longest=LONGEST_VALUE):
        raise BadCorrection(field=name, why="no_attributes")


def _check_field(name: str, value: Any) -> None:
    if name not in METADATA_FIELDS:
        raise BadCorrection(field=name, why="unknown_field")
    if name in LIST_FIELDS:
        texts = value if isinstance(value, list) else [None]
    else:
        texts = [value] if value is not None else []
    if not all(isinstance(text, str) and text.strip() and len(text) <= LONGEST_VALUE for text in texts):
        raise BadCorrection(field=name, why="no_value")
    if name == "doc_type" and value not in (None, *DOC_TYPES):
        raise BadCorrection(field=name, why="unknown_type")
    if name in DATE_FIELDS and value is not None and not is_edtf(value):
        raise BadCorrection(field=name, why="no_edtf")
