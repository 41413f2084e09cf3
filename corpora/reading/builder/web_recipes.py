"""Saved web pages: an article in the frame of a portal, a newspaper, an old page of tables, a page of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.source import Source
from corpora.reading.builder.truth import body_lines

FRAMES = Path(__file__).with_name("frames")


def web(source: Source, options: Options) -> Made:
    """The article in the frame `frame`; true are its title and text, not the frame."""
    title, author = " ".join(source.subject), source.signers[0].name
    frame = Template((FRAMES / f"{options['frame']}.html").read_text(encoding="utf-8"))
    page = frame.substitute(
        title=escape(title), author=escape(author), date=source.date, iso=source.iso, body="".join(_body(source))
    )
    text = "\n".join([title, *body_lines(source, 0, len(source.body))]) + "\n"
    zones = {"title": title, "published": source.iso, "author": author}
    return Made(page.encode("utf-8"), source, text=text, zones=zones, optional=(author, source.date))


def _body(source: Source) -> Iterator[str]:
    rows = []
    for block in source.body:
        if block.kind == "row":
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in block.cells) + "</tr>")
            continue
        if rows:
            yield "<table border=1>" + "".join(rows) + "</table>"
            rows = []
        text = escape(block.text)
        yield f"<p><strong>{text}</strong></p>" if block.kind in ("heading", "centre") else f"<p>{text}</p>"
    if rows:
        yield "<table border=1>" + "".join(rows) + "</table>"


def not_found(source: Source, options: Options) -> Made:
    """The page `frame` that a portal shows for a document which is not there."""
    return Made((FRAMES / f"{options['frame']}.html").read_bytes(), source, refused="not_a_document")
