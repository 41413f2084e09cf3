"""`/documents`: lists, one document, its original, withdrawal."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext
from marshmallow import post_load

from biennien.extraction import layout_to_json
from biennien.registry import documents as store
from biennien.registry.browsing import find_visible
from biennien.registry.harvest import Walk
from biennien.registry.tables import Document
from biennien.searching import NAMED, first_day, last_day
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import ListArgs
from biennien.web.api.schemas.documents import DocumentListSchema, DocumentSchema, WholeDocumentSchema
from biennien.web.api.schemas.layout import LayoutSchema
from biennien.web.api.wholes import expect_document, whole_document
from biennien.web.identity import keeper, reader, refuse_others, staff
from biennien.web.originals import find_page, send_original, send_page_picture
from biennien.web.parameters import LONGEST_REASON, Blank, PeriodArgs, at_most, choice, name_field
from biennien.web.problems import Problem
from biennien.web.serializers.documents import serialize_document
from biennien.web.serializers.names import moment
from biennien.web.services import services
from biennien.web.words import DOC_TYPES
from ingest.paragraphs import clean

blueprint = Resource("Documents", __name__, description="Documents, their texts and originals")


class DocumentArgs(ListArgs, PeriodArgs):
    """The parameters of the list of documents."""

    unit = name_field("A unit: id, name or alias.")
    slogan = name_field("A slogan: id or words.")
    campaign = name_field("A campaign: id or name.")
    type = Blank(load_default="", validate=choice(DOC_TYPES))
    sort = Blank(load_default="", validate=choice(store.ORDERS))


class ReasonArgs(LanguageArgs):
    """Why a document is withdrawn."""

    reason = Blank(load_default="", validate=at_most(LONGEST_REASON))

    @post_load
    def take(self, data: dict[str, Any], **_: Any) -> str:
        """The reason itself."""
        return str(data["reason"])


@blueprint.route("/documents")
@blueprint.query(DocumentArgs)
@blueprint.response(200, DocumentListSchema)
def list_documents(asked: dict[str, Any]) -> dict[str, Any]:
    """List documents, a page at a time, the least recently changed first unless `sort` says otherwise.

    With `updated_since` for programs that keep a copy: in the order of ids, with `gone` for those that are not there
    any more, and `until`, the `updated_since` of the next time.
    """
    with services().registry.read() as session:
        links = {
            name: find_visible(session, table, asked[name], reader()) for name, table in NAMED.items() if asked[name]
        }
        if not all(links.values()):
            return {"items": [], "gone": [], "cursor": None, "until": moment(asked["updated_since"])}
        wanted = store.DocumentFilter(
            doc_type=asked["type"] or None,
            from_day=first_day(asked["from_"]),
            to_day=last_day(asked["to"]),
            updated_since=asked["updated_since"],
            **{f"{name}_id": rows[0].id for name, rows in links.items()},
        )
        place: Any = {"cursor": asked["cursor"] or None, "limit": asked["size"]}
        if asked["updated_since"] and not asked["sort"]:
            return _harvested(store.harvest_documents(session, reader(), wanted, **place))
        page = store.list_documents(session, reader(), wanted, order=asked["sort"] or "updated", **place)
        items = [serialize_document(row) for row in page.items]
        return {"items": items, "gone": [], "cursor": page.cursor, "until": None}


def _harvested(page: Walk[Document]) -> dict[str, Any]:
    there = [row for row in page.items if reader().sees(row)]
    return {
        "items": [serialize_document(row) for row in there],
        "gone": [{"id": row.id, "withdrawn": True} for row in page.items if row not in there],
        "cursor": page.cursor,
        "until": moment(page.until),
    }


@blueprint.route("/documents/<document_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeDocumentSchema)
@blueprint.response(304)
def get_document(_asked: dict[str, Any], document_id: str) -> Any:
    """Give one document: text, metadata with evidence, sections, campaigns, what it lies in and what lies in it."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        whole, tag = whole_document(session, document)
        if request.if_none_match.contains(tag):
            return Response(status=304, headers={"ETag": f'"{tag}"'})
        return whole, 200, {"ETag": f'"{tag}"'}


@blueprint.route("/documents/<document_id>/original")
@blueprint.sends_file()
def get_original(document_id: str) -> Response:
    """Give the file as it was handed in, byte for byte."""
    with services().registry.read() as session:
        return send_original(store.get_document(session, document_id, keeper()))


@blueprint.route("/documents/<document_id>/layout")
@blueprint.query(LanguageArgs)
@blueprint.response(200, LayoutSchema)
def get_layout(_asked: dict[str, Any], document_id: str) -> dict[str, Any]:
    """Tell where the text stands on the original: pages, lines, recognised words, tables and zones.

    Offsets count characters of the `body` with `text_sha256`; boxes are x0, top, x1, bottom in points.
    """
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        reading = store.current_reading(session, document)
        if reading is None:
            raise Problem(404, "not_found", id=f"{document_id}/layout")
        return {"text_sha256": reading.text_sha256} | layout_to_json(reading)


@blueprint.route("/documents/<document_id>/pages/<int:number>")
@blueprint.sends_file("image/png")
def get_page(document_id: str, number: int) -> Response:
    """Give the picture of a page of the original, as PNG; `layout` tells which pages there are."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        _, page = find_page(session, document, number)
        return send_page_picture(document, page, "large")


@blueprint.route("/documents/<document_id>", methods=["DELETE"])
@blueprint.query(ReasonArgs)
@blueprint.response(200, DocumentSchema)
@blueprint.tagged()
def withdraw_document(reason: str, document_id: str) -> dict[str, Any]:
    """Withdraw a document: nobody finds it any more; nothing is erased. `reason` is needed and kept.

    It may stand in the address or in a JSON body: `{"reason": "…"}`. If-Match must hold the ETag of the document as it
    was looked at: 412 where somebody was faster.
    """
    reason = clean(reason or _reason_in_body())
    if not reason:
        raise Problem(422, "reason_missing", errors=[{"parameter": "reason", "detail": gettext("It is missing.")}])
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        refuse_others(document)
        expect_document(session, document)
        store.withdraw(session, document, reason=reason, user_id=staff().id)
        return serialize_document(document)


def _reason_in_body() -> str:
    body = request.get_json(silent=True)
    reason = body.get("reason") if isinstance(body, dict) else None
    reason = reason.strip() if isinstance(reason, str) else ""
    if len(reason) > LONGEST_REASON:
        detail = gettext("That is too long: {max} characters at most.").format(max=LONGEST_REASON)
        raise Problem(422, "parameters_invalid", errors=[{"parameter": "reason", "detail": detail}])
    return reason


@blueprint.route("/documents/<document_id>/restore", methods=["POST"])
@blueprint.response(200, DocumentSchema)
@blueprint.tagged()
def restore_document(document_id: str) -> dict[str, Any]:
    """Bring a withdrawn document back. If-Match must hold its ETag as it was looked at."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        refuse_others(document, withdrawn_by=store.withdrawn_by(session, document))
        expect_document(session, document)
        store.reinstate(session, document, user_id=staff().id)
        return serialize_document(document)
