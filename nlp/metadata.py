"""The document's own data: decides among the clues that reading found, with evidence for each field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.document import Document
from nlp.mention import METADATA_FIELDS, Evidence, Mention


def decide_metadata(document: Document, mentions: Sequence[Mention]) -> tuple[dict[str, Any], dict[str, Evidence]]:
    """The metadata of `document`, every field of METADATA_FIELDS, and the evidence of those that hold a value."""
    metadata: dict[str, Any] = dict.fromkeys(METADATA_FIELDS)
    metadata |= {"authors": [], "attachments": []}
    return metadata, {}
