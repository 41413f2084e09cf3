"""What of a saved web page is not its body: menus, counters, votes, share buttons, link lists, the foot.

The rules are data (`furniture/*.tsv`); here is only how they are applied. A page without any sign of the web (no date
line of its own, no widget, no foot) loses nothing. Running text is never taken off: a wrong removal is worse than a
line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ingest.body import ParagraphClue
from ingest.bylines import find_names
from ingest.datelines import Dateline, find_dateline
from ingest.errors import NotADocument
from ingest.names import looks_like_organisation, person_in
from ingest.orthography import fold, is_capitals, is_syllable, loose
from ingest.zones import has_letterhead, is_letterhead_line

HERE = Path(__file__).parent / "furniture"

RUNNING_WORDS = 20
"""From this many words a line that ends like a sentence is running text; headlines have up to 35 but no full stop."""

LONG_WORDS = 45
"""From this many words a line is running text however it ends."""

HEAD_LINES = 40
"""Lines with text among which a page's title and date line are looked for: the longest menus seen have 30."""

FOOT_LINES = 12
"""Lines with text among which the foot of a page lies."""

TITLE_WORDS = range(4, 46)
SURE_WORDS = 6
"""Words from which a line over a widget is a title and no category."""

PARTS = re.compile(r"\s*(?:[|·•▪▸▾»☰✔]|:::?)\s*|\s{3,}")
DECORATION = re.compile(r"^[^\w(“\"'#©*>»+-]+|[^\w)”\"'?!*:.%…>»]+$")
BRACKETS = re.compile(r"[\[\]]")
SENTENCE_END = (".", ";", "!", "?", "…", ".”", '."', ":”", "./.", ":", ",", "?”", "!”", '?"', '!"', "…”")
CONTACT = re.compile(
    r"(?:đt|điện thoại|tel|fax|trực ban|hotline|đường dây nóng|liên hệ|☎)[ .:(]*(?:đt)?[ .:(]*[\d(+][\d().\s/–-]{6,}"
    r"|giấy phép.{0,25}\d+\s*/|bản quyền|©|copyright|lượt truy cập|đang truy cập|@[\w-]+\.\w+",
    re.I,
)
PATH = re.compile(r"[^.;]{3,80}(?:[>»›]|\s/\s)[^.;()]{2,60}[\s(|–-]+(?P<date>[^()|]*\d{4}[^()|]*)\)?")
"""A path through the site with the date behind it: `Tin hoạt động > Thi đua (Thứ sáu, 14/10/2005)`."""

FULL_DAY = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}")
LISTED = re.compile(r"[:;|][^\w:;|]*(?P<name>[^:;|()]{3,120}?)(?:\s*\([^()]*\d[^()]*\))?\s*\.?\s*(?=[;|]|$)")
SITE_HEAD = re.compile(r"^(?:cổng|trang) (?:thông tin điện tử|thông tin|tin điện tử|ttđt)\s+(?:của\s+)?", re.I)
OUTSIDE = ("vote-box", "copyright", "site", "domain", "address")
"""Credits that tell of the page only where they stand in what was taken off."""

FILE_NAME = re.compile(r"(?P<name>[\w.() -]+\.(?:pdf|docx?|xlsx?|pptx?|odt|rar|zip|7z|jpe?g|png))", re.I)
ATTACHED = re.compile(
    r"(?:(?:tài liệu|tệp|tập tin|file|văn bản|phụ lục)(?: tin)? )?(?:đính kèm|kèm theo)|tải (?:về|tệp|file)", re.I
)
NUMBERED = re.compile(r"(?:[IVX]+|\d{1,2}|[a-zđ])[.)/]\s|(?:điều|chương|phần|mục)\s", re.I)
IN_BRACKETS = re.compile(r"\([^()]{0,60}\)")
COUNT = re.compile(r"\s*\(\d+\)\s*$")
LONGEST_CONTROLS = 160
"""Characters of a row of buttons and counters."""

LONGEST_ERROR_PAGE = 60
"""Words that a page without a document has besides its furniture; the longest seen has 41."""

INLINE_HEADLINES = 6
"""Headlines that a list inside an article may have before they are taken for text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of `lines.tsv`."""

    name: str
    place: str
    pattern: re.Pattern[str]


CONTROLS = Rule("controls", "widget", re.compile(r"(?!)"))
"""The rule of `is_controls`; its pattern matches nothing by itself."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One line of `credits.tsv`; the pattern's group `value` is what it tells."""

    name: str
    field: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """The lines that stay, what was taken off, and clues whose `paragraph` counts the lines that stay."""

    lines: tuple[str, ...]
    removed: tuple[str, ...] = ()
    clues: tuple[ParagraphClue, ...] = ()


