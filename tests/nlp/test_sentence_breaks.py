"""Sentences end at their marks, at the line's end, or as far as is looked."""

from __future__ import annotations

import pytest

from nlp.text.sentence_breaks import BREAK, sentence_end, sentence_start

TEXT = "Sơ kết 3.5 năm. Khen thưởng; tổng kết\n\nHọp lúc 7h! Hết."


@pytest.mark.parametrize("reach", [1, 5, 12, 240])
@pytest.mark.parametrize("at", range(len(TEXT)))
def test_a_sentence_ends_at_the_first_mark_within_reach(at: int, reach: int) -> None:
    mark = BREAK.search(TEXT, at, at + reach)

    assert sentence_end(TEXT, at, reach) == (mark.start() if mark else min(len(TEXT), at + reach))


def test_a_sentence_starts_behind_the_mark_before_it() -> None:
    assert TEXT[sentence_start(TEXT, TEXT.index("tổng"), 240) :].startswith(" tổng kết")
    assert sentence_start(TEXT, TEXT.index("kết\n"), 3) == TEXT.index("kết\n") - 3
    assert sentence_start(TEXT, 5, 240) == 0
