"""Words of organisations' names as they are written in full: abbreviations and shouted words made plain."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.orthography import CAPITALS, is_syllable
from nlp.lexicon import load_lexicon
from nlp.places.levels import levels_pattern
from nlp.text.form_tree import FormTree
from nlp.text.reading import ROMAN, read

ABBREVIATING = ("unit_fields", "unit_heads", "abbreviations")
"""Lexicons that hold abbreviations of words in names."""
DESCRIPTION_WORDS = 5
"""So many shouted words are no proper name."""
SHORTEST_SHOUT = 6
SHORTEST_WORD = 3
"""Letters: fewer may be an abbreviation's."""
LETTERS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}")
"""First letters of words, which no syllable is made of."""
WORD = re.compile(r"\w+")
SHORT_CENTRE = re.compile(r"(?<!\w)(?:TW|T\.?Ư)(?!\w)")
TWICE_QUOTED = re.compile(r"[“\"]\s?(“[^“”]+”)\s?[”\"]")
"""A movement's name in quotes that had its letters quoted: `"“Toàn dân đoàn kết …”"`."""
LEVEL_TAIL = re.compile(rf" (?P<level>{levels_pattern()}) (?=[{CAPITALS}])")


@lru_cache(maxsize=1)
def _short_forms() -> FormTree:
    """Abbreviations that stand for one thing only, by the lexicons of heads and fields."""
    return FormTree(
        entry
        for name in ABBREVIATING
        for entry in load_lexicon(name)
        if entry.value != entry.form and not entry.ambiguous and any(letter.isupper() for letter in entry.form[1:])
    )


@lru_cache(maxsize=2_000)
def expand(text: str) -> str:
    """`text` with its abbreviations in full; a firm's group stays as it is (`Công ty Than Hà Tu - TKV`)."""
    reading = read(text)
    pieces: list[str] = []
    at = 0
    while at < len(reading):
        found = _short_forms().longest(reading, at)
        group = found is not None and found.entry.kind == "whole" and at > 0 and reading.keys[at - 1] == "-"
        if found is not None and not group and reading.surface(at, found.end) != found.entry.value:
            pieces.append(text[reading.ends[at - 1] if at else 0 : reading.starts[at]] + found.entry.value)
            at = found.end
            continue
        pieces.append(text[reading.ends[at - 1] if at else 0 : reading.starts[at]] + reading.surface(at, at + 1))
        at += 1
    whole = TWICE_QUOTED.sub(r"\1", " ".join("".join(pieces).split()))
    return SHORT_CENTRE.sub("Trung ương", whole)


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """Abbreviations of one word that cannot be read: `TAND`."""
    entries = (entry.form for name in ABBREVIATING for entry in load_lexicon(name) if entry.value != entry.form)
    return frozenset(form for form in entries if form.isupper() and form.isalpha() and not is_syllable(form.lower()))


def is_shouted(text: str) -> bool:
    """Whether capitals are no abbreviation's: several words, or one that can be read (`VINH`, not `CSGT`)."""
    if not text.isupper() or text.startswith("- "):  # a firm's group
        return False
    words = text.split()
    if len(words) > 1:  # `TU LÝ` can be read, `UB TP` cannot
        return len(text) >= SHORTEST_SHOUT or all(len(word) > 1 and is_syllable(word) for word in words)
    return len(text) >= SHORTEST_WORD and is_syllable(text)


def quiet(text: str) -> str:
    """Shouted words as they would be written: a short name with capitals, a long description in small letters."""
    words = text.split()
    named = sum(1 for word in words if WORD.match(word)) < DESCRIPTION_WORDS
    return " ".join(word if _is_short(word) else word.title() if named else word.lower() for word in words)


def _is_short(word: str) -> bool:
    """Whether a word in capitals is a number or an abbreviation, and stays as it is."""
    letters = LETTERS.fullmatch(word.strip('"“”')) or SHORT_CENTRE.fullmatch(word)
    return ROMAN.match(word) is not None or letters is not None or word in _letters()


def initials(text: str) -> str:
    """The first letters of the words of `text`, as capitals."""
    return "".join([word[0] for word in WORD.findall(text)]).upper()


def level_word(name: str) -> str:
    """The level word of the place that a unit's name ends with, `''` without one."""
    found = LEVEL_TAIL.search(name)
    return found["level"] if found else ""


def plain_words(text: str) -> str:
    """`text` with `và` in the place of the sign for it."""
    return "và" if text == "&" else text.replace(" & ", " và ")