@dataclass(slots=True)
class _Page:
    """A page under work: its lines, the fate of each, and what was seen."""

    lines: list[str]
    gone: set[int] = field(default_factory=set)
    title: int | None = None
    dateline: int | None = None
    date: Dateline | None = None

    def filled(self) -> list[int]:
        return [at for at, line in enumerate(self.lines) if line]

    def remove(self, ats: Iterator[int] | Sequence[int]) -> None:
        self.gone.update(at for at in ats if self.lines[at])


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules of `lines.tsv` in their order."""
    return tuple(Rule(row[0], row[1], re.compile(row[2], re.I)) for row in read_table("lines"))


@cache
def load_credits() -> tuple[Credit, ...]:
    """The rules of `credits.tsv` in their order."""
    return tuple(Credit(row[0], row[1], re.compile(row[2], re.I)) for row in read_table("credits"))


def read_table(name: str) -> list[list[str]]:
    """The rows of a table without its header and comments."""
    rows = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def clean_page(lines: Sequence[str], *, title: str | None = None) -> CleanPage:
    """The page without its furniture; `lines` are clean, empty ones count; `title` is the heading where it is known."""
    page = _Page(list(lines))
    _find_date(page)
    if not _is_web_page(page):
        clues = _untouched_clues(page)
        return CleanPage(tuple(lines), (), clues)
    _find_title(page, title)
    _take_head(page)
    _take_tail(page)
    _take_widgets(page)
    return _finish(page)


def is_running_text(line: str) -> bool:
    """Whether a line is a paragraph of text: long, and ending like a sentence or very long."""
    words = len(line.split())
    return words >= LONG_WORDS or (words >= RUNNING_WORDS and line.rstrip().endswith(SENTENCE_END))


def matching(line: str, *places: str) -> Rule | None:
    """The first rule of the given places that a line fulfils, whole or part by part where it is a row of parts."""
    bare = _bare(line)
    rule = _match_whole(bare, places)
    if rule or not bare:
        return rule
    if "widget" in places and is_controls(line):
        return CONTROLS
    parts = [part for part in map(_bare, PARTS.split(BRACKETS.sub("|", line))) if part]
    if len(parts) < 2:
        return None
    rules = [_match_whole(part, (*places, "widget", "menu")) for part in parts]
    known = [rule for rule in rules if rule]
    unknown = [part for part, rule in zip(parts, rules, strict=True) if not rule and len(part) > 3]
    return known[0] if known and len(unknown) * 3 <= len(parts) else None


def is_controls(line: str) -> bool:
    """Whether a line holds nothing but the words of buttons and counters, numbers and signs."""
    if len(line) > LONGEST_CONTROLS or FULL_DAY.search(line):
        return False
    rest, found = _controls().subn(" ", IN_BRACKETS.sub(" ", line))
    return bool(found) and not re.search(r"[^\W\d_]{2,}", rest)


@cache
def _controls() -> re.Pattern[str]:
    patterns = [row[2] for row in read_table("controls")]
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.I)


def _bare(text: str) -> str:
    return DECORATION.sub("", COUNT.sub("", BRACKETS.sub("", text))).strip()


def _match_whole(bare: str, places: Sequence[str]) -> Rule | None:
    return next((rule for rule in load_rules() if rule.place in places and rule.pattern.fullmatch(bare)), None)


def opens_tail(line: str) -> Rule | None:
    """The rule by which a line begins a page's end: whole, or by what stands before its first colon."""
    if is_running_text(line):
        return None
    whole = matching(line, "opener", "related")
    if whole or ":" not in line:
        return whole
    head, _, _ = line.partition(":")
    return _match_whole(_bare(head), ("opener", "related"))


def is_foot(line: str) -> bool:
    """Whether a line tells address, telephone, licence or maker of a site."""
    return bool(_match_whole(_bare(line), ("footer", "end")) or CONTACT.search(line))


def check_found(lines: Sequence[str], titles: Sequence[str] = ()) -> None:
    """Refuse a portal's page that says that there is no such page; one with running text is never refused.

    Raises: NotADocument.
    """
    if sum(len(line.split()) for line in lines) > LONGEST_ERROR_PAGE:
        return
    for line in (*titles, *lines):
        if any(rule.pattern.search(line) for rule in load_rules() if rule.place == "error"):
            raise NotADocument(detail=line[:200])


def _find_date(page: _Page) -> None:
    """Remember the page's own date line: the last one before the running text, else the first after it."""
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


