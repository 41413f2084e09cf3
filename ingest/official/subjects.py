"""Which type a document has and what it is about: the middle of a letterhead, and a letter's `V/v`.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.document import Clue
from ingest.names import is_post, looks_like_organisation
from ingest.official.letterhead import (
    ABOUT,
    BLANK_DATE,
    BLANK_NUMBER,
    NUMBER,
    RULE,
    is_mark,
    is_spaced,
    is_title,
    place_date,
    type_of,
)
from ingest.orthography import is_capitals, loose, plain_dashes
from ingest.paragraphs import CELL_MARK
from ingest.rows import Row
from ingest.words import load_words

LONGEST_SUBJECT = 60
"""Words in the paragraph of a subject; a longer one that ends as a sentence does is the first of the text."""

LONGEST_TITLE = 140
"""Words of the longest title of a law, which no sentence's end closes."""

OFF_CENTRE = 50.0
"""Points by which a line of the subject may miss the middle of the type: a column's lines miss it by 100."""

SAME_EDGE = 3.0
"""Points by which lines set flush left may miss the same edge."""

INDENT = 16.0
"""Points by which a paragraph's first line begins further right; 10 mm are 28."""

OPENING = re.compile(
    r"(?:căn cứ|(?:kính|thân|thân ái|thân mến) g[ửở]i|gửi|gởi"
    r"|ngày\s+\d{1,2}|sáng|chiều|[ivx]{1,4}(?:[.)/]|\s?[-–](?=\s))|1\s?[.)/-]|thi hành"
    r"|(?:phần|điều|chương|mục)\s+(?:thứ|[ivx\d]+)|hôm nay|(?:kính )?thưa|hỡi|thời gian)(?!\w)",
    re.I,
)
"""What begins the text of a document."""

BEHIND_TYPE = re.compile(
    r"(?:của|số|giữa|tại(?! (?:lễ|hội nghị|buổi|đại hội|cuộc|kỳ họp|phiên họp|chương trình|tọa đàm)(?!\w)))(?!\w)", re.I
)
"""What stands behind a type in its line and is no subject: whose, its number, where; a speech tells its occasion."""

OF_SOMEBODY = re.compile(r"thư(?!\w)|bản (?:giao ước|cam kết|thỏa thuận)", re.I)
"""Types that tell in their own line whose they are, or between whom: `THƯ CỦA CHỦ TỊCH …`, `GIỮA BA ĐƠN VỊ`."""

TO_WHOM = re.compile(r"(?:gửi|gởi)\s[^:]+$", re.I)
"""The end of an open letter's title in capitals: `GỬI ANH CHỊ EM CÁC NGÀNH`."""

YEARS = re.compile(r"\(\s?\d{4}\s?[-–]\s?\d{4}\s?\)")
"""The years in brackets that a subject ends with, on a line of their own."""

SOFT_OPENING = re.compile(r"(?:thực hiện|theo|nhằm|để|xét)(?!\w)", re.I)
"""What begins the text of a document where it ends as a sentence does, and its subject where it does not."""

LAW = re.compile(r"(?:bộ )?luật|pháp lệnh")
"""Types whose title in capitals may begin as an organisation's name does (`LUẬT` `THƯ VIỆN`)."""

QUOTES = '“”"'
SENTENCE_ENDS = (".", ";", ":", ",")
SECTION = re.compile(r"(?:chương|điều|phần|mục)\s+(?:thứ|[ivx\d])|(?:I|1)\s?[.)/]\s", re.I)


def find_type(head: Sequence[Row]) -> int | None:
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
    return text[:1].isupper() and plain in _quiet_types()


@cache
def _quiet_types() -> frozenset[str]:
    return frozenset(map(loose, load_words("doc_types")))


def type_and_subject(head: Sequence[Row], at: int) -> Iterator[Clue]:
    """The type, and what stands behind it on its line and below it, up to the first row that begins something else."""
    row = head[at]
    kind = type_of(row.text) or row.text.strip(" .:*")
    offset = row.text.find(kind)
    start, end = (row.start + offset, row.start + offset + len(kind)) if offset >= 0 else (row.start, row.end)
    yield Clue("doc_type", kind, "letterhead", start, end)
    rest = row.text[end - row.start :].strip()
    whose = BEHIND_TYPE.match(rest) is not None and not (OF_SOMEBODY.match(kind) and is_capitals(rest))
    own = is_spaced(row.text) or not rest or whose or RULE.fullmatch(rest)
    subject = [] if own else [row.part(end - row.start, len(row.text))]
    for below_it, following in enumerate(head[at + 1 : at + 9], at + 2):
        text = following.text
        if not subject and (RULE.fullmatch(text) or _is_dated_or_numbered(text) or is_mark(text) or text[:1] == "("):
            continue
        if not subject and LAW.fullmatch(loose(kind)) and is_capitals(text) and not is_title(text):
            subject.append(following)
            continue
        if not subject and _is_whose(text) and any(ABOUT.match(below.text) for below in head[below_it : below_it + 2]):
            continue
        if not subject and is_capitals(text) and (looks_like_organisation(text) or is_post(text)):
            if not any(ABOUT.match(below.text) for below in head[at + 2 : at + 4]):
                break
            continue
        if subject and _goes_on_behind_comma(following, head[below_it : below_it + 1]):
            subject.append(following)
            continue
        if _ends_subject(following, subject) or not _is_under(following, row):
            break
        if subject and _is_indented(following, head[below_it : below_it + 1]):
            break
        subject.append(following)
    if subject and not subject[-1].text.rstrip().endswith((";", ":")):
        text = " ".join(part.text for part in subject).strip()
        yield Clue("subject", text, "letterhead", subject[0].start, subject[-1].end)


