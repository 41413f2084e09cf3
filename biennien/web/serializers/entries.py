"""A unit, slogan or campaign as people decided on it: who confirmed it, its names, what was merged, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.accounts import names_of
from biennien.registry.name_history import Alias, aliases_of, history_of, undoable, undone
from biennien.registry.name_leading import progress_of
from biennien.registry.name_leads import cluster_of, kind_of
from biennien.registry.name_preview import MergePreview
from biennien.registry.name_proposals import Proposed
from biennien.registry.names import label_of
from biennien.registry.tables import NameAct
from biennien.web.serializers.names import moment

INNER = ("made", "corrections")
"""What an act keeps for itself to be taken back."""


def entry_tag(row: Any) -> str:
    """What changes whenever an entry does."""
    return f"{row.id}.{moment(row.updated_at)}"


def serialize_entry(session: Session, row: Any) -> dict[str, Any]:
    """The entry with its names and its log, the last act first."""
    aliases, acts = aliases_of(session, row), history_of(session, type(row), row.id)
    people = {row.confirmed_by, *(alias.by for alias in aliases), *(act.created_by for act in acts)}
    names = names_of(session, {one for one in people if one})
    return {
        "id": row.id,
        "kind": kind_of(type(row)),
        "label": label_of(row),
        "confirmed_by": names.get(row.confirmed_by or ""),
        "confirmed_at": moment(row.confirmed_at),
        "aliases": [_alias(alias, names) for alias in aliases],
        "merged": cluster_of(session, row.id)[1:],
        "leading": serialize_progress(session, row.id),
        "acts": _acts(session, acts, names),
    }


def serialize_proposal(found: Proposed) -> dict[str, Any]:
    """Two entries that the program holds for one."""
    proposal = found.proposal
    return {
        "id": proposal.id,
        "kind": proposal.kind,
        "reason": proposal.reason,
        "score": proposal.score,
        "entry": {"id": found.row.id, "label": label_of(found.row), "documents": found.row_documents},
        "into": {"id": found.into.id, "label": label_of(found.into), "documents": found.into_documents},
        "at": moment(proposal.created_at),
    }


def serialize_progress(session: Session, row_id: str) -> dict[str, int] | None:
    """How far the leading of an entry's documents is; None where it is at its end."""
    progress = progress_of(session, row_id)
    return None if progress is None else asdict(progress)


def serialize_preview(row: Any, into: Any, preview: MergePreview) -> dict[str, Any]:
    """What merging `row` into `into` would do."""
    pair = {name: {"id": one.id, "label": label_of(one)} for name, one in (("entry", row), ("into", into))}
    return pair | asdict(preview)


def _alias(alias: Alias, names: Mapping[str, str]) -> dict[str, Any]:
    return {"name": alias.name, "origin": alias.origin, "by": names.get(alias.by or ""), "at": moment(alias.at)}


def _acts(session: Session, acts: Sequence[NameAct], names: Mapping[str, str]) -> list[dict[str, Any]]:
    taken_back, open_ = undone(session, acts), undoable(session, acts)
    return [
        {
            "id": act.id,
            "act": act.act,
            "said": {name: value for name, value in act.said.items() if name not in INNER},
            "target": act.target_id,
            "other": act.other_id,
            "undoes": act.undoes,
            "in_force": act.undoes is None and act.id not in taken_back,
            "undoable": act.id in open_,
            "at": moment(act.created_at),
            "by": names.get(act.created_by or ""),
        }
        for act in acts
    ]
