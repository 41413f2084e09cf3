"""What of a saved web page is not its body: menus, counters, votes, share buttons, link lists, the foot.

The rules are data (`furniture/*.tsv`); here is only how they are applied. A page without any sign of the web (no date
line of its own, no widget, no foot) loses nothing. Rules never take running text off: a wrong removal is worse than a
line too many. Long lists go by learned weights (`ingest/webpages/line_body.py`), leads of other pages among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.names import looks_like_organisation, person_in
from ingest.official.attachment_clues import offers_papers
from ingest.official.letterhead import is_letterhead_line, opens_like_a_letter
from ingest.official.paper_box import box_lines
from ingest.orthography import is_capitals
from ingest.paragraphs import ParagraphClue
from ingest.webpages.bylines import find_names
from ingest.webpages.furniture_rules import (
    PARTS,
    SENTENCE_END,
    credits_of,
    is_foot,
    is_running_text,
    matching,
    opens_tail,
)
from ingest.webpages.line_body import unlikely_lines
from ingest.webpages.page_clues import OUTSIDE, date_clues, find_byline_clues, find_removed_clues, without_repeats
from ingest.webpages.saved_page import (
    HEAD_LINES,
    SURE_WORDS,
    SavedPage,
    find_date,
    find_title,
    is_cut_short,
    may_be_title,
)

FOOT_LINES = 12
"""Lines with text among which the foot of a page lies."""
NO_SIGN = ("menu-bar",)
"""Rules that a table's row fulfils too."""
HOST = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+){0,3}\.(?:vn|com|org|net)/?", re.I)
HOST_LINES = 4
"""Lines with text at the top among which an address alone in its line shows a site."""
SITE_NAME = "site-name"
"""The rule that a portal's name fulfils: at the very top it heads a saved page."""

LONGEST_SECTION = 2
"""Words of a section's name over a headline."""
INLINE_HEADLINES = 6
"""Headlines that a list inside an article may have before they are taken for text."""


@dataclass(frozen=True, slots=True)
class CleanPage:
    """The lines that stay, what was taken off, and clues whose `paragraph` counts the lines that stay.

    `origins` are the places of the lines that stay among those given.
    """

    lines: tuple[str, ...]
    origins: tuple[int, ...]
    removed: tuple[str, ...] = ()
    clues: tuple[ParagraphClue, ...] = ()


def clean_page(lines: Sequence[str], *, title: str | None = None, weighed: bool = False) -> CleanPage:
    """The page without its furniture; `lines` are clean, empty ones count; `title` is the heading where it is known.

    With `weighed` what is no body has been left out already, by what the page's tags tell.
    """
    page = SavedPage(list(lines))
    find_date(page)
    if not _is_web_page(page):
        clues = _untouched_clues(page)
        return CleanPage(tuple(lines), tuple(range(len(lines))), (), clues)
    box = box_lines(page.lines)
    page.kept = frozenset(box)
    if not weighed:
        _take_unlikely(page, box)
        find_date(page)
    find_title(page, title)
    if box and not opens_like_a_letter(page.lines):
        _place_title_at_box(page, box)
    _take_head(page)
    _take_tail(page)
    _take_widgets(page)
    return _finish(page)


def _place_title_at_box(page: SavedPage, box: Sequence[int]) -> None:
    """On a page that shows a paper by the box beside it, the title is right above the box, and never below it."""
    above = _headline_above(page, box)
    if above is not None and may_be_title(page.lines[above]):
        page.title = above
    elif page.title is not None and page.title > box[0]:
        page.title = None


def _headline_above(page: SavedPage, box: Sequence[int]) -> int | None:
    """The line right above a box where it is long enough for a headline."""
    above = max((at for at in page.filled() if at < box[0]), default=None)
    return above if above is not None and len(page.lines[above].split()) >= SURE_WORDS else None


