"""What a letterhead says: issuer and superior, number, place and date, type, subject, marks.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (state documents); Hướng dẫn 36-HD/VPTW (Party documents). Where the page
is known, the left column is read before the right one, whatever their order in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.document import Clue
from ingest.issuers import ends_name, find_issuers
from ingest.letterhead import (
    ABOUT,
    BARE_NUMBER,
    BARE_TYPE_WITHIN,
    BLANK_DATE,
    BLANK_NUMBER,
    LETTERHEAD_LINES,
    NUMBER,
    OF_NUMBER,
    PLACE_DATE,
    RULE,
    TO,
    has_letterhead,
    is_mark,
    is_spaced,
    is_title,
    is_youth_title,
    plain_dashes,
    title_within,
    type_of,
)
from ingest.names import is_post, looks_like_organisation
from ingest.orthography import is_capitals, loose
from ingest.rows import Row
from ingest.words import load_words

UNDER_TYPE = 5
"""Rows under the type among which documents before 1976 have their number and day."""

LONGEST_SUBJECT = 60
"""Words in the paragraph of a subject; a longer one that ends as a sentence does is the first of the text."""

LONGEST_TITLE = 140
"""Words of the longest title of a law, which no sentence's end closes."""

LONGEST_PLACE = 8
"""Words of a place in a date line: `Thị trấn Quảng Uyên, huyện Quảng Hòa`."""

OFF_CENTRE = 50.0
"""Points by which a line of the subject may miss the middle of the type: a column's lines miss it by 100."""

SAME_EDGE = 3.0
"""Points by which lines set flush left may miss the same edge."""

INDENT = 16.0
"""Points by which a paragraph's first line begins further right; 10 mm are 28."""

OPENING = re.compile(
    r"(?:căn cứ|kính gửi|gửi|gởi|ngày\s+\d{1,2}|sáng|chiều|[ivx]{1,4}[.)/]|1\s?[.)/-]|thi hành"
    r"|(?:phần|điều|chương|mục)\s+(?:thứ|[ivx\d]+)|hôm nay|thưa|thời gian)(?!\w)",
    re.I,
)
"""What begins the text of a document."""

SOFT_OPENING = re.compile(r"(?:thực hiện|theo|nhằm|để|xét)(?!\w)", re.I)
"""What begins the text of a document where it ends as a sentence does, and its subject where it does not."""

SENTENCE_ENDS = (".", ";", ":", ",")
NO_PLACE = re.compile(r"(?:về|v/v|hôm nay|tại|từ|đến|kèm theo|ban hành|số)\b", re.I)
BEFORE_NUMBER = re.compile(OF_NUMBER, re.I)
SECTION = re.compile(r"(?:chương|điều|phần|mục)\s+(?:thứ|[ivx\d])|(?:I|1)\s?[.)/]\s", re.I)


def find_letterhead(rows: Sequence[Row], widths: Mapping[int, float]) -> Iterator[Clue]:
    """The clues of the letterhead; none for a text without title, number and type. `widths` of pages are points."""
    head = _by_columns([part for row in rows[: 2 * LETTERHEAD_LINES] for part in _parts(row)], widths)
    type_at = _type_at(head)
    if not has_letterhead([row.text for row in head]) and (type_at is None or type_at >= BARE_TYPE_WITHIN):
        return
    top = head[: _top_end(head, type_at)]
    below = head[type_at + 1 : type_at + 1 + UNDER_TYPE] if type_at is not None else []
    own = [row for row in top if not is_mark(row.text)]
    yield from (Clue("mark", row.text, "letterhead", row.start, row.end) for row in head if is_mark(row.text))
    yield from find_issuers(own) or find_issuers(below)
    yield from _numbers(head, own, below, type_at)
    yield from _place_and_date(own) or _place_and_date(below)
    yield from _type_and_subject(head, type_at) if type_at is not None else _subject_of_letter(own)


def _by_columns(rows: Sequence[Row], widths: Mapping[int, float]) -> list[Row]:
    """The rows with those of a letterhead's left column before those of its right one, as far as the page is known."""
    titles = [row for row in rows if is_title(row.text)]
    if not titles or any(row.box is None for row in rows):
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


