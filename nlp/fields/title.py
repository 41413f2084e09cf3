"""A document's title: what a page calls itself, or the subject in its letterhead after its type."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import fold
from nlp.citations.own_number import own_number
from nlp.fields.headings import HEAD, find_heading
from nlp.fields.headline import (
    LONGEST_BODY,
    SHORTEST_TITLE,
    Decision,
    below_banner,
    headline_over_box,
    headline_over_lead,
    is_banner,
    is_kicker,
    plain_headline,
)
from nlp.fields.paper_titles import bare_title, issued_in_text, paper_headline
from nlp.fields.subjects import ABOUT, subject, without_opening
from nlp.mention import Evidence
from nlp.text.clue_fields import clues_of, one_line, stands

LINE_BELOW = re.compile(r"[ \t]*\n(?:[ \t]*\n)?(?P<line>[^\W\d_][^\n]{8,198}[^\s.;:,])[ \t]*(?=\n|\Z)")
"""The rest of a title, below an empty line at most; a sentence ends with a dot."""
DAY_BEFORE = re.compile(r"(?:date\s?:?\s)?\d{4}-\d{2}(?:-\d{2})?\s+(?=\S)")
"""What copies saved with their day begin with: `date: 2020-05-14 Ra quân …`, `2020-05 Ra quân …`."""
DAY_BEHIND = re.compile(
    r"(?<![\s|,–-])[\s|,–-]{1,6}(?:(?:thứ \w+|chủ nhật)[\s,]+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"[\s,|–-]+\d{1,2}[:hg]\d{2}(?::\d{2})?$|\s\(\d{1,2}[/.-]\d{1,2}[/.-]20\d\d(?:\s\d{1,2}[:hg]\d{2})?\)$",
    re.IGNORECASE,
)
ABOUT_IN_BRACKETS = re.compile(
    r"^[^\W\d_][\w ]{5,23}\(\s?(?P<about>(?:V/v|Về việc)\s[^()\n]{8,200}?)\s?\)\s*$", re.MULTILINE
)
ABOVE_ADDRESSEES = re.compile(r"[^\w\n]*\n\s*(?P<line>[^\W\d_][^\n]{15,240}[^\s.;:,])[ \t]*\n\s*")
"""One line alone between a page's day and a letter's `Kính gửi`."""
LETTER_ABOUT = re.compile(r"^[ \t]*(?P<about>(?:Công văn\s)?(?:V/v\s?:?|Về việc|[Vv]ề)\s[^\n]{8,240})$", re.MULTILINE)
LEAST_OVER_BOX = 6
"""Words of a headline over a box; a section's name has fewer: `Công văn - Văn bản`."""
MOST_OVER_BOX = 1
"""Lines between a headline and the first value of the box below it: that value's label."""


def find_title(document: Document) -> Decision | None:
    """The title, without the number that may stand before it and the colon of a letter's `V/v:`."""
    found = _title(document)
    return (bare_title(found[0]), found[1]) if found is not None else None


def _title(document: Document) -> Decision | None:
    """A page's own title, else the subject in a letterhead with its type, else the heading below it."""
    boxed = _boxed(document)
    if boxed is not None:
        return boxed
    own = clues_of(document, "subject") and (stands(document, "doc_number") or stands(document, "doc_type"))
    for clue in () if _holds_paper(document) else clues_of(document, "title"):
        over_lead = None if own else headline_over_lead(document, clue)
        if over_lead is not None:
            return over_lead
        if is_banner(clue.text.strip()) or is_kicker(clue.text):
            below = below_banner(document, clue)
            if below is not None:
                return below
            continue
        if (clue.start is not None or not own) and not _is_issuer(document, clue):
            below_it = _over_addressees(document, clue) or _below_body(document, clue)
            if below_it is not None:
                return below_it
            return _whole(document.body, clue)
    # a page's own name for itself (its head, its properties) gives way to the subject in a letterhead
    for clue in clues_of(document, "subject"):
        return _after_type(document, _with_line(document.body, clue))
    headed = find_heading(document)
    if headed:
        return _after_type(document, headed)
    body = document.body
    found = _in_brackets(body) or _about_letter(document) or (None if own else plain_headline(body))
    if found is None and (stands(document, "doc_number") or own_number(body)):
        found = issued_in_text(body)
    return (
        found
        or paper_headline(body)
        or headline_over_box(document)
        or (None if own or stands(document, "doc_number") else headline_over_lead(document))
    )


def _boxed(document: Document) -> Decision | None:
    """What a paper is about in the box beside it, on a page that has neither the paper nor a headline over the box."""
    about = next((clue for clue in clues_of(document, "subject") if clue.method == "box"), None)
    if about is None or any(clue.method == "letterhead" for clue in clues_of(document, "subject")):
        return None
    tops = [clue.start for clue in document.clues if clue.method == "box" and clue.start is not None]
    for title in clues_of(document, "title"):
        is_section = len(title.text.split()) < LEAST_OVER_BOX
        if title.end is not None and title.end <= min(tops, default=0) and not is_section:
            between = [line for line in document.body[title.end : min(tops)].split("\n") if line.strip()]
            if len(between) <= MOST_OVER_BOX and fold(title.text) != fold(about.text):
                return None
    return one_line(about.text), Evidence.of(about)


