"""The date line that a web page gives itself: `Thứ Sáu, 21/07/2017 - 02:11`, `Đăng ngày: 09/07/2020 - Lượt xem: 99`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bylines import find_names

DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
LONG_DAY = r"\d{1,2}\s+tháng\s+\d{1,2},?\s+(?:năm\s+)?\d{4}"
ISO_DAY = r"\d{4}-\d{2}-\d{2}"
CLOCK = r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH|phút))?"
BETWEEN = r"(?:\s*[|,;–·•-]\s*|\s+(?:lúc|hồi|ngày)\s*:?\s*|\s+)"
WHEN = re.compile(
    rf"(?:{CLOCK}{BETWEEN}(?:ngày\s+)?)?(?:(?:{DAY}|{LONG_DAY}|{ISO_DAY}))(?:{BETWEEN}\(?{CLOCK}\)?)?", re.I
)
LEAD_WORDS = (
    r"(?:ngày|thời gian|thời điểm)\s+(?:đăng(?: tin| bài)?|cập nhật|xuất bản|tạo|viết|gửi|đưa tin)",
    r"(?:được )?(?:đăng(?: tải)?|cập nhật|xuất bản)(?: lần cuối| mới nhất| tin)?(?: ngày| lúc| vào)?",
    r"tin đăng(?: ngày)?",
    r"post(?:ed)?(?: on| date)?",
    "published",
    "updated",
)
LEAD = re.compile(r"\b(?:" + "|".join(LEAD_WORDS) + r")\b\s*[:：]?\s*(?:ngày\s+)?", re.I)
WEEKDAY = re.compile(
    r"(?:(?:thứ\s*)(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn)\s*[,\-–|(]?\s*(?:ngày\s+)?", re.I
)
ZONE = re.compile(r"[\[(]?\s*(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::?00)?\s*[\])]?", re.I)
COUNTER = re.compile(
    r"[\s|,;·•–-]*(?:(?:số\s+)?(?:lượt|lần)\s+(?:xem|đọc|truy cập)|view count|views?|đã xem|xem|hits?|đọc|số người xem|bình luận|phản hồi|👁)\s*:?\s*[\d.,]+.*$",
    re.I,
)
PUNCTUATION = re.compile(r"[\s|,;:·•()\[\]/–—-]+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day (and clock time) as written with its start in the line, the authors beside it, where a counter begins."""

    text: str
    start: int
    names: tuple[tuple[int, str], ...] = ()
    counter_start: int | None = None


def find_dateline(line: str) -> Dateline | None:
    """The date line in `line`, None when anything but lead words, a weekday, authors or a counter stands beside the day.

    A written-out day (`ngày 21 tháng 7 năm 2017`) needs a lead word or a weekday: without one it may be a letterhead's.
    """
    if len(line) > 160:
        return None
    counter = COUNTER.search(line)
    text = line[: counter.start()] if counter else line
    days = list(WHEN.finditer(text))
    if len(days) != 1:
        return None
    when = days[0]
    before, after = text[: when.start()], text[when.end() :]
    named = LEAD.search(before) or WEEKDAY.search(before)
    rest = _without_lead(before) + " | " + ZONE.sub(" ", after)
    stripped = PUNCTUATION.sub(" ", rest).strip()
    if "tháng" in when[0].lower() and not named:
        return None
    if before.strip().lower() in ("ngày", "(ngày") and ":" not in when[0] and not counter:
        return None
    if not stripped:
        return Dateline(when[0].strip(), when.start(), (), counter.start() if counter else None)
    names = _names_beside(text, when)
    if names and not PUNCTUATION.sub(" ", _without_names(rest, names)).strip():
        return Dateline(when[0].strip(), when.start(), names, counter.start() if counter else None)
    return None


def _without_lead(before: str) -> str:
    return re.sub(r"\bngày\s*$", " ", WEEKDAY.sub(" ", LEAD.sub(" ", before)), flags=re.I)


def _names_beside(text: str, when: re.Match[str]) -> tuple[tuple[int, str], ...]:
    """The authors before or after the day, with their starts in the line."""
    names: list[tuple[int, str]] = []
    for start, part in ((0, text[: when.start()]), (when.end(), text[when.end() :])):
        for piece in re.finditer(r"[^|·•:,;()\[\]–-]+", part):
            bare = _without_lead(piece[0]).strip()
            found = find_names(bare) if bare else ()
            for _, name in found:
                names.append((start + piece.start() + piece[0].index(name), name))
    return tuple(names)


def _without_names(rest: str, names: tuple[tuple[int, str], ...]) -> str:
    for _, name in names:
        rest = rest.replace(name, " ")
    return re.sub(r"(?:tác giả|người đăng|bởi|theo|by)\s*:?", " ", rest, flags=re.I)
