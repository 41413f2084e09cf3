"""What kind of document it is: by its type in the letterhead, its number's code, its title, or its first lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.document import Clue, Document
from nlp.citations.own_number import legal_type_of
from nlp.fields.page_days import PageDays
from nlp.lexicon import Match, Matcher, load_lexicon
from nlp.mention import Evidence, Mention
from nlp.places.levels import levels_pattern
from nlp.text.clue_fields import clues_of

LEAD = 700
"""Characters of a page's body in which it says what it tells of."""
MINUTES = re.compile(r"biên bản", re.IGNORECASE)
"""Minutes are what they tell of: a review, an agreement."""
BY_SOMEBODY = re.compile(rf"(?<!\w)do\s[^.;,:\n]{{3,90}}(?:,\s(?:{levels_pattern()})\s[^.;,:\n]{{2,40}})?\s$")
"""`do Quân khu 9 …`: the launch is told of the movement, not of this page's day."""

ABOUT = re.compile(r"(?:về việc|v/v)\s", re.IGNORECASE)
BASIS = re.compile(r"^\W*Căn cứ\s", re.MULTILINE)
ARTICLE = re.compile(r"^\W*Điều 1\s?[.:]", re.MULTILINE)
"""What a decision says behind its subject, where its letterhead is lost."""
LETTER = re.compile(r"\s*kính g[ửở]i\s?:", re.IGNORECASE)
"""How a letter's line of addressees begins."""
OPINION = re.compile(r"(?<!\w)có ý kiến(?: chỉ đạo)? như sau\s?:", re.IGNORECASE)
"""What a letter whose head is lost says before its points."""
PROMISE = re.compile(r"ký (?:kết )?cam kết")
PASSED = re.compile(
    r"(?<!\w)(?:(?:(?:sau|qua)\s(?:hơn\s|gần\s)?\w+\s(?:năm|tháng|tuần|ngày)|(?:kể )?từ(?: khi| ngày)|từng)"
    r"\s(?:\w+\s){0,3}|(?:vậy mà|vậy nên|khi|mỗi lần|cứ đến|lúc|năm nào)\s)$",
    re.IGNORECASE,
)
"""`sau 8 tháng phát động …`: the page is of what came of it."""
BESIDE = re.compile(r"(?:^|[.!?\n”\"]\s*)(?:nhân |cũng (?:nhân |trong )?|trong )?dịp này,?\s[^.\n]*$", re.IGNORECASE)
"""`Dịp này, Hội phát động …`: what else was done at a meeting."""
MADE = re.compile(r"(?<!vừa )(?<!\w)được\s(?:[^\W\d_]+\s){0,7}$", re.IGNORECASE)
"""`được quan tâm phát động`: of a movement in passing, while a meeting that is held is told of so too."""


