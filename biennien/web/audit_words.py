"""An entry of the log of acts in the words of people: what was before and after, and what else it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext

from biennien.web import links
from biennien.web.typed_values import read_value
from biennien.web.words import (
    ACTS,
    ATTRIBUTES,
    BATCH_ACTIONS,
    BATCH_STATES,
    DETAILS,
    FAILURES,
    FIELDS,
    JOB_STATES,
    LABELS,
    OPENNESS,
    QUESTIONS,
    RECORD_WORDS,
    ROLES,
    SCOPES,
    STANDINGS,
    SWEEP_STATES,
    WORD_KINDS,
    word,
)

VALUES: Mapping[str, Mapping[str, Any]] = {
    "document": STANDINGS,
    "user": {**ROLES, **OPENNESS},
    "token": SCOPES,
    "batch": BATCH_STATES,
    "sweep": SWEEP_STATES,
}
"""The words for what was before and after an act, by the kind of thing."""

SAID_FIELDS: Mapping[str, Any] = {**FIELDS, **RECORD_WORDS}

STATES_OF_JOBS: Mapping[str, Any] = {**JOB_STATES, **FAILURES}

OF_DETAILS: Mapping[str, Mapping[str, Any]] = {
    "act": BATCH_ACTIONS, "label": LABELS, "why": QUESTIONS, "word": WORD_KINDS,
}  # fmt: skip
"""The words for what else an act tells where that is a code."""

NAMES_OF_FILES = ("replace", "take_back_file", "file_in_force")
"""Acts that tell the name of a file before and after."""


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row for people: values in their words, what it was done to with its name where it has one, and a link there."""
    shown = {name: ", ".join(_values(row, row[name])) for name in ("before", "after")}
    details = [
        (word(DETAILS, name), _detail(name, value))
        for name, value in row["details"].items()
        if value not in (None, "", [])
    ]
    href = links.document_link(row["object"]) if row["kind"] == "document" else None
    name = row["details"].get("name") or row["details"].get("url") or row["object"]
    return row | shown | {"details": details, "href": href, "name": name}


def _detail(name: str, value: Any) -> str:
    if name == "said":
        return ", ".join(_said(value)) or str(gettext("right as it is"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return word(OF_DETAILS.get(name, {}), value) if isinstance(value, str) else _as_text(value)


def _values(row: dict[str, Any], value: Any) -> list[str]:
    """What was before or after: of a token each scope by itself, of a withdrawal that it is one, with its reason."""
    if isinstance(value, dict) and "withdrawn" in value:
        return [word(STANDINGS, "withdrawn"), *filter(None, [value.get("reason")])] if value["withdrawn"] else []
    if isinstance(value, dict):
        return [word(STANDINGS, value["visibility"])] if "visibility" in value else list(_said(value))
    text = _as_text(value)
    if row["action"] == "retry":
        return [word(STATES_OF_JOBS, code) for code in text.split(": ")]
    if row["action"] in NAMES_OF_FILES:
        return [text]
    return [word(VALUES.get(row["kind"], {}), code) for code in (text.split() if row["kind"] == "token" else [text])]


def _said(given: dict[str, Any]) -> Iterator[str]:
    """What a correction says, or what was there before it."""
    if given.get("reject"):
        yield word(ACTS, "correct_reject")
    kind, field, label = (given.get(name) for name in ("correction", "field", "label"))
    if kind:
        yield word(ACTS, f"correct_{kind}")
    if given.get("campaign"):
        yield str(given["campaign"])
    if field:
        yield f"{word(SAID_FIELDS, field)}: {read_value(field, given.get('value')) or '–'}"
    elif given.get("value") is not None:
        yield f"{word(LABELS, label)} {_plain(given['value'])}".strip()
    elif label:
        yield word(LABELS, label)
    if given.get("start") is not None:
        yield gettext("characters %(start)s to %(end)s", start=given["start"], end=given.get("end"))
    if given.get("attributes"):
        yield _plain(given["attributes"])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word(ATTRIBUTES, name)} {_as_text(one)}" for name, one in value.items() if one)
    return "; ".join(map(_as_text, value)) if isinstance(value, list) else _as_text(value)


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
