"""The answer to a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.messages import sentence
from biennien.registry.browsing import visible_ids
from biennien.registry.names import labels_of
from biennien.registry.near_copies import groups_of
from biennien.registry.readers import Reader
from biennien.searching import NAMED
from biennien.serializers import hit_to_json
from biennien.web.languages import language
from biennien.web.searching import Answer
from biennien.web.serializers.names import day
from biennien.web.serializers.sources import serialize_source
from biennien.web.words import DOC_TYPES, FACETS, word
from search.results import Bucket, Hit


def serialize_answer(session: Session, answer: Answer) -> dict[str, Any]:
    """`total`, `hits`, `facets` with the labels of their values, `undated`, `took_ms`, `cursor`, `suggestion`."""
    result = answer.result
    return {
        "total": result.total,
        "hits": _hits(session, result.hits),
        "facets": {name: _buckets(session, name, buckets) for name, buckets in result.facets.items()},
        "histogram": [
            {"from": day(bar.first_day), "to": day(bar.last_day), "count": bar.count} for bar in result.histogram
        ],
        "undated": result.undated,
        "took_ms": result.took_ms,
        "cursor": result.cursor,
        "suggestion": answer.suggestion,
        "notes": [
            *(sentence(note.code, dict(note.params), language=language()) for note in answer.query.parsed.notes),
            *(_unknown(name, words) for name, words in answer.unknown),
        ],
    }


def serialize_hit(hit: Hit) -> dict[str, Any]:
    """One document found, as `biennien search` gives it, but for where its file came from."""
    return hit_to_json(hit) | {"source_file": serialize_source(hit.source_file)}


def _hits(session: Session, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """The hits; `same_as` is an earlier one of them that is nearly the same."""
    groups = groups_of(session, [hit.id for hit in hits])
    first: dict[str, str] = {}
    told = []
    for hit in hits:
        earlier = first.setdefault(groups.get(hit.id, hit.id), hit.id)
        told.append(serialize_hit(hit) | {"same_as": earlier if earlier != hit.id else None})
    return told


def labels(session: Session, name: str, values: list[str], reader: Reader) -> dict[str, str]:
    """What people read for values of a facet; a name that no visible document holds is told to nobody."""
    if name in NAMED:
        table = NAMED[name]
        return labels_of(session, table, visible_ids(session, table, values, reader))
    return _plain_labels(name, values)


def _plain_labels(name: str, values: list[str]) -> dict[str, str]:
    return {value: word(DOC_TYPES, value) for value in values} if name == "type" else {}


def _buckets(session: Session, name: str, buckets: tuple[Bucket, ...]) -> list[dict[str, Any]]:
    """The values of a facet; they come from documents that the reader may see, so their names may be told."""
    values = [bucket.value for bucket in buckets]
    known = labels_of(session, NAMED[name], values) if name in NAMED else _plain_labels(name, values)
    return [
        {"value": bucket.value, "label": known.get(bucket.value, bucket.value), "count": bucket.count}
        for bucket in buckets
    ]


def _unknown(name: str, asked: str) -> str:
    """That a filter names nothing there is."""
    return str(gettext("%(filter)s: nothing here is called “%(words)s”.", filter=word(FACETS, name), words=asked))
