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
from itertools import chain, filterfalse, islice
from sys import intern
from typing import NamedTuple

from ingest.orthography import fold, nfc, normal_k, normal_tone, normal_y
from search.abbreviations import NEIGHBOURS, WORD, decide, decide_between, readings

__all__ = [
    "CODE",
    "WORD",
    "Term",
    "Terms",
    "analyze",
    "code_form",
    "codes",
    "find_terms",
    "has_marks",
    "index_terms",
    "read_terms",
    "search_form",
]

CODE = re.compile(r"[0-9](?:\d*\s?[/-]?\s?[A-ZĐƯ]+(?:\s?[/-]\s?[A-ZĐƯ]+)+(?![^\W_])|[^\W_]*(?:[/-][^\W_]+)+)")
"""Numbers of documents and their like (`12/KH-UBND`), found whole; blanks stand only beside capitals."""

MAX_TERM = 64
"""Longer runs of letters are no words; both engines refuse much longer ones."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the characters it was read from, half open, in the NFC text."""

    exact: str
    folded: str
    start: int
    end: int


CACHED_PIECES = 100_000
"""Different pieces of texts whose terms are kept: all that are frequent in a large archive."""


UNDECIDED = "?"
"""The form of a piece with a word whose meaning those beside it decide; no term holds this sign."""


def search_form(word: str) -> str:
    """One spelling of a word: lower case, one place for the tone mark, `i` for a free `y`, `c` for a final `k`."""
    return normal_k(normal_y(normal_tone(word.lower())))


_PLAIN: set[str] = set()
"""Pieces of texts without blanks that are their own form, as most are.

A set takes fewer places in memory to look at than a dictionary, and what was just cut from the text goes on as its own
form: nothing far away is touched but to find that it is there.
"""


class _Forms(dict[str, str]):
    """Any other piece -> the exact terms of its words, joined by blanks.

    To find a piece is what takes the time, so it is looked up with the marks beside its words: to strip these from the
    pieces of a text takes as long. Nothing else hangs on it: folded terms are made of the exact ones of a whole text.
    Long pieces are not kept: they hardly come again, and a text without blanks is a single one.
    """

    def __missing__(self, piece: str) -> str:
        if len(self) + len(_PLAIN) >= CACHED_PIECES:
            self.clear()
            _PLAIN.clear()
        form = intern(_form_of(piece))
        if len(piece) > MAX_TERM:
            return form
        if form == piece:
            _PLAIN.add(piece)
        else:
            self[piece] = form
        return form

    def of(self, pieces: list[str]) -> list[str]:
        """The form of each of these pieces; the very list where all are their own."""
        forms = {piece: self[piece] for piece in filterfalse(_PLAIN.__contains__, pieces)}
        return list(map(forms.get, pieces, pieces)) if forms else pieces


_FORMS = _Forms()


def _form_of(piece: str) -> str:
    words = WORD.findall(piece)
    if words == [piece]:
        return _form_of_word(piece)
    forms = [_FORMS[word] for word in words]
    return UNDECIDED if UNDECIDED in forms else " ".join(forms)


def _form_of_word(word: str) -> str:
    known = readings(word)
    if known and not known[0].is_certain:
        return UNDECIDED
    return _spelt(known[0].value if known else word)


@lru_cache(maxsize=10_000)
def _spelt(text: str) -> str:
    """The exact terms of words that stand for themselves."""
    return " ".join(search_form(word.replace(".", ""))[:MAX_TERM] for word in WORD.findall(text))


def word_form(word: str) -> str:
    """The exact terms of one word, joined by blanks; UNDECIDED where those beside it decide."""
    return _FORMS.of([word])[0]


def decided_form(word: str, previous: str, following: str) -> str:
    """The exact terms of an undecided word between the word before it and those behind it, joined by blanks."""
    return _spelt(decide_between(word, previous, following) or word)


def words_of(text: str) -> list[str]:
    """The words of `text` in order; `WORD.findall` alone, which this agrees with, takes four times as long."""
    words: list[str] = []
    for piece in text.split():
        if piece.isalnum():
            words.append(piece)
        else:
            words += WORD.findall(piece)
    return words


def _forms(words: list[str]) -> list[str]:
    """The exact terms of each word, joined by blanks where an abbreviation has several."""
    forms = _FORMS.of(words)
    for at in _undecided(forms):
        forms[at] = _spelt(decide(words, at) or words[at])
    return forms


