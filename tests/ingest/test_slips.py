"""Slips of the recogniser: every rule with its example, what is no slip, and that a mended word is doubted."""

from __future__ import annotations

import pytest

from ingest.scans.recognised import SeenWord
from ingest.scans.slips import MENDED, Rule, load_rules, mend_line


def words_of(text: str) -> list[SeenWord]:
    return [SeenWord(word, (0, 0, 1, 1), 0.9, 0) for word in text.split()]


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_a_rule_mends_its_example_and_doubts_it(rule: Rule) -> None:
    mended = mend_line(words_of(rule.example))
    assert " ".join(word.text for word in mended) == rule.expected
    changed = [word for word, before in zip(mended, words_of(rule.example), strict=True) if word.text != before.text]
    assert [word.confidence for word in changed] == [MENDED] * len(changed)


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH", "IV. TỔ CHỨC", "A. PHẦN CHUNG", "Số: 12/KH-UBND", "ngày 21 tháng 7 năm 2017", "85% kế hoạch",
        "Lớp học ở làng Hồ", "H là tên một con kênh", "COVID-19", "1.200 hộ", "TV. Phòng họp".replace("TV", "VTV"),
    ],
)  # fmt: skip
def test_what_is_no_slip_stays(text: str) -> None:
    assert " ".join(word.text for word in mend_line(words_of(text))) == text
