"""The papers that a page offers with itself: files by name, annexes by number, lists under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.official.enclosures import KIND, PAPER, find_enclosures
from ingest.orthography import is_capitals
from ingest.paragraphs import ParagraphClue

LISTED = re.compile(r"[:;|][^\w:;|]*(?P<name>[^:;|()]{3,120}?)(?:\s*\([^()]*\d[^()]*\))?\s*\.?\s*(?=[;|]|$)")
ENDING = r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rar|zip|7z|jpe?g|png)"
"""How the names of files end that pages offer."""
FILE_END = re.compile(ENDING, re.I)
"""What every file's name holds, found quickly by its dot."""
FILE_NAME = rf"(?P<name>[\w.() -]+{ENDING})"
FILES = re.compile(
    rf"[\s:;,|•·–-]*(?P<name>\w[\w.() -]*?{ENDING})(?!\w)(?:\s*[(\[]\s*[\d.,]+\s*[kmg]?b\s*[)\]])?", re.I
)
"""The files that a line offers one behind the other, however they are parted."""
PICTURE = re.compile(r"\.(?:jpe?g|png)\W*$", re.I)
"""A picture's file alone in its line: it is shown there, not offered."""
SIZED_FILE = re.compile(rf"\W*+(?:\d{{1,2}}[.)]\s+)?{FILE_NAME}(?:\s*\([\d.,]+\s*[kmg]?b\))?", re.I)
OFFERS_FILE = re.compile(
    r"\W*(?:(?:[^.:]{0,60}?\s)?(?:tải|tệp|tập tin|file|pdf|văn bản|tài liệu|toàn văn|download|xem|bản gốc|đính kèm"
    r"|kèm theo)(?!\w)[^.:]{0,40}:|\[(?:pdf|docx?|file|tệp|tải về|tải xuống|download)\])\s*",
    re.I,
)
"""A label that offers files, or their kind in brackets: `Toàn văn: 31-CT.pdf`, `[PDF] 31-CT.pdf`."""
OFFERED_FILE = re.compile(rf"{FILE_NAME}(?!\w)", re.I)
NO_FILE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\(?không|(?:xem|tải)(?: về| xuống)?(?: tại)?(?: đây)?\W*$"
    r"|(?:tài liệu|tệp|tập tin|file|văn bản)(?: tin)? đính kèm\W*$",
    re.I,
)
"""What stands beside what a page offers and is none: its day, that there is nothing, the words that offer it."""
ANNEXED = re.compile(r"\W*(?:(?:gửi )?kèm theo|(?:gửi|đính) kèm)\s*:?\s*(?=phụ lục\s*(?:\w|:))", re.I)
ANNEX = re.compile(
    r"(?P<name>phụ lục\s*(?:\d+|[IVX]+)?(?:\s*[:.–-]\s*[^;)\n]{3,100})?)(?=\s*(?:[;).]|và\s|,\s*phụ lục|$))", re.I
)
"""The annexes that a line under a paper lists, each with its number."""
OFFER = re.compile(
    r"(?:(?:các )?(?:tài liệu|tệp|tập tin|file|văn bản|phụ lục|biểu mẫu|hồ sơ)(?: tin)? )?"
    rf"(?:(?:gửi )?kèm theo|(?:đính|gửi) kèm)(?:\s{PAPER}\snày)?(?: gồm(?: có)?)?\s*:",
    re.I,
)
MOST_ATTACHED = 8
ATTACHED_ITEM = re.compile(
    r"\s*(?:[-–+•*]|\d{1,2}[.)])\s+(?P<name>[^;\n]{3,120}?)(?:\s*\([\d.,]+\s*[kmg]?b\))?\s*[;.]?", re.I
)
LAST_ANNEX = re.compile(
    r"[-+*•\s]*(?P<name>phụ lục(?:\s(?:số\s)?(?:\d{1,2}|[IVX]+))?\s?[:.–-]\s[^\W\d_](?:[^\n;()]|\([^\n;()]*\)){3,110}?)"
    r"\s?[.;]?\s*",
    re.I,
)
"""An annex in a line of its own below a paper: `Phụ lục 1: Bảng chấm điểm`."""
BARE_ITEM = re.compile(rf"(?P<name>{KIND}(?!\w)[^;\n]{{2,120}}?)[;.]?", re.I)
"""A paper in a line of its own without a mark, told by its kind."""
ATTACHED = re.compile(
    r"(?:(?:(?:tài liệu|tệp|tập tin|file|văn bản|phụ lục|biểu mẫu)(?: tin)? )?(?:đính kèm|kèm theo)"
    r"|tải (?:về|tệp|file))(?:\s?\(\d{1,2}(?: (?:tệp|tập tin|file))?\))?",
    re.I,
)

