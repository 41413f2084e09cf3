"""The desk of staff: one mention, a missed one, the fields of a document; undo and redo; without scripts too."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.corrections import Place, newest_correction
from biennien.registry.errors import BadCorrection, DocumentChanged
from biennien.registry.tables import Document, Mention
from biennien.web.identity import keeper, staff
from biennien.web.services import services
from biennien.web.words import ATTRIBUTES, DOC_TYPES, FIELDS, LABELS, word
from ingest.orthography import nfc
from nlp.gold import LIST_FIELDS
from nlp.mention import METADATA_FIELDS

blueprint = Blueprint("desk", __name__, url_prefix="/documents/<document_id>")
AROUND = 160
"""Characters shown on either side of a mention."""

PARTS = {"LEGAL": ("type", "number", "date", "issuer"), "TARGET": ("quantity", "what")}
"""What the values of these labels are made of."""

KINDS = {"DATE": ("role",), "PERSON": ("role",), "SLOGAN": ("kind",)}
"""The attributes that other labels have."""


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
            before=body[max(0, row.start - AROUND) : row.start],
            after=body[row.end : row.end + AROUND],
            parts=_parts(row),
            labels=LABELS,
        )


@blueprint.route("/entities/<entity_id>", methods=["POST"])
def correct(document_id: str, entity_id: str) -> Response:
    """Keep what the form says, accept, or reject."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        desk.expect(row, [request.form.get("tag", "")])
        action = request.form.get("action", "save")
        if action == "reject":
            desk.reject_mention(session, document, row, user_id=staff().id)
            return redirect(url_for("documents.page", document_id=document_id))
        said = desk.Said() if action == "accept" else _said(session, document, row)
        desk.change_mention(session, document, row, said, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id, _anchor=f"m-{entity_id}"))


@blueprint.route("/entities/new")
def missed(document_id: str) -> str:
    """The form for a mention that was missed; `words` and `nth` come from a selection."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        words = " ".join(request.args.get("words", "").split())[: desk.LONGEST_MENTION]
        nth = request.args.get("nth", default=1, type=int)
        return render_template("documents/missed.html", document=document, words=words, nth=nth, labels=LABELS)


@blueprint.route("/entities/new", methods=["POST"])
def add(document_id: str) -> Response:
    """Mark the words of the form."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper())
        text = store.current_text(session, document)
        words, nth = nfc(request.form.get("words", "")), request.form.get("nth", default=1, type=int)
        place = _nth(text.body if text else "", words, nth)
        value = nfc(request.form.get("value", "").strip()) or None
        said = desk.Said(label=request.form.get("label", ""), start=place.start, end=place.end, value=value)
        added = desk.add_mention(session, document, said, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id, _anchor=f"m-{added}"))


@blueprint.route("/fields")
def fields(document_id: str) -> str:
    """All fields of the metadata, to be put right."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        return render_template(
            "documents/fields.html",
            document=document,
            seen=newest_correction(session, document.id),
            fields=[_field(document, name) for name in METADATA_FIELDS],
            types=DOC_TYPES,
        )


@blueprint.route("/fields", methods=["POST"])
def correct_fields(document_id: str) -> Response:
    """Keep the fields that the form says otherwise."""
    with services().registry.write() as session:
        document = _seen(session, document_id)
        given = {name: _given(name) for name in METADATA_FIELDS if name in request.form}
        before = document.metadata_values or {}
        changed = {name: value for name, value in given.items() if value != (before.get(name) or _nothing(name))}
        if changed.get("doc_type") not in (None, *DOC_TYPES):
            raise BadCorrection(field="doc_type", why="unknown_type")
        if changed:
            desk.correct_fields(session, document, changed, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id, _anchor="about"))


@blueprint.route("/undo", methods=["POST"])
def undo(document_id: str) -> Response:
    """Take the last correction back."""
    with services().registry.write() as session:
        desk.undo_last(session, _seen(session, document_id), user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id))


@blueprint.route("/redo", methods=["POST"])
def redo(document_id: str) -> Response:
    """Put the correction in force again that was taken back last."""
    with services().registry.write() as session:
        desk.redo_last(session, _seen(session, document_id), user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id))


def _seen(session: Session, document_id: str) -> Document:
    """The document, with no correction newer than the form knows. Raises: DocumentChanged, NotFound."""
    document = store.get_document(session, document_id, keeper())
    if request.form.get("seen", type=int) != newest_correction(session, document.id):
        raise DocumentChanged(document=document.id)
    return document


def _parts(row: Mention) -> list[dict[str, str]]:
    """The inputs for what a mention is made of, beside its words."""
    if row.label in PARTS:
        value = row.value if isinstance(row.value, dict) else {}
        return [_input(f"value.{name}", name, value.get(name)) for name in PARTS[row.label]]
    plain = [{"name": "value", "label": "", "value": row.value if isinstance(row.value, str) else ""}]
    return plain + [_input(f"attribute.{name}", name, row.attributes.get(name)) for name in KINDS.get(row.label, ())]


def _input(name: str, part: str, value: Any) -> dict[str, str]:
    return {"name": name, "label": word(ATTRIBUTES, part), "value": str(value or "")}


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
    if label == row.label:
        given |= _said_parts(row)
    return desk.Said(**given)


def _said_parts(row: Mention) -> dict[str, Any]:
    """The value and the attributes as the form has them."""
    said = {name: nfc(text.strip()) for name, text in request.form.items()}
    if row.label in PARTS:
        old = row.value if isinstance(row.value, dict) else {}
        return {"value": old | {name: said.get(f"value.{name}") or None for name in PARTS[row.label]}}
    kinds = {name: said.get(f"attribute.{name}", "") for name in KINDS.get(row.label, ())}
    attributes = {name: text for name, text in (row.attributes | kinds).items() if text}
    return {"value": said.get("value") or None, "attributes": attributes}


def _nearest(body: str, words: str, start: int) -> Place:
    """Where these words stand nearest to a place. Raises: BadCorrection."""
    found = _places(body, words)
    if not found:
        raise BadCorrection(field="words", why="outside_text")
    return min(found, key=lambda place: abs(place.start - start))


def _nth(body: str, words: str, nth: int) -> Place:
    """Where these words stand the nth time, counted from 1. Raises: BadCorrection."""
    found = _places(body, words)
    if not 1 <= nth <= len(found):
        raise BadCorrection(field="words", why="outside_text")
    return found[nth - 1]


def _places(body: str, words: str) -> list[Place]:
    """Where these words stand, also over the end of a line, which a form's field does not hold."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Place(*found.span()) for found in re.finditer(pattern, body)] if pattern else []


def _field(document: Document, name: str) -> dict[str, Any]:
    value = (document.metadata_values or {}).get(name)
    many = name in LIST_FIELDS
    return {
        "name": name,
        "label": word(FIELDS, name),
        "many": many,
        "value": "\n".join(value or ()) if many else value or "",
    }


def _given(name: str) -> Any:
    text = nfc(request.form.get(name, "")).replace("\r\n", "\n").strip()
    if name in LIST_FIELDS:
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text or None


def _nothing(name: str) -> Any:
    return [] if name in LIST_FIELDS else None
