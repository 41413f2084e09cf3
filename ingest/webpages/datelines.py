"""The date line that a web page gives itself: `Thứ Sáu, 21/07/2017 - 02:11`, `Đăng ngày: 09/07/2020 - Lượt xem: 99`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.names import looks_like_organisation, without_rank
from ingest.orthography import CAPITALS
from ingest.quick_patterns import any_case
from ingest.webpages.bylines import find_names

DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
MONTHS = "một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười"
LONG_DAY = rf"\d{{1,2}}\s+tháng\s+(?:\d{{1,2}}|{MONTHS}),?\s+(?:năm\s+)?\d{{4}}"
MONTHS_NAMED = rf"tháng\s+(?:(?:{MONTHS})\b|\d{{1,2}},)"
"""A month by its name, or a comma behind it: no letterhead has that, the portals made with foreign programs do."""

ISO_DAY = r"\d{4}-\d{2}-\d{2}"
CLOCK = r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH|phút)|')?"
BETWEEN = r"(?:\s*[|,;–·•-]\s*|\s+(?:lúc|hồi|ngày)\s*:?\s*|\s+)"
NAMED_DAY = r"(?:(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn)\s*[,\-–|]?\s*)?"
WHEN = re.compile(
    rf"(?:{CLOCK}{BETWEEN}{NAMED_DAY}(?:ngày\s+)?)?(?:(?:{DAY}|{LONG_DAY}|{ISO_DAY}))(?:{BETWEEN}\(?{CLOCK}\)?)?", re.I
)
LEAD_WORDS = (
    r"(?:ngày|thời gian|thời điểm)\s+(?:đăng(?: tin| bài)?|cập nhật|xuất bản|tạo|viết|gửi|đưa tin)",
    r"(?:được )?(?:đăng(?: tải)?|cập nhật|xuất bản)(?: lần cuối| mới nhất| tin)?(?: ngày| lúc| vào)?",
    r"(?:gửi|ra) (?:ngày|lúc|vào)",
    r"lần cập nhật cuối(?: cùng)?",
    r"tin đăng(?: ngày)?",
    r"(?:đã )?(?:được )?tạo (?:vào|lúc|ngày)",
    r"(?:trang này )?(?:được )?(?:sửa đổi|chỉnh sửa|sửa) lần cuối(?: ngày| lúc| vào)?",
    r"post(?:ed)?(?: on| date)?",
    "published",
    "updated",
)
LEAD = re.compile(r"\b(?:" + "|".join(LEAD_WORDS) + r")\b\s*[:：]?\s*(?:ngày\s+)?", re.I)
WEEKDAY = re.compile(
    r"(?:(?:thứ\s*)(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|\bT[2-7]\b|chủ\s*nhật|cn)\s*[,\-–|(]?\s*(?:ngày\s+)?", re.I
)
ZONE = re.compile(r"[\[(]?\s*(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::?00)?\s*[\])]?", re.I)
COUNTED = (
    r"(?:(?:số|tổng) )?(?:lượt|lần) (?:xem|đọc|truy cập|tải)|view count|views?|đã (?:xem|đọc)|xem|hits?|đọc"
    r"|số người (?:xem|đọc)|bình luận|phản hồi"
)
COUNTERS = {
    rf"\b(?:{COUNTED})\s*:?\s*[\d.,]+(?: \d{{3}})*": "lượt lần view xem đọc hit bình_luận phản_hồi",
    r"(?<![\d./-])\d{1,2} phút (?:đọc|nghe|xem)": "phút",
    r"(?<![\d./-])\d(?:[\d.,]*\d)? (?:(?:lượt|lần) (?:xem|đọc|thích|chia sẻ)|bình luận|phản hồi|ý kiến|comments?)": (
        "lượt lần bình_luận phản_hồi ý_kiến comment"
    ),
    r"👁\s*[\d.,]*": "👁",
    r"chia sẻ\s*:\s*\d+": "chia_sẻ",
    r"[♥♡❤☆★]?\s*(?:yêu )?thích\s*\(?\d+\)?": "thích",
    r"\[?\s*(?:gửi tin này|in ra|lưu tin)\s*\]?": "gửi in_ra lưu",
    r"(?:xem (?:với )?)?cỡ chữ.*": "cỡ_chữ",
    r"(?:\s+a\s?[-+]*){2,}\s*$": r"a(?<!\w.)(?!\w)",
    r"nghe (?:đọc )?(?:bài|tin)\b.*": "nghe",
    r"font\b.*": "font",
    r"theo dõi (?:.{2,40} )?trên google news": "theo_dõi",
    r"no comments|leave a comment|in (?:bài(?: viết)?|trang)(?: này)?\s*$|in bài|\[\s*in\s*\]|bản in\s*$": (
        r"comment in_bài in_trang in(?<!\w..)(?!\w)"
    ),
    r"dung lượng:\s*[\d.,]+ ?\w+": "dung_lượng",
    r"(?:chia sẻ|share|lưu bài|gửi (?:e-?mail|cho bạn bè))(?:\s*(?:zalo|facebook|bài viết))*\s*$": (
        "chia_sẻ share lưu gửi"
    ),
}
"""Each with the words of which it holds one, in patterns, a line for a blank."""
COUNTER = re.compile(r"[\s|,;·•–—-]*(?:" + "|".join(COUNTERS) + ")", re.I)
COUNTER_WORD = re.compile(any_case(word.replace("_", " ") for words in COUNTERS.values() for word in words.split()))
"""What every counter holds: asked first, since it is found quickly."""
AUTHOR_LEAD = re.compile(
    r"\b(?:tác giả|người (?:đăng|gửi|viết)|(?:được )?(?:đăng|viết) bởi|bởi|theo|(?:posted )?by)\b\s*:?"
    r"|\b(?:thực hiện|bài viết|(?:tin|bài|ảnh)(?:(?:,| và|, và)? (?:tin|bài|ảnh))*)\s*:",
    re.I,
)
NAMED_AUTHOR = re.compile(
    r"\b(?:tác giả|người (?:đăng|gửi|viết)(?: bài(?: viết)?)?|bài viết|đăng bởi)\s*:\s*"
    rf"(?P<name>(?-i:[{CAPITALS}])[^|·•;:,()\[\]\d–—]{{3,70}}?)(?=\s*(?:[|·•;,(\[–—]|\s-\s|$))",
    re.I,
)
"""Whoever a label says wrote the page, an office of any name among them: `Người viết: Tổ Công tác xã hội`."""
BEFORE_DAY = re.compile(r"\b(?:vào|lúc|hồi|on)?\s*(?:\bngày\s*:?)?\s*$", re.I)
SOURCE = re.compile(
    r"\b(?:theo )?nguồn(?: tin)?\s*:\s*(?P<source>[^|·•;:()\[\]]{2,60}?)(?=\s*(?:[|·•;()\[]|\s-\s|$))", re.I
)
"""Whence a page says beside its day that it was taken: `Nguồn: Báo Nam Định`."""
PAPER = re.compile(
    r"(?:báo|tạp chí|đài|cổng|trang|website|bản tin|ttxvn)(?!\w)|[\w.-]+\.(?:vn|com|net|org)(?!\w)", re.I
)
"""How the name of a newspaper or site begins: offices are told too, whose own site the page is."""
CATEGORY = re.compile(
    r"(?:chuyên mục|tin|hoạt động|sự kiện|thời sự|chính trị|xã hội|kinh tế|văn hóa|thi đua|gương)(?!\w)", re.I
)
"""What begins the name of a portal's part, which may stand beside the day and hour."""
LABELLED = re.compile(
    r"\b(?:(?:chuyên |danh |thư )?mục|thể loại|chủ đề|(?:id|mã)(?: (?:bài|tin))?(?: viết)?|từ khóa|lĩnh vực"
    r"|số (?:báo|ra))\s*:\s*[^|·•;:()\[\]]{1,60}"
    r"|\b(?:người (?:đăng|gửi)|đăng bởi|by)\s*:?\s*(?-i:[a-z][a-z0-9_.]{1,15})(?![\w ]*[A-ZĐ])"
    r"|(?<=[|·•–-])\s*(?:admin\w*|quản trị(?: viên)?|biên tập viên)\b"
    rf"|\bngày (?:nhận|duyệt|phản biện)(?: bài)?\s*:\s*{DAY}",
    re.I,
)
"""What else portals tell of a page beside its day, with a label before it: `Chuyên mục: Thi đua yêu nước`."""
ISSUE = re.compile(r"(?:báo |bản tin )?số(?: báo)? \d{1,5}", re.I)
"""The issue of a periodical, whose day stands behind it: `Số 24 (24/12/2008)`."""
LETTERHEAD_PLACE = re.compile(r"\s*(?!thứ\s|chủ nhật|cn\b)[^\W\d_][^\d,:|]{1,40},\s*ngày\s*", re.I)
"""What stands before the day of a typed letter: `Nam Định, ngày`."""

