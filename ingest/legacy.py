"""Text in the encodings used before Unicode: TCVN3 (ABC), VNI, VISCII, VPS, Windows-1258; told by font, converted.

A program that does not know them reads their bytes as Latin-1 or Windows-1252: `Céng hoµ x· héi` is TCVN3 so read.
Everything here takes such a text; `ingest.charset` takes bytes. The tables are data: `charsets/*.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from ingest.orthography import is_syllable, nfc
from ingest.tables import read_table

HERE = Path(__file__).parent / "charsets"
TABLES = ("tcvn3", "vni", "viscii", "vps")
ENCODINGS = (*TABLES, "cp1258")

OWN_LETTERS = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Letters that only Vietnamese has; a text read as Latin-1 has none of them."""

CASE = 0x20
"""What parts a capital from its small letter, also among VNI's marks."""

PRIVATE = 0xF000
"""Where word processors put the bytes of a font that calls itself a symbol font."""

NOTE = re.compile(r"\s*\([^)]*\)")
"""What a vendor adds to a font's name: `.VnTimeH(Ds)`."""

SUBSET = re.compile(r"^[A-Z]{6}\+")
STYLE = re.compile(r"[,\- ]+(?:bold|italic|oblique|regular|normal|roman|mt|ps|,|-| )+$", re.I)
WORD = re.compile(r"[^\W\d_]+")
BESIDE_LETTER = r"(?:(?<=[^\W\d_]|®){0}|{0}(?=[^\W\d_]))"
"""Beside a letter: `®` is the `đ` of TCVN3, as in `®∙` for `đã`."""


def _rows(name: str) -> list[dict[str, str]]:
    return read_table(HERE / f"{name}.tsv")


