"""Text to terms, the same for every engine, for index and query.

A term has two forms: `exact` (lower case, one place for the tone mark, one spelling of i/y) and `folded` (no marks at
all). Abbreviations become the words they stand for, in texts and in queries alike, so that `HĐND` and
`Hội đồng nhân dân` are one thing and phrases run across them; the letters of the abbreviation keep all its terms, so
that they can be marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import fold, is_syllable, nfc, normal_tone, normal_y
from nlp.lexicon import load_lexicon

WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"\d[^\W_]*(?:[/-][^\W_]+)+")
"""Numbers of documents and their like (`12/KH-UBND`), found whole."""

MAX_TERM = 64
"""Longer runs of letters are no words; both engines refuse much longer ones."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the characters it was read from, half open, in the NFC text."""

    exact: str
    folded: str
    start: int
    end: int


CACHED_WORDS = 200_000
"""Different words whose forms are kept: all of a large archive but its numbers."""


@lru_cache(maxsize=CACHED_WORDS)
def _forms(word: str) -> tuple[tuple[str, str], ...]:
    """The (exact, folded) forms that `word` puts into an index: one, or those of what it abbreviates."""
    expansion = _abbreviation(word)
    if expansion is None:
        exact = search_form(word)[:MAX_TERM]
        return ((exact, fold(exact)),)
    return tuple((exact, fold(exact)) for exact in map(search_form, WORD.findall(expansion)))


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Upper-case folded abbreviation -> the words it stands for; ambiguous ones and those with blanks are left out."""
    return {
        fold(entry.form).upper(): entry.value
        for entry in load_lexicon("abbreviations")
        if not entry.ambiguous and entry.value and WORD.fullmatch(entry.form)
    }


def search_form(word: str) -> str:
    """One spelling of a word: lower case, one place for the tone mark, `i` for a free `y`."""
    return normal_y(normal_tone(word.lower()))


def _abbreviation(word: str) -> str | None:
    """What `word` stands for; in lower case only where it is no syllable of its own (`hdnd`, but not `ban`)."""
    if not 2 <= len(word) <= 8 or (not word.isupper() and is_syllable(word)):
        return None
    return _abbreviations().get(fold(word).upper())


def analyze(text: str) -> Iterator[Term]:
    """Yield the terms of `text`, which must be NFC, in order."""
    for match in WORD.finditer(text):
        for exact, folded in _forms(match[0]):
            yield Term(exact, folded, match.start(), match.end())


def index_terms(text: str) -> tuple[str, str]:
    """The exact and the folded terms of `text`, each joined by blanks, ready for a whitespace tokenizer."""
    words = WORD.findall(nfc(text))
    return " ".join(map(_EXACT.__getitem__, words)), " ".join(map(_FOLDED.__getitem__, words))


def find_terms(text: str, wanted: frozenset[str], *, exact: bool) -> list[tuple[int, int]]:
    """Where words of `text` (NFC) stand that have one of the wanted terms, half open, in order."""
    matches = list(WORD.finditer(text))
    forms = map((_EXACT if exact else _FOLDED).__getitem__, [match[0] for match in matches])
    return [
        match.span()
        for match, form in zip(matches, forms, strict=True)
        if form in wanted or (" " in form and not wanted.isdisjoint(form.split(" ")))
    ]


class _JoinedForms(dict[str, str]):
    """Word -> its exact (0) or folded (1) forms joined by blanks: a dictionary is faster than a cached function."""

    def __init__(self, form: int) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, word: str) -> str:
        if len(self) >= CACHED_WORDS:
            self.clear()
        self[word] = joined = " ".join(pair[self._form] for pair in _forms(word))
        return joined


_EXACT, _FOLDED = _JoinedForms(0), _JoinedForms(1)


def codes(text: str) -> list[str]:
    """The document numbers in `text`, each once, as they are looked up.

    >>> codes("Kế hoạch 12/KH-UBND và 05-CT/TW")
    ['12/kh/ubnd', '05/ct/tw']
    """
    return list(dict.fromkeys(map(code_form, CODE.findall(nfc(text)))))


def code_form(code: str) -> str:
    """A document number as it is looked up: people write `12/KH-UBND` and `12/KH/UBND`, `12 / KH - UBND`."""
    return re.sub(r"[\s/-]+", "/", fold(nfc(code)).strip())


def has_marks(text: str) -> bool:
    """Whether somebody typed accents or đ in `text`."""
    lower = nfc(text).lower()
    return fold(lower) != lower
