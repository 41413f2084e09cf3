"""An extraction for people: each field and mention with what said so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

KNOWN = frozenset({"id", "start", "end", "label", "text", "value", "confidence", "source"})
"""Keys of an entity that have a place of their own in its line; the others are attributes."""


def explain(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that explain one extraction, or the reason why there is none."""
    yield f"== {record.get('source_file', record['id'])}"
    if "error" in record:
        yield f"{record['error']}: {record['reason']}"
        return
    for field, value in record["metadata"].items():
        proof = record["evidence"].get(field)
        if proof:
            yield f"{field}: {_shown(value)}  [{_place(proof)}]"
    for entity in record["entities"]:
        yield _entity_line(entity)
    for campaign in record["campaigns"]:
        yield f"campaign: {campaign['name']}" + "".join(
            f"; {key} {_shown(value)}" for key, value in campaign.items() if value and key != "name"
        )
    yield ""


def _entity_line(entity: Mapping[str, Any]) -> str:
    told = [_shown(entity["value"])] if entity["value"] else []
    told += [f"{key} {value}" for key, value in entity.items() if key not in KNOWN and value]
    surface = " ".join(entity["text"].split())
    span = f"{entity['start']}-{entity['end']}"
    meaning = " = " + "; ".join(told) if told else ""
    return f"{span:>13}  {entity['label']:<8} {surface}{meaning}  [{entity['confidence']:.0%}, {entity['source']}]"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {given}" for key, given in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _place(proof: Mapping[str, Any]) -> str:
    parts = [proof["method"]]
    if proof["start"] is not None:
        parts.append(f"{proof['start']}-{proof['end']}")
    if proof["page"] is not None:
        parts.append(f"page {proof['page']}")
    return ", ".join(parts) + ("" if proof["state"] == "read" else f", {proof['state']}")
