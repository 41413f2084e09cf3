"""The box that a site sets beside a paper: rows of labels and values, under each other or in one line.

`Số hiệu: 01/CT-TTg Loại văn bản: Chỉ thị`; or a label alone in its line and its value in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ingest.names import looks_like_organisation, person_in
from ingest.official.attachment_clues import ENDING
from ingest.orthography import CAPITALS, SMALL
from ingest.paragraphs import ParagraphClue
from ingest.webpages.datelines import DAY, LONG_DAY
from ingest.webpages.furniture_rules import load_rows

METHOD = "box"
"""How clues from such a box are called."""
LEAST_ROWS = 3
"""Different labels that a box has: menus and filters have one or two."""
LONGEST_VALUE = 300
REMEMBERED = 256
"""Lines, of one page or two."""
NUMBER = re.compile(r"(?:số\s?:?\s)?(?P<number>\d+[a-zđ]?\s?[/-]\s?[^\W_][^\s,;]*)", re.I)
ON_DAY = re.compile(rf"{DAY}|ngày {LONG_DAY}", re.I)
FILE = re.compile(rf"\w[^|;]*{ENDING}", re.I)
POST_BEHIND, POST_BEFORE = re.compile(r"\s*\([^()]*\)$|\s[-–]\s.*$"), re.compile(r"^.*\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a box with its label's field, the line that it stands in and where, and its label's line."""

    field: str
    text: str
    line: int
    start: int
    label: int


def find_box(lines: Sequence[str]) -> Iterator[ParagraphClue]:
    """The clues of the first box among the lines that tells of a paper: its number or what it is about, and more."""
    told: set[str] = set()
    for row in _box(lines):
        if row.field not in told and _is_value(row):
            told.add(row.field)
            number = NUMBER.fullmatch(row.text) if row.field == "doc_number" else None
            before = number.start("number") if number is not None else 0
            start, text = row.start + before, row.text[before:]
            yield ParagraphClue(row.field, text, METHOD, row.line, start, start + len(text))


def box_lines(lines: Sequence[str]) -> list[int]:
    """The lines of that box, its labels' and its values', in order; none without one."""
    return sorted({at for row in _box(lines) for at in (row.label, row.line)})


def unglued(line: str) -> list[str]:
    """A line of a box whose rows stand in each other without a blank, parted before each further label:
    `Loại văn bản:Chỉ thịNgười ký:Lò Văn Sắng`.
    """
    if ":" not in line or not _opens(line):
        return [line]
    cuts = [0, *(found.start() for found in _glued().finditer(line)), len(line)]
    return [line[start:end] for start, end in pairwise(cuts)]


def _box(lines: Sequence[str]) -> list[Row]:
    for rows in _boxes(lines):
        fields = {row.field for row in rows}
        if len(fields) >= LEAST_ROWS and fields & {"doc_number", "subject"}:
            return rows
    return []


def _boxes(lines: Sequence[str]) -> Iterator[list[Row]]:
    """The runs of rows that follow each other with empty lines between at most."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    run: list[Row] = []
    place = 0
    while place < len(filled):
        rows = list(_rows_of(lines[filled[place]], filled[place]))
        if len(rows) == 1 and not rows[0].text and place + 1 < len(filled):
            below = filled[place + 1]
            value = lines[below].strip()
            if not any(True for _ in _rows_of(value, below)) and len(value) <= LONGEST_VALUE:
                rows = [Row(rows[0].field, value, below, lines[below].index(value), rows[0].label)]
                place += 1
        if not rows and run:
            yield run
            run = []
        run.extend(rows)
        place += 1
    if run:
        yield run


def _rows_of(line: str, at: int) -> Iterator[Row]:
    """The labels of a line that begins with one, each with its value; without a colon or bar behind it one alone."""
    if len(line) > 2 * LONGEST_VALUE or not _opens(line):
        return
    found = list(_labels().finditer(line))
    if not found[0]["mark"]:
        if not line[found[0].end() :].strip(" .") or line[found[0].end() :].strip().isdigit():
            yield Row(_field(found[0]), "", at, found[0].end(), at)
        return
    found = [one for one in found if one["mark"]]
    for one, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following is not None else len(line)
        value = line[one.end() : end].strip(" |\t;")
        yield Row(_field(one), value, at, line.find(value, one.end()) if value else one.end(), at)


@lru_cache(maxsize=REMEMBERED)
def _opens(line: str) -> bool:
    """Whether a line begins with a label: a page is asked for its box twice."""
    return _opening().match(line) is not None


def _field(found: re.Match[str]) -> str:
    return next(field.rstrip("_0123456789") for field, text in found.groupdict().items() if text and field != "mark")


def _is_value(row: Row) -> bool:
    """Whether what stands behind a label may be its value."""
    if row.field == "doc_number":
        return NUMBER.fullmatch(row.text) is not None
    if row.field == "date":
        return ON_DAY.match(row.text) is not None
    if row.field == "signer":
        return any(person_in(post.sub("", row.text)) is not None for post in (POST_BEHIND, POST_BEFORE))
    if row.field == "issuer":
        return looks_like_organisation(row.text)
    if row.field == "attachment":
        return FILE.fullmatch(row.text) is not None
    return row.field in ("doc_type", "subject") and len(row.text.split()) > (3 if row.field == "subject" else 0)


@cache
def _opening() -> re.Pattern[str]:
    """A label at a line's start, behind a bullet or bar: a cheap question, which most lines fail."""
    return re.compile(rf"[\s•+*|-]*(?:{'|'.join(row['pattern'] for row in load_rows('box_labels'))})(?!\w)", re.I)


@cache
def _glued() -> re.Pattern[str]:
    """Where a label with its colon follows right behind the last letter of a value."""
    labels = "|".join(row["pattern"] for row in load_rows("box_labels"))
    return re.compile(rf"(?<=[\w)])(?=[{CAPITALS}][{SMALL}])(?=(?i:{labels})\s?:)")


@cache
def _labels() -> re.Pattern[str]:
    """The labels of boxes, each in a group that is called after its field."""
    forms = [f"(?P<{row['field']}_{at}>{row['pattern']})" for at, row in enumerate(load_rows("box_labels"))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)\s*(?P<mark>[:：|])?\s*", re.I)
