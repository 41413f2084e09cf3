"""What does not change a text's meaning changes no mention: blanks, quotation marks, composed letters, capitals."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ingest.formats import read_text
from nlp.gold import read_gold
from nlp.pipeline import analyse

ROOT = Path(__file__).parents[2]
SETS = ("tests/seeds", "corpora/gold/train")
QUOTES = re.compile("[“”«»\"'‘’]")
HEADING = re.compile(r"(?m)^(?:[IVX]+\.|\d\.|[A-D]\.)\s+[^\n]{4,70}(?<![.;,:])$")
"""A numbered heading: a sentence or an item of a list ends with a mark."""

Change = Callable[[str], str]
Found = Counter[tuple[str, str, str]]


def with_double_blanks(text: str) -> str:
    chance = random.Random(text)
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "  " if chance.random() < 0.1 else " ", text)


def with_straight_quotes(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def with_guillemets(text: str) -> str:
    return text.replace("“", "«").replace("”", "»")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def with_shouted_headings(text: str) -> str:
    return HEADING.sub(lambda heading: heading[0].upper(), text)


@cache
def texts() -> dict[str, str]:
    return {
        f"{folder}/{name}": marked.text or "" for folder in SETS for name, marked in read_gold(ROOT / folder).items()
    }


@cache
def found_in(text: str) -> Found:
    """Label, surface and (of dates) value of each mention; capitals and the kind of quotation mark aside."""
    counted: Found = Counter()
    for one in analyse(read_text(text, strict=False)).mentions:
        surface = QUOTES.sub('"', " ".join(one.text.split())).casefold()
        counted[one.label, surface, str(one.value) if one.label == "DATE" else ""] += 1
    return counted


@pytest.mark.parametrize(
    "change", [with_double_blanks, with_straight_quotes, with_guillemets, decomposed, with_shouted_headings]
)
def test_mentions_stay(change: Change) -> None:
    changed = {name: change(text) for name, text in texts().items() if change(text) != text}
    assert len(changed) >= 14
    kept = {name: (found_in(texts()[name]), found_in(text)) for name, text in changed.items()}
    assert {name: (one - other, other - one) for name, (one, other) in kept.items() if one != other} == {}
