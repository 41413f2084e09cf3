"""Who wrote a page: the bylines that reading found, else the people of a line of credit or of names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Document
from ingest.names import is_name_shaped
from ingest.orthography import CAPITALS, fold, is_syllable
from ingest.webpages.bylines import HONORIFIC
from nlp.fields.acting_unit import HEAD, speaks
from nlp.mention import Evidence, Mention
from nlp.people.pen_names import (
    CAPITALS_AT_END,
    INITIALS_AT_END,
    LONGEST_BYLINE,
    PEN_NAME_AT_END,
    SHORTEST_ARTICLE,
    SYLLABLES,
)
from nlp.text.clue_fields import clues_of, is_paper, name_in_usual_letters

EDGE = 4
"""Lines with text below the title, and at the end, among which a byline stands."""
CREDIT = re.compile(
    r"(?:tác giả(?: bài viết)?|(?:gửi|đăng|viết) bởi|người gửi|người viết"
    r"|bài viết|bài,? (?:và )?ảnh|tin,? (?:và )?ảnh|tin,? bài|bài|tin|thực hiện"
    r"|người đăng|biên soạn|theo)\s?:?\s*(?:(?:thầy|cô)(?: giáo)?\s)?$",
    re.IGNORECASE,
)
PICTURES = re.compile(r"^\W*(?:ảnh|clip|video|đồ họa|nguồn ảnh)\b", re.IGNORECASE)
FILL = re.compile(
    r"[\W\d_]*(?:(?:và|thứ \w+|chủ nhật|T\d|CN|gmt|am|pm|phút đọc|lượt xem|cập nhật|ngày|tháng|năm|giờ|lúc|vào|đăng|bởi"
    r"|thực hiện|thầy(?: giáo)?|cô(?: giáo)?|tác giả|nhóm phóng viên)[\W\d_]*)*",
    re.IGNORECASE,
)
"""What a byline may hold beside its names: marks, the day and the hour, counters."""

PEN_NAME_BELOW = re.compile(rf"[^\n]\n[^\S\n]*\n\s*(?P<name>[{CAPITALS}]{{2,7}}(?: [{CAPITALS}]{{1,7}}){{1,2}})\s*\Z")
"""A short one behind a caption, which has no stop: an empty line parts it from the text."""
NAME_BEHIND_END = re.compile(r"(?:\./\.[\s|]*|[.!?”]\s?\|\s?)(?P<name>[^\W\d_]{2,7}(?: [^\W\d_]{1,7}){1,3})\s*\Z")
PEN_NAME_ABOVE = re.compile(rf"[^\n]+\n\s*(?P<name>{SYLLABLES})\s*\|[^\n]{{0,40}}\n")
PAPER = re.compile(r"(?:Báo|Tạp chí|Đài)\s")
"""What a newspaper's name begins with, which tells whence a page comes."""

LONGEST_PERSON = 3
"""Words of most people's names, and letters of the shortest name of an office."""
REPORTER = re.compile(r"^(?:PV|CTV|BTV|P\.V)[.:]?\s(?=\S+\s\S)")
"""What stands before a reporter's name."""

EDITORS = re.compile(r"\n\s*(?P<name>(?:Ban|BAN) (?:Biên tập|biên tập|BIÊN TẬP))\s*\Z")
Decision = tuple[list[str], Evidence]


NO_AUTHOR = re.compile(r"\S\s(?:tổ chức|phát động|tổng kết|sơ kết|khai mạc|ra quân)\s[^\W_]")
"""What a headline tells that stands in one line with its day."""
WHEN = re.compile(r"\s(?:vào|lúc)\s(?:T\d|CN|thứ|chủ nhật|lúc|ngày|\d).*$", re.IGNORECASE | re.DOTALL)
"""What a byline's tail tells of its day: `Y Krăk vào T6, 10/01/2020`."""


def find_authors(document: Document, mentions: Sequence[Mention], *, signed: bool) -> Decision | None:
    """The authors in the order of the page, each once; a page that somebody `signed` has none but those it credits.

    A paper has none: the people at its end signed it. A speech that its speaker's bare name ends is theirs.
    """
    people = [mention for mention in mentions if mention.label == "PERSON"]
    clues = clues_of(document, "author")
    if not document.furniture and any(clue.method == "letterhead" for clue in clues_of(document, "doc_type")):
        speaker = signing_speaker(document, people)
        return ([_name(speaker)], Evidence("lead", speaker.start, speaker.end)) if speaker is not None else None
    if clues:
        names = [
            name_in_usual_letters(_bare(WHEN.sub("", clue.text)))
            for clue in clues
            if not PICTURES.match(clue.text) and not NO_AUTHOR.search(clue.text)
        ]
        lines = {_line_of(document.body, clue.start) for clue in clues if clue.start is not None}
        names += [_name(person) for start, end in lines for person in _of_line(document.body, start, end, people)]
        named = {name.casefold(): name for name in names}
        short = {_initials(name) for name in named.values()} | {_letters(name) for name in named.values()}
        named_once = (name for name in named.values() if not {name.rstrip("."), _letters_of(name)} & short)
        return list(named_once), Evidence.of(clues[0])
    if signed or is_paper(document):
        return None
    units = [mention for mention in mentions if mention.label == "UNIT"]
    body = document.body[: _end_of_text(document)]
    found = list(_by_lines(document.body, people)) or _unit_at_end(body, units)
    if not found:
        return _pen_name(document.body) or _editors_at_end(body)
    return list(dict.fromkeys(_name(person) for person in found)), Evidence("byline", found[0].start, found[-1].end)


