"""Lines of a scanned page mended after the words that official pages have there."""

from __future__ import annotations

import pytest

from ingest.scans.known_forms import mend_known
from ingest.scans.recognised import SeenWord


def mended(text: str) -> tuple[str, float]:
    """A line mended, and how sure its least sure word is."""
    box = (0.0, 0.0, 9.0, 9.0)
    words = mend_known([SeenWord(word, box, 0.9, 0) for word in text.split()])
    return " ".join(word.text for word in words), min(word.confidence for word in words)


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("CỘNG HÒA XÃ HỘI CHÚ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("VIỆN TRƯỚNG", "VIỆN TRƯỞNG"),
        ("KT. GIÁM ĐÓC", "KT. GIÁM ĐỐC"),
        ("TỐNG LIÊN ĐOÀN LAO ĐỘNG", "TỔNG LIÊN ĐOÀN LAO ĐỘNG"),
        (".Đỗ Thị Kim/Cương", "Đỗ Thị Kim Cương"),
    ],
)
def test_a_known_line_gets_its_marks_and_is_doubted(seen: str, printed: str) -> None:
    assert mended(seen) == (printed, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH",
        "Viện trướng",
        "CỦA GIÁM LỢI",
        "Kinh/Mông",
        "Số: 12/KH-UBND",
    ],
)
def test_what_is_no_known_line_in_capitals_stays(text: str) -> None:
    assert mended(text) == (text, 0.9)


def test_a_speck_before_a_line_goes() -> None:
    assert mended("_PHÓ CHỦ TỊCH")[0] == "PHÓ CHỦ TỊCH"
