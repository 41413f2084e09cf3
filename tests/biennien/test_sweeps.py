"""One correction of the same words in all documents: shown, done, cut off, gone on with, taken back as one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from biennien.intake import Accepted
from biennien.registry import desk, outbox, sweeps
from biennien.registry.audit import history
from biennien.registry.corrections import corrections_of
from biennien.registry.database import Registry
from biennien.registry.errors import BadCorrection, SweepOver
from biennien.registry.readers import KEEPER
from biennien.registry.staged_acts import get_act
from biennien.registry.sweeping import advance, advance_some
from biennien.registry.tables import Document, Mention, Sweep, SweepItem
from nlp.mention import Analysis

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]
UNIT = "UBND xã Tân Lập"
NAME = "Ủy ban nhân dân xã Tân Lập"
FULL = "Ủy ban nhân dân xã Tân Lập, tỉnh Lào Cai"


@pytest.fixture
def documents(take_in: TakeIn, keep: Keep) -> list[str]:
    """Twelve documents with the same words, of which the unit is one mention each."""
    return [keep(take_in(f"văn bản {number}")).id for number in range(12)]


def state(registry: Registry, document_id: str) -> Any:
    with registry.read() as session:
        row = session.get_one(Document, document_id)
        found = session.scalars(select(Mention).where(Mention.document_id == row.id).order_by(Mention.id))
        told = [(one.id, one.label, one.value, one.attributes, one.origin, one.rejected, one.unit_id) for one in found]
        return told, row.metadata_values, row.evidence


def values(registry: Registry, documents: list[str], label: str = "UNIT") -> list[Any]:
    with registry.read() as session:
        wanted = select(Mention).where(Mention.label == label, Mention.surface == UNIT, ~Mention.rejected)
        found = {one.document_id: one.value for one in session.scalars(wanted)}
    return [found.get(one, "none") for one in documents]


def propose(registry: Registry, document_id: str, said: desk.Said | None) -> str:
    with registry.write() as session:
        document = session.get_one(Document, document_id)
        wanted = select(Mention).where(Mention.document_id == document_id, Mention.surface == UNIT)
        row = session.scalars(wanted).one()
        return sweeps.propose(session, document, row, said, KEEPER, user_id=None).id


def turn(registry: Registry, sweep_id: str, what: Callable[..., None]) -> None:
    with registry.write() as session:
        what(session, get_act(session, Sweep, sweep_id), user_id=None)


def finish(registry: Registry) -> None:
    while advance_some(registry):
        pass


def counts(registry: Registry, sweep_id: str) -> dict[str, int]:
    with registry.read() as session:
        counted = sweeps.count_items(session, [session.get_one(Sweep, sweep_id)])[sweep_id]
    return {name: count.mentions for name, count in counted.items()}


def correct(registry: Registry, document_id: str, said: desk.Said) -> None:
    with registry.write() as session:
        wanted = select(Mention).where(Mention.document_id == document_id, Mention.surface == UNIT)
        row = session.scalars(wanted).one()
        desk.change_mention(session, session.get_one(Document, document_id), row, said, user_id=None)


def test_value_is_said_in_all_documents_and_taken_back_to_the_first_state(
    registry: Registry, documents: list[str]
) -> None:
    before = [state(registry, one) for one in documents]
    sweep = propose(registry, documents[3], desk.Said(value=FULL))
    assert counts(registry, sweep) == {"waiting": 12}
    assert values(registry, documents) == [NAME] * 12  # nothing is done before somebody says so
    turn(registry, sweep, sweeps.start)
    finish(registry)
    assert values(registry, documents) == [FULL] * 12
    assert counts(registry, sweep) == {"done": 12}
    after = [state(registry, one) for one in documents]
    turn(registry, sweep, sweeps.undo)
    finish(registry)
    assert [state(registry, one) for one in documents] == before
    turn(registry, sweep, sweeps.start)
    finish(registry)
    assert [state(registry, one) for one in documents] == after


def test_each_document_tells_of_it_and_the_index_too(registry: Registry, documents: list[str]) -> None:
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    turn(registry, sweep, sweeps.start)
    with registry.read() as session:
        seen = outbox.newest(session)
    finish(registry)
    with registry.read() as session:
        for one in documents:
            (entry,) = corrections_of(session, one)
            assert (entry.kind, entry.sweep_id, entry.payload["value"]) == ("change", sweep, FULL)
            (noted,) = (note for note in history(session, "document", one) if note.action == "correct_change")
            assert (noted.details["before"]["value"], noted.details["after"]["value"]) == (NAME, FULL)
            assert noted.details["sweep"] == sweep
        assert {one for number, one in outbox.pending(session, limit=1_000) if number > seen} == set(documents)
        assert [note.action for note in history(session, "sweep", sweep)] == ["sweep_running"]


def test_rejected_words_stay_away_through_a_re_extraction(
    registry: Registry, documents: list[str], keep: Keep, make_analysis: MakeAnalysis
) -> None:
    turn(registry, propose(registry, documents[0], None), sweeps.start)
    finish(registry)
    keep(Accepted("done", documents[5], ""), None, make_analysis())
    assert values(registry, documents) == ["none"] * 12


def test_changed_label_drops_what_belonged_to_the_other(registry: Registry, documents: list[str]) -> None:
    turn(registry, propose(registry, documents[0], desk.Said(label="PLACE")), sweeps.start)
    finish(registry)
    assert values(registry, documents, "PLACE") == [None] * 12
    assert values(registry, documents) == ["none"] * 12


def test_what_was_said_of_one_is_said_of_the_others_later(registry: Registry, documents: list[str]) -> None:
    correct(registry, documents[2], desk.Said(label="PLACE", value="xã Tân Lập"))
    sweep = propose(registry, documents[2], desk.Said())
    assert counts(registry, sweep) == {"waiting": 11}
    turn(registry, sweep, sweeps.start)
    finish(registry)
    assert values(registry, documents, "PLACE") == ["xã Tân Lập"] * 12


def test_others_words_and_other_things_are_left_out_unless_somebody_takes_them(
    registry: Registry, documents: list[str], keep: Keep, make_analysis: MakeAnalysis
) -> None:
    correct(registry, documents[1], desk.Said(value="Một"))
    other = make_analysis()
    named = tuple(replace(one, value="Ủy ban khác") if one.label == "UNIT" else one for one in other.mentions)
    keep(Accepted("done", documents[2], ""), None, replace(other, mentions=named))
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    assert counts(registry, sweep) == {"waiting": 10, "left_out": 2}
    with registry.write() as session:
        found, _ = sweeps.page_of_items(session, session.get_one(Sweep, sweep), limit=100)
        assert [one.left_out for one in found] == [False] * 10 + [True] * 2
        place = {one.document_id: one.position for one in found}
        sweeps.choose(
            session, get_act(session, Sweep, sweep), left_out=[place[documents[5]]], taken=[place[documents[2]]]
        )
    turn(registry, sweep, sweeps.start)
    finish(registry)
    told = values(registry, documents)
    assert (told[1], told[2], told[5], told[0]) == ("Một", FULL, NAME, FULL)
    with registry.write() as session, pytest.raises(SweepOver):
        sweeps.choose(session, get_act(session, Sweep, sweep), left_out=[0], taken=[])


def test_mention_that_somebody_changed_meanwhile_is_left_alone_and_told(
    registry: Registry, documents: list[str]
) -> None:
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    correct(registry, documents[7], desk.Said(value="Hai"))
    turn(registry, sweep, sweeps.start)
    finish(registry)
    assert values(registry, documents)[7] == "Hai"
    assert counts(registry, sweep) == {"done": 11, "changed": 1}
    turn(registry, sweep, sweeps.undo)
    finish(registry)
    assert values(registry, documents) == [NAME] * 7 + ["Hai"] + [NAME] * 4


def test_sweep_that_is_stopped_waits_and_goes_on_and_one_cut_off_loses_nothing(
    registry: Registry, documents: list[str]
) -> None:
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    turn(registry, sweep, sweeps.start)
    with registry.write() as session:
        advance(session, get_act(session, Sweep, sweep), documents=5)
    with pytest.raises(KeyboardInterrupt), registry.write() as session:  # killed before its transaction ended
        advance(session, get_act(session, Sweep, sweep), documents=5)
        raise KeyboardInterrupt
    assert counts(registry, sweep) == {"done": 5, "waiting": 7}
    turn(registry, sweep, sweeps.stop)
    finish(registry)
    assert counts(registry, sweep) == {"done": 5, "waiting": 7}
    turn(registry, sweep, sweeps.start)
    finish(registry)
    assert values(registry, documents) == [FULL] * 12
    with registry.read() as session:
        assert [len(corrections_of(session, one)) for one in documents] == [1] * 12


def test_stopped_half_is_taken_back(registry: Registry, documents: list[str]) -> None:
    before = [state(registry, one) for one in documents]
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    turn(registry, sweep, sweeps.start)
    with registry.write() as session:
        advance(session, get_act(session, Sweep, sweep), documents=5)
    turn(registry, sweep, sweeps.undo)
    finish(registry)
    assert [state(registry, one) for one in documents] == before
    assert counts(registry, sweep) == {"undone": 5, "waiting": 7}


def test_later_correction_outlives_the_undo_of_all(registry: Registry, documents: list[str]) -> None:
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    turn(registry, sweep, sweeps.start)
    finish(registry)
    correct(registry, documents[4], desk.Said(value="Sau"))
    with registry.write() as session:  # and one takes it back in one document alone
        desk.undo_last(session, session.get_one(Document, documents[6]), user_id=None)
    turn(registry, sweep, sweeps.undo)
    finish(registry)
    assert values(registry, documents) == [NAME] * 4 + ["Sau"] + [NAME] * 7
    with registry.read() as session:
        assert len(corrections_of(session, documents[6])) == 2


def test_steps_that_do_not_fit_its_state_are_refused(registry: Registry, documents: list[str]) -> None:
    sweep = propose(registry, documents[0], desk.Said(value=FULL))
    for step in (sweeps.stop, sweeps.undo):
        with pytest.raises(SweepOver):
            turn(registry, sweep, step)
    turn(registry, sweep, sweeps.start)
    finish(registry)
    for step in (sweeps.stop, sweeps.start):
        with pytest.raises(SweepOver):
            turn(registry, sweep, step)


@pytest.mark.parametrize("said", [desk.Said(start=1), desk.Said(label="NAME"), desk.Said(value="")])
def test_what_cannot_be_said_of_all_is_refused(registry: Registry, documents: list[str], said: desk.Said) -> None:
    with pytest.raises(BadCorrection):
        propose(registry, documents[0], said)
    with registry.read() as session:
        assert session.scalars(select(SweepItem.position)).all() == []


def test_words_parted_by_the_end_of_a_line_are_the_same(registry: Registry, documents: list[str]) -> None:
    with registry.read() as session:
        row = session.scalars(select(Mention).where(Mention.surface == UNIT)).first()
        assert row is not None
        keys = {sweeps.surface_key(words) for words in (UNIT, "UBND\nxã Tân  Lập")}
    assert keys == {row.surface_key}


def test_proposal_that_nobody_came_back_to_is_dropped_and_what_was_done_stays(
    registry: Registry, documents: list[str]
) -> None:
    done, old = (propose(registry, documents[0], desk.Said(value=f"{FULL} {number}")) for number in (1, 2))
    turn(registry, done, sweeps.start)
    finish(registry)
    with registry.write() as session:
        for one in (done, old):
            session.get_one(Sweep, one).updated_at -= 2 * sweeps.KEPT
    new = propose(registry, documents[0], None)
    with registry.read() as session:
        assert set(session.scalars(select(Sweep.id))) == {done, new}
        assert set(session.scalars(select(SweepItem.sweep_id))) == {done, new}
