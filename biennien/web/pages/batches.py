"""`/documents`: the list of staff, with ticks; `/batches`: what is done to many documents, shown before and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import batches, batching
from biennien.registry import documents as store
from biennien.registry.documents import DocumentFilter
from biennien.registry.readers import KEEPER, VISIBILITIES
from biennien.registry.staged_acts import CHANGED, DONE, PROPOSED, UNDOING, UNDONE, get_act, list_acts
from biennien.registry.tables import Batch
from biennien.web import choosing, links
from biennien.web.forms import chosen
from biennien.web.identity import reader, staff
from biennien.web.numbers import row_number
from biennien.web.pages.accounts import safe_target
from biennien.web.pages.search import read_search
from biennien.web.parameters import LONGEST_REASON
from biennien.web.searching import Search, answer
from biennien.web.serializers.batches import serialize_batch, serialize_batches, state_for_people
from biennien.web.services import services
from biennien.web.words import BATCH_ACTIONS, DOC_STATES

blueprint = Blueprint("batches", __name__)
SIZE = 50


@blueprint.route("/documents")
def documents() -> str:
    """All documents, the last added first, by state and by who may read; or what a search finds."""
    asked, _ = read_search()
    with services().registry.read() as session:
        if not asked.is_empty:
            return render_template("batches/documents.html", **_found(session, asked))
        wanted, pairs = _wanted()
        page = store.list_documents(
            session, KEEPER, wanted, order="added", cursor=request.args.get("cursor") or None, limit=SIZE
        )
        here = url_for(".documents")
        return render_template(
            "batches/documents.html",
            rows=page.items,
            total=store.count_documents(session, KEEPER, wanted),
            given=dict(pairs),
            search=None,
            words="",
            more=links.with_pairs(here, [*pairs, ("cursor", page.cursor)]) if page.cursor else None,
            actions=BATCH_ACTIONS,
            states=DOC_STATES,
        )


@blueprint.route("/batches")
def index() -> str:
    """What was done to many documents, the last first."""
    with services().registry.read() as session:
        page = list_acts(session, Batch, cursor=request.args.get("cursor") or None, newest=True, limit=SIZE)
        more = links.with_pairs(url_for(".index"), [("cursor", page.cursor)]) if page.cursor else None
        items = [told | {"shown": state_for_people(told)} for told in serialize_batches(session, page.items)]
        return render_template("batches/list.html", items=items, more=more)


@blueprint.route("/batches", methods=["POST"])
def propose() -> Response:
    """Note what would be done, and show it."""
    action, reason = chosen("action", batches.ACTIONS), request.form.get("reason", "")[:LONGEST_REASON]
    with services().registry.read() as session:
        documents = _documents(session)
    if not documents.ids:
        flash(gettext("No document was chosen, so there is nothing to do. Tick some, or choose all of the list."))
        return redirect(_back())
    with services().registry.write() as session:
        batch = batches.propose(session, action, documents.ids, reason=reason, chosen=documents.how, user_id=staff().id)
    return redirect(url_for(".page", batch_id=batch.id))


@blueprint.route("/batches/<batch_id>")
def page(batch_id: str) -> str:
    """What is to be done, or how far it is, with its documents."""
    first = request.args.get("first", default=0, type=row_number)
    with services().registry.read() as session:
        batch = get_act(session, Batch, batch_id)
        told = serialize_batch(session, batch)
        found = batches.documents_of(session, batch, first=first, limit=SIZE)
    more = first + SIZE if first + SIZE < told["total"] else None
    return render_template(
        "batches/page.html",
        batch=told,
        shown=state_for_people(told),
        bar=_bar(told),
        items=found,
        by_jobs=batch.action in batches.BY_JOBS,
        more=links.with_pairs(url_for(".page", batch_id=batch_id), [("first", str(more))]) if more else None,
    )


def _bar(told: Mapping[str, Any]) -> tuple[int, int] | None:
    """How many documents an act has come to, and of how many; None before its beginning and after its undoing."""
    counts = told["documents"]
    if told["state"] in (PROPOSED, UNDONE) or not told["total"]:
        return None
    if told["state"] == UNDOING:
        return counts[UNDONE], counts[UNDONE] + counts[DONE]
    return counts[DONE] + counts[CHANGED], told["total"]


@blueprint.route("/batches/<batch_id>/start", methods=["POST"])
def start(batch_id: str) -> Response:
    """Do it, or go on."""
    return _step(batch_id, batching.begin)


@blueprint.route("/batches/<batch_id>/stop", methods=["POST"])
def stop(batch_id: str) -> Response:
    """Stop where it is."""
    return _step(batch_id, batches.stop)


@blueprint.route("/batches/<batch_id>/undo", methods=["POST"])
def undo(batch_id: str) -> Response:
    """Take all of it back."""
    return _step(batch_id, batching.take_back)


def _step(batch_id: str, step: Callable[..., None]) -> Response:
    with services().registry.write() as session:
        step(session, get_act(session, Batch, batch_id, hold=True), user_id=staff().id)
    return redirect(url_for(".page", batch_id=batch_id))


def _back() -> str:
    """The page of ours that the form stands on."""
    parts = urlsplit(request.referrer or "")
    return safe_target(f"{parts.path}?{parts.query}" if parts.query else parts.path, other=url_for(".documents"))


def _documents(session: Session) -> choosing.Chosen:
    """What the form names: all failures, all of a search or list, or the ticked ones."""
    form = request.form
    if form.get("failed"):
        return choosing.all_failures(session, form["failed"])
    if chosen("which", ("ticked", "all"), usual="ticked") == "ticked":
        return choosing.these(session, form.getlist("document"))
    if form.get("search"):
        return choosing.all_of_search(session, form["search"])
    wanted, pairs = _wanted()
    return choosing.all_of_list(session, wanted, "&".join(f"{name}={value}" for name, value in pairs))


def _wanted() -> tuple[DocumentFilter, list[tuple[str, str]]]:
    """The list that the parameters ask for, and those of them that count."""
    state, visibility = request.values.get("state", ""), request.values.get("visibility", "")
    withdrawn = state == "withdrawn"
    known = state in DOC_STATES
    wanted = DocumentFilter(
        state=state if known and not withdrawn else None,
        visibility=visibility if visibility in VISIBILITIES else None,
        withdrawn=True if withdrawn else None,
    )
    pairs = [("state", state if known else ""), ("visibility", wanted.visibility or "")]
    return wanted, [(name, value) for name, value in pairs if value]


def _found(session: Session, asked: Search) -> dict[str, Any]:
    """A page of a search's hits as rows of the list."""
    found = answer(session, services().engine, asked, reader(), facets=())
    ids = [hit.id for hit in found.result.hits]
    rows = store.documents_by_id(session, ids, reader())
    more = asked.page * asked.size < found.result.total
    pairs = [*asked.pairs, ("page", str(asked.page + 1))]
    return {
        "rows": [rows[one] for one in ids if one in rows],
        "total": found.result.total,
        "given": {},
        "search": links.address_of(asked),
        "words": asked.words,
        "more": links.with_pairs(url_for(".documents"), pairs) if more else None,
        "actions": BATCH_ACTIONS,
        "states": DOC_STATES,
    }
