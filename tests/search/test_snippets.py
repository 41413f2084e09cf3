"""The pieces of a body that are shown with a hit."""

from __future__ import annotations

import pytest

from search.snippets import LONGEST_WORD, WIDTH, cut_snippets

LONGEST_PIECE = WIDTH + WIDTH // 5 + 2 * LONGEST_WORD


@pytest.mark.parametrize("marks", [(), ((4, 7),), ((10_000, 10_004),), ((8, 3_000_008),)])
def test_snippet_of_a_body_without_spaces_stays_short(marks: tuple[tuple[int, int], ...]) -> None:
    body = "thi đua " + "a" * 3_000_000
    (snippet,) = cut_snippets(body, marks)
    assert 0 < len(snippet.text) <= LONGEST_PIECE
    assert body.startswith(snippet.text, snippet.start)
    assert len(snippet.marks) == len(marks)
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)


def test_snippet_holds_whole_words() -> None:
    body = "nghiêng " * 200
    (snippet,) = cut_snippets(body, ((800, 807),))
    assert set(snippet.text.split()) == {"nghiêng"}
