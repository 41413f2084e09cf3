"""A saved page under work: its lines, which of them go, and where its title and its own date line are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.names import looks_like_organisation, person_in, without_rank
from ingest.official.letterhead import opens_like_a_letter
from ingest.orthography import fold, is_capitals
from ingest.webpages.bylines import PICTURES, find_names
from ingest.webpages.datelines import PATH, Dateline, find_dateline
from ingest.webpages.furniture_rules import PARTS, credits_of, is_running_text, matching

HEAD_LINES = 40
"""Lines with text among which a page's title and date line are looked for: the longest menus seen have 30."""
TITLE_WORDS = range(4, 46)
SURE_WORDS = 6
"""Words from which a line over a widget is a title and no category."""
LONGEST_KICKER = 8
"""Words over a title that end with a colon: `Huyện ủy Mường Tè:`."""
LONGEST_PEN_NAME = 3
"""Syllables: longer runs of capitals that hold no surname are a headline's."""
LONGEST_ENTRY = 2
"""Words of a section's name beside another's."""
ROW = re.compile(r"\s*(?:-{2,}|>{2,}|\s/\s)\s*")
DATED = re.compile(
    r"\W*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|(?:ngày )?\d{1,2} tháng \d{1,2},? (?:năm )?\d{4}\W*$)", re.I
)
"""A line that begins with a day tells when, not what."""
LABELLED = re.compile(r"\w+(?:[ /]\w+){0,3}\s?:\s")
"""A line of a table beside a paper: `Trích yếu: …`."""
MOTTO = re.compile(r'[“"](?:(?:[^“”",-]|-(?! ))+[,-] ){2,}(?:[^“”",-]|-(?! ))+[”"]')
"""A site's motto of several parts, in quotation marks as a whole; no part may hold a joint, else each way is tried."""
ASKED = re.compile(r"(?:phóng viên|pv|hỏi|đáp)\s?:", re.I)
"""How a question or an answer of an interview begins."""
NUMBERED = re.compile(r"(?:[IVX]+|\d{1,2}|[a-zđ])[.)/]\s|(?:điều|chương|phần|mục)\s", re.I)
WORD = re.compile(r"\w+")
REMEMBERED_WORDS = 8_192
"""Most pages have the same words."""


@dataclass(slots=True)
class SavedPage:
    """A page under work: its lines, the fate of each, and what was seen."""

    lines: list[str]
    gone: set[int] = field(default_factory=set)
    title: int | None = None
    dateline: int | None = None
    date: Dateline | None = None
    kept: frozenset[int] = frozenset()
    """Lines that never go: those of a paper's box."""

    def filled(self) -> list[int]:
        """The places of the lines that have text and stay."""
        return [at for at, line in enumerate(self.lines) if line and at not in self.gone]

    def remove(self, ats: Iterator[int] | Sequence[int]) -> None:
        self.gone.update(at for at in ats if self.lines[at] and at not in self.kept)


TOP_LINES = 4
"""Lines among which what a browser's window shows may stand."""
SITE_BEHIND = re.compile(r"\s?[-–—|»]\s[^\n]{2,60}")
"""What a browser's window shows behind a page's title."""


def find_date(page: SavedPage) -> None:
    """Remember the page's own date line: the last one before the running text, else the first after it."""
    page.dateline = page.date = None
    filled = page.filled()
    first = next((at for at in filled if is_running_text(page.lines[at])), None)
    head = [at for at in filled[:HEAD_LINES] if first is None or at <= first]
    dated = [(at, date) for at in [*reversed(head), *filled[-HEAD_LINES:]] if (date := find_dateline(page.lines[at]))]
    if dated:
        page.dateline, page.date = next(((at, date) for at, date in dated if date.sure), dated[0])
        return
    for at in reversed(head):
        path = PATH.fullmatch(page.lines[at])
        date = find_dateline(path["date"]) if path else None
        if path and date:
            page.lines[at], page.dateline, page.date = path["date"], at, date
            return


