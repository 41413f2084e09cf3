"""Lists of units, slogans and campaigns for people, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from biennien.registry.browsing import browse
from biennien.registry.name_leads import kind_of
from biennien.web import links
from biennien.web.identity import reader
from biennien.web.searching import Search, answer
from biennien.web.serializers.hits import serialize_hit
from biennien.web.serializers.names import serialize_named
from biennien.web.services import services

SIZE = 60
LAST_PAGE = 100_000


def shelf(table: type[Any], arguments: Mapping[str, str]) -> dict[str, Any]:
    """A page of a list, the last one for a number behind it; `q` keeps what it names."""
    words = arguments.get("q", "").strip()[:500]
    given = arguments.get("page", "1")
    page = min(max(1, int(given)), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 9 else 1
    kind = kind_of(table)
    with services().registry.read() as session:
        found = browse(session, table, reader(), words=words, page=page, size=SIZE)
        last = max(1, -(-found.total // SIZE))
        if page > last:
            page, found = last, browse(session, table, reader(), words=words, page=last, size=SIZE)
        items = [serialize_named(one) | {"href": links.named_link(kind, one.row.id)} for one in found.items]
    return {
        "items": items,
        "total": found.total,
        "words": words,
        "page": page,
        "last": last,
        "previous": links.page_link(page - 1) if page > 1 else None,
        "next": links.page_link(page + 1) if page < last else None,
    }


def merged_link(kind: str, row_id: str) -> Response:
    """The way from the address of something that was merged to what it is part of now."""
    pairs = [(name, value) for name, value in request.args.items(multi=True)]
    return redirect(links.with_pairs(str(links.named_link(kind, row_id)), pairs), 301)


def latest_documents(search: Search) -> list[dict[str, Any]]:
    """The newest documents that a search finds."""
    newest = replace(search, sort="newest", size=12)
    with services().registry.read() as session:
        found = answer(session, services().engine, newest, reader(), facets=())
    return [serialize_hit(hit) | {"href": links.document_link(hit.id)} for hit in found.result.hits]
