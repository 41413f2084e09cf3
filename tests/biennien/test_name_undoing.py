"""Acts on names at random, undone one after the other: the registry is what it was before each."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import name_leading
from biennien.registry.browsing import browse
from biennien.registry.database import Registry
from biennien.registry.errors import RegistryError
from biennien.registry.name_acts import add_alias, merge, remove_alias, rename
from biennien.registry.name_history import aliases_of, undo_act
from biennien.registry.name_split import split
from biennien.registry.names import KINDS, label_of
from biennien.registry.readers import KEEPER
from biennien.registry.tables import Document, NameAct
from tests.biennien.name_state import state


@pytest.mark.parametrize("seed", range(4))
def test_random_acts_undone_in_reverse_give_the_first_state(registry: Registry, kept: list[Any], seed: int) -> None:
    chance = random.Random(seed)
    first = state(registry)
    states = [first]
    while len(states) < 9:
        table = chance.choice(list(KINDS))
        try:
            with registry.write() as session:
                act_at_random(session, table, chance)
        except RegistryError:
            continue
        if chance.random() < 0.3:
            chance.choice(kept)()
        states.append(state(registry))
    with registry.read() as session:
        acts = list(session.scalars(select(NameAct.id).order_by(NameAct.id.desc())))
    for number, before in zip(acts, reversed(states[:-1]), strict=True):
        with registry.write() as session:
            undo_act(session, number, user_id=None)
        if before is first or chance.random() < 0.3:
            chance.choice(kept)()
        assert state(registry) == before


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("seed", range(4))
def test_acts_undone_while_documents_wait_give_the_first_state(registry: Registry, kept: list[Any], seed: int) -> None:
    chance = random.Random(seed)
    first, acts = state(registry), 0
    while acts < 8:
        try:
            with registry.write() as session:
                act_at_random(session, chance.choice(list(KINDS)), chance)
        except RegistryError:
            continue
        acts += 1
        for _ in range(chance.randrange(4)):
            name_leading.advance_some(registry)
        if chance.random() < 0.3:
            chance.choice(kept)()
    with registry.read() as session:
        numbers = list(session.scalars(select(NameAct.id).order_by(NameAct.id.desc())))
    for number in numbers:
        with registry.write() as session:
            undo_act(session, number, user_id=None)
        for _ in range(chance.randrange(4)):
            name_leading.advance_some(registry)
    while name_leading.advance_some(registry):
        pass
    assert state(registry) == first


def act_at_random(session: Session, table: type[Any], chance: random.Random) -> None:
    rows = [one.row for one in browse(session, table, KEEPER).items]
    row, other = chance.choice(rows), chance.choice(rows)
    name = f"{label_of(row)} {chance.choice(['mới', 'cũ', 'khác'])}"
    link = {"table": table, "row_id": row.id, "user_id": None}
    documents = session.scalars(select(Document.id).order_by(Document.id)).all()
    chosen = chance.sample(list(documents), 2)
    what = chance.randrange(7)
    if what == 0:
        rename(session, name=name, **link)
    elif what == 1:
        add_alias(session, name=name, **link)
    elif what == 2:
        remove_alias(session, name=chance.choice([one.name for one in aliases_of(session, row)] or ["?"]), **link)
    elif what in (3, 4):
        merge(session, into_id=other.id, **link)
    elif what == 5:
        split(session, documents=chosen, name=chance.choice([name, label_of(row)]), **link)
    else:
        split(session, documents=chosen, into_id=other.id, **link)
