"""Who issued a cited document that names no issuer itself: the subject of its sentence, or the code in its number."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from nlp import edtf
from nlp.citations.own_number import codes_of, types_by_code
from nlp.mention import Mention
from nlp.places.levels import levels
from nlp.units.national_bodies import PARTY_COMMITTEE

ISSUES = re.compile(
    r"\s(?:(?:vừa|đã|cũng)\s)?(?:ký\s)?(?:ban hành|ra|có|gửi)\s(?:(?:các|bản|Bản)\s)?"
    r"|(?:\s[^\W\d_]+){0,3}?\s(?:tại|bằng)\s",
    re.IGNORECASE,
)
"""Between a body and the document that it issues: `UBND huyện ban hành Kế hoạch …`, `Sở hướng dẫn tại công văn …`."""
LAWS = ("Luật", "Bộ luật")
PARLIAMENT = "Quốc hội"
CONGRESS = re.compile(r"Đại hội\s[^,;(]*")
SESSION = re.compile(
    r"(?:Nghị quyết|Kết luận|NQ)\s?(?:Hội nghị\s)?(?:lần thứ\s\w+\s)?(?:của\s)?(?:BCH\s|Ban Chấp hành\s)?"
    r"(?:Trung ương|T\.?[ƯW])"
)
ON_A_DAY = re.compile(r",?\s{1,2}")
"""Between the day that opens a sentence and the body that acts on it."""
SMALL_WORDS = frozenset(("và", "các", "của", "về"))
"""Words of a name that its code leaves out."""
LEVELS = frozenset({"khối", "cơ"}).union(level.split()[0] for level in levels())
"""Syllables with which what a code leaves out of a name may begin, beside proper names."""
SHORTEST = 2
REACH = 48
"""Characters between a body and the document that it issues."""
TRAILING_FIGURES = re.compile(r"\d+$")
WORD = re.compile(r"[^\W\d_]+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The five tone marks, apart from those that make another letter."""


def with_issuers(text: str, citations: Sequence[Mention], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the citations, with issuer and day where the sentence or the number tells them."""
    units = sorted((mention for mention in mentions if mention.label == "UNIT"), key=lambda unit: unit.end)
    ends = [unit.end for unit in units]
    dates = {mention.end: mention for mention in mentions if mention.label == "DATE"}
    names = sorted({unit.name for unit in units if isinstance(unit.value, str)})
    by_code = cache(lambda code: _by_code(code, names))
    for citation in citations:
        fields = dict(citation.value) if isinstance(citation.value, dict) else {}
        subject = None if fields.get("issuer") else _subject(text, citation.start, ends, units)
        if subject is not None:
            fields["issuer"] = subject.name
            day = _day_before(text, subject.start, dates)
            if day and not fields.get("date"):
                fields["date"] = day
        elif not fields.get("issuer"):
            issuer = by_code(_issuer_code(fields.get("number", ""))) or _by_type(fields.get("type", ""), citation.text)
            if issuer:
                fields["issuer"] = issuer
        yield replace(citation, value=fields) if fields != citation.value else citation


def _subject(text: str, start: int, ends: Sequence[int], units: Sequence[Mention]) -> Mention | None:
    """The body that issues the document at `start` by what its sentence says; `ends` are those of `units`."""
    at = bisect_right(ends, start) - 1
    if at < 0 or start - ends[at] > REACH or ISSUES.fullmatch(text, ends[at], start) is None:
        return None
    return units[at]


def _day_before(text: str, start: int, dates: Mapping[int, Mention]) -> str:
    """The day that opens the sentence of the body at `start`; empty without one."""
    for end in (start - 2, start - 1):
        date = dates.get(end)
        if date is not None and isinstance(date.value, str) and ON_A_DAY.fullmatch(text, end, start):
            day = edtf.day_of(date.value)
            return day.isoformat() if day is not None else ""
    return ""


def _by_code(code: str, names: Sequence[str]) -> str:
    """The only body of the document whose name a number's code abbreviates; empty without one, or with several."""
    if len(code) < SHORTEST:
        return ""
    found = [name for name in names if _abbreviates(code, name)]
    return found[0] if len(found) == 1 else ""


def _by_type(kind: str, citation: str) -> str:
    """Who alone issues documents of that kind, or the congress or committee that the citation names as its session."""
    if kind in LAWS:
        return PARLIAMENT
    congress = CONGRESS.search(citation)
    if congress is not None:
        return " ".join(congress[0].split())
    return PARTY_COMMITTEE if SESSION.search(citation) else ""


def _issuer_code(number: str) -> str:
    """The code of the issuer: the first that is no type (`KH-UBND`, `UBND-NC`); those behind it are its offices."""
    codes = codes_of(number)
    rest = codes[1:] if codes and codes[0] in types_by_code() else codes
    return issuer_code(rest).replace("&", "")


def issuer_code(codes: Sequence[str]) -> str:
    """The first of some codes without the number of a term (`QH` of `QH13`); empty without one."""
    return TRAILING_FIGURES.sub("", codes[0]) if codes else ""


@lru_cache(maxsize=4096)
def _abbreviates(code: str, name: str) -> bool:
    """Whether a code is made of the first letters of a name, up to its place or to its end."""
    words = [word for word in WORD.findall(name) if word.lower() not in SMALL_WORDS]
    if len(words) < len(code) or "".join(map(_initial, words[: len(code)])) != code:
        return False
    following = words[len(code)] if len(words) > len(code) else ""
    return not following or following[0].isupper() or following.lower() in LEVELS


def _initial(word: str) -> str:
    """The first letter as codes write it: a capital without its tone, with the marks that make it another letter."""
    letters = unicodedata.normalize("NFD", word[0].upper())
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
