"""Which kind of marked-up or headed text a text is: a web page, XML, a message, or none of them."""

from __future__ import annotations

import re

SKIPPED = re.compile(
    r"(?:\s+|<!--.*?-->|<\?.*?\?>|<!\[[^>]*>|<!(?!doctype\s+html\b|--|\[)[^>\[]*(?:\[.*?\]\s*)?>)+", re.I | re.S
)
"""What may stand before the first element: spaces, comments, instructions, conditions, other kinds' declarations."""

PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|base|style|script|div|table|article|section|main|center"
    r"|frameset|form|ul|ol|dl|p|h[1-6])\b", re.I
)  # fmt: skip
PIECE = re.compile(r"<(?:a|b|i|u|br|hr|em|strong|span|font|img|pre|blockquote)\b[^>]*>", re.I)
PAGE_BELOW = re.compile(r"^[ \t]{0,80}<html\b[^>]{0,2000}>.{0,2000}?<(?:head|body)\b", re.I | re.S | re.M)
"""A page behind something that is no part of it, such as a server's complaint; bounded, as it may be tried often."""

ROOTS = (
    (re.compile(r"<(?:w:wordDocument|pkg:package)\b"), "word-xml"),
    (re.compile(r"<office:document\b"), "opendocument-xml"),
    (re.compile(r"<(?:svg:)?svg\b"), "svg"),
)
HEADER = re.compile(r"([!-9;-~]+):[ \t]?(.*(?:\r?\n[ \t]+\S.*)*)(?:\r?\n|$)")
ENVELOPE = frozenset({"from", "received", "return-path", "mime-version", "message-id", "delivered-to", "x-sender"})
"""Headers that only messages have; one is there."""

USUAL = ENVELOPE | {"to", "cc", "bcc", "date", "subject", "sender", "reply-to", "content-type", "x-mailer"}
SENT = frozenset({"to", "received", "message-id", "delivered-to", "return-path"})
"""Headers that a page saved into one file lacks."""

LEAST_HEADERS = 2
PAGE_KINDS = ("html", "mhtml", "text")
"""Kinds that the pages of a site are saved as."""
SAVED = re.compile(r"(?:multipart/related|text/html)\b", re.I)


def text_kind(text: str) -> str:
    """`html`, `mhtml`, `mail`, `xml` and kinds of XML, else `text`; the beginning of a text suffices."""
    skipped = SKIPPED.match(text)
    rest = text[skipped.end() if skipped else 0 :]
    if PAGE.match(rest) or (PIECE.match(rest) and "</" in rest):
        return "html"
    if text.lstrip().startswith("<?xml"):
        return next((kind for root, kind in ROOTS if root.match(rest)), "xml")
    kind = _headed_kind(text)
    return "html" if kind == "text" and PAGE_BELOW.search(text) else kind


def _headed_kind(text: str) -> str:
    """What the headers at the head of a text make it."""
    headers = _headers(text)
    if len(USUAL & headers.keys()) < LEAST_HEADERS or not ENVELOPE & headers.keys():
        return "text"
    saved = SAVED.match(headers.get("content-type", ""))
    return "mhtml" if saved and not SENT & headers.keys() else "mail"


def _headers(text: str) -> dict[str, str]:
    """The headers before the first line that is none, by their names in small letters."""
    at = text.find("\n") + 1 if text.startswith("From ") else 0
    found: dict[str, str] = {}
    while header := HEADER.match(text, at):
        found.setdefault(header[1].lower(), header[2])
        at = header.end()
    return found
