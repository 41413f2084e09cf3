"""What to tell whoever hands a file in that was here before: that it was withdrawn, or who may read it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from biennien.messages import TIME_ZONE, sentence
from biennien.registry.documents import withdrawal_of
from biennien.registry.tables import Document

UNKNOWN = "?"
"""In the place of a moment or reason that the registry does not hold."""


def tell_again(
    session: Session, document: Document, *, asked: str, language: str, seen: bool = True, restores: bool = True
) -> str | None:
    """What is otherwise with `document` than whoever hands it in may think; None where nothing is.

    `asked` is who was to read it. `seen` says whether they may see the document while it is withdrawn, and so why it
    was; `restores`, whether they may bring it back.
    """
    told = [_tell_withdrawn(session, document, language, seen, restores)] if document.withdrawn else []
    if document.visibility != asked:
        params = {"id": document.id, "kind": document.visibility, "why": "withdrawn" if document.withdrawn else ""}
        told.append(sentence("stays", params, language=language))
    return " ".join(told) or None


def _tell_withdrawn(session: Session, document: Document, language: str, seen: bool, restores: bool) -> str:
    act = withdrawal_of(session, document)
    at = UNKNOWN if act is None else f"{act.at.astimezone(ZoneInfo(TIME_ZONE)):%H:%M %d/%m/%Y}"
    params = {"id": document.id, "at": at, "reason": document.withdrawn_reason or UNKNOWN}
    if not restores:
        params["kind"] = "seen" if seen else "hidden"
    return sentence("withdrawn", params, language=language)
