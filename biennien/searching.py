"""A search in people's words made into a query: names to ids, days in several notations to numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.browsing import browse, find_visible
from biennien.registry.days import days_of
from biennien.registry.keys import fold_key, identity_key
from biennien.registry.name_leads import current_ids, with_merged
from biennien.registry.outbox import out_of_sight
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Campaign, Document, Slogan, Unit
from biennien.written_dates import read_written
from nlp import edtf
from search.engine import Engine
from search.mapping import BRANCH, FACETS
from search.periods import Step
from search.query import Query, Sort, Undated
from search.results import Bucket, Hit

LEFT_OUT = "-"
"""Before a value of a filter: documents that hold it are left out. No id and no name begins so."""

MOST_AMONG = 500
"""Values of a facet that are looked at when it is searched, those of the most documents."""

NAMED: dict[str, type[Any]] = {"unit": Unit, "slogan": Slogan, "campaign": Campaign}


class BadDay(ValueError):
    """Words that name no day; the message says how to write one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A search as a person put it: names, not ids; days as written. Empty is nothing asked for.

    `under` names units that stand for themselves and all that is part of them. What begins with `-` is left out.
    `within` holds, by facet, words that the values to be counted are called by; `step` asks for a histogram.
    """

    text: str
    unit: Sequence[str] = ()
    under: Sequence[str] = ()
    slogan: Sequence[str] = ()
    campaign: Sequence[str] = ()
    doc_type: Sequence[str] = ()
    place: Sequence[str] = ()
    year: Sequence[str] = ()
    within: Mapping[str, str] = field(default_factory=dict)
    step: Step | None = None
    from_: str = ""
    to: str = ""
    sort: Sort = Sort.RELEVANCE
    undated: Undated = Undated.APART
    page: int = 1
    size: int = 10
    cursor: str | None = None


@dataclass(slots=True)
class Resolved:
    """The query, and the filters whose words name nothing: (filter, words). With any of these nothing is found."""

    query: Query
    unknown: list[tuple[str, str]] = field(default_factory=list)


def resolve(session: Session, wish: Wish, reader: Reader, *, facets: tuple[str, ...] | None = None) -> Resolved:
    """The query that a wish stands for.

    Raises: BadDay; QueryError for a page that cannot be.
    """
    chosen = _Chosen(session, reader)
    for name, given in (
        ("unit", wish.unit),
        (BRANCH, wish.under),
        ("slogan", wish.slogan),
        ("campaign", wish.campaign),
        ("place", wish.place),
        ("type", wish.doc_type),
        ("year", wish.year),
    ):
        for words in filter(None, given):
            chosen.take(name, words)
    query = Query(
        text=wish.text, visibilities=reader.visibilities, withdrawn=reader.withdrawn, filters=chosen.filters,
        excluded=chosen.excluded, among=_among(session, wish, reader),
        from_day=first_day(wish.from_), to_day=last_day(wish.to), step=wish.step, sort=wish.sort, undated=wish.undated,
        page=wish.page, size=wish.size, cursor=wish.cursor, facets=FACETS if facets is None else facets,
        hidden=out_of_sight(session, reader),
    )  # fmt: skip
    return Resolved(query, chosen.unknown)


def all_hits(engine: Engine, query: Query, *, batch: int = 200) -> Iterator[Hit]:
    """Every hit of a query, however many, a batch at a time, without snippets."""
    query = replace(query, page=1, size=batch, cursor=None, facets=(), snippets=False)
    while True:
        result = engine.search(query)
        yield from result.hits
        if result.cursor is None:
            return
        query = replace(query, cursor=result.cursor)


def fold_merged(
    session: Session, engine: Engine, query: Query, facets: Mapping[str, tuple[Bucket, ...]]
) -> dict[str, tuple[Bucket, ...]]:
    """The facets of an answer to `query`, names that were merged told as those that they are part of by now.

    The index follows a moment later. Documents may hold both names, so those that hold either are counted anew.
    """
    leads = current_ids(session, [one.value for name in NAMED for one in facets.get(name, ())])
    told = dict(facets)
    for name in NAMED:
        merged = {leads[one.value] for one in facets.get(name, ()) if leads[one.value] != one.value}
        if not merged or query.narrow_own:
            continue
        kept = {one.value: one.count for one in facets[name] if leads[one.value] == one.value}
        kept |= {row_id: _count(engine, query, name, with_merged(session, [row_id])) for row_id in merged}
        ordered = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
        told[name] = tuple(Bucket(value, count) for value, count in ordered)
    return told


def _count(engine: Engine, query: Query, name: str, values: Sequence[str]) -> int:
    """How many documents a facet tells of these values together: its own limit does not narrow its counts."""
    return engine.search(
        replace(
            query, filters=query.filters | {name: tuple(values)}, facets=(), step=None, size=0, page=1, cursor=None,
            excluded={facet: left for facet, left in query.excluded.items() if facet != name}, snippets=False,
        )
    ).total  # fmt: skip


class _Chosen:
    """The filters of a wish, names made into ids."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader
        self.filters: dict[str, tuple[str, ...]] = {}
        self.excluded: dict[str, tuple[str, ...]] = {}
        self.unknown: list[tuple[str, str]] = []

    def take(self, name: str, words: str) -> None:
        """Add what `words` name to what is wanted, or to what is left out where a `-` stands before them.

        What names nothing finds nothing; left out it changes nothing.
        """
        wanted = words.removeprefix(LEFT_OUT)
        values = self._values(name, wanted)
        if not values:
            self.unknown.append(("under" if name == BRANCH else name, wanted))
        chosen = self.filters if wanted == words else self.excluded
        chosen[name] = (*chosen.get(name, ()), *(values or [wanted]))

    def _values(self, name: str, words: str) -> list[str]:
        if name == "place":
            return find_places(self._session, self._reader, words)
        if name in ("type", "year"):
            return [words]
        table = NAMED["unit" if name == BRANCH else name]
        found = [row.id for row in find_visible(self._session, table, words, self._reader)]
        return with_merged(self._session, found)


