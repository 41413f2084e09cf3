"""A letterhead whose columns or lines were joined by single blanks: it is set in lines again, left column first.

`SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM TRƯỜNG TRUNG CẤP Y Độc lập - Tự do - Hạnh phúc Số: 3/KH-TCY …` is how
texts come out of files whose layout was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.names import looks_like_organisation
from ingest.official.letterhead import NUMBER, title_spans, type_of
from ingest.official.paper_box import unglued
from ingest.orthography import CAPITALS, SMALL, fold, is_capitals, plain_dashes
from ingest.webpages.bylines import LEVELS

SEARCHED = 40
"""Lines of a text among which the official title stands."""

LONGEST_HEAD = 700
"""Characters of a joined letterhead: what stands further on in its line is the text."""

LONGEST_PLACE = 8
"""Words of a place before its day."""

LONGEST_DATE = 80
"""Characters behind a number in which its place and day stand."""

LINES_BELOW = 3
"""Lines below that of the title on which its motto, the number and the day may stand."""

EDGES = " *-–_="
WIDE = re.compile(r"\t|\s{4}|\|")
"""What parts columns that are not joined."""

DAY = re.compile(
    r"(?:[,.]\s*)?(?<!\w)ng[àa]y\s*\d{1,2}\s*(?:th[áa]ng\s*\d{1,2}\s*n[ăâ]m|[/.-]\s*\d{1,2}\s*[/.-])\s*\d{4}", re.I
)
SHOUTED = re.compile(rf"(?:(?:[{CAPITALS}\d\W]|(?<=\d)[a-z])+(?=\s|$))+")
"""A run of words in capitals at a line's start."""

OPENS = re.compile(r"\s(?=(?:Kính (?:gửi|gởi)|Căn cứ|Thực hiện|Thi hành|Nhằm|Theo|Để|(?:I|A|1)\s?[.-])\s)")
"""Where a joined line goes on with its paper's text."""

OF_PLACE = re.compile(rf"(?<!\w)(?:(?:{LEVELS.upper()}|TP\.?)(?:\s[^\s,]+){{0,4}}|VIỆT NAM)$")
"""The place with which the name of the body above ends."""
INSIDE = re.compile(r"(?:của|nước|nhân danh|điều lệ|chấp hành trung ương)$", re.I)
"""What stands before an official title that is named, not set above a paper."""

PAGE = re.compile(r"trang \d{1,2}\s?", re.I)
"""The number of a page in front of what the page holds."""

GLUED = re.compile(
    rf"(?<=[{CAPITALS}\d])(?=C[ỘÔ]NG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA VIỆT NAM)|(?<=[^\W_])(?=Độc lập\s?[-–]\s?Tự do)"
)
"""Where not even a blank parts an office from the title or motto beside it."""

SMALL_LETTER = re.compile(f"[{SMALL}]")
NUMBER_WORD = re.compile("[sSſ][ốôoóồổỗỐÔOÓỒỔỖ]")
"""The word in front of each number (`NUMBER`)."""
LONGEST_TYPE = 20
"""Characters from the type of a law to the end of that word (`pháp lệnh số`), with three blanks and no wide gap."""

NATION = "cong hoa"
MOTTO = "doc lap"


def parted(lines: Sequence[str]) -> list[str]:
    """The lines of a text, those of a joined letterhead near its top set in lines: left column, right one, the rest."""
    lines = [*(part for line in lines[:SEARCHED] for part in unglued(_unglued(line))), *lines[SEARCHED:]]
    found = [at for at, line in enumerate(lines[:SEARCHED]) if _is_joined(line)]
    for at in found:
        block = _block(lines[at : at + 1 + LINES_BELOW])
        again = at + 1 in found and len(block) == 1  # the later of two is that above the text, the other a preview
        if block and not again:
            return [*lines[:at], *_in_lines(block), *lines[at + len(block) :]]
    return list(lines)


def _unglued(line: str) -> str:
    """A line whose office touches the title or motto beside it, with a blank between them; few lines have either."""
    return GLUED.sub(" ", line) if "VIỆT NAM" in line or "Độc lập" in line else line


