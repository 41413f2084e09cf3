"""`/documents/ID/text`: staff put the text right beside the pages it was read from."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from biennien.registry import documents as store
from biennien.registry.typed import take_back_text, type_text
from biennien.web.drawings import picture_address
from biennien.web.identity import keeper, staff
from biennien.web.pages.conflicts import expect_seen
from biennien.web.problems import Problem
from biennien.web.services import services
from ingest.body import LONGEST_BODY

blueprint = Blueprint("texts", __name__)

MOST_SHOWN = 20
"""Pages whose pictures stand beside the text; the others are a link away."""


@blueprint.route("/documents/<document_id>/text")
def edit(document_id: str) -> str:
    """The text in a box."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        reading = store.current_reading(session, document)
        if reading is None:
            raise Problem(404, "not_found", id=f"{document_id}/text")
        return render_template(
            "documents/text.html",
            document=document,
            reading=reading,
            pages=[
                {"number": page.number, "picture": picture_address(document.id, page.number, "large"),
                 "width": round(page.width), "height": round(page.height),
                 "href": url_for("pictures.page", document_id=document.id, number=page.number)}
                for page in reading.pages[:MOST_SHOWN]
            ],
        )  # fmt: skip


@blueprint.route("/documents/<document_id>/text", methods=["POST"])
def save(document_id: str) -> Response:
    """Keep the text of the box."""
    body = request.form.get("body", "").replace("\r\n", "\n")
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        sha256 = request.form.get("text_sha256", "")
        type_text(session, document, body, text_sha256=sha256, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id))


@blueprint.route("/documents/<document_id>/text/take-back", methods=["POST"])
def take_back(document_id: str) -> Response:
    """Take back the last text that a person put right."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        expect_seen(session, document)
        take_back_text(session, document, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id))


def let_long_texts_in() -> None:
    """A form's field may hold the longest body, in letters of up to four bytes that a form may write three times."""
    if request.endpoint == "texts.save":
        request.max_form_memory_size = 12 * LONGEST_BODY
