"""Campaign records of texts marked inline, as gold files are."""

from __future__ import annotations

from ingest.document import Document
from nlp.campaign_records import find_campaigns
from nlp.gold import parse_marks
from nlp.mention import Campaign


def records(marked: str, **metadata: str) -> tuple[Campaign, ...]:
    """The records of a text with its marks; `metadata` are its fields."""
    text, mentions = parse_marks(marked)
    return find_campaigns(Document(text, "text", "test"), mentions, metadata)
