"""Random corrections through other extractors, other texts and a new index: none lost, none doubled, all taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from biennien.index_keeper import IndexKeeper
from biennien.indexing import open_search
from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.tables import Document, Mention
from biennien.reindexing import rebuild_index
from biennien.settings import Settings
from search.query import Query
from tests.biennien.corrected_archive import Archive, other_text

TakeIn = Callable[..., Accepted]
FILES = 3


@pytest.fixture(params=range(5))
def archive(request: pytest.FixtureRequest, registry: Registry, take_in: TakeIn) -> Iterator[Archive]:
    """Three documents whose texts share words, read by the first version of the extractor."""
    yield Archive(
        registry, [take_in(f"{request.param} {number}").document_id for number in range(FILES)], request.param
    )


def test_undo_in_reverse_order_gives_the_first_state_to_the_byte(archive: Archive) -> None:
    states = [archive.state()]
    for _ in range(10):
        steps = len(archive.done)
        archive.correct()
        if len(archive.done) > steps:
            states.append(archive.state())
    archive.check()
    for expected in reversed(states[:-1]):
        archive.done.pop()()
        assert archive.state() == expected


def test_no_correction_is_lost_or_doubled_by_other_extractors_and_texts(archive: Archive) -> None:
    first = dict(archive.bodies)
    for turn in range(6):
        for _ in range(3):
            archive.correct()
        archive.version += 1
        for one in archive.ids:
            if turn % 2:
                archive.bodies[one] = other_text(archive.bodies[one], archive.chooser)
            archive.read(one)
        archive.check()
        once = archive.state()
        for one in archive.ids:
            archive.read(one)
        assert archive.state() == once  # read again nothing is doubled
    archive.bodies, archive.version = first, 0
    for one in archive.ids:
        archive.read(one)
    archive.check()
    while archive.done:
        archive.done.pop()()
    corrected = archive.state()
    for one in archive.ids:
        archive.read(one)
    assert archive.state() == corrected
    with archive.registry.read() as session:
        assert not session.scalars(select(Mention).where(Mention.origin == "person")).all()
        assert not session.scalars(select(Mention).where(Mention.rejected)).all()


def test_new_index_holds_what_people_said(archive: Archive, settings: Settings) -> None:
    for _ in range(8):
        archive.correct()
    archive.version += 1
    for one in archive.ids:
        archive.read(one)
    keeper = IndexKeeper(settings, archive.registry)
    assert keeper.catch_up()
    keeper.close()
    kept = _indexed(archive, settings)
    rebuild_index(settings, archive.registry, holder="test")
    assert _indexed(archive, settings) == kept
    with archive.registry.read() as session:
        titles = {one: session.get_one(Document, one).title for one in archive.ids}
    assert kept.keys() == titles.keys()
    assert {one: hit["title"] for one, hit in kept.items()} == titles


def _indexed(archive: Archive, settings: Settings) -> Mapping[str, Any]:
    """What a search for everything gives of each document."""
    engine = open_search(settings, archive.registry)
    try:
        hits = engine.search(Query(text="", visibilities=frozenset({"public"}), size=50)).hits
        return {hit.id: {"title": hit.title, "units": hit.units, "slogans": hit.slogans} for hit in hits}
    finally:
        engine.close()
