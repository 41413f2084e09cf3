"""What a paper says in passing that is added to it: `(Có Phụ lục phân công kèm theo)`, `Gửi kèm: A; B`."""

from __future__ import annotations

import re
from collections.abc import Iterator

WITH = "kèm"
"""What each of the patterns below has, asked first."""
ADDED = r"(?:(?:gửi |đính )?kèm theo|(?:gửi|đính) kèm)"
PAPER = (
    r"(?:kế hoạch|quyết định|thông báo|công văn|báo cáo|hướng dẫn|thông tri|chỉ thị|tờ trình|nghị quyết|văn bản"
    r"|chương trình|giấy mời|đề án|phương án|thư|biên bản)"
)
KIND = (
    r"(?:phụ lục|danh (?:sách|mục)|biểu(?: mẫu| số liệu| tổng hợp)?|mẫu|bảng|đề cương"
    r"|bản (?:đăng ký|phân công|cam kết|giao ước|chấm điểm|thành tích|tiêu chí|tổng hợp)|phiếu|lịch|thể lệ"
    r"|dự thảo|hồ sơ|sơ đồ|tờ khai|bộ tiêu chí|tài liệu)"
)
LISTED = re.compile(
    rf"\W*(?:\d{{1,2}}[.)]\s*)?(?:{PAPER}\snày\scó\s(?:\d+\s)?)?"
    rf"(?:(?:hồ sơ|(?:các )?(?:tài liệu|văn bản|phụ lục|biểu mẫu))\s)?"
    rf"(?:{ADDED}|kèm(?=\s?:))(?:\s{PAPER}(?:\snày|(?=\s?:)))?"
    r"(?:\s(?:gồm có|gồm|có|là))?\s*:\s*(?P<list>(?:[^()\n]|\([^()\n]*\)){5,300}?)[\s.)/]*",
    re.I,
)
"""A line that lists what is added, parted by semicolons, or by commas where each part tells its kind."""
IN_BRACKETS = re.compile(
    rf"\((?:(?P<has>có|gồm|xem|như|theo|(?:[^().;]{{0,24}}\s)?(?:chi tiết|cụ thể)(?:\s(?:tại|theo|như|trong|có))?)\s)?"
    rf"(?:các\s)?(?:\d+\s)?(?P<name>{KIND}(?!\w)[^()]{{0,120}}?)(?:\sban hành)?\s{ADDED}(?P<to>[^()]*)\)",
    re.I,
)
ADDED_FIRST = re.compile(
    rf"\((?:xin\s|có\s)?(?:{ADDED}|kèm)(?:\s{PAPER}\snày)?\s*:?\s(?:các\s)?(?:\d+\s)?(?P<list>{KIND}(?!\w)[^()]{{0,200}})\)",
    re.I,
)
"""Brackets that begin with saying that something is added; numbered annexes and files have rules of their own."""
WITH_THIS = re.compile(
    rf"(?P<name>{KIND}(?!\w)[^.;:()]{{4,120}}?)\s(?:được\s)?(?:ban hành\s)?{ADDED}\s{PAPER}\snày[\s./]*", re.I
)
THIS_HAS = re.compile(
    rf"(?:(?<!ban hành\s){ADDED}\s{PAPER}\snày\s(?:có|là|gồm(?:\scó)?)|^\W*{ADDED}\s{PAPER}\snày)\s"
    r"(?:một\s|các\s|\d+\s)?"
    rf"(?P<name>{KIND}(?!\w)[^.;:()]{{0,120}})",
    re.I,
)
BY_NAMED = re.compile(
    rf"(?<!\w)theo\s(?P<name>(?:mẫu|biểu|bảng|bản|đề cương|phiếu)(?:\s(?!số\s)[^\W\d_]+){{2,9}}?)\s{ADDED}"
    rf"(?!\s{PAPER}\s(?!này))",
    re.I,
)
"""A form that a sentence tells by its whole name: `đăng ký theo Mẫu đăng ký thi đua kèm theo`."""
BY_FORM = re.compile(rf"(?<!\w)theo\s(?P<list>mẫu số \d+-[A-ZĐ]+(?:(?:,| và) mẫu số \d+-[A-ZĐ]+)*)\s{ADDED}", re.I)
"""Forms with a code of the paper's own; bare numbers may be another's."""
IN_A_FILE = re.compile(rf"\((?P<name>{KIND})\s(?:ở|trong|tại)\s(?:file|tệp|tập tin|bản)(?:\stin)?\s{ADDED}\)", re.I)
"""A bare kind that brackets say is in a file beside the page."""
PAPER_BESIDE = re.compile(
    rf"(?:nội dung|chi tiết|toàn văn|nội dung chi tiết)\s(?:xem\s|có\s)?(?:theo|tại|trong|như|ở)\s(?:văn bản\s)?"
    rf"(?P<name>{PAPER})\s{ADDED}[\s./]*",
    re.I,
)
"""A line that sends to the paper itself, which a page only sums up: `Nội dung theo chỉ thị kèm theo.`"""
NUMBERED_FORM = r"(?:biểu mẫu|mẫu|biểu|phụ lục)(?: số)? (?:\d{1,2}[A-ZĐ]?|[IVX]+)(?!\w)"
OF_THIS = re.compile(
    rf"(?<!\w)(?:theo|tại|ở|như)\s(?:các\s)?(?P<list>{NUMBERED_FORM}(?:(?:,| và)\s{NUMBERED_FORM})*)"
    rf"\s(?:ban hành\s)?{ADDED}\s{PAPER}\snày(?!\w)",
    re.I,
)
"""Forms and annexes by their bare numbers that a sentence says belong to this paper: `theo Mẫu 01 kèm theo …`."""
RULES = (
    r"(?-i:Quy (?:chế|định|tắc|trình|ước)|Nội quy|Điều lệ|Thể lệ|Thang điểm|Bảng (?:điểm|tiêu chí)|Bộ tiêu chí"
    r"|Kế hoạch|Chương trình|Đề án)"
)
ISSUED_WITH = re.compile(
    rf"(?<!\w)ban hành {ADDED}\s{PAPER}\snày\s(?:bản\s)?(?P<quoted>[“\"])?"
    rf"(?P<name>{RULES}(?!\w)(?:[^.;:()\n]|\.(?=\w)){{4,240}}?)"
    r"(?=(?(quoted)[”\"]|(?:\s?(?:[.;:(]|$)|,?\s(?:gồm|thay thế|để)(?!\w))))",
    re.I,
)
"""The rules that a decision issues: `Ban hành kèm theo Quyết định này Quy chế xét tặng …`."""
ISSUED_BESIDE = re.compile(
    rf"(?<!\w)ban hành\s(?:bản\s)?[“\"]?(?P<name>{RULES}(?!\w)(?:[^.;:()\n]|\.(?=\w)){{4,240}}?)[”\"]?\s"
    rf"\((?:theo\s)?(?:văn bản\s)?(?:{ADDED}|kèm)(?:\s{PAPER}\snày)?\)",
    re.I,
)
"""The same with what tells it in brackets behind: `Ban hành Quy chế … (kèm theo Quyết định này)`."""
NAMED_IN = re.compile(rf"(?<!\w)(?:theo|trong|tại)\s(?P<name>danh sách)\s{ADDED}(?!\s{PAPER}\s(?!này))", re.I)
"""A bare list in which a sentence says that somebody is named: `có tên trong danh sách kèm theo`."""
POINTS_BACK = re.compile(r"\s(?:nêu|nói) trên$", re.I)
"""How words end that stand for a title which the paper has told before."""
KINDS = re.compile(rf"{KIND}(?!\w)", re.I)
SAYS_NOTHING = frozenset({"mẫu", "biểu mẫu", "biểu", "bảng", "phiếu"})
SHORTEST = 2
"""Words of a name that says no more than its kind: what it belongs to stays with it."""
LONGEST_NUMBER = 6
"""Words of numbered annexes and forms without what they hold: `Mẫu số 1, Mẫu số 2`."""
AT_HAND = re.compile(r"\s*[(\[](?:tải|xem)(?!\w)[^()\[\]]*[)\]]\s*$", re.I)
"""A button behind what is offered: `(tải tại đây)`."""
NUMBER = re.compile(r"\s*\(\d{1,2}\)\s*")
"""What counts the parts of a list: `(1) Đề cương; (2) Mẫu`."""
PARTED = re.compile(r"[^;]+")
BY_KIND = re.compile(rf"(?:\s*,|\s+và)\s+(?={KIND}(?!\w))", re.I)
FORMS = re.compile(r"mẫu số [^\s,]+", re.I)
OWN_FORMS = re.compile(NUMBERED_FORM, re.I)


