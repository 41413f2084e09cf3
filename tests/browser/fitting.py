"""What every page must be: as wide as a desk's screen and a phone's, with one heading and one main part, and open to
everybody."""

from __future__ import annotations

from .axe import violations
from .conftest import PHONE, Browser

SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTH = "return document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"

CUT_WORDS = """return [...document.querySelectorAll('button, .button, .badge, th')].flatMap(one => {
  const found = [], texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const word of text.data.matchAll(/\\S+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top));
      if (new Set(tops).size > 1) found.push(word[0]);
    }
  return found;
})"""
"""Words of buttons, badges and heads of tables that go on in a second line."""


def check_page(browser: Browser) -> None:
    """Fail when the page before us is too wide, or when something in it, folded or not, breaks a rule.

    It is looked at on both screens; no script of ours asks for the width, so it need not be fetched for each.
    """
    for phone in (True, False):
        become(browser, phone=phone)
        assert browser.run(SIDEWAYS) == 0, "on a phone" if phone else ""
        assert browser.run(CUT_WORDS) == [], "on a phone" if phone else ""
    assert len(browser.all("h1")) == 1
    assert len(browser.all("main")) == 1
    browser.run(UNFOLD)
    found = violations(browser.driver)
    become(browser, phone=True)
    found += [f"on a phone: {line}" for line in violations(browser.driver)]
    become(browser, phone=False)
    assert not found, "\n".join(found)


def become(browser: Browser, *, phone: bool) -> None:
    """Be a phone or a desk's screen, with the page laid out for it."""
    (browser.narrow if phone else browser.widen)()
    browser.wait(lambda: (browser.run(WIDTH) == PHONE) == phone)
