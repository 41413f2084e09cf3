"""A text of one sentence, what is found in it, and corrections of that."""

from __future__ import annotations

from collections.abc import Callable

from biennien.intake import Accepted
from biennien.registry.corrections import (
    record_correction,
)
from biennien.registry.database import Registry
from biennien.registry.documents import current_text, mentions_of
from biennien.registry.results import reapply
from biennien.registry.tables import Document
from nlp.mention import Analysis
from nlp.mention import Mention as Found

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
BODY = "UBND xã Tân Lập phát động phong trào “Sạch nhà, đẹp ngõ” với chủ đề “Xanh quê hương”."


def analysis_of(*mentions: Found, **metadata: str) -> Analysis:
    return Analysis(mentions, dict(metadata), {})


def unit(body: str, surface: str, value: str) -> Found:
    return Found(body.index(surface), body.index(surface) + len(surface), "UNIT", surface, value)


def ids(registry: Registry, document: Document) -> dict[str, str]:
    with registry.read() as session:
        return {f"{row.label} {row.surface}": row.id for row in mentions_of(session, document)}


def correct(
    registry: Registry, document: Document, kind: str, payload: dict[str, object], surface: str | None = None
) -> int:
    """Record a correction of the mention with this surface and put it into force."""
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        text = current_text(session, row)
        mention = next((one for one in mentions_of(session, row) if one.surface == surface), None)
        entry = record_correction(session, row, kind, payload, user_id=None, mention=mention, text=text)
        reapply(session, row)
        return entry.id
