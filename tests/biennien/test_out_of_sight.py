"""What a reader may see no more while the index waits: told from indexes that hold few, since every search asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, text

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.outbox import clear, out_of_sight, pending
from biennien.registry.readers import ANYONE, KEEPER, STAFF, STAFF_MEMBER, Reader
from biennien.registry.tables import Document

TakeIn = Callable[..., Accepted]


@pytest.fixture
def gone(registry: Registry, take_in: TakeIn) -> dict[str, str]:
    """Documents by what happened to them; all of them wait for the index."""
    names = {what: take_in(what).document_id for what in ("left", "withdrawn", "closed")}
    with registry.write() as session:
        withdraw(session, session.get_one(Document, names["withdrawn"]), reason="sai", user_id=None)
        set_visibility(session, session.get_one(Document, names["closed"]), STAFF, user_id=None)
    return names


@pytest.mark.parametrize(
    ("reader", "unseen"),
    [(ANYONE, {"withdrawn", "closed"}), (STAFF_MEMBER, {"withdrawn"}), (KEEPER, set())],
    ids=["anyone", "staff", "keeper"],
)
def test_what_was_taken_from_a_reader_is_told_until_the_index_knows(
    registry: Registry, gone: dict[str, str], reader: Reader, unseen: set[str]
) -> None:
    with registry.write() as session:
        assert out_of_sight(session, reader) == {gone[what] for what in unseen}
        clear(session, [number for number, _ in pending(session, limit=100)])
        assert out_of_sight(session, reader) == frozenset()


@pytest.mark.parametrize("reader", [ANYONE, STAFF_MEMBER], ids=["anyone", "staff"])
def test_it_is_told_from_indexes_of_the_few(registry: Registry, gone: dict[str, str], reader: Reader) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(registry.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    with registry.read() as session:
        out_of_sight(session, reader)
        statement, parameters = asked[-1]
        if not registry.is_sqlite:
            session.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN" if registry.is_sqlite else "EXPLAIN"
        rows = session.connection().exec_driver_sql(f"{explain} {statement}", parameters)  # type: ignore[arg-type]
        plan = " ".join(str(row[-1]) for row in rows)
    assert "ix_documents_withdrawn" in plan
    assert "ix_documents_closed" in plan
