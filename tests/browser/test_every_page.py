"""Every page in a real browser: nothing in the console, nothing fetched from elsewhere, no sideways scrolling.

And nothing that breaks a rule of accessibility, on a desk's screen and a phone's, in the light colours and in the dark.
"""

from __future__ import annotations

import pytest

from .axe import violations
from .conftest import Browser
from .fitting import check_page

OF_STAFF = (
    "/upload", "/jobs", "/review?below=100", "/documents", "/batches", "/copies", "/searches", "/words", "/sweeps",
    "/accounts", "/account", "/audit", "/webhooks",
)  # fmt: skip


def paths(browser: Browser) -> list[str]:
    browser.open("/?q=suoi+trong")
    document = browser.one(".hit h2 a").get_attribute("href")
    found = ["/", "/?q=suoi+trong", "/?q=zzzz", "/campaigns", "/timeline", "/units", "/slogans", "/login", document]
    found += ["/units/tree", "/units/tree?place=tỉnh Nghệ An"]
    for shelf in ("/campaigns", "/units", "/slogans"):
        browser.open(shelf)
        found.append(browser.one(".shelf a").get_attribute("href"))
    return [path.removeprefix(browser.address) for path in found]


def test_page_fits_and_names_its_controls(browser: Browser, subtests: pytest.Subtests) -> None:
    for path in paths(browser):
        browser.open(path)
        with subtests.test(path):
            check_page(browser)


def desk_paths(browser: Browser) -> list[str]:
    """The pages on which a document and one of its mentions are corrected, here and everywhere."""
    browser.open("/?q=suoi+trong")
    browser.open(browser.one(".hit h2 a").get_attribute("href").removeprefix(browser.address))
    document = browser.one("#desk").get_attribute("data-page")
    record = browser.one(".record p a").get_attribute("href").removeprefix(browser.address)
    mark = browser.one(".body .m[id]")
    entity = f"{document}/entities/{mark.get_attribute('data-id')}"
    mark.send_keys("A")
    browser.wait(lambda: browser.all("#step"))
    sweep = browser.driver.current_url.removeprefix(browser.address)
    return [
        document,
        f"{document}/fields",
        record,
        f"{document}/text",
        f"{document}/entities/new",
        entity,
        f"{entity}/teach",
        sweep,
    ]


def test_page_of_staff_fits(browser: Browser, subtests: pytest.Subtests) -> None:
    browser.sign_in()
    for path in (*OF_STAFF, *desk_paths(browser)):
        browser.open(path)
        with subtests.test(path):
            check_page(browser)


def test_head_of_a_corrector_is_one_line(browser: Browser) -> None:
    browser.sign_in("mai")
    tops = {link.location["y"] for link in browser.all(".nav a")}
    assert len(browser.all(".nav a")) == 10
    assert len(tops) == 1


FIELDS = """return [...document.querySelectorAll('.filters span')].map(one => {
  const [label, control] = [one.querySelector('label'), one.querySelector('input, select')];
  const [name, box] = [label.getBoundingClientRect(), control.getBoundingClientRect()];
  return [label.scrollWidth <= label.clientWidth, name.right <= box.left, name.bottom > box.top, Math.round(box.left)];
})"""


@pytest.mark.parametrize("path", ["/documents", "/audit", "/timeline"])
def test_filters_of_a_phone_have_a_line_each_with_their_whole_label(browser: Browser, path: str) -> None:
    browser.sign_in()
    browser.narrow()
    browser.open(path)
    fields = browser.run(FIELDS)
    assert len(fields) >= 3
    assert all(whole and beside and level for whole, beside, level, _left in fields), fields
    assert len({left for *_told, left in fields}) == 1


def test_page_of_a_problem_and_list_of_keys_fit(browser: Browser) -> None:
    browser.refusals = (404,)
    browser.open("/zzzz")
    check_page(browser)
    browser.open("/")
    browser.one("body").send_keys("?")
    browser.wait(lambda: browser.one("#keys").is_displayed())
    check_page(browser)


def test_faults_are_seen_in_light_and_in_dark(browser: Browser) -> None:
    browser.open("/")
    assert violations(browser.driver) == []
    browser.run("document.querySelector('.brand img').removeAttribute('alt')")
    browser.run(
        "const one = document.createElement('p'); one.textContent = 'mờ tối'; one.style.color = '#333'; "
        "document.querySelector('main').append(one)"
    )
    told = violations(browser.driver)
    assert [line.partition(" (")[0] for line in told] == ["image-alt", "in the dark: color-contrast"]


def test_filters_of_a_phone_unfold(browser: Browser) -> None:
    browser.narrow()
    browser.open("/?q=suoi")
    assert not browser.one(".side").is_displayed()
    browser.one(".filter-switch").click()
    assert browser.one(".side").is_displayed()


def test_api_can_be_tried_under_the_strict_policy(browser: Browser) -> None:
    browser.open("/api/docs")
    browser.wait(lambda: browser.all("#operations-Search-get_api_v1_search"))
    browser.one("#operations-Search-get_api_v1_search button").click()
    browser.wait(lambda: browser.all(".try-out button"))[0].click()
    browser.wait(lambda: browser.all("button.execute"))[0].click()
    browser.wait(lambda: browser.all(".live-responses-table .response-col_status"))
    assert browser.one(".live-responses-table tbody td.response-col_status").text.startswith("200")
