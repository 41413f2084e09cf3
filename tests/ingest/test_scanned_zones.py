"""What letterheads say of which a recogniser read the lines: places on the page, words in doubt."""

from __future__ import annotations

from ingest.body import assemble
from ingest.document import Document, Page
from ingest.paragraphs import Paragraph, Piece, PieceWord

WIDTH, HEIGHT = 595.0, 842.0


def scanned(*lines: tuple[str, float, float], doubts: dict[str, float] | None = None) -> Document:
    """A page read from its picture: each line's text with the abscissa of its left end and its ordinate."""
    paragraphs = []
    for text, x0, top in lines:
        words, at = [], 0
        for word in text.split():
            box = (x0 + 6 * at, top, x0 + 6 * (at + len(word)), top + 14)
            words.append(PieceWord(at, at + len(word), (doubts or {}).get(word, 0.95), box))
            at += len(word) + 1
        paragraphs.append(Paragraph((Piece(text, 1, (x0, top, x0 + 6 * len(text), top + 14), tuple(words)),)))
    page = Page(1, WIDTH, HEIGHT, text_from="ocr")
    return assemble(paragraphs, kind="pdf", parser="test", pages=[page])


SCAN = (
    ("UBND HUYỆN MÈO VẠC", 90.0, 60.0),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300.0, 60.0),
    ("PHÒNG NỘI VỤ", 100.0, 76.0),
    ("Độc lập - Tự do - Hạnh phúc", 330.0, 76.0),
    ("Số: 45 /BC-NV", 90.0, 100.0),
    ("Mèo Vạc, ngày 12 tháng 3 năm 2015", 320.0, 100.0),
    ("BÁO CÁO", 270.0, 140.0),
    ("Kết quả thi đua quý I", 220.0, 156.0),
)


def test_columns_are_told_by_their_place_on_the_page() -> None:
    found = {clue.field: clue.text for clue in scanned(*SCAN).clues}
    assert (found["superior"], found["issuer"]) == ("UBND HUYỆN MÈO VẠC", "PHÒNG NỘI VỤ")
    assert (found["doc_number"], found["date"]) == ("45/BC-NV", "ngày 12 tháng 3 năm 2015")


def test_a_number_that_could_not_be_read_is_unread_with_its_box() -> None:
    document = scanned(*SCAN, doubts={"45": 0.31})
    (number,) = (clue for clue in document.clues if clue.field == "doc_number")
    assert (number.text, number.state, number.page, number.box) == ("", "unread", 1, (114.0, 100.0, 126.0, 114.0))


def test_a_number_written_by_hand_that_was_not_seen_is_unread() -> None:
    lines = [("Số: /BC-NV", x0, top) if text.startswith("Số") else (text, x0, top) for text, x0, top in SCAN]
    (number,) = (clue for clue in scanned(*lines).clues if clue.field == "doc_number")
    assert (number.text, number.state) == ("", "unread")
    assert number.box is not None and number.box[:2] == (90.0, 100.0)


def test_a_zone_of_doubtful_words_is_doubtful() -> None:
    (superior,) = (clue for clue in scanned(*SCAN, doubts={"VẠC": 0.7}).clues if clue.field == "superior")
    assert (superior.text, superior.state) == ("UBND HUYỆN MÈO VẠC", "doubtful")


def test_a_line_that_runs_through_both_columns_is_parted() -> None:
    lines = (
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 90.0, 60.0),
        ("CAO", 160.0, 76.0),
        ("VIỆN KIỂM SÁT NHÂN DÂN TỈNH A", 90.0, 92.0),
        ("Độc lập - Tự do - Hạnh phúc", 330.0, 76.0),
        *SCAN[4:],
    )
    found = {clue.field: clue.text for clue in scanned(*lines).clues}
    assert found["superior"] == "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO"
    assert found["issuer"] == "VIỆN KIỂM SÁT NHÂN DÂN TỈNH A"
