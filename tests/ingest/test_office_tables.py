"""DOCX: letterhead and signature tables, data tables, merged and nested cells."""

from __future__ import annotations

from ingest.formats import parse_bytes
from tests.ingest.docx_parts import Docx, body, cell, paragraph, run, table


def test_a_letterhead_table_is_read_column_by_column(docx: Docx) -> None:
    head = table(
        (
            cell("UBND TỈNH HÀ NAM", "SỞ NỘI VỤ", "Số: 12/KH-SNV"),
            cell(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nam, ngày 05 tháng 3 năm 2019"
            ),
        )
    )
    assert body(docx(head + paragraph("KẾ HOẠCH")))[:4] == [
        "UBND TỈNH HÀ NAM",
        "SỞ NỘI VỤ",
        "Số: 12/KH-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_a_data_table_keeps_its_rows(docx: Docx) -> None:
    rows = table((cell("Đơn vị"), cell("Kết quả")), (cell("Cụm 1"), cell("95%")))
    assert body(docx(rows)) == ["Đơn vị | Kết quả", "Cụm 1 | 95%"]


def test_a_signature_table_is_read_column_by_column(docx: Docx) -> None:
    rows = table((cell("Nơi nhận:", "- Lưu: VT."), cell("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Bình")))
    assert body(docx(rows)) == ["Nơi nhận:", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Bình"]


def test_struck_out_rows_go_and_inserted_ones_stay(docx: Docx) -> None:
    def row(*texts: str, mark: str = "") -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(map(cell, texts))}</w:tr>"

    rows = row("Đơn vị", "Điểm") + row("Cụm 1", "90", mark="<w:del/>") + row("Cụm 2", "95", mark="<w:ins/>")
    assert body(docx(f"<w:tbl>{rows}</w:tbl>")) == ["Đơn vị | Điểm", "Cụm 2 | 95"]


def test_a_merged_cell_is_not_repeated_and_cells_have_their_spans(docx: Docx) -> None:
    def merged(text: str, value: str) -> str:
        return f"<w:tc><w:tcPr><w:vMerge{value}/></w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        (cell("Cụm"), cell("Đơn vị"), cell("Điểm")),
        (merged("I", ' w:val="restart"'), cell("Xã A"), cell("90")),
        (merged("I", ""), cell("Xã B", "và phường C"), cell("")),
    )
    document = parse_bytes(docx(paragraph("KẾT QUẢ") + table(*rows)))
    assert document.body.splitlines() == ["KẾT QUẢ", "Cụm | Đơn vị | Điểm", "I | Xã A | 90", "Xã B và phường C"]
    (found,) = document.tables
    cells = [[document.body[start:end] for start, end in row] for row in found.rows]
    assert cells == [["Cụm", "Đơn vị", "Điểm"], ["I", "Xã A", "90"], ["", "Xã B và phường C", ""]]
    assert document.body[found.start : found.end].startswith("Cụm")


def test_a_nested_table_stays_in_its_cell(docx: Docx) -> None:
    inner = table((cell("90"), cell("95")), (cell("91"), cell("96")))
    rows = table((cell("Đơn vị"), cell("Điểm")), (cell("Cụm 1"), f"<w:tc>{inner}{paragraph('')}</w:tc>"))
    assert body(docx(rows)) == ["Đơn vị | Điểm", "Cụm 1 | 90 95 91 96"]


def test_content_controls_hold_paragraphs_rows_and_cells(docx: Docx) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = control("<w:tr>" + control(cell("Cụm 1")) + cell("95") + "</w:tr>")
    rows = f"<w:tbl><w:tr>{cell('Đơn vị')}{cell('Điểm')}</w:tr>{row}</w:tbl>"
    inside = control(paragraph("Kế hoạch")) + f"<w:p>{control(run('thi đua'))}</w:p>" + rows
    assert body(docx(inside)) == ["Kế hoạch", "thi đua", "Đơn vị | Điểm", "Cụm 1 | 95"]


def test_a_grid_keeps_its_rows_though_cells_look_like_a_letterheads(docx: Docx) -> None:
    rows = table(
        (cell("Số"), cell("Quyết định"), cell("Nội dung")),
        (cell("1"), cell("Số: 12/QĐ-UBND"), cell("Tặng bằng khen " * 25)),
        (cell("2"), cell("Hà Nam, ngày 05 tháng 3 năm 2019"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    )
    assert [line.count(" | ") for line in body(docx(rows))] == [2, 2, 2]


def test_a_wide_head_makes_a_grid_of_rows_with_few_cells(docx: Docx) -> None:
    head = tuple(map(cell, ("Hình thức", "Số", "Tập thể", "Cá nhân", "Ghi chú")))
    rows = ((cell(name), cell("5"), cell(), cell(), cell()) for name in ("Cờ thi đua", "Bằng khen", "Giấy khen"))
    assert body(docx(table(head, *rows)))[1:] == ["Cờ thi đua | 5", "Bằng khen | 5", "Giấy khen | 5"]
