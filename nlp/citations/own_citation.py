"""The LEGAL mention of the document itself: its own number in the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.official.letterhead import LONE_NUMBER
from nlp.citations.own_number import legal_type_of, own_numbers
from nlp.edtf import without_clock
from nlp.lexicon import load_matcher
from nlp.mention import Mention

LETTERHEAD = 240
"""Characters behind a letterhead's number in which its day stands."""
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|\Z)")


def find_own_numbers(text: str, mentions: Sequence[Mention], document: Document) -> Iterator[Mention]:
    """Yield the document's own number in its letterhead, without `Số:`, and where the box above it tells the same."""
    told = list(own_numbers(text))
    clue = _clue(document) if not told else None
    for start, end, number in told if clue is None else [clue]:
        if not told or number == told[0][2]:
            yield _own(text, (start, end), number, mentions, document)


def _own(text: str, bounds: tuple[int, int], number: str, mentions: Sequence[Mention], document: Document) -> Mention:
    start, end = bounds
    fields = {"type": own_type(number, document), "number": number, "date": _day_beside(end, mentions)}
    return Mention(
        start,
        end,
        "LEGAL",
        text[start:end],
        {key: value for key, value in fields.items() if value},
        {"role": "own"},
        confidence=0.95,
        source="letterhead",
    )


def _clue(document: Document) -> tuple[int, int, str] | None:
    """The number that reading found in the letterhead without its `Số:`, as from `own_number`."""
    for clue in document.clues:
        lone = clue.field == "doc_number" and clue.method == "letterhead" and LONE_NUMBER.fullmatch(clue.text)
        if lone and clue.start is not None and clue.end is not None:
            return clue.start, clue.end, clue.text
    return None


def with_own_issuer(mentions: Sequence[Mention], issuer: str) -> list[Mention]:
    """The mentions, the document's own number with who issued the document: known once its metadata are decided."""
    return [_issued_by(one, issuer) if issuer and one.attributes.get("role") == "own" else one for one in mentions]


def _issued_by(mention: Mention, issuer: str) -> Mention:
    value = mention.value if isinstance(mention.value, dict) else {}
    return replace(mention, value=value | {"issuer": issuer}) if mention.label == "LEGAL" else mention


def _day_beside(end: int, mentions: Sequence[Mention]) -> str:
    """The day of the letterhead whose number ends at `end`, else that on which the page came out; empty without one."""
    dates = [m for m in mentions if m.label == "DATE" and isinstance(m.value, str) and DAY.match(m.value)]
    day = next((m for m in dates if m.attributes.get("role") == "issued"), None)
    if day is None or "T" in str(day.value):  # the page came out by the clock, the document did not
        day = next((m for m in dates if end <= m.start <= end + LETTERHEAD and m.text[:4].lower() == "ngày"), day)
    return without_clock(str(day.value)) if day is not None else ""


def own_type(number: str, document: Document) -> str:
    """The type of the document itself: the heading that reading found, else the code in its number, else a letter."""
    for clue in document.clues:
        if clue.field == "doc_type":
            match = next(load_matcher("legal_types").find(clue.text), None)
            if match is not None:
                return match.entry.form
    return legal_type_of(number) or "Công văn"
