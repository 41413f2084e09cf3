"""Which bodies a letterhead names: the issuer, and those above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.document import Clue
from ingest.names import is_post, looks_like_organisation, names_body_behind
from ingest.official.letterhead import (
    ABOUT,
    BARE_NUMBER,
    BLANK_DATE,
    BLANK_NUMBER,
    LONE_NUMBER,
    NUMBER,
    RULE,
    SYMBOL_ALONE,
    is_title,
    is_youth_title,
    place_date,
    type_of,
)
from ingest.orthography import fold, is_capitals, loose, plain_dashes
from ingest.paragraphs import CELL_MARK
from ingest.rows import Row
from ingest.words import load_words

CONNECTORS = ("va", "cua", "cac", "thuoc", "voi", "-", ",", "tnhh", "mtv", "co phan", "mot thanh vien", "mtv -")
"""What a line cannot end a name with."""

JOINED = ("va", "cua", "thuoc", "-", "(", "voi")
"""What a line goes on with."""

LONGEST_NAME = 16
"""Words of one line of a body's name."""

TITLE_HEAD = re.compile(r"(?:cong hoa xa hoi(?: chu)?(?: nghia)?|dang cong san)(?: viet)?")
TITLE_TAIL = re.compile(r"(?:chu )?(?:nghia )?(?:viet )?nam")
"""The parts of a title broken over two lines, folded."""

LEVEL = re.compile(
    r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|(?:dac )?khu)\.?\s(?!uy\b|doan\b|doi\b)\S"
)
"""A place that stands above its commune's committee, folded."""

SEAT = re.compile(LEVEL.pattern + r"(?!han rang |a ria |hua thien )[^-,]*(?:\s-\s|,\s)\S")
"""A place with the one that it lies in; names of two places have a dash as well. Folded."""

FORM = re.compile(r"(?:cong ty co phan|ctcp|(?:cong ty )?tnhh (?:mtv|mot thanh vien|hai thanh vien))")
"""A firm's legal form alone, folded."""

WITHIN_NAME = ("trung uong", "bch", "chap hanh", "thuong vu")
"""What a name goes on behind."""


def find_issuers(rows: Sequence[Row]) -> list[Clue]:
    """The clues of the bodies named above the number, the issuer last; bodies in capitals before others.

    A place alone stands for its committee where a number is (`XÃ NẬM CẮN`).
    """
    numbered = any(_is_number(row.text) for row in rows)
    rows = _above_number(rows)
    named = [row for row in rows if is_capitals(row.text)] or [row for row in rows if _is_quiet_name(row.text)]
    if named and rows[-1] is not named[-1] and rows[-2:-1] == named[-1:] and _is_quiet_name(rows[-1].text):
        named = [*named, rows[-1]]  # only the body above is set in capitals
    if sum(looks_like_organisation(row.text) for row in named) > sum(is_youth_title(row.text) for row in named):
        named = [row for at, row in enumerate(named) if not is_youth_title(row.text) or _is_wrapped(named, at)]
    names: list[list[Row]] = []
    for at, row in enumerate(named):
        if names and _is_post_alone(row.text) and ends_name(names[-1][-1].text):
            continue  # the head of the body above, who writes in person
        if names and FORM.fullmatch(fold(row.text).strip(" *-")) and _ends_with_form(named[at + 1 :]):
            continue  # a firm's legal form below its name
        if names and SEAT.match(fold(row.text).strip(" *")) and not _is_open(names[-1][-1].text):
            continue  # where a firm or cooperative is: `HUYỆN QUỲNH LƯU - NGHỆ AN`
        if names and _continues(names[-1], row):
            names[-1].append(row)
        elif looks_like_organisation(row.text) or (not names and _opens(row.text)):
            names.append([row])
    if len(names) == 1 and LEVEL.match(fold(names[0][0].text)) and not numbered:
        return []
    clues = [_clue(parts, last=parts is names[-1]) for parts in names]
    return [clue for clue in clues if clue.field == "issuer" or loose(clue.text) != loose(clues[-1].text)]


def _clue(parts: Sequence[Row], *, last: bool) -> Clue:
    text = " ".join(part.text.strip(" *") for part in parts).strip(" *-")
    return Clue("issuer" if last else "superior", text, "letterhead", parts[0].start, max(part.end for part in parts))


