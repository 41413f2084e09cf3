"""Words are folded as `fold` does it, and letters are found whatever parts them."""

from __future__ import annotations

import re

import pytest

from ingest.folded_words import folded_words, holds_letters, letters_of
from ingest.orthography import fold

TITLES = letters_of(["Độc lập - Tự do - Hạnh phúc", "nước Việt Nam", "Việt Nam"])


@pytest.mark.parametrize(
    "text", ["ĐỘC LẬP – Tự do_1 m² (x)", "tờ★rơi số 5", "", " – ", "naïve ŒUVRE", "Số: 12/KH-UBND", "việt\u00a0nam"]
)
def test_words_are_those_of_the_folded_text(text: str) -> None:
    assert folded_words(text) == re.findall(r"\w+", fold(text))


def test_letters_are_found_with_blanks_and_signs_between_them() -> None:
    assert TITLES == ("doclaptudohanhphuc", "vietnam")
    assert holds_letters("Đ ộ c  l ậ p – Tự do - HẠNH PHÚC", TITLES)
    assert holds_letters("nước Việt-Nam", TITLES)
    assert not holds_letters("độc lập, tự do", TITLES)
