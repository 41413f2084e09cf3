"""The tantivy schema of the mapping, and a document of ours as one of tantivy's."""

from __future__ import annotations

import json
from typing import Any

import tantivy

from ingest.orthography import fold, nfc
from search.analyzer import codes, index_terms
from search.mapping import NO_DAY, TEXT_FIELDS, IndexDocument

KEYWORD_FIELDS = ("id", "unit", "type", "slogan", "campaign", "place", "visibility", "withdrawn")
INTEGER_FIELDS = ("year", "from_day", "to_day", "newest", "oldest")
UNDATED_LAST = 99_999_999
"""`oldest` of an undated document: after every day when the oldest come first."""


def build_schema() -> tantivy.Schema:
    """The schema: text fields twice, keywords and integers as fast fields, what hits show as stored bytes."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        for form in ("exact", "folded"):
            builder.add_text_field(f"{name}_{form}", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("code", tokenizer_name="raw", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in INTEGER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
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
    for code in codes(f"{document.title}\n{body}"):
        made.add_text("code", code)
    for name, values in keywords(document).items():
        for value in values:
            made.add_text(name, value)
    for year in document.years:
        made.add_integer("year", year)
    for name, day in days(document).items():
        made.add_integer(name, day)
    made.add_bytes("stored", json.dumps(_stored(document, body), ensure_ascii=False).encode())
    return made


def keywords(document: IndexDocument) -> dict[str, list[str]]:
    """The filter values of `document` by field."""
    return {
        "unit": [id_ for id_, _ in document.units],
        "slogan": [id_ for id_, _ in document.slogans],
        "campaign": [id_ for id_, _ in document.campaigns],
        "type": [document.doc_type] if document.doc_type else [],
        "place": [document.place] if document.place else [],
        "visibility": [document.visibility],
        "withdrawn": [flag(document.withdrawn)],
    }


def days(document: IndexDocument) -> dict[str, int]:
    """The integer fields of time; an undated document is before all days for `newest` and after all for `oldest`."""
    dated = document.from_day is not None and document.to_day is not None
    return {
        "from_day": document.from_day or NO_DAY if dated else NO_DAY,
        "to_day": document.to_day or NO_DAY if dated else NO_DAY,
        "newest": document.to_day or NO_DAY if dated else NO_DAY,
        "oldest": document.from_day or UNDATED_LAST if dated else UNDATED_LAST,
    }


def flag(value: bool) -> str:
    """A truth value as a keyword."""
    return "yes" if value else "no"


def _stored(document: IndexDocument, body: str) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": nfc(document.title),
        "body": body,
        "source_file": document.source_file,
        "published": document.published,
        "doc_type": document.doc_type,
        "issuer": document.issuer,
        "place": document.place,
        "units": document.units,
        "slogans": document.slogans,
        "campaigns": document.campaigns,
    }


def folded_code(text: str) -> str:
    """The form in which a document number is looked up."""
    return fold(nfc(text))
