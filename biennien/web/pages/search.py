"""`/`: the search, and what the archive holds for somebody who has not asked yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from biennien.registry.browsing import browse, span_of_days
from biennien.registry.days import LAST_DAY
from biennien.registry.documents import count_documents, list_documents
from biennien.registry.readers import Reader
from biennien.registry.tables import Campaign, Slogan, Unit
from biennien.registry.unit_tree import with_parts
from biennien.searching import LEFT_OUT
from biennien.web import links
from biennien.web.histograms import draw, fits, period_of
from biennien.web.identity import reader
from biennien.web.problems import Problem
from biennien.web.searching import LONG_FACETS, Answer, Search, SearchArgs, answer, step_of
from biennien.web.serializers.hits import labels, serialize_answer
from biennien.web.services import services
from biennien.web.words import FACETS, SORTS, STEPS_OF_TIME, word
from search.mapping import FACETS as FACET_NAMES
from search.periods import Step
from search.query import WINDOW, Sort

blueprint = Blueprint("search", __name__)
EXPORTS = (("csv", "CSV"), ("jsonl", "JSONL"), ("bib", "BibTeX"), ("ris", "RIS"), ("txt", "TXT"))
"""Files of a whole result: ending and what people call it."""

SHOWN = 8
"""Values of a facet that show at once; the others unfold."""


@blueprint.route("/")
def page() -> str | Response:
    """The search page, or the front of the archive where nothing is asked for; behind the last page that one."""
    asked, errors = read_search()
    with services().registry.read() as session:
        who = reader()
        if asked.is_empty and not errors:
            return render_template("search/front.html", **_front(session, who))
        found = answer(session, services().engine, asked, who)
        if not (errors or asked.cursor) and asked.page > (last := min(_pages(asked, found), _reach(asked))):
            return redirect(links.search_link(asked, page=last))
        told = serialize_answer(session, found)
        return render_template(
            "search/results.html",
            search=asked,
            errors=errors,
            answer=told,
            hits=_hits(asked, told["hits"]),
            facets=_facets(session, asked, told["facets"], who),
            histogram=_histogram(asked, found),
            steps=_steps(asked),
            chips=chips_of(session, asked, who),
            sorts=_sorts(asked),
            pager=_pager(asked, found),
            feed=links.search_feed_link(asked),
            address=links.address_of(asked),
            exports=[(name, links.export_link(asked, kind)) for kind, name in EXPORTS],
            undated=_undated(asked),
            suggestion=_suggestion(asked, found),
        )


def read_search(given: MultiDict[str, str] | None = None) -> tuple[Search, dict[str, str]]:
    """The search of these parameters, else of this address; one that cannot be used is left out and told."""
    schema = SearchArgs()
    errors: dict[str, str] = {}
    given = request.args if given is None else given
    try:
        return schema.load(MultiDictProxy(given, schema)), errors
    except ValidationError as error:
        for name, said in error.messages_dict.items():
            errors[name] = first_sentence(said)
    kept = given.copy()
    for name in errors:
        kept.poplist(name)
    return schema.load(MultiDictProxy(kept, schema)), errors


def refuse_unusable(errors: dict[str, str]) -> None:
    """Say which parts of a search cannot be used, for files, which have no place for it. Raises: Problem 422."""
    if errors:
        told = [{"parameter": name, "detail": detail} for name, detail in errors.items()]
        raise Problem(422, "parameters_invalid", errors=told)


def first_sentence(said: Any) -> str:
    """The first thing that a schema says of a parameter."""
    while isinstance(said, dict | list):
        said = next(iter(said.values() if isinstance(said, dict) else said), "")
    return str(said)


# ---------------------------------------------------------------- the front


def _front(session: Session, who: Reader) -> dict[str, Any]:
    first, last = span_of_days(session, who)
    everything = answer(session, services().engine, Search(size=0), who, facets=("type",))
    told = serialize_answer(session, everything)
    units, slogans = browse(session, Unit, who, size=6), browse(session, Slogan, who, size=6)
    campaigns = browse(session, Campaign, who, size=8)
    return {
        "search": Search(),
        "documents": count_documents(session, who),
        "totals": {"units": units.total, "slogans": slogans.total, "campaigns": campaigns.total},
        "first": first,
        "last": last,
        "latest": list_documents(session, who, order="newest", limit=6).items,
        "campaigns": campaigns.items,
        "units": units.items,
        "slogans": slogans.items,
        "types": [bucket | {"href": links.filter_link("type", bucket["value"])} for bucket in told["facets"]["type"]],
        "histogram": _histogram(Search(), everything),
        "links": links,
    }


# ---------------------------------------------------------------- the result


def _hits(asked: Search, hits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The hits of the page, each with those that are nearly the same folded under it."""
    first = (asked.page - 1) * asked.size + 1
    shown = [
        hit
        | {
            "href": links.document_link(hit["id"], asked, None if asked.cursor else first + place),
            "campaign_links": [one | {"href": links.named_link("campaign", one["id"])} for one in hit["campaigns"][:2]],
        }
        for place, hit in enumerate(hits)
    ]
    return [
        hit | {"copies": [one for one in shown if one["same_as"] == hit["id"]]}
        for hit in shown
        if hit["same_as"] is None
    ]


