"""What people say of mentions and fields holds, through every re-reading, and can be taken back step by step."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from biennien.intake import Accepted
from biennien.registry import desk
from biennien.registry.database import Registry
from biennien.registry.documents import campaign_records_of
from biennien.registry.errors import BadCorrection, MentionChanged, NotFound, NothingToUndo
from biennien.registry.gold import marked_documents
from biennien.registry.tables import Document, Mention
from ingest.document import Document as Reading
from nlp.gold import parse_gold
from nlp.gold_writing import write_gold
from nlp.mention import Analysis
from tests.biennien.states import open_reviews

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]
BODY = "UBND xã Tân Lập phát động phong trào “Sạch nhà, đẹp ngõ” với chủ đề “Xanh quê hương”."
MISSED = "Xanh quê hương"


@pytest.fixture
def document(take_in: TakeIn, keep: Keep) -> Document:
    """A document with a unit, a campaign and a slogan in it; a second slogan was missed."""
    return keep(take_in("văn bản"))


def state(registry: Registry, document: Document) -> Any:
    """All that a reader gets of a document's mentions and metadata."""
    with registry.read() as session:
        row = session.get_one(Document, document.id)
        mentions = session.scalars(select(Mention).where(Mention.document_id == row.id).order_by(Mention.id))
        told = [
            (one.id, one.label, one.start, one.end, one.surface, one.value, one.attributes, one.origin, one.rejected,
             one.unit_id, one.slogan_id)
            for one in mentions
        ]  # fmt: skip
        return told, row.metadata_values, row.evidence, row.title


def rows(registry: Registry, document: Document, label: str) -> dict[str, Mention]:
    with registry.read() as session:
        found = select(Mention).where(Mention.document_id == document.id, Mention.label == label, ~Mention.rejected)
        return {one.surface: one for one in session.scalars(found)}


def change(registry: Registry, document: Document, surface: str, label: str, said: desk.Said) -> None:
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        mention = desk.get_mention(session, row, rows(registry, document, label)[surface].id)
        desk.change_mention(session, row, mention, said, user_id=None)


def add(registry: Registry, document: Document, surface: str, label: str = "SLOGAN", **said: Any) -> str:
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        start = BODY.index(surface)
        wanted = desk.Said(label=label, start=start, end=start + len(surface), **said)
        return desk.add_mention(session, row, wanted, user_id=None)


def reject(registry: Registry, document: Document, surface: str, label: str) -> None:
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        mention = desk.get_mention(session, row, rows(registry, document, label)[surface].id)
        desk.reject_mention(session, row, mention, user_id=None)


def step(registry: Registry, document: Document, what: Callable[..., Any]) -> None:
    with registry.write() as session:
        what(session, session.get_one(Document, document.id), user_id=None)


def test_accepted_mention_is_a_persons_and_sure(registry: Registry, document: Document) -> None:
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said())
    accepted = rows(registry, document, "UNIT")["UBND xã Tân Lập"]
    assert (accepted.origin, accepted.confidence) == ("person", 1.0)
    assert accepted.value == "Ủy ban nhân dân xã Tân Lập"


def test_new_name_of_a_unit_is_that_of_the_campaign_record_too(registry: Registry, document: Document) -> None:
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(value="Ủy ban nhân dân xã Tân Lập, tỉnh Lào Cai"))
    with registry.read() as session:
        (record,) = campaign_records_of(session, session.get_one(Document, document.id))
    assert record.launched_by == "Ủy ban nhân dân xã Tân Lập, tỉnh Lào Cai"
    assert record.launched_by_id == rows(registry, document, "UNIT")["UBND xã Tân Lập"].unit_id


def test_changed_label_drops_what_belonged_to_the_other(registry: Registry, document: Document) -> None:
    before = rows(registry, document, "SLOGAN")["Sạch nhà, đẹp ngõ"]
    change(registry, document, "Sạch nhà, đẹp ngõ", "SLOGAN", desk.Said(label="EVENT"))
    after = rows(registry, document, "EVENT")["Sạch nhà, đẹp ngõ"]
    assert (after.id, after.value, after.attributes) == (before.id, None, {})


