"""Slogans without quotation marks that their own form tells behind a cue: numbered, in parallel parts, in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ingest.orthography import CAPITALS, SMALL
from nlp.lexicon import load_lexicon
from nlp.slogans.context import CUES_OF_KIND, is_counted
from nlp.slogans.context import NUMBER as COUNT
from nlp.text.scanning import first_keys, matches_at_words
from nlp.text.wanted_syllables import Wanted

BEHIND_CUE = r"(?: hành động| chung| của (?:đợt|năm))?:?[ \t]+"
NUMBER = r"(?:[2-9]|1[0-2]|hai|ba|bốn|sáu|bảy|tám|chín|mười)"
COUNTED = rf"{NUMBER} (?!năm|tháng|ngày|đơn|xã|huyện|tỉnh|người|bên|đợt|lần|giai|cấp|tỷ|triệu|phần|hộ|mặt)[^\W\d_]+"
MOTTO = re.compile(
    rf"{COUNTED}(?: [^\W\d_]+)?(?:, {COUNTED}(?: [^\W\d_]+)?){{0,3}}"
    r"(?=\s*[,.;:)\n]|\s(?:của|trong|tại|do|và|với|cho)\s|$)",
    re.IGNORECASE,
)
"""`4 xin, 4 luôn`, `3 thực`, `Ba sạch, ba an toàn`."""
LINE = re.compile(r"[^\n.;:!?“”\"«»()]{5,160}")
JOINT = re.compile(r",\s+|\s+[-–]\s+")
DASHED = re.compile(
    rf"[{CAPITALS}][^\W\d_]*(?: [^\W\d_]+){{0,3}}(?:\s[-–]\s[{CAPITALS}][^\W\d_]*(?: [{SMALL}]+){{0,3}}){{2,6}}"
    r"(?=\s*(?:[.,;:!)\n]|$))"
)
"""Parts in a line that a cue opens, each with a capital."""
COUNTED_BEFORE = re.compile(rf"(?:(?<!\w){COUNT}\s[^\W\d_]+(?:\s[^\W\d_]+)?,\s)+$", re.IGNORECASE)
COUNTED_AFTER = re.compile(rf"(?:,\s{COUNT}\s[^\W\d_]+(?!\s?[\d%]))+", re.IGNORECASE)
LONGEST_BEFORE = 170
"""Characters before a numbered motto in which those it is listed with stand."""
LONGEST_PART = 7
SHORTEST_SHOUT = 3
"""Words in capitals in the midst of a line that are no name."""
STOP = re.compile(
    r"\s(?:của|do|tại|trong|để|làm|được|nhằm|gắn|là|từ|đến|cho|vào|ở|đã|với|khi|theo|nên|này)(?!\w)", re.IGNORECASE
)


@cache
def unquoted_cues(*ways: str) -> Mapping[str, str]:
    """Cues of phrases without quotation marks -> the kind of the slogan, the longest first: a pattern takes the first.

    `ways`: `bare` before any phrase, `formed` only before one that its form tells.
    """
    cues = [entry for entry in load_lexicon("slogan_cues") if entry.value in ways]
    cues.sort(key=lambda entry: len(entry.form), reverse=True)
    return {entry.form: CUES_OF_KIND.get(entry.kind, "") for entry in cues}


@cache
def _cues() -> tuple[re.Pattern[str], Wanted]:
    """A cue with what may stand between it and its phrase, and the syllables with which cues begin."""
    cues = unquoted_cues("bare", "formed")
    return re.compile(rf"(?P<cue>{'|'.join(cues)}){BEHIND_CUE}", re.IGNORECASE), Wanted(first_keys(cues))


def find_formed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the slogans that a cue and their form tell."""
    for cue in matches_at_words(*_cues(), text):
        kind = unquoted_cues("bare", "formed")[cue["cue"].lower()]
        start = cue.end()
        motto = MOTTO.match(text, start)
        if motto is not None:
            yield start, motto.end(), kind
            continue
        line = LINE.match(text, start)
        if line is None:
            continue
        end = shout_end(text, start, line.end()) or parallel_end(text, start, line.end()) or _dashed_end(text, start)
        if end:
            yield start, end, kind


def shout_end(text: str, start: int, end: int) -> int:
    """Where the words in capitals end with which a stretch of a line in small letters begins; 0 where it has none."""
    last, count = 0, 0
    for word in re.finditer(r"[^\W\d_]+|\d+", text[start:end]):
        if word[0].islower() or not (word[0].isupper() or word[0].isdigit()):
            break
        last, count = start + word.end(), count + 1
    begins = text.rfind("\n", 0, start) + 1
    return last if count >= SHORTEST_SHOUT and not text[begins:start].isupper() else 0


def _dashed_end(text: str, start: int) -> int:
    """Where three or more parts joined by dashes end: `Đoàn kết - Sáng tạo - Hiệu quả`; 0 where there are none."""
    parts = DASHED.match(text, start)
    return parts.end() if parts is not None else 0


def parallel_end(text: str, start: int, end: int) -> int:
    """Where parts that begin with one word end: `không an toàn - không sản xuất`; 0 where there are none."""
    ends: list[int] = []
    first = ""
    at = start
    for joint in [*JOINT.finditer(text, start, end), None]:
        upto = joint.start() if joint is not None else end
        stop = STOP.search(text, at, upto)
        words = text[at : stop.start() if stop is not None else upto].split()
        first = first or (words[0].lower() if words else "")
        if not 2 <= len(words) <= LONGEST_PART or words[0].lower() != first:
            break
        ends.append(stop.start() if stop is not None else upto)
        if stop is not None or joint is None:
            break
        at = joint.end()
    return ends[-1] if len(ends) > 1 else 0


def with_counted_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """A numbered motto together with those it is listed with: `ba trước, bốn tại chỗ`."""
    if not is_counted(text[start:end]):
        return start, end
    listed = "," in text[max(0, start - len(", \n")) : start]
    before = COUNTED_BEFORE.search(text, max(0, start - LONGEST_BEFORE), start) if listed else None
    after = COUNTED_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end
