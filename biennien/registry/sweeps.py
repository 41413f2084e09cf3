"""One correction of all mentions that have the same label and words: shown first, done as one act, undone as one.

What was shown is what is done: the mentions are noted when the act is proposed, each as it was then, and one that is
another by its turn is left alone. `biennien.registry.sweeping` does the work.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.corrected import PERSON
from biennien.registry.corrections import CHANGE, REJECT
from biennien.registry.database import now
from biennien.registry.desk import Said, check_said, mention_tag
from biennien.registry.errors import BadCorrection, SweepOver
from biennien.registry.keys import random_id, surface_key
from biennien.registry.readers import Reader, visible
from biennien.registry.staged_acts import DONE, FINISHED, PROPOSED, RUNNING, STOPPED, UNDOING, UNDONE, WAITING
from biennien.registry.tables import Document, ExtractionRun, Mention, Sweep, SweepItem

LEFT_OUT = "left_out"
KEPT = timedelta(days=7)
"""How long a proposal waits for somebody to do it."""

MAY_RUN, MAY_STOP, MAY_UNDO = (PROPOSED, STOPPED, UNDONE), (RUNNING,), (RUNNING, STOPPED, FINISHED)


@dataclass(frozen=True, slots=True)
class Count:
    """Mentions, and the documents they stand in."""

    mentions: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True)
class _Before:
    """What a mention was before people corrected it: the others with its words are that still."""

    label: str
    value: Any
    attributes: dict[str, Any]


def count_alike(session: Session, document: Document, row: Mention, reader: Reader) -> Count:
    """How many mentions with this one's label and words there are in what `reader` may see, itself included."""
    alike = _alike(row, _before(session, document, row))
    statement = select(func.count(), func.count(Mention.document_id.distinct())).select_from(Mention)
    return Count(*session.execute(_seen(statement, reader).where(*alike)).one())


def propose(
    session: Session, document: Document, row: Mention, said: Said | None, reader: Reader, *, user_id: str | None
) -> Sweep:
    """Note what would be said of all mentions like `row`, and of which; nothing is done yet. None rejects them.

    What a person said of `row` already is said of the others too. Left out at first are those that a person said
    something of, and those that stand for something else. Raises: BadCorrection.
    """
    _forget_old(session)
    before = _before(session, document, row)
    sweep = Sweep(
        id=random_id("w"), document_id=document.id, mention_id=row.id, kind=REJECT if said is None else CHANGE,
        label=before.label, surface=" ".join(row.surface.split()),
        payload={} if said is None else _patch(row, before, said), state=PROPOSED,
        created_at=now(session), created_by=user_id, updated_at=now(session), updated_by=user_id,
    )  # fmt: skip
    session.add(sweep)
    session.flush()
    statement = _seen(select(Mention), reader).where(*_alike(row, before))
    found = session.scalars(statement.order_by(Document.created_at, Document.id, Mention.start))
    _keep_items(session, sweep, row, before, [one for one in found if not _is_so(sweep, one)])
    return sweep


def _forget_old(session: Session) -> None:
    """Drop proposals that nobody came back to; of what was done nothing is ever dropped."""
    old = select(Sweep.id).where(Sweep.state == PROPOSED, Sweep.updated_at < now(session) - KEPT)
    session.execute(delete(SweepItem).where(SweepItem.sweep_id.in_(old)))
    session.execute(delete(Sweep).where(Sweep.id.in_(old)))


def _keep_items(session: Session, sweep: Sweep, row: Mention, before: _Before, found: list[Mention]) -> None:
    meant = [row.value, before.value]
    left_out = {one.id: one.id != row.id and (one.origin == PERSON or one.value not in meant) for one in found}
    found.sort(key=lambda one: (left_out[one.id], one.document_id != row.document_id))
    items = [
        {"sweep_id": sweep.id, "position": place, "document_id": one.document_id, "mention_id": one.id,
         "tag": mention_tag(one), "left_out": left_out[one.id], "state": WAITING}
        for place, one in enumerate(found)
    ]  # fmt: skip
    if items:
        session.execute(insert(SweepItem), items)


def said_of(sweep: Sweep, row: Mention) -> dict[str, Any]:
    """What a sweep says of one mention, as the log of corrections keeps it."""
    if sweep.kind == REJECT:
        return {}
    said = {"start": row.start, "end": row.end} | sweep.payload
    if "attributes" in said:
        kept = row.attributes if said.get("label", row.label) == row.label else {}
        said["attributes"] = {name: value for name, value in (kept | said["attributes"]).items() if value}
    return said


def choose(session: Session, sweep: Sweep, *, left_out: Collection[int], taken: Collection[int]) -> None:
    """Leave the mentions at these positions out, and take those in. Raises: SweepOver once it has begun."""
    if sweep.state != PROPOSED:
        raise SweepOver(sweep=sweep.id, state=sweep.state)
    for positions, out in ((left_out, True), (taken, False)):
        here = (SweepItem.sweep_id == sweep.id, SweepItem.position.in_(sorted(positions)))
        session.execute(update(SweepItem).where(*here).values(left_out=out))
    sweep.updated_at = now(session)


