"""Texts become the same terms however they are spelt, and terms know where they stand."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.orthography import nfc
from ingest.tables import read_table
from search import analyzer
from search.abbreviations import WORD, readings
from search.analyzer import analyze, code_form, codes, find_terms, index_terms, search_form, words_of
from search.tables import load_rows
from tests.case_tables import CASES

PIECES = [
    "HĐND",
    "Hoà",
    "kỷ",
    "thi đua",
    "12/KH-UBND",
    "T.Ư",
    "CT",
    "03",
    "Đắk",
    "IV",
    "quý",
    "I",
    "BCH",
    " ",
    "-",
    "é",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map(" ".join)


@pytest.mark.parametrize(("text", "terms"), [tuple(row.values()) for row in read_table(CASES / "terms.tsv")])
def test_text_has_the_terms_of_the_table(text: str, terms: str) -> None:
    assert index_terms(text)[0] == terms


@given(TEXTS)
def test_terms_stand_in_order_where_they_say(text: str) -> None:
    text = nfc(text)
    terms = list(analyze(text))
    assert all(0 <= term.start < term.end <= len(text) for term in terms)
    assert [term.start for term in terms] == sorted(term.start for term in terms)
    assert (" ".join(t.exact for t in terms), " ".join(t.folded for t in terms)) == index_terms(text)
    assert all(not re.search(r"\s", term.exact + term.folded) and term.exact and term.folded for term in terms)


@given(TEXTS | st.text())
def test_words_are_those_of_the_pattern(text: str) -> None:
    assert words_of(text) == WORD.findall(text)


@given(TEXTS, st.frozensets(st.sampled_from(["thi", "ki", "hoi", "12", "kh", "h*", "u*"])))
def test_terms_are_found_where_analysis_has_them(text: str, wanted: frozenset[str]) -> None:
    begin = tuple(term[:-1] for term in wanted if term.endswith("*"))
    terms = [term for term in analyze(nfc(text)) if term.folded in wanted or term.folded.startswith(begin)]
    assert find_terms(nfc(text), wanted, exact=False) == tuple(dict.fromkeys((term.start, term.end) for term in terms))


@given(TEXTS)
def test_decomposed_text_has_the_same_terms(text: str) -> None:
    assert index_terms(unicodedata.normalize("NFD", text)) == index_terms(unicodedata.normalize("NFC", text))


@given(st.text(max_size=12))
def test_search_form_of_a_search_form_is_itself(word: str) -> None:
    once = search_form(nfc(word))
    assert search_form(once) == once


@pytest.mark.parametrize("text", ["12/KH-UBND", "12/KH/UBND", "12 / KH - UBND", "12/kh-ubnd"])
def test_spellings_of_a_document_number_are_one(text: str) -> None:
    assert code_form(text) == "12/kh/ubnd"


def test_document_numbers_are_found_with_blanks_around_their_slash() -> None:
    assert codes("Số: 18 /KH-UBND, từ 2017 - 2020, số 5 / 7, Số 31 CT/NB") == ["18/kh/ubnd", "31/ct/nb"]


def test_table_of_abbreviations_is_in_order_and_readable() -> None:
    rows = load_rows("abbreviations")
    assert [row["form"] for row in rows] == sorted(row["form"] for row in rows)
    for row in rows:
        re.compile(row["previous"].removeprefix("!")), re.compile(row["next"].removeprefix("!"))
        assert row["value"] in [reading.value for reading in readings(row["form"])]


def test_remembered_pieces_are_forgotten_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyzer, "CACHED_PIECES", 10)
    for at in range(100):
        assert index_terms(f"(chữ{at}),") == (f"chữ{at}", f"chu{at}")
    assert len(analyzer._FORMS) <= 10


def test_pieces_too_long_to_come_again_are_not_remembered() -> None:
    text = ",".join(f"dài{at}" for at in range(100))
    assert index_terms(text)[1] == " ".join(f"dai{at}" for at in range(100))
    assert text not in analyzer._FORMS


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("phường P. 12 — (P.12), P-12", None),
        ("Đại hội – (XII/TW), quý I... I – V", None),
        ("... – HĐND-UBND/TP, TP. – TW", None),
        ("— …", ""),
    ],
)
def test_abbreviations_are_decided_by_the_words_beside_them_whatever_marks_stand_between(
    text: str, terms: str | None
) -> None:
    by_words = " ".join(term.exact for term in analyze(nfc(text)))
    assert index_terms(text)[0] == by_words
    assert terms is None or by_words == terms


def test_words_decided_by_their_neighbours_cost_the_same_in_a_book() -> None:
    def seconds(count: int) -> float:
        text = "Theo 5/QĐ-UBND, TT. họp; " * count
        began = process_time()
        exact, _ = index_terms(text)
        assert exact == " ".join([index_terms("Theo 5/QĐ-UBND, TT. họp; ")[0]] * count)
        return process_time() - began

    seconds(100)
    assert seconds(8_000) < 8 * seconds(2_000) + 0.5  # by the square of the length it was 16 times as much