def test_moved_span_holds_the_words_there(registry: Registry, document: Document) -> None:
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(start=0, end=4))
    assert set(rows(registry, document, "UNIT")) == {"UBND"}


def test_missed_mention_is_added_once(registry: Registry, document: Document) -> None:
    added = add(registry, document, MISSED, attributes={"kind": "theme"})
    assert rows(registry, document, "SLOGAN")[MISSED].id == added
    with pytest.raises(BadCorrection, match="marked_already"):
        add(registry, document, MISSED)


def test_rejected_mention_that_is_added_stands_again_under_its_id(registry: Registry, document: Document) -> None:
    old = rows(registry, document, "SLOGAN")["Sạch nhà, đẹp ngõ"].id
    reject(registry, document, "Sạch nhà, đẹp ngõ", "SLOGAN")
    with registry.read() as session, pytest.raises(NotFound):
        desk.get_mention(session, session.get_one(Document, document.id), old)
    assert add(registry, document, "Sạch nhà, đẹp ngõ") == old


def test_corrections_outlive_a_re_extraction_that_says_otherwise(
    registry: Registry, document: Document, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    add(registry, document, MISSED)
    reject(registry, document, "Sạch nhà, đẹp ngõ", "SLOGAN")
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(value="Ủy ban nhân dân xã Tân Lập, tỉnh Lào Cai"))
    step(registry, document, lambda session, row, user_id: desk.correct_fields(
        session, row, {"title": "Tên khác", "authors": ["Lò Thị Mây"]}, user_id=user_id))  # fmt: skip
    before = state(registry, document)
    other = make_analysis()
    mentions = tuple(replace(one, value="Sai rồi", confidence=0.1) for one in other.mentions if one.label != "SLOGAN")
    keep(Accepted("done", document.id, ""), None, replace(other, mentions=mentions))
    told, metadata, *_ = state(registry, document)
    assert metadata == before[1]
    assert [one for one in told if one[7] == "person"] == [one for one in before[0] if one[7] == "person"]
    assert "Sạch nhà, đẹp ngõ" not in rows(registry, document, "SLOGAN")


def test_correction_moves_with_its_words_and_waits_for_a_person_when_they_are_gone(
    registry: Registry, document: Document, keep: Keep
) -> None:
    add(registry, document, MISSED)
    moved = Reading("Thông báo. " + BODY, "text", "test 2")
    nothing = Analysis((), {}, {}, ())
    keep(Accepted("done", document.id, ""), moved, nothing)
    assert rows(registry, document, "SLOGAN")[MISSED].start == moved.body.index(MISSED)
    keep(Accepted("done", document.id, ""), Reading("Không còn gì.", "text", "test 3"), nothing)
    with registry.read() as session:
        assert [review.document_id for review in open_reviews(session)] == [document.id]


@pytest.mark.parametrize("seed", range(6))
def test_undo_in_reverse_order_gives_the_first_state(registry: Registry, document: Document, seed: int) -> None:
    chooser = random.Random(seed)
    states = [state(registry, document)]
    for _ in range(chooser.randrange(3, 9)):
        _random_step(registry, document, chooser)
        states.append(state(registry, document))
    for expected in reversed(states[:-1]):
        step(registry, document, desk.undo_last)
        assert state(registry, document) == expected
    with pytest.raises(NothingToUndo):
        step(registry, document, desk.undo_last)
    for expected in states[1:]:
        step(registry, document, desk.redo_last)
        assert state(registry, document) == expected
    with pytest.raises(NothingToUndo):
        step(registry, document, desk.redo_last)


