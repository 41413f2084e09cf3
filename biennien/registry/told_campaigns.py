"""The campaign records of a document, as what people said of it has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from biennien.registry.corrected import Corrected, Names, called_now, is_corrected
from biennien.registry.corrections import RECORD
from biennien.registry.keys import identity_key
from biennien.registry.tables import Correction
from ingest.document import Document as Reading
from ingest.orthography import each_once
from nlp.campaign_records import find_campaigns
from nlp.mention import Analysis, Mention
from nlp.mention import Campaign as CampaignRecord


@dataclass(frozen=True, slots=True)
class ToldCampaign(CampaignRecord):
    """A record with the names of the fields that people put right.

    `read_as` is what the document calls the campaign, where people gave it another name; else empty.
    """

    corrected: tuple[str, ...] = ()
    read_as: str = ""


def told_campaigns(analysis: Analysis, corrected: Corrected, names: Names, *, body: str) -> Sequence[CampaignRecord]:
    """The records that an analysis has; drawn up anew where people corrected what they were drawn up from.

    So a target that was rejected is none of the campaign's, one that was added is, and a day or a type that was put
    right gives the period and the stage. `names` are those that people gave, as from `renamed`. On top of that stands
    what people said of the records themselves; an entry about one that is not there any more is a misfit.
    """
    records: list[CampaignRecord] = list(analysis.campaigns)
    if is_corrected(corrected):
        kept = _with_sources(analysis, [one.mention for one in corrected.marked if not one.rejected])
        kept.sort(key=lambda mention: (mention.start, -mention.end))
        found = find_campaigns(Reading(body, "text", ""), kept, corrected.metadata)
        records = [_called_anew(record, names) for record in found]
    for entry in corrected.of_records:
        at = _meant(records, entry)
        if at is None:
            corrected.misfits.append((entry, "record_gone"))
        else:
            records[at] = _as_said(records[at], entry)
            corrected.fitting.append(entry.id)
    return records


def _with_sources(analysis: Analysis, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with the sources they were found by, also those that people said something of.

    A record takes the slogans that the document sets itself, which only the cue before them tells.
    """
    sources = {(one.label, one.start): one.source for one in analysis.mentions}
    return [replace(one, source=sources.get((one.label, one.start), one.source)) for one in mentions]


def own_name(record: Mapping[str, Any]) -> str:
    """What a document calls the campaign of a record as it is kept, by which entries of the log mean it.

    A name that people gave is none of it: once that is taken back, no record would bear it.
    """
    return str(record.get("read_as") or record["name"])


def is_about(entry: Correction, record: Mapping[str, Any]) -> bool:
    """Whether an entry of the log says something of a record as it is kept."""
    names = (own_name(record), record["name"])
    return entry.kind == RECORD and identity_key(entry.payload["campaign"]) in map(identity_key, names)


def _meant(records: Sequence[CampaignRecord], entry: Correction) -> int | None:
    """Which record an entry is about: the one that the document calls so, else the one that people do."""
    kept = [_as_kept(record) for record in records]
    about = [at for at, record in enumerate(kept) if is_about(entry, record)]
    meant = identity_key(entry.payload["campaign"])
    return min(about, key=lambda at: identity_key(own_name(kept[at])) != meant, default=None)


def _called_anew(record: CampaignRecord, names: Names) -> CampaignRecord:
    """A record with the names that people gave to campaigns and slogans, of which a record has the words."""
    slogans = each_once(called_now(names, "SLOGAN", name) for name in record.slogans)
    called = replace(record, slogans=tuple(slogans))
    name = called_now(names, "CAMPAIGN", record.name)
    return called if name == record.name else ToldCampaign(**_as_kept(called) | {"name": name, "read_as": record.name})


def _as_said(record: CampaignRecord, entry: Correction) -> ToldCampaign:
    """A record with the field that an entry puts right."""
    told = _as_kept(record)
    name, value = entry.payload["field"], entry.payload["value"]
    told[name] = tuple(value) if isinstance(value, list) else value
    return ToldCampaign(**told | {"corrected": _with(told.get("corrected", ()), name)})


def _as_kept(record: CampaignRecord) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _with(names: Iterable[str], name: str) -> tuple[str, ...]:
    return (*(one for one in names if one != name), name)
