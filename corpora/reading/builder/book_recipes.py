"""A collection of documents bound in one PDF of twenty pages and more, as for a conference."""

from __future__ import annotations

import io

import pikepdf

from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.page_html import page_html
from corpora.reading.builder.programs import print_pdf, saved
from corpora.reading.builder.source import Source, load_sources
from corpora.reading.builder.truth import true_text

BOOK_STYLE = """
@page {{ @top-center {{ content: counter(page); font: 12pt 'Liberation Serif' }}
 @bottom-right {{ content: 'Tài liệu hội nghị - {title}'; font: italic 10pt 'Liberation Serif' }} }}
@page :first {{ @top-center {{ content: counter(page) }} }}
html {{ counter-reset: page {page} }} body {{ font-size: 15.5pt; line-height: 1.5 }}
"""


def book(source: Source, options: Options) -> Made:
    """The document, then others of its split up to `pages` pages, numbered through, with a running foot.

    The truth is all their texts in order; its zones are those of the first.
    """
    least = int(options["pages"])
    others = [
        one for one in load_sources().values() if one.split == source.split and one.form != "news" and one != source
    ]
    texts = []
    with pikepdf.new() as whole:
        for one in (source, *others):
            if len(whole.pages) >= least:
                break
            style = BOOK_STYLE.format(title=options["title"].replace("_", " "), page=len(whole.pages))
            part = print_pdf(page_html(one, style=style))
            with pikepdf.open(io.BytesIO(part)) as document:
                whole.pages.extend(document.pages)
            texts.append(true_text(one))
        return Made(saved(whole), source, text="".join(texts))
