"""Text that a saved page holds without showing it: for a script to put in, in a shown source, behind frames.

Only where the page itself shows no text to speak of.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.paragraphs import clean

LEAST_WORDS = 40
"""Words from which a hidden text may be an article; a message or a menu has fewer."""
SCRIPT_DEPTH = 24
"""Nesting of a page's own data; frameworks wrap an article in about ten levels."""
MOST_VALUES = 200_000
SOURCE_WITHIN = 3
"""Lines among which a shown source begins; browsers set a switch for long lines above it."""
SOURCE = re.compile(r"\s*(?:<!doctype\s+html|<html\b)", re.I)
FRAMES = re.compile(r"</?(?:frameset|frame|noframes)\b[^>]*>", re.I)
TEXTAREA = re.compile(r"<textarea\b[^>]*>(.*?)</textarea\s*>", re.I | re.S)
MARKUP = re.compile(r"<(?:p|div|br|span|h\d)\b", re.I)
TITLE_KEYS = ("title", "headline", "name", "tieude", "subject")
LEAD_KEYS = ("sapo", "lead", "summary", "excerpt", "description", "brief", "tomtat", "abstract")
DAY_KEYS = (
    "datepublished",
    "publishedat",
    "publisheddate",
    "publishdate",
    "publishtime",
    "ngaydang",
    "createdat",
    "date",
)
AUTHOR_KEYS = ("author", "authors", "authorname", "tacgia", "byline")


@dataclass(frozen=True, slots=True)
class HiddenArticle:
    """An article in a page's data: its parts as markup, its day and authors as the data gives them."""

    title: str
    lead: str
    content: str
    published: str
    authors: tuple[str, ...]

    def as_html(self) -> str:
        """A page that shows the article."""
        content = self.content if MARKUP.search(self.content) else _paragraphs(self.content)
        lead = f"<p>{html.escape(self.lead)}</p>" if self.lead and self.lead not in self.content else ""
        return f"<article><h1>{html.escape(self.title)}</h1>{lead}{content}</article>"


def shown_source(lines: list[str]) -> str | None:
    """The page whose source the lines show, as a browser's `view-source:` is saved; None for other pages."""
    start = next((at for at, line in enumerate(lines[:SOURCE_WITHIN]) if SOURCE.match(line)), None)
    return None if start is None else "\n".join(lines[start:])


def without_frames(text: str) -> str:
    """The page's markup without frames, which keep the text that stands behind them from being parsed."""
    return FRAMES.sub("", text)


def with_textareas(text: str) -> str | None:
    """The page's markup with the markup that waits in its text fields put in their place; None where none does."""
    filled = False

    def opened(match: re.Match[str]) -> str:
        nonlocal filled
        inner = html.unescape(match[1])
        if not (MARKUP.search(inner) and len(inner.split()) >= LEAST_WORDS):
            return match[0]
        filled = True
        return f"<div>{inner}</div>"

    changed = TEXTAREA.sub(opened, text)
    return changed if filled else None


def find_hidden_article(tree: LexborHTMLParser) -> HiddenArticle | None:
    """The longest article in the page's JSON: JSON-LD, a framework's data, an assignment in a script."""
    best: HiddenArticle | None = None
    for data in _page_data(tree):
        for record in _records(data):
            article = _article(record)
            if article and (best is None or len(article.content) > len(best.content)):
                best = article
    return best


def _page_data(tree: LexborHTMLParser) -> Iterator[Any]:
    for node in tree.css("script"):
        text = (node.text(deep=True) or "").strip()
        if "json" not in (node.attributes.get("type") or ""):
            found = re.match(r"(?:window\.|var\s+|self\.)?[\w.]+\s*=\s*(?=[{\[])", text)
            text = text[found.end() :].rstrip("; \n") if found else ""
        if text[:1] in ("{", "["):
            try:
                yield json.loads(text)
            except (ValueError, RecursionError):
                continue


def _records(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the data, the outer before the inner."""
    waiting = [(data, SCRIPT_DEPTH)]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        if depth:
            waiting.extend((one, depth - 1) for one in reversed(inner) if isinstance(one, dict | list))


def _article(record: dict[str, Any]) -> HiddenArticle | None:
    """The article that an object holds: a title and a long text beside it."""
    plain = {re.sub(r"[^a-z]", "", str(key).lower()): value for key, value in record.items()}
    title = next((clean(value) for key in TITLE_KEYS if isinstance(value := plain.get(key), str)), "")
    texts = [value for value in record.values() if isinstance(value, str) and len(value.split()) >= LEAST_WORDS]
    if not title or not texts:
        return None
    lead = next((clean(_bare(value)) for key in LEAD_KEYS if isinstance(value := plain.get(key), str)), "")
    day = next((clean(value) for key in DAY_KEYS if isinstance(value := plain.get(key), str)), "")
    authors = next((tuple(_names(value)) for key in AUTHOR_KEYS if (value := plain.get(key))), ())
    return HiddenArticle(_bare(title), lead, max(texts, key=len), day, authors)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield clean(value)
    elif isinstance(value, dict):
        yield from _names(value.get("name") or value.get("fullName") or "")
    elif isinstance(value, list):
        for one in value[:10]:
            if not isinstance(one, list):
                yield from _names(one)


def _bare(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]{0,200}>", " ", text)) if "<" in text or "&" in text else text


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
