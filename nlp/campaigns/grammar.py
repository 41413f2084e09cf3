"""How campaigns are named, as patterns over a text with placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.orthography import CAPITALS
from nlp.lexicon import load_lexicon
from nlp.text.alternatives import GAP, load_alternatives
from nlp.text.scanning import first_keys
from nlp.text.wanted_syllables import Wanted


def heads_pattern() -> str:
    """The heads of campaigns as the alternatives of a pattern, without a group around them."""
    return load_alternatives("campaign_heads", gap=GAP)


def words_pattern(*kinds: str) -> str:
    """The same of the words of campaign_words.tsv of these kinds."""
    return load_alternatives("campaign_words", *kinds, gap=GAP)


def verbs_pattern(kind: str) -> str:
    """The same of what is done with a campaign, of a kind of campaign_verbs.tsv."""
    return load_alternatives("campaign_verbs", kind, gap=GAP)


QUOTED = r"(?P<name>\ue000[^\ue000-\ue002]*[\ue001\ue002])"
WORD = r"(?:[^\W\d_]+(?:[-–/][^\W\d_]+)*|\d{1,4})"
STOP = rf"(?:{words_pattern('stop')})(?!\w)"
FREE = rf"(?:[ \t\xa0]+(?!{STOP}){WORD}){{0,7}}?"
"""Words between the head and a quoted name: `phong trào thi đua yêu nước cao điểm “…”`."""
LETTERS = r"(?:[ \t]*\((?-i:[A-ZĐ]{2,9})\))?"
"""The abbreviation of a head before its quoted name: `Cuộc vận động (CVĐ) “…”`."""
WIDE_STOP = rf"(?:{words_pattern('wide_stop')})(?!\w)"
WIDE = rf"(?:,?[ \t\xa0]+(?!{WIDE_STOP})(?:{WORD}|[\ue010-\ue015]+)){{0,14}}?"
"""Words before `với chủ đề “…”`: units and places may stand among them."""
LINK = (
    r"(?P<link>,?\s+(?:(?:với|mang|lấy|có|theo)\s+)?(?:chủ\s+đề|khẩu\s+hiệu|tên\s+gọi|tên|phương\s+châm)(?:\s+là)?\s*:?"
    r"|,?\s+(?:với|mang|có|lấy)\s+tên(?:\s+gọi)?(?:\s+là)?\s*:?|,?\s+với\s+tinh\s+thần\s*:?)"
)
TO_EVENT = (
    r"(?!,\s+(?:nhân|để)\s)(?:,?\s+(?:(?:nhằm|để|ngắn\s+hạn|đặc\s+biệt|cao\s+điểm|sôi\s+nổi|rộng\s+khắp|sâu\s+rộng|thiết\s+thực)\s+){0,2}"
    r"(?:lập\s+(?:nhiều\s+)?thành\s+tích(?:\s+(?:cao\s+nhất|xuất\s+sắc(?:\s+nhất)?|cao|cao\s+nhất,?|thiết\s+thực))?\s+)?"
    r"(?:để\s+)?(?:mừng\s+Đảng,?\s+(?:mừng|đón)\s+xuân,?\s+)?(?:thiết\s+thực\s+)?(?:chào\s+(?:mừng|đón)|mừng|k[ỷỉ]\s+niệm|nhân(?:\s+dịp)?|hướng\s+(?:tới|đến|về)|tiến\s+tới|chào)"
    r"(?:\s+(?:thành\s+công|trước\s+và\s+sau|sự\s+kiện))?)"
)
EVENT = r"\ue016+"
NAMED_BY = re.compile(
    rf"(?:[ \t\xa0]+(?!{STOP})(?:{WORD}|[\ue010-\ue012\ue014\ue015]+)){{0,14}}?(?P<link>{TO_EVENT})?"
    rf"\s+(?P<event>{EVENT})",
    re.IGNORECASE,
)
NAMED_FAR = re.compile(
    rf"(?:,?[ \t\xa0]+(?!{STOP})(?:{WORD}|[\ue010-\ue012\ue014\ue015]+)){{0,20}}?(?P<link>{TO_EVENT})"
    rf"\s+(?P<event>{EVENT})",
    re.IGNORECASE,
)
"""`đợt thi đua tăng tốc, bứt phá hoàn thành nhiệm vụ chào mừng …`: commas only where a greeting follows."""
CHAIN = re.compile(
    r"(?:(?:\s*+\([\ue014\ue015\s\d/.,;:–-]{3,60}\)|,?\s+nhiệm\s+kỳ\s+[\ue014\ue015\s\d–-]{4,30}+)"
    r"(?=\s+và\s|,?\s+(?:hướng|tiến)\s))?+"
    r"\s*+(?:(?:,\s*và|,|và|;)\s*)?"
    r"(?:(?:chào\s+mừng|mừng|(?:tiến|hướng)\s+tới(?:\s+chào\s+mừng)?|hướng\s+đến|k[ỷỉ]\s+niệm|chào\s+đón)\s+)?"
    rf"(?:(?:thành\s+công|trước\s+và\s+sau)\s+)?{EVENT}",
    re.IGNORECASE,
)
"""The next event of a chain; days in brackets and a term of office before it stand inside the name."""
THEMED = re.compile(rf",?\s+(?:với|mang|lấy)\s+chủ\s+đề(?:\s+là)?\s*:?\s{{0,3}}{QUOTED}", re.IGNORECASE)
"""The theme of a movement behind the events that it greets."""
LISTED = re.compile(
    r"(?P<gap>[^.;:!?\n\ue000-\ue002]{0,110}?)\s*(?:,?\s*(?:như|gồm|là)(?:\s+là)?\s*:?|:)\s{0,2}" + QUOTED,
    re.IGNORECASE,
)
"""Several movements whose names are listed: `các phong trào thi đua do tỉnh phát động, như: “…”, “…”`."""
LISTED_KNOWN = re.compile(
    rf"(?:\s+(?:{words_pattern('listed')})){{0,3}}\s*(?:,?\s*(?:như|gồm|là)\s*:?|:)\s{{1,2}}", re.IGNORECASE
)
"""The same of known names without marks: `các chiến dịch tình nguyện: Mùa hè xanh, Hoa phượng đỏ`."""
OTHER_THINGS = re.compile(rf"(?<!\w)(?:{words_pattern('other')})(?!\w)", re.IGNORECASE)
"""What is listed instead where such a word stands before the list."""
COUNT = r"(?:[2-9]|hai|ba|bốn|năm|sáu|bảy|tám)"
NUMBERED = re.compile(
    rf"\s+(?P<motto>{COUNT}\s(?:{words_pattern('motto', 'first_motto')})(?!\w)"
    rf"(?:,?\s(?:và\s)?{COUNT}\s(?:{words_pattern('motto', 'next_motto')})(?!\w)){{0,3}})",
    re.IGNORECASE,
)
"""A numbered motto right behind a head: its adjective tells it from a count."""
TOLD = re.compile(r"\s(?:này|cần|phải|đã|sẽ|đang|là|có)(?!\w)")
SPOKEN = re.compile(r"[.!?…]\s|\n")
"""What shows speech and no name in a quotation that begins with a head: behind the head, or anywhere in it."""
DRIVES = ("đợt", "chiến dịch")
DAYS = re.compile(
    rf"(?:[ \t]+(?:thi\s+đua|cao\s+điểm|nước\s+rút|đặc\s+biệt|sản\s+xuất)){{0,3}}[ \t]+\d{{2,3}}[ \t]+ngày"
    rf",?[ \t]+(?:và[ \t]+)?đêm"
    rf"(?![ \t]+lịch\s+sử)(?:(?:,[ \t]+(?![\ue010-\ue012])|[ \t]+)"
    rf"(?:mặt[ \t]+bằng|(?!{STOP}|thi\s+đua)(?:\d{{1,3}}\.\d{{3}}|{WORD}|[\ue010-\ue012]+))){{2,12}}",
    re.IGNORECASE,
)
"""A drive that its days and its deed name without marks: `đợt thi đua nước rút 90 ngày đêm sản xuất, tiêu thụ than`."""
UNOPENED = re.compile(rf"[ \t]+(?P<name>[{CAPITALS}][^“”\"«»‘’.;:!?()\n\ue000-\ue002]{{6,110}}?)[ \t]?[”»]")
"""A name whose opening mark is missing."""
ALSO = re.compile(
    r"\A(?:,|\s+và|,\s+và)\s+(?:các\s+)?(?:cuộc\s+vận\s+động|phong\s+trào|chương\s+trình|chiến\s+dịch)(?!\w)",
    re.IGNORECASE,
)
"""A second head right behind the plural one: `các phong trào, cuộc vận động như: …`."""
FURTHER = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?=[^\W\d_]|\ue000)", re.IGNORECASE)
MODIFIERS = re.compile(rf"(?:\s+(?:{words_pattern('known')}))*", re.IGNORECASE)
"""Words between a head and a known name."""
PLURAL = re.compile(r"(?<!\w)(?:các|những|nhiều|một\s+số|mọi|hai|ba|bốn|\d+)\s+$", re.IGNORECASE)
THROUGH = re.compile(
    rf"{FREE}[ \t]+(?:hưởng\s+ứng|thực\s+hành|thực\s+hiện|làm\s+theo)"
    rf"(?:\s+(?:{heads_pattern()}))?\s*:?\s{{0,2}}{QUOTED}",
    re.IGNORECASE,
)
"""A movement named by what it answers to: `phong trào thi đua hưởng ứng cuộc vận động “…”`."""
BLANK_LINE = re.compile(r"\n[ \t]*\n")
"""No name goes on over it."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns that depend on the lexicon of heads."""

    head: re.Pattern[str]
    head_words: Wanted
    quoted: re.Pattern[str]
    modifiers: re.Pattern[str]
    quoted_only: frozenset[str]

    def needs_quotation(self, head: str) -> bool:
        """Whether that head names a campaign only with a quoted name."""
        return " ".join(head.lower().split()) in self.quoted_only


