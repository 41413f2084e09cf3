"""PDFs that bite: old fonts, lost letters, wrong text layers, numbers in signature fields, words without spaces."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpora.reading.builder.encodings import as_codes
from corpora.reading.builder.fonts import font_file
from corpora.reading.builder.legacy_fonts import MOVED, legacy_font
from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.office_recipes import typewriter_source
from corpora.reading.builder.page_html import Labels, page_html
from corpora.reading.builder.paper_recipes import printed, scan_of
from corpora.reading.builder.pictures import Spot, find_spot, scan_pages
from corpora.reading.builder.programs import print_pdf, saved, without_times
from corpora.reading.builder.source import Source, map_texts
from corpora.reading.builder.truth import true_text

EN_SPACE = "\u2002"
"""As wide as a digit."""

CAPITALS = "\ue000"
"""Goes before a line that the font of capitals draws; the page turns it into a class."""

STYLES = (
    ("Regular", "", 400, "normal"),
    ("Bold", "-Bold", 700, "normal"),
    ("Italic", "-Italic", 400, "italic"),
    ("BoldItalic", "-BoldItalic", 700, "italic"),
)
FONT_NAMES = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}


def legacy(source: Source, options: Options) -> Made:
    """Letters drawn in a font of an old encoding (`code=tcvn3|vni`): what comes out of the file are its codes.

    TCVN3's `ư` comes out as a minus, with `soft` as the soft hyphen that its byte is.
    """
    code = options["code"]
    shown = typewriter_source(source, code)
    name, capital_name = FONT_NAMES[code]

    def spell(text: str) -> str:
        if code == "tcvn3" and text.isupper() and any(map(str.isalpha, text)):
            return CAPITALS + as_codes(text.lower(), code).translate(MOVED)
        codes = as_codes(text, code)
        return codes.translate(MOVED) if code == "tcvn3" else codes

    families = {name: False, capital_name: capital_name != name}
    faces = "".join(_faces(family, code, capitals) for family, capitals in families.items())
    style = faces + f"body {{ font-family: '{name}' }} .H {{ font-family: '{capital_name}' }}"
    labels = Labels(spell("Kính gửi: "), spell("Nơi nhận:"))
    html = page_html(map_texts(shown, spell), style=style, labels=labels)
    html = re.sub(rf'(<p class="[^"]*)">{CAPITALS}', r'\1 H">', html).replace(CAPITALS, "")
    pdf = print_pdf(html)
    return Made(_with_soft_hyphens(pdf) if "soft" in options else pdf, shown)


def _faces(family: str, code: str, capitals: bool) -> str:
    """The CSS of a family in the styles that a document has, each a font of its own, so that each keeps its name."""
    return "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {slope}; "
        f"src: url({legacy_font(family + suffix, code, capitals=capitals, style=style)}) }}"
        for style, suffix, weight, slope in STYLES
    )


def _with_soft_hyphens(pdf: bytes) -> bytes:
    """The PDF with its fonts' tables saying that the glyph of the minus is the soft hyphen."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and b"begincmap" in (table := thing.read_bytes()):
                thing.write(table.replace(b"<2212>", b"<00AD>").replace(b"<2219>", b"<00B7>"))
        return saved(document)


def lost_letters(source: Source, options: Options) -> Made:
    """An export that wrote `?` for every letter outside Latin-1: nobody can repair it."""

    def lose(text: str) -> str:
        return text.encode("latin-1", "replace").decode("latin-1")

    return Made(print_pdf(page_html(map_texts(source, lose))), source, refused="damaged")


def wrong_layer(source: Source, options: Options) -> Made:
    """A scan over which a program for English wrote what it took the letters for."""
    pages = scan_pages(printed(source, "table"), scan_of(options))
    with TemporaryDirectory() as folder, pikepdf.new() as whole:
        for at, page in enumerate(pages):
            picture = Path(folder, f"{at}.jpg")
            page.convert("L").save(picture, "JPEG", quality=45, dpi=(200, 200))
            command = ["tesseract", str(picture), str(picture.with_suffix("")), "-l", "eng", "--psm", "1", "pdf"]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
            with pikepdf.open(picture.with_suffix(".pdf")) as read:
                whole.pages.extend(read.pages)
        return Made(without_times(saved(whole)), source)


