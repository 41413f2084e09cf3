"""Characters of symbol fonts: their bytes stand in a private area of Unicode."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ingest.tables import read_table

TABLE = Path(__file__).with_name("symbols.tsv")
PRIVATE = re.compile("[\uf020-\uf0ff]")
PRIVATE_AREA, BYTE = 0xF000, 0xFF


def symbol(font: str, code: str) -> str:
    """The character of a symbol given by its hexadecimal code, private for a font that is none of symbols.

    Empty for an ornament that means nothing and for a code that is none.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return symbols_of(chr(PRIVATE_AREA | number & BYTE), font)


def symbols_of(text: str, font: str | None) -> str:
    """The text with the characters that a symbol font shows; ornaments go.

    A private character in another font is the byte that it stands for: fonts that call themselves symbol fonts.
    """
    if not PRIVATE.search(text):
        return text
    known = _table().get((font or "").lower())
    if known is None:
        return PRIVATE.sub(lambda match: chr(ord(match[0]) & BYTE), text)
    return PRIVATE.sub(lambda match: known.get(ord(match[0]) & BYTE, ""), text)


@cache
def _table() -> dict[str, dict[int, str]]:
    """Font in small letters -> byte -> character; fonts of ornaments only are there without any."""
    fonts: dict[str, dict[int, str]] = {"webdings": {}, "wingdings 3": {}}
    for row in read_table(TABLE):
        fonts.setdefault(row["font"], {})[int(row["code"], 16)] = row["character"]
    return fonts
