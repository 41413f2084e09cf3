"""AWARD mentions: orders, medals, flags, commendations and titles, with their grade, level, name and giver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ingest.orthography import CAPITALS, SMALL
from nlp.lexicon import Match, load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover
from nlp.units.office import post_after, unit_after

QUOTED = re.compile(r"(?:\s{0,2}(?::\s{0,2})?[“«‘]|(?:\s{1,2}|\s{0,2}:\s{0,2})\")(?P<name>[^“”\"«»‘’\n]{2,100})[”\"»’]")
UNQUOTED = re.compile(
    rf"\s{{1,2}}(?:[Vv]ì (?:{load_alternatives('award_words', 'cause')})|Chiến sĩ)\s[^.;:!?()\n“”\"]{{2,70}}"
)
"""The usual beginnings of a medal's name that stands without quotation marks."""
MARKED = re.compile(r"[^“”\"«»‘’\n]{8,80}(?=[”\"»’])")
"""The rest of a name that is quoted together with its head: `“Giải thưởng Cánh én hồng”`."""
CERTIFICATE = "Bằng công nhận"
ACKNOWLEDGED = re.compile(
    r"(?:\s[^\W\d_]+){1,10}?(?:\smức độ \d)?"
    r"(?=\s(?:của|cho|do|năm|và|với|được|đã|là|từ|tại|vào|để)\s|\s?[,.;:()\n“”\"]|\s?\Z)"
)
"""As what somebody is acknowledged: `Bằng công nhận xã đạt chuẩn nông thôn mới`."""
PARTY_YEARS = re.compile(r"\s{1,2}\d{2}(?:,\s\d{2})* năm tuổi [Đđ]ảng")
"""`Huy hiệu 50 năm tuổi Đảng`."""
NEXT_QUOTED = re.compile(r"\s?(?:,|;|và|hoặc)\s{1,2}[“\"«‘](?P<name>[^“”\"«»‘’\n]{2,100})[”\"»’]")
FREE_TITLE = re.compile(
    rf"\s{{1,2}}(?:là\s)?(?P<name>(?-i:[{CAPITALS}])(?:[^.;:!?()\n“”\"]|(?<=\w)\n(?=[{SMALL}]+\s[{CAPITALS}{SMALL}])){{2,80}})"
)
TITLE_END = re.compile(
    rf"\s(?:{load_alternatives('award_words', 'end', 'title_end')})(?!\w)"
    rf"|,\s(?=[{CAPITALS}]|\d|\w+\s(?:tặng|đề nghị|trao|xét|công nhận|là|có))|\s\d",
)
HEADING_GOES_ON = re.compile(
    rf"(?:thi đua|(?:{load_alternatives('award_words', 'end', 'title_end')}))(?!\w)", re.IGNORECASE
)
MEDAL_END = re.compile(
    rf"\s(?:{load_alternatives('award_words', 'end', 'medal_end')}|của(?!\sphụ nữ|\sPhụ nữ))(?!\w)"
    rf"|\svà\s(?![{SMALL}])|\s\d"
)
"""Where a medal's name ends: fields joined by `và` belong to it (`vì sự nghiệp khoa học và công nghệ`)."""
SAME_TITLE = re.compile(rf",\s(?:{load_alternatives('award_words', 'title_part')})(?!\w)")
"""A comma behind which a title goes on: `Giỏi việc nước, đảm việc nhà`."""
LISTED = re.compile(r"[”\"»’]?\s?(?:,|;|và|hoặc|,\svà)\s{1,2}[“\"«‘]?")
"""Between the titles of a list: what follows one is one."""
SPACE = re.compile(r"\s{1,2}")
GIVEN_BY = re.compile(r"\s{1,3}do\s", re.IGNORECASE)
"""Before those who give it, who are no part of its name."""
OF_GIVER = re.compile(r"\s{1,3}của\s", re.IGNORECASE)
TRAILING = " \t\n\xa0,;"
"""What stands before a closing mark and is no part of a name."""
CLUSTER = re.compile(r"(?<=dẫn đầu )(?:cụm|khối)", re.IGNORECASE)
"""The cluster that a flag's holder leads begins in its tail."""
OF_FIELD = re.compile(r"\scủa\s(?=ngành\s)")
"""`Cờ thi đua của ngành Kiểm sát nhân dân`."""
BEST = "xuất sắc"
"""How titles end that are told by a grade as by a level."""
AND = re.compile(r"\svà\s")
OF_LEVEL = re.compile(
    r"\scủa (?:tỉnh|trung ương)(?=\s?(?:[,.;:()\n]|\Z)|\s(?:cho|và|về|vì|năm|trao|tặng)\s)", re.IGNORECASE
)
"""A giver of whom only the level is told: `bằng khen của tỉnh`."""
SOLDIERS = re.compile(r"(?:cán bộ|sĩ quan|hạ sĩ quan|học viên),? (?:và )?\Z", re.IGNORECASE)
"""Before soldiers who emulate each other: no title (`cán bộ, chiến sĩ thi đua lập công`)."""
LONGEST_SOLDIERS = 16
SERIES = ("Chiến sĩ thi đua", "Chiến sỹ thi đua")
"""Titles that are named after the body in which they are held: `Chiến sĩ thi đua Tòa án nhân dân`."""
NATIONAL = ("Anh hùng", "Nhà giáo", "Thầy thuốc", "Nghệ sĩ", "Nghệ nhân", "Bà mẹ")
"""How the titles begin that the state gives: no level or kind follows them."""
STATE = ("Chủ tịch nước", "Chính phủ", "Thủ tướng", "Quốc hội", "Hội đồng")
"""Those who give orders; what else follows an order is whose it is."""
OPENING = ("“", '"', "«", "‘")
CLOSING = frozenset('”"»’')
AFTER_BARE_GIVER = frozenset(("commendation", "flag"))
CUE_WINDOW = 40
"""Characters before a name that may hold its cue."""


