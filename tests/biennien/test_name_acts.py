"""Units, slogans and campaigns renamed, merged and split by people: through every reading, and back again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.intake import Accepted
from biennien.registry import audit, name_leading, outbox
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
    RegistryError,
)
from biennien.registry.name_acts import add_alias, confirm, merge, remove_alias, rename
from biennien.registry.name_history import aliases_of, history_of, undo_act, undoable
from biennien.registry.name_split import split
from biennien.registry.names import KINDS, find_named, label_of
from biennien.registry.readers import KEEPER
from biennien.registry.tables import (
    Base,
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
from nlp.mention import Mention as Found

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]

COMMUNE, DISTRICT = "Hội Nông dân xã Phong Thủy", "Hội Nông dân huyện Lệ Thủy"
SLIP = "Hội Nông dân xã Phong Thũy"
CLUB, BEES, BY_SOME = "Câu lạc bộ Ong Vàng", "Tổ nuôi ong Ong Vàng", "Nhóm Đồi Chè"
CLEAN, NEAT = "phong trào “Sạch nhà, đẹp ngõ”", "phong trào “Nhà sạch, ngõ đẹp”"
GREEN, LEAF = "Xanh quê hương", "Quê hương xanh"

WRITTEN = (
    (COMMUNE, CLUB, GREEN, CLEAN),
    (SLIP, CLUB, LEAF, NEAT),
    (COMMUNE, SLIP, GREEN, CLEAN),
    (DISTRICT, BEES, LEAF, CLEAN),
    (BEES, COMMUNE, GREEN, NEAT),
)
"""What each document names: two units, a slogan and a campaign."""

MOMENTS = ("updated_at", "created_at", "at")
STATE = (
    "units", "unit_names", "slogans", "campaigns", "campaign_documents", "document_units", "document_slogans",
    "document_campaigns", "mentions", "redirects", "given_names", "moved_names", "name_proposals", "documents",
)  # fmt: skip
"""What an act and its undoing leave as it was; logs, queues and the time of a change are no part of it."""


def surface(name: str) -> str:
    """How a text writes a name."""
    return BY_SOME if name == CLUB else name


def text_of(names: tuple[str, ...]) -> str:
    return f"{surface(names[0])} cùng {surface(names[1])} phát động {names[3]} với chủ đề {names[2]}."


def analysis_of(names: tuple[str, ...]) -> Analysis:
    body = text_of(names)

    def mention(label: str, name: str) -> Found:
        start = body.index(surface(name))
        return Found(start, start + len(surface(name)), label, surface(name), name)

    found = (
        mention("UNIT", names[0]), mention("UNIT", names[1]), mention("SLOGAN", names[2]), mention("CAMPAIGN", names[3])
    )  # fmt: skip
    record = Record(
        names[3], launched_by=names[0], participants=(names[1], DISTRICT), slogans=(names[2],), stage="launch"
    )
    metadata = dict.fromkeys(METADATA_FIELDS) | {"issuer": names[0], "authors": [], "attachments": []}
    return Analysis(found, metadata, {}, (record,))


@pytest.fixture
def kept(take_in: TakeIn, keep: Keep) -> list[Callable[[], Document]]:
    """Five documents that were read; each is read once more when it is called."""
    again = []
    for names in WRITTEN:
        accepted = take_in(text_of(names))

        def read(accepted: Accepted = accepted, names: tuple[str, ...] = names) -> Document:
            return keep(accepted, Reading(text_of(names), "text", "t"), analysis_of(names))

        read()
        again.append(read)
    return again


def the(session: Session, table: type[Any], name: str) -> Any:
    (found,) = find_named(session, table, name)
    return found


def state(registry: Registry) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with registry.engine.connect() as connection:
        for name in STATE:
            table = Base.metadata.tables[name]
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            found[name] = [{key: value for key, value in row.items() if key not in MOMENTS} for row in rows]
            for row in found[name]:
                row.pop("run_id", None)  # names the reading, not what was read
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


@pytest.mark.parametrize("seed", range(4))
def test_acts_undone_while_documents_wait_give_the_first_state(
    registry: Registry, kept: list[Any], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_leading, "AT_ONCE", 1)
    monkeypatch.setattr(name_leading, "STEP", 2)
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
