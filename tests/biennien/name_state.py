"""What the registry holds of names, to be compared before an act and after its undoing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from biennien.registry.database import Registry
from biennien.registry.tables import Base

MOMENTS = ("updated_at", "created_at", "at")
STATE = (
    "units", "unit_names", "slogans", "campaigns", "campaign_documents", "document_units", "document_slogans",
    "document_campaigns", "mentions", "redirects", "given_names", "moved_names", "name_proposals", "documents",
)  # fmt: skip
"""What an act and its undoing leave as it was; logs, queues and the time of a change are no part of it."""


def state(registry: Registry) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with registry.engine.connect() as connection:
        for name in STATE:
            table = Base.metadata.tables[name]
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            found[name] = [{key: value for key, value in row.items() if key not in MOMENTS} for row in rows]
            for row in found[name]:
                row.pop("run_id", None)  # names the reading, not what was read
    return found