def _histogram(asked: Search, found: Answer) -> dict[str, Any] | None:
    """The bars of the result: those of the period asked for where they are shorter than a year, in longer steps where
    there are too many.
    """
    step, bars = step_of(asked), found.result.histogram
    if step in (Step.MONTH, Step.QUARTER):
        first, last = found.query.from_day or 0, found.query.to_day or LAST_DAY
        bars = tuple(bar for bar in bars if bar.last_day >= first and bar.first_day <= last)
    while not fits(bars, step) and step is not Step.DECADE:
        step = list(Step)[list(Step).index(step) + 1]
        query = replace(found.query, step=step, facets=(), size=0, page=1, cursor=None)
        bars = services().engine.search(query).histogram
    return draw(bars, step, lambda bar: links.bar_link(asked, *period_of(bar, step)))


def _steps(asked: Search) -> list[dict[str, Any]]:
    """The switches of the histogram."""
    step = step_of(asked)
    return [
        {"label": word(STEPS_OF_TIME, one.value), "on": one is step, "href": links.step_link(asked, one.value)}
        for one in Step
    ]


def _facets(
    session: Session, asked: Search, facets: dict[str, list[dict[str, Any]]], who: Reader
) -> list[dict[str, Any]]:
    shown = []
    whole = with_parts(session, {bucket["value"] for bucket in facets["unit"]} - set(asked.under), who)
    for name in FACET_NAMES:
        values = [
            bucket
            | {
                "href": links.toggle_link(asked, name, bucket["value"]),
                "on": bucket["value"] in asked.filters.get(name, ()),
                "out": None
                if LEFT_OUT + bucket["value"] in asked.filters.get(name, ())
                else links.leave_out_link(asked, name, bucket["value"]),
                "under": links.search_link(asked.with_under(bucket["value"]))
                if name == "unit" and bucket["value"] in whole
                else None,
            }
            for bucket in facets[name]
        ]
        if name == "year":
            values.reverse()
        shown.append(
            {
                "name": name,
                "title": word(FACETS, name),
                "values": values[:SHOWN],
                "more": values[SHOWN:],
                "open": name != "year" or name in asked.within,
                "words": asked.within.get(name),
                "pairs": [pair for pair in asked.pairs if pair[0] != f"in_{name}"],
                "searched": name in LONG_FACETS and (name in asked.within or len(values) > SHOWN),
            }
        )
    return [facet for facet in shown if facet["values"] or facet["words"]]


def chips_of(session: Session, asked: Search, who: Reader) -> dict[str, Any]:
    """The filters of a search in words, each with the way to the search without it."""
    chips: list[dict[str, Any]] = []
    under = labels(session, "unit", list(asked.under), who)
    chips += [
        {"facet": word(FACETS, "under"), "label": under.get(value, value),
         "href": links.search_link(asked.without_under(value))}
        for value in asked.under
    ]  # fmt: skip
    for name, values in asked.filters.items():
        known = labels(session, name, [value.removeprefix(LEFT_OUT) for value in values], who)
        for value in values:
            plain = value.removeprefix(LEFT_OUT)
            chips.append(
                {
                    "facet": word(FACETS, name),
                    "label": known.get(plain, plain),
                    "out": plain != value,
                    "href": links.search_link(asked.without_value(name, value)),
                }
            )
    if asked.first or asked.last:
        label = f"{asked.first or '…'} – {asked.last or '…'}" if asked.first != asked.last else asked.first
        chips.append(
            {
                "facet": word(FACETS, "year"),
                "label": label,
                "href": links.search_link(replace(asked, first="", last="")),
            }
        )
    return {"values": chips, "clear_href": links.search_link(Search(words=asked.words, sort=asked.sort))}


def _sorts(asked: Search) -> list[dict[str, Any]]:
    return [{"value": one.value, "label": word(SORTS, one.value), "on": asked.sort == one.value} for one in Sort]


def _pager(asked: Search, found: Answer) -> dict[str, Any]:
    reach, last = _reach(asked), _pages(asked, found)
    more = asked.cursor or asked.page >= reach
    cursor = found.result.cursor if more else None
    return {
        "page": asked.page,
        "last": last,
        "previous": links.search_link(asked, page=asked.page - 1) if asked.page > 1 and not asked.cursor else None,
        "next": links.search_link(asked, page=asked.page + 1)
        if asked.page < min(last, reach) and not asked.cursor
        else None,
        "cursor": links.cursor_link(asked, cursor) if cursor else None,
        "first_hit": (asked.page - 1) * asked.size + 1,
        "last_hit": (asked.page - 1) * asked.size + len(found.result.hits),
    }


def _pages(asked: Search, found: Answer) -> int:
    return max(1, -(-found.result.total // max(1, asked.size)))


def _reach(asked: Search) -> int:
    """The last page that a number reaches; a cursor goes on behind it."""
    return WINDOW // max(1, asked.size)


def _undated(asked: Search) -> dict[str, str]:
    """The three switches for documents without a date."""
    switched = {value: links.search_link(replace(asked, undated=value, page=1)) for value in ("apart", "include")}
    return switched | {"only": links.search_link(replace(asked, undated="only", first="", last="", page=1))}


def _suggestion(asked: Search, found: Answer) -> dict[str, str] | None:
    if found.suggestion is None:
        return None
    return {"words": found.suggestion, "href": links.search_link(replace(asked, words=found.suggestion, page=1))}
