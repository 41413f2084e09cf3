"""The campaign records of a document, as what people said of it has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from biennien.registry.corrected import Corrected, is_corrected
from biennien.registry.keys import identity_key
from biennien.registry.tables import Correction
from ingest.document import Document as Reading
from nlp.campaign_records import find_campaigns
from nlp.mention import Analysis
from nlp.mention import Campaign as CampaignRecord


@dataclass(frozen=True, slots=True)
class ToldCampaign(CampaignRecord):
    """A record with the names of the fields that people put right."""

    corrected: tuple[str, ...] = ()


def told_campaigns(
    analysis: Analysis, corrected: Corrected, names: Mapping[tuple[str, str], str], *, body: str
) -> Sequence[CampaignRecord]:
    """The records that an analysis has; drawn up anew where people corrected what they were drawn up from.

    So a target that was rejected is none of the campaign's, one that was added is, and a day or a type that was put
    right gives the period and the stage. `names` are those that people gave, as from `renamed`. On top of that stands
    what people said of the records themselves; an entry about one that is not there any more is a misfit.
    """
    records: list[CampaignRecord] = list(analysis.campaigns)
    found: Sequence[CampaignRecord] = records
    if is_corrected(corrected):
        kept = [one.mention for one in corrected.marked if not one.rejected]
        kept.sort(key=lambda mention: (mention.start, -mention.end))
        found = find_campaigns(Reading(body, "text", ""), kept, corrected.metadata)
        records = [_called_anew(record, names) for record in found]
    if not corrected.of_records:
        return records
    called = [{identity_key(one.name), identity_key(was.name)} for one, was in zip(records, found, strict=True)]
    for entry in corrected.of_records:
        meant = identity_key(entry.payload["campaign"])
        at = next((at for at, keys in enumerate(called) if meant in keys), None)
        if at is None:
            corrected.misfits.append((entry, "record_gone"))
        else:
            records[at] = _as_said(records[at], entry)
            corrected.fitting.append(entry.id)
    return records


def _called_anew(record: CampaignRecord, names: Mapping[tuple[str, str], str]) -> CampaignRecord:
    """A record with the names that people gave to campaigns and slogans, of which a record has the words."""
    return replace(
        record,
        name=names.get(("CAMPAIGN", record.name), record.name),
        slogans=tuple(names.get(("SLOGAN", name), name) for name in record.slogans),
    )


def _as_said(record: CampaignRecord, entry: Correction) -> ToldCampaign:
    """A record with the field that an entry puts right."""
    told: dict[str, Any] = {one.name: getattr(record, one.name) for one in fields(record)}
    name, value = entry.payload["field"], entry.payload["value"]
    told[name] = tuple(value) if isinstance(value, list) else value
    return ToldCampaign(**told | {"corrected": _with(told.get("corrected", ()), name)})


def _with(names: Iterable[str], name: str) -> tuple[str, ...]:
    return (*(one for one in names if one != name), name)
