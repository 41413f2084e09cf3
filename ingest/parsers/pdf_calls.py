"""The functions of pdfium that are called for every object and line of a page, with addresses as plain numbers.

pypdfium2's own ones make an object of every pointer that goes in or comes out, which costs as much again as the call.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_int, c_ulong, c_void_p
from typing import Any, Final

import pypdfium2.raw as pdfium

Address = int
"""Where something lies in memory; 0 for a null pointer that goes in, None for one that comes out."""


def address_of(pointer: Any) -> Address:
    """The address to which a pointer of ctypes points."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


page_object: Final = _plain(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object: Final = _plain(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
kind_of_object: Final = _plain(pdfium.FPDFPageObj_GetType, c_int, c_void_p)

path_segment: Final = _plain(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
kind_of_segment: Final = _plain(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
point_of_segment: Final = _plain(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)

count_rectangles: Final = _plain(pdfium.FPDFText_CountRects, c_int, c_void_p, c_int, c_int)
rectangle: Final = _plain(pdfium.FPDFText_GetRect, c_int, c_void_p, c_int, *[c_void_p] * 4)
loose_box: Final = _plain(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin: Final = _plain(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
matrix: Final = _plain(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size: Final = _plain(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
font_name: Final = _plain(pdfium.FPDFText_GetFontInfo, c_ulong, c_void_p, c_int, c_void_p, c_ulong, c_void_p)
