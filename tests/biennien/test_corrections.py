"""Corrections are in force, survive other extractors and texts, and are undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from biennien.intake import Accepted
from biennien.registry.corrections import (
    ADD,
    CHANGE,
    METADATA,
    REJECT,
    Place,
    record_correction,
    undo_correction,
)
from biennien.registry.database import Registry
from biennien.registry.documents import current_text, mentions_of
from biennien.registry.results import reapply
from biennien.registry.tables import Document
from ingest.document import Document as Reading
from tests.biennien.small_texts import BODY, analysis_of, correct, ids, unit
from tests.biennien.states import open_reviews

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]


@pytest.mark.parametrize(
    ("kind", "payload", "surface", "expected"),
    [
        (REJECT, {}, "Sạch nhà, đẹp ngõ", ["UBND xã Tân Lập", "phong trào “Sạch nhà, đẹp ngõ”"]),
        (
            CHANGE,
            {"start": 0, "end": 4},
            "UBND xã Tân Lập",
            ["UBND", "phong trào “Sạch nhà, đẹp ngõ”", "Sạch nhà, đẹp ngõ"],
        ),
    ],
)
def test_correction_is_in_force_and_survives_extraction(
    registry: Registry,
    take_in: TakeIn,
    keep: Keep,
    kind: str,
    payload: dict[str, object],
    surface: str,
    expected: list[str],
) -> None:
    accepted = take_in("a")
    document = keep(accepted)
    correct(registry, document, kind, payload, surface)
    for _ in range(2):
        with registry.read() as session:
            assert [one.surface for one in mentions_of(session, document)] == expected
        keep(accepted)


def test_added_mention_keeps_its_id_through_extraction(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    accepted = take_in("a")
    document = keep(accepted)
    start = BODY.index("Xanh quê hương")
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        record_correction(
            session, row, ADD, {"label": "SLOGAN", "attributes": {"kind": "theme"}}, user_id=None,
            place=Place(start, start + 14), text=current_text(session, row),
        )  # fmt: skip
        reapply(session, row)
    before = ids(registry, document)
    assert "SLOGAN Xanh quê hương" in before
    keep(accepted)
    assert ids(registry, document) == before


def test_undo_brings_the_extracted_mention_back(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    document = keep(take_in("a"))
    before = ids(registry, document)
    number = correct(registry, document, REJECT, {}, "UBND xã Tân Lập")
    assert ids(registry, document) != before
    with registry.write() as session:
        undo_correction(session, number, user_id=None)
        reapply(session, session.get_one(Document, document.id))
    assert ids(registry, document) == before


def test_corrected_metadata_survives_extraction(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    accepted = take_in("a")
    document = keep(accepted)
    correct(registry, document, METADATA, {"field": "published", "value": "2020-05"})
    keep(accepted)
    with registry.read() as session:
        row = session.get_one(Document, document.id)
        assert (row.published, row.from_day, row.to_day) == ("2020-05", 20200501, 20200531)
        assert row.evidence is not None
        assert row.evidence["published"]["method"] == "person"


def test_correction_moves_with_its_words_and_goes_to_review_without_them(
    registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    accepted = take_in("a")
    document = keep(accepted)
    number = correct(registry, document, REJECT, {}, "UBND xã Tân Lập")
    moved = "Số: 1. " + BODY
    keep(accepted, Reading(moved, "text", "t"), analysis_of(unit(moved, "UBND xã Tân Lập", "x")))
    assert ids(registry, document) == {}
    keep(accepted, Reading("Không có gì.", "text", "t"), analysis_of())
    with registry.read() as session:
        assert [review.correction_id for review in open_reviews(session)] == [number]
    keep(accepted)
    with registry.read() as session:
        assert open_reviews(session) == []
        assert "UNIT UBND xã Tân Lập" not in ids(registry, document)
