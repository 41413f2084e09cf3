"""The newspaper or site that a page's text itself names as presenting it, in its first lines."""

from __future__ import annotations

import re

from nlp.fields.masthead import is_newspaper
from nlp.text.kept import kept_by_text

PRESENTS = re.compile(
    r"(?P<name>(?:Báo|Tạp chí|Bản tin)\s(?P<own>(?:[^\W\d_]+[\s,-]+){1,7}?))"
    r"(?=(?:xin )?(?:trân trọng )?(?:giới thiệu|đăng tải|phỏng vấn))"
)
SITE_PRESENTS = re.compile(
    r"(?:^|[.!?\n]\s*)(?:(?:Ban biên tập|BBT)\s)?"
    r"(?P<name>(?:Báo|Tạp chí|Bản tin|(?:Cổng|Trang) (?:thông tin|tin|TTĐT)|Website|Trang web)\s[^.,;:\n]{2,80}?)\s"
    r"(?:xin )?(?:trân trọng )?(?:giới thiệu|đăng(?: tải)?|trích(?: đăng)?)(?!\w)",
    re.IGNORECASE,
)
PRESENTED_WITHIN = 1500
"""Characters."""
OPENING_PAPER = re.compile(r"^(?P<name>[^\W\d_][^\n().,:;–-]{2,30}?)\s?[-–]\s?(?=[^\n]{60})", re.MULTILINE)
OPENS_WITHIN = 600
"""Characters."""


@kept_by_text()
def opening_paper(body: str) -> re.Match[str] | None:
    """The known newspaper in front of a page's first paragraph: `Biên phòng - Sáng 20-5, …`."""
    found = (one for one in OPENING_PAPER.finditer(body, 0, OPENS_WITHIN) if is_newspaper(one["name"]))
    return next(found, None)


@kept_by_text()
def presented(body: str) -> re.Match[str] | None:
    """The newspaper or site that presents a text in full: `Báo Ấp Bắc điện tử trân trọng đăng toàn văn …`."""
    found = SITE_PRESENTS.search(body, 0, PRESENTED_WITHIN)
    return found if found is not None and len(found["name"].split()) > 1 else None


def paper_in_full(body: str, short: str) -> str:
    """The magazine or newspaper that presents a text by its full name, whose letters those of the dateline are."""
    for found in PRESENTS.finditer(body, 0, PRESENTED_WITHIN):
        letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", found["own"])).upper()
        if short.isupper() and letters == short:
            return " ".join(found["name"].split())
    return ""