def _among(session: Session, wish: Wish, reader: Reader) -> dict[str, tuple[str, ...]]:
    """The values of facets that are called by the words asked for."""
    found = {}
    for name, words in wish.within.items():
        if name == "place":
            found[name] = tuple(find_places(session, reader, words))[:MOST_AMONG]
        else:
            items = browse(session, NAMED[name], reader, words=words, size=MOST_AMONG).items
            found[name] = tuple(one.row.id for one in items)
    return found


def first_day(words: str) -> int | None:
    """The first day that `words` (`2019`, `2/2019`, `28/2/2019`, `2019-02-28`, other EDTF) name. Raises: BadDay."""
    return _days(words)[0]


def last_day(words: str) -> int | None:
    """The last day that `words` name. Raises: BadDay."""
    return _days(words)[1]


def _days(words: str) -> tuple[int, int] | tuple[None, None]:
    words = words.strip()
    if not words:
        return None, None
    value = read_written(words)
    if not edtf.is_edtf(value):
        raise BadDay(f"{words!r} is no day; write 2019, 2019-02 or 2019-02-28 (or 2/2019, 28/2/2019).")
    return days_of(value)


def find_places(session: Session, reader: Reader, words: str) -> list[str]:
    """The places of documents that `reader` may see which `words` name; accents and the level may be left out.

    A name that fits whole wins over one that only holds the words.
    """
    folded = fold_key(words)
    if not folded:
        return []
    statement = visible(select(Document.place).where(Document.place.is_not(None)), reader).distinct()
    places = sorted(place for place in session.scalars(statement) if place)
    exact = [place for place in places if identity_key(place) == identity_key(words)]
    whole = [place for place in places if fold_key(place) == folded]
    return exact or whole or [place for place in places if f" {folded} " in f" {fold_key(place)} "]
