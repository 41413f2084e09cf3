"""Webhooks in a real browser: an admin adds one, tries it, sees what became of its messages, and removes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from biennien.webhook_sender import sign
from tests.receiving import Receiver, running

from .conftest import PASSWORD, Browser
from .test_files import TEXT, hand_in


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as made:
        yield made


def is_told(browser: Browser, words: str) -> bool:
    """Whether the newest message's row, loaded again, tells so."""
    browser.driver.refresh()
    return words in browser.one("tbody tr").text


def open_part(browser: Browser, action: str) -> None:
    browser.one(f"details:has(form[action$='/{action}']) summary").click()


def test_webhook_is_added_tried_and_removed(browser: Browser, receiver: Receiver, tmp_path: Path) -> None:
    browser.refusals = (422,)
    browser.sign_in()
    browser.open("/account")
    browser.follow("main a[href='/webhooks']")
    browser.one("#url").send_keys("https://10.0.0.1/h")
    browser.follow("#new button")
    assert "BIENNIEN_WEBHOOK_ALLOW" in browser.one("#url-error").text
    browser.one("#url").clear()
    browser.one("#url").send_keys(receiver.url)
    browser.follow("#new button")
    secret = browser.one("[role=status] .secret").text
    browser.open("/webhooks")
    assert receiver.url in browser.one("main").text and secret not in browser.driver.page_source

    receiver.status = 500
    browser.follow("form[action$='/test'] button")
    messages = browser.driver.current_url
    browser.wait(lambda: is_told(browser, "trả lời 500"))
    receiver.status = 204
    browser.follow("form[action$='/send-again'] button")
    browser.wait(lambda: is_told(browser, "trả lời 204"))
    assert len(browser.all("tbody tr")) == 1
    refused, taken = receiver.told
    _, headers, body = taken
    expected = sign(secret, headers["webhook-id"], int(headers["webhook-timestamp"]), body)
    assert headers["webhook-signature"] == expected
    assert (refused[2], json.loads(body)["type"]) == (body, "webhook.test")

    file = tmp_path / "góp giống.txt"
    file.write_text(TEXT.format(number="W", where="ở xóm Nà Wang"), encoding="utf-8")
    hand_in(browser, file)
    browser.driver.get(messages)
    browser.wait(lambda: is_told(browser, "việc xong") and is_told(browser, "trả lời 204"))
    assert [json.loads(one[2])["type"] for one in receiver.told] == ["webhook.test", "webhook.test", "job.done"]

    browser.open("/webhooks")
    open_part(browser, "remove")
    browser.follow("form[action$='/remove'] button")
    assert receiver.url not in browser.driver.page_source


def test_webhook_is_added_given_another_secret_and_removed_by_keys_alone(browser: Browser, receiver: Receiver) -> None:
    browser.open("/login")
    browser.tab_to("#name")
    browser.keys("lan", Keys.TAB, PASSWORD)
    browser.enter("form.login button")
    browser.open("/webhooks")
    browser.tab_to("#url")
    browser.keys(receiver.url)
    browser.enter("#new button")
    first = browser.one("[role=status] .secret").text
    browser.tab_to("details:has(form[action$='/rotate']) summary")
    browser.keys(Keys.SPACE)
    browser.enter("form[action$='/rotate'] button")
    second = browser.one("[role=status] .secret").text
    assert first != second
    browser.enter("form[action$='/test'] button")
    browser.wait(lambda: is_told(browser, "trả lời 204"))
    (_, headers, body), *_ = receiver.told
    moment = int(headers["webhook-timestamp"])
    signed = {sign(one, headers["webhook-id"], moment, body) for one in (first, second)}
    assert set(headers["webhook-signature"].split()) == signed
    browser.enter(".meta a[href^='/webhooks#']")
    browser.tab_to("details:has(form[action$='/remove']) summary")
    browser.keys(Keys.SPACE)
    browser.enter("form[action$='/remove'] button")
    assert receiver.url not in browser.driver.page_source
