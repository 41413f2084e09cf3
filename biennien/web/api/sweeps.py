"""`/sweeps`: one correction of all entities with the same label and words; proposed, looked at, done, taken back."""

from __future__ import annotations

from typing import Any

from flask import url_for

from biennien.registry import desk, sweeping, sweeps
from biennien.registry import documents as store
from biennien.registry.paging import BadCursor
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Sweep
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import ListArgs, acts
from biennien.web.api.schemas.sweeps import (
    ChoiceSchema,
    ProposalSchema,
    SweepEntityListSchema,
    SweepListSchema,
    SweepSchema,
)
from biennien.web.api.wholes import entity_tags
from biennien.web.identity import keeper, staff
from biennien.web.numbers import row_number
from biennien.web.parameters import cursor_field, number_field
from biennien.web.serializers.sweeps import serialize_items, serialize_sweep, serialize_sweeps
from biennien.web.services import services

blueprint = Resource("Sweeps", __name__, description="One correction of the same words in many documents")
SIZE, MAX_SIZE = 50, 500


class ItemArgs(LanguageArgs):
    """Which of the entities of a sweep."""

    cursor = cursor_field()
    size = number_field(SIZE, 1, MAX_SIZE)


@blueprint.route("/documents/<document_id>/entities/<entity_id>/sweeps", methods=["POST"])
@blueprint.body(ProposalSchema)
@blueprint.response(201, SweepSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def propose_sweep(given: dict[str, Any], document_id: str, entity_id: str) -> Any:
    """Propose to say the same of all entities with this one's label and words; nothing is done yet.

    What staff said of this one already is said of the others too. Entities that staff said something of, and those
    that stand for something else, are left out at first. If-Match must hold the entity's ETag.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        desk.expect(row, entity_tags())
        said = None if given.pop("reject") else desk.Said(**given)
        sweep = sweeps.propose(session, document, row, said, keeper(), user_id=staff().id)
        address = url_for("Sweeps.get_sweep", sweep_id=sweep.id)
        return serialize_sweep(session, sweep), 201, {"Location": address}


@blueprint.route("/sweeps")
@blueprint.query(ListArgs)
@blueprint.response(200, SweepListSchema)
def list_sweeps(asked: dict[str, Any]) -> dict[str, Any]:
    """List sweeps, the least recently changed first; with `updated_since` those that changed, in the order of ids."""
    return acts(Sweep, asked, serialize_sweeps)


@blueprint.route("/sweeps/<sweep_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, SweepSchema)
def get_sweep(_asked: dict[str, Any], sweep_id: str) -> dict[str, Any]:
    """Give one sweep: what it says, of how many entities in how many documents, and how far it is."""
    with services().registry.read() as session:
        return serialize_sweep(session, get_act(session, Sweep, sweep_id))


@blueprint.route("/sweeps/<sweep_id>/entities")
@blueprint.query(ItemArgs)
@blueprint.response(200, SweepEntityListSchema)
def list_sweep_entities(asked: dict[str, Any], sweep_id: str) -> dict[str, Any]:
    """List the entities of a sweep with the words around them, those that are left out last."""
    with services().registry.read() as session:
        sweep = get_act(session, Sweep, sweep_id)
        items, more = sweeps.page_of_items(session, sweep, first=_place(asked["cursor"]), limit=asked["size"])
        return {"items": serialize_items(session, items), "cursor": None if more is None else str(more)}


@blueprint.route("/sweeps/<sweep_id>/entities", methods=["PATCH"])
@blueprint.body(ChoiceSchema)
@blueprint.response(200, SweepSchema)
@blueprint.refuses(409)
def choose_sweep_entities(given: dict[str, Any], sweep_id: str) -> dict[str, Any]:
    """Leave some entities out, by their positions, or take some in, before the sweep is done."""
    with services().registry.write() as session:
        sweep = get_act(session, Sweep, sweep_id, hold=True)
        sweeps.choose(session, sweep, left_out=given["leave_out"], taken=given["take_in"])
        return serialize_sweep(session, sweep)


def _place(cursor: str) -> int:
    """Raises: BadCursor."""
    try:
        return row_number(cursor) if cursor else 0
    except ValueError as error:
        raise BadCursor from error


def _step(sweep_id: str, what: Any) -> dict[str, Any]:
    with services().registry.write() as session:
        sweep = get_act(session, Sweep, sweep_id, hold=True)
        what(session, sweep, user_id=staff().id)
        return serialize_sweep(session, sweep)


@blueprint.route("/sweeps/<sweep_id>/run", methods=["POST"])
@blueprint.response(200, SweepSchema)
@blueprint.refuses(409)
def run_sweep(sweep_id: str) -> dict[str, Any]:
    """Do it, go on with it where it was stopped, or do it again where it was taken back; many take their time."""
    return _step(sweep_id, sweeping.begin)


@blueprint.route("/sweeps/<sweep_id>/stop", methods=["POST"])
@blueprint.response(200, SweepSchema)
@blueprint.refuses(409)
def stop_sweep(sweep_id: str) -> dict[str, Any]:
    """Stop where it is; what was done stays until it is taken back."""
    return _step(sweep_id, sweeps.stop)


@blueprint.route("/sweeps/<sweep_id>/undo", methods=["POST"])
@blueprint.response(200, SweepSchema)
@blueprint.refuses(409)
def undo_sweep(sweep_id: str) -> dict[str, Any]:
    """Take back all that it did, in one step; what staff said later of the same entities stays."""
    return _step(sweep_id, sweeping.take_back)
