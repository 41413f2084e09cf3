"""Word-processor files: DOCX of many makes, and what LibreOffice saves from them (DOC, RTF, ODT)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from corpora.reading.builder.encodings import as_codes, typewritten
from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.page_html import page_html
from corpora.reading.builder.programs import convert
from corpora.reading.builder.source import Block, Signer, Source
from corpora.reading.builder.word_files import Look, as_written, saved_word, word_document

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
    shown = typewriter_source(source) if options.get("spell") in ("tcvn3", "vni") else source
    data = saved_word(word_document(shown, look_of(options)))
    if to := options.get("to"):
        data = convert(data, ".docx", FILTERS[to])
    return Made(data, shown)


def html_as_doc(source: Source, options: Options) -> Made:
    """A web page that somebody named `.doc`."""
    return Made(page_html(source).encode("utf-8"), source)


def typewriter_source(source: Source) -> Source:
    """The document in signs that every old encoding has."""

    def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(typewritten, texts))

    return replace(
        source,
        superior=lines(source.superior),
        issuer=lines(source.issuer),
        about=lines(source.about),
        right=lines(source.right),
        subject=lines(source.subject),
        to=lines(source.to),
        recipients=lines(source.recipients),
        signers=tuple(
            Signer(lines(one.authority), typewritten(one.post), typewritten(one.name)) for one in source.signers
        ),
        body=tuple(Block(block.kind, typewritten(block.text)) for block in source.body),
    )
