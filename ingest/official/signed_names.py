"""The name that a line of a signature holds alone: with a known family name, or good enough below a post."""

from __future__ import annotations

import re

from ingest.names import is_name_shaped, is_post, may_end_name, person_in, without_rank
from ingest.orthography import is_capitals
from ingest.rows import Row

NO_NAME = re.compile(r"(?:chương|điều|phần|mục|phụ lục|phụ biểu|biểu|khoản|danh sách|tổng cộng|ghi chú)(?!\w)", re.I)
SIGNED_BY = re.compile(r"\W*(?:đã ký|ký tên)\s?:\s*(?=[^\W\d_])", re.I)
"""What stands before the name in its own line: `ký tên : PHẠM VĂN NAM`."""
SIGNED = re.compile(r"[(\[]?(?:đã ký|da ?ky|ký tên|ký|chữ ký|ấn ký).{0,40}[)\]]?", re.I)


def name_of(text: str) -> str | None:
    """The name that a line holds alone."""
    if ":" in text and "ký" in text.lower():
        text = SIGNED_BY.sub("", text, count=1)
    name = person_in(text) or _name_in(text)
    return name if name and not NO_NAME.match(text.strip()) else None


def small_name(row: Row, above: Row) -> str | None:
    """A name that is typed in small letters under a seal's note or a post: `(đã ký)` `trần đình nhơn`."""
    text, before = row.text.strip(" .,;*"), above.text.strip(" *")
    if not text.islower() or not (SIGNED.fullmatch(before) or (is_capitals(before) and is_post(before))):
        return None
    return text if person_in(text.title()) else None


def _name_in(text: str) -> str | None:
    """A name with no known surname (`Siu Hơ Nhơn`): good enough where a post stands above it."""
    bare = text.strip(" .,;*")
    bare = without_rank(bare) if may_end_name(bare) else ""
    return bare if is_name_shaped(bare) and not is_capitals(bare) else None
