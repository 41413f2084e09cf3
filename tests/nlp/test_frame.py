"""Syllables, mention store, nesting rules and the whole pipeline on any text."""

from __future__ import annotations

import gc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from nlp.components.resolve import resolve
from nlp.mention import LABELS, METADATA_FIELDS, Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.pipeline import analyse
from nlp.syllables import split_syllables
from nlp.text.reading import Reading

PIECES = st.sampled_from(
    [
        "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND", "ngày 15/5/2016", "từ ngày 1/5 đến 30/6/2020", "Số: 05-CT/TW", "“",
        "”", "phong trào thi đua", "100% chi bộ", "Bằng khen của", "Đại hội", "lần thứ XIII", "đồng chí Nguyễn Văn An",
        "\n", "\t", "  ", ",", ".", ";", "(", ")", "6 tháng đầu năm", "quý", "nhiệm kỳ 2020 - 2025", "–", "Luật", "của",
        "và", "1.200", "İ", "🎉", "danh hiệu", "chủ đề:", "V/v", "Nơi nhận:", "huyện", "Mỹ Đức",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=40).map(" ".join)


def mention(start: int, end: int, label: str) -> Mention:
    return Mention(start, end, label, "x" * (end - start))


@given(TEXTS)
def test_syllables_have_their_places(text: str) -> None:
    syllables = split_syllables(text)
    assert all(text[start:end].strip() for start, end in zip(syllables.starts, syllables.ends, strict=True))
    assert list(syllables.starts) == sorted(syllables.starts)


@settings(max_examples=60, deadline=None)
@example("»0 ”")
@example("quý İ")
@example("100% chi bộ ”")
@example("100% chi bộ  của")
@example("chủ đề: Ủy ban nhân dân tỉnh Lạng Sơn İ")
@given(TEXTS)
def test_mentions_are_what_stands_at_their_offsets(text: str) -> None:
    found = analyse(Document(text, "text", "test")).mentions
    for one in found:
        assert one.text == text[one.start : one.end]
        assert one.text == one.text.strip() != ""
        assert one.label in LABELS


def test_analysis_keeps_no_reading_of_its_text() -> None:
    body = "Hội Nông dân tỉnh Lạng Sơn phát động thi đua. " * 20
    analyse(Document(body, "text", "test"))
    assert [one for one in gc.get_objects() if isinstance(one, Reading) and one.text == body] == []


def test_collector_goes_on_after_an_analysis() -> None:
    analyse(Document("Hội Nông dân tỉnh Lạng Sơn phát động thi đua.", "text", "test"))
    assert gc.isenabled()


def test_store_refuses_text_that_is_not_there() -> None:
    doc = Doc(Document("Hội Nông dân", "text", "test"))
    with pytest.raises(ValueError, match="not what stands there"):
        add_mentions(doc, [Mention(0, 3, "UNIT", "Hột")])


def test_store_orders_hosts_first_and_keeps_one_of_equals() -> None:
    doc = Doc(Document("Bằng khen của UBND tỉnh", "text", "test"))
    add_mentions(doc, [Mention(14, 23, "UNIT", "UBND tỉnh"), Mention(0, 23, "AWARD", "Bằng khen của UBND tỉnh")])
    add_mentions(doc, [Mention(14, 23, "UNIT", "UBND tỉnh")])
    assert [m.label for m in mentions_of(doc)] == ["AWARD", "UNIT"]
    assert [m.label for m in mentions_of(doc, "UNIT")] == ["UNIT"]


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ([(0, 20, "SLOGAN"), (5, 9, "DATE")], ["SLOGAN"]),
        ([(0, 20, "EVENT"), (5, 9, "PERSON"), (10, 14, "UNIT")], ["EVENT", "UNIT"]),
        ([(0, 20, "UNIT"), (5, 9, "UNIT")], ["UNIT"]),
        ([(0, 20, "UNIT"), (15, 20, "PLACE")], ["UNIT"]),
        ([(0, 20, "CAMPAIGN"), (5, 15, "SLOGAN"), (6, 9, "DATE")], ["CAMPAIGN", "SLOGAN"]),
        ([(0, 20, "LEGAL"), (5, 9, "DATE"), (10, 20, "UNIT")], ["LEGAL", "DATE", "UNIT"]),
        ([(0, 20, "AWARD"), (0, 20, "SLOGAN")], ["AWARD"]),
        ([(0, 10, "TARGET"), (5, 15, "EVENT")], ["EVENT"]),
        ([(0, 10, "EVENT"), (5, 15, "TARGET")], ["EVENT"]),
        ([(0, 5, "UNIT"), (5, 9, "UNIT")], ["UNIT", "UNIT"]),
    ],
)  # fmt: skip
def test_nesting(given_: list[tuple[int, int, str]], kept: list[str]) -> None:
    assert [m.label for m in resolve([mention(*place) for place in given_])] == kept


def test_empty_document_gives_nothing_but_every_field() -> None:
    analysis = analyse(Document("", "text", "test"))
    assert analysis.mentions == ()
    assert set(analysis.metadata) == set(METADATA_FIELDS)
    assert set(analysis.evidence) <= {"doc_type"}


def test_work_grows_with_length_only() -> None:
    """Counted, not timed: the date rules are tried a bounded number of times for each character."""
    text = "từ ngày 1/5 đến 30/6/2020 và " * 50
    few = len(analyse(Document(text, "text", "test")).mentions)
    many = len(analyse(Document(text * 4, "text", "test")).mentions)
    assert many == 4 * few
