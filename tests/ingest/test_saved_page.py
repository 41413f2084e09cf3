"""Lines at the head of a page that was saved as text."""

from __future__ import annotations

import pytest

from ingest.webpages.saved_page import may_be_title


@pytest.mark.parametrize("motto", ["“Đoàn kết - Dân chủ - Kỷ cương”", "“Chủ động, sáng tạo, hiệu quả cao”"])
def test_motto_of_several_parts_is_no_title(motto: str) -> None:
    assert not may_be_title(motto)


def test_unclosed_motto_of_many_parts_is_judged_at_once() -> None:
    assert not may_be_title("“" + "Xanh - Sạch - " * 40 + "Đẹp")
