"""Lines in capitals mended after the words that official pages have there, and names freed of a seal's specks.

On a page of 200 dots an inch the marks over capitals are two dots high: `CHÚ NGHĨA`, `VIỆN TRƯỚNG`, `TỐNG LIÊN ĐOÀN`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.names import person_in
from ingest.orthography import fold, is_capitals, loose
from ingest.scans.recognised import SeenWord
from ingest.scans.slips import MENDED
from ingest.words import load_words

LISTS = ("official_titles", "organisations", "posts", "doc_types")
LEAST_SYLLABLES = 2
"""Syllables of a form that stands for itself whatever its marks; a single one may be any of several words."""

SPECKS = re.compile(r"^[.,:;'`_]+(?=[^\W\d_])")
"""What a speck before a line's first letter is taken for; no line begins so."""

CUTS = re.compile(r"[/|\\]")
"""What the ring of a seal across a name is taken for."""

EDGE = re.compile(r"^\W*(.*?)\W*$")


def mend_known(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line: specks before it off, a name whole, known words in capitals with their marks.

    A mended word is at most MENDED sure.
    """
    if not words:
        return []
    first = SPECKS.sub("", words[0].text)
    mended = [replace(words[0], text=first), *words[1:]]
    name = _name(mended)
    if name:
        return name
    return _mend_capitals(mended) if is_capitals(" ".join(word.text for word in mended)) else mended


def _name(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a name with the cuts in it taken for blanks; empty where that gives no name, or there are none."""
    text = " ".join(word.text for word in words)
    if not CUTS.search(text) or not person_in(" ".join(CUTS.sub(" ", text).split())):
        return []
    freed = [(word, " ".join(CUTS.sub(" ", word.text).split())) for word in words]
    return [
        word if kept == word.text else replace(word, text=kept, confidence=min(word.confidence, MENDED))
        for word, kept in freed
        if kept
    ]


def _mend_capitals(words: list[SeenWord]) -> list[SeenWord]:
    plain = [fold(_bare(word.text)) for word in words]
    at = 0
    while at < len(words):
        form = _form_at(plain, at)
        for word, syllable in enumerate(form, at):
            words[word] = _with_marks(words[word], syllable)
        at += len(form) or 1
    return words


def _form_at(plain: Sequence[str], at: int) -> tuple[str, ...]:
    """The longest known form that stands at a word; empty where none does."""
    for length in range(min(_longest(), len(plain) - at), LEAST_SYLLABLES - 1, -1):
        form = _forms().get(" ".join(plain[at : at + length]))
        if form:
            return form
    return ()


def _with_marks(word: SeenWord, syllable: str) -> SeenWord:
    bare = _bare(word.text)
    if loose(bare) == loose(syllable):
        return word
    return replace(word, text=word.text.replace(bare, syllable.upper(), 1), confidence=min(word.confidence, MENDED))


def _bare(text: str) -> str:
    found = EDGE.match(text)
    return found[1] if found else text


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Known forms by what they are without marks; those that share it with another form left out."""
    forms: dict[str, tuple[str, ...]] = {}
    doubled = set()
    for form in (form for name in LISTS for form in load_words(name) if len(form.split()) >= LEAST_SYLLABLES):
        known = forms.setdefault(fold(form), tuple(form.split()))
        if loose(" ".join(known)) != loose(form):
            doubled.add(fold(form))
    return {plain: form for plain, form in forms.items() if plain not in doubled}


@cache
def _longest() -> int:
    return max(len(form) for form in _forms().values())
