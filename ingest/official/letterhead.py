"""How the lines of a letterhead are told: national and Party title, number, place and date, type, stamp, marks.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (state documents) and the rules before it; Hướng dẫn 36-HD/VPTW (Party
documents).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import islice

from ingest.folded_words import folded_words, holds_letters, letters_of
from ingest.names import looks_like_organisation
from ingest.orthography import CAPITALS, LOOKALIKES, SMALL, fold, is_capitals, loose, plain_dashes
from ingest.quick_patterns import quick_codes
from ingest.words import load_words

LETTERHEAD_LINES = 30
"""Lines with text among which a letterhead lies: two columns of six, a stamp, type and subject."""

DATED_WITHIN = 6
"""Lines with text within which place and day stand under the office of a letterhead without a title."""

BARE_TYPE_WITHIN = 8
"""Lines with text within which a type in capitals is the document's though its letterhead was left out."""

LONGEST_LINE = 160
"""Characters of a printed line that holds a title and what stands left of it, blanks between letters among them."""

LONGEST_TITLE = 9
LONG_TITLE = 6
TITLE_WORDS = 0.7
"""Share of a long title's words that a line must have: a recogniser spoils one or two of six or eight."""

SHORT_TITLE_LIKE = 0.88
"""Share of letters in common with a short title; `LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM` has 0.78 with the Party's old one."""

RULE = re.compile(r"[\W_]*|(?:\d{1,4}\s)?\s*CÔNG BÁO\s?/\s?S.*")
"""A line that says nothing, and the running head of the official gazette."""

LETTER = CAPITALS + SMALL + "".join(LOOKALIKES)
OF_NUMBER = r"(?:(?:bộ luật|luật|pháp lệnh|nghị quyết|sắc lệnh|sắc luật|nghị định|lệnh)\s+)?s[ốôoóồổỗ]\s*[:.;]?\s*"
"""What stands before a number, marks misread forgiven; laws have their type there (`Luật số: 06/2022/QH15`)."""

SYMBOL = rf"(?:\d(?=[A-ZĐ]))?[{LETTER}&][{LETTER}\d&.+]{{0,14}}"
NUMBER = re.compile(
    rf"{OF_NUMBER}(?P<number>\d[\d\s]{{0,8}}[a-d]?"
    rf"(?:(?:\s?[/-]\s?(?:(?:19|20)\d{{2}}\s?[/-]\s?)?|\s(?=[A-ZĐ]+\s?[/-])){SYMBOL}(?:\s?[-/,.]\s?{SYMBOL}){{0,5}}))",
    re.I,
)
BLANK_NUMBER = re.compile(
    rf"{OF_NUMBER}(?:[\W_]*[/-]\s*(?:(?:19|20)?[\W\d_]{{0,4}}/\s*)?[{LETTER}]|[\W_]*)$|{OF_NUMBER}[\W_]*[/-]\s*[{LETTER}]",
    re.I,
)
"""A draft's number: its symbol without a figure (`Số:      /KH-UBND`)."""

SYMBOL_ALONE = re.compile(rf"[/-]\s?{SYMBOL}(?:\s?[-/.]\s?{SYMBOL}){{1,5}}")
"""The symbol of a draft's number, far from its `Số:`."""

UNCLEAR_NUMBER = re.compile(rf"{OF_NUMBER}\S{{0,8}}\s?\S{{0,4}}\s?[/-]\s?{SYMBOL}(?:\s?[-/.]\s?{SYMBOL}){{0,5}}", re.I)
"""The line of a number of which a recogniser made something else."""

BARE_NUMBER = re.compile(rf"{OF_NUMBER}(?P<number>\d[\d ]{{0,6}}[a-z]?)[\s.]*", re.I)
LONE_NUMBER = re.compile(
    rf"\s*(?P<number>\d{{1,5}}[a-d]?/(?:(?:19|20)\d\d/)?[{CAPITALS}][{LETTER}]{{0,6}}"
    rf"(?:-[{CAPITALS}][{LETTER}&.]{{0,14}}){{1,4}})\s*"
)
"""A number without its `Số:`, with figures, type and body, as all of a line."""
DAY_WORD, MONTH_WORD, YEAR_WORD = "ng[àaảá]y", "th[áaàả]ng", "n[ăaãâà]m"
"""The words of a date, marks misread forgiven."""

