"""What is drawn on a PDF page besides text: ruling lines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers import pdf_calls
from ingest.parsers.pdf_calls import Address, address_of, kind_of_object
from ingest.parsers.pdf_run import Frame

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

THIN = 3.0
"""Points up to which a filled box counts as a line; table rules are 0.5 to 2 thick."""

SHORTEST = 8.0
"""Points that a ruling line has at least; the cells of the smallest print are 10 high."""

DEEPEST = 3
"""Forms within forms that are looked into; programs nest two."""

MOST_POINTS = 4_000
"""Points of one path that are looked at; a path of more is a drawing."""

MOST_LINES = 6_000
"""Ruling lines of a page; a page of more is a map or a chart."""


OF_PAGE = (pdfium.FPDFPage_CountObjects, pdf_calls.page_object)
OF_FORM = (pdfium.FPDFFormObj_CountObjects, pdf_calls.form_object)


@dataclass(slots=True)
class Drawing:
    """The boxes of a page's pictures and of its ruling lines, level and upright, as shown; how many paths it has."""

    pictures: list[Box] = field(default_factory=list)
    level: list[Box] = field(default_factory=list)
    upright: list[Box] = field(default_factory=list)
    paths: int = 0

    def add_line(self, box: Box) -> None:
        """Add a line, or the sides of a box that is too thick for one."""
        x0, top, x1, bottom = box
        flat, slim = bottom - top <= THIN, x1 - x0 <= THIN
        if flat and x1 - x0 >= SHORTEST:
            middle = (top + bottom) / 2
            self.level.append((x0, middle, x1, middle))
        elif slim and bottom - top >= SHORTEST:
            middle = (x0 + x1) / 2
            self.upright.append((middle, top, middle, bottom))
        elif not flat and not slim:
            self.level += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
            self.upright += [(x0, top, x0, bottom), (x1, top, x1, bottom)]


def drawing_of(page: Any, frame: Frame) -> Drawing:
    """The pictures and lines of a pdfium page; costs two calls for each of its objects."""
    drawing = Drawing()
    _look_through(drawing, frame, page.raw, OF_PAGE)
    return drawing


def _look_through(
    drawing: Drawing, frame: Frame, holder: Any, members: Any, matrix: Matrix | None = None, depth: int = 0
) -> None:
    """Add what a page or form holds; `matrix` is that of the forms it stands in."""
    for address, kind in _without_text(holder, *members):
        handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.pictures.append(_bounds(handle, matrix, frame))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(drawing.level) + len(drawing.upright) < MOST_LINES:
            drawing.paths += 1
            for box in _strokes(handle, matrix, frame):
                drawing.add_line(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            _look_through(drawing, frame, handle, OF_FORM, _times(_matrix(handle), matrix), depth + 1)


def _without_text(holder: Any, count: Any, get: Any) -> list[tuple[Address, int]]:
    """The objects of a page or form and of what kind they are but for texts, which are the most by far."""
    handles = list(map(get, repeat(address_of(holder)), range(count(holder))))
    kinds = map(kind_of_object, handles)
    return [one for one in zip(handles, kinds, strict=True) if one[1] != pdfium.FPDF_PAGEOBJ_TEXT]


def _matrix(handle: Any) -> Matrix:
    read = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, read)
    return read.a, read.b, read.c, read.d, read.e, read.f


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that does what `inner` does and then what `outer` does."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _bounds(handle: Any, matrix: Matrix | None, frame: Frame) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return _shown([(left.value, bottom.value), (right.value, top.value)], matrix, frame)


def _shown(points: list[Point], matrix: Matrix | None, frame: Frame) -> Box:
    if matrix:
        a, b, c, d, e, f = matrix
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return frame.shown(min(xs), min(ys), max(xs), max(ys))


def _strokes(handle: Any, matrix: Matrix | None, frame: Frame) -> Iterator[Box]:
    """The boxes of a path: of the whole where it is one line or one box, else of each of its straight lines."""
    box = _bounds(handle, matrix, frame)
    count = pdfium.FPDFPath_CountSegments(handle)
    if count <= 5 or min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield box
        return
    own = _times(_matrix(handle), matrix)
    for start, end in _straight_lines(handle, min(count, MOST_POINTS)):
        line = _shown([start, end], own, frame)
        if min(line[2] - line[0], line[3] - line[1]) <= THIN:
            yield line


def _straight_lines(handle: Any, count: int) -> Iterator[tuple[Point, Point]]:
    """The straight ones among the first strokes of a path, in its own coordinates; most of a drawing's are curves."""
    segments = list(map(pdf_calls.path_segment, repeat(address_of(handle)), range(count)))
    kinds = list(map(pdf_calls.kind_of_segment, segments))
    for at in range(1, count):
        if kinds[at] == pdfium.FPDF_SEGMENT_LINETO:
            yield _point(segments[at - 1]), _point(segments[at])


def _point(segment: Address) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdf_calls.point_of_segment(segment, ctypes.addressof(x), ctypes.addressof(y))
    return x.value, y.value
