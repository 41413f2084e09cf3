"""The queue by keys alone: decided, skipped, written into, taken back."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from .conftest import Browser


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
