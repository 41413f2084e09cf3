"""What a mention is made of beside its words, as the inputs of a form and back."""

from __future__ import annotations

from typing import Any

from flask import request

from biennien.registry.attributes import CODES
from biennien.registry.tables import Mention
from biennien.web.words import ATTRIBUTE_VALUES, ATTRIBUTES, word
from biennien.written_dates import read_written
from ingest.orthography import nfc

PARTS = {"LEGAL": ("type", "number", "date", "issuer"), "TARGET": ("quantity", "what")}
"""What the values of these labels are made of."""

KINDS = {"DATE": ("role",), "PERSON": ("role",), "SLOGAN": ("kind",)}
"""The attributes that other labels have."""


def parts_of(row: Mention) -> list[dict[str, Any]]:
    """The inputs for a mention's value and attributes: their names, what people call them, what they hold.

    `choices` are the codes that one may hold, with what they are called; empty where it is a free text.
    """
    if row.label in PARTS:
        value = row.value if isinstance(row.value, dict) else {}
        return [_input(f"value.{name}", name, value.get(name)) for name in PARTS[row.label]]
    plain = {"name": "value", "label": "", "value": row.value if isinstance(row.value, str) else "", "choices": {}}
    kinds = KINDS.get(row.label, ())
    return [plain, *(_input(f"attribute.{name}", name, row.attributes.get(name), row.label) for name in kinds)]


def said_parts(label: str, row: Mention) -> dict[str, Any]:
    """The value and attributes of a mention with this label as the form has them; others stay those of `row`."""
    said = {name: nfc(text.strip()) for name, text in request.form.items()}
    same = row.label == label
    if label in PARTS:
        old = row.value if same and isinstance(row.value, dict) else {}
        given = {name: said.get(f"value.{name}") or None for name in PARTS[label]}
        if given.get("date"):
            given["date"] = read_written(str(given["date"]))
        return {"value": old | given}
    kinds = {name: said.get(f"attribute.{name}", "") for name in KINDS.get(label, ())}
    attributes = {name: text for name, text in ((row.attributes if same else {}) | kinds).items() if text}
    return {"value": plain_value(label, said.get("value", "")), "attributes": attributes}


def plain_value(label: str, text: str) -> str | None:
    """The value that the input of a mention with this label says, of a day the one it means; None where it is empty."""
    return (read_written(text) if label == "DATE" else nfc(text.strip())) or None


def _input(name: str, part: str, value: Any, label: str = "") -> dict[str, Any]:
    codes = CODES.get((label, part), ())
    choices = {code: word(ATTRIBUTE_VALUES, code) for code in dict.fromkeys((str(value or ""), *codes)) if code}
    shown = {"name": name, "label": word(ATTRIBUTES, part), "value": str(value or "")}
    return shown | {"choices": choices if codes else {}}
