"""What a letterhead says: issuer and superior, number, place and date, type, subject, marks.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (state documents); Hướng dẫn 36-HD/VPTW (Party documents). Where the page
is known, the left column is read before the right one, whatever their order in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ingest.document import Clue
from ingest.names import looks_like_organisation
from ingest.official.issuers import ends_name, find_issuers
from ingest.official.letterhead import (
    BARE_NUMBER,
    BARE_TYPE_WITHIN,
    BLANK_DATE,
    LETTERHEAD_LINES,
    LONE_NUMBER,
    NUMBER,
    OF_NUMBER,
    TO,
    has_letterhead,
    is_mark,
    is_title,
    is_youth_title,
    place_date,
    title_within,
    type_of,
)
from ingest.official.subjects import (
    LONGEST_SUBJECT,
    OPENING,
    ends_sentence,
    find_type,
    subject_of_letter,
    type_and_subject,
)
from ingest.orthography import is_capitals, plain_dashes
from ingest.rows import Row

CELL_MARK = re.compile(r"\s[-_*=]{4,}\s|\s\|(?:\s|$)")
MARKED = re.compile(r"[|*=_-](?:(?<=\|)|[-_*=]{3})")
"""What every such mark holds, in a pattern that is found quickly."""
UNDER_TYPE = 5
"""Rows under the type among which documents before 1976 have their number and day."""

LONGEST_PLACE = 8
"""Words of a place in a date line: `Thị trấn Quảng Uyên, huyện Quảng Hòa`."""

NO_PLACE = re.compile(r"(?:về|v/v|hôm nay|tại|từ|đến|kèm theo|ban hành|số)\b", re.I)
NUMBERED = re.compile(r"[sSſ][ôốồổỗóoòÔỐỒỔỖÓOÒ]\s*[:.;]?\s*\d")
"""What every number holds, in a pattern that is found quickly."""
BEFORE_NUMBER = re.compile(OF_NUMBER, re.I)


def find_letterhead(rows: Sequence[Row], widths: Mapping[int, float]) -> Iterator[Clue]:
    """The clues of the letterhead; none for a text without title, number and type. `widths` of pages are points."""
    cells = (cell for row in rows[: 2 * LETTERHEAD_LINES] for cell in _cells(row))
    head = _by_columns([part for cell in cells for part in _parts(cell)], widths)
    type_at = find_type(head)
    if not has_letterhead([row.text for row in head]) and (type_at is None or type_at >= BARE_TYPE_WITHIN):
        return
    top = head[: _top_end(head, type_at)]
    below = head[type_at + 1 : type_at + 1 + UNDER_TYPE] if type_at is not None else []
    own = [row for row in top if not is_mark(row.text)]
    yield from (Clue("mark", row.text, "letterhead", row.start, row.end) for row in head if is_mark(row.text))
    yield from find_issuers(own) or find_issuers(list(takewhile(lambda row: not ends_sentence(row.whole), below)))
    yield from _numbers(head, own, below, type_at)
    yield from _place_and_date(own) or _place_and_date(below)
    yield from type_and_subject(head, type_at) if type_at is not None else subject_of_letter(own)


def _by_columns(rows: Sequence[Row], widths: Mapping[int, float]) -> list[Row]:
    """The rows with those of a letterhead's left column before those of its right one, as far as the page is known."""
    titles = [] if any(row.box is None for row in rows) else [row for row in rows if is_title(row.text)]
    if not titles:
        return list(rows)
    page = titles[0].page
    middle = widths.get(page or 0, 0.0) / 2
    foot = _foot(rows, page)
    above = [row for row in rows if row.page == page and row.box and row.box[1] < foot]
    if not middle or not all(row.box and row.box[2] > middle for row in titles):
        return list(rows)

    def order(row: Row) -> tuple[bool, float, float]:
        x0, top, x1, _ = row.box or (0.0, 0.0, 0.0, 0.0)
        return ((x0 + x1) / 2 > middle, top, x0)

    return sorted(above, key=order) + [row for row in rows if row not in above]


def _foot(rows: Sequence[Row], page: int | None) -> float:
    """The ordinate at which the two columns end: at the type, at `Kính gửi`, or at the first paragraph of text."""
    for row in rows:
        if row.page == page and row.box and (type_of(row.text) or TO.match(row.text) or OPENING.match(row.text)):
            return row.box[1]
    boxes = [row.box for row in rows if row.page == page and row.box]
    return max(box[3] for box in boxes)


def _cells(row: Row) -> Iterator[Row]:
    """A row as the cells of a table's row, or what rules part in it: `TÒA ÁN NHÂN DÂN ------- Số: … | CỘNG HÒA …`."""
    marks = list(CELL_MARK.finditer(row.text)) if MARKED.search(row.text) else []
    if not marks:
        yield row
        return
    bounds = zip([0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(row.text)], strict=True)
    cells = [row.part(start, end) for start, end in bounds if row.text[start:end].strip()]
    if any(title_within(cell.text) >= 0 for cell in cells):
        yield from (replace(cell, whole=cell.text) for cell in cells)
    else:
        yield row


