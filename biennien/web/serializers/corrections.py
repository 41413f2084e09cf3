"""Entries of the log of corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from biennien.registry.tables import Correction
from biennien.web.serializers.names import moment


def serialize_correction(entry: Correction, names: Mapping[str, str], *, in_force: bool) -> dict[str, Any]:
    """An entry with the name of who made it."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "entity": entry.mention_id,
        "label": entry.label or entry.payload.get("label"),
        "text": entry.surface,
        "start": entry.start,
        "end": entry.end,
        "said": entry.payload,
        "undoes": entry.undoes,
        "sweep": entry.sweep_id,
        "in_force": in_force,
        "at": moment(entry.created_at),
        "by": names.get(entry.created_by or ""),
    }