YEAR = re.compile(r"\d\d{3}")
"""Every day of a date line has one: asked first, since most lines have none."""

DAY_LIKE = re.compile(r"\d(?:\d?\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d?\s+tháng\s|\d{3}-\d\d-\d\d)", re.I)
"""Every day of a date line holds this, which is found quickly: it begins with a figure."""

LONGEST = 200
"""Characters of a date line with authors and counters."""

REMEMBERED = 256
"""Answers kept: a page's lines are asked for its day first and for its authors then."""

BESIDE_LEAD = 5
"""Other words that may stand beside a day which `Đăng lúc` or its like introduces: a category."""

SHORT_SITE = re.compile(r"[A-ZĐ\d]{2,8}(?: (?:Online|online))?")
"""A newspaper's short name beside the day and hour: `QK7 Online - 11/08/2016, 06:30`."""

PUNCTUATION = re.compile(r"[\s|,;:·•()\[\]/–—.-]+")
PATH = re.compile(r"[^.;]{3,80}(?:[>»›]|\s/\s)[^.;()]{2,60}[\s(|–-]+(?P<date>[^()|]*\d{4}[^()|]*)\)?")
"""A path through the site with the date behind it: `Tin hoạt động > Thi đua (Thứ sáu, 14/10/2005)`."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day (and clock time) as written with its start in the line, the authors beside it, where a counter begins,
    and whence the page was taken.

    It is `sure` when a lead word, a clock time, an author or a counter shows that it is the article's, not today's.
    """

    text: str
    start: int
    names: tuple[tuple[int, str], ...] = ()
    counter_start: int | None = None
    sure: bool = False
    source: tuple[int, str] | None = None


