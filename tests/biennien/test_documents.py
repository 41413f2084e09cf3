"""Documents as readers meet them: what is not for them is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from biennien.intake import Accepted, clean_name
from biennien.registry.audit import history
from biennien.registry.browsing import browse
from biennien.registry.database import Registry
from biennien.registry.documents import (
    DocumentFilter,
    count_documents,
    get_document,
    list_documents,
    reinstate,
    set_visibility,
    withdraw,
    withdrawal_of,
)
from biennien.registry.errors import NotFound
from biennien.registry.export import EXPORTS
from biennien.registry.names import campaign_entries, find_named, list_named
from biennien.registry.paging import BadCursor
from biennien.registry.readers import ANYONE, KEEPER, NOBODY, STAFF_MEMBER, Reader, reader_for
from biennien.registry.tables import Document, Unit
from nlp.mention import Analysis

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]


def ways_to_meet_a_document(registry: Registry, reader: Reader) -> dict[str, bool]:
    """Whether the reader meets the one document there is: by each way that leads to it."""
    with registry.read() as session:
        (row,) = session.query(Document).all()
        try:
            by_id = bool(get_document(session, row.id, reader))
        except NotFound:
            by_id = False
        return {
            "id": by_id,
            "list": bool(list_documents(session, reader).items),
            "count": bool(count_documents(session, reader)),
            "units": bool(list_named(session, Unit, reader).items),
            "frequent": bool(browse(session, Unit, reader).items),
            "timeline": bool(campaign_entries(session, reader)),
        } | {f"export {kind}": bool(list(rows(session, reader))) for kind, rows in EXPORTS.items() if kind != "audit"}


@pytest.mark.parametrize(
    ("visibility", "withdrawn", "seers"),
    [
        ("public", False, [ANYONE, STAFF_MEMBER, KEEPER]),
        ("staff", False, [STAFF_MEMBER, KEEPER]),
        ("public", True, [KEEPER]),
        ("staff", True, [KEEPER]),
    ],
)
def test_no_way_leads_a_reader_to_what_is_not_for_them(
    registry: Registry, take_in: TakeIn, keep: Keep, visibility: str, withdrawn: bool, seers: list[Reader]
) -> None:
    document = keep(take_in("a", visibility=visibility))
    if withdrawn:
        with registry.write() as session:
            withdraw(session, session.get_one(Document, document.id), reason="sai", user_id=None)
    for reader in (NOBODY, ANYONE, STAFF_MEMBER, KEEPER):
        met = ways_to_meet_a_document(registry, reader)
        assert set(met.values()) == {reader in seers}, met
    with registry.read() as session:
        told = {reader: bool(list(EXPORTS["audit"](session, reader))) for reader in (NOBODY, ANYONE, STAFF_MEMBER)}
    assert told == {NOBODY: False, ANYONE: False, STAFF_MEMBER: True}


@pytest.mark.parametrize(
    ("reading", "role", "reader"),
    [
        ("open", None, ANYONE),
        ("signed-in", None, NOBODY),
        ("open", "reader", ANYONE),
        ("signed-in", "reader", ANYONE),
        ("open", "uploader", STAFF_MEMBER),
        ("signed-in", "corrector", STAFF_MEMBER),
        ("signed-in", "admin", STAFF_MEMBER),
    ],
)
def test_setting_and_role_say_who_reads_what(reading: str, role: str | None, reader: Reader) -> None:
    assert reader_for(reading, role) == reader


@pytest.fixture
def reinstated(registry: Registry, take_in: TakeIn, keep: Keep) -> str:
    """A document that was withdrawn and brought back; its id."""
    document = keep(take_in("a"))
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        withdraw(session, row, reason="đăng nhầm", user_id=None)
        reinstate(session, row, user_id=None)
    return document.id


def test_last_withdrawal_is_told_of_whatever_was_done_since(registry: Registry, reinstated: str) -> None:
    with registry.write() as session:
        row = session.get_one(Document, reinstated)
        assert withdrawal_of(session, row) is None
        withdraw(session, row, reason="có số nhà", user_id=None)
        set_visibility(session, row, "staff", user_id=None)
        act = withdrawal_of(session, row)
        assert act is not None and act.details is not None
        assert (act.action, act.details["after"]["reason"]) == ("withdraw", "có số nhà")


def test_withdrawal_is_noted_and_can_be_undone(registry: Registry, reinstated: str) -> None:
    with registry.write() as session:
        set_visibility(session, session.get_one(Document, reinstated), "staff", user_id=None)
    with registry.read() as session:
        row = get_document(session, reinstated, STAFF_MEMBER)
        assert (row.withdrawn, row.withdrawn_reason, row.visibility) == (False, None, "staff")
        actions = [entry.action for entry in history(session, "document", reinstated)]
        assert actions == ["set_visibility", "reinstate", "withdraw", "upload"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("added", "dcba"), ("updated", "abcd"), ("newest", "cabd"), ("oldest", "bacd")],
)
def test_lists_page_through_every_order_once(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis, order: str, expected: str
) -> None:
    names = {}
    for name, published in zip("abcd", ["2019-02", "2018", "2020", None], strict=True):
        names[keep(take_in(name), analysis=make_analysis(published=published)).id] = name
    found, cursor = "", None
    with registry.read() as session:
        for _ in range(4):
            page = list_documents(session, ANYONE, order=order, cursor=cursor, limit=1)
            found += names[page.items[0].id]
            cursor = page.cursor
    assert (found, cursor) == (expected, None)


def test_cursor_of_nobody_is_refused(registry: Registry) -> None:
    with registry.read() as session, pytest.raises(BadCursor):
        list_documents(session, ANYONE, cursor="nonsense")


def test_filters_narrow_a_list(registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis) -> None:
    wanted = keep(take_in("a"), analysis=make_analysis(published="2019-02-28"))
    other = replace(make_analysis(published="2021"), mentions=(), campaigns=())
    keep(take_in("b"), analysis=other)
    take_in("c")
    with registry.read() as session:
        (unit,) = find_named(session, Unit, "Ủy ban nhân dân xã Tân Lập")
        for narrowed in (
            DocumentFilter(unit_id=unit.id),
            DocumentFilter(to_day=20190228),
            DocumentFilter(from_day=20190201, to_day=20191231),
        ):
            assert [row.id for row in list_documents(session, ANYONE, narrowed).items] == [wanted.id]
        assert count_documents(session, ANYONE) == 2
        assert count_documents(session, ANYONE, DocumentFilter(state="waiting")) == 1
        since = session.get_one(Document, wanted.id).updated_at
        assert count_documents(session, ANYONE, DocumentFilter(updated_since=since)) == 2


def test_same_bytes_lead_to_the_document_there_is(registry: Registry, take_in: TakeIn) -> None:
    first = take_in("a", "một.txt")
    again = take_in("a", "hai.txt")
    assert (first.state, again.state) == ("queued", "duplicate")
    assert (again.document_id, again.job_id) == (first.document_id, first.job_id)
    with registry.read() as session:
        assert session.get_one(Document, first.document_id).source_file == "một.txt"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("kê\u0301 hoạch.txt", "kế hoạch.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("b\udcffn.txt", "b?n.txt"),
        ("ảnh-\u202etxt.exe", "ảnh-txt.exe"),
        ("\x07 ", "?"),
        ("a" * 5_000 + ".txt", "a" * 396 + ".txt"),
    ],
)
def test_file_names_become_text_that_every_database_takes(
    take_in: TakeIn, registry: Registry, name: str, kept: str
) -> None:
    assert clean_name(name) == kept
    accepted = take_in("a", name)
    with registry.read() as session:
        assert session.get_one(Document, accepted.document_id).source_file == kept