def _parts(row: Row) -> Iterator[Row]:
    """A row as its columns, where a title, a number or a date stands behind something else on one line."""
    at = title_within(row.text)
    if at > 0 and re.search(r"\w", row.text[:at]) and not _is_part_of_name(row.text, at):
        yield from _parts(row.part(0, at))
        yield row.part(at, len(row.text))
        return
    if not NUMBERED.search(row.text):
        yield row
        return
    behind = NUMBER.search(plain_dashes(row.text))
    if behind and behind.start() and looks_like_organisation(row.text) and is_capitals(row.text[: behind.start()]):
        yield row.part(0, behind.start())
        yield row.part(behind.start(), len(row.text))
        return
    number = NUMBER.match(plain_dashes(row.text))
    rest = row.text[number.end() :] if number else ""
    if number and rest.strip() and place_date(rest.strip()):
        yield row.part(0, number.end())
        yield row.part(number.end(), len(row.text))
        return
    yield row


def _is_part_of_name(text: str, at: int) -> bool:
    """Whether the youth union's name goes on with what stands before it (`BCH ĐOÀN TNCS HỒ CHÍ MINH`)."""
    return is_youth_title(text[at:]) and not ends_name(text[:at])


def _top_end(head: Sequence[Row], type_at: int | None) -> int:
    """Where the letterhead's own lines end: at the type, at `Kính gửi`, or at the first row of running text."""
    for at, row in enumerate(head):
        long = len(row.whole.split()) > LONGEST_SUBJECT / 2 and not (at == 0 and _is_headline(head))
        if at == type_at or TO.match(row.text) or long:
            return at
    return len(head)


def _is_headline(head: Sequence[Row]) -> bool:
    """Whether the first row is a site's headline over the paper: no sentence, with an office and a title below it."""
    if head[0].text.rstrip().endswith((".", ":", ";")):
        return False
    office = any(is_capitals(row.text) and looks_like_organisation(row.text) for row in head[1:])
    return office and any(is_title(row.text) for row in head[1:])


def _numbers(head: Sequence[Row], top: Sequence[Row], below: Sequence[Row], type_at: int | None) -> list[Clue]:
    """The document's own number, or those of the bodies that issued it together."""
    named = [head[type_at]] if type_at is not None else []
    found = [clue for row in top if (clue := _number(row, NUMBER.match(plain_dashes(row.text))))]
    found = found or _number_over_two_lines(top)
    found = found or [clue for row in named if (clue := _number(row, NUMBER.search(plain_dashes(row.text))))]
    found = found or [clue for row in below if (clue := _number(row, NUMBER.match(plain_dashes(row.text))))]
    found = found or [clue for row in top if (clue := _number(row, BARE_NUMBER.fullmatch(row.text)))][:1]
    return found or [clue for row in top if (clue := _number(row, LONE_NUMBER.fullmatch(plain_dashes(row.text))))][:1]


def _number_over_two_lines(rows: Sequence[Row]) -> list[Clue]:
    """The number that a narrow column has under its `Số:`."""
    for above, row in pairwise(rows):
        joined = NUMBER.match(f"{above.text} {plain_dashes(row.text)}") if BEFORE_NUMBER.fullmatch(above.text) else None
        if joined and (clue := _number(row, re.match(r"(?P<number>\S+)", plain_dashes(row.text)))):
            return [clue]
    return []


def _number(row: Row, match: re.Match[str] | None) -> Clue | None:
    if match is None:
        return None
    text = re.sub(r"\s*([/-])\s*", r"\1", match["number"].strip().rstrip("."))
    start = row.start + match.start("number")
    return Clue("doc_number", text, "letterhead", start, start + len(match["number"].rstrip(" .")))


def _place_and_date(rows: Sequence[Row]) -> list[Clue]:
    """The place and day of the first line that holds a day and nothing else."""
    for row in rows:
        dated = place_date(row.text.strip(" *()"))
        if dated and is_full(dated) and not NO_PLACE.match(row.text):
            return place_and_date(row, dated, "letterhead")
    for above, row in pairwise(rows):
        joined = f"{above.text.strip()} {row.text.strip()}"
        dated = place_date(joined)
        if dated and is_full(dated) and dated["place"] and not NO_PLACE.match(above.text):
            return _over_two_lines(above, row, dated)
    for row in rows:
        blank = BLANK_DATE.fullmatch(row.text.strip(" *()"))
        if blank and blank["place"]:
            return place_and_date(row, blank, "letterhead")[:1]
    return []


def _over_two_lines(above: Row, row: Row, dated: re.Match[str]) -> list[Clue]:
    """The clues of a date line whose year stands on the next line of its column."""
    place, start = dated["place"].rstrip(" ,"), above.start + above.text.index(dated["place"])
    begin = min(above.start + above.text.index(above.text.strip()) + dated.start("date"), above.end)
    return [
        Clue("place", place, "letterhead", start, start + len(place)),
        Clue("date", dated["date"].rstrip(" ."), "letterhead", begin, row.end),
    ]


def is_full(dated: re.Match[str]) -> bool:
    """Whether a date line has a day where it says so, and a place of few words."""
    date = dated["date"]
    dayless = date.lower().startswith("ng") and not dated["day"] and not re.search(r"\d\s*[/.-]\s*\d", date)
    place = dated["place"] or ""
    return not dayless and not place[:1].islower() and len(place.split()) <= LONGEST_PLACE


def place_and_date(row: Row, match: re.Match[str], method: str) -> list[Clue]:
    """The clues of a date line, its place first."""
    shift = row.start + row.text.index(match[0])
    clues = []
    for field in ("place", "date"):
        text = (match[field] or "").rstrip(" .,")
        if text:
            start = shift + match.start(field)
            clues.append(Clue(field, text, method, start, start + len(text)))
    return clues
