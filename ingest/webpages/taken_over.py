"""Who wrote a page that was taken over from elsewhere, and from which newspaper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.names import is_name_shaped, person_in
from ingest.paragraphs import ParagraphClue

PAPER_HEAD = re.compile(r"(?:Báo|Tạp chí|Đài|Cổng|Trang|Bản tin|Website|TTXVN)(?!\w)", re.I)
"""What a site's or newspaper's name begins with."""
WRITER = re.compile(r"(?P<name>[^-–—/,()]{4,40}?)(?:\s+[-–—]\s*|\s?[/,(]\s?|$)")
"""The person given as a page's source, who wrote it: `Hoàng Văn Thông - Phòng Nghiệp vụ`."""
FROM_WRITER = re.compile(
    r"(?P<theo>\(?theo\s)?(?P<name>[^-–—/,()]{4,40}?)(?:\s+[-–—]\s*|\s?/\s?|,\s|\s\()"
    r"(?:(?:theo|nguồn:?)\s)?(?P<whence>[^,()]{3,80})\)?",
    re.I,
)
"""Who wrote a page that was taken over, and whence: `Xuân Thưởng – Báo Bạc Liêu Online`, `Theo Lê An/Báo Cà Mau`,
`Thu Hà (theo Báo Hà Nam)`."""


def find_writer(line: str, paragraph: int) -> Iterator[ParagraphClue]:
    """The author and the newspaper of a line below the text that says whence a page was taken over."""
    found = FROM_WRITER.fullmatch(line.strip())
    name = found["name"] if found else ""
    paper = PAPER_HEAD.match(found["whence"]) if found else None
    if found is None or not (person_in(name) == name or (paper and is_name_shaped(name))):
        return
    start = line.index(name)
    if paper or found["theo"]:
        yield ParagraphClue("author", name, "byline", paragraph, start, start + len(name))
    if paper:
        at = line.index(found["whence"], start + len(name))
        yield ParagraphClue("source", found["whence"], "byline", paragraph, at, at + len(found["whence"]))