def start(session: Session, sweep: Sweep, *, user_id: str | None) -> None:
    """Do it, go on with it, or do it again after it was undone. Raises: SweepOver."""
    _turn(session, sweep, RUNNING, MAY_RUN, user_id)
    again = update(SweepItem).where(SweepItem.sweep_id == sweep.id, SweepItem.state == UNDONE)
    session.execute(again.values(state=WAITING, correction_id=None))


def stop(session: Session, sweep: Sweep, *, user_id: str | None) -> None:
    """Stop where it is: what was done stays, the rest waits. Raises: SweepOver."""
    _turn(session, sweep, STOPPED, MAY_STOP, user_id)


def undo(session: Session, sweep: Sweep, *, user_id: str | None) -> None:
    """Take back all that it did. Raises: SweepOver."""
    _turn(session, sweep, UNDOING, MAY_UNDO, user_id)


def count_items(session: Session, sweeps: Collection[Sweep]) -> dict[str, dict[str, Count]]:
    """How many mentions and documents of each of these sweeps are in each state, by the id of the sweep.

    `left_out` counts those that are left alone.
    """
    counts: dict[str, dict[str, Count]] = {sweep.id: {} for sweep in sweeps}
    kinds = (SweepItem.sweep_id, SweepItem.left_out, SweepItem.state)
    statement = select(*kinds, func.count(), func.count(SweepItem.document_id.distinct()))
    statement = statement.where(SweepItem.sweep_id.in_(list(counts))).group_by(*kinds)
    for sweep_id, out, state, mentions, documents in session.execute(statement):
        counts[sweep_id][LEFT_OUT if out else state] = Count(mentions, documents)
    return counts


def page_of_items(
    session: Session, sweep: Sweep, *, first: int = 0, limit: int = 50
) -> tuple[Sequence[SweepItem], int | None]:
    """The mentions of a sweep from the position `first` on, taken ones before those left out; where the next begin."""
    statement = select(SweepItem).where(SweepItem.sweep_id == sweep.id, SweepItem.position >= first)
    found = session.scalars(statement.order_by(SweepItem.position).limit(limit + 1)).all()
    return found[:limit], found[limit].position if len(found) > limit else None


def _turn(session: Session, sweep: Sweep, state: str, before: Collection[str], user_id: str | None) -> None:
    if sweep.state not in before:
        raise SweepOver(sweep=sweep.id, state=sweep.state)
    told = {"reject": True} if sweep.kind == REJECT else sweep.payload
    taken = [
        count for name, count in count_items(session, [sweep])[sweep.id].items() if name in (WAITING, DONE, UNDONE)
    ]
    details = {
        "before": sweep.state,
        "after": state,
        "label": sweep.label,
        "text": sweep.surface,
        "said": told,
        "mentions": sum(c.mentions for c in taken),
    }
    audit.record(session, f"sweep_{state}", "sweep", sweep.id, user_id=user_id, **details)
    sweep.state, sweep.updated_at, sweep.updated_by = state, now(session), user_id


def _seen(statement: Any, reader: Reader) -> Any:
    return visible(statement.join(Document, Document.id == Mention.document_id), reader)


def _alike(row: Mention, before: _Before) -> tuple[ColumnElement[bool], ...]:
    """What mentions like `row` fulfil."""
    key = surface_key(row.surface)
    return (Mention.surface_key == key, Mention.label.in_({row.label, before.label}), Mention.rejected.is_(False))


def _before(session: Session, document: Document, row: Mention) -> _Before:
    """What the extractors say of the place of a mention that a person corrected; else what it is."""
    if row.origin == PERSON and document.run_id:
        analysis = session.get_one(ExtractionRun, document.run_id).analysis or {}
        for one in analysis.get("mentions", []):
            if (one["start"], one["end"]) == (row.start, row.end):
                return _Before(one["label"], one["value"], one["attributes"])
    return _Before(row.label, row.value, row.attributes)


def _patch(row: Mention, before: _Before, said: Said) -> dict[str, Any]:
    """What is said otherwise than it stood before people said anything: {} accepts. Raises: BadCorrection."""
    given = said.given
    check_said(given, label=row.label)
    if any(name in given and given[name] != getattr(row, name) for name in ("start", "end")):
        raise BadCorrection(field="words", why="one_document")
    label = given.get("label", row.label)
    own = (row.value, row.attributes) if label == row.label else (None, {})
    value, attributes = given.get("value", own[0]), own[1] | given.get("attributes", {})
    if label != before.label:
        return {"label": label, "value": value, "attributes": attributes}
    changed = {name: told for name, told in attributes.items() if told != before.attributes.get(name)}
    changed |= {name: None for name in before.attributes if name not in attributes}
    patch: dict[str, Any] = {"value": value} if value != before.value else {}
    return patch | ({"attributes": changed} if changed else {})


def _is_so(sweep: Sweep, row: Mention) -> bool:
    """Whether a person said of a mention already what the sweep says."""
    if sweep.kind == REJECT or row.origin != PERSON:
        return False
    return all(getattr(row, name) == value for name, value in said_of(sweep, row).items())
