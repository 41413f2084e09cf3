"""`/documents/ID`: the text with its marks, what is held to be true of it and why, its original."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from biennien.citing import to_line
from biennien.reading_faults import faults_of
from biennien.registry import documents as store
from biennien.registry.accounts import get_user
from biennien.registry.audit import history
from biennien.registry.corrections import newest_correction
from biennien.registry.file_names import shown_title
from biennien.registry.jobs import latest_job
from biennien.registry.members import Child, children_of, parents_of
from biennien.registry.near_copies import copies_of
from biennien.registry.readers import KEEPER, VISIBILITIES
from biennien.registry.tables import Document, Mention
from biennien.similar import similar_documents
from biennien.web import links
from biennien.web.audit_words import told
from biennien.web.auditing import rows
from biennien.web.citations import citation_of
from biennien.web.drawings import pages_of, picture_address, upright_size
from biennien.web.forms import chosen
from biennien.web.identity import keeper, manages, permits, reader, refuse_others, staff
from biennien.web.languages import language
from biennien.web.marked_text import paragraphs
from biennien.web.metadata import metadata_rows
from biennien.web.originals import send_original
from biennien.web.pages.conflicts import expect_seen, expect_standing, page_tag
from biennien.web.pages.search import read_search
from biennien.web.parameters import LONGEST_REASON
from biennien.web.problems import Problem
from biennien.web.searching import Search, make_query
from biennien.web.serializers.documents import serialize_record, serialize_whole
from biennien.web.serializers.hits import serialize_hit
from biennien.web.serializers.jobs import serialize_job
from biennien.web.serializers.members import serialize_known_child
from biennien.web.services import services
from biennien.web.stretches import asked_stretch, stretch_link
from biennien.web.tags import job_tag, standing_tag
from ingest.document import Document as Reading
from ingest.paragraphs import clean
from nlp.mention import LABELS
from search.errors import SearchError
from search.query import WINDOW

blueprint = Blueprint("documents", __name__)
MOST_SHEETS = 4
"""Pages shown as small pictures beside the text."""
SMALL_WIDTH = 90
"""Pixels of such a picture."""
MOST_SIMILAR = 6
MOST_ACTS = 30
"""Acts on a document that its page tells of; all of them are in the log of acts."""


@blueprint.route("/documents/<document_id>")
def page(document_id: str) -> str:
    """One document."""
    asked, _errors = read_search()
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        reading = store.current_reading(session, document)  # first: it loads all columns of the text at once
        text = store.current_text(session, document)
        shown = asked_stretch(session, document, reading.body if reading else "")
        mentions = list(store.mentions_of(session, document, within=(shown.start, shown.end)))
        records = list(store.campaign_records_of(session, document))
        inside = children_of(session, document, KEEPER)
        whole = serialize_whole(
            document,
            text,
            records,
            store.extractor_version(session, document),
            warnings=reading.warnings if reading else (),
            parents=parents_of(session, document, keeper()),
            children=[one for one in inside if one.document is None or keeper().sees(one.document)],
            copies=copies_of(session, document, reader()),
        )
        job, act = latest_job(session, document.id), store.withdrawal_of(session, document)
        return render_template(
            "documents/page.html",
            document=whole,
            inside=_inside(session, document, inside) if permits("upload.send") else whole["children"],
            faults=faults_of(reading, language=language()),
            paragraphs=paragraphs(whole, reading, mentions, asked, shown),
            stretch=shown,
            stretch_link=stretch_link,
            metadata=metadata_rows(
                session, document, reader(), pages_of(reading), length=len(reading.body) if reading else 0
            ),
            sheets=_sheets(document.id, reading),
            page_count=len(reading.pages) if reading else 0,
            legend=_legend(mentions),
            entities=_entities(mentions),
            records=[_record(serialize_record(record)) for record in records],
            job=serialize_job(job) | {"tag": job_tag(job)} if job and permits("jobs.page") else None,
            added_by=_name_of(session, document.added_by),
            neighbours=_neighbours(session, asked),
            seen=newest_correction(session, document.id) if permits("desk.undo") else None,
            tag=page_tag(session, document) if permits("jobs.retry") else None,
            manages=manages(document, withdrawn_by=act.user_id if act else None),
            standing=standing_tag(document, act),
            acts=_acts(session, document) if permits("Corrections.list_corrections") else [],
            labels=LABELS,
            similar=_similar(session, document),
            citation=to_line(citation_of(document)).strip(),
            api_link=url_for("Documents.get_document", document_id=document.id),
        )


@blueprint.route("/documents/<document_id>/original")
def original(document_id: str) -> Response:
    """The file as it was handed in."""
    with services().registry.read() as session:
        return send_original(store.get_document(session, document_id, keeper()))


@blueprint.route("/documents/<document_id>/withdraw", methods=["POST"])
def withdraw(document_id: str) -> AnyResponse:
    """Take a document out of sight, with a reason."""
    reason = _reason()
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        refuse_others(document)
        expect_seen(session, document)
        store.withdraw(session, document, reason=reason, user_id=staff().id)
    return redirect(url_for(".page", document_id=document_id))


@blueprint.route("/documents/<document_id>/restore", methods=["POST"])
def restore(document_id: str) -> AnyResponse:
    """Bring a withdrawn document back, if it still stands as the form knows it."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        act = store.withdrawal_of(session, document)
        refuse_others(document, withdrawn_by=act.user_id if act else None)
        expect_standing(session, document, act)
        store.reinstate(session, document, user_id=staff().id)
    return redirect(url_for(".page", document_id=document_id))


