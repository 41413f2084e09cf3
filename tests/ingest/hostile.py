"""Files that are made to harm their reader, each a few kilobytes of a known kind."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from .conftest import W, make_docx, make_pdf

HUGE = 320 << 20
"""Bytes of zeros in a package: above what is read of one, and packed quickly."""

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ODT = "application/vnd.oasis.opendocument.text"
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a0 "thi đua">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def zeros(size: int) -> Iterator[bytes]:
    """So many bytes of zeros, in parts."""
    for _ in range(size >> 20):
        yield bytes(1 << 20)


def pack(**members: bytes | int) -> bytes:
    """A ZIP of members by name, `/` written `__` and `.` written `_dot_`; a number stands for so many zeros."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in members.items():
            with package.open(name.replace("__", "/").replace("_dot_", "."), "w", force_zip64=True) as member:
                for part in zeros(content) if isinstance(content, int) else [content]:
                    member.write(part)
    return packed.getvalue()


def odt(content: bytes | int) -> bytes:
    """An ODT of the given content."""
    return pack(mimetype=ODT.encode(), content_dot_xml=content, **{"META-INF__manifest_dot_xml": b"<manifest/>"})


def odt_text(text: str, declaration: str = "") -> bytes:
    """An ODT with a paragraph of XML."""
    office, style = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    return odt(
        f'<?xml version="1.0"?>{declaration}<office:document-content xmlns:office="{office}" xmlns:text="{style}">'
        f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>".encode()
    )


def declared_docx(declaration: str) -> bytes:
    """A DOCX whose XML declares entities and uses one."""
    return pack(
        Content_dot_xml=b"",
        word__document_dot_xml=(
            f'<?xml version="1.0"?>{declaration}<w:document xmlns:w="{W}"><w:body>'
            f"{PARAGRAPH % '&a9;'}</w:body></w:document>"
        ).encode(),
    )


