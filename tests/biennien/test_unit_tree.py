"""The tree of units: who is above and below, what a search under a unit takes, and what a reader may know of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from biennien.indexing import index_documents
from biennien.intake import Accepted
from biennien.registry.browsing import get_visible
from biennien.registry.database import Registry
from biennien.registry.errors import NotFound
from biennien.registry.readers import ANYONE, STAFF_MEMBER
from biennien.registry.tables import Document, Unit
from biennien.registry.unit_tree import (
    ancestors,
    ids_above,
    known_units,
    parts_of,
    predecessors_of,
    with_parts,
)
from biennien.searching import Wish, resolve
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis, Mention

COMMUNE = "Hội Nông dân xã Phong Thủy"
DISTRICT = "Hội Nông dân huyện Lệ Thủy"
PROVINCE = "Hội Nông dân tỉnh Quảng Bình"
NATION = "Hội Nông dân Việt Nam"
SUCCESSOR = "Hội Nông dân xã Lệ Thủy"

Name = Callable[..., str]


@pytest.fixture
def name(take_in: Callable[..., Accepted], keep: Callable[..., Document]) -> Name:
    """Keep a document that names these units; its id."""

    def named(*units: str, visibility: str = "public") -> str:
        body = "; ".join(units)
        starts = [body.index(one) for one in units]
        mentions = tuple(Mention(at, at + len(one), "UNIT", one, one) for at, one in zip(starts, units, strict=True))
        metadata = dict.fromkeys(METADATA_FIELDS) | {"authors": [], "attachments": []}
        analysis = Analysis(mentions, metadata, {}, ())
        return keep(take_in(body, visibility=visibility), Reading(body, "text", "test"), analysis).id

    return named


def ids(registry: Registry) -> dict[str, str]:
    with registry.read() as session:
        return {row.name: row.id for row in session.scalars(select(Unit))}


def test_those_above_come_from_the_highest_down(registry: Registry, name: Name) -> None:
    name(COMMUNE)
    with registry.read() as session:
        unit = session.get_one(Unit, ids(registry)[COMMUNE])
        assert [row.name for row in ancestors(session, unit)] == [NATION, PROVINCE, DISTRICT]


def test_parts_have_their_documents_and_their_own_parts_counted(registry: Registry, name: Name) -> None:
    name(COMMUNE, DISTRICT)
    name(DISTRICT)
    with registry.read() as session:
        (district,) = parts_of(session, ids(registry)[PROVINCE], ANYONE)
        assert (district.unit.name, district.documents, district.parts) == (DISTRICT, 2, 1)
        assert with_parts(session, ids(registry).values(), ANYONE) == {ids(registry)[DISTRICT], ids(registry)[PROVINCE]}


def test_unit_without_documents_is_known_by_those_below_it_and_before_it(registry: Registry, name: Name) -> None:
    name(COMMUNE)
    found = ids(registry)
    with registry.read() as session:
        assert known_units(session, found.values(), ANYONE) == set(found.values())
        assert get_visible(session, Unit, found[NATION], ANYONE).documents == 0
        assert [row.name for row in predecessors_of(session, found[SUCCESSOR], ANYONE)] == [COMMUNE]


def test_unit_below_which_only_staff_read_is_unknown_to_others(registry: Registry, name: Name) -> None:
    name(COMMUNE, visibility="staff")
    found = ids(registry)
    with registry.read() as session:
        assert known_units(session, found.values(), ANYONE) == set()
        assert parts_of(session, found[DISTRICT], ANYONE) == []
        assert with_parts(session, found.values(), ANYONE) == set()
        assert [one.unit.name for one in parts_of(session, found[DISTRICT], STAFF_MEMBER)] == [COMMUNE]
        with pytest.raises(NotFound):
            get_visible(session, Unit, found[NATION], ANYONE)


def test_search_under_a_unit_asks_for_its_branch(registry: Registry, name: Name) -> None:
    name(COMMUNE)
    found = ids(registry)
    with registry.read() as session:
        query = resolve(session, Wish(text="", under=("hoi nong dan viet nam",)), ANYONE).query
        assert query.filters == {"branch": (found[NATION],)}
        assert resolve(session, Wish(text=""), ANYONE).query.filters == {}


def test_index_knows_what_a_documents_units_are_part_of(registry: Registry, name: Name) -> None:
    document = name(COMMUNE)
    found = ids(registry)
    with registry.read() as session:
        ((upsert,), _) = index_documents(session, {document})
    assert set(upsert.above) == {found[one] for one in (DISTRICT, PROVINCE, NATION)}


def test_search_under_nothing_known_finds_nothing_and_says_so(registry: Registry) -> None:
    with registry.read() as session:
        resolved = resolve(session, Wish(text="", under=("Hội không có",)), ANYONE)
    assert resolved.query.filters == {"branch": ("Hội không có",)}
    assert resolved.unknown == [("under", "Hội không có")]


def test_circle_made_by_people_ends(registry: Registry, name: Name) -> None:
    name(COMMUNE)
    found = ids(registry)
    with registry.write() as session:
        session.execute(update(Unit).where(Unit.name == NATION).values(parent_id=found[DISTRICT]))
    with registry.read() as session:
        unit = session.get_one(Unit, found[COMMUNE])
        assert [row.name for row in ancestors(session, unit)] == [NATION, PROVINCE, DISTRICT]
        assert ids_above(session, [found[COMMUNE]]) == {
            found[COMMUNE]: {found[NATION], found[PROVINCE], found[DISTRICT]}
        }
