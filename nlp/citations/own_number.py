"""The document's own number in its letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.lexicon import Entry, load_lexicon
from nlp.rule_files import load_fragments
from nlp.text.alternatives import load_alternatives
from nlp.text.scanning import matches_at_words
from nlp.text.wanted_syllables import Wanted

AROUND_MARK = re.compile(r"\s*([/-])\s*")
CODE_MARK = re.compile(r"[/-]")
FIGURES = re.compile(r"^\d+[a-zđ]?(?:/\d{4})?[/-]?")
"""What a number begins with, its year among them."""
LABEL = Wanted({"số"})
OPENS_CELL = re.compile(r"(?:^|[\n\t]|\s{3})[ \t]{0,40}(?:[-+*•][ \t])?\Z")
"""What stands before a number's label: the start of a line or of an item, or the gap between two columns."""
LONGEST_INDENT = 43
HEAD = 1200
"""Characters at the start in which a letterhead's number stands."""


def own_number(text: str, heading: int = 0) -> tuple[int, int, str] | None:
    """The bounds of the number after `Số` at a line's start in the letterhead, and the number without spaces.

    `heading`: where the paper's type stands, which may be far down a page.
    """
    return next(own_numbers(text, heading), None)


def own_numbers(text: str, heading: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers after `Số` at a line's start in the letterhead and in the box above it, as `own_number`."""
    for found in matches_at_words(_pattern(), LABEL, text):
        if found.end() > max(HEAD, heading):
            return
        if found.start() >= heading - HEAD and OPENS_CELL.search(
            text, max(0, found.start() - LONGEST_INDENT), found.start()
        ):
            yield found.start("number"), found.end("number"), plain_number(found["number"])


def lone_number(text: str) -> tuple[int, int, str] | None:
    """The bounds of the number that is all of a page's first line, and the number: `3987/BVHTTDL-TĐKT`."""
    found = _lone().match(text)
    return (found.start("number"), found.end("number"), plain_number(found["number"])) if found else None


def announced_number(text: str) -> tuple[int, int, str] | None:
    """The bounds of the number of the paper that a page says it gives in full, and the number: `Toàn văn như sau:`."""
    found = _announced().search(text, 0, HEAD)
    return (found.start("number"), found.end("number"), plain_number(found["number"])) if found else None


def plain_number(number: str) -> str:
    """A document's number with plain hyphens, without spaces around its marks: `12 /KH – UBND` is `12/KH-UBND`."""
    return " ".join(AROUND_MARK.sub(r"\1", number.replace("–", "-")).split())


def number_in_title(title: str) -> str:
    """The number behind the type that a title begins with: `Thông báo số 87/TB-UBND: …`; empty without one."""
    found = _titled().match(title)
    return plain_number(found["number"]) if found else ""


@cache
def _titled() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    types = load_alternatives("legal_types")
    return re.compile(rf"(?:{types})(?: số)?\s?:?\s(?P<number>{number})(?!\w)", re.IGNORECASE)


@cache
def _announced() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    whole = (
        r"(?:(?:toàn văn|nguyên văn)(?!\w)[^.:\n]{0,60}?(?:như sau|dưới đây)?\s?:"
        r"|[^.\n]{0,90}?(?:giới thiệu|đăng(?: tải)?|trích(?: đăng)?) (?:toàn|nguyên) văn(?!\w))"
    )
    return re.compile(
        rf"(?<!\w)(?:ban hành|ký)\s[^\W\d_][^.;:\d\n]{{0,40}}\s(?P<number>{number})(?!\w)[^.;:\n]{{0,160}}\.\s{whole}",
        re.IGNORECASE,
    )


@cache
def _lone() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    return re.compile(rf"\s*(?P<number>{number})[ \t]*\n(?=\s*\S)")


@cache
def _pattern() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    label = r"số(?:[/ ](?:k[ýí] )?hiệu)?(?: văn bản)?"
    return re.compile(rf"{label}\s?:?\s{{0,4}}(?P<number>{number})(?!\w)", re.IGNORECASE)


def codes_of(number: str) -> list[str]:
    """The codes behind a number's figures and year: `KH` and `UBND` of `41/KH-UBND`."""
    return [code for code in CODE_MARK.split(FIGURES.sub("", number)) if code]


@cache
def types_by_code() -> dict[str, Entry]:
    """Code of a document's number -> the first type of the lexicon that it stands for."""
    return {entry.kind: entry for entry in reversed(load_lexicon("legal_types")) if entry.kind}


def legal_type_of(number: str) -> str:
    """The type that a document's number names by its first code (`41/KH-UBND`); empty where it names none.

    Only the first: the codes behind it are offices, and one of them may look like a type (`138/BCH-CT`).
    """
    entry = types_by_code().get(next(iter(codes_of(number)), ""))
    return entry.form if entry is not None else ""