SEVERAL = re.compile(
    r"\s(?:rất )?(?:nhiều|các|\d+|hai|ba|bốn|sáu|hàng loạt)\s(?:đợt|phong trào|cuộc|chiến dịch)(?!\w)", re.IGNORECASE
)
"""What was launched over a year: `phát động 3 đợt thi đua`, `nhiều phong trào`."""
INTERVIEW = re.compile(
    r"^\W*(?:(?:phóng viên|PV)(?: \([^()\n]{2,30}\)| [^\n:]{2,30})?|hỏi)\s?:\s?(?=[^\n]*[?!]|\W*(?:thưa|xin))"
    r"|(?:có|thực hiện) (?:buổi|cuộc) (?:trò chuyện|trao đổi|phỏng vấn) (?:ngắn )?với",
    re.IGNORECASE | re.MULTILINE,
)
"""How a page shows that somebody is asked: what he tells of is no act of the page's own day."""
TOLD_OF = frozenset({"UNIT", "CAMPAIGN", "EVENT", "PERSON", "AWARD"})
OF_OFFICES = re.compile(
    r"thi đua|phong trào|khen thưởng|phát động|tổng kết|sơ kết|khai mạc|bế mạc|tổ chức|hội nghị|hội thi|buổi lễ",
    re.IGNORECASE,
)
"""Words of what offices do: a text with neither these nor a body's name, a poem or a table, is no news."""
OPENING = 400
"""Characters in which a page says that a paper was issued, which is all it tells."""
JUST_ISSUED = re.compile(r"(?<!\w)(?:vừa|mới) (?:ký )?ban hành(?!\w)", re.IGNORECASE)
WHOLE_PAPER = re.compile(
    r"(?<!\w)(?:toàn văn|nguyên văn|nội dung)(?!\w)[^.:\n]{0,60}(?:như sau|dưới đây)\s?:", re.IGNORECASE
)
"""What a page says before it gives the paper that it tells of."""
SPEECH_WITHIN = 1200
"""Characters in which a page says that a speech follows."""
WHOLE_SPEECH = re.compile(
    r"(?<!\w)(?:(?:trân trọng|xin) )+(?:giới thiệu|đăng)(?: tải)?(?: đến bạn đọc)? (?:toàn văn|nguyên văn|nội dung) "
    r"(?:bài |bản |lời )?(?:phát biểu|diễn văn|bài nói|tham luận|thư|lời kêu gọi)",
    re.IGNORECASE,
)
SPEECH_BELOW = re.compile(
    r"(?:^|[-–)]\s?)(?:bài )?phát biểu(?:[^\W\d_]|\s){0,40}\scủa (?:đồng chí|ông|bà|thủ tướng|chủ tịch|tổng bí thư)\s"
    r"[^\n]{0,300}\n"
    r"(?:[^\n]{0,200}\n){0,4}\s*(?:kính )?thưa\s",
    re.IGNORECASE | re.MULTILINE,
)
"""How a page opens that holds somebody's speech or letter: it tells of no act of its own."""

Decision = tuple[str, Evidence]


def find_doc_type(document: Document, title: str, number: str, mentions: Sequence[Mention]) -> Decision:
    """One of the scheme's kinds, and what showed it; `mentions` tell which of the page's sentences are of its day."""
    return (
        _of_heading(document, title, number)
        or _of_number(document, title, number)
        or _of_title(document, title)
        or _of_whole_text(document.body)
        or _of_lead(document.body, mentions)
        or (_news_or_other(document, title, mentions), Evidence("default"))
    )


def _of_heading(document: Document, title: str, number: str) -> Decision | None:
    """By the type that stands above the title, in a letterhead or alone."""
    for clue in document.clues:
        kind = _heading_kind(document, clue, title, number) if clue.field == "doc_type" else ""
        if kind:
            return _report(kind, title), Evidence.of(clue)
    return None


def _heading_kind(document: Document, clue: Clue, title: str, number: str) -> str:
    kind = _by_heading(clue.text)
    if kind == "other":
        kind = _told_by_title(clue.text, title)
    if clue.method != "letterhead":
        return kind
    if _is_rules(clue.text):
        return "other"
    if kind or number or document.furniture:
        return kind
    return _by_heading(title) or "other"  # a list, rules, a contract


def _told_by_title(heading: str, title: str) -> str:
    """What a paper whose heading has no kind of its own is by its title: minutes anything, others a review."""
    words = _by_words(title)
    if MINUTES.match(heading):
        told = _by_heading(title)
        return told if told not in ("", "other") else words or "other"
    return words if words in ("review", "summary") else "other"


def _of_number(document: Document, title: str, number: str) -> Decision | None:
    """By the code of its number, or as a letter by the `V/v` below it."""
    if number:
        return _report(_by_number(number, title), title), Evidence("number")
    if any(clue.field == "subject" and clue.text.lower().startswith("v/v") for clue in document.clues):
        return "notice", Evidence("letterhead")
    return None


def _of_title(document: Document, title: str) -> Decision | None:
    """By what its title begins with or tells; a letter by its addressees, a decision by its basis and articles."""
    body = document.body
    kind = _by_heading(title) or _by_heading(title.partition(": ")[2])
    addressed = clues_of(document, "addressees")
    if not kind and addressed and LETTER.match(body, _line_at(body, addressed[0].start or 0)):
        return "notice", Evidence.of(addressed[0])
    kind = kind or _by_paper(title) or _by_words(title)
    if kind:
        return _report(kind, title), Evidence("title")
    if ABOUT.match(title) and BASIS.search(body) and ARTICLE.search(body):
        return "decision", Evidence("title")
    return None


