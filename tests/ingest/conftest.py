"""Files made for the reader's tests: DOCX, PDF and hostile ones, each as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.orthography import nfc, split_tone
from ingest.tables import read_table

CHARSETS = Path(__file__).parents[2] / "ingest" / "charsets"
CORPUS = Path(__file__).parents[2] / "corpora"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
DESTROYED = b" ".join(
    b"BT /F1 12 Tf 72 %d Td (K ho ch thi dua c a Dang y Kh i c c c quan t nh n m h c) Tj ET" % y
    for y in range(760, 600, -16)
)
"""Lines of a PDF's page with what is left of `Kế hoạch thi đua của Đảng ủy Khối …` without the letters with marks."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(body: str, **members: str) -> bytes:
    """A DOCX whose body is the given XML; further members by name, `/` written `__`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def make_pdf(
    content: bytes, *, page: bytes = b"", extra: tuple[bytes, ...] = (), filters: bytes = b"", font: bytes = FONT
) -> bytes:
    """A PDF of one page with the given content stream; `extra` are objects from number 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        + page
        + b">>",
        b"<</Length %d%s>>stream\n" % (len(content), filters) + content + b"\nendstream",
        font,
        *extra,
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )


def legacy_bytes(text: str, encoding: str) -> bytes:
    """The text in a legacy encoding as typed: small letters where TCVN3 has no capital, `?` for no letter."""
    if encoding == "cp1258":
        parts = (part for letter in nfc(text) for part in (split_tone(letter) if letter.isalpha() else (letter,)))
        return "".join(parts).encode("cp1258", "replace")
    codes = {row["letter"]: bytes.fromhex(row["bytes"]) for row in read_table(CHARSETS / f"{encoding}.tsv")}
    return b"".join(
        codes.get(letter) or codes.get(letter.lower()) or letter.encode("cp1252", "replace") for letter in nfc(text)
    )


@pytest.fixture(scope="session")
def in_legacy() -> Callable[[str, str], bytes]:
    """Puts a text into one of the encodings used before Unicode."""
    return legacy_bytes


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    """Makes a DOCX from the XML of its body."""
    return make_docx


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Makes a PDF from a content stream."""
    return make_pdf


@pytest.fixture
def corpus() -> Path:
    """The folder of the documents that were written for this project."""
    return CORPUS