def _is_web_page(page: _Page) -> bool:
    if page.dateline is not None:
        return True
    filled = page.filled()
    near = filled[:HEAD_LINES] + filled[-HEAD_LINES:]
    if any(matching(page.lines[at], "widget", "opener", "related", "menu") for at in near):
        return True
    return not has_letterhead(page.lines) and sum(is_foot(page.lines[at]) for at in filled[-FOOT_LINES:]) >= 2


def _find_title(page: _Page, known: str | None) -> None:
    filled = page.filled()
    if known:
        page.title = next((at for at in filled[:HEAD_LINES] if fold(page.lines[at]) == fold(known)), None)
        if page.title is not None:
            return
    first = next((at for at in filled if is_running_text(page.lines[at])), len(page.lines))
    if page.dateline is not None and page.dateline < first:
        page.title = _title_by_date(page, filled)
    elif not has_letterhead(page.lines):
        page.title = _title_alone(page, [at for at in filled if at < first])


def _title_by_date(page: _Page, filled: list[int]) -> int | None:
    """The title beside the date line: before it, unless that is a category or a banner and a title follows."""
    assert page.dateline is not None
    place = filled.index(page.dateline)
    before = next((at for at in reversed(filled[max(0, place - 4) : place]) if _may_be_title(page.lines[at])), None)
    after = next((at for at in filled[place + 1 : place + 4] if not matching(page.lines[at], "widget")), None)
    if after is not None and not _may_be_title(page.lines[after]):
        after = None
    if before is None or after is None:
        return after if before is None else before
    banner = is_capitals(page.lines[before]) and not is_capitals(page.lines[after])
    text = fold(" ".join(page.lines[after + 1 :]))
    closer = _echo(page.lines[after], text) > _echo(page.lines[before], text)
    return after if banner and closer else before


def _title_alone(page: _Page, head: list[int]) -> int | None:
    """The title of a page without a date line in its head: a title-like line over a widget or a byline, else the one
    whose words come again most in the text.
    """
    likely = [at for at in head[:HEAD_LINES] if _may_be_title(page.lines[at])]
    for at in (at for at in likely if len(page.lines[at].split()) >= SURE_WORDS):
        place = head.index(at)
        if place + 1 < len(head) and (
            matching(page.lines[head[place + 1]], "widget") or find_names(page.lines[head[place + 1]])
        ):
            return at
    text = fold(" ".join(page.lines[head[-1] + 1 :])) if head else ""
    echoing = [at for at in likely if not NUMBERED.match(page.lines[at])]

    def shared(at: int) -> tuple[int, int]:
        return round(_echo(page.lines[at], text) * len(page.lines[at].split())), at

    return max(echoing, key=shared, default=None)


def _may_be_title(line: str) -> bool:
    if len(line.split()) not in TITLE_WORDS or line.rstrip().endswith((".", ";", ",")) or find_dateline(line):
        return False
    if matching(line, "widget", "menu", "category", "opener", "related", "footer", "end") or find_names(line):
        return False
    if is_capitals(line) and looks_like_organisation(line):
        return False
    return not (re.search(r"\d\s?°", line) or len(PARTS.split(line)) > 2 or line.startswith("["))


def _echo(title: str, text: str) -> float:
    """The share of a title's words that come again in the folded text."""
    words = {word for word in re.findall(r"\w+", fold(title)) if len(word) > 2}
    present = set(re.findall(r"\w+", text))
    return len(words & present) / len(words) if words else 0.0


def _take_head(page: _Page) -> None:
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
        if at not in (page.dateline, page.title) and matching(page.lines[at], "menu", "widget", "related"):
            page.remove([at])


def _letterhead_start(page: _Page, before: list[int]) -> int:
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


def _take_tail(page: _Page) -> None:
    """Take off the page's end: from the first opener after the last running text, and the foot."""
    filled = [at for at in page.filled() if at not in page.gone]
    last_text = max((place for place, at in enumerate(filled) if _holds_text(page, at)), default=-1)
    tail = filled[last_text + 1 :]
    opener = next((place for place, at in enumerate(tail) if opens_tail(page.lines[at])), None)
    if opener is not None:
        page.remove([at for at in tail[opener:] if not _is_credit(page, at)])
        tail = tail[:opener]
    _take_foot(page, tail, bool(opener is not None))


def _holds_text(page: _Page, at: int) -> bool:
    line = page.lines[at]
    return at in (page.title, page.dateline) or (is_running_text(line) and not is_foot(line) and not opens_tail(line))


def _is_credit(page: _Page, at: int) -> bool:
    """Whether a line of the end belongs to the body all the same: the date line, or who wrote it and whence."""
    return at == page.dateline or any(
        credit.field in ("author", "source") and credit.name not in OUTSIDE for credit in _credits_of(page.lines[at])
    )


