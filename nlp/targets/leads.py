"""What stands before a figure in its clause: opening words, the verb that governs it, what was told of its subject."""

from __future__ import annotations

import re

from nlp.lexicon import load_matcher
from nlp.targets.clauses import TRIM, limits
from nlp.targets.quantities import MEASURE, Quantity
from nlp.targets.twins import last_before
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover
from nlp.text.placeholders import PERIOD_START

PREDICATE = re.compile(
    r"(?:đạt|tăng|giảm|còn|chiếm|vượt|bằng|là)\s+(?:bình quân\s+)?(?:(?:mỗi|hàng|hằng) năm\s+)?$", re.IGNORECASE
)
CHANGE = re.compile(rf"(?<!\w)(?:{load_alternatives('target_words', 'change')})(?!\w)", re.IGNORECASE)
TO_FIGURE = re.compile(r"\s(?:lên|xuống|còn|tới)(?:\s(?:còn|trên|hơn))?\s*\Z")
"""Before the figure that something is brought to."""
MOVED_BY = ("từ ", "Từ ", "xuống dưới ")
"""How the words about the figure's size begin to which something is brought."""
LIMITED = re.compile(r"không quá|không vượt quá|không dưới|dưới|tối đa|[≥≤<>]=?|từ", re.IGNORECASE)
LONGEST_CHANGED = 16
LONGEST_MOVED = 9
"""Words of a subject that rises or falls from one figure to another."""
BARE_STATE = re.compile(r"(?:(?:thu|chỉ|mới|đã|đều)\s){0,2}(?:(?:đạt|còn|chiếm|vượt|tăng|giảm)\s)?", re.IGNORECASE)
SUBJECT_STATE = re.compile(r"(?:[^\W\d_]+\s){0,8}?(?:đạt|còn|chiếm|vượt|bằng)\s(?:yêu cầu\s)?", re.IGNORECASE)
"""What may stand between a name and the share that is told of it."""
WORKS = re.compile(rf"\s(?:{load_alternatives('target_words', 'work')})(?!\w)")
CARRIED_OUT = re.compile(
    r"(?<!\w)(?:thực hiện|triển khai|đăng k[ýí])(?: được| xong| thành công| xây dựng| mới)?\s\Z", re.IGNORECASE
)
LONGEST_CARRIED = 24
"""Before works that are carried out, which are a target without the verb."""
NO_VERB = re.compile(r"(?<!\w)(?:các|hai|ba|mọi|những|từng|khỏi)\s\Z", re.IGNORECASE)
"""Before what is no verb here: `các cấp`, `những xây dựng`, `ra khỏi tổ chức`."""
LONGEST_SUBJECT = 14
TOLD = re.compile(
    r"\d|(?<!\w)(?:đạt|là|còn|được|đã|có|vượt|bằng|chiếm|nhằm|góp|ổn định|tăng(?! trưởng)|giảm(?! nghèo))(?!\w)"
)
"""What shows that something was told of a subject already."""
LONGEST_PART_TOLD = 10
"""Words of a subject's last part with its predicate."""
AUXILIARIES = ("đã", "sẽ", "phải", "cần", "đều", "mới")
"""What stands before a verb and ends no subject."""
DONE = " đã "
LONGEST_REACHING = 6
"""Words of who reaches a figure."""
REACH_RATE = re.compile(r"đạt (?=(?:tỷ lệ|tỉ lệ) [^\d,.;:]*\s(?:đạt|tối thiểu|ít nhất|còn|trên|từ)\s)")
"""A verb before what is measured, of which a second one tells: `đạt tỷ lệ thi hành xong đạt 72%`."""
RECRUITS = re.compile(r"(?:\D{0,8}\d[\d.]*)?\s(?:công dân|thanh niên|tân binh|chiến sĩ mới)(?!\w)")
"""Whom a body hands over to the army: `giao 135 công dân nhập ngũ`."""


def behind_done(text: str, start: int, end: int) -> int:
    """Where the verb of what was done begins behind `đã`, whose subject stays outside: `ngành đã hoàn thành 104%`."""
    done = text.rfind(DONE, start, end)
    verb = load_matcher("target_verbs").at(text, done + len(DONE), end) if done >= 0 else None
    return start if verb is None else verb.start


def with_change(text: str, start: int, measure: int) -> int:
    """Where the verb of change right before what is measured begins: `giảm tai nạn giao thông trên cả 3 tiêu chí`."""
    changes = [one for one in CHANGE.finditer(text, start, measure) if one.end() + 1 == measure]
    return changes[-1].start() if changes else measure


def is_reached(text: str, start: int, verb: int) -> bool:
    """Whether a few nouns are told to reach the figure: `đội tuyển cấp tỉnh đạt 11 giải`."""
    words = text[start:verb].split()
    told = text.startswith("đạt ", verb) and 1 < len(words) <= LONGEST_REACHING
    return told and words[-1] not in AUXILIARIES and not any(map(str.isdigit, text[start:verb]))


