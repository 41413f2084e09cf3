"""Letters that look like the usual ones: mentions are found all the same, and stand as they are written."""

from __future__ import annotations

from ingest.document import Document
from nlp.pipeline import analyse
from nlp.text.lookalikes import usual_letters

TEXT = "Ngày 5/6/2020, Đảng ủy xã Tân Lập mở Đại hội Đảng bộ xã lần thứ X theo Nghị định số 91/2017/NĐ-CP."


def test_lookalikes_change_no_mention_and_keep_their_letters() -> None:
    usual = analyse(Document(TEXT, "text", "test")).mentions
    other = analyse(Document(TEXT.replace("Đ", "Ð"), "text", "test")).mentions
    assert {one.label for one in usual} >= {"UNIT", "EVENT", "LEGAL"}
    assert [(one.label, one.start, one.end, one.value) for one in other] == [
        (one.label, one.start, one.end, one.value) for one in usual
    ]
    assert [one.text for one in other] == [one.text.replace("Đ", "Ð") for one in usual]


def test_lookalikes_a_text_without_them_stays_the_same_document() -> None:
    document = Document(TEXT, "text", "test")
    assert usual_letters(document) is document


def test_lookalikes_are_read_in_a_banner_above_a_text_without_them() -> None:
    document = Document(TEXT, "text", "test", furniture=("BÁO LÂM ÐỒNG",))
    assert usual_letters(document).furniture == ("BÁO LÂM ĐỒNG",)
