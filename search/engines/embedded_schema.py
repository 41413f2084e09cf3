"""The tantivy schema of the mapping, and a document of ours as one of tantivy's."""

from __future__ import annotations

import json

import tantivy

from ingest.orthography import nfc
from search.analyzer import codes, index_terms
from search.fields import DAY_FIELDS, KEYWORD_FIELDS, days, keywords, period, stored
from search.mapping import LABEL_FIELDS, TEXT_FIELDS, IndexDocument, label_field

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


def to_tantivy(document: IndexDocument) -> tantivy.Document:
    """`document` with its terms made."""
    made = tantivy.Document()
    made.add_text("id", document.id)
    body = nfc(document.body)
    for name, text in (("title", document.title), ("names", document.names), ("body", body)):
        exact, folded = index_terms(text)
        made.add_text(f"{name}_exact", exact)
        made.add_text(f"{name}_folded", folded)
    for name, labels in document.labels.items():
        for label in labels:
            made.add_text(label_field(name), index_terms(label)[1])
    for code in codes(f"{document.title}\n{body}"):
        made.add_text("code", code)
    for name, values in keywords(document).items():
        for value in values:
            made.add_text(name, value)
    for year in document.years:
        made.add_integer("year", year)
    for name, day in days(document).items():
        made.add_integer(name, day)
    months = UNDATED_PERIOD if document.from_day is None else period(document)
    if months is not None:
        made.add_integer("period", months)
    made.add_bytes("stored", json.dumps(stored(document, body), ensure_ascii=False).encode())
    return made