PLACE_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^;:()\d]{1,60}?)\s*[,.]?\s*)?"
    rf"(?P<date>(?<!\w)(?:{DAY_WORD}\s*[.…_\s]*(?P<day>\d{{1,2}})?[.…_\s]*)?"
    rf"{MONTH_WORD}\s*[.…_\s]*(?:\d{{1,2}}|giêng|chạp)\s*{YEAR_WORD}\s*\d{{4}}"
    rf"|(?<!\w){DAY_WORD}\s*\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}})\s*\.?",
    re.I,
)
BLANK_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:()\d]{1,60}?)\s*,\s*)?"
    rf"(?P<date>(?<!\w){DAY_WORD}\W{{0,20}}\w{{0,3}}\W{{0,20}}{MONTH_WORD}\W{{0,20}}\w{{0,3}}\W{{0,20}}{YEAR_WORD}\W{{0,12}}\w{{0,4}})\W*",
    re.I,
)
"""A date with blanks for figures, or figures misread (`Hà Nội, ngày     tháng     năm 2019`)."""

ABOUT = re.compile(r"[“\"]?(?:v/v|vv|về việc|về)[:\s]\s*(?P<subject>\S.*)", re.I)
TO = re.compile(r"(?:kính (?:gửi|gởi|trình)\s*:?|(?:gửi|gởi)\s*:)\s*(?P<recipients>.*)", re.I)
STAMP = re.compile(r"(?:(?:(?:cong|van) )?(?:van|ban|c\.?v) |so )?den(?: so)?[\s:.]*(?:\d.*)?")
"""A receiver's stamp, folded: `ĐẾN`, `CÔNG VĂN ĐẾN`, `SỐ ĐẾN: 12`."""

NO_TYPE = re.compile(
    r"thư (?:ký|kí|viện)|luật sư|đơn vị|quy định chung|công bố quyết định|phát động(?! thi đua| phong)"
)
"""Headings that begin like a type and name none."""

ASKED_AGAIN = 4
"""Documents whose first lines are kept with whether they are a letterhead."""
REMEMBERED = 256
"""Answers kept: the lines of one document's head and foot, which each part of the reading asks about in turn."""


@cache
def _titles() -> tuple[_Title, ...]:
    """The official titles, folded; the youth union's left out, which is an organisation's name too."""
    return tuple(_Title(_words(form)) for form in load_words("official_titles") if not form.startswith("đoàn"))


class _Title:
    """An official title, ready to be compared with many lines."""

    def __init__(self, form: str) -> None:
        self.words = frozenset(form.split())
        self.length = len(form.split())
        self.form = form
        self._letters = tuple(Counter(form).items())

    def is_like(self, plain: str, words: Sequence[str]) -> bool:
        """Whether a line has most of its words; of a short title most of its letters, in their order."""
        if abs(len(words) - self.length) > 1:
            return False
        if self.length >= LONG_TITLE:
            return len(self.words.intersection(words)) >= TITLE_WORDS * self.length
        if 2 * min(len(plain), len(self.form)) < SHORT_TITLE_LIKE * (len(plain) + len(self.form)):
            return False
        shared = sum([min(plain.count(letter), count) for letter, count in self._letters])
        if 2 * shared < SHORT_TITLE_LIKE * (len(plain) + len(self.form)):
            return False  # not even in whatever order
        return SequenceMatcher(None, plain, self.form, autojunk=False).ratio() >= SHORT_TITLE_LIKE


@lru_cache(maxsize=REMEMBERED)
def _folded(text: str) -> str:
    return fold(text)


def _words(text: str) -> str:
    return " ".join(folded_words(text))


@cache
def _title_pattern() -> re.Pattern[str]:
    """The titles with blanks anywhere: some fonts scatter the letters of a line."""
    forms = [r"\W{0,4}".join(re.findall(r"\w", fold(form))) for form in load_words("official_titles")]
    return re.compile(quick_codes(forms, not_after=r"\w") + r"(?!\w)")


@cache
def _title_letters() -> tuple[str, ...]:
    """What every line with a title holds, blanks and signs aside: asked first, since few lines do."""
    return letters_of(load_words("official_titles"))


@lru_cache(maxsize=REMEMBERED)
def title_within(text: str) -> int:
    """Where an official title begins in a line; -1 without one."""
    if len(text) > LONGEST_LINE or not holds_letters(text, _title_letters()):
        return -1
    found = _title_pattern().search(_folded(text))
    return found.start() if found else -1


def title_spans(text: str) -> list[tuple[int, int]]:
    """Where official titles but the youth union's begin and end in a text, their letters scattered or not."""
    if not holds_letters(text, _title_letters()):
        return []
    found = (match.span() for match in _title_pattern().finditer(_folded(text)))
    return [(start, end) for start, end in found if not is_youth_title(text[start:end])]


@lru_cache(maxsize=REMEMBERED)
def is_title(text: str) -> bool:
    """Whether a line is the national title, its motto or the Party's title, a misread word or two forgiven."""
    if len(text) > LONGEST_LINE:
        return False
    plain = _words(text)
    if _title_pattern().fullmatch(plain) and not is_youth_title(text):
        return True
    words = plain.split()
    if not 4 <= len(words) <= LONGEST_TITLE or not text.strip(' *-("“')[:1].isupper():
        return False
    return any(title.is_like(plain, words) for title in _titles())


