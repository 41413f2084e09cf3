"""Pairs of common syllables narrow down where phrases are looked for."""

from __future__ import annotations

import pytest

from search import terms
from search.analyzer import index_terms
from search.mapping import BEYOND, PAIRS, IndexDocument
from search.pairs import pairs_of
from search.tables import load_rows
from search.terms import text_terms


def test_pairs_are_of_common_syllables_side_by_side_each_once() -> None:
    folded = index_terms("Phong trào thi đua quạu thi đua")[1].split(" ")
    assert pairs_of(folded) == ["phong_trao", "trao_thi", "thi_dua"]
    assert pairs_of(["thi"]) == pairs_of([]) == []


def test_common_syllables_are_folded_terms() -> None:
    forms = [row["form"] for row in load_rows("common_syllables")]
    assert forms == sorted(set(forms))
    assert all(index_terms(form) == (form, form) for form in forms)


@pytest.mark.parametrize("short", [0, 2_000])
def test_pairs_beyond_the_body_are_the_same_for_bodies_of_any_length(
    short: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "SHORT_BODY", short)
    document = IndexDocument(id="a", title="Thi đua rồi", body="thì đua. Đi thi", units=(("u", "thì đua"),))
    beyond = text_terms(document, document.body)[BEYOND][0].split(" ")
    assert sorted(beyond) == ["=rồi", "=thi_đua", "=đua_rồi", "dua_roi", "roi"]


def test_pairs_do_not_reach_from_one_text_into_another() -> None:
    document = IndexDocument(id="a", title="Phong trào", body="thi đua", units=(("u", "phụ nữ"),))
    assert text_terms(document, document.body)[PAIRS] == ["phong_trao phu_nu thi_dua"]
