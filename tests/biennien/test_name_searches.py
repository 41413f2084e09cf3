"""Searches, facets and counts by names that are merged and parted again, while index and worker are half through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from biennien.indexing import apply_outbox, open_search
from biennien.registry import name_leading
from biennien.registry.browsing import get_visible
from biennien.registry.database import Registry
from biennien.registry.errors import NotFound
from biennien.registry.name_acts import merge
from biennien.registry.name_history import undo_act
from biennien.registry.names import find_named
from biennien.registry.readers import ANYONE, STAFF, Reader
from biennien.registry.tables import Unit
from biennien.searching import Wish, resolve
from biennien.settings import Settings
from search.engine import Engine
from tests.biennien.name_shelf import (
    FACETS,
    GOES,
    HIDDEN,
    READERS,
    SAID,
    STAYS,
    Shelf,
    ids_of,
    merge_all,
    searched,
    undo_all,
)
from tests.biennien.name_state import state


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings: Settings, registry: Registry) -> Iterator[Engine]:
    """An empty index of each kind."""
    if request.param == "elasticsearch":
        server, url = request.getfixturevalue("elastic_server"), request.getfixturevalue("elastic_url")
        settings = replace(settings, search_url=url, search_ca=server.ca)
    with closing(open_search(settings, registry)) as opened:
        yield opened


def counted(registry: Registry, engine: Engine, table: type[Any], reader: Reader) -> dict[str, int]:
    """How many documents a facet tells of each id."""
    with registry.read() as session:
        query = resolve(session, Wish(text=""), reader).query
    return {bucket.value: bucket.count for bucket in engine.search(query).facets[FACETS[table]]}


def step(registry: Registry, engine: Engine) -> bool:
    """A step of a worker and one of the keeper of the index; False when nothing was left to do."""
    return any([name_leading.advance_some(registry), apply_outbox(registry, [engine]) > 0])


@pytest.mark.usefixtures("few")
def test_merged_name_finds_all_documents_while_the_index_follows(
    registry: Registry, engine: Engine, shelf: Shelf
) -> None:
    while step(registry, engine):
        pass
    acts = merge_all(registry)
    steps = 0
    while True:
        for table, (_, goes, _) in acts.items():
            for words in (SAID[table][GOES], SAID[table][STAYS], goes):
                for reader in READERS:
                    wanted = shelf.of(table, GOES, STAYS, reader=reader)
                    assert searched(registry, engine, table, words, reader) == wanted
        if not step(registry, engine):
            break
        steps += 1
    assert steps > 3
    for table, (_, goes, stays) in acts.items():
        for reader in READERS:
            found = counted(registry, engine, table, reader)
            assert (found.get(goes), found[stays]) == (None, len(shelf.of(table, GOES, STAYS, reader=reader)))


@pytest.mark.usefixtures("few")
def test_undone_merger_loses_no_document_while_they_are_led(registry: Registry, engine: Engine, shelf: Shelf) -> None:
    first = state(registry)
    acts = merge_all(registry)
    while step(registry, engine):
        pass
    undo_all(registry, acts)
    steps = 0
    while True:
        for table in acts:
            for reader in READERS:
                found = set().union(
                    *(searched(registry, engine, table, SAID[table][name], reader) for name in (GOES, STAYS))
                )
                assert found == shelf.of(table, GOES, STAYS, reader=reader)
        if not step(registry, engine):
            break
        steps += 1
    assert steps > 3
    for table, (_, goes, stays) in acts.items():
        for name, row_id in ((GOES, goes), (STAYS, stays)):
            for reader in READERS:
                wanted = shelf.of(table, name, reader=reader)
                assert searched(registry, engine, table, SAID[table][name], reader) == wanted
                assert counted(registry, engine, table, reader)[row_id] == len(wanted)
    assert state(registry) == first


@pytest.mark.usefixtures("few")
def test_staff_only_documents_stay_hidden_while_others_are_led(
    registry: Registry, engine: Engine, shelf: Shelf
) -> None:
    """What goes is in public papers, what it is merged into in papers for staff alone."""
    for _ in range(3):
        shelf.add((HIDDEN,), visibility=STAFF)
    public = shelf.of(Unit, GOES, reader=ANYONE)
    with registry.write() as session:
        goes, hidden = ids_of(session, Unit)[0], find_named(session, Unit, HIDDEN)[0].id
        with pytest.raises(NotFound):
            get_visible(session, Unit, hidden, ANYONE)
        act = merge(session, Unit, goes, hidden, user_id=None)
        assert get_visible(session, Unit, goes, ANYONE).documents == len(public)
    while step(registry, engine):
        assert searched(registry, engine, Unit, GOES, ANYONE) <= public
    assert searched(registry, engine, Unit, HIDDEN, ANYONE) == public
    assert counted(registry, engine, Unit, ANYONE)[hidden] == len(public)
    with registry.write() as session:
        undo_act(session, act.id, user_id=None)
    while step(registry, engine):
        assert searched(registry, engine, Unit, GOES, ANYONE) <= public
        assert counted(registry, engine, Unit, ANYONE).get(hidden, 0) <= len(public)
    assert searched(registry, engine, Unit, GOES, ANYONE) == public
    assert hidden not in counted(registry, engine, Unit, ANYONE)
    with registry.read() as session, pytest.raises(NotFound):
        get_visible(session, Unit, hidden, ANYONE)
