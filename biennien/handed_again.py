"""What to tell whoever hands a file in that was here before: that it was withdrawn, or who may read it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from biennien.messages import TIME_ZONE, sentence
from biennien.registry.tables import Audit, Document

UNKNOWN = "?"
"""In the place of a moment or reason that the registry does not hold."""


def tell_again(
    document: Document, act: Audit | None, *, asked: str, language: str, seen: bool = True, restores: bool = True
) -> str | None:
    """What is otherwise with `document` than whoever hands it in may think; None where nothing is.

    `act` is what withdrew it (`withdrawal_of`), `asked` who was to read it. `seen` says whether they may see the
    document while it is withdrawn, and so why it was; `restores`, whether they may bring it back.
    """
    told = [_tell_withdrawn(document, act, language, seen, restores)] if document.withdrawn else []
    if document.visibility != asked:
        params = {"id": document.id, "kind": document.visibility, "why": "withdrawn" if document.withdrawn else ""}
        told.append(sentence("stays", params, language=language))
    return " ".join(told) or None


def _tell_withdrawn(document: Document, act: Audit | None, language: str, seen: bool, restores: bool) -> str:
    at = UNKNOWN if act is None else f"{act.at.astimezone(ZoneInfo(TIME_ZONE)):%H:%M %d/%m/%Y}"
    params = {"id": document.id, "at": at, "reason": document.withdrawn_reason or UNKNOWN}
    if not restores:
        params["kind"] = "seen" if seen else "hidden"
    return sentence("withdrawn", params, language=language)
