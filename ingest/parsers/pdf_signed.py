"""What a digital signature says of itself on a page: who signed and when. It is no part of any sentence there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers.pdf_run import Frame, Run
from ingest.parsers.pdf_tables import is_inside

TEXT_BEARING = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)
"""Annotations whose appearance can hold a document's own words: number and day stand only there on some letters."""

SIGNED_BY = re.compile(
    r"[\[(\s]*(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Digitally signed|Signed by|Signature Not Verified)\b", re.I
)
SIGNED_AT = re.compile(r"(?:Thời gian ký|Ngày ký|Giờ ký|Signing time|Date)\s*:", re.I)
ABOUT_SIGNER = re.compile(r"(?:Email|E-mail|Cơ quan|Chức vụ|Lý do|Location|Reason|DN|CN)\s*:", re.I)
STAMPED_COPY = re.compile(
    r"(?:số[:.]?\s*)?[\w./-]{0,40}\s*[;,]?\s*(?:\d{4}-\d\d-\d\d|\d\d[./-]\d\d[./-]\d{4})[T ,;]\s*\d\d:\d\d:\d\d"
    r"(?:\.\d+)?\s*(?:Z|[+-]\d\d:?\d\d)?",
    re.I,
)
"""`number; time` on every page of a signed copy. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.8."""

SIGNS = re.compile(r"ký|sign|Date\s*:|\d\d:\d\d:\d\d", re.I)
"""What one line at least of every signature has; quick to look for."""

LINES_OF_SIGNATURE = 8
SAME_SIZE = 1.5
"""Points by which the lines of one signature differ in size at most."""

BESIDE = 40
"""Points by which the lines of one signature begin apart at most."""


def text_bearing(page: Any, frame: Frame) -> list[Box]:
    """The boxes of a page's form fields, signatures, stamps and typed notes."""
    boxes = []
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in TEXT_BEARING:
            place = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, place)
            boxes.append(frame.shown(place.left, place.bottom, place.right, place.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return boxes


def without_signatures(runs: Sequence[Run], fields: Sequence[Box]) -> tuple[list[Run], list[str]]:
    """The runs without what signatures say of themselves, and that; `fields` are the boxes of form fields."""
    if not any(SIGNS.search(run.text) for run in runs):
        return list(runs), []
    gone: set[int] = set()
    for field in fields:
        inside = [at for at, run in enumerate(runs) if is_inside(run, field)]
        sizes = [runs[at].size for at in inside if SIGNED_BY.match(runs[at].text) or SIGNED_AT.match(runs[at].text)]
        gone.update(at for at in inside if any(abs(runs[at].size - size) <= SAME_SIZE for size in sizes))
    for at, run in enumerate(runs):
        if at not in gone and SIGNED_BY.match(run.text):
            gone.update(_block(runs, at))
        elif STAMPED_COPY.fullmatch(run.text.strip()):
            gone.add(at)
    return [run for at, run in enumerate(runs) if at not in gone], [runs[at].text for at in sorted(gone)]


def _block(runs: Sequence[Run], start: int) -> list[int]:
    """The places of a signature's lines: from who signed to when, where that follows; else those that name the signer.

    The lines are those of the same size below each other, whatever else stands beside them.
    """
    first = runs[start]
    below = [
        at
        for at in range(start, min(len(runs), start + 4 * LINES_OF_SIGNATURE))
        if abs(runs[at].size - first.size) <= SAME_SIZE and abs(runs[at].x0 - first.x0) <= BESIDE
    ][:LINES_OF_SIGNATURE]
    for place, at in enumerate(below):
        if SIGNED_AT.match(runs[at].text):
            return below[: place + 1]
    return [start, *(at for at in below if ABOUT_SIGNER.match(runs[at].text))]
