"""Pages of originals as pictures."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from ingest.errors import DamagedDocument, TooLong, UnsupportedFormat
from ingest.pictures import render_page
from ingest.scans.page_pictures import MOST_PIXELS


def picture_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def pdf(*sizes: tuple[int, int]) -> bytes:
    """A PDF of pages that are red on their upper half."""
    document = pikepdf.new()
    for width, height in sizes:
        page = document.add_blank_page(page_size=(width, height))
        page.contents_add(f"1 0 0 rg 0 {height // 2} {width} {height // 2} re f".encode())
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def tiff(*colours: str) -> bytes:
    """A TIFF of pages 200 pixels wide and 300 high, one of each colour."""
    pages = [Image.new("RGB", (200, 300), colour) for colour in colours]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    return written.getvalue()


def test_pdf_page_is_drawn_as_wide_as_asked() -> None:
    picture = picture_of(render_page(pdf((200, 400)), page=1, width=100))
    assert picture.size == (100, 200)
    assert picture.getpixel((50, 20)) == (255, 0, 0)
    assert picture.getpixel((50, 180)) == (255, 255, 255)


def test_each_page_of_a_picture_file_is_its_own() -> None:
    scan = tiff("white", "blue")
    assert picture_of(render_page(scan, page=2, width=100)).getpixel((50, 75)) == (0, 0, 255)


def test_page_is_turned_upright() -> None:
    turned = picture_of(render_page(pdf((200, 400)), page=1, width=100, turned=90))
    assert turned.size == (200, 100)
    assert turned.getpixel((180, 50)) == (255, 0, 0)


def test_huge_page_has_a_bounded_number_of_pixels() -> None:
    width, height = picture_of(render_page(pdf((100, 14_000)), page=1, width=3_000)).size
    assert width * height <= MOST_PIXELS * 1.01


def test_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(TooLong):
        render_page(pdf((200, 400)), page=2, width=100)


def test_page_that_cannot_be_loaded_is_damaged() -> None:
    tree_in_itself = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj"
    with pytest.raises(DamagedDocument) as told:
        render_page(b"%PDF-1.4\n" + tree_in_itself + b"\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF", page=1, width=100)
    assert "page 1" in str(told.value.params["detail"])


def test_text_has_no_pages() -> None:
    with pytest.raises(UnsupportedFormat):
        render_page("Kế hoạch".encode(), page=1, width=100)
