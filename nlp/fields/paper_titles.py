"""Titles of papers that a page holds without their heading: from its headline, or the sentence that issues them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ingest.orthography import CAPITALS, fold, is_capitals
from nlp.lexicon import load_lexicon
from nlp.mention import Evidence
from nlp.rule_files import load_fragments
from nlp.text.alternatives import alternatives
from nlp.text.clue_fields import one_line

ABOUT_COLON = re.compile(r"(?<!\w)(v/v)\s?:\s{0,3}", re.IGNORECASE)
"""How letters write `V/v` with a colon, which is no part of what they are about."""
SHORTEST_ISSUED, SHORTEST_HEADLINE = 8, 6
"""Words of a type with its subject, in a sentence and in a line of its own."""
ISSUED_WITHIN = 5000
"""Characters in which the sentence stands that issues a paper, behind what it is based on."""
LINES_ABOVE, LONGEST_ABOVE = 4, 60
"""Lines with bodies' names above a headline, and characters of each."""
SIGNS = frozenset({"So", "Sk", "Cf", "Zs"})
"""Kinds of characters that people set about a headline and that say nothing: `🌟 HỘI NGHỊ TỔNG KẾT 🌟`."""
VARIANT = "\ufe0f"
"""What stands behind a sign that is to be shown as a picture."""
DECORATION = " *=~•»«◆■►"
"""What copies set around a title: `*** … ***`."""
LABELLED = re.compile(r"^(?:tiêu đề|tên bài(?: viết)?|tít)\s?:\s+", re.IGNORECASE)
"""What a list of a page's properties has before its title."""
FULL_STOP = re.compile(r"(?<![.…/])\s?(?:\./)?\.$")
"""The full stop of a title, also that of a paper's end; no dots of what is left out."""
SHORT_WORD = re.compile(rf"(?<!\w)(?:[{CAPITALS}]{{1,3}}|v)\.$")
"""An abbreviation at a title's end, whose dot is its own: `ở TP.`, `v.v.`."""
ABOUT_LINE = re.compile(r"^[ \t]*(?P<about>(?:V/v|Về việc)\s[^\n]*\w)", re.IGNORECASE | re.MULTILINE)
LONGEST_HEADLINE = 240
"""Characters of a headline; the text below it has longer lines."""

Decision = tuple[str, Evidence]


def bare_title(title: str) -> str:
    """A title without the colon of its `V/v:`, the number before what it is about, signs about it and its full stop."""
    plain = _without_signs(ABOUT_COLON.sub(r"\1 ", LABELLED.sub("", title.strip(DECORATION)), count=1))
    numbered = _numbered().match(plain)
    plain = plain[numbered.end() :] if numbered is not None else plain
    shortened = SHORT_WORD.search(plain) is not None and not is_capitals(plain)
    return plain if shortened else FULL_STOP.sub("", plain)


def _without_signs(text: str) -> str:
    """A text from its first to its last character that is no sign."""
    told = [at for at, one in enumerate(text) if one != VARIANT and unicodedata.category(one) not in SIGNS]
    return text[told[0] : told[-1] + 1] if told else text


def is_numbered_letter(title: str) -> bool:
    """Whether a headline is a letter's number and what it is about: `Công văn số 12/SYT-TĐ V/v …`."""
    return _numbered().match(title) is not None


def issued_in_text(body: str) -> Decision | None:
    """The type and subject in the sentence that issues a paper: `… ban hành Kế hoạch phát động … như sau:`."""
    found = _issued().search(body, 0, ISSUED_WITHIN)
    text = one_line(found["title"]) if found is not None else ""
    if found is None or len(text.split()) < SHORTEST_ISSUED:
        return None
    return text[:1].upper() + text[1:], Evidence("lead", *found.span("title"))


def paper_headline(body: str) -> Decision | None:
    """A line with a paper's type and subject below short lines, over the first long one: `Kế hoạch tổ chức …`."""
    at = above = 0
    lines = body.splitlines(keepends=True)[: 4 * LINES_ABOVE]
    for place, whole in enumerate(lines):
        line = whole.strip()
        if line and _opens_with_type().match(line) and len(line.split()) >= SHORTEST_HEADLINE:
            below = next((one for one in lines[place + 1 :] if one.strip()), "")
            stands_over = len(line) <= LONGEST_HEADLINE < len(below) and line[-1] not in ".:;,"
            start = at + whole.index(line[0])
            return (one_line(line), Evidence("heading", start, start + len(line))) if stands_over else None
        above += bool(line)
        if above > LINES_ABOVE or len(line) > LONGEST_ABOVE:
            return None
        at += len(whole)
    return None


def about_above(body: str, end: int) -> Decision | None:
    """What a paper says that it is about, where its heading is lost and `QUYẾT ĐỊNH:` is the word that decides."""
    for line in ABOUT_LINE.finditer(body, 0, end):
        if line["about"].isupper():
            return one_line(line["about"]), Evidence("heading", line.start("about"), line.end("about"))
    return None


def about_below_type(body: str, end: int, kind: str) -> Decision | None:
    """The heading in usual letters far above the word that decides: `Quyết định` and below it `Về việc …`."""
    for line in ABOUT_LINE.finditer(body, 0, end):
        above = body[: line.start()].rstrip().rpartition("\n")[2].strip()
        if fold(above) == fold(kind):
            start = body.rindex(above, 0, line.start())
            return f"{above} {one_line(line['about'])}", Evidence("heading", start, line.end("about"))
    return None


@cache
def _types() -> str:
    """The types of papers with a code of their own, as the alternatives of a pattern."""
    return alternatives(one.form for one in load_lexicon("legal_types") if one.kind)


@cache
def _opens_with_type() -> re.Pattern[str]:
    return re.compile(rf"(?:{_types()})\s(?!số\s)[^\W\d_]", re.IGNORECASE)


@cache
def _numbered() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    about = rf"(?=(?:V/v|Về việc)\s|(?-i:(?:{_types()})\s(?:v|V)ề\s))"
    return re.compile(rf"(?:công văn\s)?số\s?:?\s?{number}\s?[,:-]?\s{about}", re.IGNORECASE)


@cache
def _issued() -> re.Pattern[str]:
    with_what = r"(?:với|gồm)\s(?:các|một số|những)\s(?:nội dung|nhiệm vụ|chỉ tiêu)[^;:()]{0,40}?"
    return re.compile(
        rf"(?<!\w)(?:ban hành|xây dựng)\s(?P<title>(?:{_types()})(?!\w)(?!\ssố\s)[^;:()]{{10,300}}?)"
        rf"(?:,?\s\((?:viết|gọi|sau đây|dưới đây)[^()]*\))?(?:,?\s{with_what})?(?:,?\s(?:cụ thể|chi tiết))?,?\snhư sau",
        re.IGNORECASE,
    )
