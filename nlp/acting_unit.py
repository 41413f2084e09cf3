"""Which unit acts in a page without a letterhead: who holds the meeting, launches, signs or makes known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp.lexicon import load_lexicon
from nlp.mention import Mention

LEAD, FIRST = 1200, 700
"""Characters of a page in which it names who acts; those in which it does so before its title tells."""
REACH = 400
"""Characters from a unit to its act, with those who act with it between."""
ROW = re.compile(r"\s?[-–,]\s?|\s(?:và|cùng)\s")
BY = re.compile(r"(?<!\w)(?:do|bởi)\s$", re.IGNORECASE)
HELD = re.compile(r"\s{1,3}(?:tổ chức|chủ trì|đăng cai)(?!\w)", re.IGNORECASE)
SIGNED = re.compile(r"\s{1,3}(?:ký|ban hành)(?!\w)", re.IGNORECASE)
"""What `do` somebody does himself; a launch `do …` somebody is told of in passing, and so is a paper in other pages."""
NOT_ACTING = re.compile(r"(?<!\w)(?:của|cho|tới|đến|gửi|với|theo|từ|thay mặt|phục vụ)\s$", re.IGNORECASE)
CLUSTER = re.compile(r"(?:Cụm|Khối)(?: thi đua)? (?:số \w|thi đua|[IVX\d]+(?!\w))", re.IGNORECASE)
MEETING_OF = re.compile(r"(?:hội nghị|lễ|giao ước|sơ kết|tổng kết)[^.\n]{0,160}\scủa\s$", re.IGNORECASE)
SESSION = re.compile(r"(?:kỳ|phiên) (?:họp|chất vấn)[^.,;\n]{0,30}\s$", re.IGNORECASE)
PAGES_OF_ACT = frozenset({"launch", "agreement", "review", "summary", "plan", "decision", "directive", "resolution",
                          "guidance", "notice", "report"})  # fmt: skip
"""Kinds of page that tell of one act of one unit; other news has an issuer only where a unit holds a meeting."""
OF_PAPERS = frozenset({"plan", "decision", "directive", "resolution", "guidance", "notice"})
OF_CLUSTERS = frozenset({"agreement", "review", "summary", "launch", "plan"})


def find_actor(body: str, mentions: Sequence[Mention], doc_type: str, title_end: int) -> Mention | None:
    """The unit that acts on a page, None where it tells of nobody's act.

    A cluster whose meeting or agreement it is comes before the member that held it.
    """
    units = [mention for mention in mentions if mention.label == "UNIT" and mention.start < LEAD]
    if doc_type in OF_CLUSTERS:
        cluster = _cluster(body, units, title_end)
        if cluster is not None:
            return cluster
    acting = [index for index, unit in enumerate(units) if _acts(body, unit, doc_type)]
    told = [*(index for index in acting if units[index].start < FIRST)]
    if doc_type in PAGES_OF_ACT:
        told += [*(index for index, unit in enumerate(units) if unit.end <= title_end), *acting, *range(len(units))]
    return _first_of_row(body, units, told[0]) if told else None


def _cluster(body: str, units: Sequence[Mention], title_end: int) -> Mention | None:
    """The cluster that the title names, that acts, or whose meeting it is; under its fullest name."""
    clusters = [unit for unit in units if CLUSTER.match(unit.name) and body[unit.start].isupper()]
    for unit in clusters:
        before = body[max(0, unit.start - 200) : unit.start]
        if unit.end <= title_end or MEETING_OF.search(before) or _acts(body, unit, "agreement"):
            number = " ".join(unit.name.split()[:4])
            same = [other for other in clusters if other.name.startswith(number)]
            return max(same, key=lambda other: len(other.name))
    return None


def _acts(body: str, unit: Mention, doc_type: str) -> bool:
    before = body[max(0, unit.start - 60) : unit.start]
    if SESSION.search(before):
        return True
    if BY.search(before):
        return bool(HELD.match(body, unit.end) or (doc_type in OF_PAPERS and SIGNED.match(body, unit.end)))
    if NOT_ACTING.search(before):
        return False
    pattern = _pattern(meetings_only=doc_type not in PAGES_OF_ACT)
    return bool(pattern.match(body, unit.end, min(len(body), unit.end + REACH)))


@cache
def _pattern(*, meetings_only: bool) -> re.Pattern[str]:
    """What may follow a unit that acts: an aside, those who act with it, and its act."""
    acts = [entry.form for entry in load_lexicon("acts") if entry.kind == "meeting" or not meetings_only]
    verbs = "|".join(re.escape(form) for form in sorted(acts, key=len, reverse=True))
    return re.compile(
        r"\s{0,2}(?:\([^)\n]{1,80}\)\s?)?:?\s?"
        r"(?:,[^.\n]{0,90},\s|(?:gồm|bao gồm)(?!\w)[^\n]{0,260}?\s|(?:phối hợp|và|cùng|[-–])\s[^.,;\n]{0,110}?\s)?"
        r"(?:(?:đã|vừa|sẽ|long trọng|trân trọng|chính thức|đồng loạt|tiếp tục|cũng|hôm nay|sáng nay|phối hợp)\s)*"
        rf"(?:{verbs})(?!\w)(?! (?:màn|đường|rộng|mang|cửa))",
        re.IGNORECASE,
    )


def _first_of_row(body: str, units: Sequence[Mention], index: int) -> Mention:
    """The first of units that act together: `Đảng ủy - HĐND - UBND xã đã tổ chức`."""
    while index and ROW.fullmatch(body[units[index - 1].end : units[index].start]):
        if NOT_ACTING.search(body[max(0, units[index - 1].start - 20) : units[index - 1].start]):
            break
        index -= 1
    return units[index]
