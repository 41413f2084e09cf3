"""A scan that lies on its side or on its head is shown upright, and what was read on it is framed where it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import starmap

import pytest
from PIL import Image, ImageOps

from biennien.registry.results import keep_results
from biennien.registry.tables import Document as DocumentRow
from biennien.registry.understood import understood
from ingest.document import Box, Clue, Document, Line, Page, Word
from nlp.mention import Analysis, Evidence

from .conftest import Archive, make_archive, page

PAPER = (400, 600)
"""Pixels of the upright picture, which has 72 of them an inch."""

INK = (60, 40, 160, 70)
"""What is written on it: x0, top, x1, bottom."""

CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
TURNS = tuple(CLOCKWISE)


def lying(turned: int) -> tuple[bytes, tuple[int, int], Box]:
    """A scan that has to be turned clockwise to be upright, its size, and where its ink lies as it is."""
    upright = Image.new("L", PAPER, 255)
    upright.paste(0, INK)
    scan = upright.transpose(CLOCKWISE[360 - turned])
    written = io.BytesIO()
    scan.save(written, "PNG", dpi=(72, 72))
    inked = ImageOps.invert(scan).getbbox()
    assert inked
    return written.getvalue(), scan.size, inked


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Scans that lie in every way, read as the recogniser would: with boxes on the page as the file shows it."""
    made = make_archive(tmp_path_factory.mktemp("shelf"), OCR="off")
    made.take_in({f"{turned}.png": lying(turned)[0] for turned in TURNS})
    for turned in TURNS:
        _keep_reading(made, turned)
    yield made
    made.close()


def _keep_reading(made: Archive, turned: int) -> None:
    _, (width, height), inked = lying(turned)
    body = "Số: 12/KH-UBND"
    clue = Clue("doc_number", "12/KH-UBND", "letterhead", 4, len(body), page=1, box=inked, state="doubtful")
    reading = Document(
        body, "png", "test", pages=(Page(1, width, height, "ocr", turned),), clues=(clue,),
        lines=(Line(0, len(body), 1, inked),), words=(Word(0, 3, 0.3, 1, inked),),
    )  # fmt: skip
    values = {"authors": [], "attachments": [], "doc_number": clue.text}
    with made.registry.write() as session:
        row = session.get_one(DocumentRow, made.documents[f"{turned}.png"])
        found = understood(reading, Analysis((), values, {"doc_number": Evidence.of(clue)}))
        keep_results(session, row, found, extractor_version="test")


@pytest.mark.parametrize("turned", TURNS)
def test_frames_lie_on_what_was_read(shelf: Archive, turned: int) -> None:
    document = shelf.documents[f"{turned}.png"]
    shown = page(shelf.client(), f"/documents/{document}/pages/1")
    assert f'viewBox="0 0 {PAPER[0]} {PAPER[1]}"' in re.sub(r"(\d)\.0\b", r"\1", shown)
    picture = Image.open(io.BytesIO(shelf.client().get(f"/documents/{document}/pages/1-large.png").data)).convert("L")
    assert picture.size == PAPER
    frames = list(starmap(_frame, re.findall(r"<rect([^>]*) x=\"([^\"]+)\" y=\"([^\"]+)\" width=\"([^\"]+)\" "
                                             r"height=\"([^\"]+)\"", shown)))  # fmt: skip
    assert len(frames) == 3  # a line, a doubtful word, a zone
    for left, top, right, bottom in frames:
        assert max(abs(left - INK[0]), abs(top - INK[1]), abs(right - INK[2]), abs(bottom - INK[3])) <= 3


def _frame(_told: str, x: str, y: str, width: str, height: str) -> Box:
    return float(x), float(y), float(x) + float(width), float(y) + float(height)


@pytest.mark.parametrize("turned", TURNS)
def test_piece_of_the_page_beside_a_doubtful_value_holds_it(shelf: Archive, turned: int) -> None:
    shown = page(shelf.client(), f"/documents/{shelf.documents[f'{turned}.png']}")
    found = re.search(r'<a class="crop"[^>]*><svg viewBox="([^"]+)"[^>]*><image href="[^"]*" width="([^"]+)" '
                      r'height="([^"]+)"', shown)  # fmt: skip
    assert found
    x, y, width, height = map(float, found[1].split())
    assert x < INK[0] < INK[2] < x + width
    assert y < INK[1] < INK[3] < y + height
    assert (float(found[2]), float(found[3])) == PAPER


@pytest.mark.parametrize("turned", TURNS)
def test_small_picture_has_the_shape_of_the_upright_page(shelf: Archive, turned: int) -> None:
    shown = page(shelf.client(), f"/documents/{shelf.documents[f'{turned}.png']}")
    found = re.search(r'-small\.png"[^>]* width="(\d+)" height="(\d+)"', shown)
    assert found
    assert int(found[1]) < int(found[2])
