"""The place of a body's spans on the original."""

from ingest.document import Line
from ingest.places import Places

LINES = (
    Line(0, 10, 1, (50.0, 100.0, 300.0, 112.0)),
    Line(11, 30, 1, (50.0, 114.0, 320.0, 126.0)),
    Line(31, 40, 2, (60.0, 70.0, 200.0, 82.0)),
    Line(41, 50),
)


def test_span_over_two_lines_gets_the_box_round_both() -> None:
    assert Places(LINES).of(5, 20) == (1, (50.0, 100.0, 320.0, 126.0))


def test_span_over_a_page_break_gets_its_first_page() -> None:
    assert Places(LINES).of(20, 35) == (1, (50.0, 114.0, 320.0, 126.0))


def test_span_that_only_touches_a_line_is_not_on_it() -> None:
    assert Places(LINES).of(30, 31) == (None, None)


def test_span_on_no_page_has_no_place() -> None:
    assert Places(LINES).of(41, 50) == (None, None)
