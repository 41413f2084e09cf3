"""Which attributes a mention may have: plain names, texts, and of some labels one of a few codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

NAME = re.compile(r"[a-z][a-z_]{0,39}")
OF_EVERY_MENTION = frozenset(
    (
        "id", "start", "end", "label", "text", "value", "confidence", "source", "origin", "unit_id", "slogan_id",
        "campaign_id",
    )
)  # fmt: skip
"""Beside which attributes stand where a mention is told."""

CODES: Mapping[tuple[str, str], Sequence[str]] = {
    ("DATE", "role"): ("issued", "event", "start", "end", "anniversary", "cited", "other"),
    ("SLOGAN", "kind"): ("slogan", "theme", "motto"),
}
"""Label and attribute -> what it may be; other attributes are free texts, as a person's post."""


def is_flat(given: Any, *, longest: int) -> bool:
    """Whether `given` is an object of texts or None by plain names, none of them what every mention has."""
    return isinstance(given, dict) and all(
        NAME.fullmatch(key) and key not in OF_EVERY_MENTION
        and isinstance(value, str | None) and len(value or "") <= longest
        for key, value in given.items()
    )  # fmt: skip


def unknown_code(label: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an attribute of a mention with this label is said in a code that means nothing."""
    return any(value and value not in CODES.get((label, name), (value,)) for name, value in attributes.items())
