"""`/review`: what waits for a person, one queue with one key for each decision; the last ones are taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import decisions, desk
from biennien.registry import documents as store
from biennien.registry.review import DOUBT, KINDS, MENTION, Narrowed, count_doubtful, count_waiting, queue
from biennien.registry.tables import Document
from biennien.web.drawings import pages_of
from biennien.web.entries import unit_called
from biennien.web.identity import keeper, reader, staff
from biennien.web.links import with_pairs
from biennien.web.metadata import evidence_of
from biennien.web.notes import entity_note
from biennien.web.numbers import row_number
from biennien.web.pages.accounts import safe_target
from biennien.web.pages.fields import field_text, field_value
from biennien.web.problems import Problem
from biennien.web.serializers.review import serialize_item
from biennien.web.services import services
from biennien.web.typed_values import read_value
from biennien.web.words import LABELS, REVIEW_KINDS, word
from nlp.gold import LIST_FIELDS

blueprint = Blueprint("review", __name__, url_prefix="/review")
SIZE = 10
LAST = "decided"
"""Where a session keeps what undoes the last decisions."""

MOST_UNDONE = 20


@blueprint.route("")
def page() -> str:
    """What waits, the least sure first, by kind, label and unit."""
    label, kind = request.args.get("label", ""), request.args.get("kind", "")
    label, kind = label if label in LABELS else "", kind if kind in KINDS else ""
    unit = request.args.get("unit", "").strip()
    percent = min(max(request.args.get("below", default=round(100 * DOUBT), type=int), 1), 100)
    with services().registry.read() as registry:
        wanted = Narrowed(
            kind=kind or None, label=label or None, unit_id=unit_called(registry, unit), below=percent / 100
        )
        found = queue(registry, reader(), wanted, cursor=request.args.get("cursor") or None, limit=SIZE)
        counts = count_waiting(registry, reader(), replace(wanted, kind=None))
        here = _Address(kind, label, unit, request.args.get("below", ""))
        labels = count_doubtful(registry, reader(), wanted) if label or kind == MENTION else {}
        return render_template(
            "review/page.html",
            items=[_shown(registry, serialize_item(item), item.what) for item in found.items],
            kinds=here.kinds(counts),
            tabs=here.labels(labels) if labels else [],
            left=sum(counts[one] for one in wanted.kinds),
            kind=kind,
            label=label,
            unit=unit,
            below=percent,
            address=here.link(),
            more=here.link(cursor=found.cursor) if found.cursor else None,
            undoable=len(session.get(LAST, ())),
            digits={one: str(place % 10) for place, one in enumerate(LABELS, start=1)},
        )


@blueprint.route("/decide", methods=["POST"])
def decide() -> Response:
    """Keep a decision, and go on with the queue."""
    with services().registry.write() as registry:
        note = _decide(registry, request.form.get("kind", ""), request.form.get("action", ""))
    session[LAST] = [*session.get(LAST, ()), note][-MOST_UNDONE:]
    return redirect(safe_target(request.form.get("back", ""), other=url_for(".page")))


@blueprint.route("/undo", methods=["POST"])
def undo() -> Response:
    """Take the last decision back that this browser sent."""
    *kept, note = session.get(LAST) or [None]
    session[LAST] = kept
    if note is not None:
        with services().registry.write() as registry:
            decisions.take_back(registry, keeper(), note, user_id=staff().id)
    return redirect(safe_target(request.form.get("back", ""), other=url_for(".page")))


def _decide(registry: Session, kind: str, action: str) -> decisions.Note:
    who, form = staff().id, request.form
    if kind == "mention":
        document = store.get_document(registry, form.get("document", ""), keeper(), hold=True)
        row = desk.get_mention(registry, document, form.get("id", ""))
        desk.expect(row, [form.get("tag", "")])
        label = action if action in LABELS else None
        return decisions.decide_mention(registry, document, row, label=label, right=action != "reject", user_id=who)
    number = form.get("id", default=0, type=row_number)
    if kind in ("field", "conflict") and action in ("keep", "none", "value"):
        name = form.get("field", "")
        given = {"keep": form.get("was", ""), "none": "", "value": form.get("value", "")}[action]
        return decisions.decide_field(registry, keeper(), number, field_value(name, given), user_id=who)
    if kind == "conflict" and action == "settle":
        return decisions.decide_conflict(registry, keeper(), number, user_id=who)
    if kind == "misfit" and action == "drop":
        return decisions.drop_misfit(registry, keeper(), number)
    if kind == "merge" and action in ("one", "two"):
        return decisions.decide_merge(
            registry, keeper(), number, one=action == "one", into_id=form.get("into") or None, user_id=who
        )
    raise Problem(422, "parameters_invalid")


def _shown(registry: Session, told: dict[str, Any], what: Any) -> dict[str, Any]:
    """An item with what only a page needs: a mention's note, the evidence of a field."""
    if told["kind"] == "mention":
        return told | {"note": entity_note(what.mention)}
    if told["kind"] == "misfit":
        return told | {"said": read_value(told.get("field", ""), told.get("value"))}
    if told.get("field"):
        document: Document = what.document
        reading = store.current_reading(registry, document)
        body = reading.body if reading else ""
        proof = evidence_of(document, told["field"], body, pages_of(reading))
        return told | {
            "evidence": proof,
            "was": field_text(document, told["field"]),
            "many": told["field"] in LIST_FIELDS,
        }
    return told


class _Address:
    """The queue as it is narrowed, and the ways to others."""

    def __init__(self, kind: str, label: str, unit: str, below: str) -> None:
        self.pairs = {"kind": kind, "label": label, "unit": unit, "below": below}

    def link(self, **other: str | None) -> str:
        pairs = [(name, value) for name, value in (self.pairs | other).items() if value]
        return with_pairs(url_for(".page"), pairs)

    def kinds(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """The kinds with what is left of each."""
        tabs: list[tuple[str, str | None, int]] = [("", None, sum(counts.values()))]
        tabs += [(kind, word(REVIEW_KINDS, kind), counts[kind]) for kind in KINDS if kind in counts]
        return [
            {"label": name, "count": count, "href": self.link(kind=kind), "on": kind == self.pairs["kind"]}
            for kind, name, count in tabs
        ]

    def labels(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """The labels of marks held with doubt, with what is left of each."""
        tabs = [
            {"label": None, "count": sum(counts.values()), "href": self.link(label=""), "on": not self.pairs["label"]}
        ]
        return tabs + [
            {"label": word(LABELS, one), "count": counts[one], "href": self.link(label=one),
             "on": one == self.pairs["label"]}
            for one in LABELS
            if one in counts
        ]  # fmt: skip
