"""When what a document tells of happened: the day of its event, or the day on which it was made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.document import Document
from nlp.fields.page_days import NEWS_WITHIN, sentence_around
from nlp.fields.scene import HEADLINE, LEAD
from nlp.mention import Evidence, Mention
from nlp.text.clue_fields import clues_of, stands

PAPERS = frozenset({"plan", "decision", "directive", "resolution", "guidance"})
"""Kinds of page that tell of a paper, not of a day."""
READ_AT = re.compile(r"\((?:đọc|trình bày|phát biểu|diễn văn|do)\s[^()\n]{0,140}$", re.IGNORECASE)
"""What stands under a speech's title before its day: `(Đọc tại Đại hội công nhân viên chức ngày …)`."""
HELD_ON = re.compile(
    r"(?<!\w)(?:hôm nay|(?<!phản )hồi|thông qua|họp|vào lúc|thời gian(?:(?:,| và) địa điểm)?\s?:)[,\s]{1,2}"
    r"(?:[^.\n]{0,20}\s)?$",
    re.IGNORECASE,
)
"""What stands before the day on which minutes, agreements and resolutions were made."""
MEETING = re.compile(
    r"(?<!\w)(?:(?:kính |trân trọng )?mời|triệu tập|họp (?:lúc|vào)|buổi làm việc"
    r"|chủ trì (?:buổi|cuộc|phiên|hội nghị|giao ban)|tổ chức (?:họp|cuộc họp|phiên họp|giao ban)|tiến hành họp)(?!\w)"
    r"|tổ chức\s[^.\n]{0,80}?(?:vào|lúc|thời gian)\s",
    re.IGNORECASE,
)
"""What a notice says of the meeting that it asks to or tells the outcome of."""
OUTCOME = re.compile(r"(?<!\w)(?:kết quả|kết luận|biên bản)(?!\w)", re.IGNORECASE)
"""What the headline of a notice says of a meeting that was held: others ask to one that is to come."""
CONCLUDED = re.compile(r"^[^\w\n]*(?:ý kiến )?kết luận (?:của|tại)(?!\w)", re.IGNORECASE | re.MULTILINE)
"""How a notice is headed that makes known what a meeting came to."""
AT_MEETING = re.compile(r"(?<!\w)tại (?:phiên họp|cuộc họp|hội nghị|buổi)(?!\w)[^.;,\n]*$", re.IGNORECASE)
AT_TIME = re.compile(r"\W*(?:\d[.)]\s?)?thời gian(?: họp| tổ chức)?\s?:", re.IGNORECASE)
"""How the line of an invitation begins that tells when."""
MADE = re.compile(
    r"\W*(?:(?:[IVX]+|\d{1,2})[.)/]\s*)?"
    r"(?:hôm nay|hồi|vào lúc|vào hồi|thời gian(?:(?:,| và) địa điểm)?\s?:)[,\s][^.\n]{0,60}$",
    re.IGNORECASE,
)
"""How the line of minutes begins that tells their day."""
MINUTES = re.compile(r"biên bản(?!\w)", re.IGNORECASE)
SPEECH = re.compile(r"(?<!\w)(?:diễn văn|(?:bài|lời) phát biểu|lời khai mạc)(?!\w)", re.IGNORECASE)
"""Papers that are made on the day of what they tell."""
LONGEST_MEETING = 5
"""Days of the longest meeting that pages tell of as one."""
CELEBRATED = re.compile(r"(?<!\w)(?:chào mừng|mừng|hướng tới)\s(?:ngày\s)?$", re.IGNORECASE)
"""What stands before the day that something is done in honour of."""
JUST_NOW = re.compile(
    r"(?:^|[\n.–-]\s{0,3}|\)\s?[:–-]?\s{0,2})(?:sáng|trưa|chiều|tối|hôm|ngày\shôm)\s(?P<ago>qua|nay)"
    r"(?=\s?[,(])",
    re.IGNORECASE,
)
"""How a report opens a sentence of its lead that tells its day by the page's own: `Sáng qua, tại …`."""
PAIR_BEFORE = re.compile(r"\d\s?[-–/]\s?$")
PAIR_BEHIND = re.compile(r"\s{0,2}[-–]\s{0,2}\d")

Decision = tuple[str, Evidence]


def find_event_day(
    document: Document, mentions: Sequence[Mention], doc_type: str, *, is_letter: bool
) -> Decision | None:
    """The day of what a page tells of: the first day in its first lines that is not its own; an agreement's own day."""
    days = days_of(mentions)
    issued = next((m for m in days if m.attributes.get("role") == "issued"), None)
    if is_letter:
        return _day_of_paper(document, days, issued, doc_type)
    made = made_on(document, mentions) if not document.furniture else None
    if made is not None:
        return str(made.value), Evidence("lead", made.start, made.end)
    if doc_type in PAPERS:
        return None
    to_come = doc_type == "notice" and not OUTCOME.search(document.body, 0, HEADLINE)
    roles = ("event", "other", "anniversary", "start") if doc_type == "launch" else ("event", "other", "anniversary")
    for role in roles:
        for mention in days:
            if CELEBRATED.search(document.body, max(0, mention.start - 24), mention.start):
                continue
            told = mention.attributes.get("role") == role and mention.start < LEAD
            told = told and not _is_page_day(document.body, issued, mention)
            if told and not _of_pair(document.body, mention) and _is_news(mention, issued, to_come=to_come):
                return str(mention.value), Evidence("lead", mention.start, mention.end)
    kept = (doc_type == "agreement" and stands(document, "doc_type")) or _is_speech(document)
    if kept and issued is not None and not document.furniture:
        return str(issued.value), Evidence("dateline", issued.start, issued.end)
    return _told_by_page(document.body, issued)


