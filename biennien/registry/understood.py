"""What was read and found in a document, in the form in which the registry keeps it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ingest.document import Document as Reading
from nlp.mention import Analysis, Evidence
from nlp.mention import Campaign as CampaignRecord
from nlp.mention import Mention as FoundMention
from search.likeness import signature


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with what was found in it, and what is kept of both; made by `understood`."""

    reading: Reading
    analysis: Analysis
    sections: list[dict[str, Any]]
    layout: dict[str, Any]
    """All of the reading but body and sections."""
    found: dict[str, Any]
    signature: bytes | None
    """See `search.likeness`."""


def understood(reading: Reading, analysis: Analysis) -> Understood:
    """All that can be made of a reading before a transaction keeps others waiting: seconds for millions of letters."""
    return Understood(reading, analysis, *reading_parts(reading), analysis_to_json(analysis), signature(reading.body))


def reading_parts(reading: Reading) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The sections of a reading, and all else of it but its body."""
    kept = reading.to_json()
    return kept["sections"], {key: value for key, value in kept.items() if key not in ("body", "sections")}


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """A JSON-ready dictionary; `analysis_from_json` is its inverse.

    Mentions are not copied by `asdict`, which for those of a whole book takes ten times as long.
    """
    return {
        "mentions": [
            {"start": one.start, "end": one.end, "label": one.label, "text": one.text, "value": one.value,
             "attributes": one.attributes, "confidence": one.confidence, "source": one.source}
            for one in analysis.mentions
        ],
        "metadata": analysis.metadata,
        "evidence": {name: asdict(evidence) for name, evidence in analysis.evidence.items()},
        "campaigns": [asdict(campaign) for campaign in analysis.campaigns],
    }  # fmt: skip


def analysis_from_json(data: dict[str, Any]) -> Analysis:
    """The analysis from what `analysis_to_json` gave."""
    return Analysis(
        mentions=tuple(FoundMention(**mention) for mention in data["mentions"]),
        metadata=data["metadata"],
        evidence={name: Evidence(**evidence) for name, evidence in data["evidence"].items()},
        campaigns=campaigns_from_json(data),
    )


def campaigns_from_json(data: dict[str, Any]) -> tuple[CampaignRecord, ...]:
    """The campaign records alone."""
    return tuple(CampaignRecord(**_listed_as_tuples(record)) for record in data["campaigns"])


def _listed_as_tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
