"""EVENT mentions: congresses, anniversaries, holidays, conferences, elections, contests, themed weeks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import Match, load_matcher
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.rule_files import Rule, load_rules
from nlp.text.placeholders import OCCASION, UNCLOSED_END, spans_of, with_placeholders
from nlp.text.quotations import find_quotations

READ = ("UNIT", "PLACE", "PERSON", "DATE")
GREETING = re.compile(
    r"(?:mừng|tới|hiểu|niệm|dịp|và|đón|đến|[,;:)–-]|(?:thành\s+tích|hướng\s+về))\s*(?:(?:lễ|nhân|thành\s+công)\s+)?$",
    re.IGNORECASE,
)
"""What stands before a count of years that is an anniversary, not a span of time."""
GREETED = re.compile(r"(?:chào|đón)\s+mừng\s*$|(?<!\w)mừng\s*$|tiến\s+tới\s*$|hướng\s+tới\s*$", re.IGNORECASE)
GREETED_TOO = re.compile(
    r"(?:chào|đón)\s+mừng\s[^.;\n]{3,60}\svà\s*$|(?<!\w)mừng\s[^.;\n]{3,60}\svà\s*$", re.IGNORECASE
)
"""The same behind another one that is greeted: `mừng Quốc khánh và Cách mạng Tháng Tám`."""
LOOK_BACK = 80
"""Characters before an event in which its greeting stands."""
RECURRING = ("Năm ", "Tháng ", "Tết", "Lễ hội ", "Chôl", "SEA Games", "Festival", "Olympic")
"""How the names begin of what is told from year to year by a bare figure."""
DAY = "ngày "
SEVERAL = re.compile(r"(?:\d|(?<!\w)(?:các|những|mấy|vài))\s\Z", re.IGNORECASE)
"""Before days that are counted, not the feast's own: `nghỉ 7 ngày tết Nguyên đán`."""
NEAR = 8
"""Characters before a day in which its count or plural stands."""
LONG_NAME = 4
"""Words of a name that is no chance in small letters."""
ORDINAL = re.compile(
    r"[ \xa0]lần[ \xa0](?:thứ[ \xa0](?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
    r"|(?:thứ[ \xa0])?(?:\d{1,3}|[IVXL]+)(?![\w/]))"
)
"""Which of its series a day, a month or a week is."""
BUDDHIST_YEAR = re.compile(r"[ \xa0](?:[-–][ \xa0])?Phật lịch[ \xa0](?:năm[ \xa0])?\d{4}(?!\d)", re.IGNORECASE)
BARE_YEAR = re.compile(r"[ \xa0](?:(?:19|20)\d\d|\d{1,2})(?![\w/-]|\.\d)")
GENERIC_TAIL = re.compile(r"\s(?:ngày|nhiệm|giai|lần|các|của|và|ngành|cơ)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An event found, half open in characters; `kind` as in rules/events.tsv."""

    start: int
    end: int
    kind: str
    source: str


def add_events(doc: Doc) -> None:
    """Add EVENT mentions."""
    add_mentions(doc, find_events(doc.text, mentions_of(doc, *READ)))


def find_events(text: str, mentions: Sequence[Mention] = ()) -> list[Mention]:
    """The EVENT mentions of `text` in order of their start.

    `mentions` are the units, places, people and dates in it.
    """
    occasions = _occasions(text)
    days = ((one.start, one.end, OCCASION) for one in occasions if one.kind != "congress")  # which rules go on from
    spans = [*spans_of(mentions), *days]
    masked = with_placeholders(text, spans, find_quotations(text))
    found = [*_by_rules(masked), *(one for one in occasions if _stands_alone(text, one))]
    return [_mention(text, one) for one in _outermost(found)]


def _occasions(text: str) -> list[Found]:
    """Holidays, great dates and once-only events of the lexicons."""
    return [
        Found(_with_day(text, match), _with_year(text, match), match.entry.kind, "lexicons/holidays.tsv")
        for match in load_matcher("holidays", "events").find(text)
        if _is_named(text, match)
    ]


def _with_day(text: str, match: Match) -> int:
    """Where a feast begins, `ngày` before it together with a small letter: `ngày giỗ Tổ Hùng Vương`."""
    small = match.entry.kind == "holiday" and match.entry.form[0].isupper() and text[match.start].islower()
    first = match.start - len(DAY)
    if not small or not text.endswith(DAY, 0, match.start) or SEVERAL.search(text, max(0, first - NEAR), first):
        return match.start
    return first


def _is_named(text: str, match: Match) -> bool:
    """Whether words that are in the lexicons stand for the occasion: by a capital, or by their length."""
    if match.entry.kind == "election" and text[match.end :].lstrip().lower().startswith("đại biểu"):
        return False
    if match.entry.form[0].islower() or _is_capital(text, match.start) or _is_long_day(match.entry.form):
        return True
    return match.entry.kind in ("date", "holiday") and not text[match.start : match.end].islower()


def _with_year(text: str, match: Match) -> int:
    """The end of a feast or of games together with the year or number that tells which one it is."""
    told = ORDINAL.match(text, match.end) or BUDDHIST_YEAR.match(text, match.end)
    if told and match.entry.kind != "date":
        return told.end()
    form = match.entry.form
    recurs = (form[0].upper() + form[1:]).startswith(RECURRING)
    year = BARE_YEAR.match(text, match.end) if recurs else None
    return year.end() if year else match.end


def _is_capital(text: str, at: int) -> bool:
    """Whether a name begins with a capital, `ngày` before it aside."""
    return text[at].isupper() or (text.startswith(DAY, at) and text[at + len(DAY)].isupper())


def _is_long_day(form: str) -> bool:
    """`ngày nhà giáo Việt Nam`, `tháng hành động vì trẻ em`: told by its words in small letters too."""
    return form.startswith(("Ngày ", "Tháng ")) and len(form.split()) >= LONG_NAME


def _stands_alone(text: str, occasion: Found) -> bool:
    """Whether the name alone is an event: a date of history is one only when it is greeted."""
    before = text[max(0, occasion.start - LOOK_BACK) : occasion.start]
    return occasion.kind != "date" or (GREETED.search(before) or GREETED_TOO.search(before)) is not None


@cache
def _rules_by_head() -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    heads: dict[str, list[Rule]] = {}
    for rule in load_rules("events", "event_fragments"):
        for head in rule.needs.split("|"):
            heads.setdefault(OCCASION if head == "occasion" else head, []).append(rule)
    return tuple((head, tuple(rules)) for head, rules in heads.items())


def _by_rules(masked: str) -> Iterator[Found]:
    """What the rules find at the places where their heads stand."""
    lowered = masked.lower()
    if len(lowered) != len(masked):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in masked)
    starts: dict[str, list[int]] = {}
    for head, rules in _rules_by_head():
        word = head.partition(" ")[0]
        if word not in starts:
            starts[word] = list(_word_starts(lowered, word))
        for at in starts[word]:
            if lowered.startswith(head, at):
                for rule in rules:
                    yield from _at(masked, at, rule)


