"""Whole results and single documents as files for other programs: tables, lines of JSON, references."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from flask import Blueprint, Response, abort, stream_with_context

from biennien.citing import FORMS, Citation
from biennien.registry import documents as store
from biennien.registry.readers import Reader
from biennien.rows import to_csv, to_jsonl
from biennien.searching import all_hits
from biennien.web.citations import citation_of
from biennien.web.identity import keeper, reader
from biennien.web.pages.search import read_search, refuse_unusable
from biennien.web.searching import make_query
from biennien.web.serializers.hits import serialize_hit
from biennien.web.services import services
from search.query import Query
from search.results import Hit

blueprint = Blueprint("exports", __name__)
COLUMNS = (
    "id", "source_file", "title", "published", "doc_type", "issuer", "place", "units", "slogans", "campaigns",
)  # fmt: skip
TABLES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
BATCH = 200
"""Hits whose documents are asked for together."""


@blueprint.route("/export.<kind>")
def result(kind: str) -> Response:
    """The whole result of a search as CSV, JSON lines, BibTeX, RIS or a list of references, sent as it is read."""
    if kind not in TABLES and kind not in FORMS:
        abort(404)
    asked, errors = read_search()
    refuse_unusable(errors)
    with services().registry.read() as session:
        query = make_query(session, asked, reader())
    if kind in TABLES:
        rows = map(_row, chain.from_iterable(_batches(query, reader())))
        return _file(to_csv(rows, COLUMNS) if kind == "csv" else to_jsonl(rows), kind, TABLES[kind])
    media, write = FORMS[kind]
    return _file(map(write, _citations(query, reader())), kind, media)


@blueprint.route("/documents/<document_id>/citation.<form>")
def citation(document_id: str, form: str) -> Response:
    """One document as a reference."""
    if form not in FORMS:
        abort(404)
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        if document.text_id is None:
            abort(404)
        media, write = FORMS[form]
        return _file(iter([write(citation_of(document))]), form, media, name=document.id)


def _citations(query: Query, who: Reader) -> Iterator[Citation]:
    """The citations of all hits, in their order, a batch of documents at a time."""
    for batch in _batches(query, who):
        yield from _cited([hit.id for hit in batch], who)


def _batches(query: Query, who: Reader) -> Iterator[list[Hit]]:
    """All hits that `who` may see: the index learns a moment later what was withdrawn or kept back."""
    hits = all_hits(services().engine, query, batch=BATCH)
    while batch := list(islice(hits, BATCH)):
        with services().registry.read() as session:
            seen = store.visible_documents(session, [hit.id for hit in batch], who)
        yield [hit for hit in batch if hit.id in seen]


def _cited(ids: list[str], who: Reader) -> list[Citation]:
    with services().registry.read() as session:
        rows = store.documents_by_id(session, ids, who)
        return [citation_of(rows[one]) for one in ids if one in rows]


def _row(hit: Hit) -> dict[str, Any]:
    """A hit as a row: names where the answer has objects."""
    told = serialize_hit(hit)
    named = {name: [one["label"] for one in told[name]] for name in ("units", "slogans", "campaigns")}
    return {name: told[name] for name in COLUMNS} | named


def _file(pieces: Iterator[str], ending: str, media: str, *, name: str = "biennien") -> Response:
    response = Response(stream_with_context(pieces), content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
