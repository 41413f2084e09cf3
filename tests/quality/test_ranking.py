"""The judged queries are answered as well as before, and the set is what it says it is."""

from __future__ import annotations

from pathlib import Path

from search.engines import open_engine
from search.query_language import parse_query
from tests.quality.ranking import fallen, judged_documents, judged_queries, scores_of


def test_judged_queries_are_answered_above_their_floors(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    scores = scores_of(engine)
    engine.close()
    assert fallen(scores) == {}


def test_judged_set_names_its_documents_and_is_large_enough() -> None:
    ids = {document.id for document in judged_documents()}
    queries = judged_queries()
    assert len(queries) >= 150
    assert len({judged.text for judged in queries}) == len(queries)
    assert all(judged.grades.keys() <= ids and set(judged.grades.values()) <= {1, 2, 3} for judged in queries)
    assert all(not parse_query(judged.text).notes for judged in queries)
