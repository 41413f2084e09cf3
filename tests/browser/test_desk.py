"""The desk in a real browser: by keyboard alone, by selection, and two people at one mention."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from .conftest import PASSWORD, Browser


def open_agreement(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/?q=giao+uoc&type=agreement")
    browser.one(".hit h2 a").click()
    browser.wait(lambda: browser.all("#desk"))


def focus(browser: Browser, selector: str, words: str) -> Any:
    mark = next(one for one in browser.all(selector) if words in one.text)
    browser.run("arguments[0].focus()", mark)
    return mark


def said(browser: Browser) -> str:
    return str(browser.one("#desk").text)


def test_marks_are_accepted_labelled_and_rejected_by_keys_and_all_is_undone(browser: Browser) -> None:
    open_agreement(browser)
    before = [(one.get_attribute("id"), one.get_attribute("class")) for one in browser.all(".body .m")]
    mark = focus(browser, ".m-SLOGAN", "suối trong veo")
    mention = mark.get_attribute("data-id")
    browser.press("a")
    browser.wait(lambda: said(browser) == "đã xác nhận")
    assert "said" in mark.get_attribute("class")
    assert browser.run("return document.activeElement.dataset.id") != mark.get_attribute("data-id")
    browser.run("arguments[0].focus()", mark)
    browser.press("7")
    browser.wait(lambda: said(browser) == "đã đổi")
    assert "m-EVENT" in mark.get_attribute("class")
    browser.press("x")
    browser.wait(lambda: said(browser) == "đã loại")
    assert not browser.all(f'.m[data-id="{mention}"]')
    for _ in range(3):
        page = browser.one("html")
        browser.press("\ue003")  # Backspace
        browser.wait(lambda old=page: browser.one("html") != old and browser.all("#desk"))
    after = [(one.get_attribute("id"), one.get_attribute("class")) for one in browser.all(".body .m")]
    assert after == before


def undo(browser: Browser, times: int = 1) -> None:
    for _ in range(times):
        page = browser.one("html")
        browser.press(Keys.BACKSPACE)
        browser.wait(lambda old=page: browser.one("html") != old and browser.all("#desk"))


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_second_of_two_people_sees_both_and_chooses(browser: Browser, second: Browser, choice: str) -> None:
    open_agreement(browser)
    second.sign_in("mai")
    second.open(browser.driver.current_url.removeprefix(browser.address))
    theirs, mine = (focus(one, ".m-DATE", "11 tháng 3") for one in (browser, second))
    mention = f'.m[data-id="{theirs.get_attribute("data-id")}"]'
    assert mine.get_attribute("data-tag") == theirs.get_attribute("data-tag")
    browser.press("7")
    browser.wait(lambda: said(browser) == "đã đổi")
    second.press("6")
    second.wait(lambda: second.all("#theirs"))
    assert "Sự kiện" in second.one("#theirs").text and "lan, " in second.one("#theirs").text
    assert "Phong trào" in second.one("#mine").text and "11 tháng 3" in second.one("#mine").text
    browser.driver.refresh()
    assert browser.one(mention).get_attribute("data-label") == "EVENT"  # nothing is overwritten while one looks
    second.one("#leave" if choice == "theirs" else "#mine button").click()
    second.wait(lambda: second.all(mention))
    kept = {"theirs": "EVENT", "mine": "CAMPAIGN"}[choice]
    assert second.one(mention).get_attribute("data-label") == kept
    if choice == "mine":
        undo(second)
    browser.driver.refresh()
    undo(browser)
    second.driver.refresh()
    assert second.one(mention).get_attribute("data-label") == "DATE"


def test_what_somebody_rejected_is_told_to_whoever_corrects_it(browser: Browser, second: Browser) -> None:
    second.refusals = (404, 412)
    open_agreement(browser)
    second.sign_in("mai")
    second.open(browser.driver.current_url.removeprefix(browser.address))
    focus(browser, ".m-DATE", "11 tháng 3")
    focus(second, ".m-DATE", "11 tháng 3")
    browser.press("x")
    browser.wait(lambda: said(browser) == "đã loại")
    second.press("a")
    second.wait(lambda: "đã loại" in second.one("#theirs").text)
    second.one("#mine button").click()
    second.wait(lambda: second.all(".m-DATE:target"))
    assert "11 tháng 3" in second.one(".m-DATE:target").text
    undo(second)
    undo(browser)


def test_backspace_takes_back_no_correction_of_somebody_else(browser: Browser, second: Browser) -> None:
    open_agreement(browser)
    second.sign_in("mai")
    second.open(browser.driver.current_url.removeprefix(browser.address))
    focus(browser, ".m-DATE", "11 tháng 3")
    browser.press("a")
    browser.wait(lambda: said(browser) == "đã xác nhận")
    focus(second, ".m-SLOGAN", "suối trong veo")
    second.press("7")
    second.wait(lambda: said(second) == "đã đổi")
    browser.press(Keys.BACKSPACE)
    browser.wait(lambda: "Có người sửa sau bạn" in said(browser))
    undo(second)
    undo(browser)


def test_whole_session_of_corrections_by_keys_alone(browser: Browser) -> None:
    browser.open("/login")
    browser.tab_to("#name")
    browser.keys("lan", Keys.TAB, PASSWORD, Keys.ENTER)
    browser.wait(lambda: browser.all("#q"))
    browser.keys("/", "giao uoc", Keys.ENTER)
    browser.wait(lambda: browser.all(".hit h2 a"))
    browser.keys("j", Keys.ENTER)
    browser.wait(lambda: browser.all("#desk"))
    browser.keys("?")
    browser.wait(lambda: browser.one("#keys").is_displayed())
    assert {"a", "x", "A", "X", "m", "n", "Backspace", "?"} <= {one.text for one in browser.all("#keys kbd")}
    browser.keys(Keys.ESCAPE)
    browser.wait(lambda: not browser.one("#keys").is_displayed())
    before = [one.get_attribute("class") for one in browser.all(".body .m[id]")]

    browser.keys("n")  # to the first mark: accepted, so that the next one has the focus
    first = browser.run("return document.activeElement.dataset.id")
    browser.keys("a")
    browser.wait(lambda: said(browser) == "đã xác nhận")
    assert browser.run("return document.activeElement.dataset.id") != first
    browser.keys("p", "9")
    browser.wait(lambda: said(browser) == "đã đổi")
    assert browser.one(f'.m[data-id="{first}"]').get_attribute("data-label") == "TARGET"
    browser.keys("n", "x")
    browser.wait(lambda: said(browser) == "đã loại")
    for _ in range(3):
        page = browser.one("html")
        browser.keys(Keys.BACKSPACE)
        browser.wait(lambda old=page: browser.one("html") != old and browser.all("#desk"))
    assert [one.get_attribute("class") for one in browser.all(".body .m[id]")] == before

    browser.keys("n", " ")
    browser.wait(lambda: browser.all("#scope-all"))
    browser.tab_to("#scope-here")
    browser.keys(Keys.ARROW_DOWN)
    browser.tab_to("button[value=reject]")
    browser.keys(Keys.ENTER)
    browser.wait(lambda: browser.all("#step button[value=run]"))
    assert browser.one("#step input[name=take]").is_selected()
    browser.keys(Keys.ENTER)  # the button has the focus
    browser.wait(lambda: browser.all("#step button[value=undo]"))
    browser.tab_to("#step button[value=undo]")
    browser.keys(Keys.ENTER)
    browser.wait(lambda: "đã hoàn tác" in browser.one("#far").text)
    browser.tab_to(".neighbours a")
    browser.keys(Keys.ENTER)
    browser.wait(lambda: browser.all("#desk"))
    assert [one.get_attribute("class") for one in browser.all(".body .m[id]")] == before

    browser.keys("n", "A")
    browser.wait(lambda: browser.all("#step button[value=run]"))
    assert browser.one(".says").text == "Chúng đúng như đang có."


def test_text_put_right_is_read_anew_and_found(browser: Browser) -> None:
    open_agreement(browser)
    home = browser.driver.current_url.removeprefix(browser.address).partition("?")[0]
    browser.open(f"{home}/text")
    typed = browser.one("#body").get_attribute("value") + "\nNgày 9/9/2021, Hội Nông dân xã Tu Lý chăm hoa zinnia."
    browser.run("arguments[0].value = arguments[1]", browser.one("#body"), typed)
    browser.follow("form.typing button")

    def is_read() -> bool:
        browser.open(home)
        return any("9/9/2021" in one.text for one in browser.all(".m-DATE"))

    browser.wait(is_read)
    browser.wait(lambda: browser.open("/?q=zinnia") or browser.all(".hit"))
    browser.open(home)
    browser.follow('form[action$="/text/take-back"] button')
    browser.wait(lambda: not is_read())
    browser.wait(lambda: browser.open("/?q=zinnia") or not browser.all(".hit"))


def test_selected_words_are_marked(browser: Browser) -> None:
    open_agreement(browser)
    browser.run(
        """const walk = document.createTreeWalker(document.querySelector(".body"), NodeFilter.SHOW_TEXT);
        while (!walk.nextNode().data.includes("cầu treo"));
        const at = walk.currentNode.data.indexOf("cầu treo"), range = document.createRange();
        range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 8);
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);"""
    )
    browser.one("body").send_keys("m")
    browser.wait(lambda: browser.all("#nth"))
    assert browser.one("#words").get_attribute("value") == "cầu treo"
    browser.run("document.querySelector('#label').value = 'PLACE'")
    browser.one("form.fields button").click()
    browser.wait(lambda: browser.all(".m-PLACE:target"))
    assert browser.one(".m-PLACE:target").text == "cầu treo"
    page = browser.one("html")
    browser.press("\ue003")
    browser.wait(lambda: browser.one("html") != page and browser.all("#desk"))
    assert not any(one.text == "cầu treo" for one in browser.all(".m-PLACE"))