def _undecided(forms: list[str]) -> Iterator[int]:
    """The places of undecided forms, each to be replaced before the next is asked for."""
    at = -1
    for _ in range(forms.count(UNDECIDED)):
        at = forms.index(UNDECIDED, at + 1)
        yield at


def _piece_decided(pieces: list[str], at: int) -> str:
    """The terms of a piece of which a word is decided by those beside it; of a book only these are looked at."""
    before = next(filter(None, (WORD.findall(pieces[one]) for one in range(at - 1, -1, -1))), [])
    inside = WORD.findall(pieces[at])
    behind = chain.from_iterable(WORD.findall(pieces[one]) for one in range(at + 1, len(pieces)))
    words = [*before[-1:], *inside, *islice(behind, NEIGHBOURS)]
    first = len(before[-1:])
    return " ".join(_forms(words)[first : first + len(inside)])


def analyze(text: str) -> Iterator[Term]:
    """Yield the terms of `text`, which must be NFC, in order."""
    matches = list(WORD.finditer(text))
    for match, form in zip(matches, _forms([match[0] for match in matches]), strict=True):
        for exact in form.split(" "):
            yield Term(exact, fold(exact), match.start(), match.end())


def index_terms(text: str) -> tuple[str, str]:
    """The exact and the folded terms of `text`, each joined by blanks, ready for a whitespace tokenizer."""
    exact, folded = read_terms(text)
    return exact.joined, folded.joined


class Terms(NamedTuple):
    """The terms of a text in one form, in order: apart, and joined by blanks."""

    apart: list[str]
    joined: str

    @classmethod
    def of(cls, forms: list[str]) -> Terms:
        """The terms of forms of which few have several or none."""
        joined = " ".join(forms)
        if joined and joined.count(" ") < len(forms) and "  " not in joined and joined[0] != " " != joined[-1]:
            return cls(forms, joined)
        apart = joined.split()
        return cls(apart, " ".join(apart))


def read_terms(text: str) -> tuple[Terms, Terms]:
    """The exact and the folded terms of `text`, as many of these as of those."""
    pieces = nfc(text).split()
    forms = _FORMS.of(pieces)
    for at in _undecided(forms):
        forms[at] = _piece_decided(pieces, at)
    exact = Terms.of(forms)
    folded = fold(exact.joined)
    return exact, Terms(folded.split(), folded)


def find_terms(text: str, wanted: frozenset[str], *, exact: bool) -> tuple[tuple[int, int], ...]:
    """Where words of `text` (NFC) stand that have one of the wanted terms, half open, in order.

    A wanted term that ends with `*` stands for all that begin so.
    """
    begin = tuple(term[:-1] for term in wanted if term.endswith("*"))
    words = words_of(text)
    forms = _forms(words)
    if not exact:
        forms = fold("\n".join(forms)).split("\n")
    different = set(forms)
    fitting = different & wanted
    fitting |= {form for form in different if " " in form and not wanted.isdisjoint(form.split(" "))}
    if begin:
        fitting |= {form for form in different if any(term.startswith(begin) for term in form.split(" "))}
    if not fitting:
        return ()
    spans, at = [], 0
    for word, form in zip(words, forms, strict=True):
        at = text.index(word, at)  # no letter stands between two words
        if form in fitting:
            spans.append((at, at + len(word)))
        at += len(word)
    return tuple(spans)


def codes(text: str) -> list[str]:
    """The document numbers in `text`, each once, as they are looked up.

    >>> codes("Kế hoạch 12/KH-UBND và 05-CT/TW")
    ['12/kh/ubnd', '05/ct/tw']
    """
    if "/" not in text and "-" not in text:
        return []  # the pattern takes half as long as all the terms
    return list(dict.fromkeys(map(code_form, CODE.findall(nfc(text)))))


def code_form(code: str) -> str:
    """A document number as it is looked up: people write `12/KH-UBND` and `12/KH/UBND`, `12 / KH - UBND`."""
    return re.sub(r"[\s/-]+", "/", fold(nfc(code)).strip())


def has_marks(text: str) -> bool:
    """Whether somebody typed accents or đ in `text`."""
    lower = nfc(text).lower()
    return fold(lower) != lower
