"""Common words of two syllables are terms of their own, which move no other term."""

from __future__ import annotations

from pathlib import Path

from search.analyzer import index_terms
from search.compounds import JOINT, compound, compounds_in
from search.engines import open_engine
from search.mapping import IndexDocument
from search.pairs import side_by_side
from search.query import Query
from search.tables import load_rows
from search.terms import text_terms


def test_compounds_stand_behind_the_terms() -> None:
    document = IndexDocument(id="a", title="Phong trào thi đua", body="Thi đua, thi đua mãi")
    made = text_terms(document, document.body)
    assert made["title_folded"] == ["phong trao thi dua phong_trao thi_dua"]
    assert made["text_folded"][0].endswith(" - thi dua thi dua mai thi_dua thi_dua")


def test_compounds_are_found_among_terms_in_their_order() -> None:
    assert list(compounds_in(side_by_side(["phong", "trao", "thi", "dua", "mai"]))) == ["phong_trao", "thi_dua"]
    assert list(compounds_in(["xyz_mai"])) == list(compounds_in([])) == []


def test_every_compound_is_two_terms() -> None:
    forms = [row["form"] for row in load_rows("compounds")]
    assert forms == sorted(set(forms))
    for form in forms:
        first, second = index_terms(form)[1].split(" ")
        assert compound(first, second) == f"{first}{JOINT}{second}"
        assert side_by_side([first, second]) == [f"{first}{JOINT}{second}"]


def test_word_ranks_above_its_syllables_apart_and_is_never_suggested(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    bodies = {"apart": "thi hát rồi đua nhau về làng, thi và đua", "word": "đợt thi đua mới mở ở làng, xa xôi lắm"}
    engine.apply(IndexDocument(id=id_, title="Tin", body=body) for id_, body in bodies.items())
    for text in ("thi đua", "thi dua", "làng thi đua"):
        hits = engine.search(Query(text=text, visibilities=frozenset({"public"}))).hits
        assert [hit.id for hit in hits] == ["word", "apart"]
    suggested = engine.suggest(Query(text="thiduaa", visibilities=frozenset({"public"})))
    assert suggested is None or JOINT not in suggested
    engine.close()
