"""Authors named on a line of their own: `Hồng Thái`, `Lê Quý - Nguyễn Mạnh`, `HỒNG VÂN (VP HĐND TP)`, `Tin, ảnh: …`."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.names import (
    behind_employment,
    is_name_shaped,
    looks_like_organisation,
    names_body_behind,
    person_in,
    without_rank,
)
from ingest.orthography import CAPITALS, is_capitals

NAMED = rf"(?=(?-i:[{CAPITALS}]))"
"""What stands before a name, whose first letter is a capital."""
MADE = r"(?:tin|bài|ảnh|clip|video|thơ|đồ họa|phóng sự|ghi chép|bút ký|ký sự|phỏng vấn|tản văn)"
CREDIT = re.compile(
    rf"(?:(?P<made>{MADE}(?:\s*(?:,|và|&|-)?\s*{MADE})*|thực hiện|t/h|tác giả|người viết|bài viết|biên tập)\s*[:：]\s*"
    rf"|(?:(?:được )?(?:đăng|viết) )?bởi\s*[:：]?\s+"
    rf"|{MADE}\s*(?:,|và)\s*{MADE}\s+{NAMED}"
    rf"|{MADE} của\s+{NAMED})",
    re.I,
)
PICTURES = re.compile(r"[.;]?\s*(?:ảnh|clip|video)\s*[:：].*$|[.;,]\s*ảnh\s+(?=[^\W\d_]).*$", re.I)
"""Who took the pictures, behind the author's name."""

DOING = re.compile(r"\s+(?:thực hiện|(?:lược )?ghi|tổng hợp|biên soạn)\s*$", re.I)
"""What the author of an interview or a digest did, behind the name."""
INITIALED = re.compile(
    rf"(?:[{CAPITALS}][a-zư]{{0,2}}\.\s?){{1,3}}[{CAPITALS}][^\W\d_]+|[{CAPITALS}](?:\.\s?[{CAPITALS}]){{1,2}}\.?"
)
"""A newspaper's short name: `T.Phùng`, `Tr. Nghĩa`, `N.T`."""
LEVELS = "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
SHORT_OFFICE = re.compile(rf"(?<!\w)(?:P\.|CTV|VP|TT|tổ|khoa|(?i:{LEVELS}))\s\S")
"""Where an author works, besides offices in full: `Phạm Tăng - P. Tuyên truyền`."""
OWN_LEVEL = re.compile(rf"\s(?:{LEVELS})$")
"""The same of a body that is not named: `công chức văn hóa xã`."""
BEHIND = re.compile(r"\s*[-–]\s*(?P<post>[^,.;:]{3,65})")
"""What stands behind an author to the line's end and may be a post: a sentence goes on behind a comma."""
ONLINE = re.compile(r"(?<!\w)(?:online|điện tử|news)(?!\w)", re.I)
"""What newspapers are called, and nobody is."""
WHENCE = re.compile(r"(?:theo|nguồn)\s|(?:báo|tạp chí|đài|ttxvn)\s(?=\S+\s\S)", re.I)
"""What stands before whence a page comes, or begins a paper's name: no author's."""
HONORIFIC = re.compile(rf"(?:(?:thầy|cô)(?: giáo)?|ông|bà|anh|chị|đ/c|đồng chí)\s+{NAMED}", re.I)
OFFICE = re.compile(r"\s*[(][^()]{2,80}[)]\s*\.?$")
SEPARATOR = re.compile(r"\s*(?:[-–—,;&/+|]|\svà\s)\s*")
MOST_NAMES = 4
REMEMBERED = 256
"""Answers kept: the lines of a page are asked for as titles, as bylines and as what stands above them."""


@lru_cache(maxsize=REMEMBERED)
def find_names(line: str) -> tuple[tuple[int, str], ...]:
    """The authors that a line consists of, each with its start; empty for a line with anything else in it.

    >>> find_names("Lê Quý - Nguyễn Mạnh")
    ((0, 'Lê Quý'), (8, 'Nguyễn Mạnh'))
    """
    if len(line) > 120 or WHENCE.match(line) or ONLINE.search(line):
        return ()
    credit = CREDIT.match(line)
    if credit and (credit["made"] or "").lower() in ("ảnh", "clip", "video", "đồ họa"):
        return ()
    start = credit.end() if credit else 0
    pictures = PICTURES.search(line, start)
    line = line[: pictures.start()] if pictures else line
    doing = DOING.search(line, start)
    line = line[: doing.start()] if doing else line
    office = OFFICE.search(line, start)
    end = office.start() if office else len(line)
    names: list[tuple[int, str]] = []
    at = start
    for separator in [*SEPARATOR.finditer(line, start, end), None]:
        stop = separator.start() if separator else end
        piece = line[at:stop]
        if names and (_is_office(piece.strip()) or _holds_post(line, names[-1], end)):
            break
        name = without_rank(piece.strip(" .*"))
        further = bool(names) and not is_capitals(name) and person_in(name) is not None
        if not (further or is_name_shaped(name) or INITIALED.fullmatch(name)):
            return ()
        names.append((at + piece.index(name), name))
        at = separator.end() if separator else end
    return tuple(names) if len(names) <= MOST_NAMES else ()


def _holds_post(line: str, author: tuple[int, str], end: int) -> bool:
    """Whether a line goes on with the post under which its author writes: `Lê Quý - công chức Văn phòng xã`."""
    start, name = author
    behind = BEHIND.fullmatch(line, start + len(name), end)
    post = behind["post"] if behind else ""
    where = behind_employment(post)
    told = names_body_behind(post) or SHORT_OFFICE.search(where) or OWN_LEVEL.search(where)
    return where[:1].isupper() or (where != "" and bool(told))


def _is_office(piece: str) -> bool:
    """Whether a piece behind a name is where its bearer works; `Đoàn Mạnh Hùng` is a further name."""
    written = piece[:1].isupper() and not is_capitals(piece) and person_in(piece) is None
    return SHORT_OFFICE.match(piece) is not None or (written and looks_like_organisation(piece))
