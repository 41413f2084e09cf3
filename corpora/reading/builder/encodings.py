"""Text in the encodings that Vietnamese offices used before Unicode; written from the public tables, for no reader."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("encodings.tsv")
TONES = "\u0300\u0301\u0309\u0303\u0323"
TYPEWRITTEN = str.maketrans({"“": '"', "”": '"', "–": "-", "…": "...", "³": "3", "²": "2", "’": "'"})
"""What a text of 8 bits a letter has instead of letters that its encoding lacks."""


@cache
def letter_bytes(encoding: str) -> dict[str, bytes]:
    """Letter -> its bytes in `tcvn3`, `vni`, `viscii` or `vps`."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {row["letter"]: bytes.fromhex(row[encoding]) for row in rows}


def typewritten(text: str) -> str:
    """NFC text with the signs that every old encoding has."""
    return unicodedata.normalize("NFC", text).translate(TYPEWRITTEN)


def without_lost_capitals(text: str) -> str:
    """The text as a font of TCVN3 shows it: capitals with tone marks are small, but in lines of capitals alone.

    Such lines are set in the font of capitals.
    """
    if text.isupper():
        return text
    table = letter_bytes("tcvn3")
    return "".join(
        letter.lower() if letter in table and table[letter] == table[letter.lower()] else letter for letter in text
    )


def encode(text: str, encoding: str) -> bytes:
    """The text's bytes; `cp1258` has letters with their tone marks after them. Raises: UnicodeEncodeError."""
    if encoding == "cp1258":
        return _marks_apart(text).encode("cp1258")
    table = letter_bytes(encoding)
    return b"".join(table.get(letter) or letter.encode("ascii") for letter in typewritten(text))


def as_codes(text: str, encoding: str) -> str:
    """The text as its bytes look when read as Latin-1: what a Word file with an old font holds."""
    table = letter_bytes(encoding)
    return "".join(table[letter].decode("latin-1") if letter in table else letter for letter in typewritten(text))


def _marks_apart(text: str) -> str:
    """Letters composed but for their tone mark, as that code page has them."""
    parts = []
    for letter in typewritten(text):
        split = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in split if mark in TONES)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in TONES))
        parts.append(rest + tones)
    return "".join(parts)
