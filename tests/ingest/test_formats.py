"""Formats are told by their bytes, never by a name; what is not read is refused with its kind."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import DamagedDocument, EmptyDocument, EncryptedDocument, NotADocument, TooLong
from ingest.formats import parse_bytes, read_text, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "png"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "jpeg"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ole-encrypted"),
        (OLE, "ole"),
        (b"{\\rtf1 abc}", "rtf"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b"\n\n%PDF-1.7\n", "pdf"),
        (b"<!-- saved from -->\n<!DOCTYPE html><html>", "html"),
        ("\ufeff<html lang='vi'>".encode("utf-16-le"), "html"),
        (b"<div>x</div>", "html"),
        (b"\r\n<HTML>\r\n<HEAD>", "html"),
        (b"<!--" + b" saved " * 4_000 + b"-->\n<?xml version='1.0'?><!-- x --><html xmlns='x'>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>", "html"),
        (b"<![if !vml]><font size=2>x</font>", "html"),
        (b"Warning: headers already sent in index.php\n<html>\n<head>", "html"),
        (b"<html>" * 30_000, "html"),
        (b"x\n" + b"<html>\n" * 30_000, "text"),
        ("a < b và <b là hai số".encode(), "text"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='x'>", "word-xml"),
        (b"<?xml version='1.0'?>\n<svg>", "svg"),
        (
            b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=b\n",
            "mhtml",
        ),
        (b"From: a\nTo: b\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n", "mail"),
        (b"X-Mailer: y\nX-Other: z\nDate: x\nFrom: a@b.vn\n\nabc", "mail"),
        (b"From a@b.vn Fri Nov 27\nReceived: by x\n\tfor y\nDate: x\n\n", "mail"),
        ("Date: 12/5/2020\nSubject: Kế hoạch\n\nSố: 12/KH-UBND".encode(), "text"),
        ("Số: 12\nFrom: a\nDate: x\n".encode(), "text"),
        (b"<?xml version='1.0'?><feed/>", "xml"),
        (b"MIME-Version: 1.0\nSubject: x\n\nabc", "mail"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "heic"),
        (b"II*\0" + bytes(20), "tiff"),
        (b"RIFF\x20\0\0\0WEBPVP8 ", "webp"),
        (b"  {\\rtf1 abc}", "rtf"),
        (b"junk" * 200 + b"%PDF-1.7\nstartxref\n", "pdf"),
        ("Kế hoạch".encode() * 60 + b"\x1a", "text"),
        ("Kế hoạch <html> không ở đầu".encode(), "text"),
        ("BM là viết tắt".encode(), "text"),
    ],
)
def test_sniff_tells_the_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_sniff_tells_office_files_apart(docx: Callable[..., bytes]) -> None:
    assert sniff(docx("")) == "docx"


def pack(*names: str, mimetype: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, mimetype if name == "mimetype" else "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pack("[Content_Types].xml", "word/document2.xml"), "docx"),
        (pack("[Content_Types].xml", "xl/workbook.bin"), "xlsx"),
        (pack("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (pack("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text-template"), "odt"),
        (pack("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "opendocument"),
        (pack("content.xml", "META-INF/manifest.xml"), "odt"),
        (pack("mimetype", mimetype="application/epub+zip"), "epub"),
        (pack("van-ban/word/document.xml", "ke-hoach.docx"), "zip"),
        (pack(), "zip"),
        (pack("[Content_Types].xml", "word/document.xml")[:-30], "docx"),
    ],
)
def test_sniff_reads_the_directory_of_a_zip(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_an_archive_of_office_files_is_an_archive(docx: Callable[..., bytes]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.docx", docx(""))
    assert sniff(packed.getvalue()) == "zip"


def test_a_page_saved_into_one_file_is_read_as_a_page() -> None:
    page = "<html><body><h1>Kế hoạch</h1><p>Phát động phong trào thi đua năm 2020.</p></body></html>"
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page.encode("utf-16"))
        + b"--b--\r\n"
    )
    document = parse_bytes(data)
    assert (document.kind, "Phát động phong trào thi đua năm 2020." in document.body) == ("mhtml", True)


def test_a_broken_picture_is_damaged() -> None:
    with pytest.raises(DamagedDocument) as refused:
        parse_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40), name="ke-hoach.pdf")
    assert refused.value.params["kind"] == "png"


def test_parse_tells_an_encrypted_office_file() -> None:
    with pytest.raises(EncryptedDocument):
        parse_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))


def test_parse_refuses_an_empty_file() -> None:
    with pytest.raises(EmptyDocument):
        parse_bytes(b" \n")


def test_parse_refuses_one_line_of_fifty_megabytes() -> None:
    with pytest.raises(TooLong):
        parse_bytes(b"a b " * 12_500_000)


def test_parse_refuses_an_error_page_saved_as_text() -> None:
    with pytest.raises(NotADocument):
        parse_bytes("Trang chủ\nVăn bản bạn yêu cầu không tồn tại hoặc đã bị xóa.".encode())


@pytest.mark.parametrize("text", ["", "Chia sẻ Zalo", "Trang bạn yêu cầu không tồn tại", "a?b c?d e?f"])
def test_read_text_of_a_sentence_refuses_and_empties_nothing(text: str) -> None:
    assert read_text(text, strict=False).body == text


def test_parse_keeps_the_name_for_messages() -> None:
    assert parse_bytes("Kế hoạch thi đua.".encode(), name="a.txt").source_name == "a.txt"


def test_a_document_survives_json() -> None:
    document = parse_bytes("Số: 12/KH-UBND\nI. MỤC ĐÍCH\n1. Yêu cầu\n".encode())
    assert type(document).from_json(document.to_json()) == document


@given(st.text(st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_strictness_and_its_offsets_hold(text: str) -> None:
    document = read_text(text, strict=False)
    length = len(document.body)
    assert all(0 <= line.start < line.end <= length for line in document.lines)
    assert all(0 <= section.start < section.end <= length for section in document.sections)
    assert all(clue.start is None or 0 <= clue.start < (clue.end or 0) <= length for clue in document.clues)


def test_text_that_speaks_of_pdf_is_a_text() -> None:
    assert sniff("Tệp bắt đầu bằng %PDF-1.7 là tệp PDF, các cơ quan lưu ý.".encode()) == "text"


def test_archive_that_holds_a_stored_pdf_is_an_archive() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.4 startxref")
    assert sniff(written.getvalue()) == "zip"


def test_pdf_behind_a_line_of_a_mailer_is_a_pdf() -> None:
    assert sniff(b"begin file\r\n%PDF-1.4\n...\nstartxref\n9\n%%EOF") == "pdf"


def test_archive_that_is_cut_off_is_not_the_one_inside_it() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.txt", "Kế hoạch thi đua")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("a.txt", "Thông báo")
        archive.writestr("inner.zip", inner.getvalue())
    with pytest.raises(DamagedDocument):
        parse_bytes(outer.getvalue()[:-120])
