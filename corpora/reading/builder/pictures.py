"""Pages as pictures, with what happens to paper between the printer and the scanner."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpora.reading.builder.fonts import font_file
from corpora.reading.builder.handwriting import strokes
from corpora.reading.builder.programs import without_times

POINTS_AN_INCH = 72
RED = (205, 30, 38)
BLUE = (28, 42, 150)
PAPER = 244


@dataclass(frozen=True, slots=True)
class Scan:
    """How pages were scanned.

    `skew` is in degrees, counter-clockwise; `noise` the spread of grey levels (0 to 255); `turn` 90, 180 or 270
    degrees clockwise; `bitonal` keeps black and white alone; `seal` presses a red seal on the signer; `stamp` is the
    number and day of an incoming stamp; `hand` is the number written by hand after `Số:`.
    """

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    turn: int = 0
    bitonal: bool = False
    seal: str = ""
    stamp: tuple[str, str] | None = None
    hand: str = ""
    quality: int = 48
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page in points from the top left."""

    page: int
    x: float
    y: float


def find_spot(pdf: bytes, text: str, *, last: bool = False) -> Spot:
    """The right bottom end of the first (or last) place where `text` stands.

    Raises: ValueError when it stands nowhere.
    """
    found = None
    with pypdfium2.PdfDocument(pdf) as document:
        for at, page in enumerate(document):
            search = page.get_textpage().search(text, match_case=True)
            while hit := search.get_next():
                _, bottom, right, _ = page.get_textpage().get_charbox(hit[0] + hit[1] - 1)
                found = Spot(at, right, page.get_height() - bottom)
                if not last:
                    return found
    if found is None:
        raise ValueError(text)
    return found


def scan_pages(pdf: bytes, scan: Scan, *, signer: str = "", word: str = "") -> list[Image.Image]:
    """The pages of a PDF as a scanner gives them; `signer` tells where a seal goes, `word` a number by hand."""
    scale = scan.dpi / POINTS_AN_INCH
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    if scan.hand:
        _write_by_hand(pages, find_spot(pdf, word), scan, scale)
    if scan.seal:
        _press_seal(pages, find_spot(pdf, signer, last=True), scan.seal, scale)
    if scan.stamp:
        _press_stamp(pages[0], scan.stamp, scale, scan.seed)
    colour = bool(scan.seal or scan.stamp)
    return [_worn(page if colour else page.convert("L"), scan, at) for at, page in enumerate(pages)]


def _worn(page: Image.Image, scan: Scan, at: int) -> Image.Image:
    """Skewed, blurred, noisy, turned."""
    white = (PAPER,) * len(page.getbands()) if page.mode == "RGB" else PAPER
    if scan.skew:
        page = page.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=white)
    if scan.noise:
        page = page.filter(ImageFilter.GaussianBlur(0.55))
        grain = np.random.default_rng(scan.seed * 100 + at).normal(0, scan.noise, (page.height, page.width))
        levels = np.asarray(page, dtype=np.float64) * (PAPER / 255)
        levels += grain[..., None] if levels.ndim == 3 else grain
        page = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    if scan.turn:
        page = page.rotate(-scan.turn, expand=True)
    return page.convert("L").point(lambda level: 255 * (level > 150)).convert("1") if scan.bitonal else page


def _write_by_hand(pages: list[Image.Image], spot: Spot, scan: Scan, scale: float) -> None:
    draw = ImageDraw.Draw(pages[spot.page])
    height = 13.0
    for line in strokes(scan.hand, spot.x + 4, spot.y - height + 1.5, height, seed=scan.seed):
        draw.line([(x * scale, y * scale) for x, y in line], fill=BLUE, width=round(1.3 * scale), joint="curve")


def _press_seal(pages: list[Image.Image], spot: Spot, text: str, scale: float) -> None:
    """A round red seal over the left third of the signature, its text on the ring, a star in the middle."""
    page = pages[spot.page]
    size = round(104 * scale)
    seal = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(seal)
    edge = round(1.6 * scale)
    for inset in (0, 15):
        at = inset * scale
        draw.ellipse((at, at, size - 1 - at, size - 1 - at), outline=RED, width=edge)
    centre, font = size / 2, ImageFont.truetype(font_file("Bold", "Sans"), round(8 * scale))
    for index, letter in enumerate(text):
        angle = math.radians(-150 + 300 * index / max(1, len(text) - 1))
        mark = Image.new("RGBA", (round(14 * scale),) * 2)
        ImageDraw.Draw(mark).text((mark.width / 2, mark.height / 2), letter, RED, font, anchor="mm")
        mark = mark.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = centre + math.sin(angle) * 44 * scale, centre - math.cos(angle) * 44 * scale
        seal.alpha_composite(mark, (round(x - mark.width / 2), round(y - mark.height / 2)))
    star = [
        (centre + math.sin(k * math.pi / 5) * r * scale, centre - math.cos(k * math.pi / 5) * r * scale)
        for k, r in enumerate((17.0, 7.0) * 5)
    ]
    draw.polygon(star, fill=RED)
    left, top = round((spot.x - 150) * scale), round((spot.y - 78) * scale)
    ink = Image.new("RGB", seal.size, (255, 255, 255))
    ink.paste(seal, mask=seal.getchannel("A"))
    under = page.crop((left, top, left + size, top + size))
    page.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(ink))), (left, top))


def _press_stamp(page: Image.Image, stamp: tuple[str, str], scale: float, seed: int) -> None:
    """An incoming stamp at the top left, its number and day by hand: they are not the document's."""
    draw = ImageDraw.Draw(page)
    x, y, width, height = (value * scale for value in (28, 14, 128, 40))
    draw.rectangle((x, y, x + width, y + height), outline=BLUE, width=round(scale))
    font = ImageFont.truetype(font_file("Bold", "Sans"), round(8.5 * scale))
    for row, (word, hand) in enumerate(zip(("ĐẾN  Số:", "Ngày:"), stamp, strict=True)):
        top = y + (6 + 18 * row) * scale
        draw.text((x + 6 * scale, top), word, BLUE, font)
        start = x + (12 + len(word) * 5.4) * scale
        for line in strokes(hand, start, top - 2 * scale, 11 * scale, seed=seed + row):
            draw.line(line, fill=BLUE, width=round(1.1 * scale), joint="curve")


def pictures_pdf(pages: Sequence[Image.Image], scan: Scan) -> bytes:
    """A PDF of pictures alone: JPEG, or Group 4 where they are black and white."""
    out = io.BytesIO()
    options = {} if pages[0].mode == "1" else {"quality": scan.quality}
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=scan.dpi, **options)
    return without_times(out.getvalue())


def picture_file(pages: Sequence[Image.Image], scan: Scan, kind: str) -> bytes:
    """The first page as JPEG or PNG, or all of them as one TIFF."""
    out = io.BytesIO()
    dpi = (scan.dpi, scan.dpi)
    if kind == "tiff":
        compression = "group4" if pages[0].mode == "1" else "jpeg"
        pages[0].save(out, "TIFF", save_all=True, append_images=list(pages[1:]), compression=compression, dpi=dpi)
    elif kind == "jpg":
        pages[0].save(out, "JPEG", quality=scan.quality, dpi=dpi)
    else:
        pages[0].save(out, "PNG", dpi=dpi, optimize=True)
    return out.getvalue()
