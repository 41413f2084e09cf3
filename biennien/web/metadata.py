"""The metadata of a document as a table of values, each with why it is held to be true."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.registry.browsing import ids_by_name, visible_ids
from biennien.registry.readers import Reader
from biennien.registry.tables import Document, Unit
from biennien.web import links
from biennien.web.dates import show_date
from biennien.web.words import DOC_TYPES, FIELDS, METHODS, word
from nlp.mention import METADATA_FIELDS


def metadata_rows(session: Session, document: Document, who: Reader) -> list[dict[str, Any]]:
    """One row for each field that holds a value: its name, the value, where it leads, and why."""
    values, evidence = document.metadata_values or {}, document.evidence or {}
    rows = []
    for name in METADATA_FIELDS:
        value = values.get(name)
        if value in (None, "", [], {}):
            continue
        rows.append(
            {
                "field": word(FIELDS, name),
                "name": name,
                "value": _show(name, value),
                "href": _leads_to(session, name, value, who),
                "why": _why(evidence.get(name)),
            }
        )
    return rows


def _show(name: str, value: Any) -> str:
    if name in ("published", "event_date"):
        return show_date(value)
    if name == "doc_type":
        return word(DOC_TYPES, value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _leads_to(session: Session, name: str, value: Any, who: Reader) -> str | None:
    if name == "doc_type":
        return links.filter_link("type", value)
    if name == "place":
        return links.filter_link("place", value)
    if name == "issuer":
        found = ids_by_name(session, Unit, [value])
        seen = visible_ids(session, Unit, list(found.values()), who)
        return links.named_link("unit", found[value]) if found.get(value) in seen else None
    return None


def _why(evidence: dict[str, Any] | None) -> dict[str, str] | None:
    """The method as a sentence, and the passage where there is one."""
    if not evidence:
        return None
    method = str(evidence.get("method", ""))
    sentence = word(METHODS, method) if method in METHODS else gettext("Found by: %(method)s.", method=method)
    start, end = evidence.get("start"), evidence.get("end")
    passage = f"#c-{start}-{end}" if start is not None and end is not None else ""
    return {"sentence": sentence, "method": method, "passage": passage, "page": str(evidence.get("page") or "")}
