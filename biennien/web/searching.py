"""A search as its address says it, made into a query and answered: the same for the page, the API and the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from flask_babel import lazy_gettext
from marshmallow import EXCLUDE, RAISE, fields, post_load, validate
from sqlalchemy.orm import Session
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict

from biennien.registry.documents import visible_documents
from biennien.registry.readers import Reader
from biennien.searching import LEFT_OUT, Resolved, Wish, first_day, fold_merged, last_day, resolve
from biennien.web.parameters import (
    Blank,
    PeriodArgs,
    at_most,
    choice,
    cursor_field,
    name_field,
    names_field,
    number_field,
)
from biennien.web.words import DOC_TYPES
from search.engine import Engine
from search.mapping import FACETS
from search.periods import Step, month_of
from search.query import MAX_SIZE, WINDOW, Query, Sort, Undated
from search.results import Hit, ResultPage

SIZE = 10
FITTING_BARS = 30
LONG_FACETS = ("unit", "slogan", "campaign", "place")
"""Facets whose values can be searched."""

LONGEST_WORDS = 2_000
"""Characters of what is typed; more is no search but a pasted page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody asks for, as typed. `filters` holds ids, names or aliases by facet; days are as in an address.

    `under` holds those of units that stand for all that is part of them too. A value that begins with `-` is left out.
    `within` holds, by facet, words that its values are to be called by; `step` is that of the histogram, empty for one
    that suits the period.
    """

    words: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    within: dict[str, str] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    step: str = ""
    undated: str = Undated.APART.value
    sort: str = Sort.RELEVANCE.value
    page: int = 1
    size: int = SIZE
    cursor: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        asked = self.words.strip() or self.filters or self.under or self.first or self.last
        return not asked and self.undated != "only"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The search as name and value of an address, without its page and what goes without saying."""
        found = [("q", self.words)] if self.words else []
        found += [(name, value) for name in FACETS for value in self.filters.get(name, ())]
        found += [("under", value) for value in self.under]
        found += [(f"in_{name}", words) for name, words in self.within.items()]
        found += [
            (name, value) for name, value in (("from", self.first), ("to", self.last), ("step", self.step)) if value
        ]
        if self.undated != Undated.APART:
            found.append(("undated", self.undated))
        if self.sort != Sort.RELEVANCE:
            found.append(("sort", self.sort))
        if self.size != SIZE:
            found.append(("size", str(self.size)))
        return found

    def with_value(self, name: str, value: str) -> Search:
        """The search narrowed by one more value of a facet, at its first page."""
        plain = self.without_value(name, turned(value))
        values = tuple(dict.fromkeys((*plain.filters.get(name, ()), value)))
        return replace(plain, filters=plain.filters | {name: values})

    def with_under(self, unit: str) -> Search:
        """The search narrowed to a unit and all that is part of it, at its first page."""
        return replace(self.without_value("unit", unit), under=(unit,), page=1, cursor=None)

    def without_under(self, unit: str) -> Search:
        """The search without that unit and what is part of it, at its first page."""
        return replace(self, under=tuple(one for one in self.under if one != unit), page=1, cursor=None)

    def without_value(self, name: str, value: str) -> Search:
        """The search without one value of a facet, at its first page."""
        values = tuple(one for one in self.filters.get(name, ()) if one != value)
        rest = {key: kept for key, kept in self.filters.items() if key != name}
        return replace(self, filters=rest | ({name: values} if values else {}), page=1, cursor=None)


def turned(value: str) -> str:
    """The value wanted for the one left out, and the other way round."""
    return value.removeprefix(LEFT_OUT) if value.startswith(LEFT_OUT) else LEFT_OUT + value


# ---------------------------------------------------------------- what an address may hold