@lru_cache(maxsize=REMEMBERED)
def find_dateline(line: str) -> Dateline | None:
    """The date line in `line`, None when more than lead words, a weekday, authors or a counter stands beside the day.

    A written-out day (`ngày 21 tháng 7 năm 2017`) needs a lead word or a weekday: alone it may be a letterhead's.
    """
    if len(line) > LONGEST or not YEAR.search(line) or not DAY_LIKE.search(line):
        return None
    text = COUNTER.sub(_blank, line) if COUNTER_WORD.search(line) else line
    text = SOURCE.sub(_blank, LABELLED.sub(_blank, text))
    days = list(WHEN.finditer(text))
    if not days or (len(days) > 1 and not all(_is_led(text, when) for when in days)):
        return None
    when = days[0]
    before, after = text[: when.start()], WHEN.sub(" ", text[when.end() :])
    led = _is_led(text, when)
    worded = bool(re.search(MONTHS_NAMED, when[0], re.I))
    lettered = "tháng" in when[0].lower() and not worded and ":" not in when[0]
    if lettered and not led and not WEEKDAY.search(before):
        return None
    if LETTERHEAD_PLACE.fullmatch(before) and not led:
        return None
    if before.strip(" (").lower() == "ngày" and ":" not in when[0] and text == line:
        return None
    names = _names_beside(text, when, led=led or worded)
    rest = _without_names(
        _without_lead(AUTHOR_LEAD.sub(" ", before)) + " | " + _without_lead(AUTHOR_LEAD.sub(" ", ZONE.sub(" ", after))),
        names,
    )
    rest = PUNCTUATION.sub(" ", rest).strip()
    timed = ":" in when[0] or worded
    if ISSUE.fullmatch(rest) or (timed and (SHORT_SITE.fullmatch(rest) or _is_category(rest))):
        rest = ""
    if rest and not (led and len(rest.split()) <= BESIDE_LEAD and not re.search(r"\d", rest)):
        return None
    end = len(text.rstrip(" |-–—·•"))
    sure = led or worded or bool(names) or ":" in when[0] or text != line
    taken = SOURCE.search(line)
    source = (taken.start("source"), taken["source"]) if taken and PAPER.match(taken["source"]) else None
    day = when[0].strip() if "(" in when[0] else when[0].strip(" )")
    return Dateline(day, when.start(), names, end if end < len(line.rstrip()) else None, sure, source)


def _is_category(rest: str) -> bool:
    return CATEGORY.match(rest) is not None and len(rest.split()) <= BESIDE_LEAD and not re.search(r"\d", rest)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_led(text: str, when: re.Match[str]) -> bool:
    """Whether lead words stand right before a day."""
    lead = list(LEAD.finditer(text, 0, when.start()))
    return bool(lead) and not WEEKDAY.sub("", text[lead[-1].end() : when.start()]).strip(" :|,")


def _without_lead(before: str) -> str:
    return BEFORE_DAY.sub(" ", WEEKDAY.sub(" ", LEAD.sub(" ", before)))


def _names_beside(text: str, when: re.Match[str], *, led: bool) -> tuple[tuple[int, str], ...]:
    """The authors before or after the day, with their starts in the line."""
    names: list[tuple[int, str]] = []
    labelled = NAMED_AUTHOR.search(text)
    for start, part in ((0, text[: when.start()]), (when.end(), text[when.end() :])):
        for piece in re.finditer(r"[^|·•:,;()\[\]–—]+", part):
            bare = _without_lead(AUTHOR_LEAD.sub(" ", piece[0])).strip(" -./")
            found = [name for _, name in find_names(bare)] if bare else []
            told = led or AUTHOR_LEAD.search(part) or (start and part.lstrip().startswith(("|", "·", "•")))
            if (
                not found
                and told
                and not (names and part[piece.start() - 1 : piece.start()] == "(")
                and looks_like_organisation(bare)
            ):
                found = [bare]
            if not found and labelled and piece[0].strip() == labelled["name"]:
                found = [labelled["name"]]
            # a name that only came together when the lead words between its parts were taken out is none
            written = ((piece[0].find(name), name) for name in found)
            names.extend((start + piece.start() + at, name) for at, name in written if at >= 0)
    return tuple(names)


def _without_names(rest: str, names: tuple[tuple[int, str], ...]) -> str:
    """What stands beside the day but the authors, their lead words and their office in brackets."""
    for _, name in names:
        rest = re.sub(re.escape(name) + r"(?:\s*\([^()]{2,60}\))?", " ", rest)
    return " | ".join(without_rank(part.strip()) for part in AUTHOR_LEAD.sub(" ", rest).split("|"))
