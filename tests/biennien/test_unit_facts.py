"""Units are told their place in the tree when they are first named; archives from before that catch up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sqlalchemy import select, update

from biennien.intake import Accepted
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.name_making import ensure_named
from biennien.registry.names import find_named
from biennien.registry.tables import Document, DocumentUnit, Redirect, Unit
from biennien.registry.unit_facts import BY_PERSON, family
from biennien.registry.unit_refresh import refresh_units
from biennien.settings import Settings
from biennien.worker import Worker
from nlp.version import AUTHORITY_VERSION

COMMUNE = "Hội Nông dân xã Phong Thủy"
DISTRICT = "Hội Nông dân huyện Lệ Thủy"


def make(registry: Registry, *names: str) -> None:
    with registry.write() as session:
        ensure_named(session, Unit, [(name, None) for name in names])


def units(registry: Registry) -> dict[str, Unit]:
    with registry.read() as session:
        return {row.name: row for row in session.scalars(select(Unit))}


def test_unit_is_described_when_first_named(registry: Registry) -> None:
    make(registry, COMMUNE)
    unit = units(registry)[COMMUNE]
    assert (unit.kind, unit.place) == ("farmers", "xã Phong Thủy, huyện Lệ Thủy, tỉnh Quảng Bình")
    assert (unit.valid_from, unit.valid_to, unit.facts_from) == (None, "2025-06-30", AUTHORITY_VERSION)


def test_those_above_a_unit_and_what_it_became_are_made_too(registry: Registry) -> None:
    make(registry, COMMUNE)
    found = units(registry)
    names = {row.id: row.name for row in found.values()}
    chain, row = [], found[COMMUNE]
    while row.parent_id is not None:
        row = found[names[row.parent_id]]
        chain.append(row.name)
    assert chain == [DISTRICT, "Hội Nông dân tỉnh Quảng Bình", "Hội Nông dân Việt Nam"]
    successor = found[COMMUNE].successor_id
    assert successor is not None
    assert names[successor] == "Hội Nông dân xã Lệ Thủy"
    assert set(found) == set(family([COMMUNE]))


def test_only_what_was_asked_for_is_linked_with_the_document(
    registry: Registry, take_in: Callable[..., Accepted], keep: Callable[..., object]
) -> None:
    keep(take_in("x"))
    with registry.read() as session:
        linked = session.scalars(select(Unit.name).join(DocumentUnit, DocumentUnit.unit_id == Unit.id)).all()
    assert linked == ["Ủy ban nhân dân xã Tân Lập"]


def test_unit_answers_to_its_abbreviation(registry: Registry) -> None:
    make(registry, "Hội Cựu chiến binh xã Phong Thủy")
    with registry.read() as session:
        (found,) = find_named(session, Unit, "hoi ccb xa phong thuy")
    assert found.name == "Hội Cựu chiến binh xã Phong Thủy"


def test_unit_that_others_are_part_of_keeps_its_id_when_it_is_named_itself(registry: Registry) -> None:
    make(registry, COMMUNE)
    before = units(registry)[DISTRICT].id
    make(registry, DISTRICT)
    assert units(registry)[DISTRICT].id == before


def test_merged_parent_is_followed(registry: Registry) -> None:
    make(registry, DISTRICT, "Hội Nông dân Lệ Thủy")
    found = units(registry)
    with registry.write() as session:
        session.add(
            Redirect(
                old_id=found[DISTRICT].id, new_id=found["Hội Nông dân Lệ Thủy"].id, kind="unit",
                created_at=found[DISTRICT].created_at,
            )
        )  # fmt: skip
    make(registry, COMMUNE)
    assert units(registry)[COMMUNE].parent_id == found["Hội Nông dân Lệ Thủy"].id


def forget(registry: Registry, **values: str | None) -> None:
    """As an archive from before the authority file has its units."""
    nothing = dict.fromkeys(("kind", "place", "parent_id", "valid_from", "valid_to", "successor_id", "facts_from"))
    with registry.write() as session:
        session.execute(update(Unit).values(nothing))
        session.execute(update(Unit).where(Unit.name == COMMUNE).values({"facts_from": None} | values))


def test_units_of_an_older_archive_are_described_once(registry: Registry) -> None:
    make(registry, COMMUNE)
    forget(registry)
    assert refresh_units(registry) == len(family([COMMUNE]))  # fewer than one batch
    assert units(registry)[COMMUNE].kind == "farmers"
    assert units(registry)[DISTRICT].parent_id is not None
    assert refresh_units(registry) == 0


def test_units_are_described_anew_by_another_version(registry: Registry) -> None:
    make(registry, COMMUNE)
    with registry.write() as session:
        session.execute(update(Unit).values(kind="school", facts_from="older"))
    assert refresh_units(registry) > 0
    assert units(registry)[COMMUNE].kind == "farmers"


def test_documents_below_a_unit_that_moved_are_indexed_again(
    registry: Registry, take_in: Callable[..., Accepted], keep: Callable[..., Document]
) -> None:
    document = keep(take_in("x"))
    make(registry, COMMUNE)
    with registry.write() as session:
        link = DocumentUnit(document_id=document.id, unit_id=units(registry)[COMMUNE].id, count=1)
        session.add(link)
        outbox.clear(session, [number for number, _ in outbox.pending(session, limit=99)])
        session.execute(update(Unit).where(Unit.name == DISTRICT).values(parent_id=None, facts_from="older"))
    refresh_units(registry)
    with registry.read() as session:
        assert [id_ for _, id_ in outbox.pending(session, limit=99)] == [document.id]


def test_what_a_person_set_is_never_overwritten(registry: Registry) -> None:
    make(registry, COMMUNE)
    forget(registry, kind="association")
    refresh_units(registry)
    unit = units(registry)[COMMUNE]
    assert (unit.kind, unit.facts_from) == ("association", BY_PERSON)
    assert unit.place is not None
    with registry.write() as session:
        session.execute(update(Unit).where(Unit.name == COMMUNE).values(place=None))
        session.execute(update(Unit).where(Unit.name != COMMUNE).values(facts_from="older"))
    refresh_units(registry)
    assert (units(registry)[COMMUNE].kind, units(registry)[COMMUNE].place) == ("association", None)


def test_worker_describes_the_units_of_an_older_archive(registry: Registry, settings: Settings) -> None:
    make(registry, COMMUNE)
    forget(registry)
    stop = threading.Event()
    worker = threading.Thread(target=Worker(settings, registry).run, args=(stop,))
    worker.start()
    try:
        assert until(lambda: units(registry)[COMMUNE].kind == "farmers")
    finally:
        stop.set()
        worker.join()


def until(reached: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Whether something comes true in time."""
    ended = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > ended:
            return False
        threading.Event().wait(0.05)
    return True
