"""What the lines of a page tell of it: authors, source, the site and its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ingest.names import looks_like_organisation, person_in
from ingest.official.attachment_clues import find_last_annexes, find_listed, find_named_file, find_offered
from ingest.official.letterhead import has_letterhead
from ingest.official.paper_box import find_box
from ingest.orthography import CAPITALS, SMALL, is_capitals, is_syllable, loose
from ingest.paragraphs import ParagraphClue
from ingest.webpages.bylines import DOING, HONORIFIC, find_names
from ingest.webpages.datelines import COUNTER, PATH, Dateline, find_dateline
from ingest.webpages.furniture_rules import (
    Credit,
    bare_text,
    is_foot,
    is_running_text,
    load_credits,
    matching_credits,
    without_controls,
)
from ingest.webpages.taken_over import PAPER_HEAD, WRITER, find_writer

ACCOUNT = re.compile(
    r"admin\w*|root|web ?master|super ?user(?: account)?|host|editor|quản trị(?: viên| mạng)?|quantri\w*|biên tập viên",
    re.I,
)
"""The name of an account that puts pages up: nobody's."""
SITE_HEAD = re.compile(r"^(?:cổng|trang) (?:thông tin điện tử|thông tin|tin điện tử|ttđt)\s+(?:của\s+)?", re.I)
BARE_SITE = re.compile(r"(?:cổng|trang) (?:thông tin điện tử|tin điện tử|ttđt)", re.I)
"""A banner's first line; whose site it is stands on the next one."""
OUTSIDE = ("vote-box", "copyright", "site", "domain", "address")
"""Credits that tell of the page only where they stand in what was taken off."""
PAPER_ALONE = re.compile(r"(?:Báo|Tạp chí) [^\W\d_]+(?:(?: - | )[^\W\d_]+){0,4}")
"""A newspaper alone in a line below the text, from which a page was taken over."""
MOST_BEHIND, LINES_BEHIND = 4, 12
"""Lines with text, and with empty ones, behind the last paragraph among which the author stands behind captions."""
LONGEST_PEN_NAME = 3
"""Syllables."""
OPENING_TEXTS = 2
"""Long lines among which the first paragraph is: a headline may be as long, and end with a dot."""
LONGEST_FURNITURE = 300
"""Characters of a line that may tell of the site."""
SIGNING = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T\.M)[./ ]|nơi nhận|\(?đã ký", re.I)
"""How a line of the signature begins."""


def without_repeats(clues: Sequence[ParagraphClue]) -> Iterator[ParagraphClue]:
    """The clues without the repeats of an author or a source, and without bylines that hold the date line whole."""
    seen: set[tuple[str, str]] = set()
    for clue in clues:
        key = (clue.field, loose(clue.text))
        if key not in seen:
            seen.add(key)
            yield clue


def date_clues(date: Dateline, paragraph: int) -> Iterator[ParagraphClue]:
    yield ParagraphClue("published", date.text, "dateline", paragraph, date.start, date.start + len(date.text))
    for start, name in date.names:
        yield ParagraphClue("author", name, "dateline", paragraph, start, start + len(name))
    if date.source is not None:
        start, name = date.source
        yield ParagraphClue("source", name, "byline", paragraph, start, start + len(name))


def find_byline_clues(kept: Sequence[str], *, web: bool) -> Iterator[ParagraphClue]:
    """Who wrote the page and whence it comes, from the lines that stay.

    A name in capitals alone on a line is an author on the web; elsewhere it may be an office or whoever signed.
    """
    texts = [at for at, line in enumerate(kept) if is_running_text(line)]
    first, last = (texts[0], texts[-1]) if texts else (len(kept), len(kept))
    official = has_letterhead(kept)
    box = list(find_box(kept))
    boxed = {(clue.field, clue.paragraph) for clue in box}
    yield from box
    yield from find_last_annexes(kept)
    for at, line in enumerate(kept):
        if find_dateline(line):
            continue
        for credit, match in matching_credits(line):
            if credit.name not in OUTSIDE and (credit.field, at) not in boxed:
                yield from _credit_clues(credit, match, at)
        if ("attachment", at) not in boxed:
            yield from find_offered(line, at)
        yield from find_listed(kept, at)
        near = last < at <= last + LINES_BEHIND
        behind = near and len(list(filter(None, kept[last + 1 : at + 1]))) <= MOST_BEHIND
        if ((at < first and not official) or behind) and not _is_signature(kept, at):
            for start, name in find_names(line):
                if not is_capitals(name) or DOING.search(line) or (web and not _is_heading(name)):
                    yield ParagraphClue("author", name, "byline", at, start, start + len(name))
        if at < first and (alone := LONE_AGENCY.fullmatch(line)):
            name = alone.lastgroup or ""
            yield ParagraphClue("source", alone[name], "dateline", at, *alone.span(name))
        if near:
            yield from find_writer(line, at)
        if behind and PAPER_ALONE.fullmatch(line):
            yield ParagraphClue("source", line, "byline", at, 0, len(line))
    for at in texts[:OPENING_TEXTS]:
        found = list(_agency(kept[at], at))
        yield from found
        if found:
            break


def _is_heading(name: str) -> bool:
    """Whether words in capitals are a headline's and no name: longer than pen names are, and without a surname."""
    return len(name.split()) > LONGEST_PEN_NAME and person_in(name) is None


def find_day_clues(lines: Iterable[str]) -> list[ParagraphClue]:
    """The day that a page tells of itself where it stands in no text: the one sure date line among all its lines.

    That behind the path to the page is sure, too: `Tin hoạt động > Thi đua (Thứ sáu, 14/10/2005, 16h05)`.
    """
    dates = [date for line in lines if (date := _sure_day(line))]
    days = {date.text for date in dates}
    return [ParagraphClue("published", dates[0].text, "dateline")] if len(days) == 1 else []


def _sure_day(line: str) -> Dateline | None:
    date = find_dateline(line)
    if date is not None:
        return date if date.sure else None
    path = PATH.fullmatch(line)
    return find_dateline(path["date"]) if path else None


def _credit_clues(credit: Credit, match: re.Match[str], paragraph: int) -> Iterator[ParagraphClue]:
    value, start = without_controls(match["value"]), match.start("value")
    writer = WRITER.match(value) if credit.field == "source" else None
    if writer and person_in(writer["name"]) == writer["name"]:
        yield ParagraphClue("author", writer["name"], "byline", paragraph, start, start + writer.end("name"))
        if not PAPER_HEAD.match(value, writer.end()):
            return
        value, start = value[writer.end() :], start + writer.end()
    counter = COUNTER.search(value) if credit.field == "author" else None
    value = (value[: counter.start()] if counter else value).strip(" .;|-–")
    honorific = HONORIFIC.match(value) if credit.field == "author" else None
    if honorific:
        value, start = value[honorific.end() :], start + honorific.end()
    names = find_names(value) if credit.field == "author" else ()
    if names:
        for offset, name in names:
            yield ParagraphClue("author", name, "byline", paragraph, start + offset, start + offset + len(name))
    elif _says_something(value):
        yield ParagraphClue(credit.field, value, "byline", paragraph, start, start + len(value))


def _says_something(value: str) -> bool:
    """Whether a credit holds letters or figures: `Nội dung: (*)` in a form asks for them."""
    return any(letter.isalnum() for letter in value)


def _is_signature(kept: Sequence[str], at: int) -> bool:
    """Whether a name at the end is an office-holder's: authority or post in capitals within the lines above it."""
    above = [line for line in kept[max(0, at - 8) : at] if line]
    return any(map(SIGNING.match, above)) or any(
        is_capitals(line) and len(line.split()) <= 8 and not find_names(line) for line in above[-2:]
    )


SAVED_DAY = re.compile(r"(?:date\s?:?\s)?\d{4}-\d{2}(?:-\d{2})?\s+(?=\S)")
"""What copies saved with their day begin with: `date 2021-08 BHG - Ngày 23.8, …`."""
PEOPLE = r"(?:CB|CC|VC|NV|CNV|LĐ|NLĐ|HS|SV|GV|ĐV|ĐVTN|CS|HV)[\s–-]"
"""Of whom a text may begin to tell in letters: `CB-NV có con …`, `CNVC-LĐ …`."""
AGENCY = re.compile(
    rf"\(?(?P<value>[^\W\d_][\w.&+]{{1,20}})\)?(?:\s?[-–—]\s?|\s?\)\s?[-–—:]?\s?)(?=[{CAPITALS}“\"])(?!{PEOPLE})"
)
LETTERS_AGENCY = re.compile(r"(?!COVID|SARS)(?P<value>[A-ZĐ]{2,8})\s[-–—]\s(?=\d+\s[^\W\d_])")
"""A newspaper in letters before a paragraph that begins with a figure: `TP - 76 năm sau ngày …`."""
PLACE_HEAD = re.compile(r"(?:tp|t\.p|tx|tt|h|q|p|x)\b\.?\s|(?:thành phố|tỉnh|huyện|quận|xã|phường|thị)\s", re.I)
PAPER = re.compile(
    rf"(?P<value>[{CAPITALS}][^\W\d_]+(?:\s[{SMALL}]+){{1,3}}(?:\s[{CAPITALS}][^\W\d_]+){{0,2}})\s[-–—]\s"
    r"(?=(?:Ngày|Sáng|Trưa|Chiều|Tối|Nhân|Vừa qua|Hôm nay)(?!\w))"
)
"""A paper's name of several words before the day: `Biên phòng - Ngày 6-6`; names of places have capitals only."""
BRACKETED_AGENCY = re.compile(
    r"[(\[](?P<value>[^\W\d_][\w. &+/]{1,30})(?:, [\d./-]{6,10})?[)\]]\s?[-–—:.]?\s?(?=[^\W\d_a-z“\"])"
)
LONE_AGENCY = re.compile(
    r"[(\[](?P<bracketed>[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)|[A-ZĐ]{3,8}|\S{2,12} [Oo]nline)[)\]]\s?[-–—:]?"
    r"|(?P<dashed>[A-ZĐ]{3,8}|[A-ZĐ]\S{1,9} [Oo]nline)\s?[-–—]"
)
"""The same in a line of its own above the text: `HQ Online -`, `(kiemsat.vn)`."""
PLACED_AGENCY = re.compile(
    rf"[{CAPITALS}][^\W\d_]+(?:\s[{CAPITALS}][^\W\d_]+){{1,2}}\s\((?P<value>TTXVN|[{CAPITALS}]{{3,8}})\)\s?[-–—:]\s?"
    rf"(?=[{CAPITALS}])"
)
"""An agency behind the place whence it tells: `Sơn La (TTXVN) - Sáng 12/3 …`."""
ONLINE = re.compile(
    rf"(?P<value>[{CAPITALS}][^\W\d_]+(?:\s[{CAPITALS}][^\W\d_]+){{0,3}}\s[Oo]nline)\s?[-–—]\s?(?=[{CAPITALS}“\"])"
)
"""A paper that calls itself so in front of its text: `QĐND Online- Ngày 27-6`."""


def _agency(line: str, paragraph: int) -> Iterator[ParagraphClue]:
    """The newspaper or agency in front of the first paragraph: `Kinhtedothi- …`, `(VNM) …`, not a place."""
    saved = SAVED_DAY.match(line)
    at = saved.end() if saved else 0
    patterns = (BRACKETED_AGENCY, PLACED_AGENCY, ONLINE, PAPER, AGENCY, LETTERS_AGENCY)
    match = next(filter(None, (pattern.match(line, at) for pattern in patterns)), None)
    if (
        match
        and not PLACE_HEAD.match(match["value"])
        and (match.start("value") > at or " " in match["value"] or not is_syllable(match["value"]))
    ):
        yield ParagraphClue("source", match["value"], "dateline", paragraph, match.start("value"), match.end("value"))


def find_site_clues(furniture: Sequence[str]) -> Iterator[ParagraphClue]:
    """What the furniture of a page that was told by its elements says of the site alone: no credits of other pages."""
    lines = list(dict.fromkeys(line for line in furniture if len(line) <= LONGEST_FURNITURE))
    telling = [at for at, line in enumerate(lines) if is_foot(line) or _tells_of_site().fullmatch(bare_text(line))]
    owners = {at + 1 for at in telling if BARE_SITE.fullmatch(bare_text(lines[at]))}
    near = [at for at in range(len(lines)) if at in telling or at + 1 in telling or at in owners]
    for clue in find_removed_clues([lines[at] for at in near]):
        if clue.method in OUTSIDE or clue.method == "footer":
            yield clue


@cache
def _tells_of_site() -> re.Pattern[str]:
    """The credits that tell of a site, in one pattern: a page has hundreds of lines of furniture."""
    patterns = [credit.pattern.pattern for credit in load_credits() if credit.name in OUTSIDE]
    return re.compile("|".join(f"(?:{pattern.replace('?P<value>', '?:')})" for pattern in patterns), re.I)


def find_removed_clues(removed: Sequence[str]) -> Iterator[ParagraphClue]:
    """What the furniture tells of the page: the site's name, the office at its foot, its address, a file it offers."""
    for at, line in enumerate(removed):
        yield from find_named_file(line)
        bare = bare_text(line)
        if BARE_SITE.fullmatch(bare) and at + 1 < len(removed) and looks_like_organisation(removed[at + 1]):
            bare = f"{bare} {removed[at + 1]}"
        for credit, match in matching_credits(bare):
            if _says_something(match["value"]):
                yield ParagraphClue(credit.field, match["value"].strip(" .;-|"), credit.name)
        if is_foot(line) and at and looks_like_organisation(removed[at - 1]) and len(removed[at - 1].split()) > 2:
            name = removed[at - 1].strip(" .")
            yield ParagraphClue("source", name, "footer")
            yield ParagraphClue("issuer", SITE_HEAD.sub("", name), "footer")
