"""What a web page's head says of it: title, day of publication, author, site, in meta, JSON-LD and time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.body import ParagraphClue, clean
from ingest.orthography import fold

META = {
    "article:published_time": "published",
    "datepublished": "published",
    "pubdate": "published",
    "publishdate": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.issued": "published",
    "date": "published",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "og:site_name": "source",
    "application-name": "source",
    "dc.publisher": "source",
}
JSON_DEPTH = 6
LONGEST_CLUE = 300
MOST_SHARED = 0.5
"""Share of its words that a site's name may have in common with the heading."""

TITLE_SEPARATOR = re.compile(r"\s+[|–—»:]+\s+|\s+-\s+|\s*::\.?\s*")


def page_titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The titles that the page's head names, the surest first: for sharing, in JSON-LD, in the window's bar."""
    titles = [_meta(tree, "og:title"), _meta(tree, "twitter:title")]
    titles += [clean(str(value)) for data in _json_ld(tree) for key, value in data.items() if key == "headline"]
    node = tree.css_first("title")
    titles.append(clean(node.text()) if node is not None else "")
    return tuple(title for title in titles if title)


def find_page_clues(tree: LexborHTMLParser, heading: str) -> Sequence[ParagraphClue]:
    """The clues of the page's head, each once; `heading` is the title in the page, empty where none was found."""
    found = [*_meta_clues(tree), *_json_ld_clues(tree), *_time_clues(tree), *_title_clues(tree, heading)]
    return tuple(dict.fromkeys(clue for clue in found if clue.text))


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return clean(node.attributes.get("content") or "")[:LONGEST_CLUE] if node is not None else ""


def _meta_clues(tree: LexborHTMLParser) -> Iterator[ParagraphClue]:
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = clean(attributes.get("content") or "")[:LONGEST_CLUE]
        if name in META and content and not content.startswith("http"):
            yield ParagraphClue(META[name], content, "html-meta")


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text(deep=True) or "")
        except (ValueError, RecursionError):
            continue
        yield from _objects(data, JSON_DEPTH)


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth - 1)
    elif depth and isinstance(data, list):
        for part in data:
            yield from _objects(part, depth - 1)


def _json_ld_clues(tree: LexborHTMLParser) -> Iterator[ParagraphClue]:
    for data in _json_ld(tree):
        for key, field in (("datePublished", "published"), ("author", "author"), ("publisher", "source")):
            for name in _names(data.get(key)):
                yield ParagraphClue(field, name, "html-json-ld")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield clean(value)[:LONGEST_CLUE]
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for part in value[:10]:
            if not isinstance(part, list):
                yield from _names(part)


def _time_clues(tree: LexborHTMLParser) -> Iterator[ParagraphClue]:
    node = tree.css_first(
        "article time[datetime], main time[datetime], time[datetime][pubdate], time[itemprop=datePublished]"
    )
    if node is not None:
        yield ParagraphClue("published", clean(node.attributes.get("datetime") or ""), "html-time")


def _title_clues(tree: LexborHTMLParser, heading: str) -> Iterator[ParagraphClue]:
    """The window's title, and the site's name in it: the part that shares the fewest words with the heading."""
    yield ParagraphClue("title", _meta(tree, "og:title"), "html-meta")
    node = tree.css_first("title")
    if node is None:
        return
    title = clean(node.text())[:LONGEST_CLUE]
    yield ParagraphClue("title", title, "html-title")
    parts = [part for part in (part.strip(" .:-|–—") for part in TITLE_SEPARATOR.split(title)) if part]
    if len(parts) > 1:
        words = set(fold(heading or parts[0]).split())
        shares = [len(words & set(fold(part).split())) / len(part.split()) for part in parts]
        if min(shares) < MOST_SHARED:
            yield ParagraphClue("source", parts[len(parts) - 1 - shares[::-1].index(min(shares))], "html-title")