def _is_web_page(page: SavedPage) -> bool:
    """Whether a text was saved from the web: a date line of its own, or a sign; two where it opens like a letter."""
    if page.dateline is not None:
        return True
    filled = page.filled()
    near = sorted({*filled[:HEAD_LINES], *filled[-HEAD_LINES:]})
    rules = [matching(page.lines[at], "widget", "opener", "related", "menu") for at in near]
    signs = sum(rule is not None and rule.name not in NO_SIGN for rule in rules)
    signs += any(_names_site(page.lines[at]) for at in filled[:1])
    signs += any(HOST.fullmatch(page.lines[at]) for at in filled[:HOST_LINES])
    if opens_like_a_letter(page.lines):
        return signs >= 2
    return signs >= 1 or sum(is_foot(page.lines[at]) for at in filled[-FOOT_LINES:]) >= 2


def _take_unlikely(page: SavedPage, box: Sequence[int]) -> None:
    """Take off long runs of lines that are likelier furniture than body; what stands alone is left to the rules.

    A headline right above the box of a paper stays as the box does, and what offers papers.
    """
    filled = page.filled()
    headline = _headline_above(page, box) if box else None
    unlikely = [filled[at] for at in unlikely_lines([page.lines[at] for at in filled])]
    page.remove([at for at in unlikely if at != headline and not offers_papers(page.lines[at])])


def _names_site(line: str) -> bool:
    rule = matching(line, "footer")
    return rule is not None and rule.name == SITE_NAME


def _take_head(page: SavedPage) -> None:
    """Take off what stands before the title; without one, only the known furniture before the running text."""
    filled = page.filled()
    if page.title is not None:
        before = [at for at in filled if at < page.title]
        if not any(is_running_text(page.lines[at]) and not _is_crowded(page.lines[at]) for at in before):
            letterhead = _letterhead_start(page, before)
            page.remove([at for at in before if at != page.dateline and at < letterhead])
            return
    for at in filled[:HEAD_LINES]:
        if is_running_text(page.lines[at]) and not _is_crowded(page.lines[at]):
            break
        is_furniture = matching(page.lines[at], "menu", "widget", "related") or (
            at == filled[0] and _names_site(page.lines[at])
        )
        if at not in (page.dateline, page.title) and is_furniture:
            page.remove([at])


def _letterhead_start(page: SavedPage, before: list[int]) -> int:
    """The line at which a document's own letterhead begins above its title; past the end where there is none."""
    own = next((place for place, at in enumerate(before) if is_letterhead_line(page.lines[at])), None)
    if own is None:
        return len(page.lines)
    while own and is_capitals(page.lines[before[own - 1]]) and looks_like_organisation(page.lines[before[own - 1]]):
        own -= 1
    return before[own]


def _is_crowded(line: str) -> bool:
    """Whether a long line is a row of menu entries."""
    return len(PARTS.split(line)) > 4


def _take_tail(page: SavedPage) -> None:
    """Take off the page's end: from the first opener after the last running text, and the foot."""
    filled = page.filled()
    last_text = next((place for place in reversed(range(len(filled))) if _holds_text(page, filled[place])), -1)
    tail = filled[last_text + 1 :]
    opener = next((place for place, at in enumerate(tail) if opens_tail(page.lines[at])), None)
    if opener is not None:
        page.remove([at for at in tail[opener:] if not _is_credit(page, at)])
        tail = tail[:opener]
    _take_foot(page, tail)


def _holds_text(page: SavedPage, at: int) -> bool:
    line = page.lines[at]
    return at in (page.title, page.dateline) or (is_running_text(line) and not is_foot(line) and not opens_tail(line))


def _is_credit(page: SavedPage, at: int) -> bool:
    """Whether a line of the end belongs to the body all the same: the date line, or who wrote it and whence."""
    return at == page.dateline or any(
        credit.field in ("author", "source") and credit.name not in OUTSIDE for credit in credits_of(page.lines[at])
    )