def _word_starts(text: str, word: str) -> Iterator[int]:
    """Where words begin that begin so."""
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            yield at
        at = text.find(word, at + len(word))


NAMELESS = re.compile(r"\d\s+năm\Z")
"""What is left of an anniversary of which nothing is told."""
DAY_NEXT = re.compile(rf"năm\s+(?:ngày\s|{OCCASION})", re.IGNORECASE)
"""A count of years of a day is an anniversary, greeted or not."""
COUNT_BEFORE = re.compile(r"(?:tròn\s+)?\d{1,4}\s+$")


def _at(masked: str, at: int, rule: Rule) -> Iterator[Found]:
    start = at
    if rule.value == "years":
        count = COUNT_BEFORE.search(masked, max(0, at - 12), at)
        if not count:
            return
        before = masked[max(0, count.start() - LOOK_BACK) : count.start()]
        if not DAY_NEXT.match(masked, at) and not GREETING.search(before):
            return
        start = count.start()
    match = rule.pattern.match(masked, start)
    if match:
        whole = match.end() + (masked[match.end() : match.end() + 1] == UNCLOSED_END and not match[0].endswith(" "))
        end = _trimmed(masked, match.start(), whole)
        if NAMELESS.search(masked, match.start(), end):
            return
        yield Found(match.start(), end, rule.value, f"rules/events.tsv {rule.name}")


def _trimmed(masked: str, start: int, end: int) -> int:
    """The end without a word that only begins what follows."""
    tail = GENERIC_TAIL.search(masked, start, end)
    while tail:
        end = tail.start()
        tail = GENERIC_TAIL.search(masked, start, end)
    while end > start and (masked[end - 1].isspace() or masked[end - 1] in ",;:.-–"):
        end -= 1
    return end


def _outermost(found: Iterable[Found]) -> list[Found]:
    """Of those that overlap, the one that begins first; of equal starts the longest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda event: (event.start, -event.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _mention(text: str, event: Found) -> Mention:
    surface = text[event.start : event.end]
    return Mention(
        event.start, event.end, "EVENT", surface, " ".join(surface.split()), {}, confidence=0.8, source=event.source
    )
