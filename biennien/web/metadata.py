"""The metadata of a document as a table of values, each with why it is held to be true."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.registry.browsing import visible_ids
from biennien.registry.name_leads import ids_by_name
from biennien.registry.readers import Reader
from biennien.registry.tables import Document, Unit
from biennien.web import links
from biennien.web.drawings import Crop, Pages, cut_out
from biennien.web.stretches import place_query
from biennien.web.typed_values import read_value
from biennien.web.words import FIELDS, METHODS, word
from nlp.mention import METADATA_FIELDS

AROUND = 60
"""Characters shown on either side of what supports a field."""


def metadata_rows(
    session: Session, document: Document, who: Reader, pages: Pages, *, length: int
) -> list[dict[str, Any]]:
    """One row for each field that holds a value or could not be read: name, value, where it leads, why, its picture.

    `pages` are those of the document: with them a doubtful or unread value shows the piece of its page.
    `length` is that of its body, in characters.
    """
    values, evidence = document.metadata_values or {}, document.evidence or {}
    rows = []
    for name in METADATA_FIELDS:
        value, proof = values.get(name), evidence.get(name)
        unread = _state(proof) == "unread"
        if value in (None, "", [], {}) and not unread:
            continue
        rows.append(
            {
                "field": word(FIELDS, name),
                "name": name,
                "value": "" if unread else read_value(name, value),
                "state": _state(proof),
                "href": None if unread else _leads_to(session, name, value, who),
                "why": None if unread else _why(document.id, name, proof, length),
                "crop": _crop(document.id, name, proof, pages),
            }
        )
    return rows


def evidence_of(document: Document, name: str, body: str, pages: Pages) -> dict[str, Any] | None:
    """What supports a field: why, the words of `body` with some around them, where they stand, the piece of the page.

    None where nothing does: the document does not tell, or nobody said so.
    """
    proof = (document.evidence or {}).get(name)
    why = _why(document.id, name, proof, len(body))
    if proof is None or why is None:
        return None
    start, end = proof.get("start"), proof.get("end")
    there = start is not None and end is not None
    page = url_for("documents.page", document_id=document.id)
    return why | {
        "passage": page + why["passage"] if there else "",
        "before": body[max(0, start - AROUND) : start] if there else "",
        "words": body[start:end] if there else "",
        "after": body[end : end + AROUND] if there else "",
        "crop": _cut(document.id, name, proof, pages),
        "state": _state(proof),
    }


def _state(proof: dict[str, Any] | None) -> str:
    return str((proof or {}).get("state") or "read")


def _crop(document_id: str, name: str, proof: dict[str, Any] | None, pages: Pages) -> Crop | None:
    return None if proof is None or _state(proof) == "read" else _cut(document_id, name, proof, pages)


def _cut(document_id: str, name: str, proof: dict[str, Any], pages: Pages) -> Crop | None:
    if not proof.get("box") or not proof.get("page"):
        return None
    return cut_out(document_id, proof["box"], proof["page"], pages, name)


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


def _why(document_id: str, name: str, evidence: dict[str, Any] | None, length: int) -> dict[str, str] | None:
    """The method as a sentence, the passage and the place on the original where there are some."""
    if not evidence:
        return None
    method = str(evidence.get("method", ""))
    sentence = word(METHODS, method) if method in METHODS else gettext("Found by: %(method)s.", method=method)
    start, end, page = evidence.get("start"), evidence.get("end"), evidence.get("page")
    passage = ""
    if start is not None and end is not None:
        passage = f"{place_query(length, start)}#c-{start}-{end}"
    seen = f"{url_for('pictures.page', document_id=document_id, number=page)}#z-{name}" if page else ""
    return {"sentence": sentence, "method": method, "passage": passage, "page": str(page or ""), "seen": seen}
