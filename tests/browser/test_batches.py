"""Acts on many documents in a real browser: seen first, done, and taken back, by mouse and by keys alone."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from .conftest import PASSWORD, Browser

TEXT = """HỘI NÔNG DÂN XÃ MƯỜNG CHIỀNG

Mường Chiềng, ngày {day} tháng 4 năm 2021

THÔNG BÁO
Về việc trồng {plant} {day}

Hội Nông dân xã Mường Chiềng mời chi hội số {day} trồng {plant} ven đường.
"""
DAYS = ("11", "12", "13")


def take_in(browser: Browser, folder: Path, plant: str) -> None:
    """Hand in one document of each of DAYS, and wait until all are found by the plant they tell of."""
    files = [folder / f"{plant} {day}.txt" for day in DAYS]
    for file, day in zip(files, DAYS, strict=True):
        file.write_text(TEXT.format(plant=plant, day=day), encoding="utf-8")
    browser.open("/upload")
    browser.one("#file").send_keys("\n".join(map(str, files)))
    browser.one("#send").click()
    browser.wait(lambda: len(browser.all(".upload.done")) == len(files))
    browser.wait(lambda: found(browser, plant) == len(files))


def found(browser: Browser, plant: str) -> int:
    browser.open(f"/?q={plant}")
    return len(browser.all(".hit"))


def box(browser: Browser, day: str, plant: str) -> str:
    """The box before a document, by the file that its row names."""
    row = next(one for one in browser.all(".documents tbody tr") if f"{plant} {day}.txt" in one.text)
    return f"#{row.find_element('css selector', '[name=document]').get_attribute('id')}"


def is_done(browser: Browser, told: str) -> bool:
    """Whether the act's page, loaded again by its link, tells so."""
    browser.follow(".pair a")
    return told in browser.one("main").text


def test_ticked_documents_are_withdrawn_once_seen_and_brought_back(browser: Browser, tmp_path: Path) -> None:
    browser.refusals = (422,)
    browser.sign_in()
    take_in(browser, tmp_path, "zelkova")
    browser.open("/documents")
    browser.follow("#choose .act button")
    assert "Chưa chọn văn bản nào" in browser.one("body").text
    for day in DAYS[:2]:
        browser.one(box(browser, day, "zelkova")).click()
    browser.one("#action option[value=withdraw]").click()
    browser.follow("#choose .act button")
    assert browser.run("return document.activeElement.name") == "reason"
    browser.keys("nhầm tệp")
    browser.follow("form.kept button")
    seen = browser.one("main").text
    assert all(f"zelkova {day}.txt" in seen for day in DAYS[:2]) and "zelkova 13.txt" not in seen
    assert "nhầm tệp" in seen and "chưa làm" in seen
    act = browser.driver.current_url.removeprefix(browser.address)
    assert found(browser, "zelkova") == len(DAYS)
    browser.open(act)
    browser.follow("#start")
    browser.wait(lambda: is_done(browser, "2 / 2"))
    browser.wait(lambda: found(browser, "zelkova") == 1)
    browser.open("/documents?state=withdrawn")
    assert all(box(browser, day, "zelkova") for day in DAYS[:2])
    browser.open("/batches")
    browser.follow(f"a[href='{act}']")
    browser.follow("#undo")
    browser.wait(lambda: is_done(browser, "2 văn bản trở lại như cũ") and browser.all("#start"))
    browser.wait(lambda: found(browser, "zelkova") == len(DAYS))


def test_ticked_hits_are_kept_for_staff_and_opened_again_by_keys_alone(
    browser: Browser, second: Browser, tmp_path: Path
) -> None:
    second.sign_in()
    take_in(second, tmp_path, "wisteria")
    second.sign_out()
    browser.open("/login")
    browser.tab_to("#name")
    browser.keys("lan", Keys.TAB, PASSWORD, Keys.ENTER)
    browser.wait(lambda: browser.all("#q"))
    browser.keys("/", "wisteria", Keys.ENTER)
    browser.wait(lambda: browser.all(".hit"))
    browser.enter("a[href^='/documents?q=']")
    for day in DAYS[:2]:
        browser.tab_to(box(browser, day, "wisteria"))
        browser.keys(Keys.SPACE)
    browser.tab_to("#action")
    while browser.one("#action").get_attribute("value") != "staff":
        browser.keys(Keys.ARROW_DOWN)
    browser.keys(Keys.TAB, "có số nhà")
    browser.enter("#choose .act button")
    assert len(browser.all(".rows li")) == 2 and "có số nhà" in browser.one("main").text
    assert found(second, "wisteria") == len(DAYS)
    browser.enter("#start")
    browser.wait(lambda: browser.enter(".pair a") or "2 / 2" in browser.one("main").text)
    second.wait(lambda: found(second, "wisteria") == 1)
    browser.enter("#undo")
    second.wait(lambda: found(second, "wisteria") == len(DAYS))


def test_all_of_a_search_are_read_again_and_the_page_tells_how_far_that_is(browser: Browser, tmp_path: Path) -> None:
    browser.sign_in()
    take_in(browser, tmp_path, "magnolia")
    browser.follow("a[href^='/documents?q=']")
    browser.one("[name=which][value=all]").click()
    browser.one("#action option[value=read_again]").click()
    browser.follow("#choose .act button")
    assert not browser.all("progress") and len(browser.all(".rows li")) == len(DAYS)
    browser.follow("#start")

    def read() -> bool:
        browser.follow(".pair a")
        return bool(browser.one("#read").get_attribute("value") == browser.one("#read").get_attribute("max"))

    browser.wait(read)
    assert browser.one("#jobs .j-done").text.endswith(f" {len(DAYS)}")
    assert found(browser, "magnolia") == len(DAYS)