def add_awards(doc: Doc) -> None:
    """Add AWARD mentions."""
    add_mentions(doc, find_awards(doc.text, mentions_of(doc, "UNIT", "CAMPAIGN")))


def find_awards(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the awards of `text` in order; their givers are UNITs of `mentions`, a title in a CAMPAIGN is its name."""
    named = Cover([mention for mention in mentions if mention.label == "CAMPAIGN"])
    units = {mention.start: mention for mention in mentions if mention.label == "UNIT"}
    until = 0
    found = sorted([*_known(text, units), *_titled(text, units)], key=lambda place: (place[0], -place[1]))
    for start, end, confidence, source in found:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip(TRAILING))
        if start >= until and start < end and not named.covers(start):
            until = end
            yield Mention(start, end, "AWARD", text[start:end], confidence=confidence, source=source)


Place = tuple[int, int, float, str]
"""Start and end in characters, confidence, and what says so."""


def _known(text: str, units: dict[int, Mention]) -> Iterator[Place]:
    """Awards of the lexicon with what belongs to them."""
    last = 0
    for match in load_matcher("awards").find(text):
        source = f"lexicons/awards.tsv: {match.entry.form}"
        if match.entry.kind == "title":
            end = match.end if match.entry.form.startswith(NATIONAL) else _with_tail(text, match.end)
            if match.entry.form.startswith(SERIES) and (unit := units.get(end + 1)):
                end = unit.end
            if match.entry.form.startswith(SERIES) and end == match.end and _emulate(text, match.start):
                continue
            given = _is_given(text, match.start, named=end > match.end or match.entry.form.endswith(BEST))
            if not match.entry.ambiguous or given or _is_listed(text, last, match.start):
                last = end
                yield match.start, end, 0.9, source
        else:
            end = _extended(text, match, units)
            quoted = text[end - 1] in CLOSING and match.entry.kind != "flag"
            sure = quoted or text[match.start].isupper() or _after_cue(text, match.start, "giving")
            if not match.entry.ambiguous or (end > match.end and sure):
                yield match.start, end, 0.9, source


def _emulate(text: str, start: int) -> bool:
    """Whether soldiers behind officers emulate each other, which only reads like their title."""
    return text[start].islower() and SOLDIERS.search(text, max(0, start - LONGEST_SOLDIERS), start) is not None


def _is_listed(text: str, last: int, start: int) -> bool:
    """Whether a title with a capital stands right behind another one, which ends at `last`, in a list."""
    return text[start].isupper() and LISTED.fullmatch(text, last, start) is not None


def _is_given(text: str, start: int, *, named: bool) -> bool:
    """Whether a title that is also a common noun is one here: after `danh hiệu`, or given with a capital or a level."""
    if _after_cue(text, start, "title"):
        return True
    return (named or text[start].isupper()) and _after_cue(text, start, "giving")


def _extended(text: str, match: Match, units: dict[int, Mention]) -> int:
    """The end of an award with its grade or kind, its quoted name and its giver."""
    end = _with_tail(text, match.end)
    if match.entry.kind == "flag" and (title := load_matcher("awards").at(text, end + 1)) is not None:
        end = _with_tail(text, title.end) if title.entry.kind == "title" and text[end] == " " else end
    cluster = CLUSTER.search(text, match.start, end)
    if cluster is not None and cluster.start() in units:
        return units[cluster.start()].end
    if match.entry.form == CERTIFICATE:
        named = ACKNOWLEDGED.match(text, end)
        end = named.end() if named is not None else end
    if text[match.start - 1 : match.start] in OPENING and (whole := MARKED.match(text, match.start)):
        return whole.end()
    quoted = QUOTED.match(text, end)
    years = PARTY_YEARS.match(text, end) if match.entry.kind == "medal" else None
    if years:
        end = years.end()
    elif quoted:
        end = quoted.end()
    elif match.entry.kind == "medal" and (unquoted := UNQUOTED.match(text, end)):
        stop = MEDAL_END.search(text, end + len(" Vì sự nghiệp"), unquoted.end())
        end = _trimmed(text, end, _before_comma(text, end, stop.start() if stop else unquoted.end()))
    if GIVEN_BY.match(text, end):
        return end
    giver = unit_after(text, end, units, bare=match.entry.kind in AFTER_BARE_GIVER)
    if giver is not None and match.entry.kind == "flag" and giver.start - end > 1 and not OF_GIVER.match(text, end):
        return end
    if match.entry.kind == "order" and giver is not None and not giver.text.startswith(STATE):
        return end
    if giver is not None:
        return _with_second_giver(text, giver.end, units) if match.entry.kind == "commendation" else giver.end
    level = OF_LEVEL.match(text, end) if match.entry.kind in AFTER_BARE_GIVER else None
    return level.end() if level is not None else post_after(text, end, bare=match.entry.kind == "commendation")


def _with_second_giver(text: str, end: int, units: dict[int, Mention]) -> int:
    """Where those end who give something together: `bằng khen của Chủ tịch UBND huyện và Chủ tịch UBND xã`."""
    joint = AND.match(text, end)
    second = unit_after(text, joint.end() - 1, units, bare=True) if joint is not None else None
    return second.end if second is not None else end


def _with_tail(text: str, end: int) -> int:
    gap = OF_FIELD.match(text, end) or SPACE.match(text, end)
    tail = load_matcher("award_tails").at(text, gap.end()) if gap else None
    return tail.end if tail is not None else end


def _after_cue(text: str, start: int, kind: str) -> bool:
    before = text[max(0, start - CUE_WINDOW) : start].rstrip(' “"«‘:').lower()
    return any(before.endswith(cue) for cue in _cues(kind))


@cache
def _cues(kind: str) -> tuple[str, ...]:
    return tuple(entry.form for entry in load_lexicon("award_cues") if entry.kind == kind)


def _titled(text: str, units: Mapping[int, Mention]) -> Iterator[Place]:
    """Names after `danh hiệu`: quoted ones, or from a capital to the end of the phrase."""
    for cue in load_matcher("award_cues").find(text):
        if cue.entry.kind != "title":
            continue
        source = f"lexicons/award_cues.tsv: {cue.entry.form}"
        quoted = QUOTED.match(text, cue.end)
        if quoted:
            while quoted is not None:
                yield quoted.start("name"), quoted.end("name"), 0.85, source
                quoted = NEXT_QUOTED.match(text, quoted.end())
            continue
        free = FREE_TITLE.match(text, cue.end)
        start = free.start("name") if free else -1
        if free and start not in units and not (_is_known(text, start) or _heading_goes_on(text, start)):
            end = TITLE_END.search(text, start, free.end("name"))
            last = _trimmed(text, start, end.start() if end else free.end("name"))
            yield start, _before_next(text, start, last), 0.7, source


def _heading_goes_on(text: str, at: int) -> bool:
    """Whether a heading in capitals goes on behind the word for titles: `DANH HIỆU THI ĐUA ĐỐI VỚI CÁ NHÂN`."""
    on = HEADING_GOES_ON.match(text, at)
    return on is not None and on[0].isupper()


def _is_known(text: str, start: int) -> bool:
    return load_matcher("awards").at(text, start) is not None


def _before_next(text: str, start: int, end: int) -> int:
    """The end of a title before a comma behind which another award or a new clause stands."""
    comma = text.find(",", start, end)
    while comma >= 0:
        if not SAME_TITLE.match(text, comma) or _is_known(text, comma + 2):
            return comma
        comma = text.find(",", comma + 1, end)
    return end


def _before_comma(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, end)
    return end if comma < 0 else comma


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,-–/"))
