"""Word lists of the reader: organisations' head nouns, surnames, posts, types of documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.tables import read_table

HERE = Path(__file__).parent / "words"


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `words/NAME.tsv` by column, in order."""
    return tuple(read_table(HERE / f"{name}.tsv"))


@cache
def load_words(name: str) -> tuple[str, ...]:
    """The forms of `words/NAME.tsv`, longest first."""
    words = [row["form"] for row in load_rows(name)]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
