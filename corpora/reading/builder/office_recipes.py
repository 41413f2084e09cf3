"""Word-processor files: DOCX of many makes, and what LibreOffice saves from them (DOC, RTF, ODT)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from corpora.reading.builder.encodings import as_codes, typewritten, without_lost_capitals
from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.page_html import page_html
from corpora.reading.builder.programs import convert, rezipped
from corpora.reading.builder.rtf import byte_coded, rtf
from corpora.reading.builder.source import Source, map_texts
from corpora.reading.builder.word_files import Look, as_written, saved_word, word_document
from corpora.reading.builder.word_marks import number_paragraphs, soften_hyphens, track_changes

FOOTNOTE = "Số liệu do văn phòng tổng hợp, chưa làm tròn."
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"}
LOOKS = {
    "tcvn3": Look(spell=lambda text: as_codes(text, "tcvn3"), font=".VnTime", capital_font=".VnTimeH"),
    "vni": Look(spell=lambda text: as_codes(text, "vni"), font="VNI-Times"),
    "nfd": Look(spell=lambda text: unicodedata.normalize("NFD", text)),
}


def look_of(options: Options) -> Look:
    """The look that a plan's options tell of."""
    look = LOOKS.get(options.get("spell", ""), Look(spell=as_written))
    return replace(look, letterhead=options.get("letterhead", "table"), merged="merged" in options)


def word(source: Source, options: Options) -> Made:
    """A DOCX; `spell=tcvn3|vni|nfd` sets how its texts are coded; `to=doc|rtf|odt` has LibreOffice save it again."""
    shown = typewriter_source(source, spell) if (spell := options.get("spell", "")) in ("tcvn3", "vni") else source
    data = saved_word(word_document(shown, look_of(options)))
    if to := options.get("to"):
        data = convert(data, ".docx", FILTERS[to])
    return Made(data, shown)


def html_as_doc(source: Source, options: Options) -> Made:
    """A web page that somebody named `.doc`."""
    return Made(page_html(source).encode("utf-8"), source)


def typewriter_source(source: Source, code: str = "") -> Source:
    """The document in signs that every old encoding has; for `tcvn3`, as its fonts show them."""
    shown = map_texts(source, typewritten)
    return map_texts(shown, without_lost_capitals) if code == "tcvn3" else shown


def own_rtf(source: Source, options: Options) -> Made:
    """RTF written by hand; `code=tcvn3` in a font of that encoding, `footnote`, `to=docx` converted by LibreOffice."""
    if options.get("code") == "tcvn3":
        shown = typewriter_source(source)
        return Made(
            rtf(shown, font=".VnTime", code=lambda text: byte_coded(as_codes(text, "tcvn3"))), shown, case_lost=True
        )
    note = FOOTNOTE if "footnote" in options else ""
    host = next(block.text for block in source.body if block.kind == "text")
    data = rtf(source, font="Times New Roman", footnote=(host if note else "", note))
    if to := options.get("to"):
        data = convert(data, ".rtf", to)
        data = rezipped(data) if to == "docx" else data
    return Made(data, source, anywhere=(note,) if note else ())


def marked_word(source: Source, options: Options) -> Made:
    """A DOCX with `tracked` changes, `numbered` paragraphs, or TCVN3 whose `hyphens` Word made its own."""
    hyphens = "hyphens" in options
    shown = typewriter_source(source, "tcvn3") if hyphens else source
    document = word_document(shown, LOOKS["tcvn3"] if hyphens else look_of(options))
    for name, mark in (("tracked", track_changes), ("numbered", number_paragraphs), ("hyphens", soften_hyphens)):
        if name in options:
            mark(document)
    return Made(saved_word(document), shown)
