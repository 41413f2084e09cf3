"""Units, slogans and campaigns in lists: what readers may know of, found by index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from biennien.intake import Accepted
from biennien.registry.browsing import browse, count_visible, get_visible
from biennien.registry.database import Registry, open_registry
from biennien.registry.documents import withdraw
from biennien.registry.names import find_named
from biennien.registry.readers import ANYONE, KEEPER, NOBODY, STAFF_MEMBER
from biennien.registry.tables import Campaign, Document, Slogan, Unit
from biennien.settings import Settings

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]

WHOLE_TABLES = tuple(f"SCAN {name}" for name in ("units", "unit_names", "slogans", "campaigns", "documents"))
IN_THE_MIDDLE = ' || anon_1."key" || '
"""Words in the middle of a slogan no index finds; their names alone are read for them, 30 ms for 30,000."""


def test_lists_count_what_the_reader_may_see(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    keep(take_in("1"))
    keep(take_in("2", visibility="staff"))
    gone = keep(take_in("3"))
    with registry.write() as session:
        withdraw(session, session.get_one(Document, gone.id), reason="sai", user_id=None)
    for reader, number in ((NOBODY, 0), (ANYONE, 1), (STAFF_MEMBER, 2), (KEEPER, 3)):
        with registry.read() as session:
            shelf = browse(session, Unit, reader)
            assert ([one.documents for one in shelf.items], shelf.total) == ([number] if number else [], bool(number))
            for one in shelf.items:
                assert one == get_visible(session, Unit, one.row.id, reader)
            assert shelf.items == tuple(count_visible(session, Unit, session.query(Unit).all(), reader))


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "words"),
    [
        (Unit, "u123"),
        (Unit, "ubnd xã Tân Lập"),
        (Unit, "ủy ban nhân"),
        (Slogan, "đoàn kết"),
        (Campaign, "sạch nhà đẹp ngõ"),
    ],
)
def test_name_is_looked_up_by_index(settings: Settings, take_in: TakeIn, keep: Keep, table: Any, words: str) -> None:
    keep(take_in("1"))
    asked: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    registry = open_registry(settings.database_url)
    event.listen(registry.engine, "before_cursor_execute", note)
    with registry.read() as session:
        find_named(session, table, words)
        connection = session.connection()
        plans = [
            row[-1]
            for statement, parameters in list(asked)
            if IN_THE_MIDDLE not in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    registry.close()
    assert plans
    assert not [plan for plan in plans if plan.startswith(WHOLE_TABLES)]
