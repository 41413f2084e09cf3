"""Whose page it is by what its foot says, where nothing else tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Document
from ingest.names import looks_like_organisation
from nlp.mention import Evidence

OWNER = re.compile(
    r"(?:(?:cơ quan|đơn vị) (?:chủ quản|quản lý|thực hiện)\s*[:：]\s*"
    r"|(?:chịu trách nhiệm (?:chính|nội dung|xuất bản|quản lý)|bản quyền(?: (?:thuộc(?: về)?|của|©)|(?=\s?:))|©|\(c\))"
    r"\s*[:：]?\s*"
    r"(?:\d{4}\s*(?:[-–]\s*\d{4}\s*)?)?(?:by\s|thuộc(?: về)?\s)?)"
    r"(?P<name>[^.;|:,\d\n]{5,90}?)(?=\s[-–]\s|[.;|:,\d\n]|$)",
    re.IGNORECASE,
)
"""What a page's foot says of whose site it is."""
ADDRESS_TOLD = re.compile(
    r"(?:ghi rõ nguồn\s*(?:từ\s)?[\"'“‘]?|(?:website|trang web)\s?:\s*(?:https?://)?(?:www\.)?)"
    r"(?P<name>[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org))(?!\w)",
    re.IGNORECASE,
)
"""The address that a page's foot gives as its own, where nothing else tells whose it is."""
OFFICE_AT = re.compile(r"(?P<name>[^\n:;|]{8,90}?)\s?[-–.,|]\s+(?:địa chỉ|trụ sở|đ/c)\s?:[^\n]*$", re.IGNORECASE)
"""A page's last line, with an office and its address."""

Decision = tuple[str, Evidence]


def find_in_foot(document: Document, edges: Sequence[str]) -> Decision | None:
    """Whose page it is by its foot alone: the body in charge, the site's address, or an office with its own.

    `edges` are the first and last lines that were taken off the page.
    """
    told = _owner(document) or next((one["name"] for one in map(ADDRESS_TOLD.search, edges) if one), "")
    if told:
        return told, Evidence("furniture")
    body = document.body.rstrip()
    at = OFFICE_AT.match(body, body.rfind("\n") + 1)
    if at is None or not looks_like_organisation(at["name"]):
        return None
    return at["name"], Evidence("footer", *at.span("name"))


def _owner(document: Document) -> str:
    """The body in charge of a site, where nothing else tells whose it is."""
    for block in document.furniture:
        for found in OWNER.finditer(block):
            if looks_like_organisation(found["name"].strip()):
                return found["name"].strip(" .,-–")
    return ""
