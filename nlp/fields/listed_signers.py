"""Those who sign an agreement in a list, a line each, below the words that say that the sides sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.names import is_name_shaped, is_post, person_in, without_rank

FOOT = 1200
"""Characters at the end in which sides sign."""
HEADING = re.compile(
    r"^[^\w\n]*(?:đại diện )?(?:của )?(?:các|hai|ba|bốn|năm)\s(?:bên|đơn vị|thành viên|tập thể|xã|trường|huyện)"
    r"(?!\w)[^\n.;:]{0,40}:?[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
SIDE = re.compile(
    r"[-+•*\d.)\s]*(?P<side>[^\n:]{2,70}?)(?:\s[-–]\s(?P<post>[^\W\d_][^\n:–-]{2,40}))?"
    r"\s?:\s*(?:(?:ông|bà|đ/c|đồng chí)\s)?"
    r"(?P<name>[^\n,;()]{4,60}?)(?:(?:,\s|\s[-–]\s)(?P<behind>[^\W\d_][^\n,;()]{2,40}))?(?:\s?\([^()\n]*\))?[\s.;]*",
    re.IGNORECASE,
)
"""`Xã Hồng Thủy - Chủ tịch: Lê Văn An`, `Xã Hồng Thủy: Lê Văn An, Chủ tịch (đã ký)`."""
LEAST = 2
"""Sides that an agreement has."""


def listed_signers(body: str) -> list[tuple[int, int, str, str]]:
    """Start and end of each name in the list at the end of `body`, the name and its post, empty where none is told.

    Empty without such a list.
    """
    heading = next(HEADING.finditer(body, max(0, len(body) - FOOT)), None)
    found = list(_sides(body, heading.end())) if heading is not None else []
    return found if len(found) >= LEAST else []


def _sides(body: str, at: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield who signs in each line of the list from `at` on, up to a line of another kind."""
    begun = False
    for line in body[at:].splitlines(keepends=True):
        side = SIDE.fullmatch(line.rstrip()) if line.strip() else None
        name = without_rank(side["name"].strip()) if side is not None else ""
        if side is not None and (person_in(name) or is_name_shaped(name)):
            begun = True
            start = at + side.start("name") + side["name"].index(name)
            posts = (post for post in (side["post"], side["behind"]) if post and is_post(post.strip()))
            yield start, start + len(name), name, next(posts, "").strip()
        elif begun and line.strip():
            return
        at += len(line)
