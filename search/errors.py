"""What can go wrong while indexing or searching; messages are made from `code` and `params` at the edge."""

from __future__ import annotations

from collections.abc import Mapping


class SearchError(Exception):
    """Base of the errors of this package; `code` is lasting, `params` fill the sentence made from it."""

    code = "search_failed"

    def __init__(self, **params: str | int) -> None:
        super().__init__(self.code, params)
        self.params = params


class QueryError(SearchError):
    """A query that cannot be answered as asked: a page beyond the wall, a cursor of another query."""

    code = "query_invalid"


class EngineUnavailable(SearchError):
    """The index cannot be reached; `location`, `detail`."""

    code = "search_unavailable"


class IndexOutdated(EngineUnavailable):
    """The index was made with another version of the mapping and can only be rebuilt; `location`."""

    code = "search_outdated"


class IndexDamaged(IndexOutdated):
    """Files of the index are gone or broken, so that it can only be rebuilt; `location`, `detail`."""

    code = "search_damaged"


class WriterBusy(SearchError):
    """Another process writes to this index; `location`."""

    code = "index_busy"


class DocumentsRefused(SearchError):
    """Documents that the index does not take, while it took all others of the batch; `reasons` by id."""

    code = "index_refuses"

    def __init__(self, reasons: Mapping[str, str]) -> None:
        document, reason = next(iter(reasons.items()))
        super().__init__(count=len(reasons), document=document, detail=reason)
        self.reasons = dict(reasons)
