"""Fields put right, words taught, a document withdrawn and brought back: by staff, through a real browser."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from .conftest import Browser
from .fitting import check_page
from .test_files import TEXT, hand_in


def new_document(browser: Browser, folder: Path, number: str) -> str:
    """Hand a document in, and go to its page; its address."""
    file = folder / f"{number}.txt"
    file.write_text(TEXT.format(number=number, where=f"ở xóm Nà {number}"), encoding="utf-8")
    hand_in(browser, file)
    browser.follow(".upload.done a")
    return browser.driver.current_url.removeprefix(browser.address).partition("?")[0]


def type_title(browser: Browser, title: str) -> None:
    browser.one("[name=title]").clear()
    browser.one("[name=title]").send_keys(title)
    browser.follow("form.fields button")


def test_fields_of_two_people_are_shown_to_the_second_and_taken_back_by_the_first(
    browser: Browser, second: Browser, tmp_path: Path
) -> None:
    for one, name in ((browser, "lan"), (second, "mai")):
        one.sign_in(name)
    home = new_document(browser, tmp_path, "D")
    before = browser.one("h1").text
    browser.open(f"{home}/fields")
    second.open(f"{home}/fields")
    type_title(browser, "Góp giống mây của Lan")
    type_title(second, "Góp giống mây của Mai")
    assert "Góp giống mây của Lan" in second.driver.page_source
    browser.open(home)
    assert browser.one("h1").text == "Góp giống mây của Lan"
    browser.follow("#undo button")
    assert browser.one("h1").text == before


def type_line(browser: Browser, line: str) -> None:
    """Type a line at the end of the text and keep it, by keys alone."""
    browser.one("#body").send_keys(Keys.CONTROL, Keys.END)
    browser.keys("\n" + line)
    browser.enter("form.typing button")


def test_text_typed_too_late_stays_beside_that_of_now_until_it_is_kept(
    browser: Browser, second: Browser, tmp_path: Path
) -> None:
    for one, name in ((browser, "lan"), (second, "mai")):
        one.sign_in(name)
    home = new_document(browser, tmp_path, "F")
    second.refusals = (409,)
    second.open(f"{home}/text")
    browser.open(f"{home}/text")
    type_line(browser, "Lan đo lại bờ ao.")
    browser.wait(lambda: browser.open(home) or "Lan đo lại bờ ao." in browser.one(".body").text)
    type_line(second, "Mai đếm lại số cây.")
    assert second.one("#body").get_attribute("value").endswith("Mai đếm lại số cây.")
    assert [second.one(f"#now {kind}").text for kind in ("del", "ins")] == ["Lan đo ", "Mai đếm "]
    check_page(second)
    second.enter("form.typing button")
    second.wait(lambda: second.open(home) or "Mai đếm lại số cây." in second.one(".body").text)
    assert "Lan đo lại bờ ao." not in second.one(".body").text


def test_withdrawn_document_is_brought_back_once(browser: Browser, second: Browser, tmp_path: Path) -> None:
    for one, name in ((browser, "lan"), (second, "mai")):
        one.sign_in(name)
    home = new_document(browser, tmp_path, "E")
    browser.one("details:has(form[action$='/withdraw']) summary").click()
    browser.one("#reason").send_keys("nhầm tệp")
    browser.follow("form[action$='/withdraw'] button")
    second.open(home)
    browser.follow("form[action$='/restore'] button")
    second.follow("form[action$='/restore'] button")
    told = second.one(".problem").text
    assert "412" in told and "lan, " in told
    second.follow('.problem a[href^="/documents/"]')
    assert second.all("form[action$='/withdraw']")


def test_words_are_taught_by_a_click_and_the_page_tells_how_far_that_is(browser: Browser, tmp_path: Path) -> None:
    browser.sign_in()
    new_document(browser, tmp_path, "G")
    browser.follow("#names a[href*='/entities/']")
    browser.follow("a[href$='/teach']")
    browser.one("[name=kind][value=stop], [name=kind] option[value=stop]").click()
    browser.follow("form.fields button")
    assert " / " in browser.one("#reading").text

    def read() -> bool:
        browser.driver.refresh()
        progress = browser.one("#reading progress")
        return bool(progress.get_attribute("value") == progress.get_attribute("max"))

    browser.wait(read)
    browser.follow("form[action$='/remove'] button")
    assert not browser.all("form[action$='/remove']")
    browser.wait(read)
