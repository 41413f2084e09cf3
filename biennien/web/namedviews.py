"""Units, slogans and campaigns as pages and API show them, with what their documents tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.browsing import Counted, count_visible, get_visible, surfaces_of, visible_ids
from biennien.registry.harvest_names import Harvested, harvest_named
from biennien.registry.name_leads import cluster_of, ids_by_name
from biennien.registry.names import campaign_entries, label_of, list_named
from biennien.registry.readers import Reader
from biennien.registry.tables import Campaign, Slogan, Unit
from biennien.registry.unit_facts import BY_PERSON
from biennien.registry.unit_tree import (
    Branch,
    ancestors,
    central_units,
    parts_of,
    places_in,
    predecessors_of,
    units_at,
    visible_parts,
)
from biennien.searching import NAMED
from biennien.web.identity import reader
from biennien.web.searching import Answer, Search, make_query
from biennien.web.serializers.campaigns import serialize_campaign
from biennien.web.serializers.entries import serialize_progress
from biennien.web.serializers.hits import serialize_answer
from biennien.web.serializers.names import moment, serialize_branch, serialize_named
from biennien.web.services import services
from nlp.authority.units import describe, parted_into

FILTERS = {table: name for name, table in NAMED.items()}
NOTHING_TOLD: dict[str, Any] = {
    "name": "", "period": None, "launched_by": None, "participants": [], "slogans": [], "targets": [],
    "legal_basis": [], "awards": [], "stages": [], "launchers": [], "periods": [],
}  # fmt: skip


def list_of(table: type[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A page of a list; for programs that keep a copy where it is asked what changed. Raises: BadCursor."""
    place: Any = {"words": asked["q"], "cursor": asked["cursor"] or None, "limit": asked["size"]}
    with services().registry.read() as session:
        if asked["updated_since"]:
            return _harvested(harvest_named(session, table, reader(), since=asked["updated_since"], **place))
        page = list_named(session, table, reader(), **place)
        counted = count_visible(session, table, page.items, reader())
        items = [serialize_named(one) for one in counted]
        return {"items": items, "gone": [], "cursor": page.cursor, "until": None}


def _harvested(page: Harvested[Any]) -> dict[str, Any]:
    return {
        "items": [serialize_named(one) for one in page.items],
        "gone": [{"id": one.id, "withdrawn": True, "merged_into": one.merged_into} for one in page.gone],
        "cursor": page.cursor,
        "until": moment(page.until),
    }


def parts_list(unit_id: str) -> dict[str, Any]:
    """What is directly part of a unit, as a list of one page. Raises: NotFound."""
    with services().registry.read() as session:
        unit = get_visible(session, Unit, unit_id, reader()).row
        rows = visible_parts(session, unit.id, reader())
        counted = {one.row.id: one for one in count_visible(session, Unit, rows, reader())}
        items = [counted.get(row.id, Counted(row, 0, None, None)) for row in rows]
        items.sort(key=lambda one: -one.documents)
        return {"items": [serialize_named(one) for one in items], "gone": [], "cursor": None, "until": None}


def place_tree(place: str) -> dict[str, Any]:
    """The units of a place and the places in it; of the whole country, where none is given: the central ones."""
    with services().registry.read() as session:
        found = units_at(session, reader(), place) if place else central_units(session, reader())
        return {
            "place": place,
            "units": _nested(found),
            "places": [{"name": name, "count": count} for name, count in places_in(session, reader(), place)],
        }


def _nested(found: list[Branch]) -> list[dict[str, Any]]:
    """The units, each with those of them that are part of it as `inside`; nothing is lost in a circle of mergers."""
    told = {one.unit.id: serialize_branch(one) | {"inside": []} for one in found}
    parents = {one.unit.id: one.unit.parent_id for one in found if one.unit.parent_id in told}
    for unit_id, parent_id in parents.items():
        above: str | None = parent_id
        seen = {unit_id}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above is None and parent_id is not None:
            told[parent_id]["inside"].append(told[unit_id])
    inside = {id(part) for one in told.values() for part in one["inside"]}
    return [one for one in told.values() if id(one) not in inside]


