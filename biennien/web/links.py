"""Addresses of searches and documents, made in one place so that templates hold none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urljoin

from flask import request, url_for

from biennien.messages import LANGUAGES
from biennien.registry.tables import SavedSearch
from biennien.web.searching import Search, turned


def search_link(search: Search, *, page: int = 1) -> str:
    """The search page with this search, at a page."""
    return with_pairs(url_for("search.page"), [*search.pairs, *([("page", str(page))] if page > 1 else [])])


def cursor_link(search: Search, cursor: str) -> str:
    """The search page going on after what pages reach."""
    return with_pairs(url_for("search.page"), [*search.pairs, ("cursor", cursor)])


def export_link(search: Search, kind: str) -> str:
    """The whole result as a file with the ending `kind`."""
    return with_pairs(url_for("exports.result", kind=kind), search.pairs)


def search_feed_link(search: Search) -> str:
    """The feed of what comes into a result."""
    return with_pairs(url_for("saved.newest"), search.pairs)


def feed_link(row: SavedSearch) -> str:
    """The feed of a kept search, with its key: a whole address, to be given to a reader of feeds."""
    return url_for("saved.followed", search_id=row.id, key=row.feed_key, _external=True)


def address_of(search: Search) -> str:
    """The search as the parameters of an address."""
    return urlencode(search.pairs)


def absolute(path: str) -> str:
    """The whole address of a page of ours."""
    return urljoin(request.url_root, path)


def document_link(document_id: str, search: Search | None = None, position: int | None = None) -> str:
    """A document; with the search and its place in the result, its page leads to the one before and after."""
    pairs = [*search.pairs, ("pos", str(position))] if search is not None and position is not None else []
    return with_pairs(url_for("documents.page", document_id=document_id), pairs)


def mention_link(document_id: str, mention_id: str | None) -> str:
    """A document at one of its mentions, in whichever part of a long text that stands; without one the document."""
    if mention_id is None:
        return document_link(document_id)
    return url_for("documents.page", document_id=document_id, entity=mention_id, _anchor=f"m-{mention_id}")


def filter_link(name: str, value: str) -> str:
    """The search for all documents with one value of a facet."""
    return search_link(Search(filters={name: (value,)}))


def named_link(kind: str, row_id: str | None) -> str | None:
    """The page of a `unit`, `slogan` or `campaign`, None where there is none."""
    values: dict[str, Any] = {f"{kind}_id": row_id}
    return None if row_id is None else url_for(f"{kind}s.page", **values)


def place_link(place: str) -> str:
    """The units of a place, of the whole country for `''`."""
    return with_pairs(url_for("units.tree"), [("place", place)] if place else [])


def toggle_link(search: Search, name: str, value: str) -> str:
    """The search with a value of a facet added, or taken off where it is asked for."""
    chosen = value in search.filters.get(name, ())
    return search_link(search.without_value(name, value) if chosen else search.with_value(name, value))


def leave_out_link(search: Search, name: str, value: str) -> str:
    """The search without the documents that hold a value of a facet."""
    return search_link(search.with_value(name, turned(value)))


def bar_link(search: Search, first: str, last: str) -> str:
    """The search narrowed to a bar of its histogram."""
    return search_link(replace(search, first=first, last=last, step="", page=1, cursor=None))


def step_link(search: Search, step: str) -> str:
    """The search with another histogram."""
    return search_link(replace(search, step=step), page=search.page)


def page_link(page: int) -> str:
    """This very address at another page."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "page" and value]
    return with_pairs(request.path, [*pairs, ("page", str(page))])


def language_links() -> list[dict[str, Any]]:
    """This very page in each language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    names = {"vi": "Tiếng Việt", "en": "English"}
    return [
        {"code": code, "name": names[code], "href": with_pairs(request.path, [*pairs, ("lang", code)])}
        for code in LANGUAGES
    ]


def with_pairs(address: str, pairs: list[tuple[str, str]]) -> str:
    """An address with these parameters."""
    return f"{address}?{urlencode(pairs)}" if pairs else address
