"""Quotations with every kind of mark, and texts with placeholders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.mention import Mention
from nlp.text.placeholders import OPEN_QUOTE, UNCLOSED_END, spans_of, with_placeholders
from nlp.text.quotations import find_quotations


def inner(text: str) -> list[str]:
    return [text[one.first : one.last] for one in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nêu “5 rõ” trong", ["5 rõ"]),
        ('nêu "5 rõ" trong', ["5 rõ"]),
        ("nêu «5 rõ» trong", ["5 rõ"]),
        ("nêu ‘5 rõ’ trong", ["5 rõ"]),
        ("nêu ''5 rõ'' trong", ["5 rõ"]),
        ("nêu ”5 rõ“ trong", ["5 rõ"]),
        ("nêu “5 rõ“ trong", ["5 rõ"]),
        ('"a b", "c d" và "e"', ["a b", "c d", "e"]),
        ("“Ngăn chặn, đẩy lùi “a b”, “c d” ở ta", ["Ngăn chặn, đẩy lùi", "a b", "c d"]),
        ("“dòng một\ndòng hai”", ["dòng một\ndòng hai"]),
        ("“dòng một\n\ndòng hai” sau", ["dòng một"]),
        ("“ một câu . ” hết", ["một câu"]),
        ("huyện Ea H'leo và R'lấp", []),
        ("“” và “...”", []),
    ],
    ids=[
        "curly", "straight", "guillemets", "single", "doubled", "reversed", "twice-opening", "list", "unclosed",
        "break", "empty-line", "trimmed", "apostrophe", "empty",
    ],
)  # fmt: skip
def test_quotations_are_found(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted


def test_quotation_without_closing_mark_ends_with_its_sentence() -> None:
    (quotation,) = find_quotations("Khẩu hiệu: “Đoàn kết, sáng tạo. Các đơn vị thực hiện.")
    assert not quotation.closed
    assert quotation.end == len("Khẩu hiệu: “Đoàn kết, sáng tạo")


@given(st.text(alphabet="ab “”\"«»‘’'\n.,", max_size=80))
def test_quotations_stay_inside_the_text(text: str) -> None:
    for one in find_quotations(text):
        assert 0 <= one.start < one.first < one.last <= one.end <= len(text)


@given(st.text(alphabet='aĐò “”"\n.Unit', max_size=80), st.integers(0, 40), st.integers(1, 20))
def test_placeholders_keep_the_length(text: str, start: int, length: int) -> None:
    unit = Mention(start, start + length, "UNIT", text[start : start + length])
    spans = spans_of([unit]) if start + length <= len(text) else []
    assert len(with_placeholders(text, spans, find_quotations(text))) == len(text)


def test_placeholders_mark_outer_quotations() -> None:
    text = "với chủ đề “Tận tụy, sáng tạo\n\nhết"
    masked = with_placeholders(text, [], find_quotations(text))
    assert masked[text.index("“")] == OPEN_QUOTE
    assert masked[text.index("tạo") + 2] == UNCLOSED_END