def whole_unit(unit_id: str) -> dict[str, Any]:
    """One unit. Raises: NotFound."""
    with services().registry.read() as session:
        counted = get_visible(session, Unit, unit_id, reader())
        above = [_named(unit) for unit in ancestors(session, counted.row)]
        return _whole(session, counted, reader()) | {
            "parent": above[-1] if above else None,
            "above": above,
            "parts": [serialize_branch(one) for one in parts_of(session, counted.row.id, reader())],
            "predecessors": _predecessors(session, counted.row, reader()),
            "successor": _relative(session, counted.row.successor_id),
            "successors": _successors(session, counted.row, reader()),
        }


def whole_slogan(slogan_id: str) -> dict[str, Any]:
    """One slogan. Raises: NotFound."""
    with services().registry.read() as session:
        return _whole(session, get_visible(session, Slogan, slogan_id, reader()), reader())


def whole_campaign(campaign_id: str) -> dict[str, Any]:
    """One campaign with its record. Raises: NotFound."""
    with services().registry.read() as session:
        counted = get_visible(session, Campaign, campaign_id, reader())
        entries = campaign_entries(session, reader(), campaign_ids=[counted.row.id])
        told = serialize_campaign(session, entries, reader()) if entries else NOTHING_TOLD
        whole = _whole(session, counted, reader())
        days = {} if entries else {"from": whole["from"], "to": whole["to"]}
        return whole | told | days | {"name": counted.row.name, "documents": whole["documents"]}


def _whole(session: Session, counted: Counted[Any], who: Reader) -> dict[str, Any]:
    """The entry of a list, the ways it is written, and the facets of its documents."""
    row = counted.row
    facets = _facets(session, row, who)
    names = [name for name in surfaces_of(session, type(row), row.id, who) if name != label_of(row)]
    leading = serialize_progress(session, row.id)
    return serialize_named(counted) | {"names": [label_of(row), *names], "facets": facets, "leading": leading}


def _facets(session: Session, row: Any, who: Reader) -> dict[str, Any]:
    """The facets of the documents that name it, itself left out."""
    own = FILTERS[type(row)]
    search = Search(filters={own: (row.id,)}, size=0)
    query = replace(make_query(session, search, who), narrow_own=True)  # others of its kind are those named beside it
    found = Answer(search, query, services().engine.search(query))
    facets: dict[str, Any] = serialize_answer(session, found)["facets"]
    ids = cluster_of(session, row.id)  # an index that is behind tells those that were merged too
    facets[own] = [bucket for bucket in facets[own] if bucket["value"] not in ids]
    return facets


def _named(unit: Unit) -> dict[str, str]:
    return {"id": unit.id, "label": unit.name}


def _predecessors(session: Session, unit: Unit, who: Reader) -> list[dict[str, str]]:
    """What became this unit, of parted provinces too, as far as the reader may know of it."""
    before = [_named(one) for one in predecessors_of(session, unit.id, who)]
    if unit.facts_from == BY_PERSON:
        return before
    found = ids_by_name(session, Unit, parted_into(unit.name))
    known = visible_ids(session, Unit, found.values(), who)
    return before + [{"id": unit_id, "label": name} for name, unit_id in found.items() if unit_id in known]


def _successors(session: Session, unit: Unit, who: Reader) -> list[dict[str, Any]]:
    """What the unit became: of a parted one all, by name alone where none of its documents may be read."""
    if unit.successor_id is not None:
        return [_named(session.get_one(Unit, unit.successor_id))]
    names = () if unit.facts_from == BY_PERSON else describe(unit.name).successors
    found = ids_by_name(session, Unit, names)
    known = visible_ids(session, Unit, found.values(), who)
    return [{"id": found.get(name) if found.get(name) in known else None, "label": name} for name in names]


def _relative(session: Session, unit_id: str | None) -> dict[str, str] | None:
    """What a unit that is shown became: that may be known too."""
    return None if unit_id is None else _named(session.get_one(Unit, unit_id))
