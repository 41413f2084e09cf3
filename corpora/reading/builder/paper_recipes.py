"""Files that are pictures of paper: scanned PDFs, photographs, faxes in TIFF."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2

from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.page_html import page_html
from corpora.reading.builder.pictures import Scan, picture_file, pictures_pdf, scan_pages
from corpora.reading.builder.programs import print_pdf, saved
from corpora.reading.builder.source import Source

ONE_PAGE = ("jpg", "png")
"""Picture files that hold a single page."""

HAND_GAP = "\u2003" * 3
"""Room left after `Số:` for a number written by hand."""


@cache
def printed(source: Source, letterhead: str) -> bytes:
    """The document printed as a PDF, once."""
    return print_pdf(page_html(source, letterhead=letterhead))


def scan_of(options: Options) -> Scan:
    """The scan that a plan's options tell of; `stamp=1421@25/11/2021`."""
    number, _, day = options.get("stamp", "").partition("@")
    return Scan(
        dpi=int(options.get("dpi", "200")),
        skew=float(options.get("skew", "0")),
        noise=float(options.get("noise", "0")),
        turn=int(options.get("turn", "0")),
        bitonal="bitonal" in options,
        seal=options.get("seal", "").replace("_", " "),
        stamp=(number, day) if number else None,
        hand=options.get("hand", ""),
        quality=int(options.get("quality", "48")),
        seed=int(options.get("seed", "1")),
    )


def scanned(source: Source, options: Options) -> Made:
    """A PDF of pictures, or with `to=jpg|png|tiff` a picture file; a number by hand leaves the zone unread."""
    scan = scan_of(options)
    kind, letterhead = options.get("to", "pdf"), options.get("letterhead", "table")
    shown = _with_gap(source) if scan.hand else source
    if kind in ONE_PAGE:
        shown = _on_one_page(shown, letterhead)
    pages = scan_pages(
        printed(shown, letterhead),
        scan,
        signer=source.signers[-1].name,
        word=source.number.partition(" ")[0],
    )
    data = pictures_pdf(pages, scan) if kind == "pdf" else picture_file(pages, scan, kind)
    return Made(
        data, replace(shown, number=shown.number.replace(HAND_GAP, " ")), unread=("doc_number",) * bool(scan.hand)
    )


def mixed(source: Source, options: Options) -> Made:
    """A PDF whose pages from `from` on (counted from 1) are scans, the others text."""
    pdf = printed(source, options.get("letterhead", "table"))
    scan = scan_of(options)
    first = int(options.get("from", "2")) - 1
    pictures = pictures_pdf(scan_pages(pdf, scan), scan)
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(pictures)) as scans:
        del document.pages[first:]
        document.pages.extend(scans.pages[first:])
        return Made(saved(document), source)


def _on_one_page(source: Source, letterhead: str) -> Source:
    """The document with as many of its first paragraphs as leave it on one page, signature and recipients included.

    Raises: ValueError where not even the first goes with them.
    """
    for kept in range(len(source.body), 0, -1):
        shorter = replace(source, body=source.body[:kept])
        with pypdfium2.PdfDocument(printed(shorter, letterhead)) as document:
            if len(document) == 1:
                return shorter
    raise ValueError(source.name)


def _with_gap(source: Source) -> Source:
    """The document before somebody wrote its number: `Số:    /KH-UBND`."""
    word, _, number = source.number.partition(" ")
    mark = len(number) - len(number.lstrip("0123456789"))
    return replace(source, number=f"{word}{HAND_GAP}{number[mark:]}")
