"""Texts that were cut at one width are read by their paragraphs."""

from __future__ import annotations

import textwrap

import pytest

from ingest.formats import read_text
from ingest.wrapped_lines import unwrapped

PARAGRAPHS = (
    "Sáng ngày 12/5/2020, tại nhà văn hóa xã Trà Cang, Ủy ban nhân dân huyện Nam Trà My tổ chức hội nghị sơ kết phong "
    "trào thi đua trồng rừng; đến dự có đồng chí Nguyễn Thị Bích Loan, Phó Chủ tịch Ủy ban nhân dân huyện, cùng cán bộ "
    "các xã và các hộ trồng rừng tiêu biểu của ba thôn vùng cao.",
    "Theo báo cáo, từ đầu năm đến nay nhân dân các thôn đã trồng được hơn bốn mươi héc ta rừng, làm mới sáu cây số "
    "đường, đào hai giếng nước và giúp nhau dựng lại chín ngôi nhà bị gió bão làm hư hỏng trong mùa mưa năm trước.",
    "Hội nghị khen thưởng mười hộ và giao chỉ tiêu cho sáu tháng cuối năm.",
)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_paragraphs_cut_at_one_width_are_whole_again(width: int) -> None:
    cut = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [line for line in unwrapped(cut.split("\n")) if line] == list(PARAGRAPHS)
    assert "huyện Nam Trà My" in read_text(cut).body


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n".join(f"- Tập thể Trường Tiểu học Trà Cang, huyện Nam Trà My, đạt {at} điểm trong đợt" for at in range(9)),
        "\n".join(f"Tổ {at} | Trường Tiểu học Trà Cang, huyện Nam Trà My | đạt giải trong hội thi" for at in range(9)),
        "\n".join(f"Trường Tiểu học số {at} xã Trà Cang, huyện Nam Trà My, tỉnh Quảng Nam xưa" for at in range(9)),
    ],
    ids=["paragraphs", "items", "cells", "lines-of-their-own"],
)
def test_lines_of_their_own_stay(text: str) -> None:
    assert unwrapped(text.split("\n")) == text.split("\n")


def test_paragraph_of_many_lines_is_joined_in_one_go() -> None:
    """Put together line by line, as many took a minute."""
    line = "hội nghị sơ kết đợt thi đua của xã đã bàn nhiều việc cho năm sau và giao cho các thôn cùng làm tiếp"
    assert unwrapped([line] * 40_000) == [" ".join([line] * 40_000)]
    assert unwrapped([]) == []
