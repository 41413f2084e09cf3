"""SQLite FTS5 as a peer of the search engines: the same folded terms, facets and months by GROUP BY."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from search.analyzer import index_terms
from search.fields import keywords, period, stored
from search.mapping import FACETS, IndexDocument
from search.terms import NAMING

HITS = 10
SHOWN = 20

SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200000;
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(title, names, body, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE IF NOT EXISTS documents (id INTEGER PRIMARY KEY, public INTEGER, months INTEGER, told TEXT);
CREATE TABLE IF NOT EXISTS facets (document INTEGER, name TEXT, value TEXT, PRIMARY KEY (document, name, value))
    WITHOUT ROWID;
"""

FOUND = "SELECT id FROM documents WHERE public AND id IN (SELECT rowid FROM texts WHERE texts MATCH ?)"


class FullTextPeer:
    """A database with one table of texts, one of facet values and one of what hits show."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path)
        self._base.executescript(SCHEMA)

    def count(self) -> int:
        """How many documents it holds."""
        return int(self._base.execute("SELECT count(*) FROM documents").fetchone()[0])

    def add(self, first: int, documents: Sequence[IndexDocument]) -> None:
        """Add documents, the first one as the row of that number, and commit."""
        rows = list(enumerate(documents, first))
        self._base.executemany(
            "INSERT INTO texts (rowid, title, names, body) VALUES (?, ?, ?, ?)",
            [(row, *map(_folded, (one.title, _names(one), one.body))) for row, one in rows],
        )
        self._base.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?)",
            [
                (row, one.visibility == "public", period(one), json.dumps(stored(one, one.body), ensure_ascii=False))
                for row, one in rows
            ],
        )
        self._base.executemany("INSERT INTO facets VALUES (?, ?, ?)", _values(rows))
        self._base.commit()

    def hits(self, text: str) -> object:
        """The ten best hits with snippets, and how many there are."""
        terms = index_terms(text)[1]
        rows = self._base.execute(
            "SELECT told, snippet(texts, 2, '[', ']', '…', 40) FROM texts JOIN documents ON id = texts.rowid"
            " WHERE texts MATCH ? AND public ORDER BY bm25(texts, 3.0, 2.0, 1.0) LIMIT ?",
            (terms, HITS),
        ).fetchall()
        total = self._base.execute(f"SELECT count(*) FROM ({FOUND})", (terms,)).fetchone()
        return rows, total

    def counts(self, text: str) -> object:
        """The counts of the six facets and of the pairs of first and last month."""
        terms = index_terms(text)[1]
        counted = self._base.execute(
            f"SELECT name, value, count(*) FROM facets WHERE document IN ({FOUND}) GROUP BY name, value", (terms,)
        ).fetchall()
        months = self._base.execute(
            f"SELECT months, count(*) FROM documents WHERE id IN ({FOUND}) GROUP BY months", (terms,)
        ).fetchall()
        return counted, months


def _values(rows: Sequence[tuple[int, IndexDocument]]) -> Iterator[tuple[int, str, str]]:
    for row, document in rows:
        values = keywords(document) | {"year": [str(year) for year in document.years]}
        for name in FACETS:
            for value in dict.fromkeys(values[name]):
                yield row, name, value


def _folded(text: str) -> str:
    return index_terms(text)[1]


def _names(document: IndexDocument) -> str:
    return " ".join(label for name in NAMING for label in document.labels[name])