def _goes_on_behind_comma(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row ends with a comma and the next goes on in small letters: `… lần thứ XIV,` `nhiệm kỳ …`."""
    if not row.text.rstrip().endswith(",") or OPENING.match(row.text) or len(row.whole.split()) > LONGEST_TITLE:
        return False
    return any(one.text[:1].islower() and not ends_sentence(one.whole) for one in below)


def _is_whose(text: str) -> bool:
    """Whether a line under the type tells whose it is: `CỦA THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC`."""
    of, _, body = text.strip().partition(" ")
    return loose(of) == "của" and (looks_like_organisation(body) or is_post(body))


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
    return bool(NUMBER.match(plain_dashes(text)) or BLANK_NUMBER.match(text) or _is_dated(text.strip()))


def _is_dated(text: str) -> bool:
    """Whether a line is a place and a day; a subject may end with a month (`Kết quả thi đua tháng 4 năm 2012`)."""
    dated = place_date(text)
    return bool(dated and (dated["day"] or not dated["place"] or text[: dated.start("date")].rstrip().endswith(",")))


def _ends_subject(row: Row, begun: Sequence[Row]) -> bool:
    """Whether a row under the type is no part of the subject: a rule, a basis, an authority, running text."""
    text = row.text
    if begun and text[:1].islower() and len(row.whole.split()) <= LONGEST_SUBJECT and not ends_sentence(row.whole):
        return False
    if begun and is_capitals(begun[-1].text) and is_capitals(text) and (TO_WHOM.match(text) or _is_last_line(text)):
        return False
    if begun and YEARS.fullmatch(text.strip()):
        return False
    if begun and _goes_on_with_paper(begun[-1].text, text):
        return False
    if (
        RULE.fullmatch(text)
        or OPENING.match(text)
        or type_of(text)
        or text.startswith(("(", "-", "+"))
        or CELL_MARK in text
    ):
        return True
    if _is_dated_or_numbered(text) and not _same_paragraph(row, begun):
        return True
    if len(row.whole.split()) > (LONGEST_SUBJECT if ends_sentence(row.whole) else LONGEST_TITLE):
        return True
    if (begun or SOFT_OPENING.match(text)) and not _same_paragraph(row, begun) and ends_sentence(row.whole):
        return True
    if begun and is_capitals(text) and not is_capitals(begun[-1].text):
        return True
    return is_capitals(text) and (is_title(text) or looks_like_organisation(text) or is_post(text))


def _goes_on_with_paper(above: str, text: str) -> bool:
    """Whether a title in capitals names a paper at a line's start: `… CÁC MỤC TIÊU` `NGHỊ QUYẾT ĐẠI HỘI …`.

    The word that decides stands alone in its line.
    """
    kind = type_of(text)
    if not kind or not is_capitals(above) or ends_sentence(above):
        return False
    return len(text.split()) > len(kind.split()) + 1 and not text.rstrip().endswith(":")


def _is_last_line(text: str) -> bool:
    """Whether a line in capitals is a title's last one with a dot behind it: `NHÀ GIÁO VIỆT NAM 20/11.`."""
    names = looks_like_organisation(text) or is_post(text) or type_of(text)
    return text.rstrip().endswith(".") and not names and not OPENING.match(text) and not SECTION.match(text)


def _same_paragraph(row: Row, begun: Sequence[Row]) -> bool:
    return bool(begun) and row.whole == begun[-1].whole


def ends_sentence(text: str) -> bool:
    return text.rstrip().endswith(SENTENCE_ENDS)


def subject_of_letter(top: Sequence[Row]) -> Iterator[Clue]:
    """The `V/v …` of an official letter, over the lines that follow up to the next item of the letterhead."""
    for at, row in enumerate(top):
        if not ABOUT.match(row.text):
            continue
        quoted = row.text[:1] in QUOTES
        parts = [row.part(1, len(row.text)) if quoted else row]
        for following in top[at + 1 : at + 6]:
            text = following.text
            if quoted and parts[-1].text.rstrip()[-1:] in QUOTES:
                break
            if place_date(text.strip()) or BLANK_DATE.fullmatch(text.strip()):
                continue
            if is_capitals(text) or is_title(text) or RULE.fullmatch(text) or NUMBER.match(text):
                break
            parts.append(following)
        end = max(part.end for part in parts)
        text = " ".join(part.text for part in parts)
        yield Clue("subject", text.rstrip(f" {QUOTES}") if quoted else text, "letterhead", parts[0].start, end)
        return
