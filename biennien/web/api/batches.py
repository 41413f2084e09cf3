"""`/batches`: one act on many documents, shown before it is done, stopped and undone as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.registry import batches, batching
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Batch
from biennien.web import choosing
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import ListArgs, acts
from biennien.web.api.schemas.batches import BatchListSchema, BatchProposalSchema, BatchSchema, WholeBatchSchema
from biennien.web.identity import staff
from biennien.web.problems import Problem
from biennien.web.serializers.batches import serialize_batch, serialize_batches
from biennien.web.services import services

blueprint = Resource("Batches", __name__, description="Acts on many documents")
SHOWN = 100
"""Documents that the answer names; the counts tell of all."""


@blueprint.route("/batches")
@blueprint.query(ListArgs)
@blueprint.response(200, BatchListSchema)
def list_batches(asked: dict[str, Any]) -> dict[str, Any]:
    """List acts on many documents in the order of their last change, those that were only proposed included.

    With `updated_since` those that changed, in the order of ids; what their jobs do later is told by `/jobs`.
    """
    return acts(Batch, asked, serialize_batches)


@blueprint.route("/batches", methods=["POST"])
@blueprint.refuses(404)
@blueprint.body(BatchProposalSchema)
@blueprint.response(201, WholeBatchSchema)
def propose(given: dict[str, Any]) -> Any:
    """Propose an act: nothing is done yet. The answer says to how many documents what would be done.

    Name the documents by exactly one of `documents`, `search` and `failed`; then `POST` to `…/start`.
    """
    with services().registry.read() as session:
        chosen = _choose(session, given)
    with services().registry.write() as session:
        batch = batches.propose(
            session, given["action"], chosen.ids, reason=given["reason"], chosen=chosen.how, user_id=staff().id
        )
        return _whole(session, batch), 201, {"Location": url_for("Batches.get_batch", batch_id=batch.id)}


@blueprint.route("/batches/<batch_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeBatchSchema)
def get_batch(_asked: dict[str, Any], batch_id: str) -> dict[str, Any]:
    """Tell how far an act is, with the first hundred of its documents."""
    with services().registry.read() as session:
        return _whole(session, get_act(session, Batch, batch_id))


@blueprint.route("/batches/<batch_id>/start", methods=["POST"])
@blueprint.refuses(409)
@blueprint.response(202, BatchSchema)
def start(batch_id: str) -> dict[str, Any]:
    """Do what was proposed, or go on with what was stopped."""
    return _step(batch_id, batching.begin)


@blueprint.route("/batches/<batch_id>/stop", methods=["POST"])
@blueprint.refuses(409)
@blueprint.response(200, BatchSchema)
def stop(batch_id: str) -> dict[str, Any]:
    """Stop where it is: what was done stays, jobs that nobody has begun leave the queue."""
    return _step(batch_id, batches.stop)


@blueprint.route("/batches/<batch_id>/undo", methods=["POST"])
@blueprint.refuses(409)
@blueprint.response(202, BatchSchema)
def undo(batch_id: str) -> dict[str, Any]:
    """Take back all that it did; what somebody changed since is left as it is. Readings are not taken back."""
    return _step(batch_id, batching.take_back)


def _step(batch_id: str, step: Callable[..., None]) -> dict[str, Any]:
    with services().registry.write() as session:
        batch = get_act(session, Batch, batch_id, hold=True)
        step(session, batch, user_id=staff().id)
        session.flush()
        return serialize_batch(session, batch)


def _choose(session: Session, given: dict[str, Any]) -> choosing.Chosen:
    ways = [name for name in ("documents", "search", "failed") if given.get(name)]
    if len(ways) != 1:
        detail = gettext("Give exactly one of: %(values)s.", values="documents, search, failed")
        raise Problem(422, "parameters_invalid", errors=[{"parameter": "documents", "detail": detail}])
    if ways == ["search"]:
        return choosing.all_of_search(session, given["search"])
    if ways == ["failed"]:
        return choosing.all_failures(session, given["failed"])
    return choosing.these(session, given["documents"])


def _whole(session: Session, batch: Batch) -> dict[str, Any]:
    items = [
        {"document": row.id, "title": row.title, "source_file": row.source_file, "state": state}
        for state, row in batches.documents_of(session, batch, limit=SHOWN)
    ]
    return serialize_batch(session, batch) | {"items": items}
