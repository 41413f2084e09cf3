"""Campaign records from mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.document import Document
from nlp.mention import Campaign, Mention


def find_campaigns(
    document: Document, mentions: Sequence[Mention], metadata: Mapping[str, Any]
) -> tuple[Campaign, ...]:
    """The campaigns that `document` tells of."""
    return ()