def _parts(row: Row) -> Iterator[Row]:
    """A row as its columns, where a title or a date stands behind something else on one line."""
    at = title_within(row.text)
    if at > 0 and re.search(r"\w", row.text[:at]) and not _is_part_of_name(row.text, at):
        yield from _parts(row.part(0, at))
        yield row.part(at, len(row.text))
        return
    number = NUMBER.match(plain_dashes(row.text))
    rest = row.text[number.end() :] if number else ""
    if number and rest.strip() and PLACE_DATE.fullmatch(rest.strip()):
        yield row.part(0, number.end())
        yield row.part(number.end(), len(row.text))
        return
    yield row


def _is_part_of_name(text: str, at: int) -> bool:
    """Whether the youth union's name goes on with what stands before it (`BCH ĐOÀN TNCS HỒ CHÍ MINH`)."""
    return is_youth_title(text[at:]) and not ends_name(text[:at])


def _type_at(head: Sequence[Row]) -> int | None:
    """Where the type stands; a part of the issuer's name above the number (`CHƯƠNG TRÌNH MỤC TIÊU …`) is none."""
    found = []
    for at, row in enumerate(head):
        if SECTION.match(row.text):
            break
        if type_of(row.text) and not _in_name(head, at) and not _is_rubric(head, at):
            return at
        if _is_quiet_type(row.text) and any(is_title(above.text) for above in head[:at]):
            found.append(at)
    return found[0] if found else None


def _is_rubric(head: Sequence[Row], at: int) -> bool:
    """Whether a type stands above the national title, as the rubrics of the gazette do: the document's own is below."""
    titles = [place for place, row in enumerate(head) if is_title(row.text) and is_capitals(row.text)]
    return bool(titles) and at < titles[0] and any(type_of(row.text) for row in head[titles[0] :])


def _in_name(head: Sequence[Row], at: int) -> bool:
    before, after = head[at - 1].text if at else "", [row.text for row in head[at + 1 : at + 3]]
    named = is_capitals(before) and looks_like_organisation(before)
    return named and any(NUMBER.match(text) or BLANK_NUMBER.match(text) for text in after)


def _is_quiet_type(text: str) -> bool:
    """Whether a line is a type alone, not in capitals."""
    plain = loose(text).strip(" .:*")
    return text[:1].isupper() and any(plain == loose(word) for word in load_words("doc_types"))


def _top_end(head: Sequence[Row], type_at: int | None) -> int:
    """Where the letterhead's own lines end: at the type, at `Kính gửi`, or at the first row of running text."""
    for at, row in enumerate(head):
        if at == type_at or TO.match(row.text) or len(row.whole.split()) > LONGEST_SUBJECT / 2:
            return at
    return len(head)


def _numbers(head: Sequence[Row], top: Sequence[Row], below: Sequence[Row], type_at: int | None) -> list[Clue]:
    """The document's own number, or those of the bodies that issued it together."""
    named = [head[type_at]] if type_at is not None else []
    found = [clue for row in top if (clue := _number(row, NUMBER.match(plain_dashes(row.text))))]
    found = found or _number_over_two_lines(top)
    found = found or [clue for row in named if (clue := _number(row, NUMBER.search(plain_dashes(row.text))))]
    found = found or [clue for row in below if (clue := _number(row, NUMBER.match(plain_dashes(row.text))))]
    return found or [clue for row in top if (clue := _number(row, BARE_NUMBER.fullmatch(row.text)))][:1]


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
        dated = PLACE_DATE.fullmatch(row.text.strip(" *()"))
        if dated and _is_full(dated) and not NO_PLACE.match(row.text):
            return place_and_date(row, dated, "letterhead")
    for above, row in pairwise(rows):
        dated = PLACE_DATE.fullmatch(f"{above.text.strip()} {row.text.strip()}")
        if dated and _is_full(dated) and dated["place"] and not NO_PLACE.match(above.text):
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


def _is_full(dated: re.Match[str]) -> bool:
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