def _of_whole_text(body: str) -> Decision | None:
    """By what its first lines say that follows: a speech, an interview, a paper, a letter's points."""
    speech = WHOLE_SPEECH.search(body, 0, SPEECH_WITHIN) or SPEECH_BELOW.search(body, 0, SPEECH_WITHIN)
    if speech is not None:
        return "other", Evidence("lead", speech.start(), speech.end())
    interview = INTERVIEW.search(body, 0, SPEECH_WITHIN)
    if interview is not None:
        return "news", Evidence("lead", interview.start(), interview.end())
    paper = _by_paper(body[:OPENING])
    if paper and (JUST_ISSUED.search(body, 0, OPENING) or WHOLE_PAPER.search(body, 0, SPEECH_WITHIN)):
        return paper, Evidence("lead")
    opinion = OPINION.search(body, 0, LEAD)
    return ("notice", Evidence("lead", opinion.start(), opinion.end())) if opinion is not None else None


def _of_lead(body: str, mentions: Sequence[Mention]) -> Decision | None:
    """By the event of the page's own day that it tells of."""
    match = _told(body, PageDays.of(body, mentions)) or _agreement(body)
    return (match.entry.value, Evidence("lead", match.start, match.end)) if match is not None else None


def _news_or_other(document: Document, title: str, mentions: Sequence[Mention]) -> str:
    news = any(mention.label in TOLD_OF for mention in mentions) or OF_OFFICES.search(f"{title}\n{document.body}")
    return "news" if news else "other"


def _line_at(body: str, at: int) -> int:
    return body.rfind("\n", 0, at) + 1


def is_interview(body: str) -> bool:
    """Whether a page's beginning shows that somebody is asked on it."""
    return INTERVIEW.search(body, 0, SPEECH_WITHIN) is not None


@cache
def _matcher(kind: str) -> Matcher:
    return Matcher(entry for entry in load_lexicon("doc_types") if entry.kind == kind)


def _by_heading(text: str) -> str:
    match = next(_matcher("heading").find(text[:80]), None)
    return match.entry.value if match is not None and match.start == 0 else ""


def _is_rules(heading: str) -> bool:
    match = next(_matcher("rules").find(heading), None)
    return match is not None and (match.start, match.end) == (0, len(heading))


def _by_paper(title: str) -> str:
    """The kind of the paper that a page's title says was issued."""
    match = next(_matcher("paper").find(title), None)
    return match.entry.value if match is not None else ""


def _by_number(number: str, title: str) -> str:
    form = legal_type_of(number)
    if form:
        return _by_heading(form) or _by_heading(title) or _by_words(title) or "other"
    return _by_heading(title) or "notice"


def _by_words(text: str) -> str:
    match = next(_matcher("news").find(text), None)
    return match.entry.value if match is not None else ""


def _told(body: str, days: PageDays) -> Match | None:
    """The first event that a page's beginning tells of; what somebody launched, or long ago, is told in passing."""
    for match in _matcher("news").find(body[:LEAD]):
        patterns = (PASSED, BY_SOMEBODY, MADE) if match.entry.form == "phát động" else (PASSED, BY_SOMEBODY)
        told = any(pattern.search(body, 0, match.start) for pattern in (*patterns, BESIDE))
        told = told or (match.entry.value == "launch" and SEVERAL.match(body, match.end) is not None)
        if not told and not days.is_past(match.start, match.end):
            return match
    return None


def _agreement(body: str) -> Match | None:
    """A signing of agreements, which pages tell of at their end as well; promises of anything else are signed often."""
    found = (match for match in _matcher("news").find(body) if match.entry.value == "agreement")
    return next((match for match in found if not PROMISE.fullmatch(match.entry.form)), None)


def _report(kind: str, title: str) -> str:
    """A report that reviews or sums up is more than a report."""
    if kind != "report":
        return kind
    lower = title.lower()
    return next((entry.kind for entry in load_lexicon("campaign_stages") if entry.kind and entry.form in lower), kind)
