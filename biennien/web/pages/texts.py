"""`/documents/ID/text`: staff put the text right beside the pages it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.comparing import Piece, compare
from biennien.registry import documents as store
from biennien.registry.errors import StillAtWork, TextChanged
from biennien.registry.typed import take_back_text, type_text
from biennien.web.drawings import picture_address, upright_size
from biennien.web.identity import keeper, staff
from biennien.web.pages.conflicts import expect_seen, last_act
from biennien.web.problem_sentences import STATUS
from biennien.web.problems import Problem, explain
from biennien.web.services import services
from ingest.body import LONGEST_BODY
from ingest.errors import IngestError

blueprint = Blueprint("texts", __name__)

MOST_SHOWN = 20
"""Pages whose pictures stand beside the text; the others are a link away."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that was typed and not kept, and why; `pieces` tell it from the text of now, where that is another."""

    body: str
    text_sha256: str
    why: str
    last: str = ""
    pieces: tuple[Piece, ...] = ()


@blueprint.route("/documents/<document_id>/text")
def edit(document_id: str) -> str:
    """The text in a box."""
    with services().registry.read() as session:
        return _form(session, document_id)


@blueprint.route("/documents/<document_id>/text", methods=["POST"])
def save(document_id: str) -> Response | tuple[str, int]:
    """Keep the text of the box; one that cannot be kept now stays in it."""
    body, sha256 = request.form.get("body", "").replace("\r\n", "\n"), request.form.get("text_sha256", "")
    try:
        with services().registry.write() as session:
            document = store.get_document(session, document_id, keeper(), hold=True)
            type_text(session, document, body, text_sha256=sha256, user_id=staff().id)
    except TextChanged as error:
        with services().registry.read() as session:
            return _form(session, document_id, _beside(session, document_id, body, error)), STATUS[TextChanged]
    except (StillAtWork, IngestError) as error:
        status = STATUS.get(type(error), 422)
        refused = Refused(body, sha256, explain(Problem(status, error.code, **error.params)))
        with services().registry.read() as session:
            return _form(session, document_id, refused), status
    return redirect(url_for("documents.page", document_id=document_id))


def _beside(session: Session, document_id: str, body: str, error: TextChanged) -> Refused:
    """A typed text with that of now beside it; kept once more it takes the place of that."""
    now = store.current_text(session, store.get_document(session, document_id, keeper()))
    pieces = compare(now.body, body) if now else ()
    why = explain(Problem(STATUS[TextChanged], f"{error.code}:typed"))
    return Refused(body, now.sha256 if now else "", why, last_act(session, document_id), tuple(pieces))


def _form(session: Session, document_id: str, refused: Refused | None = None) -> str:
    document = store.get_document(session, document_id, keeper())
    reading = store.current_reading(session, document)
    if reading is None:
        raise Problem(404, "not_found", id=f"{document_id}/text")
    return render_template(
        "documents/text.html",
        document=document,
        body=refused.body if refused else reading.body,
        text_sha256=refused.text_sha256 if refused else reading.text_sha256,
        refused=refused,
        pages=[
            {"number": page.number, "picture": picture_address(document.id, page.number, "large"),
             "width": round(width), "height": round(height),
             "href": url_for("pictures.page", document_id=document.id, number=page.number)}
            for page in reading.pages[:MOST_SHOWN]
            for width, height in [upright_size(page)]
        ],
    )  # fmt: skip


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
