"""A campaign as all documents together tell of it, from launch to summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.browsing import visible_ids
from biennien.registry.file_names import shown_title
from biennien.registry.name_leads import ids_by_name
from biennien.registry.names import CampaignEntry, labels_of
from biennien.registry.readers import Reader
from biennien.registry.tables import Slogan, Unit
from biennien.web.serializers.names import day

STAGE_ORDER = ("launch", "agreement", "under way", "interim review", "final summary")


def group_entries(entries: Iterable[CampaignEntry]) -> dict[str, list[CampaignEntry]]:
    """The entries of each campaign, campaigns and entries in the order they came."""
    groups: dict[str, list[CampaignEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.campaign.id, []).append(entry)
    return groups


def serialize_line(entries: Sequence[CampaignEntry]) -> dict[str, Any]:
    """A campaign on the timeline: its period and its stages in order of time.

    The period is the one documents give, the launch before all; `from` and `to` hold every document too.
    """
    ordered = sorted(entries, key=_by_time)
    period = _first(entry.told.period for entry in sorted(entries, key=_by_stage))
    told = next((entry.told for entry in entries if entry.told.period == period), None) if period else None
    starts = [told.from_day] if told else [entry.document.from_day for entry in entries]
    ends = [told.to_day] if told else [entry.document.to_day for entry in entries]
    launched = _launcher(entries)
    return {
        "id": entries[0].campaign.id,
        "name": entries[0].campaign.name,
        "period": period,
        "from": _outer(min, [*starts, *(entry.document.from_day for entry in entries)]),
        "to": _outer(max, [*ends, *(entry.document.to_day for entry in entries)]),
        "launched_by": launched,
        "documents": len(entries),
        "stages": [_stage(entry) for entry in ordered],
    }


def serialize_campaign(session: Session, entries: Sequence[CampaignEntry], reader: Reader) -> dict[str, Any]:
    """The whole record: what any document says of participants, slogans, targets, legal basis, awards, put together."""
    slogans, participants = _gather(entries, "slogans"), _gather(entries, "participants")
    return serialize_line(entries) | {
        "participants": _with_ids(session, Unit, participants, reader),
        "slogans": _with_ids(session, Slogan, slogans, reader),
        "targets": _gather(entries, "targets"),
        "legal_basis": _gather(entries, "legal_basis"),
        "awards": _gather(entries, "awards"),
    }


def _stage(entry: CampaignEntry) -> dict[str, Any]:
    return {
        "stage": entry.told.stage,
        "document": entry.document.id,
        "title": shown_title(entry.document),
        "published": entry.document.published or entry.document.event_date,
        "doc_type": entry.document.doc_type,
        "issuer": entry.document.issuer,
        "day": day(entry.document.from_day),
    }


def _launcher(entries: Sequence[CampaignEntry]) -> dict[str, str | None] | None:
    """Who launched it: what the launch says, else what most documents do."""
    named = [entry for entry in sorted(entries, key=_by_stage) if entry.told.launched_by]
    if not named:
        return None
    launches = [entry for entry in named if entry.told.stage == "launch"] or named
    said = Counter(entry.told.launched_by_id or entry.told.launched_by for entry in launches).most_common(1)[0][0]
    first = next(entry for entry in launches if said in (entry.told.launched_by_id, entry.told.launched_by))
    return {
        "id": first.told.launched_by_id,
        "label": first.launcher.name if first.launcher else first.told.launched_by,
    }


def _gather(entries: Sequence[CampaignEntry], field: str) -> list[str]:
    ordered = sorted(entries, key=_by_time)
    return list(dict.fromkeys(value for entry in ordered for value in entry.told.record.get(field) or ()))


def _with_ids(session: Session, table: type[Any], names: list[str], reader: Reader) -> list[dict[str, str | None]]:
    """What documents call so, each once, by the name it goes by now where the reader may know of it."""
    ids = ids_by_name(session, table, names)
    seen = visible_ids(session, table, list(ids.values()), reader)
    called = labels_of(session, table, seen)
    found: dict[str, dict[str, str | None]] = {}
    for name in names:
        row_id = ids[name] if ids.get(name) in seen else None
        found.setdefault(row_id or name, {"id": row_id, "label": called.get(row_id or "", name)})
    return list(found.values())


def _by_stage(entry: CampaignEntry) -> int:
    return STAGE_ORDER.index(entry.told.stage) if entry.told.stage in STAGE_ORDER else len(STAGE_ORDER)


def _by_time(entry: CampaignEntry) -> tuple[int, int, str]:
    return entry.document.from_day or 99991231, _by_stage(entry), entry.document.id


def _outer(pick: Any, days: Iterable[int | None]) -> str | None:
    known = [number for number in days if day(number) is not None]
    return day(pick(known)) if known else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
