"""Acts on many documents, taken back: what somebody did since is left alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from biennien.registry import batches, batching
from biennien.registry.audit import history
from biennien.registry.database import Registry
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Batch, BatchItem, Document, Member
from tests.biennien.acted_batches import TakeIn, begin, looks, take_many


def test_what_somebody_changed_since_is_not_undone(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    batch_id = begin(registry, "staff", ids)
    with registry.write() as session:
        withdraw(session, session.get_one(Document, ids[0]), reason="moi", user_id=None)
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert {one: look[:2] for one, look in looks(registry).items()} == {
        ids[0]: ("staff", True),
        ids[1]: ("public", False),
    }


def test_what_somebody_decided_alike_since_is_not_undone(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    batch_id = begin(registry, "staff", ids)
    for visibility in ("public", "staff"):
        with registry.write() as session:
            set_visibility(session, session.get_one(Document, ids[0]), visibility, user_id=None, reason="thu")
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert {one: look[0] for one, look in looks(registry).items()} == {ids[0]: "staff", ids[1]: "public"}
    with registry.read() as session:
        counted = batches.count_items(session, [get_act(session, Batch, batch_id)])
    assert counted == {batch_id: {"changed": 1, "undone": 1}}


def test_act_of_a_version_that_noted_no_last_act_is_undone_by_what_stands(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    before = looks(registry)
    batch_id = begin(registry, "staff", ids)
    with registry.write() as session:
        for item in session.scalars(select(BatchItem)):
            item.after = {one: {key: value for key, value in noted.items() if key != batching.LAST_ACT}
                          for one, noted in (item.after or {}).items()}  # fmt: skip
        set_visibility(session, session.get_one(Document, ids[0]), "public", user_id=None, reason="thu")
        withdraw(session, session.get_one(Document, ids[0]), reason="moi", user_id=None)
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
        assert batches.count_items(session, [get_act(session, Batch, batch_id)]) == {
            batch_id: {"changed": 1, "undone": 1}
        }
    assert (looks(registry)[ids[1]], looks(registry)[ids[0]][:2]) == (before[ids[1]], ("public", True))


def test_what_lies_in_a_container_goes_and_comes_back_with_it(registry: Registry, take_in: TakeIn) -> None:
    outer, inner = take_many(registry, take_in, 2)
    with registry.write() as session:
        session.add(Member(parent_id=outer, position=0, name="a", child_id=inner))
        child = session.get_one(Document, inner)
        child.handed_in, child.visibility = False, "staff"
    before = looks(registry)
    batch_id = begin(registry, "withdraw", [outer])
    assert all(look[1] for look in looks(registry).values())
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert looks(registry) == before


def put_into(registry: Registry, outer: str, inner: str) -> None:
    with registry.write() as session:
        session.add(Member(parent_id=outer, position=0, name="a", child_id=inner))
        session.get_one(Document, inner).handed_in = False


def undo(registry: Registry, batch_id: str) -> dict[str, int]:
    """How many documents are in which state after a batch was taken back."""
    with registry.write() as session:
        batch = get_act(session, Batch, batch_id, hold=True)
        batching.take_back(session, batch, user_id=None)
        session.flush()
        return batches.count_items(session, [batch])[batch_id]


def acts_on(registry: Registry, document_id: str) -> list[tuple[str, object, object]]:
    with registry.read() as session:
        entries = [one for one in history(session, "document", document_id) if one.action in batching.ACTS]
        return [(one.action, one.details["before"], one.details["after"]) for one in reversed(entries)]


@pytest.mark.parametrize("inner_first", [True, False])
@pytest.mark.parametrize("action", ["withdraw", "staff"])
def test_container_and_what_lies_in_it_come_back_in_either_order(
    registry: Registry, take_in: TakeIn, action: str, inner_first: bool
) -> None:
    outer, inner = take_many(registry, take_in, 2)
    put_into(registry, outer, inner)
    before = looks(registry)
    batch_id = begin(registry, action, [inner, outer] if inner_first else [outer, inner])
    assert undo(registry, batch_id) == ({"undone": 2} if inner_first else {"changed": 1, "undone": 1})
    assert looks(registry) == before
    assert all(had or got for _, had, got in acts_on(registry, inner))
    assert len(acts_on(registry, inner)) == (2 if inner_first else 1)


def test_acts_are_taken_back_last_first(registry: Registry, take_in: TakeIn) -> None:
    outer, inner = take_many(registry, take_in, 2)
    put_into(registry, outer, inner)
    seen, made = [looks(registry)], []
    for action, ids in (("withdraw", [inner]), ("staff", [outer]), ("restore", [inner]), ("withdraw", [outer])):
        made.append(begin(registry, action, ids))
        seen.append(looks(registry))
    for batch_id in reversed(made):
        seen.pop()
        assert undo(registry, batch_id) == {"undone": 1}
        assert looks(registry) == seen[-1]
    with registry.write() as session:
        batching.begin(session, get_act(session, Batch, made[0], hold=True), user_id=None)
    assert undo(registry, made[0]) == {"undone": 1}
    assert looks(registry) == seen[0]


def test_what_somebody_decided_between_two_acts_stays_when_both_are_undone(registry: Registry, take_in: TakeIn) -> None:
    [one] = take_many(registry, take_in, 1)
    first = begin(registry, "staff", [one])
    for visibility in ("public", "staff"):
        with registry.write() as session:
            set_visibility(session, session.get_one(Document, one), visibility, user_id=None, reason="thu")
    second = begin(registry, "public", [one])
    assert undo(registry, second) == {"undone": 1}
    assert undo(registry, first) == {"changed": 1}
    assert looks(registry)[one][0] == "staff"
