"""Tables of a PDF that no lines rule, and text printed over other text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.formats import parse_bytes

Pdf = Callable[..., bytes]

Placed = tuple[float, float, str]
HEAD: list[Placed] = [(80, 700, "TT"), (120, 700, "Ho va ten"), (250, 700, "Don vi"), (420, 700, "Ket qua")]
FIRST: list[Placed] = [
    (80, 680, "1"), (120, 680, "Lu Thi May"), (250, 680, "Truong Tieu hoc"), (250, 666, "Ta Gia Khau"),
    (420, 680, "dat"),
]  # fmt: skip
SECOND: list[Placed] = [(80, 646, "2"), (120, 646, "Giang A Su"), (420, 646, "chua dat")]
TABLE = ["TT | Ho va ten | Don vi | Ket qua", "1 | Lu Thi May | Truong Tieu hoc Ta Gia Khau | dat"]
SHORT = "2 | Giang A Su | chua dat"


def drawn(placed: list[Placed]) -> bytes:
    """Texts each drawn for itself, in this order."""
    return b"".join(
        b"BT /F1 11 Tf 1 0 0 1 %g %g Tm (%s) Tj ET " % (x, y, text.encode("ascii")) for x, y, text in placed
    )


ORDERS = {
    "by cell": [*HEAD, *FIRST, *SECOND],
    "by line": sorted([*HEAD, *FIRST, *SECOND], key=lambda one: (-one[1], one[0])),
    "by column": sorted([*HEAD, *FIRST, *SECOND], key=lambda one: (one[0], -one[1])),
    "from the foot": [*HEAD, *FIRST, *SECOND][::-1],
}


@pytest.mark.parametrize("order", ORDERS)
def test_a_table_without_lines_is_read_by_row_and_cell_however_it_was_drawn(pdf: Pdf, order: str) -> None:
    assert parse_bytes(pdf(drawn(ORDERS[order]))).body.splitlines() == [*TABLE, SHORT]


def test_cells_centred_upon_their_row_belong_to_it(pdf: Pdf) -> None:
    first = [(80, 673, "1"), (120, 673, "Lu Thi May"), (250, 680, "Truong Tieu hoc"), (250, 666, "Ta Gia Khau")]
    told = parse_bytes(pdf(drawn([*HEAD, *first, (420, 673, "dat"), *SECOND]))).body.splitlines()
    assert told == [*TABLE, SHORT]


def test_a_number_close_to_its_name_is_a_cell_of_its_own(pdf: Pdf) -> None:
    close = [(80, 680, "1"), (91, 680, "Lu Thi May"), (250, 680, "xa"), (420, 680, "dat")]
    wide = [(80, 660, "2"), (91, 660, "Giang A Su"), (250, 660, "thon"), (420, 660, "dat")]
    head = [(76, 700, "T"), (110, 700, "Ho va ten"), (250, 700, "Don vi"), (420, 700, "Ket qua")]
    told = parse_bytes(pdf(drawn([*head, *close, *wide]))).body.splitlines()
    assert told[1:] == ["1 | Lu Thi May | xa | dat", "2 | Giang A Su | thon | dat"]


def test_three_who_sign_are_no_table(pdf: Pdf) -> None:
    offices = [(80, 300, "CHU TICH"), (240, 300, "GIAM DOC"), (400, 300, "TRUONG BAN"), (80, 286, "HOI NONG DAN")]
    names = [(80, 250, "Lu Thi May"), (240, 264, "Giang A Su"), (400, 264, "Lo Van Ot")]
    told = parse_bytes(pdf(drawn([*offices, *names]))).body.splitlines()
    assert told == [
        "CHU TICH", "HOI NONG DAN", "Lu Thi May", "GIAM DOC", "Giang A Su", "TRUONG BAN", "Lo Van Ot",
    ]  # fmt: skip


def test_a_line_printed_over_another_is_read_in_the_order_of_drawing(pdf: Pdf) -> None:
    left = [
        (80, 780, "HUYEN XIN MAN"),
        (80, 764, "BAN QUAN LY DU AN DAU TU"),
        (90, 750, "XAY DUNG"),
        (80, 749, "So: 12/KH-BQL"),
    ]
    right = [(320, 780, "CONG HOA XA HOI"), (340, 764, "Doc lap - Tu do"), (320, 749, "Xin Man, ngay 02 thang 9")]
    order = [left[0], right[0], left[1], left[2], right[1], left[3], right[2]]
    told = parse_bytes(pdf(drawn(order))).body.splitlines()
    assert told[:4] == ["HUYEN XIN MAN", "BAN QUAN LY DU AN DAU TU", "XAY DUNG", "So: 12/KH-BQL"]


def test_numbers_that_stand_close_in_all_rows_are_a_column_of_their_own(pdf: Pdf) -> None:
    rows = [(80, 680, "1"), (94, 680, "Truong Tieu hoc"), (94, 666, "Ta Gia Khau"), (300, 680, "dat")]
    rows += [(80, 646, "2"), (94, 646, "Giang A Su"), (300, 646, "chua dat")]
    told = parse_bytes(pdf(drawn([(76, 700, "TT"), (99, 700, "Ten"), (300, 700, "Ket qua"), *rows]))).body.splitlines()
    assert told == ["TT | Ten | Ket qua", "1 | Truong Tieu hoc Ta Gia Khau | dat", "2 | Giang A Su | chua dat"]