def _above_number(rows: Sequence[Row]) -> list[Row]:
    """The rows that may hold names: up to the first number below one, without titles, dates and rules."""
    found: list[Row] = []
    before = ""
    for row in map(_first_column, rows):
        text = row.text
        above, before = before, fold(text).strip(" *-")
        if _is_number(text):
            if any(looks_like_organisation(one.text) for one in found):
                return found
            continue
        if is_title(text) or type_of(text) or RULE.fullmatch(text) or ABOUT.match(text) or TITLE_HEAD.fullmatch(before):
            continue
        if TITLE_HEAD.fullmatch(above) and TITLE_TAIL.fullmatch(before):
            continue
        if place_date(text.strip()) or BLANK_DATE.fullmatch(text.strip()):
            continue
        if len(text.split()) <= LONGEST_NAME:
            found.append(row)
    return found


def _first_column(row: Row) -> Row:
    """The first of two bodies that issue together, where their names stand beside each other."""
    first, mark, second = row.text.partition(CELL_MARK)
    joint = mark and is_capitals(row.text) and looks_like_organisation(first) and looks_like_organisation(second)
    return row.part(0, len(first)) if joint else row


def _is_number(text: str) -> bool:
    """Whether a line holds a number, or the parts of one that is left blank."""
    numbered = NUMBER.match(plain_dashes(text)) or BLANK_NUMBER.match(text) or BARE_NUMBER.fullmatch(text)
    numbered = numbered or LONE_NUMBER.fullmatch(plain_dashes(text))
    return bool(numbered or SYMBOL_ALONE.fullmatch(text))


def _opens(text: str) -> bool:
    """Whether a line that names no body may stand above one: a place, or the head of a body who decides."""
    return bool(LEVEL.match(fold(text))) or _is_office(text)


def _is_office(text: str) -> bool:
    """Whether a line names the head of a body who decides (`THỦ TƯỚNG CHÍNH PHỦ`, `CHỦ TỊCH UBND TỈNH …`)."""
    return is_post(text) and (names_body_behind(text) or "nuoc" in fold(text).split()[1:])


def _ends_with_form(below: Sequence[Row]) -> bool:
    """Whether no name goes on below the line of a legal form, as that of `CÔNG TY CỔ PHẦN` `MAY 10` does."""
    return not below or looks_like_organisation(below[0].text)


def _is_post_alone(text: str) -> bool:
    return loose(text).strip(" *-") in _posts()


@cache
def _posts() -> frozenset[str]:
    return frozenset(loose(word) for word in load_words("posts"))


def _is_quiet_name(text: str) -> bool:
    return text[:1].isupper() and looks_like_organisation(text) and not text.rstrip().endswith((".", ";", ":"))


def _is_wrapped(named: Sequence[Row], at: int) -> bool:
    """Whether the youth union's name goes on with the line above it."""
    return at > 0 and not ends_name(named[at - 1].text)


def ends_name(text: str) -> bool:
    """Whether a name may end with a text."""
    return not _is_open(text) and not fold(text).strip(" *").endswith((*CONNECTORS, *WITHIN_NAME))


def _continues(parts: Sequence[Row], row: Row) -> bool:
    """Whether a row goes on with the name begun: it names no organisation, or the one before it cannot end there."""
    before = fold(parts[-1].text).strip(" *")
    if before.endswith(CONNECTORS) or fold(row.text).split()[0] in JOINED:
        return True
    if not looks_like_organisation(row.text) or _is_broken_word(before, row.text):
        return True
    if LEVEL.match(before) and len(parts) == 1:
        return False
    return len(parts) == 1 and _is_open(parts[-1].text)


def _is_broken_word(before: str, text: str) -> bool:
    """Whether the line's end fell within a word of two syllables: `ỦY BAN THƯỜNG VỤ QUỐC` `HỘI`."""
    return f"{before.split()[-1]} {fold(text).split()[0]}" in _compounds()


@cache
def _compounds() -> frozenset[str]:
    return frozenset(fold(word) for word in load_words("compounds"))


def _is_open(text: str) -> bool:
    """Whether a line is or ends with a head noun alone (`ỦY BAN NHÂN DÂN`, `SỞ Y TẾ - HỘI`), which names nobody yet."""
    return loose(text.split(" - ")[-1]).strip(" *-") in _open_heads()


@cache
def _open_heads() -> frozenset[str]:
    return frozenset(loose(word) for word in load_words("open_names"))
