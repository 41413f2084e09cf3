"""The terms of many documents, made in a process of its own while the writer takes in those made before."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

from search.engines.embedded_schema import Fields, make_fields
from search.mapping import IndexDocument

Batch = tuple[list[Fields], Sequence[str]]
"""The fields of documents to be written, and ids to be removed after that."""


class Feed:
    """One batch is always under way: each gives back the one before it, made.

    The other process ends when this one does, however it ends: its only way to hear of anything is then closed.
    """

    def __init__(self) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="terms", daemon=True)
        self._process.start()
        theirs.close()
        self._deletes: Sequence[str] | None = None

    def swap(self, documents: Sequence[IndexDocument], deletes: Sequence[str]) -> Batch:
        """The batch before, empty at first; this one is begun with. Raises: EOFError, OSError when the process died."""
        made = self.finish()
        self._ours.send(documents)
        self._deletes = deletes
        return made

    def finish(self) -> Batch:
        """The batch under way, once it is made, or an empty one. Raises: EOFError, OSError when the process died."""
        deletes, self._deletes = self._deletes, None
        return ([], ()) if deletes is None else (self._ours.recv(), deletes)

    def close(self) -> None:
        """End the process; what is under way is lost."""
        self._ours.close()
        self._process.join()


def _serve(theirs: Connection) -> None:
    try:
        while True:
            documents: Sequence[IndexDocument] = theirs.recv()
            theirs.send([make_fields(document) for document in documents])
    except (EOFError, BrokenPipeError):
        return  # whoever asked is gone
