"""What was read and understood is kept, with ids that last and corrections on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import event

from biennien.intake import Accepted
from biennien.registry import outbox
from biennien.registry.corrections import (
    METADATA,
    REJECT,
)
from biennien.registry.database import Registry
from biennien.registry.documents import campaign_records_of, current_text, extractor_version, mentions_of
from biennien.registry.names import find_named
from biennien.registry.results import reading_of
from biennien.registry.tables import Campaign, Document, Mention, Redirect, Slogan, Unit, UnitName
from biennien.registry.understood import analysis_from_json, analysis_to_json
from ingest.document import Document as Reading
from ingest.document import Line, Section
from nlp.mention import Analysis
from nlp.mention import Mention as Found
from tests.biennien.small_texts import BODY, analysis_of, correct, ids, unit

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]


def test_results_are_kept_whole(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    document = keep(take_in("a"))
    with registry.read() as session:
        row = session.get_one(Document, document.id)
        text = current_text(session, row)
        assert text is not None
        assert (text.body, row.title, row.published, row.from_day, row.to_day) == (
            BODY,
            "Phát động",
            "2019-02-28",
            20190228,
            20190228,
        )
        assert row.evidence == {
            "title": {"method": "html-heading", "start": 0, "end": 4, "page": None, "box": None, "state": "read"}
        }
        assert extractor_version(session, row) == "test 1"
        assert [(one.label, one.surface) for one in mentions_of(session, row)] == [
            ("UNIT", "UBND xã Tân Lập"),
            ("CAMPAIGN", "phong trào “Sạch nhà, đẹp ngõ”"),
            ("SLOGAN", "Sạch nhà, đẹp ngõ"),
        ]
        assert [one.surface for one in mentions_of(session, row, label="UNIT")] == ["UBND xã Tân Lập"]
        (record,) = campaign_records_of(session, row)
        assert (record.stage, record.from_day, record.to_day) == ("launch", 20190101, 20201231)
        (launcher,) = find_named(session, Unit, "uy ban nhan dan xa tan lap")
        assert record.launched_by_id == launcher.id


def test_keeping_again_changes_no_id_and_doubles_nothing(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    accepted = take_in("a")
    document = keep(accepted)
    before = ids(registry, document)
    keep(accepted)
    assert ids(registry, document) == before
    with registry.read() as session:
        assert len(campaign_records_of(session, document)) == 1


def test_mentions_keep_their_ids_in_another_text(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    accepted = take_in("a")
    document = keep(accepted, Reading(BODY, "text", "test 1"), analysis_of(unit(BODY, "UBND xã Tân Lập", "x")))
    before = ids(registry, document)
    longer = "Số: 1. " + BODY
    keep(accepted, Reading(longer, "text", "test 2"), analysis_of(unit(longer, "UBND xã Tân Lập", "x")))
    assert ids(registry, document) == before
    with registry.read() as session:
        (mention,) = mentions_of(session, session.get_one(Document, document.id))
        assert mention.start == 7
        assert session.query(Mention).count() == 1


def test_reading_can_be_had_back_without_the_original(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    reading = Reading(
        BODY, "pdf", "test 1", lines=(Line(0, 10, 1, (1.0, 2.0, 3.0, 4.0)),), sections=(Section("I.", "A", 0, 5, 1),)
    )
    document = keep(take_in("a"), reading, analysis_of())
    with registry.read() as session:
        text = current_text(session, session.get_one(Document, document.id))
        assert text is not None
        assert reading_of(text) == reading


def test_analysis_survives_json() -> None:
    analysis = Analysis((unit(BODY, "UBND xã Tân Lập", "x"),), {"title": None, "authors": ["A"]}, {}, ())
    assert analysis_from_json(analysis_to_json(analysis)) == analysis


def test_units_of_two_documents_are_one_when_their_names_are(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    one, other = "UBND xã A", "Uỷ ban Nhân dân xã A"
    keep(take_in("1"), Reading(one, "text", "t"), analysis_of(unit(one, one, "Ủy ban nhân dân xã A")))
    keep(take_in("2"), Reading(other, "text", "t"), analysis_of(unit(other, other, other)))
    with registry.read() as session:
        (row,) = find_named(session, Unit, "ubnd xa a")
        assert row.name == "Ủy ban nhân dân xã A"
        names = {name.name for name in session.query(UnitName).filter_by(unit_id=row.id)}
        assert names == {"Ủy ban nhân dân xã A", "UBND xã A"}
        assert session.query(Unit).count() == 1


def test_names_that_differ_in_their_marks_are_two_units(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    body = "Đảng bộ Hà Đông và Đảng bộ Hạ Đông"
    keep(
        take_in("1"), Reading(body, "text", "t"),
        analysis_of(unit(body, "Đảng bộ Hà Đông", "Đảng bộ Hà Đông"), unit(body, "Đảng bộ Hạ Đông", "Đảng bộ Hạ Đông")),
    )  # fmt: skip
    with registry.read() as session:
        assert len(find_named(session, Unit, "dang bo ha dong")) == 2
        assert [row.name for row in find_named(session, Unit, "Đảng bộ Hạ Đông")] == ["Đảng bộ Hạ Đông"]


def test_merged_unit_is_found_under_its_old_name(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    body = "Ban Tổ chức cũ và Ban Tổ chức mới"
    mentions = (unit(body, "Ban Tổ chức cũ", "Ban Tổ chức cũ"), unit(body, "Ban Tổ chức mới", "Ban Tổ chức mới"))
    accepted = take_in("1")
    document = keep(accepted, Reading(body, "text", "t"), analysis_of(*mentions))
    with registry.write() as session:
        (old,), (new,) = find_named(session, Unit, "Ban Tổ chức cũ"), find_named(session, Unit, "Ban Tổ chức mới")
        session.add(Redirect(old_id=old.id, new_id=new.id, kind="unit", created_at=old.created_at))
    keep(accepted, Reading(body, "text", "t"), analysis_of(*mentions))
    with registry.read() as session:
        assert {row.unit_id for row in mentions_of(session, document)} == {new.id}


def test_campaigns_and_slogans_are_found_by_a_part_of_their_name(
    registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("1"))
    with registry.read() as session:
        assert [row.text for row in find_named(session, Slogan, "dep ngo")] == ["Sạch nhà, đẹp ngõ"]
        assert [row.name for row in find_named(session, Campaign, "sach nha")] == ["phong trào “Sạch nhà, đẹp ngõ”"]
        assert find_named(session, Campaign, "khong co") == []


def test_name_beyond_what_an_index_takes_is_kept(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    body = "Hội " + "nông dân xã rất dài " * 400
    keep(take_in("1"), Reading(body, "text", "t"), analysis_of(Found(0, len(body), "UNIT", body, body)))
    with registry.read() as session:
        assert [row.name for row in find_named(session, Unit, body)] == [body]


def test_every_change_tells_the_index(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    accepted = take_in("a")
    with registry.read() as session:
        assert outbox.count_pending(session) == 0
    document = keep(accepted)
    correct(registry, document, METADATA, {"field": "title", "value": "Khác"})
    with registry.read() as session:
        assert outbox.count_pending(session) == 2


def test_undated_document_has_no_days(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    analysis = replace(analysis_of(), metadata={"published": None, "event_date": "2018"})
    assert keep(take_in("1"), Reading("a", "text", "t"), analysis).from_day == 20180101
    assert keep(take_in("2"), Reading("b", "text", "t"), analysis_of()).from_day is None


def test_book_is_written_in_few_statements_and_a_correction_rewrites_only_what_it_changes(
    registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    body = "\n".join(f"UBND xã Suối {number} họp ngày {number}/3/2019." for number in range(1, 29))
    found = [unit(body, f"UBND xã Suối {number}", f"UBND xã Suối {number}") for number in range(28, 9, -1)]
    found += [
        Found(at, at + len(day), "DATE", day, None if number % 2 else f"2019-03-{number}")
        for number in range(10, 29)
        for day in [f"{number}/3/2019"]
        for at in [body.index(day)]
    ]
    written: list[tuple[str, int]] = []

    def note(*given: Any) -> None:
        for act in ("INSERT INTO mentions ", "DELETE FROM mentions "):
            if given[2].startswith(act):
                written.append((act.split()[0], len(given[3]) if given[5] else 1))

    document = take_in("a")
    event.listen(registry.engine, "before_cursor_execute", note)
    kept = keep(document, Reading(body, "text", "t"), analysis_of(*found))
    assert written == [("INSERT", len(found))]
    written.clear()
    correct(registry, kept, REJECT, {}, "UBND xã Suối 20")
    event.remove(registry.engine, "before_cursor_execute", note)
    assert written == [("DELETE", 1), ("INSERT", 1)]
