"""What a mention is made of beside its words, as the inputs of a form and back."""

from __future__ import annotations

from typing import Any

from flask import request

from biennien.registry.tables import Mention
from biennien.web.words import ATTRIBUTES, word
from biennien.written_dates import read_written
from ingest.orthography import nfc

PARTS = {"LEGAL": ("type", "number", "date", "issuer"), "TARGET": ("quantity", "what")}
"""What the values of these labels are made of."""

KINDS = {"DATE": ("role",), "PERSON": ("role",), "SLOGAN": ("kind",)}
"""The attributes that other labels have."""


def parts_of(row: Mention) -> list[dict[str, str]]:
    """The inputs for a mention's value and attributes: their names, what people call them, what they hold."""
    if row.label in PARTS:
        value = row.value if isinstance(row.value, dict) else {}
        return [_input(f"value.{name}", name, value.get(name)) for name in PARTS[row.label]]
    plain = [{"name": "value", "label": "", "value": row.value if isinstance(row.value, str) else ""}]
    return plain + [_input(f"attribute.{name}", name, row.attributes.get(name)) for name in KINDS.get(row.label, ())]


def said_parts(label: str, row: Mention) -> dict[str, Any]:
    """The value and attributes of a mention with this label as the form has them; others stay those of `row`."""
    said = {name: nfc(text.strip()) for name, text in request.form.items()}
    same = row.label == label
    if label in PARTS:
        old = row.value if same and isinstance(row.value, dict) else {}
        return {"value": old | {name: said.get(f"value.{name}") or None for name in PARTS[label]}}
    value = read_written(said.get("value", "")) if label == "DATE" else said.get("value")
    kinds = {name: said.get(f"attribute.{name}", "") for name in KINDS.get(label, ())}
    attributes = {name: text for name, text in ((row.attributes if same else {}) | kinds).items() if text}
    return {"value": value or None, "attributes": attributes}


def _input(name: str, part: str, value: Any) -> dict[str, str]:
    return {"name": name, "label": word(ATTRIBUTES, part), "value": str(value or "")}
