"""Columns of plain text set with tabs or blanks."""

from __future__ import annotations

import pytest

from ingest.errors import TooLong
from ingest.formats import read_text
from ingest.line_limits import MOST_EMPTY, MOST_LINES
from ingest.official.columns import lines_of

LETTERHEAD = "UBND XÃ TÂN LẬP\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-UBND\tĐộc lập - Tự do - Hạnh phúc"
OPENING = "Ủy ban nhân dân xã thông báo lịch chấm điểm thi đua của các thôn trong quý này như sau, mời bà con theo dõi:"
TABLE = "Thôn\tNgày\tNgười chấm\nĐông\t12/5\tNguyễn Thị Mơ\nĐoài\t13/5\tTrần Văn Lúa\nNam\t14/5\tLê Thị Hến"
SIGNATURE = "ĐẠI DIỆN BÊN A\tĐẠI DIỆN BÊN B\nNguyễn Thị Mơ\tTrần Văn Lúa"


def lines(*parts: str) -> list[str]:
    return [line for line in lines_of("\n".join(parts)) if line]


def test_a_long_gap_is_cut_and_a_short_one_is_whole() -> None:
    assert list(lines_of("Trên\n\n \n\nDưới")) == ["Trên", "", "", "", "Dưới"]
    assert list(lines_of("Trên" + "\n" * 5_000 + "Dưới")) == ["Trên", *[""] * MOST_EMPTY, "Dưới"]


def test_more_lines_than_are_read_are_refused_where_little_else_is() -> None:
    with pytest.raises(TooLong) as refused:
        read_text("a\n" * (MOST_LINES + 1), strict=False)
    assert refused.value.params == {"limit": MOST_LINES, "what": "lines"}


def test_columns_of_a_letterhead_end_where_the_text_runs_on() -> None:
    assert lines(LETTERHEAD, OPENING, TABLE) == [
        "UBND XÃ TÂN LẬP", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        OPENING, "Thôn | Ngày | Người chấm", "Đông | 12/5 | Nguyễn Thị Mơ", "Đoài | 13/5 | Trần Văn Lúa",
        "Nam | 14/5 | Lê Thị Hến",
    ]  # fmt: skip


def test_columns_of_a_signature_are_read_one_after_the_other() -> None:
    assert lines(OPENING, SIGNATURE)[1:] == ["ĐẠI DIỆN BÊN A", "Nguyễn Thị Mơ", "ĐẠI DIỆN BÊN B", "Trần Văn Lúa"]


def test_a_long_list_of_persons_is_a_table_though_cells_are_missing() -> None:
    rows = [f"{at}\tNguyễn Thị Mơ\tThôn {at}" + ("\tGiỏi" if at % 3 else "") for at in range(1, 10)]
    assert lines("\n".join(rows))[0] == "1 | Nguyễn Thị Mơ | Thôn 1 | Giỏi"
