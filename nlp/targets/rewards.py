"""Who was there, who is praised and what is given: figures of these are no targets."""

from __future__ import annotations

import re

from nlp.lexicon import forms_of
from nlp.targets.quantities import Quantity
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover

PRESENT = re.compile(
    rf"\s(?:lượt )?(?:cựu )?(?:{load_alternatives('target_words', 'present')}),?"
    rf"(?:\s[^\s;.]+){{0,12}}?\s(?:đã |cùng |về )?(?:{load_alternatives('target_words', 'attend')})"
    rf"(?=\s*(?:\Z|[.,;)\n])|\s(?:{load_alternatives('target_words', 'attended')})(?!\w))"
)
"""People who were there: no result."""
ATTENDING = re.compile(r"(?<!\w)(?:tham dự|cùng dự|đến dự|về dự|dự)(?!\w)[^.;:\n]{0,60}?\scó\s\Z", re.IGNORECASE)
"""Before those who are told to have come."""
LONGEST_ATTENDING = 90
REWARDED = re.compile(
    r"(?:(?:\s[^\s;.]+){0,12}?|(?:\s[^\s;.,\d]+){13,18}?)"
    r"\s(?:được (?:(?:(?:TP\.|[^\s;.\d]+) ){0,16}?(?:tặng|khen)|(?:chọn|cử|bầu) (?:đi )?(?:dự|tham dự|tham gia)"
    r"|tuyên dương|biểu dương|tôn vinh|trao|nhận|đề nghị"
    r"|xét|suy tôn)|(?<=tập thể )(?:để )?tặng|(?<=cá nhân )(?:để )?tặng"
    r"|đề nghị (?:[^\s;.,]+ ){0,5}?(?:tặng|khen)|nhận (?:Huân|Huy|Bằng|Cờ|Giấy|danh hiệu))(?!\w)"
)
GIVEN = forms_of("target_words", "praise")
"""Before the first of those who are praised: the others of the list are too (`khen thưởng 6 tập thể, 15 cá nhân`)."""
LONGEST_GIVEN = 20
"""Characters of such words."""
CHOSEN = re.compile(rf"\s(?:{load_alternatives('target_words', 'chosen')})(?!\w)", re.IGNORECASE)
"""Those who are chosen for an award, the awards and the money that are given: no targets."""
PEOPLE_AWARDED = re.compile(r"\s(?:tập thể|cá nhân|tổ thợ|em|bạn|cháu|đồng chí)(?!\w)")
LONGEST_REWARDED = 260
"""Characters between those who are rewarded and the honour that they receive."""
RECEIVED = re.compile(
    r"(?:được|vinh dự|đã|để)\s(?:(?:trao|truy|phong|đón)\s)?(?:trao|nhận|tặng|thưởng|tặng thưởng|nhận được)\s"
    r"(?:danh hiệu\s)?(?:[“\"]\s?)?\Z"
)
"""Before an honour that those before it receive."""
SIGNERS = re.compile(
    rf"\s(?:{load_alternatives('target_words', 'signer')})(?!\w)(?:,?\s[^\s;.,]+){{0,10}}?"
    r"\s(?:cùng tham gia|(?:ký|đặt bút ký|tiến hành ký)(?: kết)?(?: bản)?(?: giao ước| thi đua|\s?[.,;]))"
    r"|(?:,?\s[^\s;.,\d]+){1,7}?\s(?:đã )?(?:cùng )?"
    r"(?:ký tên|ký vào|đặt bút ký|ký (?:kết )?(?:bản )?giao ước|ký kết thi đua)(?!\w)"
)
"""Those who sign an agreement are there; they are no result."""
ACHIEVED = re.compile(
    r"(?:\s[^\s;.,]+){1,4}?\sđạt\s(?:danh hiệu|giải|chuẩn|tiêu chuẩn)(?!\w)"
    r"|\s(?:lượt )?(?:hộ|gia đình|dòng họ|thôn|ấp|bản|làng|buôn|tổ dân phố|khu phố|khu dân cư|xã|phường)"
    r"(?:\s[^\s;.,]+){0,4}?\sđược công nhận (?:là |đạt )?danh hiệu(?!\w)"
)
"""Those who reach a title are a result, whatever honours are told of before them; so are households that bear one."""
MONEY = re.compile(r"\s(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s)?đồng(?!\w)")
PRAISED = re.compile(r"(?<!\w)(?:khen thưởng|thưởng|tiền thưởng|giải thưởng)(?!\w)")
"""Before prize money."""
HAPPENED = re.compile(r"xảy ra (?:hơn |gần |trên )?\d[\d.]* [^\d,.;:()]{1,50}\Z")
LONGEST_HAPPENED = 80
"""What comes with cases that happened: `xảy ra 25 vụ phạm pháp hình sự với 31 đối tượng`."""
LINE = re.compile(r"\s?km\s(?:(?:đường\s)?(?:biên giới|biên|bờ biển)|với)(?!\w)")
GUARDED = re.compile(
    r"(?<!\w)(?:quản lý|bảo vệ|phụ trách|giữ)(?:,?\s[^\d.;:,]{1,40})?\s(?:gần |hơn |trên )?\Z", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.;!?]\s|\n")
