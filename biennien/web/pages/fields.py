"""`/documents/ID/fields`: the fields of the metadata, each beside what supports it, put right by staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.corrections import METADATA, corrections_of, newest_correction
from biennien.registry.tables import Document
from biennien.web.drawings import pages_of
from biennien.web.identity import keeper, staff
from biennien.web.metadata import evidence_of
from biennien.web.pages.conflicts import told_by
from biennien.web.services import services
from biennien.web.typed_values import shown_value, typed, typed_value
from biennien.web.words import DOC_TYPES, FIELDS, word
from nlp.gold import LIST_FIELDS
from nlp.mention import METADATA_FIELDS

blueprint = Blueprint("fields", __name__, url_prefix="/documents/<document_id>/fields")


@blueprint.route("")
def page(document_id: str) -> str:
    """All fields of the metadata with their evidence, to be put right."""
    with services().registry.read() as session:
        return _form(session, store.get_document(session, document_id, keeper()), {}, frozenset())


@blueprint.route("", methods=["POST"])
def correct(document_id: str) -> Response | tuple[str, int]:
    """Keep the fields that the form says otherwise than they stood when it was made.

    Where somebody else said something of the very same fields nothing is kept, and both are shown.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        now = {name: field_text(document, name) for name in METADATA_FIELDS}
        mine = {name: typed(name, request.form[name]) for name in METADATA_FIELDS if name in request.form}
        stale = request.form.get("seen", type=int) != newest_correction(session, document.id)
        was = {name: typed(name, request.form[f"was.{name}"]) for name in mine if f"was.{name}" in request.form}
        changed = {
            name: text for name, text in mine.items() if text not in (now[name], was.get(name) if stale else "\0")
        }
        both = frozenset(name for name in changed if stale and was.get(name) != now[name])
        if both:
            return _form(session, document, changed, both), 412
        if changed:
            values = {name: field_value(name, text) for name, text in changed.items()}
            desk.correct_fields(session, document, values, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id, _anchor="about"))


def _form(session: Session, document: Document, mine: Mapping[str, str], both: frozenset[str]) -> str:
    """The form with what stands now; where `mine` says otherwise that stands in it, and what is `both` is told."""
    reading = store.current_reading(session, document)
    body, pages = (reading.body if reading else ""), pages_of(reading)
    entries = corrections_of(session, document.id) if both else []
    return render_template(
        "documents/fields.html",
        document=document,
        seen=newest_correction(session, document.id),
        fields=[
            {
                "name": name,
                "label": word(FIELDS, name),
                "many": name in LIST_FIELDS,
                "value": mine.get(name, field_text(document, name)),
                "now": field_text(document, name),
                "both": name in both,
                "by": told_by(
                    session, [one for one in entries if one.kind == METADATA and one.payload["field"] == name]
                )
                if name in both
                else "",
                "evidence": evidence_of(document, name, body, pages),
            }
            for name in METADATA_FIELDS
        ],
        types=DOC_TYPES,
        both=bool(both),
    )


def field_text(document: Document, name: str) -> str:
    """A field as its input holds it: of a list one in each line."""
    return shown_value((document.metadata_values or {}).get(name))


def field_value(name: str, text: str) -> Any:
    """What an input says of a field; None and [] where it is empty."""
    return typed_value(name, text, many=name in LIST_FIELDS)
