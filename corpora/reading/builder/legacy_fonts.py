"""Fonts of the days before Unicode, made from Liberation: the letters stand at the old encodings' byte codes.

The made fonts are modified versions under the SIL Open Font License 1.1 and bear none of its reserved names; they are
only embedded, in part, in the PDFs made with them.
"""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables._n_a_m_e import NameRecord

from corpora.reading.builder.encodings import letter_bytes
from corpora.reading.builder.fonts import font_file

MOVED = {0xAD: 0x2212, 0xB7: 0x2219}
"""Codes that come out of PDFs as other signs: the soft hyphen as a minus, the middle dot as a bullet operator."""

ROUND_TO_GRID = 0x0004
NAME_IDS = (1, 3, 4, 6, 16)
DROPPED = ("GSUB", "GPOS", "GDEF", "kern", "hdmx", "LTSH", "VDMX")
"""Tables that tell of glyphs by number, or of letters that stand elsewhere now."""


@cache
def legacy_font(name: str, encoding: str, *, capitals: bool = False, style: str = "Regular") -> str:
    """A font as a data URI for a page; with `capitals` its small letters look like capitals, as in `.VnTimeH`."""
    font = TTFont(font_file(style), recalcTimestamp=False)
    glyphs = font.getBestCmap()
    table = {code: glyph for code, glyph in glyphs.items() if code < 0x7F}
    if capitals:
        table |= {code: glyphs[ord(chr(code).upper())] for code in table if chr(code).islower()}
    for letter, codes in letter_bytes(encoding).items():
        shown = letter.upper() if capitals else letter
        if len(codes) == 1 and (encoding != "tcvn3" or letter.islower() or letter in "ĂÂÊÔƠƯĐ"):
            table[MOVED.get(codes[0], codes[0])] = glyphs[ord(shown)]
        elif len(codes) == 2:
            table.setdefault(
                codes[1], _mark_glyph(font, glyphs[codes[0]] if codes[0] < 0x7F else "", glyphs[ord(letter)])
            )
    for subtable in font["cmap"].tables:
        subtable.cmap = dict(table)
    for record in font["name"].names:
        if isinstance(record, NameRecord) and record.nameID in NAME_IDS:
            record.string = name
    for table_name in DROPPED:
        if table_name in font:
            del font[table_name]
    out = io.BytesIO()
    font.save(out)
    return "data:font/ttf;base64," + b64encode(out.getvalue()).decode("ascii")


def _mark_glyph(font: TTFont, base: str, composed: str) -> str:
    """A new glyph of no width: what a composed letter has beside its base, drawn back over the letter before it."""
    glyf, metrics = font["glyf"], font["hmtx"]
    whole = glyf[composed]
    name = f"mark.{composed}"
    mark = Glyph()
    mark.numberOfContours = -1
    back = metrics[composed][0]
    mark.components = [_moved(part, -back) for part in whole.components if part.glyphName != base]
    glyf[name] = mark
    mark.recalcBounds(glyf)
    metrics[name] = (0, mark.xMin)
    return name


def _moved(part: GlyphComponent, by: int) -> GlyphComponent:
    moved = GlyphComponent()
    moved.glyphName, moved.x, moved.y, moved.flags = part.glyphName, part.x + by, part.y, ROUND_TO_GRID
    return moved
