"""Dates in people's notations become EDTF, in either language as pages write them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from biennien.web.dates import show_date
from biennien.written_dates import read_written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("28/2/2019", "2019-02-28"), ("28.02.2019", "2019-02-28"), (" 28-2-2019 ", "2019-02-28"),
        ("ngày 28 tháng 2 năm 2019", "2019-02-28"), ("ngày 28/2/2019", "2019-02-28"),
        ("28 February 2019", "2019-02-28"),
        ("2/2019", "2019-02"), ("tháng 2 năm 2019", "2019-02"), ("tháng 2/2019", "2019-02"), ("năm 2019", "2019"),
        ("quý III/1958", "1958-35"), ("quí 3 năm 1958", "1958-35"), ("Q3 1958", "1958-35"),
        ("15/3/2022 – 30/6/2022", "2022-03-15/2022-06-30"), ("từ 15/3/2022 đến 30/6/2022", "2022-03-15/2022-06-30"),
        ("2018-2020", "2018/2020"), ("2018 - 2020", "2018/2020"), ("1/2018–6/2018", "2018-01/2018-06"),
        ("từ 3/1965", "1965-03/.."), ("đến hết 30/6/2022", "../2022-06-30"), ("until 2020", "../2020"),
        ("2018/2020", "2018/2020"), ("2018-02/..", "2018-02/.."), ("2019-33", "2019-33"),
        ("2019-02-28T20:35", "2019-02-28T20:35"),
    ],
)  # fmt: skip
def test_date_is_read_as_people_write_it(written: str, value: str) -> None:
    assert read_written(written) == value


@pytest.mark.parametrize(
    "written",
    ["31/2/2019", "13/2019", "hôm qua", "", "2020 – 2018", "từ nay đến 2020", "28/2", "1/2/3/2019", "2019-13"],
)
def test_what_is_no_date_stays_as_it_was_typed(written: str) -> None:
    assert read_written(written) == written


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "value",
    ["2019-02-28", "2019-02", "2019", "1958-35", "2017-07-21/..", "../2016-10", "2022-03-15/2022-06-30", "2018/2020"],
)
def test_date_that_a_page_shows_may_be_typed(language: str, value: str) -> None:
    app = Flask("biennien.web")
    Babel(app, default_translation_directories="../translations")
    with app.test_request_context(f"/?lang={language}"), force_locale(language):
        shown = show_date(value)
    assert read_written(shown) == value, shown
