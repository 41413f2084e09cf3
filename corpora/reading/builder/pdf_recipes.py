"""PDFs with text, as browsers and office programs make them."""

from __future__ import annotations

from dataclasses import replace

from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.page_html import page_html
from corpora.reading.builder.paper_recipes import printed
from corpora.reading.builder.programs import convert, print_pdf
from corpora.reading.builder.source import Source
from corpora.reading.builder.word_files import Look, saved_word, word_document

LARGE_TYPE = "body { font-size: 19pt } .head { font-size: 15pt } .grid, .sign .to { font-size: 17pt }"
"""Type so large that a table runs over the end of a page."""


def browser(source: Source, options: Options) -> Made:
    """Printed by Chromium: `letterhead=table|coordinates`, `columns` in two columns, `old` with a fallback font."""
    letterhead = options.get("letterhead", "table")
    if not {"columns", "old", "large"} & options.keys():
        return Made(printed(source, letterhead), source)
    style = LARGE_TYPE if "large" in options else ""
    html = page_html(source, letterhead=letterhead, columns="columns" in options, style=style)
    return Made(print_pdf(html, old_fonts="old" in options), source)


def office(source: Source, options: Options) -> Made:
    """Saved by LibreOffice Writer from a Word file; `letterhead=table|tabs|boxes`."""
    word = saved_word(word_document(source, Look(letterhead=options.get("letterhead", "table"))))
    return Made(convert(word, ".docx", "pdf"), source)


def draft(source: Source, options: Options) -> Made:
    """A draft printed by Chromium: its number and day are still blank."""
    word, _, number = source.number.partition(" ")
    mark = len(number) - len(number.lstrip("0123456789"))
    date = source.date
    for digits in date.split()[1:2]:
        date = date.replace(f" {digits} ", " \u2003 ", 1)
    shown = replace(source, number=f"{word}\u2003\u2003{number[mark:]}", date=date, iso="")
    return Made(printed(shown, options.get("letterhead", "table")), shown)