class SearchArgs(PeriodArgs):
    """The parameters of a search."""

    class Meta:
        """Parameters of the page itself (`lang`, `pos`) are not ours."""

        unknown = EXCLUDE

    q = Blank(
        load_default="",
        validate=at_most(LONGEST_WORDS),
        metadata={
            "description": 'Words (all must occur), "phrases", "near words"~5, A OR B, ( ), -excluded, begin*, '
            "fields as in title:words, unit:, slogan:, campaign:, place:, type:, number:, year:2017..2020 or their "
            "Vietnamese names. Without accents all spellings match; `notes` says how a faulty query was read."
        },
    )
    unit = names_field("Units: id, name or alias; accents may be left out.")
    under = names_field("Units with all that is part of them: id, name or alias.")
    slogan = names_field("Slogans: id or words.")
    campaign = names_field("Campaigns: id or name.")
    type = fields.List(
        Blank(validate=choice([sign + one for one in DOC_TYPES for sign in ("", LEFT_OUT)])),
        load_default=list,
        metadata={"description": "Types of document."},
    )
    place = names_field("The document's place.")
    year = fields.List(
        Blank(validate=validate.Regexp(r"(-?\d{4})?\Z", error=lazy_gettext("Write a year, for instance 2019."))),
        load_default=list,
        metadata={"description": "Years of the documents."},
    )
    in_unit = name_field("Words that the values of the facet are called by.")
    in_slogan = name_field("The same for slogans.")
    in_campaign = name_field("The same for campaigns.")
    in_place = name_field("The same for places.")
    step = Blank(
        load_default="",
        validate=choice(one.value for one in Step),
        metadata={"description": "Time of one bar of the histogram; else one that suits the period."},
    )
    undated = Blank(
        load_default=Undated.APART.value,
        validate=choice(one.value for one in Undated),
        metadata={"description": "What becomes of undated documents when a period is asked for."},
    )
    sort = Blank(load_default=Sort.RELEVANCE.value, validate=choice(one.value for one in Sort))
    page = number_field(1, 1, WINDOW)
    size = number_field(SIZE, 0, MAX_SIZE)
    cursor = cursor_field()

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Search:
        """The search."""
        given = {name: tuple(dict.fromkeys(filter(None, data[name]))) for name in FACETS}
        return Search(
            words=data["q"],
            filters={name: values for name, values in given.items() if values},
            under=tuple(dict.fromkeys(filter(None, data["under"]))),
            within={name: data[f"in_{name}"] for name in LONG_FACETS if data[f"in_{name}"]},
            step=data["step"],
            first=data["from_"],
            last=data["to"],
            undated=data["undated"] or Undated.APART.value,
            sort=data["sort"] or Sort.RELEVANCE.value,
            page=data["page"],
            size=data["size"],
            cursor=data["cursor"] or None,
        )


# ---------------------------------------------------------------- answering


@dataclass(frozen=True, slots=True)
class Answer:
    """A search, the query it became and what was found; `suggestion` only where nothing was."""

    search: Search
    query: Query
    result: ResultPage
    suggestion: str | None = None
    unknown: tuple[tuple[str, str], ...] = ()
    """The filters whose words name nothing: (filter, words)."""


def make_query(session: Session, search: Search, reader: Reader, *, facets: tuple[str, ...] | None = None) -> Query:
    """The query of a search: names made into ids, days into numbers. Raises: QueryError."""
    return _resolve(session, search, reader, facets, None).query


def _resolve(
    session: Session, search: Search, reader: Reader, facets: tuple[str, ...] | None, step: Step | None
) -> Resolved:
    given = {name: values for name, values in search.filters.items() if name != "type"}
    wish = Wish(
        text=search.words,
        under=search.under,
        doc_type=search.filters.get("type", ()),
        within=search.within,
        step=step,
        from_=search.first,
        to=search.last,
        sort=Sort(search.sort),
        undated=Undated(search.undated),
        page=1 if search.cursor else search.page,
        size=search.size,
        cursor=search.cursor,
        **given,
    )
    return resolve(session, wish, reader, facets=facets)


def step_of(search: Search) -> Step:
    """The time of one bar of the histogram: as asked for, else one that gives a period some thirty bars at most."""
    if search.step:
        return Step(search.step)
    first, last = first_day(search.first), last_day(search.last)
    if first is None or last is None:
        return Step.YEAR
    months = month_of(last) - month_of(first) + 1
    return next((step for step in Step if months <= FITTING_BARS * step.months), Step.DECADE)


def answer(
    session: Session, engine: Engine, search: Search, reader: Reader, *, facets: tuple[str, ...] | None = None
) -> Answer:
    """Ask the engine; without facets no histogram is made either. Raises: QueryError, EngineUnavailable."""
    resolved = _resolve(session, search, reader, facets, None if facets == () else step_of(search))
    query = resolved.query
    result = engine.search(query)
    suggestion = engine.suggest(query) if not result.total and search.words else None
    told = fold_merged(session, engine, query, result.facets)
    result = replace(result, hits=_still_seen(session, result.hits, reader), facets=told)
    return Answer(search, query, result, suggestion, tuple(resolved.unknown))


def _still_seen(session: Session, hits: Sequence[Hit], reader: Reader) -> tuple[Hit, ...]:
    """Those hits whose documents `reader` may see: the index learns a moment later what was withdrawn or kept back."""
    seen = visible_documents(session, [hit.id for hit in hits], reader)
    return tuple(hit for hit in hits if hit.id in seen)


def read_address(address: str) -> Search:
    """The search that the parameters of an address ask for, each of which must be known and fit.

    Raises: ValidationError.
    """
    schema = SearchArgs(unknown=RAISE)
    asked: Search = schema.load(MultiDictProxy(MultiDict(parse_qsl(address)), schema))
    return asked