@blueprint.route("/documents/<document_id>/visibility", methods=["POST"])
def visibility(document_id: str) -> AnyResponse:
    """Open a document to the public, or keep it for staff, with a reason."""
    wanted, reason = chosen("visibility", VISIBILITIES), _reason()
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        expect_seen(session, document)
        store.set_visibility(session, document, wanted, user_id=staff().id, reason=reason)
    return redirect(url_for(".page", document_id=document_id))


def _reason() -> str:
    """Why, as the form has it. Raises: Problem 422 where it does not say."""
    reason = clean(request.form.get("reason", ""))
    if not reason:
        raise Problem(422, "reason_missing")
    return reason[:LONGEST_REASON]


def _sheets(document_id: str, reading: Reading | None) -> list[dict[str, Any]]:
    """The first pages of the original as small pictures, and how many there are."""
    return [
        {
            "number": one.number,
            "href": url_for("pictures.page", document_id=document_id, number=one.number),
            "picture": picture_address(document_id, one.number, "small"),
            "width": SMALL_WIDTH,
            "height": round(SMALL_WIDTH * height / width) if width else SMALL_WIDTH,
        }
        for one in (reading.pages[:MOST_SHEETS] if reading else ())
        for width, height in [upright_size(one)]
    ]


def _legend(mentions: list[Mention]) -> list[dict[str, Any]]:
    counts = {label: sum(one.label == label for one in mentions) for label in LABELS}
    return [{"label": label, "count": count} for label, count in counts.items() if count]


def _entities(mentions: list[Mention]) -> list[dict[str, Any]]:
    """The mentions by label, the same name once with all its places."""
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for one in mentions:
        name = (
            one.value
            if isinstance(one.value, str) and one.value and one.label != "DATE"
            else " ".join(one.surface.split())
        )
        entry = groups.setdefault(one.label, {}).setdefault(name, {"name": name, "places": [], "href": _page_of(one)})
        if one.label == "DATE":
            entry["date"] = one.value
        entry["places"].append(f"#m-{one.id}")
    return [{"label": label, "entries": list(groups[label].values())} for label in LABELS if label in groups]


def _page_of(one: Mention) -> str | None:
    for kind, row_id in (("unit", one.unit_id), ("slogan", one.slogan_id), ("campaign", one.campaign_id)):
        if row_id:
            return links.named_link(kind, row_id)
    return None


def _similar(session: Session, document: Document) -> list[dict[str, Any]]:
    """Documents like this one; none while the index cannot be asked, since the page is about something else."""
    try:
        found = similar_documents(session, services().engine, document, reader(), size=MOST_SIMILAR, snippets=False)
    except SearchError:
        return []
    return [serialize_hit(hit) | {"href": links.document_link(hit.id)} for hit in found]


def _inside(session: Session, document: Document, children: list[Child]) -> list[dict[str, Any]]:
    """The files inside a container for those who hand in: with what is otherwise with those that were here before."""
    acts = store.withdrawals_of(session, [child.document for child in children if child.document])
    return [serialize_known_child(child, document, acts) for child in children]


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"href": links.named_link("campaign", record["id"])}


def _name_of(session: Session, user_id: str | None) -> str | None:
    """Who handed it in; told to those who hand in too."""
    user = get_user(session, user_id) if user_id and permits("jobs.page") else None
    return user.name if user else None


def _acts(session: Session, document: Document) -> list[dict[str, Any]]:
    """What was done to the document last, corrections among it."""
    return [told(row) for row in rows(session, history(session, "document", document.id, limit=MOST_ACTS))]


def _neighbours(session: Session, asked: Search) -> dict[str, Any] | None:
    """The documents before and after this one in the result that the address names."""
    position = request.args.get("pos", type=int)
    if position is None or not 1 <= position < WINDOW:
        return None
    engine = services().engine
    found: dict[str, Any] = {}
    for name, place in (("previous", position - 1), ("next", position + 1)):
        if place >= 1:
            query = make_query(session, replace(asked, page=place, size=1, cursor=None), reader(), facets=())
            result = engine.search(replace(query, snippets=False))
            found["total"] = result.total
            if result.hits:
                found[name] = {
                    "href": links.document_link(result.hits[0].id, asked, place),
                    "title": shown_title(result.hits[0]),
                }
    return found | {"position": position, "back": links.search_link(asked, page=(position - 1) // asked.size + 1)}
