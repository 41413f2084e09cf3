"""Word lists of the reader: organisations' head nouns, surnames, posts, types of documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "words"


@cache
def load_words(name: str) -> tuple[str, ...]:
    """The first column of `NAME.tsv`, longest entries first."""
    rows = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    words = [row.split("\t")[0] for row in rows[1:] if row and not row.startswith("#")]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
