"""What the program proposes to merge: found by blocks when names are new, shown once, never done by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.errors import NotFound
from biennien.registry.name_acts import rename
from biennien.registry.name_compare import MOST_IN_BLOCK, compare_some_names
from biennien.registry.name_history import undo_act
from biennien.registry.name_likeness import Likeness, Name, blocks_of, is_one_edit, likeness, words_of
from biennien.registry.name_proposals import accept_proposal, count_proposals, open_proposals, refuse_proposal
from biennien.registry.names import find_named
from biennien.registry.readers import ANYONE, STAFF_MEMBER
from biennien.registry.tables import Document, NameBlock, NameProposal, Unit
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Mention as Found

Keep = Callable[..., Document]
TakeIn = Callable[..., Accepted]

ALIKE = [
    ("unit", "Ban Dân vận huyện ủy Đà Bắc", "BAN DAN VAN HUYEN UY DA BAC", "same_words"),
    ("unit", "UBND xã Tu Lý", "Ủy ban nhân dân xã Tu Lý", "same_words"),
    ("unit", "Công ty Hải Âu", "Công ty Hải Ầu", "same_words"),
    ("unit", "Hợp tác xã Sao Mai", "Hợp tác xã Sao Mài Đỏ", None),
    ("unit", "Câu lạc bộ Ong Vàng", "Câu lạc bộ Ong Vành", "one_letter"),
    ("unit", "Đoàn xã Tu Lý", "Đoàn Tu Lý", "no_level"),
    ("unit", "Khu phố 1", "Khu phố 2", None),
    ("unit", "Chi bộ khóa XV", "Chi bộ khóa XVI", None),
    ("unit", "Tổ Một", "Tổ Hai", None),
    ("slogan", "Xanh quê hương", "Quê hương xanh", "other_order"),
    ("slogan", "Mỗi người một việc tốt mỗi ngày", "Mỗi người một việc tốt mỗi tuần", "variant"),
    ("slogan", "Mỗi người một việc tốt mỗi ngày", "Mỗi người làm một việc tốt mỗi ngày", "variant"),
    ("slogan", "Sạch nhà", "Sạch làng", None),
    ("campaign", "phong trào “Đồi xanh”", "cuộc vận động “Đồi xanh”", "same_words"),
    ("campaign", "phong trào “Đồi xanh”", "phong trào thi đua Đòi Xanh", "same_words"),
    ("campaign", "phong trào “Trường học thân thiện”", "phong trào “Trường học thân thiên”", "same_words"),
]


def name(text: str, row_id: str = "x", **known: Any) -> Name:
    return Name(row_id, text, words_of(text), **known)


@pytest.mark.parametrize(("kind", "one", "other", "reason"), ALIKE)
def test_likeness_tells_slips_from_other_things(kind: str, one: str, other: str, reason: str | None) -> None:
    for first, second in ((one, other), (other, one)):
        found = likeness(kind, name(first), name(second))
        assert (found and found.reason) == reason
    if reason:
        assert not blocks_of(words_of(one)).isdisjoint(blocks_of(words_of(other)))


def test_what_is_known_of_two_speaks_for_or_against_them() -> None:
    one, other = "Đoàn xã Tu Lý", "DOAN XA TU LY"
    assert likeness("unit", name(one, parent="u1"), name(other, parent="u1")) == Likeness("same_parent", 0.95)
    assert likeness("unit", name(one, place="xã A"), name(other, place="xã B")) is None
    assert likeness("unit", name(one, kind="youth"), name(other, kind="school")) is None
    years = {2010: (20100101, 20101231), 2011: (20110101, 20111231)}
    for other_year, expected in ((2010, Likeness("same_period", 0.9)), (2011, None)):
        told = name("phong trào Đồi xanh", days=years[2010]), name("DOI XANH", days=years[other_year])
        assert likeness("campaign", *told) == expected
    marked = likeness("unit", name("Đảng bộ Hà Đông"), name("Đảng bộ Hạ Đông"))
    assert marked is not None
    assert marked.score < 0.6


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("lap", "lac", True), ("lap", "lp", True), ("lap", "laps", True), ("lap", "lap", False), ("lap", "cal", False)],
)
def test_one_edit_is_one_letter(one: str, other: str, near: bool) -> None:
    assert is_one_edit(one, other) == is_one_edit(other, one) == near


def names_in(keep: Keep, take_in: TakeIn, *names: str, visibility: str = "public") -> None:
    """A document for each unit."""
    for one in names:
        analysis = Analysis(
            (Found(0, len(one), "UNIT", one, one),),
            dict.fromkeys(METADATA_FIELDS) | {"authors": [], "attachments": []}, {},
        )  # fmt: skip
        keep(take_in(one, visibility=visibility), Reading(one, "text", "t"), analysis)


def compare(registry: Registry) -> None:
    while compare_some_names(registry):
        pass


def proposed(registry: Registry) -> list[tuple[str, str]]:
    with registry.read() as session:
        return [(one.row.name, one.into.name) for one in open_proposals(session, STAFF_MEMBER).items]


RIGHT, SLIP, SHOUT = "Câu lạc bộ Ong Vàng", "Câu lạc bộ Ong Vành", "CAU LAC BO ONG VANG"


def test_proposal_is_shown_accepted_and_back_after_undo(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    names_in(keep, take_in, RIGHT)
    compare(registry)
    assert proposed(registry) == []
    names_in(keep, take_in, SLIP, "Đội Đá Bạc")
    compare(registry)
    with registry.read() as session:
        assert [one.proposal.reason for one in open_proposals(session, ANYONE).items] == ["one_letter"]
        assert count_proposals(session, STAFF_MEMBER) == {"unit": 1}
        number = session.scalars(select(NameProposal.id)).one()
        (keeping,) = find_named(session, Unit, RIGHT)
        assert len(open_proposals(session, STAFF_MEMBER, row_id=keeping.id).items) == 1
        assert not open_proposals(session, STAFF_MEMBER, kind="slogan").items
    with registry.write() as session:
        act = accept_proposal(session, number, into_id=keeping.id, reader=STAFF_MEMBER, user_id=None)
        assert [row.id for row in find_named(session, Unit, SLIP)] == [keeping.id]
    assert proposed(registry) == []
    with registry.write() as session:
        with pytest.raises(NotFound):
            accept_proposal(session, number, reader=STAFF_MEMBER, user_id=None)
        undo_act(session, act.id, user_id=None)
    assert len(proposed(registry)) == 1


def test_refused_proposal_does_not_come_back(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    names_in(keep, take_in, RIGHT, SLIP)
    compare(registry)
    with registry.write() as session:
        number = session.scalars(select(NameProposal.id)).one()
        refuse_proposal(session, number, reader=STAFF_MEMBER, user_id=None)
    names_in(keep, take_in, SHOUT)
    with registry.write() as session:
        (one,) = find_named(session, Unit, SLIP)
        act = rename(session, Unit, one.id, "Câu lạc bộ Ong Vạnh", user_id=None)
    compare(registry)
    with registry.write() as session:
        undo_act(session, act.id, user_id=None)
    compare(registry)
    assert {frozenset(pair) for pair in proposed(registry)} == {frozenset((RIGHT, SHOUT)), frozenset((SHOUT, SLIP))}


def test_proposal_of_what_a_reader_may_not_see_is_not_theirs(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    names_in(keep, take_in, RIGHT)
    names_in(keep, take_in, SLIP, visibility="staff")
    compare(registry)
    with registry.write() as session:
        assert count_proposals(session, ANYONE) == {}
        assert not open_proposals(session, ANYONE).items
        with pytest.raises(NotFound):
            refuse_proposal(session, session.scalars(select(NameProposal.id)).one(), reader=ANYONE, user_id=None)


def test_part_that_too_many_names_share_compares_none(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    names_in(keep, take_in, "Tổ nuôi ong aa", "Tổ nuôi ong ab", "Tổ nuôi ong ac")
    compare(registry)
    before = len(proposed(registry))
    assert before
    with registry.write() as session:
        block = min(blocks_of(("to", "nuoi", "ong")))
        session.add_all(NameBlock(block=block, row_id=f"u{number}") for number in range(MOST_IN_BLOCK))
    names_in(keep, take_in, "Tổ nuôi ong ad")
    compare(registry)
    assert len(proposed(registry)) == before
