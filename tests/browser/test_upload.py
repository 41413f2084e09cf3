"""Handing files in through a real browser."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from .conftest import Browser

TEXT = """HỘI NÔNG DÂN XÃ MƯỜNG CHIỀNG

Mường Chiềng, ngày 03 tháng 4 năm 2021

THÔNG BÁO
Về việc góp giống bương trồng ven suối

Hội Nông dân xã Mường Chiềng mời các chi hội góp giống bương trồng ven suối Nhạp {where}.
"""


def test_each_file_shows_how_it_ends(browser: Browser, tmp_path: Path) -> None:
    good, empty = tmp_path / "góp giống.txt", tmp_path / "rỗng.txt"
    good.write_text(TEXT.format(where="xóm Nà Phặt"), encoding="utf-8")
    empty.write_bytes(b"")
    browser.sign_in()
    browser.open("/upload")
    browser.one("#file").send_keys(f"{good}\n{empty}")
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.done") and browser.all(".upload.failed"))
    failed = browser.one(".upload.failed")
    assert "Tệp rỗng" in failed.text
    assert failed.find_element("css selector", "button").text == "Thử lại"
    failed.find_element("css selector", "button").click()
    browser.wait(lambda: browser.all(".upload.failed button"))
    browser.one(".upload.done a").click()
    browser.wait(lambda: browser.all("article.document"))
    assert "suối Nhạp" in browser.one(".body").text


def test_same_file_again_is_told_to_be_there(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "hai lần.txt"
    file.write_text(TEXT.format(where="xóm Chum Nưa"), encoding="utf-8")
    browser.sign_in()
    browser.open("/upload")
    browser.one("#file").send_keys(str(file))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.done"))
    browser.one("#file").send_keys(str(file))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.duplicate"))
    assert not browser.all(".upload .reason")
    browser.run("document.getElementById('visibility').value = 'staff'")
    browser.one("#file").send_keys(str(file))
    browser.one("#send").click()
    browser.wait(lambda: len(browser.all(".upload.duplicate")) == 2)
    assert "mọi người" in browser.one(".upload .reason").text


def test_archive_shows_each_file_in_it_with_its_own_end(browser: Browser, tmp_path: Path) -> None:
    whole = tmp_path / "kho.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("sâu.txt", TEXT.format(where="xóm Nà Nghịu"))
    with zipfile.ZipFile(whole, "w") as file:
        file.writestr("một.txt", TEXT.format(where="xóm Đồng Chum"))
        file.writestr("rỗng.txt", "")
        file.writestr("trong.zip", inner.getvalue())
    browser.sign_in()
    browser.open("/upload")
    browser.one("#file").send_keys(str(whole))
    browser.one("#send").click()
    browser.wait(lambda: len(browser.all(".upload.done")) == 4 and browser.all(".upload .upload.failed"))
    assert "Tệp rỗng" in browser.one(".upload .upload.failed").text
    assert "sâu.txt" in browser.one(".upload .upload .upload.done").text
    browser.one(".upload .upload .upload.done a").click()
    browser.wait(lambda: browser.all("article.document"))
    assert "trong.zip" in browser.one("header.title").text


def test_archive_tells_of_files_in_it_that_were_here_before(browser: Browser, tmp_path: Path) -> None:
    known, whole = tmp_path / "riêng.txt", tmp_path / "kho.zip"
    known.write_text(TEXT.format(where="xóm Nà Lốc"), encoding="utf-8")
    browser.sign_in()
    browser.open("/upload")
    browser.run("document.getElementById('visibility').value = 'staff'")
    browser.one("#file").send_keys(str(known))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.done"))
    with zipfile.ZipFile(whole, "w") as file:
        file.write(known, "cũ.txt")
        file.writestr("mới.txt", TEXT.format(where="xóm Nà Bon"))
    browser.open("/upload")
    browser.one("#file").send_keys(str(whole))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload .upload.done") and browser.all(".upload .upload.duplicate"))
    assert "cũ.txt" in browser.one(".upload .upload.duplicate").text
    assert "chỉ cán bộ" in browser.one(".upload .upload.duplicate .reason").text
    assert not browser.all(".upload .upload.done .reason")


def test_form_works_without_javascript(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "không script.txt"
    file.write_text(TEXT.format(where="xóm Nà Mười"), encoding="utf-8")
    browser.without_scripts()
    browser.sign_in()
    browser.open("/upload")
    browser.one("#file").send_keys(str(file))
    browser.one("#send").click()
    browser.wait(lambda: browser.all(".upload.queued"))
    assert "không script.txt" in browser.one(".upload").text
