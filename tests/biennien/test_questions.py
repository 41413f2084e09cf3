"""Questions about documents as a whole: asked when results are kept, gone when a person answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from biennien.intake import Accepted
from biennien.registry import desk, review
from biennien.registry.database import Registry
from biennien.registry.documents import withdraw
from biennien.registry.questions import settle
from biennien.registry.readers import STAFF_MEMBER
from biennien.registry.results import reapply
from biennien.registry.review import Narrowed, count_waiting, queue
from biennien.registry.tables import Document, Mention, Question
from ingest.document import Document as Reading
from nlp.mention import LABELS, Analysis, Evidence
from nlp.mention import Mention as Found

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]

PAPER = " ".join(f"chữ{number} của văn bản thứ nhất" for number in range(60))
OTHER = " ".join(f"lời{number} trong tờ khác hẳn" for number in range(60))


def asked(registry: Registry) -> list[tuple[str, str]]:
    with registry.read() as session:
        page = queue(session, STAFF_MEMBER, Narrowed())
        return [(item.what.question.why, item.what.document.id) for item in page.items if item.kind != "mention"]


def test_field_that_was_not_read_is_asked_for_until_a_person_tells(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    analysis = make_analysis()
    unread = replace(analysis, evidence=analysis.evidence | {"doc_number": Evidence("zone", state="unread")})
    document = keep(take_in("a"), analysis=unread)
    assert asked(registry) == [("unread", document.id)]
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        desk.correct_fields(session, row, {"doc_number": "1/KH"}, user_id=None)
    assert asked(registry) == []
    with registry.write() as session:
        desk.undo_last(session, session.get_one(Document, document.id), user_id=None)
    assert asked(registry) == [("unread", document.id)]


def test_document_that_cites_a_later_one_or_comes_from_the_future_is_asked_about(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    body = make_analysis().mentions[0].text
    cited = Found(0, len(body), "LEGAL", body, {"date": "2020-01-05"})
    later = replace(make_analysis(), mentions=(cited,))
    document = keep(take_in("a"), analysis=later)
    future = keep(take_in("b"), analysis=make_analysis(published="2919-02-28"))
    assert set(asked(registry)) == {("cited_later", document.id), ("future", future.id)}
    keep(take_in("a"), analysis=replace(later, mentions=(replace(cited, value={"date": "2018"}),)))
    assert asked(registry) == [("future", future.id)]


def paper(keep: Keep, accepted: Accepted, make: MakeAnalysis, body: str, number: str = "12/KH-UBND") -> Document:
    analysis = make()
    metadata = analysis.metadata | {"doc_number": number, "issuer": "UBND xã Tu Lý"}
    return keep(accepted, Reading(body, "text", "t"), replace(analysis, metadata=metadata, mentions=(), campaigns=()))


def test_two_papers_of_one_number_are_one_question_until_it_is_settled(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    first, second = take_in("a"), take_in("b")
    one = paper(keep, first, make_analysis, PAPER)
    other = paper(keep, second, make_analysis, OTHER)
    last = max(one.id, other.id)
    assert asked(registry) == [("same_number", last)]
    paper(keep, first, make_analysis, PAPER)
    assert asked(registry) == [("same_number", last)]
    with registry.write() as session:
        settle(session, session.scalars(select(Question)).one(), user_id=None)
    paper(keep, second, make_analysis, OTHER)
    assert asked(registry) == []


@pytest.mark.parametrize("what", ["near copy", "other number", "withdrawn"])
def test_papers_that_do_not_contradict_are_not_asked_about(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis, what: str
) -> None:
    one = paper(keep, take_in("a"), make_analysis, PAPER)
    number = "13/KH-UBND" if what == "other number" else "12/KH-UBND"
    paper(keep, take_in("b"), make_analysis, PAPER + " Thêm." if what == "near copy" else OTHER, number)
    if what == "withdrawn":
        with registry.write() as session:
            withdraw(session, session.get_one(Document, one.id), reason="sai", user_id=None)
    assert asked(registry) == []


def test_waiting_mentions_are_counted_without_those_that_are_out_of_sight(
    registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    for name in "abc":
        keep(take_in(name))
    with registry.write() as session:
        row = session.scalars(select(Document).limit(1)).one()
        withdraw(session, row, reason="sai", user_id=None)
    with registry.read() as session:
        counts = count_waiting(session, STAFF_MEMBER, Narrowed(below=1.0))
        shown = queue(session, STAFF_MEMBER, Narrowed(below=1.0), limit=50).items
    assert counts["mention"] == len(shown) == 6


def test_mentions_are_counted_from_the_index_alone(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    keep(take_in("a"))
    each = [func.count().filter(Mention.label == label) for label in LABELS]
    asked_of = review._doubtful(select(*each).select_from(Mention), None, None, review.DOUBT)
    compiled = asked_of.compile(registry.engine, compile_kwargs={"literal_binds": True})
    with registry.engine.connect() as connection:
        if not registry.is_sqlite:
            connection.execute(text("SET enable_seqscan = off"))
            connection.execute(text("SET enable_bitmapscan = off"))
        explain = "EXPLAIN QUERY PLAN" if registry.is_sqlite else "EXPLAIN"
        plan = " ".join(str(row[-1]) for row in connection.execute(text(f"{explain} {compiled}")))
    assert "COVERING INDEX ix_mentions_doubt" in plan or "Index Only Scan using ix_mentions_doubt" in plan


def test_reapplied_results_ask_the_same(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    document = keep(take_in("a"), analysis=make_analysis(published="2919-02-28"))
    with registry.write() as session:
        before = [(row.id, row.subject) for row in session.scalars(select(Question))]
        reapply(session, session.get_one(Document, document.id))
        session.flush()
        assert [(row.id, row.subject) for row in session.scalars(select(Question))] == before