def of_all(text: str, start: int, quantity: Quantity) -> int | None:
    """Where the deed begins that is done to a share behind `đối với`, or before one: `xác minh đối với 100% hồ sơ`."""
    if not (text.endswith("đối với ", start, quantity.opening) or text.startswith(" đối với", quantity.end)):
        return None
    verb = next(
        (one for one in load_matcher("target_verbs").find(text, start, quantity.opening) if not one.entry.kind), None
    )
    return None if verb is None or len(text[verb.start : quantity.opening].split()) > LONGEST_SUBJECT else verb.start


def is_one_subject(text: str, left: int, stop: int, end: int) -> bool:
    """Whether a measured subject goes on behind its comma or `và`: `giá trị sản xuất nông nghiệp, xây dựng tăng`.

    `left` is where its clause begins, `stop` where its last part does, `end` where the figure does.
    """
    start = strip_lead(text, left, stop)
    measure = load_matcher("target_measures").at(text, start, stop)
    if measure is None or TOLD.search(text, measure.end, stop):
        return False
    part = text[stop:end]
    if load_matcher("target_measures").at(text, stop, end) is not None:
        return False
    return PREDICATE.search(part) is not None and len(part.split()) <= LONGEST_PART_TOLD


def works(text: str, quantity: Quantity) -> str:
    """`works` where a figure counts works or goods that are carried out: `thực hiện 67 công trình`."""
    before = max(0, quantity.opening - LONGEST_CARRIED)
    counted = WORKS.match(text, quantity.end) or MEASURE.match(text, quantity.end)
    carried = counted and CARRIED_OUT.search(text, before, quantity.opening)
    return "works" if carried else ""


def tells_of_its_subject(text: str, whole: int, start: int, end: int, subjects: Cover) -> bool:
    """Whether a share is told of a name that opens the clause: `Thuế tỉnh Phú Thọ thu ngân sách đạt 159,9% dự toán`."""
    if (
        whole == start
        or not subjects.starts_at(whole)
        or PERIOD_START.match(text, whole)
        or not SUBJECT_STATE.fullmatch(text, start, end)
    ):
        return False
    if BARE_STATE.fullmatch(text, start, end) or load_matcher("target_measures").at(text, start, end) is not None:
        return True
    return load_matcher("target_verbs").at(text, start, end) is None


def changed(text: str, whole: int, start: int, quantity: Quantity) -> int | None:
    """Where a verb of change begins whose object stands before the figure: `nâng thu nhập bình quân lên 10 triệu`."""
    if not (TO_FIGURE.search(text, start, quantity.opening) or text.startswith(MOVED_BY, quantity.opening)):
        return None
    verb = CHANGE.search(text, start, quantity.opening)
    if verb is None or len(text[verb.start() : quantity.opening].split()) > LONGEST_CHANGED:
        return None
    moved = verb[0].lower() in {"giảm", "tăng"} and not text[verb.end() : quantity.opening].strip()
    subject = text[whole : verb.start()]
    told = 1 < len(subject.split()) <= LONGEST_MOVED and not any(char.isdigit() for char in subject)
    return whole if moved and told else verb.start()


def is_limited(text: str, quantity: Quantity) -> bool:
    """Whether the words about the figure's size say that what stands before it is to stay below or above it."""
    limit = LIMITED.match(text, quantity.opening)
    return limit is not None and (quantity.percent or limit[0].lower() != "từ")


def ends_with_governor(text: str, start: int, end: int) -> bool:
    """Whether the stretch ends with a word such as `có` or `đăng ký`, which governs the figure from outside.

    Not where it is the end of a content verb: `bàn giao` is no `giao`.
    """
    window = max(start, end - len("đăng ký thực hiện "))
    governor = last_before(text, limits("governor"), window, end)
    if governor is None or (text.startswith("giao ", governor) and RECRUITS.match(text, end)):
        return False
    verb = last_before(text, load_matcher("target_verbs"), window, end)
    return verb is None or governor <= verb


def strip_lead(text: str, start: int, end: int) -> int:
    """Where the words that open a clause without belonging to the target end."""
    while start < end:
        if text[start] in TRIM or text[start].isspace():
            start += 1
            continue
        reach = REACH_RATE.match(text, start, end)
        if reach is not None:
            return reach.end()
        match = limits("lead").at(text, start, end)
        measure = load_matcher("target_measures").at(text, start, end) if match is not None else None
        verb = load_matcher("target_verbs").at(text, start, end) if match is not None else None
        if match is None or any(one is not None and one.end > match.end for one in (measure, verb)):
            return start
        start = match.end
    return start


def last_verb(text: str, start: int, end: int) -> int | None:
    """Where the verb nearest to the figure begins, with the verbs that stand directly before it."""
    found: int | None = None
    before = start
    for match in load_matcher("target_verbs").find(text, start, end):
        if match.entry.kind == "none" or (match.entry.ambiguous and text[match.end : end].strip()):
            continue
        if NO_VERB.search(text, max(0, match.start - len("những ")), match.start):
            continue
        if found is None or text[before : match.start].strip():
            found = match.start
        before = match.end
    return found
