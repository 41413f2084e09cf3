"""Bodies as HTML: every letter once, marks nested and crossing, nothing of a document is ever markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from biennien.web.marks import Grid, Mark, Paragraph, mark_text, render_body
from ingest.document import Table


class Reader(HTMLParser):
    """The text of a piece of HTML; fails where its elements are not well nested."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text, self.open = "", []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nested_marks_nest() -> None:
    [line] = render_body("phong trào “A”", [Mark(0, 14, "c"), Mark(12, 13, "s")], [])
    assert line.html == '<span id="c">phong trào “<span id="s">A</span>”</span>'


def test_crossing_marks_are_closed_and_opened_again_with_one_id() -> None:
    [line] = render_body("abcdef", [Mark(0, 4, "x"), Mark(2, 6, "y")], [])
    assert line.html == '<span id="x">ab<span id="y">cd</span></span><span>ef</span>'


def test_mark_over_two_lines_has_its_id_once() -> None:
    lines = render_body("ab\ncd", [Mark(0, 5, "x")], [])
    assert [str(line.html) for line in lines] == ['<span id="x">ab</span>', "<span>cd</span>"]


def test_section_opens_where_it_says() -> None:
    lines = render_body("Mở đầu\n  I. Một\nhai", [], [{"start": 9, "level": 1}])
    assert [(line.level, line.id) for line in lines] == [(0, ""), (1, "s-9"), (0, "")]


def test_text_is_never_markup() -> None:
    [line] = render_body("<script>&\"'", [Mark(0, 4, attributes={"data-note": '"><b>'})], [])
    assert "<script" not in line.html
    assert "<b>" not in line.html


def test_short_text_is_marked_where_it_says() -> None:
    assert mark_text("a <b> c", [[2, 5]]) == "a <mark>&lt;b&gt;</mark> c"


@given(
    st.text(alphabet="ab <&\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8),
)
def test_every_letter_comes_once_and_elements_are_well_nested(body: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(start, min(start + length, len(body)), f"m{n}") for n, (start, length) in enumerate(places)]
    lines = render_body(body, [mark for mark in marks if mark.end > mark.start], [])
    expected = [line.strip() for line in body.split("\n") if line.strip()]
    assert [Reader(str(line.html)).text for line in lines] == expected
    ids = re.findall(r' id="(\w+)"', "".join(str(line.html) for line in lines))
    assert len(ids) == len(set(ids))


def test_rows_of_a_table_stand_in_one_grid_with_their_marks() -> None:
    body = "Chỉ tiêu\nXã | Cây\nTân Lập | 120\nHết"
    table = Table(9, 33, (((9, 11), (14, 17)), ((18, 25), (28, 31), (31, 31))))
    before, grid, after = render_body(body, [Mark(18, 25, "m")], [], [table])
    assert isinstance(before, Paragraph)
    assert isinstance(grid, Grid)
    assert grid.rows == [["Xã", "Cây"], ['<span id="m">Tân Lập</span>', "120", ""]]
    assert isinstance(after, Paragraph)
    assert after.html == "Hết"


def test_tables_one_after_the_other_are_two_grids() -> None:
    first, second = Table(0, 5, (((0, 1), (4, 5)),)), Table(6, 11, (((6, 7), (10, 11)),))
    grids = render_body("a | b\nc | d", [], [], [first, second])
    assert [grid.rows for grid in grids if isinstance(grid, Grid)] == [[["a", "b"]], [["c", "d"]]]