def ole(*, directory: int = END, stream: int = END, sibling: int = FREE) -> bytes:
    """An OLE file with the stream `WordDocument`, and the given successors of sectors and entries."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    header += struct.pack("<I", FREE) * 108
    table = struct.pack("<4I", FAT, directory, stream, 2) + struct.pack("<I", FREE) * 124
    entries = _entry("Root Entry", 5, child=1) + _entry("WordDocument", 2, sibling=sibling, start=2, size=1 << 20)
    return header + table + entries.ljust(512, b"\0") + bytes(512) * 4


def _entry(name: str, kind: int, *, child: int = FREE, sibling: int = FREE, start: int = END, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, sibling, sibling, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def png(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel that holds all its rows of zeros, packed."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def tiff(width: int, height: int, pages: int = 1) -> bytes:
    """A TIFF that says it is so large, a strip of it deflated; its last page points to its first where it has more."""
    strip = zlib.compress(bytes(1 << 24), 9)
    at = 8 + len(strip)
    tags = ((256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 8), (262, 3, 1), (273, 4, 8), (277, 3, 1))
    tags += ((278, 4, height), (279, 4, len(strip)))
    directory = struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<HHII", tag, kind, 1, it) for tag, kind, it in tags
    )
    return b"II*\0" + struct.pack("<I", at) + strip + directory + struct.pack("<I", at if pages > 1 else 0)


def picture_pdf(filters: bytes, data: bytes, width: int, height: int) -> bytes:
    """A PDF whose page is one picture, in a filter."""
    size = b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (width, height)
    picture = b"<</Type/XObject/Subtype/Image%s/Filter%s/Length %d>>stream\n" % (size, filters, len(data))
    return make_pdf(
        b"q 595 0 0 842 0 0 cm /I1 Do Q",
        page=b"/XObject<</I1 6 0 R>>",
        extra=(picture + data + b"\nendstream",),
    )


def font_pdf(data: bytes) -> bytes:
    """A PDF whose one font is junk."""
    return make_pdf(
        b"BT /F1 12 Tf 50 700 Td (Ke hoach thi dua) Tj ET",
        font=b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R/FirstChar 0/LastChar 255>>",
        extra=(
            b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>",
            b"<</Length %d>>stream\n" % len(data) + data + b"\nendstream",
        ),
    )


def twice_packed_pdf() -> bytes:
    """A PDF whose content is packed twice: it becomes 256 MB."""
    packed = zlib.compress(zlib.compress(bytes(1 << 28), 1), 1)
    return make_pdf(packed, filters=b"/Filter[/FlateDecode/FlateDecode]")


def many_operations_pdf() -> bytes:
    """A PDF that shows text 400,000 times on one page."""
    packed = zlib.compress(b"BT /F1 9 Tf " + b"(a)Tj 1 0 Td " * 400_000 + b"ET", 9)
    return make_pdf(packed, filters=b"/Filter/FlateDecode")


REFUSED = {"damaged", "too_large", "too_long", "unsupported", "empty"}
ENDED = {"crash", "memory", "time"}

FILES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "pdf packed twice": (twice_packed_pdf, REFUSED | ENDED),
    "pdf of many operations": (many_operations_pdf, REFUSED | ENDED | {"ok"}),
    "pdf with a JBIG2 of junk": (lambda: picture_pdf(b"/JBIG2Decode", b"\x97JB2" * 500, 9_000, 9_000), REFUSED),
    "pdf with a JPX of junk": (lambda: picture_pdf(b"/JPXDecode", b"\0\0\0\x0cjP  " * 500, 9_000, 9_000), REFUSED),
    "pdf with a huge picture": (lambda: picture_pdf(b"/FlateDecode", b"x\x9c\x03\0\0\0\0\1", 50_000, 50_000), REFUSED),
    "pdf with a font of junk": (lambda: font_pdf(bytes(range(256)) * 40), REFUSED | {"ok"}),
    "pdf whose pages hold each other": (
        lambda: make_pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), REFUSED
    ),
    "docx of zeros": (lambda: pack(word__document_dot_xml=HUGE), {"too_large"}),
    "docx a hundred thousand deep": (
        lambda: make_docx("".join(f"<w:sdt n='{n * 7_919}'>" for n in range(100_000)) + "</w:sdt>" * 100_000),
        {"damaged", "too_long"},
    ),
    "docx that laughs": (lambda: declared_docx(LAUGHS), {"damaged"}),
    "docx that reads a file": (lambda: declared_docx(OUTSIDE), {"damaged"}),
    "odt of zeros": (lambda: odt(HUGE), {"too_large", "unsupported"}),
    "odt that laughs": (lambda: odt_text("&a9;", LAUGHS), {"damaged", "unsupported"}),
    "odt that reads a file": (lambda: odt_text("&a9;", OUTSIDE), {"damaged", "unsupported"}),
    "odt a hundred thousand deep": (
        lambda: odt_text("<text:span>" * 100_000 + "</text:span>" * 100_000), REFUSED
    ),
    "zip of zeros": (lambda: pack(a_dot_txt=HUGE), {"ok", "too_large"}),
    "zip of twenty thousand members": (lambda: pack(**{f"a{n}": b"" for n in range(20_000)}), REFUSED | {"ok"}),
    "html two hundred thousand deep": (lambda: b"<html><body>" + b"<div>" * 200_000 + b"x", {"too_long"}),
    "html that opens everything again": (
        lambda: b"<html><body>" + b"".join(b"<b a=%d>" % n for n in range(1_900)) + b"<p>x" * 60_000,
        REFUSED | ENDED | {"ok"},
    ),
    "html tag of two hundred thousand attributes": (
        lambda: b"<html><body><p " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b">x", {"too_long"},
    ),
    "xml that laughs": (lambda: f'<?xml version="1.0"?>{LAUGHS}<l>&a9;</l>'.encode(), REFUSED),
    "rtf of a million braces": (lambda: b"{\\rtf1 " + b"{" * 1_000_000, REFUSED),
    "rtf of a million bytes of picture": (lambda: b"{\\rtf1 {\\pict\\bin2000000000 " + bytes(1_000_000), REFUSED),
    "doc whose directory has no end": (lambda: ole(directory=1), REFUSED),
    "doc whose stream has no end": (lambda: ole(stream=2), REFUSED),
    "doc whose streams follow each other": (lambda: ole(stream=3, sibling=1), REFUSED),
    "png of fifty thousand by fifty thousand": (lambda: png(50_000, 50_000), REFUSED),
    "tiff of fifty thousand by fifty thousand": (lambda: tiff(50_000, 50_000), REFUSED),
    "tiff whose pages have no end": (lambda: tiff(2_000, 2_000, pages=2), REFUSED),
    "text without an end": (lambda: b"thi dua " * 9_000_000, {"too_long"}),
    "text with a gap of three million lines": (lambda: b"thi dua" + b"\n" * 3_000_000 + b"ai quoc", {"ok"}),
    "text of a million lines": (lambda: b"a\n\n" * 500_000, {"too_long"}),
    "text of bytes that mean nothing": (lambda: bytes(range(128, 256)) * 8_000, REFUSED),
    "mail of fifty thousand parts": (
        lambda: b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n\n" * 50_000,
        REFUSED | {"ok"},
    ),
    "mail with a gap of three million lines": (
        lambda: b"From: a@b.vn\nTo: c@d.vn\nMIME-Version: 1.0\n\nthi dua" + b"\n" * 3_000_000 + b"ai quoc", {"ok"},
    ),
    "mail two thousand parts deep": (
        lambda: b"From: a@b.vn\nMIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000)),
        REFUSED | {"ok"},
    ),
}  # fmt: skip
"""What each is, how it is made, and the codes it may end with."""
