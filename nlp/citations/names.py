"""What names a cited document behind its type: a number, a session or congress, a law's title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ingest.orthography import CAPITALS
from nlp.lexicon import Match, load_matcher
from nlp.mention import Mention
from nlp.rule_files import load_fragments, load_rules

ABBREVIATED = re.compile(r"[ \xa0](?!VN|HN|TW)(?-i:[A-ZĐ]{2,8}(?:[-&][A-ZĐ]{1,4})?)(?![\w/-])")
"""A law's title in letters: `Luật NCT`."""
LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh")
"""Types whose documents go by their titles."""
OF_A_MEETING = ("Nghị quyết", "Kết luận", "Chỉ thị", "Thông báo", "Báo cáo chính trị", "Tuyên bố")
"""Types that a congress or session issues."""
DRAFT = re.compile(r"(?<!\w)[Dd]ự\sthảo\s\Z")
"""Before what is to be issued yet: a meeting alone does not name it."""
DRAFT_WITHIN = 12
AMENDING = re.compile(
    r"sửa đổi,? bổ sung(?: một số điều| một số điều của)?(?:\s+của)?\s+(?:Bộ luật|Luật|Pháp lệnh)\s+", re.IGNORECASE
)
AMENDED = re.compile(r"\s\(sửa đổi(?:, bổ sung)?\)|\ssửa đổi(?:, bổ sung)?(?=\s(?:năm|ngày|số)\s)", re.IGNORECASE)
"""Behind the title of a law in a later wording."""
FURTHER_LAW = re.compile(r"(?:,| và)\s{1,3}(?:Bộ luật|Luật|Pháp lệnh)\s{1,3}")
"""Before a further law that the same one amends."""
MEETING_GAP = re.compile(r"\s{1,3}(?:của\s{1,3})?")
MEETING = re.compile(
    r"(?:hội nghị|đại hội|kỳ họp|phiên họp)(?:\s{1,3}[^\W\d_]+,?){1,9}(?=\s{1,3}(?:ngày|tháng)\s{1,3}\d)", re.IGNORECASE
)
"""A meeting that only its day tells from others."""
NUMBERED = re.compile(r"(?-i:(?<!\w)[IVXL]{1,6}(?!\w))|\d|thứ\s|ngày\s|toàn quốc")
"""In the name of a congress or session that is a certain one (`Đại hội Đảng các cấp` are many)."""
SESSION_GAP = re.compile(r",?(?P<gap>\s{1,3}(?:của\s{1,3})?)(?=(?:Hội nghị|Đại hội|Kỳ họp|kỳ họp)\s)")
STATE = re.compile(
    r"\s{1,3}(?:của\s)?(?:nước\s{1,3})?(?:Cộng\s{1,3}hòa\s{1,3}(?:XHCN|xã\s{1,3}hội\s{1,3}chủ\s{1,3}nghĩa)|CHXHCN"
    r"|Việt\s{1,3}Nam\s{1,3}Dân\s{1,3}chủ\s{1,3}Cộng\s{1,3}hòa|VNDCCH)(?:\s{1,3}Việt\s{1,3}Nam)?",
    re.IGNORECASE,
)
"""The state in the title of its constitution."""
YEAR = re.compile(r"\s{1,3}(?:19|20)\d\d(?![\w/.-]*\d)")
OF_A_BODY = re.compile(rf"\s{{1,3}}của\s{{1,3}}[{CAPITALS}]")
DATED = re.compile(r"\s{1,3}(?:năm\s{1,3})?(?:19|20)\d\d(?![\w/.-]*\d)|\s{1,3}ngày\s{1,3}\d|\s{1,3}số\s?:?\s{0,3}\d")
"""Behind a law's title what tells which one it is: its year, day or number."""
LONGEST_TITLE = 16
"""Syllables of a law's title that no list holds."""
TITLE = re.compile(
    rf"\s{{1,3}}(?-i:[{CAPITALS}])\w*(?:,?\s{{1,3}}(?!(?:ngày|năm|số|được|do|của|có|ban|ra|quy|theo|tại|thì|là)(?!\w))"
    rf"[^\W\d_]+){{1,{LONGEST_TITLE}}}?(?=\s{{1,3}}(?:ngày|năm\s\d{{4}}|số\s?:?\s?\d))"
)
"""A title from its capital to the day, year or number that tells which law it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """Where the name behind a type ends, and the number in it (empty for a session or a law's title)."""

    end: int
    number: str = ""


def name_after(text: str, head: Match, events: Mapping[int, Mention], dates: Mapping[int, Mention]) -> Named | None:
    """What names the document that begins with the type `head`; `events` and `dates` are by their start."""
    form = head.entry.form
    if form == "Hiến pháp":
        return _constitution(text, head.end, dates)
    if form in LAW_TYPES:
        return _law(text, head.end)
    ways = [_by_rules(text, head)]
    if form.startswith(OF_A_MEETING) and not _is_draft(text, head):
        ways.append(_meeting(text, head.end, events))
    named = max((way for way in ways if way), key=lambda way: way.end, default=None)
    return named and _of_session(text, named, events)


def _is_draft(text: str, head: Match) -> bool:
    return DRAFT.search(text, max(0, head.start - DRAFT_WITHIN), head.start) is not None


def _of_session(text: str, named: Named, events: Mapping[int, Mention]) -> Named:
    """A number together with the session that stands behind it: `Nghị quyết số 26-NQ/TW Hội nghị lần thứ bảy …`."""
    session = session_after(text, named.end, events) if named.number else None
    return Named(session, named.number) if session else named


def session_after(text: str, end: int, events: Mapping[int, Mention]) -> int | None:
    """Where the session ends that is named behind a number or a day; None without one."""
    gap = SESSION_GAP.match(text, end)
    session = _meeting(text, gap.start("gap"), events) if gap else None
    if session is None and gap is not None:
        session = _session_by_rules(text, gap.end())
    return session.end if session else None


def _session_by_rules(text: str, at: int) -> Named | None:
    """A session of the Central Committee that no EVENT is: `Hội nghị Trung ương 8 khóa XI`."""
    rules = (rule for rule in load_rules("legal", "legal_fragments") if rule.value == "session")
    found = next((match for rule in rules if (match := rule.pattern.match(text, at - 1))), None)
    return Named(found.end()) if found else None


def _meeting(text: str, at: int, events: Mapping[int, Mention]) -> Named | None:
    gap = MEETING_GAP.match(text, at)
    event = events.get(gap.end()) if gap else None
    if event is None:
        meeting = MEETING.match(text, gap.end()) if gap else None
        return Named(meeting.end()) if meeting else None
    if NUMBERED.search(event.text) is None:
        return None
    term = term_pattern().match(text, event.end)
    return Named(term.end() if term else event.end)


@cache
def term_pattern() -> re.Pattern[str]:
    """The term of the body that issued a document: `khóa XII`."""
    return re.compile(load_fragments("legal_fragments")["term"], re.IGNORECASE)


def _by_rules(text: str, head: Match) -> Named | None:
    for rule in load_rules("legal", "legal_fragments"):
        found = rule.pattern.match(text, head.end)
        if found is None:
            continue
        if rule.value == "session" and (head.entry.form not in OF_A_MEETING or _is_draft(text, head)):
            continue
        if rule.value == "capital" and not (text[head.start].isupper() or OF_A_BODY.match(text, found.end())):
            continue
        return Named(found.end(), found.groupdict().get("number") or "")
    return None


def _law(text: str, at: int) -> Named | None:
    start = at + 1
    amending = AMENDING.match(text, start)
    title_at = amending.end() if amending else start
    title = load_matcher("laws").at(text, title_at)
    while amending and title and (further := FURTHER_LAW.match(text, title.end)):
        title = load_matcher("laws").at(text, further.end()) or title
        if title.end < further.end():
            break
    if title is not None:
        amended = AMENDED.match(text, title.end)
        end = amended.end() if amended else title.end
        return _law_number(text, end) or Named(end)
    short = ABBREVIATED.match(text, at)
    if short is not None and not text[at - 1].isupper():
        return Named(short.end())
    written = TITLE.match(text, title_at - 1)
    if written is not None:
        return _law_number(text, written.end()) or Named(written.end())
    return _law_number(text, at)


def is_dated_law(text: str, head: Match) -> bool:
    """Whether a law in small letters is told by a title of the list and its year, day or number."""
    if head.entry.form not in LAW_TYPES or text[head.end : head.end + 1] != " ":
        return False
    title = load_matcher("laws").at(text, head.end + 1)
    return title is not None and DATED.match(text, title.end) is not None


def _law_number(text: str, at: int) -> Named | None:
    found = _number_pattern().match(text, at)
    return Named(found.end(), found["number"]) if found else None


@cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\s{{1,3}}số\s?:?\s{{0,3}}(?P<number>{load_fragments('legal_fragments')['number']})", re.IGNORECASE
    )


def _constitution(text: str, at: int, dates: Mapping[int, Mention]) -> Named | None:
    """A constitution by its state or its year."""
    state = STATE.match(text, at)
    end = state.end() if state else at
    if end + 1 in dates or state:
        return Named(end)
    year = YEAR.match(text, at)
    return Named(year.end()) if year else None
