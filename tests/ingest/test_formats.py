"""Formats are told by their bytes, never by a name; what is not read is refused with its kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import EmptyDocument, EncryptedDocument, NotADocument, TooLong, UnsupportedFormat
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
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ole-encrypted"),
        (OLE, "ole"),
        (b"{\\rtf1 abc}", "rtf"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b"\n\n%PDF-1.7\n", "pdf"),
        (b"<!-- saved from -->\n<!DOCTYPE html><html>", "html"),
        ("\ufeff<html lang='vi'>".encode("utf-16-le"), "html"),
        (b"<div>x</div>", "html"),
        (b"<?xml version='1.0'?><feed/>", "xml"),
        (b"MIME-Version: 1.0\nSubject: x\n\nabc", "mail"),
        (b"\x00\x01\x02\x03", "binary"),
        ("Kế hoạch <html> không ở đầu".encode(), "text"),
        ("BM là viết tắt".encode(), "text"),
    ],
)
def test_sniff_tells_the_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_sniff_tells_office_files_apart(docx: Callable[..., bytes]) -> None:
    assert sniff(docx("")) == "docx"


def test_parse_refuses_a_picture_with_its_kind() -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        parse_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40), name="ke-hoach.pdf")
    assert refused.value.params == {"kind": "png"}


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
