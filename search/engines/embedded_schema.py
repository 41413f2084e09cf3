"""The tantivy schema of the mapping, and a document of ours as one of tantivy's."""

from __future__ import annotations

import json
from typing import Any

import tantivy

from ingest.orthography import nfc
from search.fields import DAY_FIELDS, KEYWORD_FIELDS, days, keywords, period, stored
from search.mapping import LABEL_FIELDS, TEXT_FIELDS, IndexDocument, label_field
from search.terms import code_terms, text_terms

Fields = dict[str, Any]
"""Field -> its values, each a string, a number or bytes, all of one kind."""

UNDATED_PERIOD = 0
"""What `period` holds for an undated document, so that these are counted in the same pass as all periods."""


def build_schema() -> tantivy.Schema:
    """The schema: text fields twice, keywords and integers as fast fields, what hits show as stored bytes."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        for form in ("exact", "folded"):
            builder.add_text_field(f"{name}_{form}", tokenizer_name="whitespace", index_option="position")
    for name in LABEL_FIELDS:
        builder.add_text_field(label_field(name), tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("code", tokenizer_name="raw", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in DAY_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True)
    builder.add_integer_field("period", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def make_fields(document: IndexDocument) -> Fields:
    """The values of `document` by field, its terms made: what takes time, and can be done in another process."""
    body = nfc(document.body)
    made: Fields = dict(text_terms(document, body))
    made["code"] = code_terms(document, body)
    made |= keywords(document)
    made |= {name: [day] for name, day in days(document).items()}
    made |= {"id": [document.id], "year": list(document.years)}
    months = UNDATED_PERIOD if document.from_day is None else period(document)
    made["period"] = [] if months is None else [months]
    made["stored"] = [json.dumps(stored(document, body), ensure_ascii=False).encode()]
    return made


def to_tantivy(fields: Fields, schema: tantivy.Schema) -> tantivy.Document:
    """The document with these values."""
    return tantivy.Document.from_dict(fields, schema)