def find_title(page: SavedPage, known: str | None) -> None:
    filled = page.filled()
    if known:
        page.title = next((at for at in filled[:HEAD_LINES] if fold(page.lines[at]) == fold(known)), None)
        if page.title is not None:
            return
    page.title = _told_whole(page, filled)
    if page.title is not None:
        return
    first = next((at for at in filled if is_running_text(page.lines[at])), len(page.lines))
    closed = _closed_title(page, filled)
    if closed is not None and closed <= first:
        page.title = closed
    elif page.dateline is not None and page.dateline < first:
        page.title = _title_by_date(page, filled)
    elif not opens_like_a_letter(page.lines):
        page.title = _title_alone(page, [at for at in filled if at < first])
    page.title = _first_line(page, filled)


def _told_whole(page: SavedPage, filled: list[int]) -> int | None:
    """The headline below a page's top line that tells the same: cut short there, or with the site's name behind it.

    The top line is taken off: long as it may be, it is no text.
    """
    tops = [at for at in filled[:TOP_LINES] if len(page.lines[at].split()) >= SURE_WORDS]
    if not tops:
        return None
    top = fold(page.lines[tops[0]])
    cut = top.rstrip(".… ") if is_cut_short(top) else ""
    for at in filled[filled.index(tops[0]) + 1 : HEAD_LINES]:
        line = fold(page.lines[at])
        if len(line.split()) < SURE_WORDS or line == top:
            continue
        if (cut and line.startswith(cut)) or (top.startswith(line) and SITE_BEHIND.fullmatch(top, len(line))):
            page.remove(tops[:1])
            return at
    return None


def _first_line(page: SavedPage, filled: list[int]) -> int | None:
    """Where the title begins: in the line before one in small letters that goes on behind its comma, or in a kicker."""
    place = filled.index(page.title) if page.title is not None else 0
    if not place:
        return page.title
    above = page.lines[filled[place - 1]]
    goes_on = page.lines[filled[place]][0].islower() and above.endswith(",")
    kicker = above.endswith(":") and len(above.split()) <= LONGEST_KICKER and not matching(above, "widget", "menu")
    return filled[place - 1] if goes_on or (kicker and filled[place - 1] != page.dateline) else page.title


def _closed_title(page: SavedPage, filled: list[int]) -> int | None:
    """The line right above the date line where it is a title but for the dot at its end."""
    place = filled.index(page.dateline) if page.dateline is not None else 0
    line = page.lines[filled[place - 1]] if place else ""
    closed = line.endswith(".") and len(line.split()) >= SURE_WORDS and not LABELLED.match(line)
    if is_cut_short(line) and any(may_be_title(page.lines[at]) for at in filled[: max(0, place - 1)]):
        return None  # a lead that a list of pages cuts short
    return filled[place - 1] if closed and may_be_title(line.rstrip(" .")) else None


def _title_by_date(page: SavedPage, filled: list[int]) -> int | None:
    """The title beside the date line: before it, unless that is a category or a banner and a title follows."""
    assert page.dateline is not None
    place = filled.index(page.dateline)
    before = next((at for at in reversed(filled[max(0, place - 4) : place]) if may_be_title(page.lines[at])), None)
    below = [at for at in filled[place + 1 : place + 5] if not _is_part(page.lines[at])]
    under = 0  # a category, and who wrote it, may stand over the title
    while (
        under + 1 < len(below)
        and _is_short(page.lines[below[under]])
        and (not under or find_names(page.lines[below[under]]))
    ):
        under += 1
    after = next((at for at in below[: 1 + under][::-1] if may_be_title(page.lines[at])), None)
    if before is None or after is None:
        return after if before is None else before
    text = fold(" ".join(page.lines[after + 1 :]))
    closer = _echo(page.lines[after], text) > _echo(page.lines[before], text)
    if _opens_text(page, filled, after) and ((before == filled[0] and place > 2) or (after != below[0] and closer)):
        return after  # menus part what heads the page from its day, or a category stands over the title
    if _opens_text(page, filled, after) and _is_short(page.lines[before]) and not _is_short(page.lines[after]):
        return after  # a section's name stands over the day
    banner = is_capitals(page.lines[before]) and not is_capitals(page.lines[after])
    return after if banner and closer else before