def _type_and_subject(head: Sequence[Row], at: int) -> Iterator[Clue]:
    """The type, and what stands behind it on its line and below it, up to the first row that begins something else."""
    row = head[at]
    kind = type_of(row.text) or row.text.strip(" .:*")
    offset = row.text.find(kind)
    start, end = (row.start + offset, row.start + offset + len(kind)) if offset >= 0 else (row.start, row.end)
    yield Clue("doc_type", kind, "letterhead", start, end)
    rest = row.text[end - row.start :].strip()
    own = is_spaced(row.text) or not rest or re.match(r"(?:của|số|tại|giữa)(?!\w)", rest, re.I) or RULE.fullmatch(rest)
    subject = [] if own else [row.part(end - row.start, len(row.text))]
    for below_it, following in enumerate(head[at + 1 : at + 9], at + 2):
        text = following.text
        if not subject and (RULE.fullmatch(text) or _is_dated_or_numbered(text) or is_mark(text) or text[:1] == "("):
            continue
        if not subject and is_capitals(text) and (looks_like_organisation(text) or is_post(text)):
            if not any(ABOUT.match(below.text) for below in head[at + 2 : at + 4]):
                break
            continue
        if _ends_subject(following, subject) or not _is_under(following, row):
            break
        if subject and _is_indented(following, head[below_it : below_it + 1]):
            break
        subject.append(following)
    if subject and not subject[-1].text.rstrip().endswith((";", ":")):
        text = " ".join(part.text for part in subject).strip()
        yield Clue("subject", text, "letterhead", subject[0].start, subject[-1].end)


def _is_under(row: Row, kind: Row) -> bool:
    """Whether a row is centred under the type or begins where it does, as far as the page is known."""
    if row.box is None or kind.box is None or row.page != kind.page:
        return True
    off_centre = abs((row.box[0] + row.box[2]) - (kind.box[0] + kind.box[2])) / 2
    return off_centre <= OFF_CENTRE or abs(row.box[0] - kind.box[0]) <= SAME_EDGE


def _is_indented(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row begins a paragraph of text: the row below it begins further left and ends where it ends."""
    if not below or row.box is None or below[0].box is None or below[0].whole != row.whole:
        return False
    return row.box[0] - below[0].box[0] > INDENT and abs(row.box[2] - below[0].box[2]) < INDENT / 2


def _is_dated_or_numbered(text: str) -> bool:
    return bool(NUMBER.match(plain_dashes(text)) or BLANK_NUMBER.match(text) or PLACE_DATE.fullmatch(text.strip()))


def _ends_subject(row: Row, begun: Sequence[Row]) -> bool:
    """Whether a row under the type is no part of the subject: a rule, a basis, an authority, running text."""
    text = row.text
    if begun and text[:1].islower() and len(row.whole.split()) <= LONGEST_SUBJECT and not _ends_sentence(row.whole):
        return False
    if RULE.fullmatch(text) or OPENING.match(text) or type_of(text) or text.startswith(("(", "-", "+")):
        return True
    if _is_dated_or_numbered(text) and not _same_paragraph(row, begun):
        return True
    if len(row.whole.split()) > (LONGEST_SUBJECT if _ends_sentence(row.whole) else LONGEST_TITLE):
        return True
    if (begun or SOFT_OPENING.match(text)) and not _same_paragraph(row, begun) and _ends_sentence(row.whole):
        return True
    if begun and is_capitals(text) and not is_capitals(begun[-1].text):
        return True
    return is_capitals(text) and (looks_like_organisation(text) or is_post(text))


def _same_paragraph(row: Row, begun: Sequence[Row]) -> bool:
    return bool(begun) and row.whole == begun[-1].whole


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith(SENTENCE_ENDS)


def _subject_of_letter(top: Sequence[Row]) -> Iterator[Clue]:
    """The `V/v …` of an official letter, over the lines that follow up to the next item of the letterhead."""
    for at, row in enumerate(top):
        if not ABOUT.match(row.text):
            continue
        parts = [row]
        for following in top[at + 1 : at + 6]:
            text = following.text
            if PLACE_DATE.fullmatch(text.strip()) or BLANK_DATE.fullmatch(text.strip()):
                continue
            if is_capitals(text) or is_title(text) or RULE.fullmatch(text) or NUMBER.match(text):
                break
            parts.append(following)
        end = max(part.end for part in parts)
        yield Clue("subject", " ".join(part.text for part in parts), "letterhead", parts[0].start, end)
        return
