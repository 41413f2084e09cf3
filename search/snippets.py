"""The pieces of a body that show why a document was found, with the letters to mark."""

from __future__ import annotations

from search.results import Marks, Snippet

WIDTH = 220
"""Characters of a snippet: about two lines on a wide page, five on a phone."""

LONGEST_WORD = 60
"""Characters by which a snippet grows at either end to hold a whole word; of a longer one it holds a piece."""

MAX_SNIPPETS = 3
MAX_BODY = 400_000
"""Characters of a body that are looked through; further ones are searched but not shown in snippets."""


def cut_snippets(body: str, marks: Marks) -> tuple[Snippet, ...]:
    """Up to MAX_SNIPPETS pieces of `body` with the most different marked words, in order of the text.

    A body without any (the title held them) gives its beginning.
    """
    if not marks:
        return (_cut(body, 0, WIDTH, ()),) if body else ()
    chosen: list[tuple[int, int]] = []
    for first, last in _windows(body, marks):
        if all(last <= start or end <= first for start, end in chosen):
            chosen.append((first, last))
        if len(chosen) == MAX_SNIPPETS:
            break
    return tuple(_cut(body, first, last, marks) for first, last in sorted(chosen))


def _windows(text: str, marks: Marks) -> list[tuple[int, int]]:
    """Windows of about WIDTH characters, one from each mark, those with the most different words first."""
    ranked = []
    last = 0
    for first, (start, _) in enumerate(marks):
        while last < len(marks) and marks[last][1] <= start + WIDTH:
            last += 1
        words = [text[a:b].casefold() for a, b in marks[first : max(last, first + 1)]]
        ranked.append((-len(set(words)), -len(words), start))
    return [(max(0, start - WIDTH // 5), min(len(text), start + WIDTH)) for *_, start in sorted(ranked)]


def _cut(body: str, first: int, last: int, marks: Marks) -> Snippet:
    """The piece of `body` from `first` to `last`, widened or narrowed to whole words."""
    first, last = _word_start(body, first), _word_end(body, last)
    piece = body[first:last]
    first += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    last = first + len(piece)
    inside = tuple((a - first, min(b, last) - first) for a, b in marks if first <= a < last)
    return Snippet(piece, first, inside)


def _word_start(body: str, at: int) -> int:
    """Where the word begins that `at` cuts; `at` itself where that is too far away."""
    start = at
    while 0 < start < len(body) and not body[start - 1].isspace():
        start -= 1
        if at - start > LONGEST_WORD:
            return at
    return start


def _word_end(body: str, at: int) -> int:
    """Where the word ends that `at` cuts; `at` itself where that is too far away."""
    end = at
    while end < len(body) and not body[end].isspace():
        end += 1
        if end - at > LONGEST_WORD:
            return at
    return end
