"""What every search engine does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, Self

from search.mapping import IndexDocument
from search.query import Query
from search.results import ResultPage


class Engine(Protocol):
    """An index of documents. Reading is safe from several threads; one process at a time may write."""

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str] = ()) -> None:
        """Replace and remove documents, then make it durable and visible.

        Nothing is changed when the source of the documents raises. When the index fails in between, some may be: apply
        the batch again. Raises: WriterBusy when another process writes; EngineUnavailable when the index cannot be
        reached; DocumentsRefused when all were applied but some that do not fit.
        """

    def search(self, query: Query) -> ResultPage:
        """The page of hits that `query` asks for, with its facets.

        Raises: QueryError, EngineUnavailable.
        """

    def suggest(self, query: Query) -> str | None:
        """Words near those of `query` that do find something the reader may see, None when there are none."""

    def count(self) -> int:
        """How many documents the index holds, withdrawn ones included."""

    def ids(self) -> Iterator[str]:
        """The id of every document in the index, in no order."""

    def stamps(self, ids: Collection[str]) -> dict[str, str]:
        """The stamp (IndexDocument.stamp) of each of these documents that the index holds, as it was indexed."""

    def rebuild(self, *, resume: bool = False) -> AbstractContextManager[Self]:
        """A new, empty index beside this one, which goes on answering; an error-free end of the block swaps it in.

        With `resume` an index that was begun and never swapped in is gone on with, whatever it holds, and one whose
        block ends with an error is kept for the next time.
        """

    def ping(self) -> None:
        """Return when the index answers. Raises: EngineUnavailable."""

    def close(self) -> None:
        """Give the writer's lock and all files back."""