OFFERING = ("kèm", "tải")
"""What a line that offers papers or annexes holds, in small letters: asked first."""


def find_listed(lines: Sequence[str], at: int) -> Iterator[ParagraphClue]:
    """The papers listed line by line under a heading that offers them: `Tài liệu kèm theo:`."""
    heading = lines[at].strip()
    if heading.endswith(";") and ANNEXED.match(heading):
        yield from _annexes_below(lines, at)
    if not heading.endswith(":") or not OFFER.fullmatch(heading):
        return
    first = lines[at + 1].strip()[:1] if at + 1 < len(lines) else ""
    for below, line in enumerate(lines[at + 1 : at + 1 + MOST_ATTACHED], at + 1):
        item = ATTACHED_ITEM.fullmatch(line) or BARE_ITEM.fullmatch(line)
        if item is None or line.strip()[:1].isdigit() != first.isdigit():
            return  # a paper's own next section is numbered behind a list of dashes
        yield ParagraphClue("attachment", item["name"], "attachment", below, item.start("name"), item.end("name"))


def find_last_annexes(lines: Sequence[str]) -> Iterator[ParagraphClue]:
    """The annexes that the last lines of a paper name, one each: one in capitals is an annex's own heading."""
    found: list[ParagraphClue] = []
    for at in reversed(range(len(lines))):
        annex = LAST_ANNEX.fullmatch(lines[at])
        if lines[at].strip() and (annex is None or is_capitals(annex["name"].split(" ")[0])):
            break
        if annex is not None:
            found.append(ParagraphClue("attachment", annex["name"], "attachment", at, *annex.span("name")))
    yield from reversed(found)


def _annexes_below(lines: Sequence[str], at: int) -> Iterator[ParagraphClue]:
    """The annexes with which a list goes on in the lines below its first."""
    for below, line in enumerate(lines[at + 1 : at + 1 + MOST_ATTACHED], at + 1):
        item = ANNEX.match(line)
        if item is None:
            return
        yield ParagraphClue("attachment", item["name"], "attachment", below, item.start("name"), item.end("name"))


def find_offered(line: str, paragraph: int) -> Iterator[ParagraphClue]:
    """The papers that a line offers: the parts of its list, without icons and sizes; or the file it consists of."""
    enclosed = list(find_enclosures(line))
    if enclosed:
        for start, end in enclosed:
            yield ParagraphClue("attachment", line[start:end], "attachment", paragraph, start, end)
        return
    small = line.lower()
    may_offer = any(word in small for word in OFFERING)
    offered = ATTACHED.match(line) if may_offer else None
    annexes = ANNEXED.match(line) if may_offer else None
    if annexes:
        parts = list(ANNEX.finditer(line, annexes.end()))
    elif offered and (files := _files(line, offered.end())):
        parts = files
    elif offered:
        parts = [
            part for part in LISTED.finditer(line, offered.end()) if part["name"] and not NO_FILE.match(part["name"])
        ]
    elif FILE_END.search(line) is None:
        parts = []
    else:
        alone = None if PICTURE.search(line) else SIZED_FILE.fullmatch(line)
        parts = [alone] if alone else _offered_files(line)
    for part in parts:
        yield ParagraphClue("attachment", part["name"], "attachment", paragraph, part.start("name"), part.end("name"))


def offers_papers(line: str) -> bool:
    """Whether a line names papers behind a label that offers them: `Tệp đính kèm: 14-NQ.pdf (2,3 MB)`."""
    return ATTACHED.match(line) is not None and next(find_offered(line, 0), None) is not None


def find_named_file(line: str) -> Iterator[ParagraphClue]:
    """The file that a line outside the body offers behind a label: `File: 31_kh.pdf [Tải về]`."""
    for offered in _offered_files(line):
        yield ParagraphClue("attachment", offered["name"], "attachment")


def _offered_files(line: str) -> list[re.Match[str]]:
    """The files behind a label that offers them: all that the line then holds, else the first."""
    label = OFFERS_FILE.match(line)
    if label is None:
        return []
    first = OFFERED_FILE.match(line, label.end())
    return _files(line, label.end()) or ([first] if first else [])


def _files(line: str, start: int) -> list[re.Match[str]]:
    """The files that are all of a line from `start` on; none where it holds anything else."""
    found: list[re.Match[str]] = []
    while (file := FILES.match(line, start)) is not None:
        found.append(file)
        start = file.end()
    return found if not line[start:].strip(" .;,|") else []
