"""A document as RTF written by hand: the plain subset that word processors of 1998 saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpora.reading.builder.source import Block, Source

CELL_WIDTH = 9000
"""Twips that the cells of a row share."""

Coder = Callable[[str], str]


def unicode_coded(text: str) -> str:
    """Letters outside ASCII as `\\uN?`, as Word 97 and later write them."""
    return "".join(_escaped(letter) if ord(letter) < 0x80 else f"\\u{ord(letter)}?" for letter in text)


def byte_coded(text: str) -> str:
    r"""Letters outside ASCII as `\'xx`: the text's characters are the codes of an old encoding."""
    return "".join(_escaped(letter) if ord(letter) < 0x80 else f"\\'{ord(letter):02x}" for letter in text)


def _escaped(letter: str) -> str:
    return "\\" + letter if letter in "\\{}" else letter


def rtf(source: Source, *, font: str, code: Coder = unicode_coded, footnote: tuple[str, str] = ("", "")) -> bytes:
    """The whole file; `footnote` is (a text of the body, the note that hangs on its end)."""
    lines = [*_head(source, code), *_blocks(source, code, footnote)]
    start = (
        rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\froman\fcharset0 {font};}}}}\paperw11906\paperh16838\f0\fs28"
    )
    return (start + "\n" + "\n".join(lines) + "}").encode("ascii")


def _paragraph(text: str, look: str = "") -> str:
    return rf"{{\pard {look}{text}\par}}"


def _row(cells: tuple[str, ...], code: Coder) -> str:
    width = CELL_WIDTH // len(cells)
    edges = "".join(rf"\cellx{width * (at + 1)}" for at in range(len(cells)))
    return rf"\trowd{edges}" + "".join(rf"\pard\intbl {code(cell)}\cell" for cell in cells) + r"\row"


def _columns(left: list[str], right: list[str], code: Coder) -> str:
    """Two columns of lines in one row without borders."""
    sides = (r"\line ".join(map(code, side)) for side in (left, right))
    cells = "".join(rf"\pard\intbl\qc {side}\cell" for side in sides)
    return rf"\trowd\cellx4000\cellx{CELL_WIDTH}{cells}\row"


def _head(source: Source, code: Coder) -> Iterator[str]:
    yield _columns(list(source.left_lines), list(source.right_lines), code)
    for line in (source.type, *source.subject, *source.heading):
        if line:
            yield _paragraph(code(line), r"\qc\b ")
    if source.to:
        yield _paragraph(code("Kính gửi: ") + r"\line ".join(map(code, source.to)))


def _blocks(source: Source, code: Coder, footnote: tuple[str, str]) -> Iterator[str]:
    signed = False
    for block in (*source.body, Block("annex", "")):
        if block.kind == "row":
            yield _row(block.cells, code)
        elif block.kind != "annex":
            look = {"centre": r"\qc\b ", "heading": r"\b ", "base": r"\i "}.get(block.kind, r"\qj\fi567 ")
            text = code(block.text)
            if footnote[0] and block.text.endswith(footnote[0]):
                text += rf"{{\super\chftn}}{{\footnote\pard {{\super\chftn}} {code(footnote[1])}}}"
            yield _paragraph(text, look)
        elif not signed:
            signed = True
            yield from _signatures(source, code)
            if block in source.body:
                yield r"\page"


def _signatures(source: Source, code: Coder) -> Iterator[str]:
    left = ["Nơi nhận:", *source.recipients] if source.recipients else []
    for at, signer in enumerate(source.signers):
        right = [line for line in (*signer.authority, signer.post, signer.name) if line]
        yield _columns(left if at == 0 else [], right, code)