@cache
def load_grammar() -> Grammar:
    """The patterns, compiled once from lexicons/campaign_heads.tsv."""
    entries = load_lexicon("campaign_heads")
    return Grammar(
        head=re.compile(rf"(?:{heads_pattern()})(?!\w)", re.IGNORECASE),
        head_words=Wanted(first_keys(entry.form for entry in entries)),
        quoted=re.compile(rf"(?:{FREE}{LETTERS}[ \t]*:?\s{{0,3}}|{WIDE}{LINK}\s{{0,3}}){QUOTED}", re.IGNORECASE),
        modifiers=MODIFIERS,
        quoted_only=frozenset(entry.form.lower() for entry in entries if entry.kind == "quoted"),
    )


def is_speech(head: re.Match[str], end: int) -> bool:
    """Whether a quotation that begins with `head` and ends at `end` is somebody's words and no name."""
    return bool(TOLD.match(head.string, head.end()) or SPOKEN.search(head.string, head.end(), end))


def unmarked_name(masked: str, head: re.Match[str]) -> tuple[str, tuple[int, int] | None]:
    """How a name behind `head` is told that has no marks or only the closing one, and where it stands, if any does."""
    drive = head[0].lower().startswith(DRIVES)
    days = DAYS.match(masked, head.end()) if drive else None
    if days is not None:
        return "days and deed", days.span()
    modifiers = MODIFIERS.match(masked, head.end())
    name = UNOPENED.match(masked, modifiers.end() if modifiers else head.end())
    return "closing mark", name.span("name") if name else None
