"""What a web page's head says of it: title, day of publication, author, site, in meta, JSON-LD and time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.names import looks_like_organisation
from ingest.orthography import fold
from ingest.paragraphs import ParagraphClue, clean
from ingest.parsers.html_hidden import HiddenArticle
from ingest.webpages.furniture_rules import matching

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
    "citation_author": "author",
    "citation_date": "published",
    "citation_publication_date": "published",
    "citation_journal_title": "source",
    "dc.creator": "author",
    "og:site_name": "source",
    "application-name": "source",
    "dc.publisher": "source",
}
JSON_DEPTH = 6
LONGEST_CLUE = 300
LEAST_TITLE = 3
"""Words of a window's title from which it is one: `main`, `Chi tiết` are not."""
SITE_NAME = re.compile(
    r"(?:báo(?! cáo| chí| và| khác)|tạp chí|cổng|trang (?:tin|thông tin|ttđt)|đài|website|bản tin)\s", re.I
)
TITLE_SEPARATOR = re.compile(r"\s+[|–—»>:·•]+\s+|\s+-\s+|\s*::\.?\s*|\s*\|\s*")
STAMP = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
HOST = re.compile(r"https?://(?:www\d?\.|m\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)", re.I)
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|[^>]{0,200}?\burl:\s*)(?P<address>https?://\S+)", re.I)
SAVED_WITHIN = 2_000
"""Characters of a page among which the note of the program that saved it stands."""
HERE = timezone(timedelta(hours=7))
"""The clock that a page's own date line goes by."""


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


def article_clues(article: HiddenArticle) -> Iterator[ParagraphClue]:
    """What a page's data says of the article in it."""
    if article.published:
        yield ParagraphClue("published", shown_stamp(article.published[:LONGEST_CLUE]), "html-data")
    for name in article.authors:
        yield ParagraphClue("author", name[:LONGEST_CLUE], "html-data")


def host_clues(tree: LexborHTMLParser, markup: str) -> Iterator[ParagraphClue]:
    """The host that the page was saved from: by its own link, else by the note that the saving program left."""
    node = tree.css_first('link[rel="canonical"]')
    base = tree.css_first("base[href]")
    addresses = [
        (node.attributes.get("href") or "") if node is not None else "",
        _meta(tree, "og:url"),
        (base.attributes.get("href") or "") if base is not None else "",
        *(found["address"] for found in SAVED_FROM.finditer(markup[:SAVED_WITHIN])),
    ]
    host = next((found["host"].lower() for address in addresses if (found := HOST.match(address))), "")
    if host:
        yield ParagraphClue("site", host, "html-link")


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return clean(node.attributes.get("content") or "")[:LONGEST_CLUE] if node is not None else ""


def _meta_clues(tree: LexborHTMLParser) -> Iterator[ParagraphClue]:
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = clean(attributes.get("content") or "")[:LONGEST_CLUE]
        if name in META and content and not content.startswith("http"):
            yield ParagraphClue(META[name], shown_stamp(content), "html-meta")


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
                yield ParagraphClue(field, shown_stamp(name), "html-json-ld")


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
        yield ParagraphClue("published", shown_stamp(clean(node.attributes.get("datetime") or "")), "html-time")


def _title_clues(tree: LexborHTMLParser, heading: str) -> Iterator[ParagraphClue]:
    """The window's title, and the site's name in it: the part that is neither the heading nor a section's name."""
    yield ParagraphClue("title", _meta(tree, "og:title"), "html-meta")
    node = tree.css_first("title")
    if node is None:
        return
    title = clean(node.text())[:LONGEST_CLUE]
    if len(title.split()) >= LEAST_TITLE:
        yield ParagraphClue("title", title, "html-title")
    rest = _without(title, heading)
    parts = [part for part in (part.strip(" .:-|–—") for part in TITLE_SEPARATOR.split(rest)) if part]
    name = _site_in(parts, heading or (parts[0] if len(parts) > 1 else ""))
    if name:
        yield ParagraphClue("source", name, "html-title")


def _without(title: str, heading: str) -> str:
    """The window's title without the page's own heading, which may name the site too."""
    at = title.casefold().find(heading.casefold()) if heading else -1
    return title if at < 0 else f"{title[:at]} | {title[at + len(heading) :]}"


def _site_in(parts: Sequence[str], heading: str) -> str:
    """The last part that names an organisation or a newspaper, else the last one; empty where none is left."""
    plain = fold(heading)
    left = [part for part in parts if fold(part) != plain]
    left = [part for part in left if not matching(part, "widget", "menu", "category", "error")]
    named = [part for part in left if SITE_NAME.match(part) or looks_like_organisation(part)]
    if named or not plain:
        return named[-1] if named else ""
    return left[-1] if left else ""


def shown_stamp(text: str) -> str:
    """A machine's time stamp as a page would show it here: `2019-11-24T02:10:44Z` is `24/11/2019 09:10`."""
    found = STAMP.match(text)
    if not found:
        return text
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['clock']}:00{_zone(found['zone'])}")
    except ValueError:
        return text
    return moment.astimezone(HERE).strftime("%d/%m/%Y %H:%M")


def _zone(zone: str | None) -> str:
    return "+07:00" if not zone else "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
