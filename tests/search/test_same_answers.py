"""Both engines answer the same: hits in the same order, facets, bars, snippets, over the documents that were judged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines import open_engine
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Query, Sort, Undated
from search.results import Hit
from search.scoring import EXACT_TIER
from tests.conftest import ElasticServer
from tests.quality.ranking import fallen, judged_documents, judged_queries, score

PUBLIC = frozenset({"public"})
NEAR = 0.01
"""Share by which scores may differ between engines."""

LIMITS: dict[str, dict[str, object]] = {
    "filters": {"filters": {"type": ("news", "launch"), "year": ("2019", "1948")}, "excluded": {"place": ("Hà Nội",)}},
    "period": {"from_day": 20100101, "to_day": 20201231, "undated": Undated.INCLUDE, "step": Step.QUARTER},
    "undated": {"undated": Undated.ONLY, "step": Step.DECADE, "facet_size": 3},
    "newest": {"sort": Sort.NEWEST, "filters": {"type": ("plan",)}},
    "oldest": {"sort": Sort.OLDEST, "step": Step.MONTH},
}


@dataclass(frozen=True, slots=True)
class Both:
    """The two engines with the same documents; the cluster's index has three shards."""

    embedded: Engine
    elastic: Engine


@pytest.fixture(scope="module")
def both(elastic_server: ElasticServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    options = replace(elastic_server.options, shards=3)
    with (
        elastic_server.own_prefix() as url,
        closing(open_engine(tmp_path_factory.mktemp("index"))) as embedded,
        closing(open_engine(url, options)) as elastic,
    ):
        documents = list(judged_documents())
        for engine in (embedded, elastic):
            engine.apply(documents)
        yield Both(embedded, elastic)


def query_of(text: str, **options: object) -> Query:
    return Query(**{"text": text, "visibilities": PUBLIC, "size": 1000} | options)  # type: ignore[arg-type]


def apart(embedded: tuple[Hit, ...], elastic: tuple[Hit, ...]) -> list[str]:
    """Hits of one page that the engines score or order differently, near ties and what they push off the page aside."""
    scores = {hit.id: hit.score for hit in embedded}
    last = min(scores.values(), default=0.0)
    found = [f"{hit.id} scored" for hit in elastic if not is_near(hit.score, scores.get(hit.id, last))]
    pairs = combinations([hit.id for hit in elastic if hit.id in scores], 2)
    return found + [f"{a} before {b}" for a, b in pairs if scores[a] < scores[b] and not is_near(scores[a], scores[b])]


def is_near(one: float, other: float) -> bool:
    """Whether two scores are nearly equal: the same tier, and the rest within NEAR."""
    (tier, rest), (other_tier, other_rest) = divmod(one, EXACT_TIER), divmod(other, EXACT_TIER)
    return tier == other_tier and abs(rest - other_rest) <= NEAR * max(rest, other_rest)


def test_judged_queries_find_the_same_in_the_same_order(both: Both) -> None:
    wrong = {}
    for text in [judged.text for judged in judged_queries()] + ['"chiến sĩ thi đua"~3', '"phụ nữ ba đảm đang"~6']:
        query = query_of(text, size=30, facets=())
        embedded, elastic = both.embedded.search(query), both.elastic.search(query)
        found = apart(embedded.hits, elastic.hits)
        if found or embedded.total != elastic.total:
            wrong[text] = (embedded.total, elastic.total, found)
    assert wrong == {}


def test_fields_that_most_documents_lack_score_the_same(elastic_server: ElasticServer, tmp_path: Path) -> None:
    documents = [
        IndexDocument(
            id=f"d{at:02}",
            title="Kế hoạch" if at % 2 else "",
            body="" if at % 7 == 0 else "thi đua " * (at % 5 + 1) + ("số 12/KH-UBND" if at % 6 == 0 else ""),
            units=(("u1", "Hội Phụ nữ"), ("u2", "Hội Nông dân")) if at % 9 == 0 else (),
        )
        for at in range(60)
    ]
    with (
        elastic_server.own_prefix() as url,
        closing(open_engine(tmp_path)) as embedded,
        closing(open_engine(url, elastic_server.options)) as elastic,
    ):
        for engine in (embedded, elastic):
            engine.apply(documents)
        for text in ("hoi phu nu", "thi dua", "ke hoach", "12/KH-UBND", "đơn vị:phụ", 'đơn vị:"nữ hội"~1'):
            query = query_of(text, facets=())
            assert apart(embedded.search(query).hits, elastic.search(query).hits) == []
            assert embedded.search(query).total == elastic.search(query).total


@pytest.mark.parametrize("name", [*LIMITS])
def test_facets_bars_and_counts_are_the_same(both: Both, name: str) -> None:
    for text in ("", "thi đua", "phong trào -kháng chiến", "ủy ban OR hội*"):
        query = query_of(text, **LIMITS[name])
        embedded, elastic = both.embedded.search(query), both.elastic.search(query)
        assert (embedded.total, embedded.undated) == (elastic.total, elastic.undated)
        assert embedded.facets == elastic.facets
        assert embedded.histogram == elastic.histogram
        assert {hit.id for hit in embedded.hits} == {hit.id for hit in elastic.hits}


def test_hits_are_shown_the_same(both: Both) -> None:
    for text in ("thi đua yêu nước", "hoi phu nu", "HĐND"):
        query = query_of(text, size=100, facets=())
        shown = [
            {hit.id: replace(hit, score=0.0) for hit in engine.search(query).hits}
            for engine in (both.embedded, both.elastic)
        ]
        assert shown[0] == shown[1]


def test_walk_by_cursor_gives_the_order_of_one_long_page(both: Both) -> None:
    for sort in Sort:
        query = query_of("phụ nữ", sort=sort, facets=())
        for engine in (both.embedded, both.elastic):
            whole = [hit.id for hit in engine.search(query).hits]
            walked, cursor = [], None
            while cursor is not None or not walked:
                page = engine.search(replace(query, size=7, cursor=cursor))
                walked += [hit.id for hit in page.hits]
                cursor = page.cursor
            assert walked == whole


def test_cluster_answers_the_judged_queries_above_their_floors(both: Both) -> None:
    assert fallen(score(both.elastic, judged) for judged in judged_queries()) == {}
