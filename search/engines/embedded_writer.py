"""Writing to a tantivy index: a batch at once, or many batches whose terms another process makes meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from search.engines.embedded_feed import Feed
from search.engines.embedded_schema import Fields, make_fields, to_tantivy
from search.errors import EngineUnavailable, WriterBusy
from search.mapping import IndexDocument

MEMORY = 128_000_000
THREADS = 1
"""One thread keeps a batch in one segment and leaves the other cores to reading and searching."""

OWN_PROCESS_FROM = 200
"""Documents put off from which their terms are made in another process; until it has started they are made here. They
come in batches of as many, so that the second one starts it."""

COMMIT_EVERY = 50_000
"""Documents put off after which those written are committed: tantivy keeps 1.2 kB for each id that it looked for to
remove until then, more than a gigabyte for a million."""


class Writer:
    """What writes to one index. tantivy's lock is taken with the first batch, or by `lock`, and kept until `close`."""

    def __init__(self, index: tantivy.Index, location: Path) -> None:
        self.index, self._location = index, location
        self._writer: tantivy.IndexWriter | None = None
        self._feed: Feed | None = None
        self._put_off = self._committed = 0
        self.uncommitted = 0
        """Changes that `put` took and `commit` has not made visible yet."""

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str]) -> None:
        """Replace and remove documents and commit; nothing is changed where the source of the documents raises."""
        try:
            self._write(make_fields(upserts), deletes)
            self.lock().commit()
        except BaseException:
            self._forget()
            raise

    def put(self, upserts: Sequence[IndexDocument], deletes: Sequence[str]) -> None:
        """Take a batch that `commit` makes visible, and write the one before. Raises: EngineUnavailable, WriterBusy."""
        self._put_off += len(upserts)
        if self._feed is None and self._put_off > OWN_PROCESS_FROM:
            self._feed = Feed()
        self.uncommitted += len(upserts) + len(deletes)
        with self._fed():
            made = self._feed.swap(upserts, deletes) if self._feed and self._feed.is_ready() else None
        for batch in made or [(make_fields(upserts), deletes)]:
            self._write(*batch)
        if self._put_off - self._committed >= COMMIT_EVERY:
            self.lock().commit()
            self._committed = self._put_off

    def commit(self) -> None:
        """Make visible what `put` has taken. Raises: EngineUnavailable, WriterBusy."""
        self.uncommitted = 0
        if self._feed is not None:
            with self._fed():
                made = self._feed.finish()
            self._write(*made)
        self.lock().commit()

    @contextmanager
    def _fed(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError) as error:
            raise EngineUnavailable(
                location=str(self._location), detail="the process that makes terms ended"
            ) from error

    def lock(self) -> tantivy.IndexWriter:
        """tantivy's writer, which no other process can have meanwhile. Raises: WriterBusy, EngineUnavailable."""
        if self._writer is None:
            try:
                self._writer = self.index.writer(MEMORY, THREADS)
            except ValueError as error:
                if "LockBusy" in str(error):
                    raise WriterBusy(location=str(self._location)) from error
                raise EngineUnavailable(location=str(self._location), detail=str(error)) from error
        return self._writer

    def close(self) -> None:
        """Give the lock back, and end the other process; what was not committed is lost."""
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def _write(self, batch: Iterable[Fields], deletes: Iterable[str]) -> None:
        writer, schema = self.lock(), self.index.schema
        for fields in batch:
            writer.delete_documents_by_term("id", fields["id"][0])
            writer.add_document(to_tantivy(fields, schema))
        for id_ in deletes:
            writer.delete_documents_by_term("id", id_)

    def _forget(self) -> None:
        """Forget what was not committed; the next batch takes a new writer."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError):
                writer.rollback()
            del writer
