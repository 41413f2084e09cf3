"""Where a citation may begin: the type of a document, spelt out, abbreviated before a number, or misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from heapq import merge

from ingest.orthography import fold
from ingest.quick_patterns import quick_codes
from nlp.citations.own_number import types_by_code
from nlp.lexicon import Entry, Match, load_lexicon, load_matcher
from nlp.rule_files import load_fragments
from nlp.text.scanning import matches_at_figures

SHORTEST_CODE = 2
BEFORE_NUMBER = re.compile(r"(?P<type>[^\W\d_]+[ \xa0][^\W\d_]+)[ \xa0]{1,3}(?:số\s?:?\s{0,3})?\Z", re.IGNORECASE)
REACH = 40
"""Characters before a number in which its type stands."""


def find_heads(text: str) -> Iterator[Match]:
    """Yield the types of documents in `text` by their start; of two that begin at one place the one spelt out first."""
    spelt = load_matcher("legal_types").find_overlapping(text)
    return merge(spelt, _abbreviated(text), _misspelt(text), key=lambda head: head.start)


def _abbreviated(text: str) -> Iterator[Match]:
    """The codes of types where they stand before a number: `QĐ số 12/QĐ-UBND`, or a session: `NQ TW 5`."""
    for found in _code_pattern().finditer(text):
        yield Match(found.start(), found.end(), types_by_code()[found[0]])


@cache
def _code_pattern() -> re.Pattern[str]:
    codes = sorted((code for code in types_by_code() if len(code) >= SHORTEST_CODE), key=len, reverse=True)
    number = r"\s{0,3}(?:số\s?:?\s{0,3})?\d{1,5}[a-z]?\s?[/\-–]"
    behind = rf"(?={number}|\s?T\.?[ƯW](?![^\W\d_]))"
    return re.compile(quick_codes((re.escape(code) + behind for code in codes), not_after=r"\w/.\-–"))


def _misspelt(text: str) -> Iterator[Match]:
    """Types that lack an accent or bear a wrong one, told by the number behind them: `Quyêt định số 12/QĐ-UBND`."""
    for number in matches_at_figures(_number_pattern(), text):
        words = BEFORE_NUMBER.search(text, max(0, number.start() - REACH), number.start())
        entry = _types_by_fold().get(fold(words["type"]).lower()) if words else None
        if words is not None and entry is not None and words["type"].lower() != entry.form.lower():
            yield Match(words.start("type"), words.end("type"), entry)


@cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.,:\-–])(?:{load_fragments('legal_fragments')['number']})", re.IGNORECASE)


@cache
def _types_by_fold() -> dict[str, Entry]:
    return {fold(entry.form).lower(): entry for entry in load_lexicon("legal_types") if len(entry.form.split()) == 2}
