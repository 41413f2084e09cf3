"""The reader's word lists: header, NFC, order, no duplicates, a source for each."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import ingest
from ingest.words import load_rows, load_words

FOLDER = Path(ingest.__file__).parent
LISTS = sorted((FOLDER / "words").glob("*.tsv"))
TABLES = [*LISTS, *sorted((FOLDER / "furniture").glob("*.tsv"))]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_word_list_is_sorted_with_sources_and_without_doubles(path: Path) -> None:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    forms = [row.split("\t")[0] for row in rows]
    assert header in ("form\tsource", "form\tline\ttext\tsource")
    assert forms == sorted(set(forms))
    assert all(row.rpartition("\t")[2] for row in rows)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_nfc_with_rows_as_wide_as_its_header(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    assert unicodedata.is_normalized("NFC", text)
    assert {row.count("\t") for row in rows if not row.startswith("#")} == {header.count("\t")}


TAKEN = ("", "sure", "titled")
"""How a family name of the list is taken in running text: not at all, by itself, behind a title or post only."""


def test_family_name_that_is_sure_in_text_begins_a_line_too() -> None:
    rows = load_rows("surnames")
    assert [row["form"] for row in rows if row["text"] == "sure" and not row["line"]] == []
    assert [row["form"] for row in rows if not row["text"] and not row["line"]] == []
    assert {(row["line"], row["text"]) for row in rows} <= {(line, text) for line in ("", "yes") for text in TAKEN}


def test_load_words_gives_longest_forms_first() -> None:
    words = load_words("doc_types")
    assert words.index("báo cáo") > words.index("giao ước thi đua")
