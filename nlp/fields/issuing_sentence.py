"""Who issues a paper without letterhead: the body of the sentence behind which its text follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.mention import Mention

WITHIN = 4000
"""Characters in which the sentence stands, behind what the paper is based on."""
OPENS = re.compile(r"(?:^|[\n,;.])\s*(?:(?:Nay|nay)\s|(?:Chủ tịch|Giám đốc|Trưởng ban|Thường trực)\s)?$")
"""What stands before the body: the start of a clause, a head's post."""
ISSUES = re.compile(
    r"\s(?:đã\s|vừa\s)?(?:ban hành|xây dựng|hướng dẫn|thông báo|yêu cầu|đề nghị|triển khai|quy định|phát động|tổ chức"
    r"|có ý kiến)(?!\w)[^.;:]{0,300}?\snhư sau(?: đây)?\s?:",
    re.IGNORECASE,
)


def find_issuing(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The first unit that says what its paper asks or lays down `như sau:`; None without one."""
    units = (one for one in mentions if one.label == "UNIT" and one.end < WITHIN and ISSUES.match(body, one.end))
    return next((one for one in units if OPENS.search(body, max(0, one.start - 24), one.start)), None)
