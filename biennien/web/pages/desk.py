"""The desk of staff: one mention, a missed one, undo and redo; without scripts too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien import messages
from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.corrections import Place
from biennien.registry.errors import BadCorrection, NothingToUndo
from biennien.registry.sweeps import count_alike, propose
from biennien.registry.tables import Correction, Document, Mention
from biennien.web import links
from biennien.web.forms import chosen
from biennien.web.identity import keeper, staff
from biennien.web.languages import language
from biennien.web.notes import entity_note
from biennien.web.pages.conflicts import seen_document, show_conflict
from biennien.web.parts import parts_of, plain_value, said_parts
from biennien.web.services import services
from biennien.web.words import LABELS
from ingest.orthography import nfc

blueprint = Blueprint("desk", __name__, url_prefix="/documents/<document_id>")
AROUND = 160
"""Characters shown on either side of a mention."""


@blueprint.route("/entities/<entity_id>")
def entity(document_id: str, entity_id: str) -> str:
    """A mention in its sentence, with what is said of it."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        text = store.current_text(session, document)
        body = text.body if text else ""
        return render_template(
            "documents/entity.html",
            document=document,
            entity=row,
            words=" ".join(row.surface.split()),
            tag=desk.mention_tag(row),
            note=entity_note(row),
            before=body[max(0, row.start - AROUND) : row.start],
            after=body[row.end : row.end + AROUND],
            parts=parts_of(row),
            alike=count_alike(session, document, row, keeper()),
            labels=LABELS,
        )


@blueprint.route("/entities/<entity_id>", methods=["POST"])
def correct(document_id: str, entity_id: str) -> Response | tuple[str, int]:
    """Keep what the form says, accept, or reject: here, or as a proposal for all documents with these words.

    Where somebody was faster nothing is kept, and both are shown.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        row = desk.find_mention(session, document, entity_id)
        if desk.mention_tag(row) != request.form.get("tag", ""):
            return show_conflict(session, document, row), 412
        said, scope = _asked(session, document, row), chosen("scope", ("here", "all"), usual="here")
        if scope == "all":
            sweep = propose(session, document, row, said, keeper(), user_id=staff().id)
            return redirect(url_for("sweeps.page", sweep_id=sweep.id))
        if said is not None:
            desk.change_mention(session, document, row, said, user_id=staff().id)
        elif not row.rejected:
            desk.reject_mention(session, document, row, user_id=staff().id)
    return redirect(links.mention_link(document_id, entity_id if said is not None else None))


@blueprint.route("/entities/new")
def missed(document_id: str) -> str:
    """The form for a mention that was missed; `words` and `nth` come from a selection.

    Places are counted from the character `start`, where the part of a long text begins that was shown.
    """
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        words = " ".join(request.args.get("words", "").split())[: desk.LONGEST_MENTION]
        nth, start = (request.args.get(name, default=value, type=int) for name, value in (("nth", 1), ("start", 0)))
        return render_template(
            "documents/missed.html", document=document, words=words, nth=nth, start=start, labels=LABELS
        )


@blueprint.route("/entities/new", methods=["POST"])
def add(document_id: str) -> Response:
    """Mark the words of the form."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        text = store.current_text(session, document)
        words, nth = nfc(request.form.get("words", "")), request.form.get("nth", default=1, type=int)
        start = request.form.get("start", default=0, type=int)
        place = _nth(text.body if text else "", words, nth, start)
        label = request.form.get("label", "")
        value = plain_value(label, request.form.get("value", ""))
        said = desk.Said(label=label, start=place.start, end=place.end, value=value)
        added = desk.add_mention(session, document, said, user_id=staff().id)
    return redirect(links.mention_link(document_id, added))


@blueprint.route("/undo", methods=["POST"])
def undo(document_id: str) -> Response:
    """Take one's own last correction back."""
    return _step(document_id, desk.undo_last)


@blueprint.route("/redo", methods=["POST"])
def redo(document_id: str) -> Response:
    """Put the correction in force again that one took back last."""
    return _step(document_id, desk.redo_last)


def _step(document_id: str, step: Callable[..., Correction]) -> Response:
    """Go a step back or forth; where there is none, the document's page says so."""
    try:
        with services().registry.write() as session:
            step(session, seen_document(session, document_id), user_id=staff().id)
    except NothingToUndo as error:
        flash(messages.sentence(error.code, error.params, language=language()))
    return redirect(url_for("documents.page", document_id=document_id))


def _asked(session: Session, document: Document, row: Mention) -> desk.Said | None:
    """What the form says of a mention; None that it is none."""
    action = chosen("action", ("save", "accept", "reject"), usual="save")
    if action == "reject":
        return None
    return desk.Said() if action == "accept" else _said(session, document, row)


def _said(session: Session, document: Document, row: Mention) -> desk.Said:
    """What the form says otherwise than it stands. Raises: BadCorrection where the words are not near."""
    given: dict[str, Any] = {}
    label = request.form.get("label", row.label)
    if label != row.label:
        given["label"] = label
    words = nfc(request.form.get("words", row.surface))
    if words.split() != row.surface.split():
        text = store.current_text(session, document)
        given |= asdict(_nearest(text.body if text else "", words, row.start))
    if label == request.form.get("parts_of"):
        given |= said_parts(label, row)
    return desk.Said(**given)


def _nearest(body: str, words: str, start: int) -> Place:
    """Where these words stand nearest to a place. Raises: BadCorrection."""
    found = _places(body, words)
    if not found:
        raise BadCorrection(field="words", why="outside_text")
    return min(found, key=lambda place: abs(place.start - start))


def _nth(body: str, words: str, nth: int, start: int) -> Place:
    """Where these words stand the nth time from `start` on, counted from 1. Raises: BadCorrection."""
    found = [place for place in _places(body, words) if place.start >= start]
    if not 1 <= nth <= len(found):
        raise BadCorrection(field="words", why="outside_text")
    return found[nth - 1]


def _places(body: str, words: str) -> list[Place]:
    """Where these words stand, also over the end of a line, which a form's field does not hold."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Place(*found.span()) for found in re.finditer(pattern, body)] if pattern else []
