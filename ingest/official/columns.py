"""Columns set side by side with tabs or blanks: a letterhead's and a signature's are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.line_limits import check_lines, with_short_gaps
from ingest.names import is_name_shaped, is_post, person_in, without_rank
from ingest.official.joined_lines import parted
from ingest.official.letterhead import is_letterhead_line, is_title, place_date, title_within, type_of
from ingest.paragraphs import CELL_MARK, clean
from ingest.quick_patterns import any_case

GAP = re.compile(r"[^\S\n](?<=\S.)(?:(?<=\t)[^\S\n]*|[^\S\n]*\t[^\S\n]*|(?<=[ \u00a0])[ \u00a0]{3,})(?=\S)")
"""Blanks with a tab among them or four plain ones; it begins with a set, which is found quickly."""
INDENT = re.compile(r"[ \t\u00a0]*")
RULE_LINE = re.compile(r"[-_–—―─=*.~+\s]{3,}")
CELL = re.compile(r"\S(?:\S+|(?![^\S\n]*\t|[ \u00a0]{4})[^\n])*")
"""What stands between wide gaps; only before a blank is a gap looked for."""
AFTER_NUMBER = re.compile(r"^(\s*(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]|\d{1,2}(?:\.\d{1,2})+|[-+•*]))\s+")
"""A number or bullet at the head of a line with the tab behind it."""

BLANK_BEFORE = re.compile(r"[ \t\u00a0.…_](?:(?<=\t)|[ \t\u00a0.…_])(?=/|-[^\W\d_]|(?i:tháng|năm)|\d{4})")
"""The end of such a blank: asked first, since most texts have none; it begins with a set, which is found quickly."""
WITH_BLANK = (r"số\s?:?", "ngày", "tháng", "năm")
TO_BE_FILLED = re.compile(
    f"({any_case(WITH_BLANK)})" + r"(?:\t|[ \t\u00a0.…_]{2,})(?=/|-[^\W\d_]|(?i:tháng|năm)|\d{4})"
)
"""A blank of a draft's number or date, which parts no columns."""

WIDEST = 72
"""Letters of the longest line in a column: a page's whole width holds 85 to 95."""

LISTED = 4
"""Rows of three cells and more from which they are a table; three signers side by side have a post, a rank, a name."""

SIDES = 2
"""Columns of which it is plain which one a single cell stands in."""
NUMBER_AND_DAY = 2
"""Cells of a letterhead's second line where the first one, of the office and the national title, is a table."""

FEWEST_LINES, DOUBLE_SPACED = 8, 0.9
"""Lines of a text, and the share of them with an empty one behind, from which it is set double-spaced."""

SEALED = re.compile(r"\(\s?(?:đã )?ký(?!\w)[^()]{0,30}\)", re.IGNORECASE)
SIGNING = re.compile(
    r"(?:nơi nhận|tm\.|kt\.|tl\.|tuq\.|t/m|k/t|t/l|đại diện|chủ tịch|bí thư|giám đốc|trưởng ban|chính ủy|chánh)", re.I
)


def cells_of(line: str) -> list[str]:
    """What stands between the wide gaps of a line; most lines have none, which is seen at once."""
    return GAP.split(line) if "\t" in line or "    " in line or "\u00a0" in line else [line]


def _is_parted(line: str) -> bool:
    """Whether a line has a wide gap inside."""
    return len(cells_of(line.strip())) > 1


def lines_of(text: str) -> Iterator[str]:
    """The clean lines of a text: letterhead and signature columns one after the other, other wide gaps as ` | `.

    Raises: TooLong for its lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = TO_BE_FILLED.sub(r"\1 ", text) if BLANK_BEFORE.search(text) else text
    lines = list(with_short_gaps(text.split("\n")))
    check_lines(len(lines))
    blocks = _blocks(parted(_single_spaced(lines)))
    for block in _cut_at_type(_with_names(blocks)):
        if _has_columns(block):
            yield from _by_columns(block)
        else:
            for line in block:
                yield from _plain(line)


def _single_spaced(lines: list[str]) -> list[str]:
    """The lines of a paper without the empty one that stands behind each: columns go on beyond them.

    A text without columns keeps them, whose paragraphs they part.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    behind = sum(at + 1 < len(lines) and not lines[at + 1].strip() for at in filled[:-1])
    if len(filled) < FEWEST_LINES or behind < DOUBLE_SPACED * (len(filled) - 1):
        return lines
    if sum(_is_parted(lines[at]) for at in filled) < 2:
        return lines
    empty = {at + 1 for at in filled[:-1]}
    return [line for at, line in enumerate(lines) if line.strip() or at not in empty]


