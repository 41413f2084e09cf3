"""The pieces of a body that show why a document was found, with the letters to mark."""

from __future__ import annotations

from search.results import Marks, Snippet

WIDTH = 220
"""Characters of a snippet: about two lines on a wide page, five on a phone."""

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
    while 0 < first < len(body) and not body[first - 1].isspace():
        first -= 1
    while last < len(body) and not body[last].isspace():
        last += 1
    piece = body[first:last]
    first += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    inside = tuple((a - first, b - first) for a, b in marks if a >= first and b <= first + len(piece))
    return Snippet(piece, first, inside)
