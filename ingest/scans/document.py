"""The document of a file some or all of whose pages were recognised from their pictures."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from ingest.body import assemble
from ingest.document import Box, Clue, Document, Page
from ingest.errors import EmptyDocument, NotADocument, UnsupportedFormat
from ingest.formats import sniff
from ingest.frames import Channel
from ingest.furniture import find_text_clues
from ingest.official.unread import READ
from ingest.orthography import is_syllable
from ingest.parsers.pdf import count_pages, parse_pdf
from ingest.parsers.pdf_heads import without_running_heads
from ingest.parsers.pdf_layout import PageLayout
from ingest.parsers.pdf_paragraphs import to_paragraphs
from ingest.scans.layout import SeenLayout, lay_out_seen
from ingest.scans.recognised import SeenPage
from ingest.scans.straightening import box_as_shown

PARSER = "picture 1"
FEWEST_WORDS = 5
"""Surely read syllables below which a picture is no page of text; a photograph gives one or two by chance."""

METHOD = "letterhead"


def parse_seen_task(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> dict[str, Any]:
    """The document in a PDF or image as JSON; settings: `name`.

    The file begins with a line of JSON: what was seen on the pictures of its pages.
    """
    pages = json.loads(source.readline())
    data = source.read()
    kind = sniff(data)
    if kind == "pdf":
        channel.add_pages(count_pages(data))
    seen = [SeenPage.from_json(page) for page in pages]
    return replace(read_seen(data, kind, seen), source_name=str(settings.get("name", ""))).to_json()


def read_seen(data: bytes, kind: str, seen: Sequence[SeenPage]) -> Document:
    """The document of a PDF or image with what was seen on the pictures of its pages.

    Raises: EmptyDocument, NotADocument where there is no text, and what the parser of the kind raises.
    """
    laid = [lay_out_seen(page) for page in seen]
    layouts = {layout.page.number: layout.page for layout in laid}
    if kind == "pdf":
        if any(layout.rows for layout in layouts.values()):
            document = parse_pdf(data, recognised=layouts)
        else:
            document = _without_seen(data, seen)
    else:
        _check_text(seen)
        document = _of_pictures(kind, list(layouts.values()))
    stamps = [line for layout in laid for line in layout.stamps]
    return _as_shown(_doubted(replace(document, furniture=(*document.furniture, *stamps)), laid), seen)


def _without_seen(data: bytes, seen: Sequence[SeenPage]) -> Document:
    """The document of the file's own text, when its pictures gave nothing."""
    try:
        return parse_pdf(data)
    except UnsupportedFormat as error:
        if error.params.get("kind") == "scan":
            _check_text(seen)
        raise


def _check_text(seen: Sequence[SeenPage]) -> None:
    """Refuse pictures without text. Raises: EmptyDocument, NotADocument."""
    words = [word for page in seen for word in page.words]
    if not words:
        raise EmptyDocument(kind="picture")
    sure = [word for word in words if word.confidence >= READ and is_syllable(word.text.strip('.,;:()"“”'))]
    if len(sure) < FEWEST_WORDS:
        raise NotADocument(kind="picture", detail="no text in the picture")


def _of_pictures(kind: str, layouts: Sequence[PageLayout]) -> Document:
    kept, heads = without_running_heads(layouts)
    paragraphs = to_paragraphs(kept)
    return assemble(
        paragraphs,
        kind=kind,
        parser=PARSER,
        clues=find_text_clues([paragraph.text for paragraph in paragraphs]),
        furniture=heads,
        pages=[Page(one.number, one.width, one.height, one.text_from, one.turned) for one in layouts],
    )


def _doubted(document: Document, laid: Sequence[SeenLayout]) -> Document:
    """The document with the places that were left open, and without those where nothing is written."""
    left = {place.field for layout in laid for place in layout.unread}
    blank = {field for layout in laid for field in layout.blank}
    clues = [clue for clue in document.clues if not _is_overruled(clue, left, blank)]
    clues += [
        Clue(place.field, "", METHOD, page=layout.page.number, box=place.box, state="unread")
        for layout in laid
        for place in layout.unread
    ]
    return replace(document, clues=tuple(clues))


def _is_overruled(clue: Clue, left: Collection[str], blank: Collection[str]) -> bool:
    """Whether the picture knows better: the clue's value was left open, or is blank and so was not missed."""
    of_head = clue.state == "unread" or clue.method == METHOD
    return (clue.field in left and of_head) or (clue.field in blank and clue.state == "unread")


def _as_shown(document: Document, seen: Sequence[SeenPage]) -> Document:
    """The document with the boxes of recognised pages where they are on the pages as shown, and their reader named."""
    pages = {page.number: page for page in seen}

    def shown(number: int | None, box: Box | None) -> Box | None:
        page = pages.get(number or 0)
        if page is None or box is None:
            return box
        return box_as_shown(box, page.width, page.height, page.turned, page.skew)

    reader = next((page.reader for page in seen), "")
    return replace(
        document,
        parser=f"{document.parser}, {reader}" if reader else document.parser,
        pages=tuple(_page_as_shown(page) if page.number in pages else page for page in document.pages),
        lines=tuple(replace(line, box=shown(line.page, line.box)) for line in document.lines),
        words=tuple(replace(word, box=shown(word.page, word.box) or word.box) for word in document.words),
        clues=tuple(_clues_as_shown(document.clues, shown)),
    )


def _page_as_shown(page: Page) -> Page:
    lying = page.turned in (90, 270)
    return replace(page, width=page.height, height=page.width) if lying else page


def _clues_as_shown(clues: Sequence[Clue], shown: Any) -> Iterator[Clue]:
    for clue in clues:
        yield replace(clue, box=shown(clue.page, clue.box))