def _plain(line: str) -> Iterator[str]:
    """A clean line with its wide gaps as ` | `, empty for only a rule; a number and its day are two lines."""
    if RULE_LINE.fullmatch(line.strip()):
        yield ""
        return
    if line.isprintable() and "    " not in line:
        yield clean(line)
        return
    cells = [clean(cell) for cell in cells_of(line.strip())]
    if len(cells) == NUMBER_AND_DAY and is_letterhead_line(cells[0]) and place_date(cells[1]):
        yield from cells
    else:
        yield clean(CELL_MARK.join(cells_of(AFTER_NUMBER.sub(r"\1 ", line))))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines in runs: an empty line and one of running text stand alone, since no columns go on beyond them."""
    block: list[str] = []
    for line in lines:
        if line.strip() and not _is_running(line):
            block.append(line)
            continue
        if block:
            yield block
            block = []
        yield [line if line.strip() else ""]
    if block:
        yield block


def _cut_at_type(blocks: Iterable[list[str]]) -> Iterator[list[str]]:
    """The blocks, cut above the document's type that stands alone right under a letterhead's columns."""
    for block in blocks:
        parted = [at for at, line in enumerate(block) if _is_parted(line)]
        last = parted[-1] + 1 if parted else len(block)
        kind = next((at for at in range(last, len(block)) if type_of(block[at].strip())), None)
        if kind is None:
            yield block
        else:
            yield from (block[:kind], block[kind:])


def _with_names(blocks: Iterable[list[str]]) -> list[list[str]]:
    """The blocks, a line of names side by side in that of the posts above it: empty lines leave room for the seal."""
    found: list[list[str]] = []
    for block in blocks:
        above = (
            next((at for at in reversed(range(len(found))) if found[at] != [""]), None) if _is_named(block) else None
        )
        if above is not None and _has_columns([*found[above], *block]):
            found[above] = [*found[above], *block]
        else:
            found.append(block)
    return found


def _is_named(block: list[str]) -> bool:
    """Whether a block is a line of names side by side, or of the notes that tell that they signed."""
    cells = cells_of(block[0].strip()) if len(block) == 1 else []
    named = all(map(is_name_shaped, map(without_rank, cells))) or all(map(SEALED.fullmatch, cells))
    return len(cells) > 1 and named


def _is_running(line: str) -> bool:
    """Whether a line is too long to stand in a column."""
    return len(line.strip()) > WIDEST and not _is_parted(line)


def _has_columns(block: list[str]) -> bool:
    """Whether a block is a letterhead or a signature with two columns or more."""
    if not any(map(_is_parted, block)):
        return False
    cells = [cell.strip() for line in block for cell in cells_of(line)]
    if any(title_within(cell) >= 0 or is_title(cell) for cell in cells):
        return True
    if len(block) < 2:
        return False
    if any(map(SIGNING.match, cells)):
        return True
    named = sum(bool(person_in(cell)) for cell in cells) > 1 or any(cell.isupper() and is_post(cell) for cell in cells)
    return named and not _is_list(list(map(cells_of, block)))


def _is_list(rows: list[list[str]]) -> bool:
    """Whether rows are a table's that lists persons: more of them than posts and names under each other need."""
    wide = [row for row in rows if len(row) > 2]
    return len(wide) >= 2 * LISTED or (len(wide) >= LISTED and len({len(row) for row in wide}) == 1)


def _by_columns(block: list[str]) -> Iterator[str]:
    """The cells of a block, column by column; a line without a gap stands in the column where it begins."""
    rows = [[(match.start(), match[0]) for match in _cells(line)] for line in block]
    right = min((row[1][0] for row in rows if len(row) > 1), default=0)
    width = max(map(len, rows))
    indent = min(_tabs(line) for line, row in zip(block, rows, strict=True) if len(row) == width)
    columns: list[list[str]] = [[] for _ in range(width)]
    starts = _starts(rows, width)
    for line, row in zip(block, rows, strict=True):
        if width > SIDES and 1 < len(row) < width and not indent:
            for start, cell in row:
                columns[min(range(width), key=lambda at: abs(starts[at] - start))].append(clean(cell))
            continue
        past_the_left = _tabs(line) > indent or (len(row) == 1 and row[0][0] >= max(20, right * 0.6))
        first = width - len(row) if past_the_left else 0
        for place, (_, cell) in enumerate(row, first):
            columns[place].append(clean(cell))
    for column in columns:
        yield from (cell for cell in column if cell and not RULE_LINE.fullmatch(cell))


def _starts(rows: list[list[tuple[int, str]]], width: int) -> list[float]:
    """Where each of the columns begins, on the average of the rows that have them all."""
    full = [[start for start, _ in row] for row in rows if len(row) == width]
    return [sum(starts) / len(full) for starts in zip(*full, strict=True)]


def _tabs(line: str) -> int:
    """The tabs before a line's first letter: more than the fullest lines have leave columns on the left empty."""
    return line[: len(line) - len(line.lstrip())].count("\t")


def _cells(line: str) -> Iterator[re.Match[str]]:
    return CELL.finditer(line.rstrip())
