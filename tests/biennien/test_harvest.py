"""The moment from which the next walk begins: nothing that comes in sight later bears an earlier one."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from biennien.registry.database import Registry, now
from biennien.registry.harvest import walk
from biennien.registry.tables import Document


def make(registry: Registry, name: str) -> None:
    with registry.write() as session:
        session.add(row(name, now(session)))


def row(name: str, moment: object) -> Document:
    return Document(
        id=name, sha256=name, size=1, source_file=f"{name}.txt", state="done", visibility="public",
        created_at=moment, updated_at=moment,
    )  # fmt: skip


def test_what_comes_in_sight_after_a_walk_is_in_the_next(registry: Registry) -> None:
    make(registry, "a")
    with registry.write() as slow:
        slow.add(row("b", now(slow)))
        slow.flush()
        if not registry.is_sqlite:
            make(registry, "c")
        with registry.read() as session:
            first = walk(session, select(Document), Document.id.expression, cursor=None, limit=9)
    with registry.read() as session:
        fresh = select(Document).where(Document.updated_at >= first.until)
        second = walk(session, fresh, Document.id.expression, cursor=None, limit=9)
    assert "b" not in {one.id for one in first.items}
    assert "b" in {one.id for one in second.items}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_moments_rise_in_the_order_in_which_changes_come_in_sight_on_one_machine(registry: Registry) -> None:
    """A writer that waits for another takes its moment when its turn has come; on a server they overlap."""
    with registry.write() as session:
        began = now(session)
        assert session.connection().in_transaction()
        session.add(row("a", began))
    with registry.read() as session:
        assert walk(session, select(Document), Document.id.expression, cursor=None, limit=9).until == began
