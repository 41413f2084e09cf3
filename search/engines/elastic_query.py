"""Needs as Elasticsearch's queries."""

from __future__ import annotations

from typing import Any

from search.matching import (
    Best,
    Boosted,
    Constant,
    Days,
    Either,
    Every,
    Join,
    Near,
    Need,
    Never,
    OneOf,
    Prefix,
    Side,
    Term,
)

Compiled = dict[str, Any]


def compile_need(need: Need) -> Compiled:
    """Any need as a query."""
    match need:
        case Term(field, term):
            return {"term": {field: {"value": term}}}
        case Side(field, terms):
            return {"match_phrase": {field: {"query": " ".join(terms)}}}
        case Near(field, terms, slop):
            return {"match_phrase": {field: {"query": " ".join(terms), "slop": slop}}}
        case Prefix(field, prefix):
            return {"prefix": {field: {"value": prefix}}}
        case OneOf(field, values):
            return {"terms": {field: list(values)}}
        case Days(field, first, last):
            return {"range": {field: {"gte": first, "lte": last}}}
        case Every():
            return {"constant_score": {"filter": {"match_all": {}}, "boost": 0.0}}
        case Never():
            return {"match_none": {}}
        case Join():
            return _join(need)
        case Either(parts):
            return {"bool": {"should": [compile_need(part) for part in parts], "minimum_should_match": 1}}
        case Best(parts, share):
            return {"dis_max": {"queries": [compile_need(part) for part in parts], "tie_breaker": share}}
        case Boosted(part, weight):
            return {"bool": {"must": [compile_need(part)], "boost": weight}}
        case Constant(part, score):
            return {"constant_score": {"filter": compile_need(part), "boost": score}}


def _join(need: Join) -> Compiled:
    must = need.must or (Every(),)
    silent = [part.part for part in must if isinstance(part, Constant) and part.score == 0.0]
    scored = [part for part in must if not (isinstance(part, Constant) and part.score == 0.0)]
    made = {
        "must": [compile_need(part) for part in scored],
        "filter": [compile_need(part) for part in silent],
        "should": [compile_need(part) for part in need.lifts],
        "must_not": [compile_need(part) for part in need.never],
    }
    return {"bool": {kind: parts for kind, parts in made.items() if parts}}


def all_of(*needs: Need, never: tuple[Need, ...] = ()) -> Compiled:
    """A filter that lets through what fits all `needs` and none of `never`."""
    return compile_need(Join(tuple(Constant(need, 0.0) for need in needs), never=never))