def number_in_fields(source: Source, options: Options) -> Made:
    """A signed document: its number and day stand in the appearances of signature fields, nowhere else."""
    word, _, number = source.number.partition(" ")
    digits = re.match(r"\d+", number)
    day = re.search(r"\d+", source.date)
    if digits is None or day is None:
        raise ValueError(source.name)
    blank = replace(
        source,
        number=f"{word}{EN_SPACE * (len(digits[0]) + 1)}{number[digits.end() :]}",
        date=source.date[: day.start()].rstrip() + EN_SPACE * 3 + source.date[day.end() :].lstrip(),
    )
    pdf = printed(blank, "table")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spots = ((digits[0], find_spot(pdf, word)), (day[0], find_spot(pdf, "ngày")))
        fields = [_field(document, text, spot, at) for at, (text, spot) in enumerate(spots)]
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array(fields), SigFlags=1))
        return Made(saved(document), source)


def _field(document: pikepdf.Pdf, text: str, spot: Spot, at: int) -> pikepdf.Object:
    """A signature field right of `spot` that shows `text`."""
    page = document.pages[spot.page]
    height = float(page.mediabox[3])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"), Encoding=Name.WinAnsiEncoding)
    look = document.make_stream(f"BT /F0 12.5 Tf 2 3.2 Td ({text}) Tj ET".encode("ascii"))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 34, 16])
    look.Resources = Dictionary(Font=Dictionary(F0=font))
    left, bottom = spot.x + 3, height - spot.y - 0.6
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=f"Signature{at + 1}", F=132, P=page.obj,
            Rect=Array([round(left, 2), round(bottom, 2), round(left + 34, 2), round(bottom + 16, 2)]),
            AP=Dictionary(N=look),
        )
    )  # fmt: skip
    page.Annots = Array([*page.get("/Annots", []), field])
    return field


SIGNED = (
    "Ký bởi: {issuer}",
    "Email: vanthu@example.vn",
    "Cơ quan: {superior}",
    "Thời gian ký: {day} 08:15:42 +07:00",
)


def signature_text(source: Source, options: Options) -> Made:
    """A digitally signed document: who signed and when stands as text at the top right; it is not the document's."""
    year, month, day = source.iso.split("-")
    lines = [
        line.format(issuer=" ".join(source.issuer), superior=" ".join(source.superior), day=f"{day}.{month}.{year}")
        for line in SIGNED
    ]
    tail = "<div style=\"position:absolute;top:0;right:0;font:7pt/1.1 'Liberation Serif';text-align:left\">"
    tail += "".join(f"<div>{line}</div>" for line in lines) + "</div>"
    html = page_html(source, tail=tail, style=".head { margin-top: 13mm }")
    return Made(print_pdf(html), source, optional=tuple(lines))


NARROW_GAP = 0.13
"""Em between words of a line set tight: readers that look for wider gaps run the words together."""

SIZE, LEADING, LEFT, TOP, WIDTH, BOTTOM = 12.0, 15.5, 85.0, 780.0, 440.0, 70.0


def tight_words(source: Source, options: Options) -> Made:
    """Typeset as some programs do: no spaces in the file, each word at its place, gaps narrow."""
    pdfmetrics.registerFont(TTFont("Tight", font_file("Regular")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.3, 841.9), invariant=1)
    y = TOP
    for line in true_text(source).splitlines():
        for words in _broken(line.split()):
            if y < BOTTOM:
                canvas.showPage()
                y = TOP
            canvas.setFont("Tight", SIZE)
            x = LEFT
            for word in words:
                canvas.drawString(x, y, word)
                x += _width(word) + NARROW_GAP * SIZE
            y -= LEADING
        y -= 3
    canvas.save()
    return Made(without_times(out.getvalue()), source)


def _width(word: str) -> float:
    return float(pdfmetrics.stringWidth(word, "Tight", SIZE))


def _broken(words: list[str]) -> Iterator[list[str]]:
    """The words of a paragraph as lines of at most WIDTH points."""
    line: list[str] = []
    used = 0.0
    for word in words:
        if line and used + _width(word) > WIDTH:
            yield line
            line, used = [], 0.0
        line.append(word)
        used += _width(word) + NARROW_GAP * SIZE
    yield line