def signing_speaker(document: Document, people: Iterable[Mention]) -> Mention | None:
    """Who holds a speech and stands again at its end by the name alone: no post under which one signs."""
    ending = {fold(clue.text) for clue in clues_of(document, "author")}
    if is_paper(document):
        return None
    heads = (one for one in people if one.label == "PERSON" and one.end < HEAD and speaks(document.body, one))
    return next((one for one in heads if fold(one.text) in ending), None)


def _pen_name(body: str) -> Decision | None:
    """A pen name in capitals or initials: alone at the end, or before a bar at its head."""
    at_end = (PEN_NAME_AT_END, INITIALS_AT_END, CAPITALS_AT_END)
    end = len(body.rstrip())
    tail = max(0, end - LONGEST_BYLINE)
    found = next(filter(None, (one.search(body, tail, end) for one in at_end)), None) or PEN_NAME_ABOVE.match(body)
    found = found or _name_below(body, tail, end)
    if found is None or not found["name"].isupper():
        found = NAME_BEHIND_END.search(body, tail, end)
    if found is None or len(body) < SHORTEST_ARTICLE or not (found["name"].isupper() or found["name"].istitle()):
        return None
    start, end = found.span("name")
    return [name_in_usual_letters(found["name"])], Evidence("byline", start, end)


def _name_below(body: str, start: int, end: int) -> re.Match[str] | None:
    """A name in capitals alone below the text's captions: syllables, and shaped like a name."""
    found = PEN_NAME_BELOW.search(body, start, end)
    if found is None or not is_name_shaped(found["name"]) or not all(map(is_syllable, found["name"].split())):
        return None
    return found


def _by_lines(body: str, people: Sequence[Mention]) -> Iterator[Mention]:
    """The people of the first line of credit or of names alone at either edge of the page."""
    lines = [found.span() for found in re.finditer(r"[^\n]+", body) if found[0].strip()]
    for start, end in (*lines[1 : 1 + EDGE], *reversed(lines[-EDGE:])):
        named = _of_line(body, start, end, people)
        if named:
            yield from named
            return


def _unit_at_end(body: str, units: Sequence[Mention]) -> list[Mention]:
    """The unit that is all of the last line: an office's own people wrote the page."""
    start = body.rstrip().rfind("\n") + 1
    if PAPER.match(body, start):
        return []
    return [unit for unit in units if unit.start == start and not body[unit.end :].strip(" .\n")]


def _end_of_text(document: Document) -> int:
    """Where a page's text ends above the lines that offer files."""
    end = len(document.body.rstrip())
    for clue in reversed(clues_of(document, "attachment")):
        line = document.body.rfind("\n", 0, clue.start or 0) + 1
        if clue.end is not None and document.body.find("\n", clue.end, end) < 0:
            end = len(document.body[:line].rstrip())
    return end


def _editors_at_end(body: str) -> Decision | None:
    """A site's editors as the last line of a page that has been told to be nobody else's."""
    found = EDITORS.search(body)
    return ([found["name"]], Evidence("byline", *found.span("name"))) if found is not None else None


def _of_line(body: str, start: int, end: int, people: Sequence[Mention]) -> list[Mention]:
    """The people of a line that holds nothing but names and their day, or credits them; none for one of pictures."""
    if PICTURES.match(body[start:end]):
        return []
    named = [person for person in people if start <= person.start and person.end <= end]
    if not named:
        return []
    gaps = zip((person.end for person in named), (*(person.start for person in named[1:]), end), strict=True)
    before, rest = body[start : named[0].start], "".join(body[first:last] for first, last in gaps)
    return named if FILL.fullmatch(rest) and (FILL.fullmatch(before) or CREDIT.search(before)) else []


def _initials(name: str) -> str:
    """The letters with which an article's author signs it at its end: `H.V.T`."""
    return ".".join(word[:1] for word in name.split())


def _letters(name: str) -> str:
    """The letters that stand for an office's name, `PCTXH` for `Phòng Công tác xã hội`; empty for a person's."""
    words = name.split()
    return "".join(word[:1] for word in words).upper() if len(words) > LONGEST_PERSON else ""


def _letters_of(name: str) -> str:
    """An abbreviation without its dots: `P.CTXH`."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.upper() if len(letters) > LONGEST_PERSON and " " not in name.strip() else "-"


def _line_of(body: str, at: int) -> tuple[int, int]:
    end = body.find("\n", at)
    return body.rfind("\n", 0, at) + 1, len(body) if end < 0 else end


def _name(person: Mention) -> str:
    return name_in_usual_letters(person.text if person.label == "UNIT" else _bare(str(person.value)))


def _bare(name: str) -> str:
    """A name without the form of address or the reporter's letters before it; `Anh Khoa` is a name."""
    name = REPORTER.sub("", name)
    address = HONORIFIC.match(name)
    return name[address.end() :] if address and " " in name[address.end() :] else name
