"""The campaign records of a document, as what people said of its mentions and fields has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from biennien.registry.corrected import Corrected, is_corrected
from ingest.document import Document as Reading
from nlp.campaign_records import find_campaigns
from nlp.mention import Analysis
from nlp.mention import Campaign as CampaignRecord


def told_campaigns(
    analysis: Analysis, corrected: Corrected, names: Mapping[tuple[str, str], str], *, body: str
) -> Sequence[CampaignRecord]:
    """The records that an analysis has; drawn up anew where people corrected what they were drawn up from.

    So a target that was rejected is none of the campaign's, one that was added is, and a day or a type that was put
    right gives the period and the stage. `names` are those that people gave, as from `renamed`.
    """
    if not is_corrected(corrected):
        return analysis.campaigns
    kept = [one.mention for one in corrected.marked if not one.rejected]
    kept.sort(key=lambda mention: (mention.start, -mention.end))
    records = find_campaigns(Reading(body, "text", ""), kept, corrected.metadata)
    return [_called_anew(record, names) for record in records]


def _called_anew(record: CampaignRecord, names: Mapping[tuple[str, str], str]) -> CampaignRecord:
    """A record with the names that people gave to campaigns and slogans, of which a record has the words."""
    return replace(
        record,
        name=names.get(("CAMPAIGN", record.name), record.name),
        slogans=tuple(names.get(("SLOGAN", name), name) for name in record.slogans),
    )
