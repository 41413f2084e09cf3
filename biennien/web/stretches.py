"""A long body is shown a stretch at a time, so that a page of it stays quick to make and to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from flask import request, url_for
from sqlalchemy.orm import Session

from biennien.registry.tables import Document, Mention
from biennien.web import links

LONGEST = 100_000
"""Characters of a body that a page shows: some 40 printed pages with 2,000 marks, which take about a second."""

PLACING = ("part", "at", "start", "end", "entity")
"""Parameters of a document's address that say which stretch is shown."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters of a body from `start` to `end`, the `number`th of `count` stretches, counted from 1."""

    number: int
    count: int
    start: int
    end: int


def cut_body(body: str) -> list[Stretch]:
    """A body as stretches of LONGEST characters at most that end with a line, or with a word of a very long one."""
    ends = list(_ends(body))
    return [Stretch(at, len(ends), start, end) for at, (start, end) in enumerate(pairwise([0, *ends]), 1)]


def asked_stretch(session: Session, document: Document, body: str) -> Stretch:
    """The stretch that the address asks for: by its number, a place in the body, or a mention; else the first."""
    stretches = cut_body(body)
    place = _asked_place(session, document)
    if place is None:
        number = request.args.get("part", default=1, type=int)
        return stretches[min(max(number, 1), len(stretches)) - 1]
    return next((one for one in stretches if place < one.end), stretches[-1])


def place_query(length: int, place: int) -> str:
    """What the address of a document needs to show the stretch around `place`; nothing where all of it is shown."""
    return f"?at={place}" if length > LONGEST else ""


def stretch_link(document_id: str, number: int) -> str:
    """The page of a document at another stretch, with the search that led here."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in PLACING]
    return links.with_pairs(url_for("documents.page", document_id=document_id), [*kept, ("part", str(number))])


def _asked_place(session: Session, document: Document) -> int | None:
    entity = request.args.get("entity")
    mention = session.get(Mention, entity) if entity else None
    if mention is not None and mention.document_id == document.id:
        return mention.start
    at = request.args.get("at", type=int)
    return request.args.get("start", type=int) if at is None else at


def _ends(body: str) -> Iterator[int]:
    start = 0
    while len(body) - start > LONGEST:
        start = _end_of(body, start)
        yield start
    yield len(body)


def _end_of(body: str, start: int) -> int:
    """The end of the last line, else of the last word, in the second half of what may be shown; else all of that."""
    middle, most = start + LONGEST // 2, start + LONGEST
    return next((end + 1 for sign in "\n " if (end := body.rfind(sign, middle, most)) >= 0), most)
