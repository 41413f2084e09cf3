"""The desk in a real browser: by keyboard alone, by selection, and two people at one mention."""

from __future__ import annotations

from typing import Any

from .conftest import Browser


def open_agreement(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/?q=giao+uoc&type=agreement")
    browser.one(".hit h2 a").click()
    browser.wait(lambda: browser.all("#desk"))


def focus(browser: Browser, selector: str, words: str) -> Any:
    mark = next(one for one in browser.all(selector) if words in one.text)
    browser.run("arguments[0].focus()", mark)
    return mark


def press(browser: Browser, key: str) -> None:
    browser.run("return document.activeElement").send_keys(key)


def said(browser: Browser) -> str:
    return str(browser.one("#desk").text)


def test_marks_are_accepted_labelled_and_rejected_by_keys_and_all_is_undone(browser: Browser) -> None:
    open_agreement(browser)
    before = [(one.get_attribute("id"), one.get_attribute("class")) for one in browser.all(".body .m")]
    mark = focus(browser, ".m-SLOGAN", "suối trong veo")
    mention = mark.get_attribute("data-id")
    press(browser, "a")
    browser.wait(lambda: said(browser) == "đã xác nhận")
    assert "said" in mark.get_attribute("class")
    assert browser.run("return document.activeElement.dataset.id") != mark.get_attribute("data-id")
    browser.run("arguments[0].focus()", mark)
    press(browser, "7")
    browser.wait(lambda: said(browser) == "đã đổi")
    assert "m-EVENT" in mark.get_attribute("class")
    press(browser, "x")
    browser.wait(lambda: said(browser) == "đã loại")
    assert not browser.all(f'.m[data-id="{mention}"]')
    for _ in range(3):
        page = browser.one("html")
        press(browser, "\ue003")  # Backspace
        browser.wait(lambda old=page: browser.one("html") != old and browser.all("#desk"))
    after = [(one.get_attribute("id"), one.get_attribute("class")) for one in browser.all(".body .m")]
    assert after == before


def test_two_people_at_one_mention(browser: Browser) -> None:
    open_agreement(browser)
    stale = focus(browser, ".m-DATE", "11 tháng 3").get_attribute("data-tag")
    press(browser, "a")
    browser.wait(lambda: said(browser) == "đã xác nhận")
    mark = focus(browser, ".m-DATE", "11 tháng 3")
    browser.run("arguments[0].dataset.tag = arguments[1]", mark, stale)  # what another browser still holds
    press(browser, "x")
    browser.wait(lambda: "Vừa có người khác sửa" in said(browser))
    assert focus(browser, ".m-DATE", "11 tháng 3")
    page = browser.one("html")
    press(browser, "\ue003")
    browser.wait(lambda: browser.one("html") != page and browser.all("#desk"))
    browser.gather()
    browser.errors = [error for error in browser.errors if "412" not in error]  # the refusal is what was asked for


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
    press(browser, "\ue003")
    browser.wait(lambda: browser.one("html") != page and browser.all("#desk"))
    assert not any(one.text == "cầu treo" for one in browser.all(".m-PLACE"))


def test_queue_is_worked_off_by_keys(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/review?below=100")
    items = browser.all(".review li")
    assert items
    left = int(browser.one("#left").text)
    first = browser.one(".review .m").get_attribute("data-id")
    browser.run("arguments[0].focus()", browser.one(".review .m"))
    press(browser, "a")
    browser.wait(lambda: int(browser.one("#left").text) == left - 1 or not browser.all(".review li"))
    assert not browser.all(f'.review .m[data-id="{first}"]')
