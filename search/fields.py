"""The values of a document by field of the index, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ingest.orthography import nfc
from search.many_terms import many_text_terms
from search.mapping import BRANCH, NO_DAY, IndexDocument

KEYWORD_FIELDS = ("id", "unit", BRANCH, "type", "slogan", "campaign", "place", "visibility", "withdrawn")
ORDERED_FIELDS = ("from_day", "to_day", "oldest", "added")
INTEGER_FIELDS = ("year", *ORDERED_FIELDS)
UNDATED_LAST = 99_999_999
"""`oldest` of an undated document: after every day when the oldest come first."""

SHIFT = 15
"""Bits of a month's number: `period` holds the first and last month of a document as one number."""


TOGETHER = 200
"""Documents whose terms are made at once."""


def batched(documents: Iterable[IndexDocument]) -> Iterator[list[IndexDocument]]:
    """Yield the documents in their order, as many together as terms are made of at once."""
    rest = iter(documents)
    while some := list(islice(rest, TOGETHER)):
        yield some


def many_values(documents: Sequence[IndexDocument], bodies: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    """Yield all that each document is found by, by field, but `period`; `bodies` are their NFC texts.

    To make the terms takes time, of many documents at once half of what it takes of each.
    """
    for document, terms in zip(documents, many_text_terms(documents, bodies), strict=True):
        yield terms | keywords(document) | _numbers(document)


def keywords(document: IndexDocument) -> dict[str, list[str]]:
    """The filter values of `document` by field."""
    return {
        "id": [document.id],
        "unit": [id_ for id_, _ in document.units],
        BRANCH: list(dict.fromkeys((*(id_ for id_, _ in document.units), *document.above))),
        "slogan": [id_ for id_, _ in document.slogans],
        "campaign": [id_ for id_, _ in document.campaigns],
        "type": [document.doc_type] if document.doc_type else [],
        "place": [document.place] if document.place else [],
        "visibility": [document.visibility],
        "withdrawn": [flag(document.withdrawn)],
    }


def _numbers(document: IndexDocument) -> dict[str, list[int]]:
    """The numbers that orders and periods go by; an undated document is before all days but for `oldest`."""
    if document.from_day is None or document.to_day is None:
        first, last, oldest = NO_DAY, NO_DAY, UNDATED_LAST
    else:
        first, last, oldest = document.from_day, document.to_day, document.from_day
    numbers = {"from_day": [first], "to_day": [last], "oldest": [oldest], "added": [document.added]}
    return numbers | {"year": [*document.years]}


def period(document: IndexDocument) -> int | None:
    """The months under which a histogram counts `document`, as one number."""
    return None if document.months is None else document.months[0] << SHIFT | document.months[1]


def months_of(period: int) -> tuple[int, int]:
    """The first and last month that a value of `period` holds."""
    return period >> SHIFT, period & ((1 << SHIFT) - 1)


def flag(value: bool) -> str:
    """A truth value as a keyword."""
    return "yes" if value else "no"


def stored(document: IndexDocument, body: str) -> dict[str, Any]:
    """What hits show of `document`; `body` is its NFC text."""
    return {
        "id": document.id,
        "stamp": document.stamp,
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
