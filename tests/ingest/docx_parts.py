"""Pieces of a DOCX as XML, and texts in legacy fonts, for tests of what is read of them."""

from __future__ import annotations

from collections.abc import Callable

from ingest.formats import parse_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Docx = Callable[..., bytes]


LEGACY_LINES = (
    "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Hội đồng Thi đua huyện.",
    "Điều 1. Tặng giấy khen cho các tập thể có thành tích xuất sắc trong phong trào thủy lợi.",
    "Điều 2. Văn phòng và các đơn vị có liên quan chịu trách nhiệm thi hành quyết định này.",
)
Encode = Callable[[str, str], bytes]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*lines: str) -> str:
    return "<w:tc>" + "".join(map(paragraph, lines)) + "</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"


def body(data: bytes) -> list[str]:
    return parse_bytes(data).body.splitlines()


def run(text: str, font: str = "", extra: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{extra}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, kind: str = "paragraph", based: str = "", inside: str = "", title: str = "") -> str:
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title or name}"/>{based}{inside}</w:style>'


def styles(*inside: str, defaults: str = "") -> dict[str, str]:
    return {"word__styles.xml": f'<w:styles xmlns:w="{W}">{defaults}{"".join(inside)}</w:styles>'}


FONTS = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'


def misread(in_legacy: Encode, encoding: str) -> list[str]:
    return [in_legacy(line, encoding).decode("cp1252") for line in LEGACY_LINES]