def find_enclosures(line: str) -> Iterator[tuple[int, int]]:
    """The spans of a line that name what is added to the paper."""
    if WITH not in line.lower():
        return
    listed = LISTED.fullmatch(line)
    if listed is not None and (";" in listed["list"] or KINDS.match(listed["list"])):
        yield from _parts(line, *listed.span("list"))
        return
    for found in IN_BRACKETS.finditer(line):
        has = (found["has"] or "").lower()
        if has != "có" and OWN_FORMS.match(found["name"]) and len(found["name"].split()) <= LONGEST_NUMBER:
            continue
        if found["name"].lower() in SAYS_NOTHING and not found["to"].strip():
            continue
        if IN_A_FILE.match(line, found.start()):
            continue
        bare = len(found["name"].split()) <= SHORTEST
        yield found.start("name"), found.end("to") if bare and found["to"] else found.end("name")
    for found in ADDED_FIRST.finditer(line):
        yield from _parts(line, *found.span("list"))
    for pattern in (IN_A_FILE, NAMED_IN, BY_NAMED):
        for found in pattern.finditer(line):
            yield found.span("name")
    whole = WITH_THIS.fullmatch(line) or PAPER_BESIDE.fullmatch(line)
    if whole is not None:
        yield whole.span("name")
    for pattern in (THIS_HAS, ISSUED_WITH, ISSUED_BESIDE):
        for found in pattern.finditer(line):
            if POINTS_BACK.search(found["name"]) is None:
                yield found.span("name")
    for found in BY_FORM.finditer(line):
        for form in FORMS.finditer(line, found.start("list"), found.end("list")):
            yield form.span()
    for found in OF_THIS.finditer(line):
        for form in OWN_FORMS.finditer(line, found.start("list"), found.end("list")):
            yield form.span()


def _parts(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of what a list names."""
    for part in PARTED.finditer(line, start, end):
        at = part.start()
        joints = [] if ";" in line[start:end] else list(BY_KIND.finditer(line, at, part.end()))
        for joint in joints:
            yield _bare(line, at, joint.start())
            at = joint.end()
        yield _bare(line, at, part.end())


def _bare(line: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks around what stands there."""
    text = AT_HAND.sub("", line[start:end])
    numbered = NUMBER.match(text)
    start, text = (start + numbered.end(), text[numbered.end() :]) if numbered is not None else (start, text)
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip(" .;"))
