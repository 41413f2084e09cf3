"""What a paper says in passing that is added to it: `(Có Phụ lục phân công kèm theo)`, `Gửi kèm: A; B`."""

from __future__ import annotations

import re
from collections.abc import Iterator

ADDED = r"(?:kèm theo|đính kèm|gửi kèm)"
PAPER = r"(?:kế hoạch|quyết định|thông báo|công văn|báo cáo|hướng dẫn|thông tri|chỉ thị|tờ trình|nghị quyết|văn bản)"
KIND = (
    r"(?:phụ lục|danh (?:sách|mục)|biểu(?: mẫu| số liệu| tổng hợp)?|mẫu|bảng|đề cương|bản (?:đăng ký|phân công|cam kết)"
    r"|dự thảo|hồ sơ|sơ đồ)"
)
LISTED = re.compile(rf"\W*(?:\d{{1,2}}[.)]\s*)?{ADDED}\s*:\s*(?P<list>[^()\n]{{5,300}}?)[\s.)/]*", re.I)
"""A line that lists what is added, parted by semicolons."""
IN_BRACKETS = re.compile(
    rf"\((?:có|gồm|xem)\s(?:các\s)?(?P<name>{KIND}(?!\w)[^()]{{0,120}}?)\s{ADDED}(?P<to>[^()]*)\)", re.I
)
WITH_THIS = re.compile(rf"(?P<name>{KIND}(?!\w)[^.;:()]{{4,120}}?)\s{ADDED}\s{PAPER}\snày[\s./]*", re.I)
THIS_HAS = re.compile(
    rf"{ADDED}\s{PAPER}\snày\s(?:có|là)\s(?:một\s|các\s|\d+\s)?(?P<name>{KIND}(?!\w)[^.;:()]{{0,120}})", re.I
)
BY_FORM = re.compile(rf"(?<!\w)theo\s(?P<list>mẫu số \d+-[A-ZĐ]+(?:(?:,| và) mẫu số \d+-[A-ZĐ]+)*)\s{ADDED}", re.I)
"""Forms with a code of the paper's own; bare numbers may be another's."""
KINDS = re.compile(rf"{KIND}(?!\w)", re.I)
SHORTEST = 2
"""Words of a name that says no more than its kind: what it belongs to stays with it."""
PARTED = re.compile(r"[^;]+")
FORMS = re.compile(r"mẫu số [^\s,]+", re.I)


def find_enclosures(line: str) -> Iterator[tuple[int, int]]:
    """The spans of a line that name what is added to the paper."""
    listed = LISTED.fullmatch(line)
    if listed is not None and (";" in listed["list"] or KINDS.match(listed["list"])):
        for part in PARTED.finditer(line, listed.start("list"), listed.end("list")):
            yield _bare(line, part)
        return
    for found in IN_BRACKETS.finditer(line):
        bare = len(found["name"].split()) <= SHORTEST
        yield found.start("name"), found.end("to") if bare and found["to"] else found.end("name")
    whole = WITH_THIS.fullmatch(line)
    if whole is not None:
        yield whole.span("name")
    for found in THIS_HAS.finditer(line):
        yield found.span("name")
    for found in BY_FORM.finditer(line):
        for form in FORMS.finditer(line, found.start("list"), found.end("list")):
            yield form.span()


def _bare(line: str, part: re.Match[str]) -> tuple[int, int]:
    """The span of a part without the blanks around it."""
    text = part[0]
    start = part.start() + len(text) - len(text.lstrip())
    return start, start + len(text.strip())
