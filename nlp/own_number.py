"""The document's own number in its letterhead."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import load_lexicon
from nlp.rule_files import load_fragments

HEAD = 1200
"""Characters at the start in which a letterhead's number stands."""


def own_number(text: str) -> tuple[int, int, str] | None:
    """The bounds of the number after `Số` at a line's start in the letterhead, and the number without spaces."""
    found = _pattern().search(text, 0, HEAD)
    if not found:
        return None
    return found.start("number"), found.end("number"), "".join(found["number"].split()).replace("–", "-")


@cache
def _pattern() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    return re.compile(rf"(?:^|[\n\t]|\s{{3}})[ \t]{{0,40}}số\s?:?\s{{0,4}}(?P<number>{number})(?!\w)", re.IGNORECASE)


def legal_type_of(number: str) -> str:
    """The type that a document's number names by its first code (`41/KH-UBND`); empty where it names none.

    Only the first: the codes behind it are offices, and one of them may look like a type (`138/BCH-CT`).
    """
    codes = re.split(r"[/-]", re.sub(r"^\d+[a-zđ]?(?:/\d{4})?[/-]?", "", number))
    return next((entry.form for entry in load_lexicon("legal_types") if entry.kind and entry.kind == codes[0]), "")
