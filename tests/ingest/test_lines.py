"""Every line of a body leads to its place on the original."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.formats import parse_bytes
from ingest.paragraphs import CELL_MARK

CORPORA = Path(__file__).parents[2] / "corpora"
READING = CORPORA / "reading"


def is_read(path: Path) -> bool:
    """Whether a file of the reading corpus is one that is not refused."""
    return not json.loads((READING / "truth" / "dev" / f"{path.stem}.json").read_text(encoding="utf-8"))["refused"]


PDFS = [
    *sorted((CORPORA / "demo").glob("*.pdf")),
    *filter(is_read, sorted((READING / "files" / "dev").glob("*-pdf-*.pdf"))),
]
MARGIN = 1.0
"""Points by which a letter's box may reach over the edge of its page."""


@pytest.fixture(scope="module", params=PDFS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Document:
    path: Path = request.param
    return parse_bytes(path.read_bytes())


def test_every_letter_of_the_body_lies_in_a_line(document: Document) -> None:
    covered = bytearray(len(document.body))
    for line in document.lines:
        covered[line.start : line.end] = b"\1" * (line.end - line.start)
    lost = {document.body[at] for at, inside in enumerate(covered) if not inside}
    assert lost <= {" ", "\n", *CELL_MARK}


def test_lines_are_in_order_and_do_not_overlap(document: Document) -> None:
    assert all(line.start < line.end for line in document.lines)
    assert all(above.end <= below.start for above, below in pairwise(document.lines))
    assert document.lines[-1].end <= len(document.body)


def test_boxes_lie_within_their_page(document: Document) -> None:
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    assert all(line.page in sizes and line.box is not None for line in document.lines)
    for line in document.lines:
        width, height = sizes[line.page or 0]
        x0, top, x1, bottom = line.box or (0.0, 0.0, 0.0, 0.0)
        assert -MARGIN <= x0 < x1 <= width + MARGIN
        assert -MARGIN <= top < bottom <= height + MARGIN
