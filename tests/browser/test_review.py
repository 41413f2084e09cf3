"""The queue by keys alone: decided, skipped, written into, taken back."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from .conftest import Browser
from .fitting import check_page


def first(browser: Browser) -> str:
    return str(browser.one("#queue > li").get_attribute("data-item"))


def here(browser: Browser) -> str | None:
    found = browser.run("return document.activeElement.dataset.item")
    return None if found is None else str(found)


def left(browser: Browser) -> int:
    return int(browser.one("#left").text)


def test_queue_is_worked_off_by_keys_and_taken_back(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/review?below=100")
    waiting = left(browser)
    order = [one.get_attribute("data-item") for one in browser.all("#queue > li")]
    assert here(browser) == order[0]
    browser.press("a")
    browser.wait(lambda: left(browser) == waiting - 1)
    assert (first(browser), here(browser)) == (order[1], order[1])
    browser.press("j")
    assert here(browser) == order[2]
    browser.press("x")
    browser.wait(lambda: left(browser) == waiting - 2)
    assert order[2] not in [one.get_attribute("data-item") for one in browser.all("#queue > li")]
    for _ in range(2):
        before = left(browser)
        browser.press(Keys.BACKSPACE)
        browser.wait(lambda before=before: left(browser) == before + 1)
    assert [one.get_attribute("data-item") for one in browser.all("#queue > li")] == order
    assert not browser.all("#undo")


def test_mark_is_given_another_label_by_a_digit(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/review?below=100&label=UNIT")
    waiting = left(browser)
    browser.press("3")
    browser.wait(lambda: left(browser) == waiting - 1)
    browser.press(Keys.BACKSPACE)
    browser.wait(lambda: left(browser) == waiting)


NOT_YET = """ỦY BAN NHÂN DÂN XÃ MƯỜNG CHIỀNG

Số: 12/KH-UBND
Mường Chiềng, ngày 03 tháng 4 năm 2041

KẾ HOẠCH
Phát động phong trào thi đua “Bương xanh phủ đồi”

Ủy ban nhân dân xã phát động phong trào thi đua “Bương xanh phủ đồi” trong toàn xã.
"""
"""No word of it is one that other tests of the shared archive look for."""


def test_value_is_written_in_a_box_as_wide_as_the_queue(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "chưa đến.txt"
    file.write_text(NOT_YET, encoding="utf-8")
    browser.sign_in()
    browser.open("/upload")
    browser.one("#file").send_keys(str(file))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.done"))
    browser.open("/review?kind=conflict")
    row, box = browser.one("#queue > li").rect, browser.one("#queue [data-write]").rect
    assert box["width"] > 0.9 * row["width"]
    check_page(browser)
    # The archive is that of all tests, and its queue starts with marks.
    browser.one("#queue button[value=keep]").click()
    browser.wait(lambda: not browser.all("#queue [data-write]"))


def test_queue_works_without_scripts(browser: Browser) -> None:
    browser.sign_in()
    browser.without_scripts()
    browser.open("/review?below=100")
    before = first(browser)
    browser.one("#queue button[value=accept]").click()
    browser.wait(lambda: browser.all("#undo"))
    assert first(browser) != before
    browser.one("#undo button").click()
    browser.wait(lambda: not browser.all("#undo"))
    assert first(browser) == before
