"""The mapping of an Elasticsearch index, and a document of ours as its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from ingest.orthography import nfc
from search.address import ClusterOptions
from search.fields import INTEGER_FIELDS, KEYWORD_FIELDS, batched, many_values, period, stored
from search.mapping import BEYOND, LABEL_FIELDS, PAIRS, TEXT_FIELDS, IndexDocument, label_field

PERIOD = "period"
STORED = "stored"

TERMS = {"type": "text", "analyzer": "whitespace", "position_increment_gap": 1}
"""Terms of ours joined by blanks: the cluster splits them, and needs no plugin for Vietnamese. Values of one field lie
as far apart as in the embedded engine."""

MARKS = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
"""Terms that only tell which documents have them."""

CODE = {"type": "text", "analyzer": "keyword", "index_options": "docs"}
"""Whole document numbers, scored like words: a field of type `keyword` leaves the length of the list out."""


def index_settings(options: ClusterOptions) -> dict[str, Any]:
    """The settings of a new index."""
    if options.replicas is None:
        return {"number_of_shards": options.shards, "auto_expand_replicas": "0-1"}
    return {"number_of_shards": options.shards, "number_of_replicas": options.replicas}


def index_mappings() -> dict[str, Any]:
    """The fields; of the source only what hits show is kept, and a field that is not among them is refused."""
    fields: dict[str, Any] = {f"{name}_{form}": TERMS for name in TEXT_FIELDS for form in ("exact", "folded")}
    fields |= {label_field(name): TERMS for name in LABEL_FIELDS}
    fields |= {name: {"type": "keyword"} for name in KEYWORD_FIELDS}
    fields |= {name: {"type": "integer"} for name in (*INTEGER_FIELDS, PERIOD)}
    fields |= dict.fromkeys((PAIRS, BEYOND), MARKS)
    fields |= {"code": CODE, STORED: {"type": "object", "enabled": False}}
    return {"dynamic": "strict", "_source": {"includes": [f"{STORED}.*"]}, "properties": fields}


class Source(NamedTuple):
    """A document as a cluster takes it: its id, and its fields as JSON."""

    id: str
    json: bytes


def make_sources(documents: Iterable[IndexDocument]) -> Iterator[Source]:
    """Yield the documents with their terms made, of some at once."""
    for some in batched(documents):
        for document, source in zip(some, to_sources(some), strict=True):
            yield Source(document.id, orjson.dumps(source))


def to_sources(documents: Sequence[IndexDocument]) -> Iterator[dict[str, Any]]:
    """Yield the values of each document by field, its terms made."""
    bodies = [nfc(document.body) for document in documents]
    for document, body, values in zip(documents, bodies, many_values(documents, bodies), strict=True):
        yield values | {PERIOD: period(document), STORED: stored(document, body)}