def _told_by_page(body: str, issued: Mention | None) -> Decision | None:
    """The page's day, or the one before it, where its lead says no more than `Sáng nay` or `Hôm qua`."""
    found = JUST_NOW.search(body, issued.end, LEAD) if issued is not None else None
    if found is None or issued is None or "/" in str(issued.value):
        return None
    day = date.fromisoformat(str(issued.value)[:10]) - timedelta(days=found["ago"].lower() == "qua")
    return day.isoformat(), Evidence("lead", found.start(), found.end())


def _is_page_day(body: str, issued: Mention | None, day: Mention) -> bool:
    """Whether a day is the page's own, told a second time in its head: with its hour, or alone in its line."""
    value = str(day.value)
    if issued is None or day is issued or value[:10] != str(issued.value)[:10]:
        return False
    line = body.rfind("\n", 0, day.start) + 1
    alone = not body[line : day.start].strip() and not body[day.end :].partition("\n")[0].strip()
    return "T" in value or alone


def _of_pair(body: str, day: Mention) -> bool:
    """Whether a day is one of an anniversary's two: `(19/8/1945 - 19/8/2018)`; the first of a meeting's is its own."""
    second = PAIR_BEFORE.search(body, max(0, day.start - 4), day.start) is not None
    return second or (day.attributes.get("role") == "anniversary" and PAIR_BEHIND.match(body, day.end) is not None)


def made_on(document: Document, mentions: Sequence[Mention]) -> Mention | None:
    """The day on which minutes or an agreement say in their first lines that they were made."""
    for day in days_of(mentions):
        line = document.body.rfind("\n", 0, day.start) + 1
        if day.start < LEAD and "/" not in str(day.value) and MADE.match(document.body, line, day.start):
            return day
    return None


def days_of(mentions: Sequence[Mention]) -> list[Mention]:
    """The dates that are one day, or the few days of one meeting."""
    return [m for m in mentions if m.label == "DATE" and isinstance(m.value, str) and _is_day(m.value)]


def _day_of_paper(
    document: Document, days: Sequence[Mention], issued: Mention | None, doc_type: str
) -> Decision | None:
    """The day on which an agreement, minutes or a resolution say that they were made, or a speech that it was held."""
    body = document.body
    for mention in days:
        if mention.start < LEAD and READ_AT.search(body, max(0, mention.start - 160), mention.start):
            return str(mention.value), Evidence("lead", mention.start, mention.end)
    minutes = any(MINUTES.match(clue.text) for clue in clues_of(document, "doc_type"))
    for mention in days if issued is None or minutes or doc_type == "resolution" else [issued]:
        if HELD_ON.search(body[max(0, mention.start - 40) : mention.start]) and "/" not in str(mention.value):
            return str(mention.value), Evidence("lead", mention.start, mention.end)
    concluded = doc_type == "notice" and CONCLUDED.search(body, 0, LEAD) is not None
    for mention in days if doc_type == "notice" else ():
        met = mention.attributes.get("role") == "event" or AT_MEETING.search(
            body, max(0, mention.start - 90), mention.start
        )
        if concluded and met and mention is not issued and mention.start < LEAD:
            return str(mention.value), Evidence("lead", mention.start, mention.end)
        cited = mention is issued or mention.attributes.get("role") == "cited"
        if not cited and mention.start < LEAD and "/" not in str(mention.value):
            start, end = sentence_around(body, mention.start)
            if MEETING.search(body, start, end) or AT_TIME.match(body, body.rfind("\n", 0, mention.start) + 1):
                return str(mention.value), Evidence("lead", mention.start, mention.end)
    if (doc_type == "agreement" or minutes or _is_speech(document)) and issued is not None:
        return str(issued.value), Evidence("dateline", issued.start, issued.end)
    return None


def _is_speech(document: Document) -> bool:
    return any(SPEECH.search(clue.text) for clue in clues_of(document, "doc_type"))


def _is_day(value: str) -> bool:
    """Whether a value is one day, or the few days of one meeting."""
    first, _, last = (part.partition("T")[0] for part in value.partition("/"))
    if len(first) != len("2020-01-31"):
        return False
    return not last or (len(last) == len(first) and 0 < _days_between(first, last) < LONGEST_MEETING)


def _is_news(mention: Mention, issued: Mention | None, *, to_come: bool) -> bool:
    """Whether a day lies shortly before that of the page; a notice tells of a day to come."""
    if issued is None:
        return True
    days = _days_between(str(mention.value)[:10], str(issued.value)[:10])
    return -NEWS_WITHIN <= days <= 0 if to_come else 0 <= days <= NEWS_WITHIN


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
