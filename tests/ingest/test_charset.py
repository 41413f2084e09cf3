"""Encodings: UTF-8, marked UTF-16 and UTF-32, Windows-1258; what gives no Vietnamese is refused with its kind."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.charset import decode
from ingest.errors import UnsupportedFormat
from ingest.orthography import split_tone

TEXT = "Ủy ban nhân dân tỉnh phát động phong trào thi đua yêu nước chào mừng kỷ niệm ngày truyền thống."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_decode_reads_unicode_and_drops_the_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_decode_composes_letters() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()) == TEXT


def test_decode_reads_windows_1258() -> None:
    syllables = (split_tone(letter) for letter in TEXT)
    assert decode("".join(letters + mark for letters, mark in syllables).encode("cp1258")) == TEXT


def test_decode_refuses_bytes_that_give_no_vietnamese() -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        decode("Московский государственный университет имени Ломоносова".encode("cp1251"))
    assert refused.value.params["kind"] == "encoding"


def test_decode_refuses_control_bytes() -> None:
    with pytest.raises(UnsupportedFormat):
        decode(b"abc\0def")


@pytest.mark.parametrize("kept", range(60, 80))
def test_decode_reads_utf8_that_ends_within_a_letter(kept: int) -> None:
    whole = decode(TEXT.encode()[:kept])
    assert TEXT.startswith(whole)
    assert kept - len(whole.encode()) < 3


def test_decode_takes_no_last_letter_of_another_encoding_for_a_part_of_one() -> None:
    text = 3 * "Thi dua lap thanh tich chao mung ngay hoi lon cua dan toc ta trong nam nay, bao cao ve " + "b\xe8"
    assert len(decode(text.encode("latin-1"))) == len(text)
