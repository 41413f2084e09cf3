"""One document's extraction as a JSON-ready dictionary, the same from the command line and through the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from biennien.registry.keys import mention_id
from ingest.document import Document, Section
from ingest.zones import ZONE_METHODS
from nlp.mention import Analysis, Campaign, Mention


def extraction_to_json(
    document: Document, analysis: Analysis, *, id: str, source_sha256: str, extractor_version: str
) -> dict[str, Any]:
    """Everything found in one document; offsets count characters of `body`.

    `source_sha256` is that of the bytes read: with it an entity gets the id that the registry will give it.
    """
    text_sha256 = document.text_sha256  # asked once: it is worked out from the whole text
    return (
        {
            "id": id,
            "text_sha256": text_sha256,
            "extractor_version": extractor_version,
            "metadata": analysis.metadata,
            "evidence": {name: asdict(found) for name, found in analysis.evidence.items()},
            "body": document.body,
            "kind": document.kind,
            "warnings": list(document.warnings),
        }
        | layout_to_json(document)
        | {
            "sections": [section_to_json(section) for section in document.sections],
            "entities": [_entity_to_json(mention, source_sha256, text_sha256) for mention in analysis.mentions],
            "campaigns": [campaign_to_json(campaign) for campaign in analysis.campaigns],
        }
    )


def layout_to_json(document: Document) -> dict[str, Any]:
    """Where the text stands on the original: pages, lines and words with boxes in points, tables, zones."""
    return {
        "pages": [asdict(page) for page in document.pages],
        "lines": [asdict(line) for line in document.lines if line.page is not None],
        "words": [asdict(word) for word in document.words],
        "tables": [asdict(table) for table in document.tables],
        "zones": [asdict(clue) for clue in document.clues if clue.method in ZONE_METHODS],
    }


def section_to_json(section: Section) -> dict[str, Any]:
    """A section with its number, heading and place."""
    return {
        "number": section.number,
        "heading": section.heading,
        "start": section.start,
        "end": section.end,
        "level": section.level,
    }


def campaign_to_json(campaign: Campaign) -> dict[str, Any]:
    """A campaign record."""
    return asdict(campaign)


def entity_to_json(
    id: str, label: str, start: int, end: int, text: str, value: Any, attributes: dict[str, Any], confidence: float
) -> dict[str, Any]:
    """An entity: what every one has, then its attributes (`role`, `kind`, …) as keys of their own."""
    return {
        "id": id,
        "start": start,
        "end": end,
        "label": label,
        "text": text,
        "value": value,
        "confidence": round(confidence, 3),
    } | {name: given for name, given in attributes.items() if name not in ("id", "start", "end", "label", "text")}


def _entity_to_json(mention: Mention, source_sha256: str, text_sha256: str) -> dict[str, Any]:
    return entity_to_json(
        mention_id(source_sha256, text_sha256, mention.label, mention.start, mention.end),
        mention.label,
        mention.start,
        mention.end,
        mention.text,
        mention.value,
        mention.attributes,
        mention.confidence,
    ) | {"source": mention.source}
