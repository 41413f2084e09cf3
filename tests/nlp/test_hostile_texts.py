"""Texts made to be slow are read like any other: each once took minutes, or twice as long again for every repeat."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.pipeline import analyse

LENGTH = 20_000
"""Characters: enough that time which grows with the square or worse would be noticed by whoever runs the tests."""


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("THI ĐUA YÊU NƯỚC! ", id="cries-on-one-line"),
        pytest.param("Khối ", id="clusters-in-clusters"),
        pytest.param("Khối Sở Nội vụ ", id="clusters-of-departments"),
        pytest.param("Lê Quý - ", id="names-on-one-line"),
        pytest.param("VKSND-", id="one-long-code"),
        pytest.param("“Thi đua ", id="open-quotations"),
        pytest.param("xã Cư M'", id="marks-in-a-name"),
        pytest.param("Tổ, ", id="kinds-in-a-row"),
        pytest.param("\n", id="empty-lines"),
        pytest.param("² tỉnh Kon Tum, Gia Lai ", id="raised-figures"),
        pytest.param("Cụm thi đua Quyết Thắng ① và ", id="marks-behind-names"),
        pytest.param("Sở Y tế (QWXK) và ", id="brackets-behind-names"),
    ],
)
def test_repeated_piece_is_read(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    found = analyse(Document(text, "text", "test")).mentions
    assert all(one.text == text[one.start : one.end] for one in found)


def test_blank_end_is_read() -> None:
    text = "Hội nghị kết thúc tốt đẹp." + "\n" * LENGTH
    assert not analyse(Document(text, "text", "test")).metadata["authors"]


def test_many_units_of_one_kind_are_read() -> None:
    names = [f"Cụm thi đua số {number} - Hội Nông dân" for number in range(500)]
    text = ". ".join(names) + "."
    found = [one for one in analyse(Document(text, "text", "test")).mentions if one.label == "UNIT"]
    assert len(found) == len(names)
    assert found[7].value == "Cụm thi đua số 7 Hội Nông dân"


@pytest.mark.parametrize("end", ["(", "“", "-", ",", ".", "/", " số", " và", " của", " khu vực", " -1", "'", " (a"])
def test_text_may_end_within_a_name(end: str) -> None:
    for head in (
        "Sở",
        "các Sở",
        "Công an huyện",
        "Trường Mầm non 8",
        "Nguyễn Văn",
        "tại tổ 7",
        "Chi cục Thuế khu vực V",
    ):
        found = analyse(Document(head + end, "text", "test")).mentions
        assert all(one.text == (head + end)[one.start : one.end] for one in found)
