"""A text that a person put right, over the reading that it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Clue, Document, Line, Page, Table, Word
from ingest.formats import parse_bytes
from ingest.retyping import retype

READ = (
    "ỦY BAN NHÂN DÂN XÃ TÂN LẬP\nSố: l2/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Tân Lập, ngày 05 tháng 3 năm 2024\nKẾ HOẠCH\nThi đua trồng cây\nTrồng l20 cây xanh."
)


def scan() -> Document:
    """A reading as recognition gives it: every line has a box, every word a confidence."""
    lines, words, at = [], [], 0
    for row, text in enumerate(READ.split("\n")):
        top = 50.0 + 20 * row
        lines.append(Line(at, at + len(text), 1, (60.0, top, 300.0, top + 12)))
        start = at
        for word in text.split(" "):
            words.append(Word(start, start + len(word), 0.9, 1, (60.0, top, 100.0, top + 12)))
            start += len(word) + 1
        at += len(text) + 1
    clue = Clue("source", "Báo Tân Lập", "furniture")
    return Document(READ, "pdf", "pdf 2", (Page(1, 595, 842, "ocr"),), tuple(lines), tuple(words), clues=(clue,))


def field(document: Document, name: str) -> Clue | None:
    return next((clue for clue in document.clues if clue.field == name), None)


def test_number_that_is_put_right_is_read_where_it_stands() -> None:
    typed = retype(scan(), READ.replace("l2/KH", "12/KH"))
    number = field(typed, "doc_number")
    assert number is not None
    assert (number.text, number.state, number.page) == ("12/KH-UBND", "read", 1)
    assert number.box == (60.0, 70.0, 300.0, 82.0)


def test_lines_that_stayed_keep_their_words_and_the_others_have_none() -> None:
    typed = retype(scan(), READ.replace("l20", "120"))
    kept = {typed.body[word.start : word.end] for word in typed.words}
    assert {"KẾ", "HOẠCH", "cây"} <= kept
    assert "120" not in kept
    assert typed.body[typed.lines[-1].start : typed.lines[-1].end] == "Trồng 120 cây xanh."
    assert typed.lines[-1].box == (60.0, 170.0, 300.0, 182.0)


def test_new_line_stands_nowhere_on_the_original() -> None:
    typed = retype(scan(), READ + "\nHết hạn ngày 30/4/2024.")
    assert (typed.lines[-1].page, typed.lines[-1].box) == (None, None)
    assert typed.lines[:-1] == scan().lines


def test_what_stood_outside_the_body_is_still_known() -> None:
    assert field(retype(scan(), READ.replace("l20", "120")), "source") == Clue("source", "Báo Tân Lập", "furniture")


def test_table_row_that_is_put_right_keeps_its_cells() -> None:
    body = "Xã | Cây\nTân Lập | l20"
    cells = (((0, 2), (5, 8)), ((9, 16), (19, 22)))
    lines = tuple(Line(start, end, 1, (0.0, 0.0, 9.0, 9.0)) for row in cells for start, end in row)
    read = Document(body, "pdf", "pdf 2", (Page(1, 595, 842),), lines, tables=(Table(0, 22, cells, 1),))
    (table,) = (typed := retype(read, body.replace("l20", "1.200"))).tables
    assert [[typed.body[start:end] for start, end in row] for row in table.rows] == [
        ["Xã", "Cây"],
        ["Tân Lập", "1.200"],
    ]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (Path(__file__).parents[2] / "corpora/demo").iterdir())[::6]
)
def test_text_that_is_left_as_it_was_gives_the_same_reading(name: str) -> None:
    read = parse_bytes((Path(__file__).parents[2] / "corpora/demo" / name).read_bytes())
    typed = retype(read, read.body)
    assert (typed.body, typed.lines, typed.words, typed.tables) == (read.body, read.lines, read.words, read.tables)
    assert sorted(map(repr, typed.clues)) == sorted(map(repr, read.clues))
