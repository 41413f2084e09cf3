"""Reading a document in a real browser."""

from __future__ import annotations

from .conftest import Browser

NOTE = "return getComputedStyle(arguments[0], '::after').content"
LINE = "return getComputedStyle(arguments[0]).borderBottomColor"


def open_launch(browser: Browser) -> None:
    browser.open("/?q=suoi&type=plan")
    browser.one(".hit h2 a").click()
    browser.wait(lambda: browser.all("article.document"))


def test_mark_tells_its_value_when_it_is_focused(browser: Browser) -> None:
    open_launch(browser)
    mark = next(one for one in browser.all(".m-DATE") if "12 tháng 02 năm 2019" in one.text)
    assert browser.run(NOTE, mark) == "none"
    browser.run("arguments[0].focus()", mark)
    note = browser.wait(lambda: "12/02/2019" in (told := browser.run(NOTE, mark)) and told)
    assert "Thời gian" in note


def test_label_is_switched_off_without_javascript(browser: Browser) -> None:
    browser.without_scripts()
    open_launch(browser)
    label = browser.one('label[for="show-DATE"]')
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    before = browser.run(LINE, browser.one(".m-DATE"))
    label.click()
    assert browser.wait(lambda: browser.run(LINE, browser.one(".m-DATE")) != before)
    assert browser.run(LINE, browser.one(".m-UNIT")) not in ("rgba(0, 0, 0, 0)", before)


def test_one_click_leads_from_a_field_to_its_passage(browser: Browser) -> None:
    open_launch(browser)
    browser.one(".metadata .to a[href^='#c-']").click()
    browser.wait(lambda: browser.all(".evidence:target"))
    top = browser.run("return document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_link_to_a_mention_shows_it(browser: Browser) -> None:
    open_launch(browser)
    mention = browser.one(".m-SLOGAN").get_attribute("id")
    browser.open(browser.driver.current_url.removeprefix(browser.address).partition("#")[0] + f"#{mention}")
    assert browser.one(".m:target").get_attribute("id") == mention


def test_next_and_previous_of_the_result(browser: Browser) -> None:
    browser.open("/?q=suoi&sort=oldest")
    titles = [one.text for one in browser.all(".hit h2")]
    browser.one(".hit h2 a").click()
    browser.wait(lambda: browser.all(".neighbours"))
    browser.one("body").send_keys("j")
    browser.wait(lambda: browser.one("h1").text == titles[1])
    browser.one('.neighbours a[rel="prev"]').click()
    browser.wait(lambda: browser.one("h1").text == titles[0])
