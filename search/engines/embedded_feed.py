"""The terms of many documents, made in a process of its own while the writer takes in those made before."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection, Pipe
from select import select

from search.engines.embedded_schema import Fields, make_fields
from search.mapping import IndexDocument

Batch = tuple[list[Fields], Sequence[str]]
"""The fields of documents to be written, and ids to be removed after that."""


HERE = 20
"""Documents made here before the other process is looked at again: of fewer at once each takes longer."""


class Feed:
    """One batch is always under way: each gives back the one before it, made.

    While that one is not made yet, documents of the new one are made here, so that neither process waits for the other.
    The other process ends when this one does, however it ends: its only way to hear of anything is then closed.
    """

    def __init__(self) -> None:
        self._ours, theirs = Pipe()
        with theirs:
            end = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-c", f"from {__name__} import serve; serve({end})"],
                stdin=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
                pass_fds=(end,),
            )
        self._deletes: Sequence[str] | None = None
        self._ready = False

    def is_ready(self) -> bool:
        """Whether the process has started. Raises: EOFError, OSError when it died."""
        if not self._ready and self._has_sent():
            self._ours.recv()
            self._ready = True
        return self._ready

    def swap(self, documents: Sequence[IndexDocument], deletes: Sequence[str]) -> tuple[Batch, Batch]:
        """The batch before, empty at first, and what was made here of this one, the rest of which is begun with.

        Raises: EOFError, OSError when the process died.
        """
        here: list[Fields] = []
        while self._deletes is not None and len(here) < len(documents) and not self._has_sent():
            here += make_fields(documents[len(here) : len(here) + HERE])
        before = self.finish()
        self._ours.send(documents[len(here) :])
        self._deletes = deletes
        return before, (here, ())

    def finish(self) -> Batch:
        """The batch under way, once it is made, or an empty one. Raises: EOFError, OSError when the process died."""
        deletes, self._deletes = self._deletes, None
        return ([], ()) if deletes is None else (self._ours.recv(), deletes)

    def _has_sent(self) -> bool:
        """Whether the process has sent something; `Connection.poll` takes ten times as long to tell."""
        return bool(select([self._ours], [], [], 0)[0])

    def close(self) -> None:
        """End the process; what is under way is lost."""
        self._ours.close()
        self._process.wait()


def serve(end: int) -> None:
    """Make what comes through this end of the pipe, until the other one is closed.

    A program of its own, not one of `multiprocessing`, which would run the main module of whoever asks once more.
    """
    gc.disable()  # fields hold each other in no circles
    with Connection(end) as theirs:
        try:
            theirs.send(None)  # ready
            while True:
                documents: Sequence[IndexDocument] = theirs.recv()
                theirs.send(list(make_fields(documents)))
        except (EOFError, OSError):
            return  # whoever asked is gone
