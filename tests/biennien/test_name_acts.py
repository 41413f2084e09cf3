"""Units, slogans and campaigns renamed, merged and split by people: through every reading, and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.intake import Accepted
from biennien.registry import audit, outbox
from biennien.registry.browsing import browse, get_visible
from biennien.registry.database import Registry
from biennien.registry.errors import (
    LaterActs,
    MergeItself,
    NameInUse,
    NameKnown,
    NameUnusable,
    NotFound,
    NothingToSplit,
    NothingToUndo,
)
from biennien.registry.name_acts import add_alias, confirm, merge, remove_alias, rename
from biennien.registry.name_history import aliases_of, history_of, undo_act, undoable
from biennien.registry.name_split import split
from biennien.registry.names import find_named
from biennien.registry.readers import KEEPER
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    DocumentUnit,
    Mention,
    NameAct,
    Slogan,
    Unit,
)
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Campaign as Record
from tests.biennien.name_papers import (
    BEES,
    BY_SOME,
    CLEAN,
    CLUB,
    COMMUNE,
    DISTRICT,
    GREEN,
    LEAF,
    NEAT,
    SLIP,
    analysis_of,
    text_of,
)
from tests.biennien.name_state import state

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]


def the(session: Session, table: type[Any], name: str) -> Any:
    (found,) = find_named(session, table, name)
    return found


def documents_of(session: Session, table: type[Any], name: str) -> int:
    return get_visible(session, table, the(session, table, name).id, KEEPER).documents


def undo_all(registry: Registry) -> None:
    with registry.write() as session:
        acts = session.scalars(select(NameAct).where(NameAct.act != "undo").order_by(NameAct.id.desc())).all()
        for act in acts:
            undo_act(session, act.id, user_id=None)


ACTS: dict[str, tuple[type[Any], Callable[[Session], object]]] = {
    "rename": (Unit, lambda s: rename(s, Unit, the(s, Unit, CLUB).id, "Câu lạc bộ Ong Mật", user_id=None)),
    "describe": (Unit, lambda s: rename(s, Unit, the(s, Unit, BEES).id, "Hội Phụ nữ xã Tân Lập", user_id=None)),
    "alias": (Slogan, lambda s: add_alias(s, Slogan, the(s, Slogan, GREEN).id, "Quê hương xanh tươi", user_id=None)),
    "unalias": (Unit, lambda s: remove_alias(s, Unit, the(s, Unit, CLUB).id, BY_SOME, user_id=None)),
    "merge": (Unit, lambda s: merge(s, Unit, the(s, Unit, SLIP).id, the(s, Unit, COMMUNE).id, user_id=None)),
    "parent": (Unit, lambda s: merge(s, Unit, the(s, Unit, DISTRICT).id, the(s, Unit, COMMUNE).id, user_id=None)),
    "slogans": (Slogan, lambda s: merge(s, Slogan, the(s, Slogan, LEAF).id, the(s, Slogan, GREEN).id, user_id=None)),
    "campaigns": (
        Campaign, lambda s: merge(s, Campaign, the(s, Campaign, NEAT).id, the(s, Campaign, CLEAN).id, user_id=None)
    ),
    "confirm": (Campaign, lambda s: confirm(s, Campaign, the(s, Campaign, NEAT).id, user_id=None)),
    "split": (
        Unit, lambda s: split(s, Unit, the(s, Unit, CLUB).id, documents=some(s, Unit, CLUB), name=CLUB, user_id=None)
    ),
    "to another": (
        Unit, lambda s: split(
            s, Unit, the(s, Unit, CLUB).id, documents=some(s, Unit, CLUB), into_id=the(s, Unit, BEES).id, user_id=None
        ),
    ),
    "mention": (
        Slogan, lambda s: split(
            s, Slogan, the(s, Slogan, GREEN).id, mentions=[mention(s, GREEN)], name="Xanh làng", user_id=None
        ),
    ),
}  # fmt: skip


def some(session: Session, table: type[Any], name: str) -> list[str]:
    """The first document that names it."""
    statement = select(DocumentUnit.document_id).where(DocumentUnit.unit_id == the(session, table, name).id)
    return list(session.scalars(statement.order_by(DocumentUnit.document_id).limit(1)))


def mention(session: Session, surface: str) -> str:
    return str(session.scalars(select(Mention.id).where(Mention.surface == surface).order_by(Mention.id)).first())


@pytest.mark.parametrize("act", ACTS)
def test_act_changes_something_outlasts_reading_and_is_undone(registry: Registry, kept: list[Any], act: str) -> None:
    first = state(registry)
    with registry.write() as session:
        ACTS[act][1](session)
    done = state(registry)
    assert done != first
    for read in kept:
        read()
    assert state(registry) == done
    undo_all(registry)
    assert state(registry) == first
    for read in kept:
        read()
    assert state(registry) == first


def test_merged_entry_gives_its_documents_names_parts_and_address(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        old, new = the(session, Unit, DISTRICT), the(session, Unit, CLUB)
        part = the(session, Unit, COMMUNE)
        assert part.parent_id == old.id
        outbox.clear(session, [number for number, _ in outbox.pending(session, limit=999)])
        act = merge(session, Unit, old.id, new.id, user_id=None)
        assert part.parent_id == new.id
        waiting = {document_id for _, document_id in outbox.pending(session, limit=999)}
    with registry.read() as session:
        everyone = set(session.scalars(select(Document.id)))
        assert waiting == everyone  # all name the district as taking part
        assert the(session, Unit, "hoi nong dan huyen le thuy").id == new.id
        assert get_visible(session, Unit, old.id, KEEPER).row.id == new.id
        assert [one.row.id for one in browse(session, Unit, KEEPER, words="nong dan huyen").items] == [new.id]
        assert ("merged", DISTRICT) in [(one.origin, one.name) for one in aliases_of(session, new)]
        told = audit.history(session, "unit", new.id)[0]
        assert (told.action, told.details["entry"], told.details["name"]) == ("name_merge", act.id, DISTRICT)


def test_chain_of_mergers_leads_to_its_end(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        first, second, third = (the(session, Unit, name) for name in (SLIP, COMMUNE, CLUB))
        one = merge(session, Unit, first.id, second.id, user_id=None)
        merge(session, Unit, second.id, third.id, user_id=None)
        assert the(session, Unit, SLIP).id == third.id
        with pytest.raises(LaterActs):
            undo_act(session, one.id, user_id=None)
        with pytest.raises(MergeItself):
            merge(session, Unit, first.id, second.id, user_id=None)
        assert len(undoable(session, history_of(session, Unit, third.id))) == 1


def test_campaign_of_two_names_in_one_document_is_told_once(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    body = f"{CLEAN} và {NEAT}"
    records = (Record(CLEAN, period="2019"), Record(NEAT, period="2020"))
    metadata = dict.fromkeys(METADATA_FIELDS) | {"authors": [], "attachments": []}
    keep(take_in("x"), Reading(body, "text", "t"), Analysis((), metadata, {}, records))
    first = state(registry)
    with registry.write() as session:
        act = ACTS["campaigns"][1](session)
        assert isinstance(act, NameAct)
        assert [one.period for one in session.scalars(select(CampaignDocument))] == ["2019"]
    undo_all(registry)
    assert state(registry) == first


def test_name_that_another_bears_is_refused_with_its_id(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        club, bees = the(session, Unit, CLUB), the(session, Unit, BEES)
        for act in (rename, add_alias):
            with pytest.raises(NameInUse) as caught:
                act(session, Unit, club.id, BEES, user_id=None)
            assert caught.value.params["id"] == bees.id
        with pytest.raises(NameKnown):
            add_alias(session, Unit, club.id, CLUB.upper(), user_id=None)
        for name in (" ", "“”", "x" * 2_000):
            with pytest.raises(NameUnusable):
                rename(session, Unit, club.id, name, user_id=None)
        with pytest.raises(NotFound):
            remove_alias(session, Unit, club.id, CLUB, user_id=None)
        with pytest.raises(NothingToSplit):
            split(session, Unit, club.id, documents=["d0"], name="Khác", user_id=None)
        with pytest.raises(NameInUse):
            split(session, Unit, club.id, documents=some(session, Unit, CLUB), name=BEES, user_id=None)


def test_document_that_comes_later_is_led_by_what_was_decided(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    names = ("Đội Một", "Đội Hai", "Xanh làng", "phong trào “Đồi xanh”")
    keep(take_in("1"), Reading(text_of(names), "text", "t"), analysis_of(names))
    with registry.write() as session:
        rename(session, Unit, the(session, Unit, "Đội Một").id, "Đội Nhất", user_id=None)
        add_alias(session, Slogan, the(session, Slogan, "Xanh làng").id, "Làng xanh", user_id=None)
    later = ("Đội Nhất", "Đội Một", "Làng xanh", "phong trào “Đồi xanh”")
    keep(take_in("2"), Reading(text_of(later), "text", "t"), analysis_of(later))
    with registry.read() as session:
        assert documents_of(session, Unit, "doi nhat") == documents_of(session, Unit, "Đội Một") == 2
        assert documents_of(session, Slogan, "lang xanh") == 2
    undo_all(registry)
    with registry.read() as session:
        assert [documents_of(session, Unit, name) for name in ("Đội Nhất", "Đội Một")] == [1, 2]
        assert [documents_of(session, Slogan, name) for name in ("Làng xanh", "Xanh làng")] == [1, 1]


def test_split_of_the_same_name_makes_two_entries_of_it(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        club = the(session, Unit, CLUB)
        act = split(session, Unit, club.id, documents=some(session, Unit, CLUB), name=CLUB, user_id=None)
    with registry.write() as session:
        found = find_named(session, Unit, CLUB)
        assert {row.id for row in found} == {club.id, act.other_id}
        assert [get_visible(session, Unit, row.id, KEEPER).documents for row in found] == [1, 1]
        assert not session.get_one(Unit, act.other_id).key.endswith(CLUB)
        merge(session, Unit, str(act.other_id), club.id, user_id=None)
        assert documents_of(session, Unit, CLUB) == 2


def test_act_is_taken_back_once(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        act = confirm(session, Unit, the(session, Unit, CLUB).id, user_id=None)
        undo_act(session, act.id, user_id=None)
        for number in (act.id, act.id + 1):
            with pytest.raises(NothingToUndo):
                undo_act(session, number, user_id=None)
        with pytest.raises(NotFound):
            undo_act(session, 999, user_id=None)


def test_removed_alias_finds_nothing(registry: Registry, kept: list[Any]) -> None:
    with registry.write() as session:
        unit = the(session, Unit, "nhom doi che")
        ACTS["unalias"][1](session)
        assert find_named(session, Unit, "nhom doi che") == []
        add_alias(session, Unit, unit.id, "Hội cô Tư", user_id=None)
        assert the(session, Unit, "hoi co tu").id == unit.id
        remove_alias(session, Unit, unit.id, "Hội cô Tư", user_id=None)
        assert find_named(session, Unit, "hoi co tu") == []
    kept[0]()
    with registry.read() as session:
        assert find_named(session, Unit, "nhom doi che") == []