def is_youth_title(text: str) -> bool:
    """Whether a line holds the youth union's name alone, which stands where others have the national title."""
    return loose(text).strip(" *-.") in _youth_titles()


@cache
def _youth_titles() -> frozenset[str]:
    return frozenset(loose(form) for form in load_words("official_titles") if form.startswith("đoàn"))


def is_mark(text: str) -> bool:
    """Whether a line is a mark of urgency, secrecy, handling, a draft's or a copy's."""
    if not is_capitals(text):
        return False
    plain = loose(text).strip(" .:*()[]")
    if plain in _marks():
        return True
    return bool(re.fullmatch(r"dự thảo(?: lần)?(?:\W{1,3}\d{1,2})?(?:\W.{0,20})?|sao y.{0,25}", plain))


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(loose, load_words("marks")))


def has_letterhead(texts: Sequence[str]) -> bool:
    """Whether the first lines bear the national title, the Party's, or a number of their own."""
    return _is_letterhead(tuple(islice(filter(str.strip, texts), LETTERHEAD_LINES)))


@lru_cache(maxsize=ASKED_AGAIN)
def _is_letterhead(head: tuple[str, ...]) -> bool:
    return (
        any(is_title(text) or title_within(text) > 0 for text in head)
        or any(
            (NUMBER.fullmatch(plain_dashes(text.strip())) or BLANK_NUMBER.match(text)) and "/" in text
            for text in head[:12]
        )
        or _has_place_and_office(head[:DATED_WITHIN])
    )


def opens_like_a_letter(texts: Sequence[str]) -> bool:
    """Whether a text has a letterhead, or at least the heading of one: a type in capitals among its first lines."""
    head = islice(filter(str.strip, texts), BARE_TYPE_WITHIN)
    return has_letterhead(texts) or any(map(is_type, head))


def _has_place_and_office(head: Sequence[str]) -> bool:
    """Whether a text opens with an office in capitals and a line of place and day: letters of the years before 1976."""
    dated = any((match := place_date(text.strip())) and match["place"] for text in head)
    return dated and any(is_capitals(text) and looks_like_organisation(text) for text in head[:3])


def place_date(text: str) -> re.Match[str] | None:
    """The match of a line that holds a place and a day, or a day alone; that it ends with a figure is asked first."""
    return PLACE_DATE.fullmatch(text) if text.rstrip(" .\t\xa0")[-1:].isdigit() else None


def is_letterhead_line(text: str) -> bool:
    """Whether a line can only be a letterhead's: national title, Party title, or a number of its own at its head."""
    if is_title(text):
        return True
    return bool((NUMBER.match(plain_dashes(text)) and "/" in text) or BLANK_NUMBER.match(text))


def is_type(text: str) -> bool:
    """Whether a line in capitals begins with the name of a type of document."""
    return bool(type_of(text))


@lru_cache(maxsize=REMEMBERED)
def type_of(text: str) -> str:
    """The type that a heading line in capitals begins with, as written; empty for another line."""
    if not is_capitals(text):
        return ""
    if is_spaced(text):
        return _spaced_type(text)
    plain = loose(text).strip(" .:*")
    if NO_TYPE.match(plain):
        return ""
    for form in _types_by_word().get(plain.partition(" ")[0], ()):
        if plain == form or plain.startswith(form + " "):
            return " ".join(text.strip(" .:*").split()[: len(form.split())]).rstrip(" .:*")
    return _spaced_type(text) if _is_scattered(plain) else ""


@cache
def _types_by_word() -> dict[str, list[str]]:
    """First word -> the types of documents that begin with it, the longest first, as they are compared."""
    types: dict[str, list[str]] = {}
    for form in map(loose, load_words("doc_types")):
        types.setdefault(form.partition(" ")[0], []).append(form)
    return types


def is_spaced(text: str) -> bool:
    """Whether a line is set with a blank between its letters: `Q U Y Ế T Đ Ị N H`."""
    letters = text.split()
    return len(letters) > 3 and all(len(letter) == 1 for letter in letters)


def _is_scattered(plain: str) -> bool:
    """Whether a letter of a line stands alone, as some fonts scatter them: `KẾ HOẠC H`."""
    return any(len(word) == 1 for word in plain.split())


def _spaced_type(text: str) -> str:
    """A type set with blanks between its letters, in its usual letters."""
    squeezed = loose("".join(text.split())).strip(".:*")
    found = next((word for word in load_words("doc_types") if loose(word).replace(" ", "") == squeezed), "")
    return found.upper()
