"""The heading of a paper: the lines below its letterhead's type, date line or number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import is_capitals
from nlp.dates.points import find_points
from nlp.fields.document_date import find_issue
from nlp.fields.headline import HEAD_LINES, TITLE_LINES, Decision, headline_over_box
from nlp.fields.paper_titles import about_above, about_below_type
from nlp.fields.subjects import SALUTATION, subject
from nlp.mention import Evidence
from nlp.text.clue_fields import clues_of, one_line, undashed

RULE_LINE = re.compile(r"[\W_]*")
NUMBERED = re.compile(r"(?:Điều|Phần)\s\w+|(?:[IVX]+|\d+)\s?[.:)-]|(?:Kính gửi|Căn cứ|Thực hiện)\b")
BASIS = re.compile(r"[\W_]*Căn cứ\s")
ARTICLE = re.compile(r"Điều 1\s?[.:]")
NATIONAL = re.compile(r"(?:việt nam dân chủ|cộng hòa xã hội|độc lập tự do|năm thứ)", re.IGNORECASE)
HEAD = 1500
"""Characters in which a letterhead ends."""

Line = tuple[int, str]
"""Where a line begins in the body, and its text without the spaces around it."""


def find_heading(document: Document) -> Decision | None:
    """The lines after the type in the letterhead; or a heading in capitals below the date line, with what it heads."""
    anchor = _letterhead_end(document)
    start = document.body.find("\n", anchor) if anchor is not None else -1
    if anchor is None or start < 0:
        return None
    types, lines = _zones(document, "doc_type"), _heading_lines(document.body, start + 1)
    if not lines or _decides(document.body, lines):
        return _of_type(document, types[0], anchor) if types else None
    if not types and not lines[0][1].isupper():
        return None
    end = lines[-1][0] + len(lines[-1][1])
    return subject(" ".join(text for _, text in lines)), Evidence("heading", lines[0][0], end)


def _zones(document: Document, field: str) -> list[Clue]:
    """The clues of a field that stand in the body, not in a box beside it."""
    return [clue for clue in clues_of(document, field) if clue.end is not None and clue.method != "box"]


def _letterhead_end(document: Document) -> int | None:
    """Where the letterhead's type ends, else its date or number, else the date line of the body; None without any."""
    for field in ("doc_type", "date", "doc_number"):
        for clue in _zones(document, field)[:1]:
            if clue.end is not None and clue.end < HEAD:
                return clue.end
    issue = find_issue(document.body, find_points(document.body))
    return issue[0].end if issue is not None else None


def _heading_lines(body: str, at: int) -> list[Line]:
    """The lines from `at` on up to an empty one, a rule, a numbered point or the words that open the text."""
    taken: list[Line] = []
    for line in body[at:].split("\n")[:HEAD_LINES]:
        text = line.strip()
        blank = RULE_LINE.fullmatch(text) is not None or (not taken and NATIONAL.match(undashed(text)) is not None)
        if _opens_text(text) or (taken and (blank or _is_beyond(text, taken))):
            break
        if not blank:
            taken.append((at, text))
        at += len(line) + 1
    return taken


def _opens_text(line: str) -> bool:
    """Whether the text itself begins, with whom it addresses or with its first article."""
    return SALUTATION.match(line) is not None or ARTICLE.match(line) is not None


def _is_beyond(line: str, taken: Sequence[Line]) -> bool:
    """Whether a heading that has some lines ends before this one; one that goes on in capitals ends with them."""
    if NUMBERED.match(line) or len(taken) == TITLE_LINES:
        return True
    return len(taken) > 1 and all(text.isupper() for _, text in taken) and not line.isupper()


def _decides(body: str, taken: Sequence[Line]) -> bool:
    """Whether a paper's heading is lost and only the body that decides stands over what it is based on."""
    at, line = taken[-1]
    alone = len(taken) == 1 and BASIS.match(body, at + len(line)) is not None
    return alone and is_capitals(line) and looks_like_organisation(line)


def _of_type(document: Document, kind: Clue, anchor: int) -> Decision | None:
    """What a type without lines below it is about, said elsewhere in the head; else the type alone."""
    text, end = one_line(kind.text), kind.end or 0
    about = about_above(document.body, anchor) or headline_over_box(document)
    about = about or about_below_type(document.body, anchor, text)
    if about is None and document.body[end : end + 1] == ":":
        return None  # the word that decides: what is decided on has no heading
    return about or (text, Evidence.of(kind))
