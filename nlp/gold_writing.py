"""Gold files written: a text with its marks inline, the inverse of `nlp.gold.parse_gold`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nlp.errors import GoldError
from nlp.gold import CLOSING, OPENING, MarkedDocument
from nlp.mention import METADATA_FIELDS, Mention

RESERVED = re.compile(r"[|;\[\]\s]+")
"""What a value inside a mark cannot hold."""


def write_gold(document: MarkedDocument) -> str:
    """The file of a document: its fields, a line, its text with the marks.

    Of two marks that cross, the later one cannot be written and is left out.
    Raises: GoldError for a text that holds what would be read as a mark.
    """
    text = document.text or ""
    if OPENING.search(text) or CLOSING in text:
        raise GoldError(f"{document.id}: the text holds [[…|…]] of its own")
    head = "".join(f"{name}: {_field(document.metadata.get(name))}\n" for name in METADATA_FIELDS)
    return f"{head}---\n{_marked(text, document.mentions)}"


def _field(value: Any) -> str:
    return " ".join(("; ".join(value) if isinstance(value, list) else value or "").split())


def _marked(text: str, mentions: Iterable[Mention]) -> str:
    """The text with the marks around their words; each mark ends inside its host."""
    parts: list[str] = []
    ends: list[int] = []
    at = 0
    for one in sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.label)):
        while ends and ends[-1] <= one.start:
            parts += [text[at : ends[-1]], CLOSING]
            at = ends.pop()
        if ends and one.end > ends[-1]:
            continue
        parts += [text[at : one.start], f"[[{one.label}{''.join(_inside(one))}|"]
        at = one.start
        ends.append(one.end)
    while ends:
        parts += [text[at : ends[-1]], CLOSING]
        at = ends.pop()
    return "".join([*parts, text[at:]])


def _inside(one: Mention) -> Iterator[str]:
    """The value and the attributes of a mark; those of a value that is an object stand as attributes."""
    if isinstance(one.value, str) and (value := _clean(one.value)):
        yield f"={value}"
    pairs = one.attributes | (one.value if isinstance(one.value, dict) else {})
    for name, given in pairs.items():
        if given not in (None, "") and (cleaned := _clean(str(given))):
            yield f";{name}={cleaned}"


def _clean(text: str) -> str:
    return RESERVED.sub(" ", text).strip()
