"""Codes become sentences that a clerk understands, in both languages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import biennien
from biennien.failure_sentences import SENTENCES, UNNAMED
from biennien.messages import sentence
from biennien.registry import errors as registry_errors
from ingest.errors import ERRORS
from search import errors as search_errors

CATALOGUE = Path(biennien.__file__).parent / "translations" / "vi" / "LC_MESSAGES"


def test_encrypted_file_says_what_to_do() -> None:
    assert sentence("encrypted") == "Tệp có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."
    assert sentence("encrypted", language="en").startswith("The file has a password.")


def test_every_code_of_every_package_has_a_sentence() -> None:
    codes = set(ERRORS) | {"not_a_document"}
    for module in (registry_errors, search_errors):
        codes |= {value.code for value in vars(module).values() if isinstance(value, type) and hasattr(value, "code")}
    assert codes <= set(SENTENCES)


def test_every_sentence_is_translated_with_its_parameters() -> None:
    with (CATALOGUE / "failures.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    translated = {message.id: message.string for message in catalogue if message.id}
    assert set(translated) == {*SENTENCES.values(), UNNAMED}
    for message in catalogue:
        if message.id:
            assert message.string and list(message.check(catalogue)) == []


def test_compiled_catalogue_is_that_of_the_source() -> None:
    with (CATALOGUE / "failures.po").open("rb") as source, (CATALOGUE / "failures.mo").open("rb") as compiled:
        wanted = {message.id: message.string for message in read_po(source) if message.id}
        given = {message.id: message.string for message in read_mo(io.BytesIO(compiled.read())) if message.id}
    assert given == wanted


@pytest.mark.parametrize(
    ("code", "params", "part"),
    [
        ("too_large", {"limit": 100_000_000}, "100 MB"),
        ("too_large", {"limit": 400_000}, "400 KB"),
        ("too_large", {"what": "unpacked", "limit": 200_000_000}, "Sau khi giải nén"),
        ("unsupported", {"kind": "gif"}, "Tệp là ảnh (gif)"),
        ("unsupported", {"kind": "rtf"}, "Loại tệp này (rtf)"),
        ("unsupported", {"kind": "program"}, "Tệp là một chương trình"),
        ("query_invalid", {"what": "cursor", "value": "x"}, "“cursor”"),
        ("unsupported", {"kind": "scan", "pages": 3, "why": "missing"}, "tesseract-ocr-vie"),
        ("unsupported", {"kind": "scan", "pages": 3, "why": "off"}, "BIENNIEN_OCR"),
        ("too_large", {"what": "pixels", "limit": 25_000_000}, "25.000.000"),
        ("too_long", {"what": "characters", "limit": 20_000_000}, "20.000.000 ký tự"),
        ("too_long", {"what": "pages", "limit": 2000}, "2.000 trang"),
        ("too_long", {"what": "bytes", "limit": 30_000_000}, "30 MB"),
        ("too_long", {"what": "depth", "limit": 250}, "phức tạp"),
        ("too_long", {"what": "members", "limit": 5}, "phức tạp"),
        ("too_long", {"what": "attributes", "limit": 1000}, "phức tạp"),
        ("too_long", {"what": "lines", "limit": 400_000}, "400.000 dòng"),
        ("time", {"limit": 60.5}, "quá nhiều thời gian"),
        ("unsupported", {}, "?"),
        ("nonsense", {}, "nonsense"),
        ("damaged", {"detail": "100 % gone"}, "hỏng"),
    ],
)
def test_parameters_are_put_in_and_missing_ones_do_no_harm(code: str, params: dict[str, str | int], part: str) -> None:
    assert part in sentence(code, params)


def test_unknown_language_gives_the_default() -> None:
    assert sentence("empty", language="fr") == sentence("empty")