def _take_foot(page: SavedPage, tail: list[int]) -> None:
    """Take off the foot at the very end, and upwards from it the lines that belong to it."""
    foot = next(
        (place for place, at in enumerate(tail) if place >= len(tail) - FOOT_LINES and is_foot(page.lines[at])), None
    )
    if foot is None or any(person_in(page.lines[at]) for at in tail[foot:]):
        return
    start = foot
    while start > 0 and _belongs_to_foot(page, tail, start - 1):
        start -= 1
    page.remove(tail[start:])


def _belongs_to_foot(page: SavedPage, tail: list[int], place: int) -> bool:
    """Whether a line right above the foot is a site's name or banner: in capitals or an organisation, no signature."""
    line = page.lines[tail[place]]
    if line.endswith((".", ";", "./.")) or person_in(line) or find_names(line) or line.startswith(("-", "+")):
        return False
    if re.match(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[./ ]", line):
        return False
    return is_capitals(line) or looks_like_organisation(line)


def _take_widgets(page: SavedPage) -> None:
    """Take off widgets wherever they stand, and the headlines under a list inside the article."""
    filled = page.filled()
    for place, at in enumerate(filled):
        if at in (page.title, page.dateline):
            continue
        rule = matching(page.lines[at], "widget", "related")
        if not rule:
            continue
        page.remove([at])
        if rule.place == "related" or rule.name == "advert":
            page.remove(_headlines_under(page, filled[place + 1 :], 1 if rule.name == "advert" else INLINE_HEADLINES))


def _headlines_under(page: SavedPage, following: list[int], most: int) -> list[int]:
    """The headlines right under a list's heading; none when there are too many to be a list."""
    found: list[int] = []
    for at in following:
        line = page.lines[at]
        if is_running_text(line) or line.rstrip().endswith(SENTENCE_END) or len(line.split()) < 4:
            break
        if found and not page.lines[at - 1]:
            break
        found.append(at)
        if len(found) == most:
            break
    return found


def _finish(page: SavedPage) -> CleanPage:
    """Put the page together again: no double empty lines, counters cut from the date line, clues placed."""
    kept: list[str] = []
    origins: list[int] = []
    clues: list[ParagraphClue] = []
    for at, line in enumerate(page.lines):
        if at in page.gone or (not line and (not kept or not kept[-1])):
            continue
        if at == page.dateline and page.date:
            line = line[: page.date.counter_start].rstrip(" |-–·•") if page.date.counter_start else line
            clues.extend(date_clues(page.date, len(kept)))
        if at == page.title:
            clues.append(ParagraphClue("title", line, "heading", len(kept), 0, len(line)))
        kept.append(line)
        origins.append(at)
    while kept and not kept[-1]:
        kept.pop()
        origins.pop()
    removed = tuple(page.lines[at] for at in sorted(page.gone))
    clues.extend(find_byline_clues(kept, web=True))
    clues.extend(find_removed_clues(removed))
    return CleanPage(tuple(kept), tuple(origins), removed, tuple(without_repeats(clues)))


def find_text_clues(lines: Sequence[str]) -> tuple[ParagraphClue, ...]:
    """The clues of a text without furniture: a title that stands over running text, who wrote it, its attachments."""
    return _untouched_clues(SavedPage(list(lines)))


def _untouched_clues(page: SavedPage) -> tuple[ParagraphClue, ...]:
    filled = page.filled()
    clues = list(find_byline_clues(page.lines, web=False))
    if not opens_like_a_letter(page.lines) and len(filled) > 1:
        at = _first_headline(page, filled)
        first = page.lines[at]
        if not is_running_text(first) and may_be_title(first.rstrip(" .…") if is_cut_short(first) else first):
            clues.insert(0, ParagraphClue("title", first, "heading", at, 0, len(first)))
    return tuple(clues)


def _first_headline(page: SavedPage, filled: list[int]) -> int:
    """The first line, or the one below a section's name of few words where running text follows."""
    section = len(page.lines[filled[0]].split()) <= LONGEST_SECTION
    over_text = len(filled) > 2 and is_running_text(page.lines[filled[2]])
    return filled[1] if section and over_text else filled[0]
