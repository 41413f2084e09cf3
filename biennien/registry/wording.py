"""Names as people type them: abbreviations in full, and which names hold all words of a search."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from biennien.registry.keys import fold_key
from biennien.registry.name_leads import names_held
from biennien.registry.tables import Redirect
from ingest.orthography import nfc
from search.analyzer import analyze


def in_full(name: str) -> str:
    """The name with its abbreviations in full, as a search understands them; unchanged where it has none.

    >>> in_full("ubnd tinh Nghệ An")
    'ủy ban nhân dân tinh Nghệ An'
    """
    text = nfc(name)
    words = [
        (text[start:end], list(terms)) for (start, end), terms in groupby(analyze(text), lambda t: (t.start, t.end))
    ]
    if all(len(terms) == 1 for _, terms in words):
        return name
    return " ".join(word if len(terms) == 1 else " ".join(term.exact for term in terms) for word, terms in words)


def ways_to_write(name: str) -> list[str]:
    """The name as it was typed and, where that differs, with its abbreviations in full."""
    return list(dict.fromkeys((name, in_full(name))))


def holds_words(table: type[Any], words: str) -> ColumnElement[bool]:
    """Whether a unit, slogan or campaign has a name with all of `words`, anywhere in it and without regard to marks.

    The beginning of a word is enough; all answer to their aliases and to the names of what was merged into them.
    """
    held = names_held(table)
    framed = literal(" ") + held.c.key
    ways = [
        and_(*(framed.contains(f" {word}", autoescape=True) for word in folded.split()))
        for folded in map(fold_key, ways_to_write(words))
        if folded
    ]
    leads = select(func.coalesce(Redirect.new_id, held.c.id)).select_from(held)
    leads = leads.outerjoin(Redirect, Redirect.old_id == held.c.id)
    named: ColumnElement[bool] = table.id.in_(leads.where(or_(literal(False), *ways)))
    return named
