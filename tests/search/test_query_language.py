"""Queries are read as the table says; no text is too odd to be read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables import read_table
from search.query_language import MAX_LEAVES, MAX_SLOP, parse_query, wanted_leaves
from search.query_tree import AllOf, AnyOf, Node, Not, Number, Period, Phrase, Types, Within, Word
from tests.case_tables import CASES

SIGNS = ['"', "(", ")", "-", "OR", "*", "~3", ":", "năm:", "tiêu đề:", "số:", "..", " ", "“", "thi", "2019", "đua", "/"]


def shown(node: Node) -> str:
    """The tree in short, for the table."""
    match node:
        case Word(text, prefix):
            return f"{text}*" if prefix else text
        case Phrase(text, slop):
            return f"'{text}'" + (f"~{slop}" if slop else "")
        case Number(text):
            return f"number={text}"
        case Types(values):
            return f"type={','.join(values)}"
        case Period(first, last):
            return f"{first or ''}..{last or ''}"
        case Within(scope, part):
            return f"{scope.value}:{shown(part)}"
        case Not(part):
            return f"!{shown(part)}"
        case AnyOf(()):
            return "(|)"
        case AnyOf(parts):
            return f"({' | '.join(f'({shown(p)})' if isinstance(p, AllOf) else shown(p) for p in parts)})"
        case AllOf(parts):
            return " & ".join(map(shown, parts))


@pytest.mark.parametrize(("query", "tree", "notes"), [tuple(row.values()) for row in read_table(CASES / "queries.tsv")])
def test_query_is_read_as_the_table_says(query: str, tree: str, notes: str) -> None:
    parsed = parse_query(query)
    assert (shown(parsed.tree), ",".join(note.code for note in parsed.notes)) == (tree, notes)


def test_decomposed_query_is_the_composed_one() -> None:
    for query in [row["query"] for row in read_table(CASES / "queries.tsv")]:
        assert parse_query(unicodedata.normalize("NFD", query)) == parse_query(unicodedata.normalize("NFC", query))


def test_distance_of_any_length_is_the_longest_there_is() -> None:
    assert parse_query('"thi đua"~' + "9" * 5_000) == parse_query(f'"thi đua"~{MAX_SLOP}')


def test_pasted_page_is_cut_and_says_so() -> None:
    parsed = parse_query("thi đua " * 500)
    assert len(list(wanted_leaves(parsed.tree))) == MAX_LEAVES
    assert [note.code for note in parsed.notes] == ["query_cut"]


def test_too_many_open_words_are_read_as_words() -> None:
    parsed = parse_query(" ".join(f"đua{number}*" for number in range(20)))
    assert [note.code for note in parsed.notes] == ["query_prefixes"]
    assert not any(isinstance(leaf, Word) and leaf.prefix for leaf in wanted_leaves(parsed.tree))


@given(st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    parsed = parse_query(text)
    assert len(list(wanted_leaves(parsed.tree))) <= MAX_LEAVES
    assert shown(parsed.tree) or not text.strip()
