"""Mails as Outlook keeps them: properties in any encoding, attachments, mails in mails, broken ones."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.children import take_out
from ingest.document import Document
from ingest.errors import IngestError
from ingest.formats import parse_bytes, sniff
from ingest.member import Allowance

from .ole_files import ole_file

EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
SENT = datetime(2019, 3, 5, 1, 30, tzinfo=UTC)


def texts(encoding: str = "utf-16-le", **values: str) -> dict[str, bytes]:
    """Streams of text by property (`x0037`), in UTF-16 or a code page."""
    kind = "001F" if encoding == "utf-16-le" else "001E"
    return {f"__substg1.0_{name[1:]}{kind}": value.encode(encoding) for name, value in values.items()}


def table(head: int, **values: int) -> dict[str, bytes]:
    """The stream of properties with fixed length by property (`x3FFD`)."""
    rows = b"".join(struct.pack("<HHIQ", 3, int(name[1:], 16), 6, value) for name, value in values.items())
    return {"__properties_version1.0": bytes(head) + rows}


def message(head: int = 32, **more: Any) -> dict[str, Any]:
    """The storage of a mail."""
    ticks = int((SENT - EPOCH).total_seconds()) * 10_000_000
    return (
        texts(x0037="Gửi kế hoạch thi đua", x0C1A="Trần Văn Đạt", x1000="Kính gửi các đồng chí.\r\nXin gửi kế hoạch.")
        | table(head, x0039=ticks)
        | {"__recip_version1.0_#00000000": texts(x3001="Lê Thị Hà") | table(8)}
        | more
    )


def attachment(name: str, data: bytes, **more: bytes) -> dict[str, bytes]:
    return texts(x3707=name) | {"__substg1.0_37010102": data} | table(8) | more


def clue(document: Document, field: str) -> str:
    return next((one.text for one in document.clues if one.field == field and one.method == "mail-header"), "")


def test_mail_is_a_document_with_what_outlook_keeps_of_it() -> None:
    document = parse_bytes(ole_file(message()))
    assert (document.kind, document.body) == ("mail", "Kính gửi các đồng chí.\nXin gửi kế hoạch.")
    assert clue(document, "title") == "Gửi kế hoạch thi đua"
    assert clue(document, "author") == "Trần Văn Đạt"
    assert clue(document, "recipients") == "Lê Thị Hà"
    assert clue(document, "published") == "05/03/2019 08:30"


def test_texts_in_a_code_page_are_read() -> None:
    tree = texts("cp1258", x0037="Thi đua", x1000="Đồng chí".replace("ồ", "ô\u0300")) | table(32, x3FFD=1258)
    document = parse_bytes(ole_file(tree))
    assert (clue(document, "title"), document.body) == ("Thi đua", "Đồng chí")


def test_html_is_taken_before_plain_text() -> None:
    page = "<html><body><p>Kính gửi</p><p>Đồng chí</p></body></html>".encode()
    document = parse_bytes(ole_file(message() | {"__substg1.0_10130102": page} | table(32, x3FDE=65001)))
    assert document.body == "Kính gửi\nĐồng chí"


def test_attachments_and_attached_mails_are_files_of_their_own() -> None:
    large = bytes(range(256)) * 40
    inner = message(24) | texts(x0037="Thư bên trong") | {"__attach_version1.0_#00000000": attachment("sâu.txt", b"1")}
    data = ole_file(
        message()
        | {
            "__attach_version1.0_#00000000": attachment("kế hoạch.pdf", large),
            "__attach_version1.0_#00000001": {"__substg1.0_3701000D": inner} | table(8),
        }
    )
    first, second = take_out(data, allowance=Allowance())
    assert (first.name, first.data) == ("kế hoạch.pdf", large)
    assert second.name == "Thư bên trong.eml"
    assert sniff(second.data) == "mail"
    letter = parse_bytes(second.data)
    assert (clue(letter, "title"), clue(letter, "author")) == ("Thư bên trong", "Trần Văn Đạt")
    assert clue(letter, "published") == "05/03/2019 08:30"
    assert [(one.name, one.data) for one in take_out(second.data, allowance=Allowance())] == [("sâu.txt", b"1")]
    assert list(take_out(data, allowance=Allowance()))[1].data == second.data


def test_small_pictures_and_those_in_the_text_are_left_out() -> None:
    page = '<html><body><p>Chào</p><img src="cid:logo@1"></body></html>'.encode()
    shown = attachment("logo.png", b"\x89PNG") | texts(x3712="logo@1")
    data = ole_file(message() | {"__substg1.0_10130102": page, "__attach_version1.0_#00000000": shown})
    assert list(take_out(data, allowance=Allowance())) == []


@pytest.mark.parametrize("cut", range(600, 5_000, 400))
def test_half_a_mail_is_damaged_or_read_as_far_as_it_goes(cut: int) -> None:
    data = ole_file(message() | {"__attach_version1.0_#00000000": attachment("a.pdf", bytes(5_000))})
    for reader in (parse_bytes, lambda data: list(take_out(data, allowance=Allowance()))):
        try:
            reader(data[:cut])
        except IngestError as error:
            assert error.code in ("damaged", "empty", "unsupported")