def _block(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a joined letterhead, the first one's title on; none where neither motto nor number tells of one."""
    heads = [fold(line[:LONGEST_HEAD]) for line in lines]
    if NATION not in heads[0]:
        line = plain_dashes(lines[0][:LONGEST_HEAD])
        return lines[:1] if _is_numbered(line) or (NUMBER.search(line) and DAY.search(line)) else []
    motto = next((at for at, head in enumerate(heads) if MOTTO in head), None)
    if motto is None or any(map(WIDE.search, lines[: motto + 1])):
        return []
    below = "".join(lines[motto + 1 : motto + 2]).strip()
    numbered = NUMBER.match(plain_dashes(below)) is not None and len(below) < LONGEST_HEAD
    return lines[: motto + 1 + numbered]


def _is_joined(line: str) -> bool:
    """Whether an official title, or a number of its own, stands on a line with an office before it and no wide gap."""
    head = line[:LONGEST_HEAD]
    spans = title_spans(head)
    if spans and WIDE.search(head[: spans[0][1]]):
        return False
    before = PAGE.sub("", head[: spans[0][0]]).strip(EDGES) if spans else ""
    before = _and_number(before)[0] if before else ""
    if before:
        return is_capitals(before) and not INSIDE.search(before)
    if len(spans) > 1 and _is_shouted(head[spans[0][1] : spans[1][0]]):
        return bool(head[spans[0][1] : spans[1][0]].strip(EDGES))
    return _is_numbered(head[spans[0][1] :] if spans else head)


def _is_numbered(head: str) -> bool:
    """Whether a line has an office in capitals, its number, and a day or the paper's type behind that."""
    small = SMALL_LETTER.search(head)
    if small is not None and not NUMBER_WORD.search(head, 0, small.start() + LONGEST_TYPE):
        return False  # most lines: no office in capitals stands before a number
    number = NUMBER.search(plain_dashes(head))
    if number is None or WIDE.search(head[: number.end()]):
        return False
    office, rest = head[: number.start()].strip(EDGES), head[number.end() :].strip(EDGES)
    shouted = SHOUTED.match(rest)
    dated = DAY.search(rest[:LONGEST_DATE]) is not None
    named = office.isupper() and looks_like_organisation(office) and not type_of(office)
    return named and (dated or (shouted is not None and bool(type_of(shouted[0].strip()))))


def _in_lines(block: Sequence[str]) -> Iterator[str]:
    """The parts of a joined letterhead: the office with its number, the titles with place and day, type and text."""
    left: list[str] = []
    right: list[str] = []
    rest: list[str] = []
    for line in block:
        at = 0
        for start, end in title_spans(line[:LONGEST_HEAD]):
            office, number = _and_number(line[at:start].strip(EDGES))
            left += (*_offices(office), *filter(None, [number]))
            right.append(line[start:end])
            at = end
        _sort(line[at:].strip(EDGES), left, right, rest)
    yield from (*left, *right, *rest)


def _sort(text: str, left: list[str], right: list[str], rest: list[str]) -> None:
    """Put the number, the place with its day and what else stands behind the titles into their columns."""
    number = NUMBER.search(plain_dashes(text[:LONGEST_HEAD]))
    if number is not None and _is_shouted(text[: number.start()]):
        left += (*_offices(text[: number.start()].strip(EDGES)), text[number.start() : number.end()])
        text = text[number.end() :].strip(EDGES)
    day = DAY.search(text[:LONGEST_HEAD])
    place = _place_before(text[: day.start()]) if day is not None else ""
    office = text[: day.start() - len(place)] if day is not None else ""
    if day is not None and _is_shouted(office) and len(place.split()) <= LONGEST_PLACE:
        left += filter(None, [office.strip(EDGES)])
        right.append(f"{place}{day[0]}".strip())
        text = text[day.end() :].strip(EDGES + ".")
        number = NUMBER.match(plain_dashes(text))
        if number is not None:
            left.append(text[: number.end()])
            text = text[number.end() :].strip(EDGES)
    rest += _opening(text)


def _and_number(text: str) -> tuple[str, str]:
    """An office and the number that ends its column, empty without one."""
    number = NUMBER.search(plain_dashes(text))
    if number is None or text[number.end() :].strip(EDGES):
        return text, ""
    return text[: number.start()].strip(EDGES), text[number.start() : number.end()]


def _offices(text: str) -> list[str]:
    """The bodies of a letterhead's left column: what is named behind another's place stands below that one."""
    for blank in re.finditer(" ", text):
        above, own = text[: blank.start()], text[blank.end() :]
        if OF_PLACE.search(above) and looks_like_organisation(above) and looks_like_organisation(own):
            return [above, own]
    return [text] if text else []


def _is_shouted(text: str) -> bool:
    """Whether a text is empty or an office in capitals, no type of paper."""
    text = text.strip(EDGES)
    return not text or (text.isupper() and not type_of(text))


def _place_before(text: str) -> str:
    """The place at the end of a text, whose words are not in capitals throughout: `TRƯỜNG THCS A Ba Tơ`."""
    words = text.split(" ")
    at = len(words)
    while at and (not words[at - 1].isupper() or words[at - 1] in ("TP.", "TX.", "TT.")):
        at -= 1
    return " ".join(words[at:])


def _opening(text: str) -> Iterator[str]:
    """A paper's type, what it is about, and its text, each on its line."""
    shouted = SHOUTED.match(text)
    kind = type_of(shouted[0].strip()) if shouted is not None else ""
    if kind:
        yield text[: len(kind)]
        text = text[len(kind) :].strip()
    yield from filter(None, (part.strip() for part in OPENS.split(text, maxsplit=1)))
