"""What every page must be: as wide as the window, with one heading and one main part, and open to everybody."""

from __future__ import annotations

from .axe import violations
from .conftest import Browser

SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


def check_page(browser: Browser) -> None:
    """Fail when the page before us is too wide, or when something in it, folded or not, breaks a rule."""
    assert browser.run(SIDEWAYS) == 0
    assert len(browser.all("h1")) == 1
    assert len(browser.all("main")) == 1
    browser.run(UNFOLD)
    found = violations(browser.driver)
    assert not found, "\n".join(found)
