"""Searching in a real browser."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from .conftest import Browser


def test_search_narrow_and_open(browser: Browser) -> None:
    browser.open("/")
    browser.one("#q").send_keys("suoi trong veo" + Keys.ENTER)
    browser.wait(lambda: browser.all(".hit"))
    assert "q=suoi+trong+veo" in browser.driver.current_url
    assert len(browser.all(".hit")) == 3
    assert browser.one(".hit mark").text.lower() in ("suối", "trong", "veo")
    next(link for link in browser.all(".facet a") if "kế hoạch" in link.text).click()
    browser.wait(lambda: len(browser.all(".hit")) == 1)
    assert "type=plan" in browser.driver.current_url
    browser.one(".hit h2 a").click()
    browser.wait(lambda: browser.all("article.document"))
    assert "Bản không rác" in browser.one("h1").text
    browser.driver.back()
    browser.wait(lambda: browser.all(".chips a"))[0].click()
    browser.wait(lambda: len(browser.all(".hit")) == 3)


def test_bar_of_a_year_narrows_to_it(browser: Browser) -> None:
    browser.open("/?q=suoi")
    browser.run("arguments[0].focus()", browser.all(".histogram a")[-1])
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.wait(lambda: "from=2020" in browser.driver.current_url)
    assert len(browser.all(".hit")) == 1


def test_order_is_changed_at_once(browser: Browser) -> None:
    browser.open("/?q=suoi")
    browser.one("#sort option[value=newest]").click()
    browser.wait(lambda: "sort=newest" in browser.driver.current_url)
    assert "22/12/2020" in browser.one(".hit").text


def test_slash_goes_to_the_box_and_question_mark_lists_the_keys(browser: Browser) -> None:
    browser.open("/?q=suoi")
    browser.one("body").send_keys("/")
    assert browser.driver.switch_to.active_element.get_attribute("id") == "q"
    browser.run("document.activeElement.blur()")
    browser.one("body").send_keys("?")
    browser.wait(lambda: browser.one("#keys").is_displayed())
    browser.one("#keys button").click()
    browser.wait(lambda: not browser.one("#keys").is_displayed())


def test_search_works_without_javascript(browser: Browser) -> None:
    browser.without_scripts()
    browser.open("/")
    browser.one("#q").send_keys("suoi trong veo" + Keys.ENTER)
    browser.wait(lambda: browser.all(".hit"))
    assert len(browser.all(".hit")) == 3


def test_language_is_switched(browser: Browser) -> None:
    browser.open("/units")
    browser.one('.languages a[hreflang="en"]').click()
    browser.wait(lambda: browser.one("h1").text == "Units")
    browser.open("/slogans")
    assert browser.one("h1").text == "Slogans"
