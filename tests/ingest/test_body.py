"""The body that paragraphs make, with the places of its lines, words and table cells."""

from __future__ import annotations

from ingest.body import assemble
from ingest.document import Document
from ingest.paragraphs import Paragraph, ParagraphClue, Piece, PieceWord

BOX = (90.0, 100.0, 300.0, 112.0)
SUBJECT = "Phong trào thi đua của các đơn vị"


def made(*paragraphs: Paragraph) -> Document:
    return assemble(paragraphs, kind="text", parser="test")


def test_a_tables_cells_keep_their_spans_and_empty_ones_their_place() -> None:
    rows = [["TT", "Đơn vị", "", "Điểm"], ["1", "", "Xã Tân Lập", ""], ["", "", "", "9"]]
    document = made(Paragraph.of(SUBJECT), *(Paragraph.row_of(row, table=0) for row in rows), Paragraph.of("Hết"))
    (table,) = document.tables
    assert [[document.body[start:end] for start, end in row] for row in table.rows] == rows
    assert document.body[table.start : table.end] == "TT | Đơn vị | Điểm\n1 | Xã Tân Lập\n9"


def test_two_tables_in_a_row_stay_two() -> None:
    document = made(*(Paragraph.row_of(["a", "b"], table=number) for number in (0, 0, 1)))
    assert [len(table.rows) for table in document.tables] == [2, 1]


def test_a_cell_over_two_lines_is_one_cell_of_two_lines() -> None:
    cells = ((Piece("Ủy ban nhân dân", 2, BOX), Piece("xã Tân Lập", 2, BOX)), (), (Piece("9", 2, BOX),))
    document = made(Paragraph.row(cells, table=0))
    assert document.body == "Ủy ban nhân dân xã Tân Lập | 9"
    assert [document.body[line.start : line.end] for line in document.lines] == [
        "Ủy ban nhân dân", "xã Tân Lập", "9",
    ]  # fmt: skip
    assert (document.tables[0].page, document.tables[0].rows[0][1]) == (2, (26, 26))


def test_words_read_from_a_picture_keep_their_confidence_and_place() -> None:
    words = (PieceWord(0, 3, 0.95, BOX), PieceWord(4, 13, 0.41, BOX))
    document = made(Paragraph.of(SUBJECT), Paragraph((Piece("Số: 12/KH-UBND", 3, BOX, words),)))
    assert [(document.body[word.start : word.end], word.confidence) for word in document.words] == [
        ("Số:", 0.95), ("12/KH-UBN", 0.41),
    ]  # fmt: skip
    assert {word.page for word in document.words} == {3}


def test_a_clue_is_placed_by_its_paragraph_or_keeps_its_own_place() -> None:
    document = assemble(
        [Paragraph.of("Lời đầu"), Paragraph((Piece(SUBJECT, 2, BOX),))],
        kind="pdf",
        parser="test",
        clues=[
            ParagraphClue("title", "Phong trào", "heading", 1, 0, 10),
            ParagraphClue("stamp", "ĐẾN", "stamp", page=1, box=BOX, state="doubtful"),
        ],
    )
    title, stamp = document.clues
    assert (title.start, title.end, title.page, title.box) == (8, 18, 2, BOX)
    assert (stamp.start, stamp.page, stamp.box, stamp.state) == (None, 1, BOX, "doubtful")