def _is_short(line: str) -> bool:
    """Whether a line has too few words for a surely told title: a section's name, or who wrote the page."""
    return len(line.split()) < SURE_WORDS


def _is_part(line: str) -> bool:
    """Whether a line names the site's part that holds the page, or its buttons."""
    return matching(line, "widget", "menu", "category") is not None or _is_row(line)


def _opens_text(page: SavedPage, filled: list[int], at: int) -> bool:
    """Whether a line stands right above the running text, with a day or who wrote it between them at most."""
    following = (page.lines[below] for below in filled[filled.index(at) + 1 :])
    first = next((line for line in following if not (find_dateline(line) or credits_of(line))), "")
    return is_running_text(first)


def _title_alone(page: SavedPage, head: list[int]) -> int | None:
    """The title of a page without a date line in its head: a title-like line over a widget or a byline, else the one
    of which most pairs of words come again in the text. What stands over a menu is the site's name.
    """
    likely = [at for at in head[:HEAD_LINES] if may_be_title(page.lines[at])]
    for at in (at for at in likely if len(page.lines[at].split()) >= SURE_WORDS):
        place = head.index(at)
        below = page.lines[head[place + 1]] if place + 1 < len(head) else ""
        if (matching(below, "widget") and not _is_row(below)) or find_names(below):
            return at
    echoing = [at for at in likely if not NUMBERED.match(page.lines[at])]
    told = _word_pairs(" ".join(page.lines[head[-1] + 1 :])) if echoing else set()
    return max(echoing, key=lambda at: (len(_word_pairs(page.lines[at]) & told), at), default=None)


def _word_pairs(text: str) -> set[tuple[str, str]]:
    """The neighbouring words of a text, folded."""
    return set(pairwise(map(_folded, WORD.findall(text))))


@lru_cache(maxsize=REMEMBERED_WORDS)
def _folded(word: str) -> str:
    return fold(word)


def is_cut_short(line: str) -> bool:
    """Whether a line ends with the dots that a list of pages sets where it cuts a headline or a lead."""
    return line.rstrip().endswith(("..", "…"))


def may_be_title(line: str) -> bool:
    if len(line.split()) not in TITLE_WORDS or line.rstrip().endswith((".", ";", ",")) or find_dateline(line):
        return False
    if matching(line, "widget", "menu", "category", "banner", "opener", "related", "footer", "end"):
        return False
    if PICTURES.search(line):
        return False
    names = find_names(line)
    if names and not all(len(name.split()) > LONGEST_PEN_NAME and person_in(name) is None for _, name in names):
        return False
    if MOTTO.fullmatch(line) or ASKED.match(line):
        return False
    bare = without_rank(line)
    if bare != line and looks_like_organisation(bare):
        return False  # where an author works, behind the degree: `ThS, Ban Dân vận Tỉnh ủy`
    office = is_capitals(line) and looks_like_organisation(line) and matching(line, "tells") is None
    if office or re.search(r"\s[>»›]\s", line):
        return False
    return not (re.search(r"\d\s?°", line) or _is_row(line) or line.startswith(("[", ">>")) or DATED.match(line))


def _is_row(line: str) -> bool:
    """Whether a line is a row of entries: more than two between signs that part them, or a section and its part."""
    between = PARTS.split(line)
    parts = [part for part in between if part]
    if len(between) > 2 or len([part for part in ROW.split(line) if part]) > 2:
        return True
    return len(line.split("\\")) > 2 or (len(parts) > 1 and all(len(part.split()) <= LONGEST_ENTRY for part in parts))


def _echo(title: str, text: str) -> float:
    """The share of a title's words that come again in the folded text."""
    words = {word for word in re.findall(r"\w+", fold(title)) if len(word) > 2}
    present = set(re.findall(r"\w+", text))
    return len(words & present) / len(words) if words else 0.0
