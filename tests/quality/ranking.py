"""How well an engine answers the judged queries: nDCG@10 and recall@10, over documents of this repository.

python -m tests.quality.ranking        a line a query that falls short, a line a kind, and the whole
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import mean

from biennien.registry.days import days_of
from ingest.formats import parse_bytes
from ingest.tables import read_table
from nlp.gold import MarkedDocument, read_gold
from nlp.mention import Mention
from nlp.pipeline import analyse
from search.engine import Engine
from search.engines import open_engine
from search.mapping import IndexDocument, Named
from search.query import Query

CORPORA = Path(__file__).parents[2] / "corpora"
JUDGED = Path(__file__).parent / "judged"
DEPTH = 10
FLOORS = {"all": (0.96, 0.96)}
"""nDCG@10 and recall@10 below which no engine may fall, by kind or for all queries."""

PUBLIC = frozenset({"public"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A query of the set: grades by document, 3 for what was meant, 1 for a mention."""

    kind: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """How one query was answered; `found` are the ids in order, of the suggestion's hits where nothing was found."""

    judged: Judged
    found: tuple[str, ...]
    ndcg: float
    recall: float


def judged_queries() -> list[Judged]:
    """The queries with their judgments."""
    return [
        Judged(kind, text, {id_: int(grade) for id_, _, grade in (pair.rpartition(":") for pair in grades.split())})
        for kind, text, grades in (row.values() for row in read_table(JUDGED / "queries.tsv"))
    ]


def judged_documents() -> Iterator[IndexDocument]:
    """The documents that were judged: the gold as it is marked, the demo as it is understood."""
    lines = (JUDGED / "documents.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    gold = read_gold(CORPORA / "gold" / "train")
    demo = {path.stem: path for path in (CORPORA / "demo").iterdir()}
    for id_ in wanted:
        yield _marked(gold[id_]) if id_ in gold else _understood(demo[id_])


def _marked(marked: MarkedDocument) -> IndexDocument:
    return _indexed(marked.id, marked.text or "", marked.metadata, marked.mentions)


def _understood(path: Path) -> IndexDocument:
    document = parse_bytes(path.read_bytes(), name=path.name)
    analysis = analyse(document)
    return _indexed(path.stem, document.body, analysis.metadata, analysis.mentions)


def _indexed(id_: str, body: str, metadata: dict[str, object], mentions: Iterable[Mention]) -> IndexDocument:
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        named[mention.label][str(mention.value or mention.text)] = None
    day = metadata.get("published") or metadata.get("event_date")
    first, last = days_of(str(day) if day else None)
    return IndexDocument(
        id=id_,
        title=str(metadata.get("title") or id_),
        body=body,
        doc_type=_text(metadata, "doc_type"),
        published=str(day) if day else None,
        from_day=first,
        to_day=last,
        place=_text(metadata, "place"),
        units=_pairs(named["UNIT"]),
        slogans=_pairs(named["SLOGAN"]),
        campaigns=_pairs(named["CAMPAIGN"]),
    )


def _text(metadata: dict[str, object], name: str) -> str | None:
    value = metadata.get(name)
    return str(value) if value else None


def _pairs(labels: Iterable[str]) -> tuple[Named, ...]:
    return tuple((label, label) for label in labels)


def answer(engine: Engine, text: str) -> tuple[str, ...]:
    """The ids of the first hits; where nothing is found those that the suggestion leads to."""
    query = Query(text=text, visibilities=PUBLIC, size=DEPTH, facets=())
    hits = engine.search(query).hits
    suggestion = None if hits else engine.suggest(query)
    if suggestion:
        hits = engine.search(Query(text=suggestion, visibilities=PUBLIC, size=DEPTH, facets=())).hits
    return tuple(hit.id for hit in hits)


def score(engine: Engine, judged: Judged) -> Score:
    """A query without an answer is answered well by no hit at all, whatever is suggested."""
    if not judged.grades:
        nothing = float(engine.search(Query(text=judged.text, visibilities=PUBLIC, facets=())).total == 0)
        return Score(judged, (), nothing, nothing)
    found = answer(engine, judged.text)
    grades = [judged.grades.get(id_, 0) for id_ in found]
    best = sorted(judged.grades.values(), reverse=True)[:DEPTH]
    return Score(judged, found, _gain(grades) / _gain(best), sum(map(bool, grades)) / len(best))


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def figures(scores: Iterable[Score]) -> dict[str, tuple[float, float, int]]:
    """Mean nDCG@10 and recall@10 and the number of queries, by kind and for `all`."""
    kinds: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        kinds[one.judged.kind].append(one)
        kinds["all"].append(one)
    return {
        kind: (round(mean(one.ndcg for one in some), 3), round(mean(one.recall for one in some), 3), len(some))
        for kind, some in kinds.items()
    }


def scores_of(engine: Engine) -> list[Score]:
    """Each judged query asked of an engine, which is filled first."""
    engine.apply(judged_documents())
    return [score(engine, judged) for judged in judged_queries()]


def fallen(scores: Iterable[Score]) -> dict[str, tuple[float, float, int]]:
    """The figures that are below their floors."""
    now = figures(scores)
    return {kind: now[kind] for kind, floor in FLOORS.items() if now[kind][0] < floor[0] or now[kind][1] < floor[1]}


def main() -> None:
    """Print what falls short, and the figures."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(folder)
        scores = scores_of(engine)
        engine.close()
    for one in scores:
        if min(one.ndcg, one.recall) < 0.9:
            missing = [id_ for id_ in one.judged.grades if id_ not in one.found]
            print(
                f"{one.ndcg:.2f} {one.recall:.2f} {one.judged.text}\n    {' '.join(one.found)}\n    missing {missing}"
            )
    for kind, (ndcg, recall, number) in figures(scores).items():
        print(f"{kind:14}{number:4}  nDCG@10 {ndcg:.3f}  recall@10 {recall:.3f}")


if __name__ == "__main__":
    main()