def _over_addressees(document: Document, title: Clue) -> Decision | None:
    """The line right above whom a letter is for, where the page's day parts it from a section's name above."""
    whom = next((clue.start for clue in clues_of(document, "addressees") if clue.start is not None), None)
    day = next((clue.end for clue in clues_of(document, "published") if clue.end is not None), None)
    if whom is None or day is None or title.end is None or not title.end < day < whom:
        return None
    above = ABOVE_ADDRESSEES.fullmatch(document.body, day, document.body.rfind("\n", 0, whom) + 1)
    return (one_line(above["line"]), Evidence("heading", *above.span("line"))) if above is not None else None


def _below_body(document: Document, title: Clue) -> Decision | None:
    """The line with a paper's type and subject below a line that only names a body, as the names of sites do."""
    named = len(title.text.split()) < LONGEST_BODY and looks_like_organisation(title.text)
    return paper_headline(document.body) if named else None


def _whole(body: str, title: Clue) -> Decision:
    """A page's title with the line that it goes on in, behind a comma or below its kicker (`Huyện ủy:`)."""
    title = _without_day(title)
    below = LINE_BELOW.match(body, title.end) if title.end is not None and title.text.rstrip()[-1:] in ":," else None
    if below is None:
        return _unquoted(one_line(title.text)), Evidence.of(title)
    return one_line(f"{title.text} {below['line']}"), replace(Evidence.of(title), end=below.end("line"))


def _unquoted(text: str) -> str:
    """A subject that is set in quotation marks as a whole, without them: `“V/v báo cáo tổng kết phong trào”`."""
    return text[1:-1].strip() if ABOUT.match(text[1:]) and text[:1] in '“"' and text[-1:] in '”"' else text


def _without_day(title: Clue) -> Clue:
    """The title without the day and hour that saving put before or behind it in its line."""
    before = DAY_BEFORE.match(title.text)
    if before is not None:
        start = title.start + before.end() if title.start is not None else None
        title = replace(title, text=title.text[before.end() :], start=start)
    day = DAY_BEHIND.search(title.text)
    if day is None or len(title.text[: day.start()].split()) < SHORTEST_TITLE:
        return title
    end = title.end - (len(title.text) - day.start()) if title.end is not None else None
    return replace(title, text=title.text[: day.start()], end=end)


def _in_brackets(body: str) -> Decision | None:
    """What a paper is about in brackets behind its type: `KẾ HOẠCH (V/v phát động phong trào …)`."""
    found = ABOUT_IN_BRACKETS.search(body, 0, HEAD)
    return (one_line(found["about"]), Evidence("heading", *found.span("about"))) if found else None


def _holds_paper(document: Document) -> bool:
    """Whether a page holds a paper with its letterhead and subject: that is the title, not what the page says of it."""
    zones = {clue.field for clue in document.clues if clue.method == "letterhead" and clue.start is not None}
    return {"issuer", "doc_number", "subject"} <= zones


def _is_issuer(document: Document, title: Clue) -> bool:
    """Whether what stands first on the page is its letterhead's issuer, not its title."""
    issuers = (clue for clue in document.clues if clue.field in ("issuer", "superior") and clue.method == "letterhead")
    return any(title.start is not None and title.start == clue.start for clue in issuers)


def _after_type(document: Document, title: Decision) -> Decision:
    """The title after its type where the letterhead has one above it: `Kế hoạch phát động …`."""
    text, proof = title
    types = [clue for clue in clues_of(document, "doc_type") if clue.start is not None and clue.method != "box"]
    if not types or proof.start is None or fold(text).startswith(fold(one_line(types[0].text))):
        return title
    kind, start = one_line(types[0].text), types[0].start
    if start is None or start > proof.start:
        return title  # `QUYẾT ĐỊNH:`, the word that decides, or a word below a letter's `V/v` that looks like a type
    shown = kind if text.isupper() or not kind.isupper() else kind.capitalize()
    return f"{shown} {text}", replace(proof, start=start)


def _with_line(body: str, clue: Clue) -> Decision:
    """A subject; what stands before it in its own line (`GIAO ƯỚC THI ĐUA NĂM 2022`) belongs to it."""
    start = clue.start
    if start is None or clue.end is None:
        return subject(clue.text), Evidence.of(clue)
    line = body.rfind("\n", 0, start) + 1
    if body[line:start].strip() and body[line:start].isupper():
        lines = without_opening(body[line : clue.end].split("\n"))
        return one_line(" ".join(lines)), Evidence(clue.method, line, clue.end, clue.page)
    whole = body[start : clue.end]
    told = whole if one_line(whole) == one_line(clue.text) else clue.text
    return subject(told), Evidence.of(clue)


def _about_letter(document: Document) -> Decision | None:
    """What a letter says it is about in a line of its own above whom it is for: `Công văn về việc thi đua …`."""
    addressed = next((clue.start for clue in clues_of(document, "addressees") if clue.start is not None), None)
    found = LETTER_ABOUT.search(document.body, 0, min(addressed, HEAD)) if addressed is not None else None
    return (one_line(found["about"]).rstrip("."), Evidence("heading", *found.span("about"))) if found else None
