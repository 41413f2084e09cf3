"""The words of a text without capitals and marks, and whether letters stand in it, whatever parts them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.orthography import fold, from_bytes, table_of_bytes, to_bytes

WORD = re.compile(r"\w+")
_WORDS_FOLDED = table_of_bytes(lambda letter: fold(letter) if WORD.match(letter) else " ")


def folded_words(text: str) -> list[str]:
    """The words of a text, folded; signs part words as blanks do.

    >>> folded_words("Độc lập - Tự do")
    ['doc', 'lap', 'tu', 'do']
    """
    try:
        return from_bytes(to_bytes(text).translate(_WORDS_FOLDED)).split()
    except UnicodeEncodeError:
        return WORD.findall(fold(text))


def letters_of(forms: Iterable[str]) -> tuple[str, ...]:
    """The letters of each form in a row, those left out that hold the ones of another."""
    rows = {"".join(folded_words(form)) for form in forms}
    return tuple(sorted(row for row in rows if not any(other in row for other in rows - {row})))


def holds_letters(text: str, rows: Iterable[str]) -> bool:
    """Whether one of such rows stands in a text, blanks and signs between its letters or not."""
    letters = "".join(folded_words(text))
    return any(row in letters for row in rows)
