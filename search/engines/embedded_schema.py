"""The tantivy schema of the mapping, and a document of ours as one of tantivy's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import tantivy

from ingest.orthography import nfc
from search.fields import KEYWORD_FIELDS, ORDERED_FIELDS, batched, many_values, period, stored
from search.mapping import BEYOND, LABEL_FIELDS, PAIRS, TEXT_FIELDS, IndexDocument, label_field

Fields = dict[str, list[Any]]
"""Field -> its values, each a string, a number or bytes, all of one kind."""

UNDATED_PERIOD = 0
"""What `period` holds for an undated document, so that these are counted in the same pass as all periods."""


def open_index(folder: Path) -> tantivy.Index:
    """The index in `folder`, made where there is none. Raises: ValueError for one of another schema, or damaged."""
    return tantivy.Index(_build_schema(), str(folder))


def _build_schema() -> tantivy.Schema:
    """The schema: text fields twice, keywords and integers as fast fields, what hits show as stored bytes."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        for form in ("exact", "folded"):
            builder.add_text_field(f"{name}_{form}", tokenizer_name="whitespace", index_option="position")
    for name in LABEL_FIELDS:
        builder.add_text_field(label_field(name), tokenizer_name="whitespace", index_option="position")
    for name in (PAIRS, BEYOND):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("code", tokenizer_name="raw", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ORDERED_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True)
    builder.add_integer_field("period", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def make_fields(documents: Iterable[IndexDocument]) -> Iterator[Fields]:
    """Yield the values of each document by field, their terms made: what takes time, and another process can do."""
    for some in batched(documents):
        bodies = [nfc(document.body) for document in some]
        for document, body, values in zip(some, bodies, many_values(some, bodies), strict=True):
            months = UNDATED_PERIOD if document.from_day is None else period(document)
            kept = orjson.dumps(stored(document, body))
            yield values | {"period": [] if months is None else [months], "stored": [kept]}


def to_tantivy(fields: Fields, schema: tantivy.Schema) -> tantivy.Document:
    """The document with these values."""
    return tantivy.Document.from_dict(fields, schema)
