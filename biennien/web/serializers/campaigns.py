"""A campaign as all documents together tell of it, from launch to summary, each statement with who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.browsing import visible_ids
from biennien.registry.file_names import shown_title
from biennien.registry.name_leads import ids_by_name
from biennien.registry.names import CampaignEntry, labels_of
from biennien.registry.near_copies import first_copies
from biennien.registry.readers import Reader
from biennien.registry.tables import Slogan, Unit
from biennien.web.serializers.names import day
from nlp.mention import CAMPAIGN_STAGES

OWN_LISTS = ("targets", "legal_basis", "awards")


def group_entries(entries: Iterable[CampaignEntry]) -> dict[str, list[CampaignEntry]]:
    """The entries of each campaign, campaigns and entries in the order they came."""
    groups: dict[str, list[CampaignEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.campaign.id, []).append(entry)
    return groups


def serialize_line(entries: Sequence[CampaignEntry]) -> dict[str, Any]:
    """A campaign on the timeline: its period and its stages in order of time, each with what its document says of both.

    Period and launcher are null where nothing but documents that contradict each other tells them; `from` and `to`
    hold the period and every document.
    """
    ordered = sorted(entries, key=_by_time)
    launcher = _launcher(ordered)
    period = _period(ordered, shared=launcher is not None or not any(entry.told.launched_by for entry in entries))
    told = next((entry.told for entry in ordered if entry.told.period == period), None) if period else None
    starts = [told.from_day] if told else []
    ends = [told.to_day] if told else []
    return {
        "id": entries[0].campaign.id,
        "name": entries[0].campaign.name,
        "period": period,
        "from": _outer(min, [*starts, *(entry.document.from_day for entry in entries)]),
        "to": _outer(max, [*ends, *(entry.document.to_day for entry in entries)]),
        "launched_by": launcher,
        "documents": len(entries),
        "stages": [_stage(entry) for entry in ordered],
    }


def entries_of_launcher(entries: Sequence[CampaignEntry], units: Collection[str]) -> Sequence[CampaignEntry]:
    """Those entries of one campaign that tell what these units launched; none where they launched nothing.

    What a unit launched is told to the end, by others too; of what others launched as well only its own part. Who signs
    or reviews what somebody else launched is none that launched it.
    """
    ordered = sorted(entries, key=_by_time)
    own = [entry for entry in _launching(ordered) if entry.told.launched_by_id in units]
    launcher = _launcher(ordered)
    return ordered if own and launcher is not None and launcher["id"] in units else own


def serialize_campaign(session: Session, entries: Sequence[CampaignEntry], reader: Reader) -> dict[str, Any]:
    """The whole record: what any document says of participants, slogans, targets, legal basis, awards, put together.

    Each stage has what its own document says; of documents that are nearly the same the first alone does, to which
    `copy_of` of the others leads.
    """
    line = serialize_line(entries)
    ordered = sorted(entries, key=_by_time)
    copies = first_copies(session, [entry.document for entry in ordered])
    own = [entry for entry in ordered if entry.document.id not in copies]
    slogans, participants = _gather(own, "slogans"), _gather(own, "participants")
    told = {entry.document.id: {name: list(entry.told.record.get(name) or ()) for name in OWN_LISTS} for entry in own}
    nothing: dict[str, list[str]] = {name: [] for name in OWN_LISTS}
    for stage in line["stages"]:
        stage |= {"copy_of": copies.get(stage["document"])} | told.get(stage["document"], nothing)
    return line | {
        "launchers": _said((entry, _launched_by(entry)) for entry in _launching(own)),
        "periods": _said((entry, entry.told.period) for entry in own if entry.told.period),
        "participants": _with_ids(session, Unit, participants, reader),
        "slogans": _with_ids(session, Slogan, slogans, reader),
        **{name: _gather(own, name) for name in OWN_LISTS},
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
        "period": entry.told.period,
        "launched_by": _launched_by(entry),
    }


def _launched_by(entry: CampaignEntry) -> dict[str, str | None] | None:
    if not entry.told.launched_by:
        return None
    label = entry.launcher.name if entry.launcher else entry.told.launched_by
    return {"id": entry.told.launched_by_id, "label": label}


def _launcher(ordered: Sequence[CampaignEntry]) -> dict[str, str | None] | None:
    """Who launched it: what most launches say, the earliest before others; without a launch what most documents say.

    None where those name several units and none of them more often than all others together.
    """
    named = [entry for entry in ordered if entry.told.launched_by]
    launches = [entry for entry in named if entry.told.stage == "launch"]
    said = Counter(entry.told.launched_by_id or entry.told.launched_by for entry in launches or named).most_common(1)
    if not said or (not launches and 2 * said[0][1] <= len(named)):
        return None
    return _launched_by(next(one for one in named if said[0][0] in (one.told.launched_by_id, one.told.launched_by)))


def _period(ordered: Sequence[CampaignEntry], *, shared: bool) -> str | None:
    """When it runs: what the first launch says, else all final summaries, else all others; None where these differ.

    Also where several units tell of their own part in it and no document launches it: `shared` says that they do not.
    """
    told = [(entry.told.stage, entry.told.period) for entry in ordered if entry.told.period]
    if launched := next((period for stage, period in told if stage == "launch"), None):
        return launched
    periods = {period for stage, period in told if stage == "final summary"} or {period for _, period in told}
    return periods.pop() if shared and len(periods) == 1 else None


def _said(pairs: Iterable[tuple[CampaignEntry, Any]]) -> list[dict[str, Any]]:
    """What documents say, each statement once with the documents that say so, in the order given."""
    found: dict[str, dict[str, Any]] = {}
    for entry, value in pairs:
        key = value if isinstance(value, str) else value["id"] or value["label"]
        found.setdefault(key, {"value": value, "documents": []})["documents"].append(entry.document.id)
    return list(found.values())


def _launching(ordered: Iterable[CampaignEntry]) -> list[CampaignEntry]:
    """The entries that tell who launched it; beside a launch no other's own issuer, who is taken where none is told."""
    named = [entry for entry in ordered if entry.told.launched_by]
    launches = [entry for entry in named if entry.told.stage == "launch"]
    if not launches:
        return named
    return [one for one in named if one in launches or one.told.launched_by != one.document.issuer]


def _gather(entries: Sequence[CampaignEntry], field: str) -> list[str]:
    return list(dict.fromkeys(value for entry in entries for value in entry.told.record.get(field) or ()))


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
    return CAMPAIGN_STAGES.index(entry.told.stage) if entry.told.stage in CAMPAIGN_STAGES else len(CAMPAIGN_STAGES)


def _by_time(entry: CampaignEntry) -> tuple[int, int, str]:
    return entry.document.from_day or 99991231, _by_stage(entry), entry.document.id


def _outer(pick: Any, days: Iterable[int | None]) -> str | None:
    known = [number for number in days if day(number) is not None]
    return day(pick(known)) if known else None
