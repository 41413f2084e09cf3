"""What a merger would do is told before it is done: how much goes, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.documents import mentions_of
from biennien.registry.name_acts import merge, refuse
from biennien.registry.name_conflicts import Conflict
from biennien.registry.name_history import undo_act
from biennien.registry.name_preview import preview_merge
from biennien.registry.name_split import split
from biennien.registry.names import find_named, get_named
from biennien.registry.readers import ANYONE, KEEPER
from biennien.registry.tables import Campaign, Document, NameProposal, Unit
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Campaign as Record
from nlp.mention import Mention as Found

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
Add = Callable[..., str]

BEES, HONEY = "Câu lạc bộ nuôi ong", "Câu lạc bộ mật ong"
FLOWERS, HILLS = "phong trào “Vườn hoa”", "phong trào “Đồi hoa”"


@pytest.fixture
def add(take_in: TakeIn, keep: Keep) -> Add:
    """Take in a document that says units, and tells of campaigns with their periods; its id."""

    def added(*units: str, told: tuple[tuple[str, str], ...] = (), **options: str) -> str:
        body = ", ".join(units) or "Không."
        accepted = take_in(f"{body} {told} {options}", **options)
        found = tuple(Found(body.index(one), body.index(one) + len(one), "UNIT", one, one) for one in units)
        records = tuple(Record(name, period=period) for name, period in told)
        metadata = dict.fromkeys(METADATA_FIELDS) | {"authors": [], "attachments": []}
        return keep(accepted, Reading(body, "text", "t"), Analysis(found, metadata, {}, records)).id

    return added


def the(session: Session, table: type[Any], name: str) -> Any:
    (found,) = find_named(session, table, name)
    return found


def conflicts(registry: Registry, table: type[Any], one: str, other: str) -> list[Conflict]:
    """What speaks against merging the two, the same either way round."""
    with registry.read() as session:
        pair = the(session, table, one), the(session, table, other)
        there = preview_merge(session, *pair, KEEPER).conflicts
        back = preview_merge(session, *reversed(pair), KEEPER).conflicts
    assert [one.reason for one in there] == [one.reason for one in back]
    return list(there)


def test_preview_counts_what_the_merger_then_does(registry: Registry, add: Add) -> None:
    alone, both = add(BEES), add(BEES, HONEY)
    add(HONEY)
    hidden = add(BEES, visibility="staff")
    with registry.write() as session:
        row, into = the(session, Unit, BEES), the(session, Unit, HONEY)
        told = preview_merge(session, row, into, ANYONE)
        assert (told.documents, told.both, told.hidden, told.mentions) == (2, 1, 1, 2)
        all_of_it = preview_merge(session, row, into, KEEPER)
        assert (all_of_it.documents, all_of_it.hidden, all_of_it.mentions) == (3, 0, 3)
        act = merge(session, Unit, row.id, into.id, user_id=None)
        assert act.said["led"] == all_of_it.documents
        gone = [one for id_ in (alone, both, hidden) for one in mentions_of(session, session.get_one(Document, id_))]
        assert sum(one.surface == BEES and one.unit_id == into.id for one in gone) == all_of_it.mentions


def test_nothing_speaks_against_two_ways_to_write_a_name(registry: Registry, add: Add) -> None:
    add(BEES, HONEY)
    assert conflicts(registry, Unit, BEES, HONEY) == []


def test_units_of_other_kind_place_or_tree_are_told(registry: Registry, add: Add) -> None:
    commune, district = "Hội Nông dân xã Phong Thủy", "Hội Nông dân huyện Lệ Thủy"
    add(commune, district, "Hội Phụ nữ xã Phong Thủy")
    assert "part_of" in [one.reason for one in conflicts(registry, Unit, commune, district)]
    with registry.write() as session:
        old, new = the(session, Unit, commune), the(session, Unit, "Hội Phụ nữ xã Phong Thủy")
        old.kind, new.kind, old.place, new.place = "hội", "đoàn", "xã A", "xã B"
        old.valid_to, new.valid_from, new.valid_to = "2008-07-31", "2013", None
    assert conflicts(registry, Unit, old.id, new.id) == [
        Conflict("kind", "hội", "đoàn"),
        Conflict("place", "xã A", "xã B"),
        Conflict("times", "../2008-07-31", "2013/.."),
    ]


def test_campaigns_of_other_times_or_told_side_by_side_are_told(registry: Registry, add: Add) -> None:
    add(told=((FLOWERS, "2003/2004"),))
    add(told=((HILLS, "2019/.."),))
    assert conflicts(registry, Campaign, FLOWERS, HILLS) == [
        Conflict("times", "2003-01-01/2004-12-31", "2019-01-01/..")
    ]
    add(told=((FLOWERS, "2020"), (HILLS, "2021")))
    assert conflicts(registry, Campaign, FLOWERS, HILLS) == [Conflict("records", documents=1)]


def test_what_people_told_apart_or_parted_is_told_until_it_is_taken_back(registry: Registry, add: Add) -> None:
    parted = add(BEES)
    add(BEES, HONEY)
    with registry.write() as session:
        bees, honey = the(session, Unit, BEES).id, the(session, Unit, HONEY).id
        ids = sorted((bees, honey))
        proposal = NameProposal(
            kind="unit", one_id=ids[0], other_id=ids[1], reason="same_words", score=1, evidence={}, state="open",
            created_at=get_named(session, Unit, ids[0]).created_at,
        )  # fmt: skip
        session.add(proposal)
        session.flush()
        acts = [refuse(session, proposal, Unit, user_id=None).id]
        acts.append(split(session, Unit, bees, documents=[parted], into_id=honey, user_id=None).id)
    assert conflicts(registry, Unit, BEES, HONEY) == [Conflict("told_apart"), Conflict("parted")]
    for left in ([Conflict("told_apart")], []):
        with registry.write() as session:
            undo_act(session, acts.pop(), user_id=None)
        assert conflicts(registry, Unit, BEES, HONEY) == left
