"""Plain text in every encoding that is met in Viet Nam."""

from __future__ import annotations

import codecs
import unicodedata

from corpora.reading.builder.encodings import encode
from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.office_recipes import typewriter_source
from corpora.reading.builder.plain import plain_text
from corpora.reading.builder.source import Source

MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}


def text(source: Source, options: Options) -> Made:
    """A TXT; `code` names the encoding (`nfd` is UTF-8 with marks apart), `bom` a mark in front, `layout` the head."""
    code = options.get("code", "utf-8")
    layout = options.get("layout", "lines")
    if code.startswith(("utf", "nfd")):
        words = plain_text(source, layout=layout)
        if code == "nfd":
            return Made(unicodedata.normalize("NFD", words).encode("utf-8"), source)
        mark = MARKS[code] if "bom" in options else b""
        return Made(mark + words.encode(code), source)
    shown = typewriter_source(source)
    words = plain_text(shown, layout=layout).replace("\n", "\r\n")
    return Made(encode(words, code), shown, case_lost=code == "tcvn3")
