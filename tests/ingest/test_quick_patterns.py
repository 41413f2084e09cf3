"""Patterns that begin with a set find what the plain ones without case find."""

from __future__ import annotations

import re

import pytest

from ingest.quick_patterns import any_case

WAYS = ("điện thoại", "đt", "fax", "số\\s?:?", "☎", "kế hoạch", "in ra")
TEXTS = (
    "ĐIỆN THOẠI: 0280", "Đt 0280, FAX 0281", "Số : 12", "ſố 12", "☎ 0280", "\u212aế hoạch", "İn ra", "điện", "",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_any_case_finds_what_the_alternatives_without_case_find(text: str) -> None:
    plain = re.compile("|".join(WAYS), re.IGNORECASE)

    quick = re.compile(any_case(WAYS))

    assert [found.span() for found in quick.finditer(text)] == [found.span() for found in plain.finditer(text)]


@pytest.mark.parametrize("text", [*TEXTS, "vin ra", "in ra", "gọi điện thoại", "xđt", "đt"])
def test_any_case_tells_what_stands_behind_no_letter(text: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(WAYS)})", re.IGNORECASE)

    quick = re.compile(any_case(WAYS, not_after=r"\w"))

    assert [found.span() for found in quick.finditer(text)] == [found.span() for found in plain.finditer(text)]
