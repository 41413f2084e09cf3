"""Accounts in a real browser: an admin makes one, gives it a token, and its owner takes another password."""

from __future__ import annotations

from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from .conftest import PASSWORD, Browser

NEW = "mật khẩu mới tinh"


def test_admin_makes_an_account_and_its_owner_looks_after_it(browser: Browser) -> None:
    browser.sign_in()
    browser.open("/accounts")
    browser.one("#name").send_keys("nga")
    Select(browser.one("#role")).select_by_value("reader")
    browser.one("#password").send_keys(PASSWORD)
    browser.one("#new button").click()
    card = browser.wait(lambda: [one for one in browser.all(".person") if "nga" in one.text])[0]
    for summary in card.find_elements(By.TAG_NAME, "summary"):
        summary.click()
    card.find_element(By.CSS_SELECTOR, "[id^=token-]").send_keys("máy quét")
    card.find_element(By.CSS_SELECTOR, "[action$='/tokens'] button").click()
    secret = browser.wait(lambda: browser.all("code.secret"))[0].text
    assert secret.startswith("bn_")
    browser.open("/accounts")
    assert secret not in browser.driver.page_source
    browser.sign_out()
    browser.sign_in("nga")
    assert "/upload" not in browser.driver.page_source
    browser.open("/account")
    browser.one("#old").send_keys(PASSWORD)
    browser.one("#new").send_keys(NEW)
    browser.one("[action='/account/password'] button").click()
    browser.wait(lambda: "changed" in browser.driver.current_url)
    assert "máy quét" in browser.one("main").text
