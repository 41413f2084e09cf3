"""`/documents/ID/pages/N`: a page of the original as a picture, with what was read from it drawn on it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from biennien.registry import documents as store
from biennien.web import links
from biennien.web.drawings import draw_doubts, draw_lines, draw_zones, picture_address, upright_size
from biennien.web.identity import keeper
from biennien.web.originals import find_page, send_page_picture
from biennien.web.services import services

blueprint = Blueprint("pictures", __name__)


@blueprint.route("/documents/<document_id>/pages/<int:number>")
def page(document_id: str, number: int) -> str:
    """One page with its lines, its zones and what could not be read."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        reading, shown = find_page(session, document, number)
        text = links.document_link(document.id)
        width, height = upright_size(shown)
        return render_template(
            "documents/original.html",
            document=document,
            page=shown,
            width=width,
            height=height,
            pages=[
                {"number": one.number, "href": url_for(".page", document_id=document.id, number=one.number)}
                for one in reading.pages
            ],
            picture=picture_address(document.id, number, "large"),
            lines=list(draw_lines(reading, shown, text)),
            zones=list(draw_zones(reading, shown)),
            doubts=list(draw_doubts(reading, shown)),
            back=text,
        )


@blueprint.route("/documents/<document_id>/pages/<int:number>-<any(small, large):size>.png")
def picture(document_id: str, number: int, size: str) -> Response:
    """The picture of a page."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        _, shown = find_page(session, document, number)
        return send_page_picture(document, shown, size)