CEREMONY = re.compile(
    r"(?:(?:Cũng )?(?:[Tt]rong |[Nn]hân )?[Dd]ịp này|(?:Cũng )?[Tt]ại (?:buổi|lễ|hội nghị|chương trình|đại hội|hội thi)"
    r"|(?:Sau|Trước|Ngay sau) (?:lễ|buổi|hội nghị)|[Bb]an tổ chức|[Cc]ác đại biểu|[Ll]ãnh đạo)(?!\w)[^.;\n]*\Z"
)
"""How a sentence begins that tells what was handed over at a ceremony."""
FLOWERS = re.compile(
    r"(?:trao|tặng|gửi)(?: tặng)? (?:hoa|lẵng hoa|giấy chứng nhận|phần thưởng|kỷ niệm chương|quà lưu niệm)"
    r"(?: [^\W\d_]+){0,3} cho (?:hơn |trên |gần )?\Z",
    re.IGNORECASE,
)
"""Before those who are honoured."""
LONGEST_FLOWERS = 60
LEADS = ("cho ", "hơn ", "trên ", "gần ")
"""What stands right before those who are honoured, in small letters: asked first."""
LONGEST_LEAD = max(map(len, LEADS))
GIFT = re.compile(r"\s(?:suất|phần quà|túi quà)(?!\w)")
"""Gifts to those in need: a result where a report sums them up, none where one ceremony is told of."""
GIVING = ("chọn", "trao", "tặng")
LONGEST_SENTENCE = 220
"""Characters before a gift in which its sentence's beginning is looked for."""


def is_present(text: str, quantity: Quantity) -> bool:
    """Whether the figure counts people or bodies that were there."""
    return (
        PRESENT.match(text, quantity.end) is not None
        or SIGNERS.match(text, quantity.end) is not None
        or _is_attended(text, quantity)
    )


def _is_attended(text: str, quantity: Quantity) -> bool:
    if text[max(0, quantity.opening - len("có ")) : quantity.opening].lower().rstrip() != "có":
        return False
    return ATTENDING.search(text, max(0, quantity.opening - LONGEST_ATTENDING), quantity.opening) is not None


def is_condition(text: str, start: int, end: int) -> bool:
    """Whether a figure from `start` to `end` tells whose aim follows: `đơn vị có trên 500 việc, phấn đấu đạt 75%`."""
    return text.endswith(" có ", 0, start) and text.startswith(", phấn đấu ", end)


def is_no_deed(text: str, quantity: Quantity) -> bool:
    """Whether the figure counts those who had part in cases that happened, or tells how long a guarded line is."""
    nearest = max(0, quantity.opening - LONGEST_HAPPENED)
    if HAPPENED.search(text, nearest, quantity.opening):
        return True
    return LINE.match(text, quantity.end) is not None and GUARDED.search(text, nearest, quantity.opening) is not None


def are_given(text: str, quantity: Quantity) -> bool:
    """Whether the figure is the first of those who are praised."""
    before = text[max(0, quantity.opening - LONGEST_GIVEN) : quantity.opening].lower()
    return before[-1:].isspace() and before[:-1].removesuffix(" cho").endswith(GIVEN)


def is_rewarded(text: str, start: int, end: int, quantity: Quantity, awards: Cover) -> bool:
    """Whether the figure, in a clause from `start` to `end`, counts those who receive an award."""
    if quantity.percent:
        return False
    if ACHIEVED.match(text, quantity.end) and not text.endswith("cho ", start, quantity.opening):
        return False
    if awards.last_end(start, quantity.opening) > start:
        nearest = max(start, quantity.start - LONGEST_REWARDED)
        if PEOPLE_AWARDED.match(text, quantity.end) or "cho " in text[nearest : quantity.start]:
            return True
    if MONEY.match(text, quantity.end) and PRAISED.search(
        text, max(start, quantity.start - LONGEST_REWARDED), quantity.start
    ):
        return True
    return REWARDED.match(text, quantity.end, end) is not None or _receives(text, quantity.end, awards)


def _receives(text: str, at: int, awards: Cover) -> bool:
    """Whether the next honour of the sentence is received by those who are counted before `at`."""
    until = at + LONGEST_REWARDED
    honour = awards.next_start(at, until)
    if honour == until or not RECEIVED.search(text, at, honour):
        return False
    return SENTENCE_END.search(text, at, honour) is None


def is_prize(text: str, quantity: Quantity) -> bool:
    """Whether the figure counts awards, prizes or money that are handed over, a ceremony's gifts, or the chosen."""
    lead = text[max(0, quantity.start - LONGEST_LEAD) : quantity.start].lower()
    if lead.endswith(LEADS) and FLOWERS.search(text, max(0, quantity.start - LONGEST_FLOWERS), quantity.start):
        return True
    before = text[max(0, quantity.opening - LONGEST_GIVEN) : quantity.opening].rstrip(' “"«‘„').lower()
    if not before.removesuffix(" tổng cộng").endswith(GIVING):
        return False
    if CHOSEN.match(text, quantity.end) and not GIFT.match(text, quantity.end):
        return True
    return CEREMONY.search(text, max(0, quantity.opening - LONGEST_SENTENCE), quantity.opening) is not None
