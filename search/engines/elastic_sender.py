"""Batches on their way to a new index, several at once, so that terms are made while the cluster works."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from search.engines.elastic_mapping import Source
from search.errors import DocumentsRefused

THREADS = 3
"""Batches on the wire: more would only make a cluster's queues longer."""

UNDER_WAY = 6
"""Batches on the wire and made ready beside them, so that a slow one does not keep terms from being made: the oldest is
waited for first. More would only have memory hold more documents."""

Write = Callable[[Sequence[Source], Sequence[str]], None]


class Sender:
    """Sends batches by `write`. Two batches with the same document are sent one after the other."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="bulk")
        self._under_way: deque[tuple[Future[None], set[str]]] = deque()
        self._refused: dict[str, str] = {}

    def put(self, upserts: Sequence[Source], deletes: Sequence[str]) -> None:
        """Send a batch some time soon. Raises: what an earlier one did, DocumentsRefused aside."""
        ids = {*(source.id for source in upserts), *deletes}
        if any(not ids.isdisjoint(others) for _, others in self._under_way):
            self._wait(0)
        self._wait(UNDER_WAY - 1)
        self._under_way.append((self._threads.submit(self._write, upserts, deletes), ids))

    def settle(self) -> None:
        """Wait for all batches. Raises: what one of them did; DocumentsRefused for those of all batches."""
        self._wait(0)
        refused, self._refused = self._refused, {}
        if refused:
            raise DocumentsRefused(refused)

    def close(self) -> None:
        """Wait for all batches, whatever becomes of them."""
        self._threads.shutdown()

    def _wait(self, left: int) -> None:
        while len(self._under_way) > left:
            try:
                self._under_way.popleft()[0].result()
            except DocumentsRefused as error:
                self._refused |= error.reasons
