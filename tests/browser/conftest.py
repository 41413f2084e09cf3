"""A real service with its worker on a small archive, and a real Chromium."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.serving import ROOT, serving

FILES = ROOT / "tests" / "web" / "archive"
PASSWORD = "suoi-trong-veo"
PATIENCE = 60
"""Seconds that a page, a worker or a browser may take on a busy machine."""

MOST_TABS = 60
"""More steps by the key Tab than what is used daily may be away."""

PHONE = 390
"""Pixels that a phone is wide."""

QUIET = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--lang=vi",
    "--window-size=1280,900",
)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `biennien serve` with four public documents and the accounts `lan` (an admin) and `mai`."""
    data = tmp_path_factory.mktemp("data")
    environ = os.environ | {"BIENNIEN_DATA": str(data)}
    public = [str(path) for path in sorted(FILES.iterdir()) if path.name != "can-bo.txt"]
    _run(environ, "ingest", *public)
    for name, role in (("lan", "admin"), ("mai", "corrector")):
        _run(environ, "user", "add", name, "--role", role, "--password-stdin", given=PASSWORD)
    with serving(data, BIENNIEN_WEBHOOK_ALLOW="localhost") as address:
        yield address


def _run(environ: dict[str, str], *arguments: str, given: str | None = None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", *arguments], cwd=ROOT, env=environ, input=given, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@dataclass(slots=True)
class Browser:
    """Chromium at one address. `errors` gathers what pages complained about, policy violations first of all, and
    `refusals` the statuses that the test provokes, which Chromium puts into the console as well."""

    driver: webdriver.Chrome
    address: str
    refusals: tuple[int, ...] = ()
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page of the service."""
        self.driver.get(self.address + path)
        self.gather()

    def gather(self) -> None:
        """Take the messages of the console."""
        self.errors += [entry["message"] for entry in self.driver.get_log("browser")]

    def one(self, selector: str) -> Any:
        """The first element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[Any]:
        """All elements that fit."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition: Callable[[], Any]) -> Any:
        """What `condition` gives once it is something; an element of a page that is just left is not yet anything."""
        waiting = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=(StaleElementReferenceException,))
        return waiting.until(lambda _driver: condition())

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        self.run("return document.activeElement").send_keys(key)

    def keys(self, *pressed: str) -> None:
        """Press keys, as on a keyboard that knows nothing of elements."""
        ActionChains(self.driver).send_keys(*pressed).perform()

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on what fits."""
        for _ in range(MOST_TABS):
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
            self.keys(Keys.TAB)
        raise AssertionError(f"the key Tab does not lead to {selector}")

    def enter(self, selector: str) -> None:
        """Go to what leads to another page by Tab, press Enter, and wait for that page."""
        page = self.one("html")
        self.tab_to(selector)
        self.keys(Keys.ENTER)
        self.wait(lambda: self.one("html") != page)

    def follow(self, selector: str) -> None:
        """Click what leads to another page, and wait for that: a page opened sooner would call the request off."""
        page = self.one("html")
        self.one(selector).click()
        self.wait(lambda: self.one("html") != page)

    def narrow(self) -> None:
        """Become a phone of PHONE x 844 pixels."""
        size = {"width": PHONE, "height": 844, "deviceScaleFactor": 2, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def widen(self) -> None:
        """Become a desk's screen again."""
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def without_scripts(self) -> None:
        """Be somebody who has switched JavaScript off."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def requests(self) -> set[str]:
        """The addresses that pages asked for so far."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [message["params"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        return {one["request"]["url"] for one in sent}

    def check(self) -> None:
        """Fail when a page complained in its console (`refusals` aside) or fetched from elsewhere."""
        self.gather()
        told = tuple(f"the server responded with a status of {status} " for status in self.refusals)
        assert [one for one in self.errors if not any(text in one for text in told)] == []
        own = (self.address, "data:", "blob:", "about:", "chrome:")
        assert {url for url in self.requests() if not url.startswith(own)} == set()

    def sign_in(self, name: str = "lan") -> None:
        """Become a member of staff."""
        self.open("/login")
        self.one("#name").send_keys(name)
        self.one("#password").send_keys(PASSWORD)
        self.one("form.login button").click()
        self.wait(lambda: not self.driver.current_url.endswith("/login"))

    def sign_out(self) -> None:
        """Become a stranger."""
        self.follow("form[action='/logout'] button")
        assert not self.all("form[action='/logout']")


@contextmanager
def _chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        driver.set_page_load_timeout(PATIENCE)
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "vi"}})
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    """The browser itself, started once."""
    with _chromium() as driver:
        yield driver


@pytest.fixture
def second(service: str) -> Iterator[Browser]:
    """The browser of somebody else, with a session of its own; who is too late is told so, 412 in the console."""
    with _chromium() as driver:
        made = Browser(driver, service, refusals=(412,))
        yield made
        made.check()


@pytest.fixture
def browser(service: str, chromium: webdriver.Chrome) -> Iterator[Browser]:
    """A browser of somebody new; the test fails when a page complained in its console or fetched from elsewhere."""
    for command in ("Network.clearBrowserCookies", "Emulation.clearDeviceMetricsOverride"):
        chromium.execute_cdp_cmd(command, {})
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    chromium.get("about:blank")
    made = Browser(chromium, service)
    made.gather()
    made.errors.clear()
    made.requests()
    yield made
    made.check()
