"""Two units made one and two again in a real browser, without scripts: looked at before, taken back after."""

from __future__ import annotations

from .conftest import Browser
from .fitting import check_page


def units(browser: Browser) -> list[str]:
    """The addresses of the first two units."""
    browser.open("/units")
    return [one.get_attribute("href").removeprefix(browser.address) for one in browser.all(".shelf a")[:2]]


def label(browser: Browser, address: str) -> str:
    browser.open(address)
    return str(browser.one("h1").text)


def test_units_are_merged_and_parted_again_by_buttons_alone(browser: Browser) -> None:
    browser.without_scripts()
    browser.sign_in()
    stays, goes = units(browser)
    name, other = label(browser, stays), label(browser, goes)
    browser.one(f'a[href="{goes}/names"]').click()
    browser.wait(lambda: browser.all("#q"))
    browser.one("#q").send_keys(name)
    browser.one("#q").submit()
    browser.wait(lambda: browser.all("#found"))
    browser.one(f'#found a.button[href*="{stays.rpartition("/")[2]}"]').click()
    browser.wait(lambda: browser.all("#preview"))
    assert other in browser.one("#preview").text
    browser.one("#preview button").click()
    browser.wait(lambda: browser.driver.current_url.endswith(f"{stays}/names"))
    browser.open(goes)
    assert browser.driver.current_url == browser.address + stays
    browser.open(f"{stays}/names")
    browser.one('button[aria-label^="Lấy lại"]').click()
    browser.wait(lambda: browser.all("td .badge"))
    assert label(browser, goes) == other
    assert browser.driver.current_url == browser.address + goes


def test_pages_of_names_fit(browser: Browser) -> None:
    browser.sign_in()
    one, two = units(browser)
    for path in (f"{one}/names?q=xa", f"{one}/merge?into={two.rpartition('/')[2]}"):
        browser.open(path)
        check_page(browser)