def _random_step(registry: Registry, document: Document, chooser: random.Random) -> None:
    shown = [
        one for label in ("UNIT", "SLOGAN", "CAMPAIGN", "EVENT") for one in rows(registry, document, label).values()
    ]
    kind = chooser.choice(["accept", "label", "value", "reject", "add", "field"])
    if kind == "field" or not shown:
        value = f"Tên {chooser.randrange(9)}"
        step(registry, document, lambda session, row, user_id: desk.correct_fields(
            session, row, {"title": value}, user_id=user_id))  # fmt: skip
    elif kind == "add":
        start = chooser.choice([0, 5, 8, 16])
        surface = BODY[start : start + 3].strip()
        if not any(one.start == start and one.end == start + len(surface) for one in shown):
            add(registry, document, surface, "PLACE") if BODY.index(surface) == start else None
    else:
        one = chooser.choice(shown)
        said = {"accept": desk.Said(), "label": desk.Said(label="EVENT"), "value": desk.Said(value="Tên mới")}
        if kind == "reject":
            reject(registry, document, one.surface, one.label)
        else:
            change(registry, document, one.surface, one.label, said[kind])


def test_corrected_documents_are_written_as_gold(registry: Registry, document: Document) -> None:
    with registry.read() as session:
        assert list(marked_documents(session)) == []
    add(registry, document, MISSED, attributes={"kind": "theme"})
    reject(registry, document, "Sạch nhà, đẹp ngõ", "SLOGAN")
    with registry.read() as session:
        ((marked, records),) = marked_documents(session)
    again = parse_gold(write_gold(marked), "d")
    assert [(one.text, one.attributes) for one in again.mentions if one.label == "SLOGAN"] == [
        (MISSED, {"kind": "theme"})
    ]
    assert (again.text, records[0]["stage"]) == (BODY, "launch")


def test_new_correction_ends_what_can_be_put_in_force_again(registry: Registry, document: Document) -> None:
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(value="Một"))
    step(registry, document, desk.undo_last)
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(value="Hai"))
    with pytest.raises(NothingToUndo):
        step(registry, document, desk.redo_last)


def test_tag_changes_with_the_mention_and_a_stale_one_is_refused(registry: Registry, document: Document) -> None:
    seen = rows(registry, document, "UNIT")["UBND xã Tân Lập"]
    tag = desk.mention_tag(seen)
    desk.expect(seen, [tag])
    change(registry, document, "UBND xã Tân Lập", "UNIT", desk.Said(value="Khác"))
    now = rows(registry, document, "UNIT")["UBND xã Tân Lập"]
    with pytest.raises(MentionChanged):
        desk.expect(now, [tag])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (desk.Said(label="NAME"), "unknown_label"),
        (desk.Said(start=-1), "outside_text"),
        (desk.Said(end=10_000), "outside_text"),
        (desk.Said(start=3, end=5), "no_mention"),
        (desk.Said(value=""), "no_value"),
        (desk.Said(value="x" * 2_000), "no_value"),
        (desk.Said(value={"a": 1}), "no_value"),
        (desk.Said(label="DATE", value="hôm qua"), "no_edtf"),
        (desk.Said(label="LEGAL", value="Luật"), "no_attributes"),
        (desk.Said(label="LEGAL", value={"type": "Luật", "date": "hôm qua"}), "no_edtf"),
        (desk.Said(attributes={"role": {"deep": 1}}), "no_attributes"),
        (desk.Said(attributes={"confidence": "abc"}), "no_attributes"),
        (desk.Said(attributes={"": "x"}), "no_attributes"),
        (desk.Said(label="DATE", value="2019", attributes={"role": "mở đầu"}), "unknown_code"),
        (desk.Said(label="SLOGAN", value="Đoàn kết", attributes={"kind": "role"}), "unknown_code"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    registry: Registry, document: Document, said: desk.Said, why: str
) -> None:
    before = state(registry, document)
    with pytest.raises(BadCorrection, match=why):
        change(registry, document, "UBND xã Tân Lập", "UNIT", said)
    assert state(registry, document) == before


@pytest.mark.parametrize(
    "values",
    [{"id": "x"}, {"title": ""}, {"authors": "một"}, {"published": "mai"}, {"title": 5}, {"doc_type": "hịch"}],
)
def test_field_that_cannot_be_is_refused(registry: Registry, document: Document, values: dict[str, Any]) -> None:
    with pytest.raises(BadCorrection):
        step(registry, document, lambda session, row, user_id: desk.correct_fields(
            session, row, values, user_id=user_id))  # fmt: skip
