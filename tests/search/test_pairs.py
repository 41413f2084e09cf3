"""Pairs of common syllables narrow down where phrases are looked for."""

from __future__ import annotations

from search.analyzer import index_terms
from search.mapping import PAIRS, IndexDocument
from search.pairs import pairs_of
from search.tables import read_table
from search.terms import text_terms


def test_pairs_are_of_common_syllables_side_by_side_each_once() -> None:
    terms = index_terms("Phong trào thi đua quạu thi đua")[1].split(" ")
    assert pairs_of(terms) == ["phong_trao", "trao_thi", "thi_dua"]
    assert pairs_of(["thi"]) == pairs_of([]) == []


def test_common_syllables_are_folded_terms() -> None:
    forms = [form for form, _ in read_table("common_syllables")]
    assert forms == sorted(set(forms))
    assert all(index_terms(form) == (form, form) for form in forms)


def test_pairs_do_not_reach_from_one_text_into_another() -> None:
    document = IndexDocument(id="a", title="Phong trào", body="thi đua", units=(("u", "phụ nữ"),))
    assert text_terms(document, document.body)[PAIRS] == ["phong_trao phu_nu thi_dua"]
