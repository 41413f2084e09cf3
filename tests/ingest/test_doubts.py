"""What of a scanned page could not be read: said with its place, never left away in silence."""

from __future__ import annotations

from ingest.document import Line, Page, Word
from ingest.scans.layout import lay_out_seen
from ingest.scans.recognised import SeenPage, SeenWord
from ingest.zones import find_clues

PAGES = (Page(1, 595.0, 842.0, "ocr"),)


def printed(rows: list[tuple[str, float, float, float]], sure: float) -> tuple[str, list[Line], list[Word]]:
    """A body of lines given with x0, x1 and top in points; the words of the last one are so sure."""
    body, lines, words = "", [], []
    for text, x0, x1, top in rows:
        start = len(body)
        body += text + "\n"
        box = (x0, top, x1, top + 12)
        lines.append(Line(start, start + len(text), 1, box))
        at = start
        for word in text.split():
            words.append(Word(at, at + len(word), sure if text == rows[-1][0] else 0.95, 1, box))
            at += len(word) + 1
    return body, lines, words


SIGNED = [
    ("ỦY BAN NHÂN DÂN XÃ ĐỒNG LUẬN", 90.0, 250.0, 60.0),
    ("Số: 12/BC-UBND", 120.0, 220.0, 80.0),
    ("BÁO CÁO", 270.0, 330.0, 120.0),
    ("Xã đã trồng xong cây trong tháng.", 90.0, 540.0, 160.0),
    ("TM. ỦY BAN NHÂN DÂN", 350.0, 500.0, 300.0),
    ("CHỦ TỊCH", 390.0, 460.0, 316.0),
]


def test_a_name_that_a_seal_spoilt_is_unread_with_its_place() -> None:
    body, lines, words = printed([*SIGNED, ("Lê 7h§ V4n", 380.0, 470.0, 400.0)], 0.4)
    signer = next(clue for clue in find_clues(body, lines, words=words, pages=PAGES) if clue.field == "signer")
    assert (signer.text, signer.state, signer.page, signer.box) == ("", "unread", 1, (380.0, 400.0, 470.0, 412.0))


def test_a_line_elsewhere_is_no_unread_name() -> None:
    body, lines, words = printed([*SIGNED, ("Lưu: V7", 80.0, 140.0, 400.0)], 0.4)
    assert not [clue for clue in find_clues(body, lines, words=words, pages=PAGES) if clue.field == "signer"]


def test_the_number_line_stays_however_unsurely_it_was_read() -> None:
    words = (
        SeenWord("Số:£54+/CTPH-LĐLĐ", (84, 107, 269, 122), 0.09, 0),
        SeenWord("Chương", (90, 200, 130, 212), 0.95, 1),
        SeenWord("trình", (134, 200, 160, 212), 0.95, 1),
        SeenWord("£54+~x", (84, 300, 269, 312), 0.09, 2),
    )
    seen = lay_out_seen(SeenPage(1, 595.0, 842.0, words))
    assert [row.segments[0].text for row in seen.page.rows] == ["Số:/CTPH-LĐLĐ", "Chương trình"]
    assert [(place.field, place.box) for place in seen.unread] == [("doc_number", (84, 107, 269, 122))]


def test_a_subject_ends_before_an_indented_paragraph() -> None:
    basis = "Thực hiện Nghị quyết 20-NQ/TU ngày 28/01/2008 của Ban Chấp hành Đảng bộ tỉnh về"
    body, lines, words = printed(
        [
            *SIGNED[:3],
            ("Xây dựng đời sống văn hóa", 220.0, 380.0, 140.0),
            (basis, 118.0, 540.0, 180.0),
        ],
        0.95,
    )
    rest = "trồng cây trong vùng “hạ du”"
    start = len(body)
    body = body[:-1] + " " + rest + "\n"
    lines.append(Line(start, start + len(rest), 1, (84.0, 196.0, 540.0, 208.0)))
    subject = next(clue for clue in find_clues(body, lines, words=words, pages=PAGES) if clue.field == "subject")
    assert subject.text == "Xây dựng đời sống văn hóa"


def test_an_office_under_the_receivers_stamp_is_no_field_of_it() -> None:
    lines = (("ĐẾN", 20.0), ("Số: 907", 34.0), ("ỦY BAN NHÂN DÂN TỈNH", 58.0), ("SỞ TÀI CHÍNH", 91.0))
    words = tuple(
        SeenWord(word, (60.0 + 40 * at, top, 95.0 + 40 * at, top + 11), 0.95, line)
        for line, (text, top) in enumerate(lines)
        for at, word in enumerate(text.split())
    )
    seen = lay_out_seen(SeenPage(1, 595.0, 842.0, words))
    assert [row.segments[0].text for row in seen.page.rows] == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ TÀI CHÍNH"]
    assert seen.stamps == ("ĐẾN", "Số: 907")
