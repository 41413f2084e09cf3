"""Batches on their way to a cluster: several at once, but no document in two of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event, Lock, Timer

import pytest

from search.engines.elastic_mapping import Source
from search.engines.elastic_sender import UNDER_WAY, Sender
from search.errors import DocumentsRefused


def _batch(*ids: str) -> list[Source]:
    return [Source(id_, b"{}") for id_ in ids]


def test_no_document_is_in_two_requests_at_once() -> None:
    running: list[str] = []
    most, clashes = [], []
    lock = Lock()

    def write(upserts: Sequence[Source], deletes: Sequence[str]) -> None:
        ids = [*(one.id for one in upserts), *deletes]
        with lock:
            clashes.extend(set(running) & set(ids))
            running.extend(ids)
            most.append(len(running))
        time.sleep(0.005)
        with lock:
            for id_ in ids:
                running.remove(id_)

    sender = Sender(write)
    for at in range(24):
        sender.put(_batch(f"d{at % 5}"), [])
        sender.put([], [f"d{(at + 2) % 5}"])
    sender.settle()
    sender.close()
    assert not clashes
    assert max(most) > 1


def test_slow_requests_keep_nobody_from_making_more_ready() -> None:
    answered = Event()

    def write(_: Sequence[Source], __: Sequence[str]) -> None:
        answered.wait()

    sender = Sender(write)
    too_long = Timer(20, answered.set)
    too_long.start()
    for at in range(UNDER_WAY):
        sender.put(_batch(f"d{at}"), [])
    assert not answered.is_set()
    too_long.cancel()
    answered.set()
    sender.settle()
    sender.close()


def test_what_is_refused_of_any_batch_is_told_at_the_end() -> None:
    def write(upserts: Sequence[Source], deletes: Sequence[str]) -> None:
        raise DocumentsRefused({one.id: "does not fit" for one in upserts})

    sender = Sender(write)
    for at in range(2 * UNDER_WAY):
        sender.put(_batch(f"d{at}"), [])
    with pytest.raises(DocumentsRefused) as told:
        sender.settle()
    sender.close()
    assert len(told.value.reasons) == 2 * UNDER_WAY
