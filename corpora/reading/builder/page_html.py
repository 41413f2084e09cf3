"""A document as an HTML page that a browser prints: the same words in one of several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from corpora.reading.builder.source import Block, Signer, Source

STYLE = """
@page { size: A4; margin: 20mm 18mm 20mm 30mm; @top-center { content: counter(page); font: 13pt 'Liberation Serif' } }
@page :first { @top-center { content: none } }
body { font: 14pt/1.28 'Liberation Serif'; margin: 0; text-align: justify }
p { margin: 0 0 5pt; text-indent: 10mm }
.centre, .head td, .sign td { text-align: center; text-indent: 0 } .centre, .heading, b { font-weight: bold }
.base, .date, .label { font-style: italic } .head p, .sign p { text-indent: 0; margin: 0; white-space: pre-wrap }
.head, .sign { width: 100%; border-collapse: collapse; break-inside: avoid }
.head td, .sign td { vertical-align: top; padding: 0 }
.rule { width: 34%; margin: 3pt auto; border-top: 0.7pt solid black } .number { margin-top: 6pt !important }
.head { font-size: 12.5pt; margin-bottom: 14pt } .head .left { width: 43%; padding-right: 3mm }
.title { margin-bottom: 12pt }
.grid { border-collapse: collapse; width: 100%; margin: 4pt 0 8pt; text-align: left; font-size: 13pt }
.grid td { border: 0.7pt solid black; padding: 2pt 5pt } .annex { break-before: page }
.sign .to { text-align: left; width: 47%; font-size: 11pt; } .name { padding-top: 62pt }
.columns { columns: 2; column-gap: 9mm; font-size: 11pt; text-align: left } .columns p { text-indent: 5mm }
.at { position: absolute; text-align: center; width: 90mm; white-space: pre-wrap } .sheet { position: relative }
"""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that the page itself adds, as its encoding writes them."""

    to: str = "Kính gửi: "
    recipients: str = "Nơi nhận:"


LABELS = Labels()


def page_html(
    source: Source,
    *,
    letterhead: str = "table",
    columns: bool = False,
    style: str = "",
    labels: Labels = LABELS,
    tail: str = "",
) -> str:
    """The whole page; `letterhead` is `table` or `coordinates`; `columns` sets the body in two columns.

    `style` is more CSS, `tail` HTML after the document.
    """
    head = {"table": _head_table, "coordinates": _head_at}[letterhead](source)
    body = "".join(_blocks(source.body, source, labels))
    if columns:
        body = f'<div class="columns">{body}</div>'
    title = "".join(_title(source, labels))
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{escape(source.name)}</title>'
        f"<style>{STYLE}{style}</style><body>{head}{title}{body}{tail}</body></html>"
    )


def _p(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>'


def _head_table(source: Source) -> str:
    """The letterhead in a table without borders."""
    left = [_p(line) for line in source.superior]
    left += [_p(line, "heading") for line in source.issuer]
    left.append('<div class="rule"></div>')
    left += [_p(line, "number") for line in (source.number, *source.about) if line]
    right = [_p(line, "heading") for line in source.right]
    right.append('<div class="rule" style="width:56%"></div>')
    right.append(_p(source.date_line, "date number"))
    return f'<table class="head"><tr><td class="left">{"".join(left)}</td><td>{"".join(right)}</td></tr></table>'


HEAD_STEP = 5.6
"""Millimetres from line to line in a letterhead set by coordinates."""


def _head_at(source: Source) -> str:
    """The letterhead line by line at fixed places, lines of both columns in turn, as a typesetter places them."""
    left, right = source.left_lines, source.right_lines
    lines = max(len(left), len(right))
    placed = []
    for row in range(lines):
        if row < len(left):
            bold = "heading" if len(source.superior) <= row < len(source.superior) + len(source.issuer) else ""
            placed.append(_placed(left[row], 0, row, "78mm", bold))
        if row < len(right):
            placed.append(_placed(right[row], 76, row, "88mm", "date" if row == len(right) - 1 else "heading"))
    height = lines * HEAD_STEP + 8
    return f'<div class="sheet" style="height:{height}mm;font-size:12pt">{"".join(placed)}</div>'


def _placed(text: str, x: int, row: int, width: str, kind: str) -> str:
    style = f"left:{x}mm;top:{row * HEAD_STEP:.1f}mm;width:{width}"
    return f'<div class="at {kind}" style="{style}">{escape(text)}</div>'


def _title(source: Source, labels: Labels) -> Iterator[str]:
    yield from (_p(line, "centre") for line in (source.type, *source.subject) if line)
    if source.subject:
        yield '<div class="rule title"></div>'
    yield from (_p(line, "centre") for line in source.heading)
    if source.to:
        lines = "<br>".join(escape(line) for line in source.to)
        yield f'<p style="margin:6pt 0 12pt 12mm">{escape(labels.to)}{lines}</p>'


def _blocks(blocks: tuple[Block, ...], source: Source, labels: Labels) -> Iterator[str]:
    rows: list[str] = []
    signed = False
    for block in (*blocks, Block("annex", "")):
        if block.kind == "row":
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in block.cells) + "</tr>")
            continue
        if rows:
            yield f'<table class="grid">{"".join(rows)}</table>'
            rows = []
        if block.kind == "annex" and not signed:
            yield _signatures(source, labels)
            signed = True
            yield '<div class="annex"></div>' if block in blocks else ""
        elif block.kind != "annex":
            yield _p(block.text, block.kind)


def _signatures(source: Source, labels: Labels) -> str:
    """Recipients at the left, signers at the right; a joint document's signers stand below them side by side."""
    label = _p(labels.recipients, "label heading") if source.recipients else ""
    recipients = label + "".join(_p(line) for line in source.recipients)
    signers = "".join(f"<td>{_signer(signer)}</td>" for signer in source.signers)
    if len(source.signers) == 1:
        return f'<table class="sign"><tr><td class="to">{recipients}</td>{signers}</tr></table>'
    return (
        f'<table class="sign"><tr><td class="to">{recipients}</td></tr></table>'
        f'<table class="sign" style="margin-top:9pt;font-size:12.5pt"><tr>{signers}</tr></table>'
    )


def _signer(signer: Signer) -> str:
    lines = [_p(line, "heading") for line in (*signer.authority, signer.post) if line]
    return "".join(lines) + _p(signer.name, "heading name")
