"""References say what a document says, in each form's own words, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from biennien.citing import cite, to_bibtex, to_line, to_ris
from biennien.registry.tables import Document

ADDRESS = "http://bien-nien.example/documents/d1"


def made(**values: Any) -> Document:
    given = {"id": "d1", "source_file": "ke-hoach.docx", "metadata_values": {}} | values
    return Document(**given)


PLAN = made(
    title="Kế hoạch phát động phong trào thi đua\n“Suối trong”",
    doc_type="plan", doc_number="12/KH-UBND", issuer="Ủy ban nhân dân huyện Phú Cảnh", published="2019-03-05",
    place="huyện Phú Cảnh",
)  # fmt: skip
NEWS = made(
    title="50% & hơn thế: {thi đua}", doc_type="news", published="2021-07", issuer="Báo Phú Cảnh",
    metadata_values={"authors": ["Lò Thị Mây", "Đỗ Vinh"], "source": "Báo Phú Cảnh"},
)  # fmt: skip


def test_line_names_who_what_number_and_day() -> None:
    assert to_line(cite(PLAN, ADDRESS)) == (
        "Ủy ban nhân dân huyện Phú Cảnh (2019), Kế hoạch phát động phong trào thi đua “Suối trong”, số 12/KH-UBND, "
        f"huyện Phú Cảnh, ngày 5/3/2019. {ADDRESS}\n"
    )


def test_line_of_news_names_the_byline_and_the_month() -> None:
    line = to_line(cite(NEWS, ADDRESS))
    assert line.startswith("Lò Thị Mây, Đỗ Vinh (2021), ")
    assert "Báo Phú Cảnh, tháng 7/2021. " in line


def test_time_of_day_is_no_part_of_a_reference() -> None:
    one = cite(made(published="2018-04-23T07:40"), ADDRESS)
    assert "ngày 23/4/2018" in to_line(one)
    assert "  date = {2018-04-23}," in to_bibtex(one)


def test_line_of_a_document_that_tells_nothing_invents_nothing() -> None:
    assert to_line(cite(made(), ADDRESS)) == f"(không đề năm), ke-hoach.docx. {ADDRESS}\n"


def test_bibtex_keeps_names_whole_and_its_own_signs_apart() -> None:
    entry = to_bibtex(cite(NEWS, ADDRESS))
    assert entry.startswith("@article{d1,\n")
    assert r"  title = {{50\% \& hơn thế: \{thi đua\}}}," in entry
    assert "  author = {{Lò Thị Mây} and {Đỗ Vinh}}," in entry
    assert "  date = {2021-07}," in entry
    assert "  number" not in entry


def test_ris_has_a_tag_a_line_and_an_end() -> None:
    record = to_ris(cite(PLAN, ADDRESS)).split("\r\n")
    assert record[0] == "TY  - GOVDOC"
    assert "AU  - Ủy ban nhân dân huyện Phú Cảnh" in record
    assert "DA  - 2019/03/05/" in record
    assert record[-2:] == ["ER  - ", ""]


@pytest.mark.parametrize("date", ["../2016-10-31", "2020-01-01/2020-06-30", "2019-33"])
def test_dates_that_are_no_day_stay_out_of_day_fields(date: str) -> None:
    one = cite(made(published=date), ADDRESS)
    assert "  date = " not in to_bibtex(one)
    assert "ngày" not in to_line(one)
    assert "tháng" not in to_line(one)
