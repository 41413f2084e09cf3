"""A better copy handed in and taken back, and failures tried again, through a real browser."""

from __future__ import annotations

from pathlib import Path

from .conftest import Browser
from .fitting import check_page

TEXT = """HỘI NÔNG DÂN XÃ MƯỜNG CHIỀNG

Mường Chiềng, ngày 03 tháng 4 năm 2021

THÔNG BÁO
Về việc góp giống mây nếp {number}

Hội Nông dân xã Mường Chiềng mời các chi hội góp giống mây nếp {where}.
"""


def hand_in(browser: Browser, path: Path) -> str:
    browser.open("/upload")
    browser.one("#file").send_keys(str(path))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.done, .upload.failed"))
    return str(browser.one(".upload .tail").get_attribute("innerHTML"))


def look(browser: Browser, words: str) -> bool:
    """Load the page again until its text holds these words."""
    browser.driver.refresh()
    return words in browser.one("main").text


def test_document_is_replaced_and_the_copy_taken_back(browser: Browser, tmp_path: Path) -> None:
    bad, good = tmp_path / "xấu.txt", tmp_path / "đẹp.txt"
    bad.write_text(TEXT.format(number="A", where="ở xóm Nà Lốc"), encoding="utf-8")
    good.write_text(TEXT.format(number="A", where="ở xóm Nà Lốc, hạn cuối là mùa măng"), encoding="utf-8")
    browser.sign_in()
    hand_in(browser, bad)
    browser.one(".upload.done a").click()
    browser.wait(lambda: browser.all("article.document"))
    address = browser.driver.current_url
    browser.one('.staff a[href$="/files"]').click()
    browser.wait(lambda: browser.all("#file"))
    browser.one("#file").send_keys(str(good))
    browser.one("form.sheet button").click()
    browser.wait(lambda: browser.all("#take-back"))
    browser.driver.get(address)
    browser.wait(lambda: look(browser, "mùa măng"))
    browser.driver.get(f"{address}/files")
    assert "bản trước" in browser.one("main").text
    browser.follow("#take-back")
    browser.driver.get(address)
    browser.wait(lambda: not look(browser, "mùa măng"))
    assert "xấu.txt" in browser.one("main").text


def test_all_failures_are_tried_again(browser: Browser, tmp_path: Path) -> None:
    broken = tmp_path / f"hỏng-{'x' * 240}.pdf"  # a name that leaves the other columns no more than they need
    broken.write_bytes(b"%PDF-1.7 khong co gi het")
    browser.sign_in()
    hand_in(browser, broken)
    browser.open("/jobs?state=failed")
    assert browser.all(".reasons li")
    check_page(browser)
    browser.one("#retry-all").click()
    browser.wait(lambda: browser.all("#start"))
    browser.one("#start").click()
    browser.wait(lambda: browser.all("#jobs"))

    def ended() -> bool:
        browser.driver.refresh()
        return bool(browser.all("#jobs .j-failed"))

    browser.wait(ended)


def test_page_that_somebody_was_faster_on_does_nothing_and_leads_back(
    browser: Browser, second: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "số nhà.txt"
    file.write_text(TEXT.format(number="C", where="ở xóm Nà Bon"), encoding="utf-8")
    for one, name in ((browser, "lan"), (second, "mai")):
        one.sign_in(name)
    hand_in(browser, file)
    browser.one(".upload.done a").click()
    browser.wait(lambda: browser.all('form[action$="/read-again"]'))
    address = browser.driver.current_url.partition("?")[0]
    second.open(address.removeprefix(browser.address))
    browser.one("#visibility option[value='staff']").click()
    browser.one("#why").send_keys("có số nhà")
    browser.one('form[action$="/visibility"] button').click()
    browser.wait(lambda: browser.all(".title .badge"))
    second.one('form[action$="/read-again"] button').click()
    told = second.wait(lambda: second.one(".problem").text)
    assert "Văn bản vừa thay đổi" in told and "lan, " in told and "412" in told
    second.narrow()
    assert not second.run("return document.documentElement.scrollWidth > window.innerWidth")
    second.one('.problem a[href^="/documents/"]').click()
    second.wait(lambda: second.all(".title .badge"))
    second.one('form[action$="/read-again"] button').click()
    second.wait(lambda: second.all(".waiting"))
