"""One correction of many entities, and the entities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.accounts import names_of
from biennien.registry.context import in_context
from biennien.registry.file_names import shown_title
from biennien.registry.staged_acts import CHANGED, DONE, UNDONE, WAITING
from biennien.registry.sweeps import LEFT_OUT, Count, count_items
from biennien.registry.tables import Sweep, SweepItem
from biennien.web.serializers.names import moment

STATES = (WAITING, DONE, CHANGED, UNDONE, LEFT_OUT)


def serialize_sweep(session: Session, sweep: Sweep) -> dict[str, Any]:
    """A sweep with how far it is."""
    return serialize_sweeps(session, [sweep])[0]


def serialize_sweeps(session: Session, sweeps: Sequence[Sweep]) -> list[dict[str, Any]]:
    """The same of several sweeps, which asks no more than of one."""
    counted = count_items(session, sweeps)
    names = names_of(session, {sweep.updated_by for sweep in sweeps if sweep.updated_by})
    return [
        {
            "id": sweep.id,
            "state": sweep.state,
            "document": sweep.document_id,
            "entity": sweep.mention_id,
            "label": sweep.label,
            "text": sweep.surface,
            "kind": sweep.kind,
            "said": sweep.payload,
            "counts": {name: _told(counted[sweep.id].get(name, Count())) for name in STATES},
            "created_at": moment(sweep.created_at),
            "updated_at": moment(sweep.updated_at),
            "by": names.get(sweep.updated_by or ""),
        }
        for sweep in sweeps
    ]


def _told(count: Count) -> dict[str, int]:
    return {"entities": count.mentions, "documents": count.documents}


def serialize_items(session: Session, items: Sequence[SweepItem]) -> list[dict[str, Any]]:
    """The entities of a sweep with the words around them."""
    found = in_context(session, [item.mention_id for item in items])
    told = []
    for item in items:
        one = found.get(item.mention_id)
        shown = one.mention if one else None
        told.append(
            {
                "position": item.position,
                "document": item.document_id,
                "title": shown_title(one.document) if one else None,
                "entity": item.mention_id,
                "text": shown.surface if shown else None,
                "before": one.before if one else "",
                "after": one.after if one else "",
                "label": shown.label if shown else None,
                "value": shown.value if shown else None,
                "origin": shown.origin if shown else None,
                "left_out": item.left_out,
                "state": item.state,
            }
        )
    return told