def _take_foot(page: _Page, tail: list[int], opened: bool) -> None:
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


def _belongs_to_foot(page: _Page, tail: list[int], place: int) -> bool:
    """Whether a line right above the foot is a site's name or banner: in capitals or an organisation, no signature."""
    line = page.lines[tail[place]]
    if line.endswith((".", ";", "./.")) or person_in(line) or find_names(line) or line.startswith(("-", "+")):
        return False
    if re.match(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[./ ]", line):
        return False
    return is_capitals(line) or looks_like_organisation(line)


def _take_widgets(page: _Page) -> None:
    """Take off widgets wherever they stand, and the headlines under a list inside the article."""
    filled = [at for at in page.filled() if at not in page.gone]
    for place, at in enumerate(filled):
        if at in (page.title, page.dateline):
            continue
        rule = matching(page.lines[at], "widget", "related")
        if not rule:
            continue
        page.remove([at])
        if rule.place == "related" or rule.name == "advert":
            page.remove(_headlines_under(page, filled[place + 1 :], 1 if rule.name == "advert" else INLINE_HEADLINES))


def _headlines_under(page: _Page, following: list[int], most: int) -> list[int]:
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


def _finish(page: _Page) -> CleanPage:
    """Put the page together again: no double empty lines, counters cut from the date line, clues placed."""
    kept: list[str] = []
    clues: list[ParagraphClue] = []
    for at, line in enumerate(page.lines):
        if at in page.gone or (not line and (not kept or not kept[-1])):
            continue
        if at == page.dateline and page.date:
            line = line[: page.date.counter_start].rstrip(" |-–·•") if page.date.counter_start else line
            clues.extend(_date_clues(page.date, len(kept)))
        if at == page.title:
            clues.append(ParagraphClue("title", line, "heading", len(kept), 0, len(line)))
        kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    removed = tuple(page.lines[at] for at in sorted(page.gone))
    clues.extend(_byline_clues(kept))
    clues.extend(_removed_clues(removed))
    return CleanPage(tuple(kept), removed, tuple(_once(clues)))


def _once(clues: Sequence[ParagraphClue]) -> Iterator[ParagraphClue]:
    """The clues without the repeats of an author or a source, and without bylines that hold the date line whole."""
    seen: set[tuple[str, str]] = set()
    for clue in clues:
        key = (clue.field, loose(clue.text))
        if key not in seen:
            seen.add(key)
            yield clue


def _untouched_clues(page: _Page) -> tuple[ParagraphClue, ...]:
    """The clues of a text without furniture: a title that stands over running text, and who wrote it."""
    filled = page.filled()
    clues = list(_byline_clues(page.lines))
    if not has_letterhead(page.lines) and len(filled) > 1:
        first = page.lines[filled[0]]
        if _may_be_title(first) and not is_running_text(first):
            clues.insert(0, ParagraphClue("title", first, "heading", filled[0], 0, len(first)))
    return tuple(clues)


def _date_clues(date: Dateline, paragraph: int) -> Iterator[ParagraphClue]:
    yield ParagraphClue("published", date.text, "dateline", paragraph, date.start, date.start + len(date.text))
    for start, name in date.names:
        yield ParagraphClue("author", name, "dateline", paragraph, start, start + len(name))


def _credits_of(line: str) -> list[Credit]:
    return [credit for credit in load_credits() if credit.pattern.fullmatch(line)]


def _byline_clues(kept: Sequence[str]) -> Iterator[ParagraphClue]:
    """Who wrote the page and whence it comes, from the lines that stay."""
    texts = [at for at, line in enumerate(kept) if is_running_text(line)]
    first, last = (texts[0], texts[-1]) if texts else (len(kept), len(kept))
    official = has_letterhead(kept)
    for at, line in enumerate(kept):
        if find_dateline(line):
            continue
        for credit in load_credits():
            match = credit.pattern.fullmatch(line)
            if match and credit.name not in OUTSIDE:
                yield from _credit_clues(credit, match, at)
        yield from _attachments(line, at)
        if ((at < first and not official) or last < at <= last + 4) and not _is_signature(kept, at):
            for start, name in find_names(line):
                yield ParagraphClue("author", name, "byline", at, start, start + len(name))
    if texts:
        yield from _agency(kept[first], first)


def _attachments(line: str, paragraph: int) -> Iterator[ParagraphClue]:
    """The papers that a line offers: the parts of its list, without icons and sizes; or the file it consists of."""
    offered = ATTACHED.match(line)
    if offered:
        parts = [part for part in LISTED.finditer(line, offered.end()) if part["name"]]
    else:
        parts = [part for part in [FILE_NAME.fullmatch(line)] if part]
    for part in parts:
        yield ParagraphClue("attachment", part["name"], "attachment", paragraph, part.start("name"), part.end("name"))


def _credit_clues(credit: Credit, match: re.Match[str], paragraph: int) -> Iterator[ParagraphClue]:
    value, start = match["value"].strip(" .;"), match.start("value")
    names = find_names(value) if credit.field == "author" else ()
    if names:
        for offset, name in names:
            yield ParagraphClue("author", name, "byline", paragraph, start + offset, start + offset + len(name))
    else:
        yield ParagraphClue(credit.field, value, "byline", paragraph, start, start + len(value))


def _is_signature(kept: Sequence[str], at: int) -> bool:
    """Whether a name at the end is an office-holder's: authority or post in capitals within the lines above it."""
    above = [line for line in kept[max(0, at - 8) : at] if line]
    return any(
        re.match(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T\.M)[./ ]|nơi nhận|\(?đã ký", line, re.I) for line in above
    ) or any(is_capitals(line) and len(line.split()) <= 8 and not find_names(line) for line in above[-2:])


AGENCY = re.compile(r"\(?(?P<value>[^\W\d_][\w.]{1,20})\)?(?:\s?[-–—]\s?|\s?\)\s?[-–—:]?\s?)(?=[A-ZĐÂÁÀẢÔƠƯ“\"])")
PLACE_HEAD = re.compile(r"(?:tp|t\.p|tx|tt|h|q|p|x)\b\.?\s|(?:thành phố|tỉnh|huyện|quận|xã|phường|thị)\s", re.I)
BRACKETED_AGENCY = re.compile(r"\((?P<value>[^\W\d_][\w. ]{1,30})\)\s?[-–—:]?\s?(?=[^\W\d_a-z“\"])")


def _agency(line: str, paragraph: int) -> Iterator[ParagraphClue]:
    """The newspaper or agency in front of the first paragraph: `Kinhtedothi- …`, `(VNM) …`, not a place."""
    match = BRACKETED_AGENCY.match(line) or AGENCY.match(line)
    if match and not PLACE_HEAD.match(match["value"]) and (line.startswith("(") or not is_syllable(match["value"])):
        yield ParagraphClue("source", match["value"], "dateline", paragraph, match.start("value"), match.end("value"))


def _removed_clues(removed: Sequence[str]) -> Iterator[ParagraphClue]:
    """What the furniture tells of the page: the site's name, the office at its foot and its address."""
    for at, line in enumerate(removed):
        for credit in load_credits():
            match = credit.pattern.fullmatch(_bare(line))
            if match:
                yield ParagraphClue(credit.field, match["value"].strip(" .;-|"), credit.name)
        if is_foot(line) and at and looks_like_organisation(removed[at - 1]) and len(removed[at - 1].split()) > 2:
            name = removed[at - 1].strip(" .")
            yield ParagraphClue("source", name, "footer")
            yield ParagraphClue("issuer", SITE_HEAD.sub("", name), "footer")


@cache
def _elements() -> dict[str, re.Pattern[str]]:
    """Place -> the names that make an element chrome."""
    names: dict[str, list[str]] = {}
    for _, place, pattern, *_ in read_table("elements"):
        names.setdefault(place, []).append(pattern)
    return {place: re.compile("|".join(patterns), re.I) for place, patterns in names.items()}


WORDS_OF_CLASS = re.compile(r"[\s_]+|(?<=[a-z])(?=[A-Z])")


def is_chrome(tag: str, attributes: dict[str, str], *, inside_article: bool = False) -> bool:
    """Whether an element is by its tag, role, class or id no part of a page's body; hidden ones never are."""
    rules = _elements()
    if rules["tag"].fullmatch(tag) or (not inside_article and rules["outer-tag"].fullmatch(tag)):
        return True
    if rules["role"].fullmatch(attributes.get("role", "")) or _is_hidden(attributes):
        return True
    if tag in ("body", "html", "main", "article", "h1"):
        return False
    words = WORDS_OF_CLASS.split(f"{attributes.get('class', '')} {attributes.get('id', '')}")
    return any(_names_chrome(word, rules["class"]) for word in words if word)


def _names_chrome(word: str, rule: re.Pattern[str]) -> bool:
    """Whether a word of a class is one of the names, or one of its parts between hyphens is."""
    return bool(rule.fullmatch(word)) or any(rule.fullmatch(part) for part in word.split("-"))


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
