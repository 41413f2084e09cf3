"""The text of a document's page: the stretch of it that is shown, with its marks."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext

from biennien.registry.tables import Mention
from biennien.web.drawings import DOUBTFUL
from biennien.web.identity import permits
from biennien.web.marks import Mark, render_body
from biennien.web.notes import desk_attributes, entity_note
from biennien.web.searching import Search
from biennien.web.stretches import Stretch
from ingest.document import Document as Reading
from ingest.orthography import nfc
from search.analyzer import analyze, find_terms


def paragraphs(
    whole: dict[str, Any], reading: Reading | None, mentions: list[Mention], asked: Search, shown: Stretch
) -> list[Any]:
    """Its lines, with what was found there, what supports a field, what led here, and what was read with doubt."""
    if reading is None:
        return []
    marks = [Mark(one.start, one.end, f"m-{one.id}", _attributes(one)) for one in mentions]
    marks += [
        Mark(place["start"], place["end"], f"c-{place['start']}-{place['end']}", {"class": "evidence"})
        for place in {(e["start"], e["end"]): e for e in whole["evidence"].values()}.values()
        if place["start"] is not None and place["end"] is not None
    ]
    marks += _passage(len(reading.body)) + _found(reading.body, asked, shown) + _doubts(reading)
    return render_body(reading.body, marks, whole["sections"], reading.tables, first=shown.start, last=shown.end)


def _attributes(one: Mention) -> dict[str, str]:
    """What a mark carries: its note, and for staff what a correction of it needs."""
    shown = {"class": f"m m-{one.label}", "tabindex": "0", "data-note": entity_note(one)}
    if not permits("desk.correct"):
        return shown
    return shown | desk_attributes(one)


def _doubts(reading: Reading) -> list[Mark]:
    """The words that were recognised with doubt."""
    told = gettext("read with doubt")
    return [
        Mark(one.start, one.end, "", {"class": "doubt", "title": told})
        for one in reading.words
        if one.confidence < DOUBTFUL
    ]


def _passage(length: int) -> list[Mark]:
    """The passage that `?start=&end=` of the address names, where they are offsets of this text."""
    start, end = request.args.get("start", type=int), request.args.get("end", type=int)
    if start is None or end is None or not 0 <= start < end <= length:
        return []
    return [Mark(start, end, "passage", {"class": "passage"}, "mark")]


def _found(body: str, asked: Search, shown: Stretch) -> list[Mark]:
    """The words of the search that led here."""
    words = _words(asked)
    if not words:
        return []
    return [
        Mark(shown.start + start, shown.start + end, "", {"class": "found"}, "mark")
        for start, end in find_terms(body[shown.start : shown.end], frozenset(words), exact=False)
    ]


def _words(asked: Search) -> list[str]:
    """The folded terms of a search's words."""
    return [term.folded for term in analyze(nfc(asked.words))] if asked.words else []