@cache
def _table(encoding: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What each byte or pair of bytes stands for, on their Latin-1 images, and the pattern that finds them.

    A base letter takes its mark in either case (`Aù` as `AÙ`), as typists mixed them.
    """
    letters: dict[str, str] = {}
    for row in [*_rows(encoding), *(_rows("vni_variants") if encoding == "vni" else [])]:
        sequence = bytes.fromhex(row["bytes"]).decode("latin-1")
        letters[sequence] = row["letter"]
        if len(sequence) == 2:
            letters[sequence[0] + chr(ord(sequence[1]) ^ CASE)] = row["letter"]
    return letters, re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))


def _apply(encoding: str, image: str) -> str:
    letters, pattern = _table(encoding)
    return pattern.sub(lambda match: letters[match[0]], image)


@cache
def _images() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    """Characters and the bytes they stand for: always, and beside a letter only."""
    always = {ord(bytes([code]).decode("cp1252", "replace")): chr(code) for code in range(0x80, 0xA0)}
    always.pop(0xFFFD, None)
    always |= {PRIVATE + code: chr(code) for code in range(0x20, 0x100)}
    beside: dict[str, str] = {}
    for row in _rows("substitutes"):
        character, byte = int(row["character"], 16), chr(int(row["byte"], 16))
        if row["beside_letter"] == "yes":
            beside[chr(character)] = byte
        else:
            always[character] = byte
    return always, re.compile(BESIDE_LETTER.format("[" + "".join(beside) + "]")), beside


def image_of(text: str) -> str:
    """The text with every character that stands for a byte of the original as that byte's Latin-1 character.

    Windows-1252's quotes and dashes, private characters of symbol fonts, what PDF readers give for some glyphs.
    """
    always, pattern, beside = _images()
    return pattern.sub(lambda match: beside[match[0]], text.translate(always))


def convert(text: str, encoding: str, *, capitals: bool = False) -> str:
    """The NFC text that a text read as Latin-1 or Windows-1252 stands for; one in Unicode already comes back as it is.

    `capitals` is for TCVN3 types whose small letters look like capitals (`.VnTimeH`).
    Raises: KeyError for an unknown encoding.
    """
    if OWN_LETTERS.search(text):
        return nfc(text)
    converted = nfc(_CONVERTERS[encoding](image_of(text)))
    return converted.upper() if capitals else converted


def _by_table(encoding: str) -> Callable[[str], str]:
    def read(image: str) -> str:
        return _windows(_apply(encoding, image))

    return read


def _windows(text: str) -> str:
    """Control characters left from bytes 80 to 9F as Windows-1252 has them: quotes and dashes."""
    return text.translate(_WINDOWS)


_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


def _tcvn3(image: str) -> str:
    read = _windows(_raise_marked(_DOUBLE_HYPHEN.sub("\u00ad", image)))
    return _LOST_CAPITAL.sub(lambda found: found[0].upper(), read)


_LOST_CAPITAL = re.compile(
    r"(?<![^\W\d_])(?:ủ(?=y)|u(?=ỷ))(?=..? ban (?:nhân dân|hành chính|kháng chiến|mặt trận|MTTQ|Mặt trận|Hành chính"
    r"|Kháng chiến|Kiểm tra|Trung ương|Thường vụ Quốc hội)(?!\w))"
)
"""The first letter of a body's name, whose capital the encoding cannot write."""


_DOUBLE_HYPHEN = re.compile("\u00ad{2,}")
"""The letter ư typed twice: its byte is a soft hyphen, which does not show where it is doubled."""


def _cp1258(image: str) -> str:
    return "".join(
        letter.encode("latin-1").decode("cp1258", "replace") if letter < "\u0100" else letter for letter in image
    )


def _raise_marked(image: str) -> str:
    """TCVN3 with its marked letters as capitals in headings in capitals.

    The encoding has no marked capitals, so typists used a font of capitals: `CéNG HOµ` with that font is `CỘNG HOÀ`.
    """
    parts = _TCVN3_WORD.split(image)
    words, gaps = parts[1::2], parts[2::2]
    parts[1::2] = read = [_apply("tcvn3", word) for word in words]
    for run in _capital_runs(words, gaps):
        if any(_sure(words[place], read[place]) for place in run):
            for place in run:
                parts[2 * place + 1] = read[place].upper()
    return "".join(parts)


_TCVN3_WORD = re.compile(r"([A-Za-z\u00a1-\u00ff]+)")
_SAME_RUN = re.compile(r"[ ,\u00a0\u0096-]+")
_HAS_SMALL = re.compile("[a-z]")
_LATER_CAPITAL = re.compile("(?<=.)[A-Z\u00a1-\u00a7]")


def _capital_runs(words: list[str], gaps: list[str]) -> Iterator[range]:
    """The places of words without a small ASCII letter that follow each other with blanks, commas or dashes between."""
    start = 0
    for place, (word, gap) in enumerate(zip(words, gaps, strict=True)):
        small = bool(_HAS_SMALL.search(word))
        if small or not _SAME_RUN.fullmatch(gap):
            yield range(start, place if small else place + 1)
            start = place + 1


def _sure(word: str, letters: str) -> bool:
    """Whether a word is a syllable written in capitals: `TH¦`, `CéNG`; not `UBND`, `X·`."""
    return bool(_LATER_CAPITAL.search(word)) and is_syllable(letters)


_CONVERTERS: dict[str, Callable[[str], str]] = {
    "tcvn3": _tcvn3,
    "vni": _by_table("vni"),
    "viscii": _by_table("viscii"),
    "vps": _by_table("vps"),
    "cp1258": _cp1258,
}


@cache
def encoding_of_font(name: str) -> tuple[str, bool] | None:
    """The encoding that a font's name tells and whether its letters are all capitals; None for other fonts.

    >>> encoding_of_font("ABCDEF+.VnTimeH,Bold"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
    (('tcvn3', True), ('vni', False), None)
    """
    family = STYLE.sub("", NOTE.sub("", SUBSET.sub("", name.strip().replace("#2E", ".").replace("#20", " "))).strip())
    for pattern, encoding in _fonts():
        if pattern.fullmatch(family):
            return encoding, encoding == "tcvn3" and family[-1] in "Hh"
    return None


@cache
def _fonts() -> list[tuple[re.Pattern[str], str]]:
    """Patterns with a capital letter in them mind case."""
    return [
        (re.compile(row["pattern"], 0 if re.search("[A-Z]", row["pattern"]) else re.I), row["encoding"])
        for row in _rows("fonts")
    ]
