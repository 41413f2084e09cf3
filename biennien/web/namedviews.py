"""Units, slogans and campaigns as pages and API show them, with what their documents tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.browsing import Counted, count_visible, get_visible, surfaces_of, visible_ids
from biennien.registry.names import campaign_entries, label_of, list_named
from biennien.registry.readers import Reader
from biennien.registry.tables import Campaign, Slogan, Unit
from biennien.searching import NAMED
from biennien.web.identity import reader
from biennien.web.searching import Search, answer
from biennien.web.serializers.campaigns import serialize_campaign
from biennien.web.serializers.hits import serialize_answer
from biennien.web.serializers.names import serialize_named
from biennien.web.services import services

FILTERS = {table: name for name, table in NAMED.items()}
NOTHING_TOLD: dict[str, Any] = {
    "name": "", "period": None, "launched_by": None, "participants": [], "slogans": [], "targets": [],
    "legal_basis": [], "awards": [], "stages": [],
}  # fmt: skip


def list_of(table: type[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A page of a list. Raises: BadCursor."""
    with services().registry.read() as session:
        page = list_named(
            session, table, reader(), words=asked["q"], updated_since=asked["updated_since"],
            cursor=asked["cursor"] or None, limit=asked["size"],
        )  # fmt: skip
        counted = count_visible(session, table, page.items, reader())
        return {"items": [serialize_named(one) for one in counted], "cursor": page.cursor}


def whole_unit(unit_id: str) -> dict[str, Any]:
    """One unit. Raises: NotFound."""
    with services().registry.read() as session:
        counted = get_visible(session, Unit, unit_id, reader())
        return _whole(session, counted, reader()) | {
            "parent": _relative(session, counted.row.parent_id, reader()),
            "successor": _relative(session, counted.row.successor_id, reader()),
        }


def whole_slogan(slogan_id: str) -> dict[str, Any]:
    """One slogan. Raises: NotFound."""
    with services().registry.read() as session:
        return _whole(session, get_visible(session, Slogan, slogan_id, reader()), reader())


def whole_campaign(campaign_id: str) -> dict[str, Any]:
    """One campaign with its record. Raises: NotFound."""
    with services().registry.read() as session:
        counted = get_visible(session, Campaign, campaign_id, reader())
        entries = campaign_entries(session, reader(), campaign_id=counted.row.id)
        told = serialize_campaign(session, entries, reader()) if entries else NOTHING_TOLD
        whole = _whole(session, counted, reader())
        days = {} if entries else {"from": whole["from"], "to": whole["to"]}
        return whole | told | days | {"name": counted.row.name, "documents": whole["documents"]}


def _whole(session: Session, counted: Counted[Any], who: Reader) -> dict[str, Any]:
    """The entry of a list, the ways it is written, and the facets of its documents."""
    row = counted.row
    own = FILTERS[type(row)]
    search = Search(filters={own: (row.id,)}, size=0)
    facets = serialize_answer(session, answer(session, services().engine, search, who))["facets"]
    facets[own] = [bucket for bucket in facets[own] if bucket["value"] != row.id]
    names = [name for name in surfaces_of(session, type(row), row.id, who) if name != label_of(row)]
    return serialize_named(counted) | {"names": [label_of(row), *names], "facets": facets}


def _relative(session: Session, unit_id: str | None, who: Reader) -> dict[str, str] | None:
    if unit_id is None or not visible_ids(session, Unit, [unit_id], who):
        return None
    return {"id": unit_id, "label": label_of(session.get_one(Unit, unit_id))}
