"""`/searches`: searches that staff keep, with what came in since they looked; feeds of new hits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from biennien.registry.database import now
from biennien.registry.readers import ANYONE
from biennien.registry.saved_searches import followed_search, own_search, save_search, searches_of
from biennien.registry.tables import SavedSearch
from biennien.web import links
from biennien.web.feeds import ENTRIES, feed, newest_hits
from biennien.web.identity import reader, staff
from biennien.web.pages.search import chips_of, read_search, refuse_unusable
from biennien.web.searching import Search
from biennien.web.services import services
from search.errors import SearchError
from search.query import Sort

blueprint = Blueprint("saved", __name__)


@blueprint.route("/searches")
def index() -> str:
    """The searches that one keeps."""
    with services().registry.read() as session:
        rows = [_told(session, row) for row in searches_of(session, staff().id)]
        return render_template("search/saved.html", searches=rows, most=ENTRIES)


@blueprint.route("/searches", methods=["POST"])
def save() -> AnyResponse:
    """Keep a search; without a name it is called by its words. Raises: Problem 422 where it cannot be used."""
    asked, errors = _read(request.form.get("search", ""))
    refuse_unusable(errors)
    name = request.form.get("name", "").strip() or asked.words or gettext("Everything new")
    with services().registry.write() as session:
        save_search(session, staff().id, name, links.address_of(asked))
    return redirect(url_for(".index"))


@blueprint.route("/searches/<search_id>/look", methods=["POST"])
def look(search_id: str) -> AnyResponse:
    """Go to what a search finds, the last added first; what is there now is new no longer."""
    with services().registry.write() as session:
        row = own_search(session, search_id, staff().id)
        row.seen_at = now(session)
        return redirect(links.search_link(replace(search_of(row.address), sort=Sort.ADDED.value)))


@blueprint.route("/searches/<search_id>/remove", methods=["POST"])
def remove(search_id: str) -> AnyResponse:
    """Keep a search no longer; its feed ends."""
    with services().registry.write() as session:
        session.delete(own_search(session, search_id, staff().id))
    return redirect(url_for(".index"))


@blueprint.route("/searches/<search_id>.atom")
def followed(search_id: str) -> Response:
    """The feed of a kept search, for whoever has its key: public documents only."""
    with services().registry.read() as session:
        row = followed_search(session, search_id, request.args.get("key", ""))
        return feed(session, search_of(row.address), ANYONE, title=row.name, self_link=links.feed_link(row))


@blueprint.route("/feed.atom")
def newest() -> Response:
    """The feed of any search."""
    asked, errors = read_search()
    refuse_unusable(errors)
    with services().registry.read() as session:
        title = f"biên niên: {asked.words}" if asked.words else "biên niên"
        return feed(session, asked, reader(), title=title, self_link=links.absolute(links.search_feed_link(asked)))


def search_of(address: str) -> Search:
    """The search that the parameters of an address are."""
    return _read(address)[0]


def _read(address: str) -> tuple[Search, dict[str, str]]:
    return read_search(MultiDict(parse_qsl(address)))


def _told(session: Session, row: SavedSearch) -> dict[str, Any]:
    """A kept search as the list shows it; `new` is None while the index cannot be asked."""
    asked = search_of(row.address)
    try:
        added = [document for _, document in newest_hits(session, asked, reader())]
    except SearchError:
        added = None
    return {
        "id": row.id,
        "name": row.name,
        "filters": chips_of(session, asked, reader())["values"],
        "words": asked.words,
        "new": None if added is None else sum(document.created_at > row.seen_at for document in added),
        "href": links.search_link(asked),
        "feed": links.feed_link(row),
    }
