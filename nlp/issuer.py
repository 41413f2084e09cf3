"""Which unit a document comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Clue, Document
from ingest.orthography import loose
from nlp.mention import Mention

LEAD = 1200
"""Characters of a page in which it names who acts."""
ACTS = re.compile(
    r"\s{0,2}(?:\([^)\n]{1,60}\)\s)?(?:[,(][^.\n]{0,80}[,)]\s)?(?:đã|vừa|sẽ|phối hợp|long trọng|\s)*"
    r"(?:phối hợp [^.\n]{0,90})?(?:phát động|tổ chức|ban hành|sơ kết|tổng kết|ký|triển khai|khai mạc|họp|mở|công bố)",
    re.IGNORECASE,
)
TITLED = ("launch", "agreement", "review", "summary", "plan")
"""Kinds of page that tell of one act of one unit; other news has no issuer."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A unit's canonical name, and the offsets (None outside the body), page and method it was read from."""

    name: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


def find_issuer(
    document: Document, mentions: Sequence[Mention], *, doc_type: str = "", title: str = ""
) -> Issuer | None:
    """The unit that the letterhead names as issuer, or that a page's first lines tell of as acting; None without one.

    A page has an issuer only where `doc_type` is a kind that tells of one act.
    """
    clues = [clue for clue in document.clues if clue.field == "issuer"]
    for clue in sorted(clues, key=lambda clue: clue.start is None):
        return Issuer(unit_name(clue, mentions), clue.method, clue.start, clue.end, clue.page)
    if doc_type not in TITLED:
        return None
    units = [mention for mention in mentions if mention.label == "UNIT" and mention.start < LEAD]
    for unit in units:
        if ACTS.match(document.body, unit.end):
            return Issuer(_value(unit), "lead", unit.start, unit.end)
    for unit in units[:1]:
        return Issuer(_value(unit), "lead", unit.start, unit.end)
    return None


def unit_name(clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the unit that a clue names: by its place in the body, else by its words."""
    units = [mention for mention in mentions if mention.label == "UNIT"]
    if clue.start is not None and clue.end is not None:
        inside = [unit for unit in units if unit.start < clue.end and clue.start < unit.end]
        if inside:
            return _value(max(inside, key=lambda unit: unit.end - unit.start))
    for unit in units:
        if loose(unit.text) == loose(clue.text) or loose(_value(unit)) == loose(clue.text):
            return _value(unit)
    return clue.text


def _value(unit: Mention) -> str:
    return unit.value if isinstance(unit.value, str) else unit.text
