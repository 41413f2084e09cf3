"""The headline of a page whose first line is none, or whose headline looks like a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import fold
from ingest.webpages.datelines import find_dateline
from nlp.dates.points import find_points
from nlp.mention import Evidence
from nlp.text.clue_fields import one_line

PICTURE = re.compile(r"\s*(?:image(?:[ _-]?(?:banner|\d+))?|banner|logo)[ \t]*\n", re.IGNORECASE)
"""What copies have in the place of a picture above the headline."""
GREETING = re.compile(r"(?:NHIỆT LIỆT |TÍCH CỰC )?(?:CHÀO MỪNG|HƯỞNG ỨNG|THI ĐUA LẬP THÀNH TÍCH)\s")
"""A banner over a site's pages, in capitals."""
PERIODICAL = re.compile(r"(?:BẢN TIN|NỘI SAN|TẬP SAN|ĐẶC SAN)\s[^.:;,]{3,50}")
"""The name of a printed bulletin over its pages."""
MOTTO_PARTS, LONGEST_MOTTO = 3, 3
"""Parts of a motto between dashes, and words of each: `CÔNG MINH - CHÍNH TRỰC - KHÁCH QUAN`."""
MENU = re.compile(r"(?::::|\|)[^|]*(?::::|\|)")
"""What parts the entries of a menu."""
DATELINE_ALONE = re.compile(r"[\d\s/.:,–-]*\([^()\n]{2,24}\)\s?[-–:]?|(?:Xuất bản thông tin|Chi tiết bài viết)(?!\w).*")
"""A day and a source, or a module's own name, in the place of a headline."""
LEAD_DAY = re.compile(r"(?:(?:sáng|trưa|chiều|tối)\s|ngày\s)[^\W\d]*\s?\d", re.IGNORECASE)
DAY_LINE = re.compile(r"đăng ngày|ngày đăng|lượt xem|chi tiết bài viết|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE)
DAY_IN_BRACKETS = re.compile(r"\s\(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\)$")
LONGEST_BODY = 7
"""Words of a body's name in a line above a headline."""
LONGEST_HEADLINE = 180
"""Characters."""
LONGEST_REPEATED, REPEATED = 40, 0.7
"""Words of a headline that ends with a dot, and the share of them that its lead repeats."""
SHORTEST_TITLE = 4
"""Words."""
LEAST_AGAIN, MUCH_AGAIN, LITTLE_AGAIN = 0.55, 0.6, 0.25
"""Shares of a line's words that the lead says again: of a headline, of one that nothing else shows, of other lines."""
NO_HEADLINE = re.compile(
    r"[-–•+*(\\]|(?:\d+|[IVX]+|[a-zđ])[.,)]|[^:]{0,24}:\s?[\d(+]|(?:phóng viên|pv|hỏi)\s?:", re.IGNORECASE
)
"""How entries of lists, leads behind their source, telephone numbers and questions begin."""
CAPTION = re.compile(r"(?:(?:hình )?ảnh|quang cảnh|toàn cảnh)(?: |:)", re.IGNORECASE)
LONGEST_DAY_LINE = 8
"""Words of a line that tells when a page was made."""
HEAD_LINES = 12
TITLE_LINES = 4
Decision = tuple[str, Evidence]


def is_banner(text: str) -> bool:
    """Whether a line that stands in the place of a headline greets or says a motto in capitals, or holds a day, a
    module's or a bulletin's name.
    """
    shouted = GREETING.match(text) is not None or PERIODICAL.fullmatch(text) is not None or _is_motto(text)
    return (shouted and text.isupper()) or DATELINE_ALONE.fullmatch(text) is not None


def _is_motto(text: str) -> bool:
    parts = re.split(r"\s[-–—]\s", text.strip())
    return len(parts) >= MOTTO_PARTS and all(len(part.split()) <= LONGEST_MOTTO for part in parts)


def is_kicker(text: str) -> bool:
    """Whether a line above a headline names bodies alone: `Huyện ủy, UBND huyện Cao Phong`."""
    parts = re.split(r"\s?[,–]\s|\s-\s", text.strip())
    return len(parts) > 1 and all(len(part.split()) < LONGEST_BODY and looks_like_organisation(part) for part in parts)


def below_banner(document: Document, banner: Clue) -> Decision | None:
    """The headline below a banner that greets, or below a day: the last short line over the first long one."""
    start = banner.end
    if start is None:
        return None
    last: tuple[int, str] | None = None
    for line in document.body[start:].splitlines(keepends=True)[:HEAD_LINES]:
        text = DAY_IN_BRACKETS.sub("", line.strip())
        if MENU.search(text):
            start += len(line)
            continue
        if len(text) > LONGEST_HEADLINE or text.endswith((".", ":")) or LEAD_DAY.match(text):
            break
        if len(text.split()) > SHORTEST_TITLE and not find_dateline(text) and not DAY_LINE.search(text):
            last = (start, text)
        start += len(line)
    if last is None:
        return None
    begins = document.body.index(last[1], last[0])
    return last[1], Evidence("heading", begins, begins + len(last[1]))


def plain_headline(body: str) -> Decision | None:
    """The first line of a page that nothing else shows to be its headline: said twice, over a long line, or a sentence
    whose words the lead says again with the day.
    """
    picture = PICTURE.match(body)
    first, _, rest = body[picture.end() if picture is not None else 0 :].lstrip().partition("\n")
    lead = rest.lstrip().partition("\n")[0]
    if not SHORTEST_TITLE < len(first.split()) <= LONGEST_REPEATED or CAPTION.match(first):
        return None
    twice = any(line.strip() == first.strip() for line in rest.split("\n")[:TITLE_LINES])
    if not (twice or _stands_over(first, lead) or _is_said_again(first, lead)):
        return None
    start = body.index(first)
    return one_line(first), Evidence("heading", start, start + len(first))


def headline_over_lead(document: Document, title: Clue | None = None) -> Decision | None:
    """The line among the first ones whose words the first long line, a page's lead, says again most.

    With a `title`, which may be a site's or a section's name: only where the lead says almost nothing of that again.
    """
    at = 0
    lines: list[tuple[int, str]] = []
    for whole in document.body.splitlines(keepends=True):
        line = whole.strip()
        if len(line) > LONGEST_HEADLINE:
            return _most_said_again(lines, line, title.text if title is not None else None)
        if line:
            lines.append((at + whole.index(line[0]), line))
        if len(lines) > HEAD_LINES:
            break
        at += len(whole)
    return None


def headline_over_box(document: Document) -> Decision | None:
    """The last long line above the box beside a paper, among a few short ones: `Thuộc tính văn bản`."""
    tops = [clue.start for clue in document.clues if clue.method == "box" and clue.start is not None]
    at = document.body.rfind("\n", 0, min(tops, default=0)) + 1
    for whole in reversed(document.body[:at].splitlines(keepends=True)[-HEAD_LINES:]):
        at -= len(whole)
        line = whole.strip()
        if len(line) <= LONGEST_HEADLINE and len(line.split()) >= LONGEST_BODY and not MENU.search(line):
            start = at + whole.index(line[0])
            return one_line(line), Evidence("heading", start, start + len(line))
    return None


def _most_said_again(lines: Sequence[tuple[int, str]], lead: str, title: str | None) -> Decision | None:
    again = set(fold(lead).split())
    told = [(_share(line, again), place) for place, (_, line) in enumerate(lines) if _may_be_headline(line)]
    share, place = max(told, key=lambda one: one[0], default=(0.0, 0))
    least = MUCH_AGAIN if title is None else LEAST_AGAIN
    if share < least or (title is not None and _share(title, again) > LITTLE_AGAIN):
        return None
    first = place
    while first and lines[first][1][:1].islower():
        first -= 1
    last = place + 1 if place + 1 < len(lines) and lines[place + 1][1][:1].islower() else place
    end = lines[last][0] + len(lines[last][1])
    return one_line(" ".join(line for _, line in lines[first : last + 1])), Evidence("heading", lines[first][0], end)


def _share(line: str, again: Set[str]) -> float:
    words = [word.strip('.,:;“”"()') for word in fold(line).split()]
    return sum(word in again for word in words) / max(len(words), 1)


def _may_be_headline(line: str) -> bool:
    words = len(line.split())
    if not SHORTEST_TITLE < words <= LONGEST_REPEATED or NO_HEADLINE.match(line) or MENU.search(line):
        return False
    dated = words <= LONGEST_DAY_LINE and DAY_LINE.search(line) is not None
    return not (line.endswith((":", ";", ",")) or dated or CAPTION.match(line) or is_banner(line))


def _stands_over(first: str, lead: str) -> bool:
    """Whether a first line without a mark at its end stands over a long one."""
    unmarked = not first.rstrip().endswith((".", ":", ";", ",", "…"))
    return unmarked and len(first) <= LONGEST_HEADLINE < len(lead)


def _is_said_again(first: str, lead: str) -> bool:
    words, again = fold(first).split(), set(fold(lead).split())
    repeated = sum(word.strip('.,“”"') in again or word in again for word in words)
    if len(lead) < len(first) or repeated < REPEATED * len(words) or _tells_day(first):
        return False
    return _tells_day(lead)


def _tells_day(line: str) -> bool:
    return any(point.kind == "day" for point in find_points(line))
