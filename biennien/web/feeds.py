"""What a search found last, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from flask import Response, url_for
from lxml import etree
from sqlalchemy.orm import Session

from biennien.registry.documents import documents_by_id
from biennien.registry.file_names import shown_title
from biennien.registry.readers import Reader
from biennien.registry.tables import Document
from biennien.web import links
from biennien.web.searching import Search, answer
from biennien.web.serializers.names import moment
from biennien.web.services import services
from search.query import Sort
from search.results import Hit

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "application/atom+xml; charset=utf-8"
ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
CONTROLS = dict.fromkeys(set(range(32)) - {9, 10, 13} | {0xFFFE, 0xFFFF} | set(range(0xD800, 0xE000)))
"""What XML 1.0 cannot hold."""


def feed(session: Session, asked: Search, who: Reader, *, title: str, self_link: str) -> Response:
    """The documents of a search that came into the archive last, as far as `who` may see them.

    Raises: QueryError, EngineUnavailable.
    """
    found = newest_hits(session, asked, who)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(root, "id", self_link)
    _add(root, "title", title)
    _add(root, "updated", moment(max((row.updated_at for _, row in found), default=NEVER)) or "")
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=self_link)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=links.absolute(links.search_link(asked)))
    for hit, row in found:
        _add_entry(root, hit, row)
    return Response(etree.tostring(root, xml_declaration=True, encoding="utf-8"), content_type=MEDIA)


def newest_hits(session: Session, asked: Search, who: Reader) -> list[tuple[Hit, Document]]:
    """The hits that came into the archive last, with their documents, the last first.

    Raises: QueryError, EngineUnavailable.
    """
    newest = replace(asked, sort=Sort.ADDED.value, size=ENTRIES, page=1, cursor=None)
    hits = answer(session, services().engine, newest, who, facets=()).result.hits
    rows = documents_by_id(session, [hit.id for hit in hits], who)
    found = [(hit, rows[hit.id]) for hit in hits if hit.id in rows]
    return sorted(found, key=lambda pair: pair[1].created_at, reverse=True)  # the index knows minutes only


def _add_entry(root: etree._Element, hit: Hit, row: Document) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    address = url_for("documents.page", document_id=hit.id, _external=True)
    _add(entry, "id", address)
    _add(entry, "title", shown_title(hit))
    _add(entry, "published", moment(row.created_at) or "")
    _add(entry, "updated", moment(row.updated_at) or "")
    etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address)
    for name in _authors(row):
        _add(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", name)
    _add(entry, "summary", " … ".join(" ".join(snippet.text.split()) for snippet in hit.snippets))


def _authors(row: Document) -> Iterable[str]:
    """Who issued it, else who wrote it, else this archive: an entry has an author."""
    return [row.issuer] if row.issuer else (row.metadata_values or {}).get("authors") or ["biên niên"]


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(CONTROLS)
