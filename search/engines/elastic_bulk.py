"""Writing many documents to a cluster: what it refuses for now is sent again, what it refuses for good is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.address import Address
from search.engines.elastic_mapping import Source
from search.errors import DocumentsRefused, EngineUnavailable

CHUNK_BYTES = 10_000_000
"""Bytes of one request; a cluster takes 100 MB, and smaller ones keep its memory free for searches."""

CHUNK = 500
"""Documents of one request."""

RETRIES = 4
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0
"""Seconds to wait before documents are sent again; whoever called tries once more later, too."""

BUSY = (429, 503)
"""Statuses of documents that a full queue, a full disk or a shard without its node refuses for now."""

TOLD = [f"items.*.{name}" for name in ("_id", "status", "error")]
"""What a cluster is to tell of each document; to write, send and read the rest takes time for nothing."""

FAULTY = 400
"""Status of a document that does not fit the mapping."""


def requests_of(upserts: Iterable[Source]) -> Iterator[list[Source]]:
    """The documents in their order, as many together as go into one request."""
    some: list[Source] = []
    size = 0
    for source in upserts:
        if some and (len(some) == CHUNK or size + len(source.json) > CHUNK_BYTES):
            yield some
            some, size = [], 0
        some.append(source)
        size += len(source.json)
    if some:
        yield some


def write_bulk(
    client: Elasticsearch,
    address: Address,
    index: str,
    upserts: Iterable[Source],
    deletes: Iterable[str],
    *,
    is_alias: bool,
) -> None:
    """Replace and remove documents of `index`, which is never made by this: with `is_alias` it has to be one.

    Raises: DocumentsRefused when everything was written but some documents do not fit; EngineUnavailable.
    """
    refused: dict[str, str] = {}
    for _, result in streaming_bulk(
        client, _actions(index, upserts, deletes), chunk_size=CHUNK, max_chunk_bytes=CHUNK_BYTES, yield_ok=False,
        raise_on_error=False, max_retries=RETRIES, initial_backoff=FIRST_WAIT, max_backoff=LONGEST_WAIT,
        retry_on_status=BUSY, require_alias=is_alias, expand_action_callback=_as_is, filter_path=TOLD,
    ):  # fmt: skip
        ((kind, item),) = result.items()
        if kind == "delete" and item["status"] == 404 and "error" not in item:
            continue
        if item["status"] != FAULTY:
            raise EngineUnavailable(location=address.shown, detail=f"{item['status']}: {_reason(item)}")
        refused[item["_id"]] = _reason(item)
    if refused:
        raise DocumentsRefused(refused)


def _actions(index: str, upserts: Iterable[Source], deletes: Iterable[str]) -> Iterator[Any]:
    """What to do with which document, and its source: the two lines that `expand_action` would make of a dictionary."""
    for source in upserts:
        yield {"index": {"_index": index, "_id": source.id}}, source.json
    for id_ in deletes:
        yield {"delete": {"_index": index, "_id": id_}}, None


def _as_is(action: Any) -> Any:
    return action


def _reason(item: dict[str, Any]) -> str:
    error = item.get("error", {})
    cause = error.get("caused_by", {}).get("reason")
    return " ".join(filter(None, (error.get("reason", "no reason given"), f"({cause})" if cause else "")))
