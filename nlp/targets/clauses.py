"""Where a target ends: the clauses of a text, their commas, and what may follow one inside the same target."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.orthography import CAPITALS, SMALL
from ingest.records import record
from nlp.campaigns.grammar import heads_pattern
from nlp.lexicon import Matcher, forms_of, load_lexicon, load_matcher
from nlp.places.levels import AUTHORITY_KINDS, levels
from nlp.targets.quantities import Quantity
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover

HARD_STOP = re.compile(
    r"[;\n!?…•|.:()](?:(?<=[;\n!?…•|])|(?<=\.)(?!\d)(?=\s|$|\.|/|[A-ZĐ](?:\.[A-ZĐ])+\.?\s*(?:\n|$))|(?<=:)(?=\s)|(?<=[()])(?=\s|\w|$|[.,;:…]))"
)
CREDIT = rf"\s(?:{load_alternatives('target_words', 'credit')})\s?[:,]"
"""Who took the picture, behind a dash."""
CREDITED = re.compile(CREDIT)
SOFT_STOP = re.compile(
    rf"[,\s](?:(?<=,)\s(?:và\s)?|(?<=\s)(?:(?:và|hoặc|hay)\s|(?<!\d\s)[-–](?!{CREDIT})\s"
    rf"|(?P<ends>{load_alternatives('target_words', 'stop')}|song(?!\s(?:ngữ|phương|hành|sinh))"
    rf"|do(?=\s(?:thiếu|thời tiết|bão|lũ|dịch(?!\sbệnh)|ảnh hưởng))|mà(?=\s[{SMALL}])"
    rf"|[-–](?={CREDIT})"
    r"|theo(?=\s(?:phương châm|tinh thần|khẩu hiệu|mô hình)\s)"
    rf"|gồm(?=\s(?:ít nhất|tối thiểu))|qua(?=\s(?:{heads_pattern()}))"
    r"|với(?=\s(?:sự\stham\sgia|tổng|số tiền|số vốn|số dư|kinh phí|giá trị|trị giá|dư nợ|nguồn vốn|doanh thu|diện tích)"
    r"\s[^\d.,;:()\n]{0,30}\d))\s"
    r"|(?=(?:trị giá|làm lợi(?! từ)|thu hút)\s[^\d.,;:()\n]{0,30}\d"
    r"|cho (?:hơn |trên |gần )?\d|với (?:(?:hơn |trên |gần |khoảng )\d|\d[\d.]*(?: [^\W\d_]+)?/\d)|(?<=đồng )với \d"
    r"|(?:để )?(?:giúp|hỗ trợ)(?: đỡ)?(?: cho)? (?:hơn |trên |gần )?\d)))"
)
"""`ends` always ends a target, the others where a new clause follows; the last, a blank, only behind a figure."""
FIGURE = re.compile(r"\d")
SHORT = re.compile(rf"\([{CAPITALS}][{CAPITALS}&-]{{1,8}}\)(?=\s[{SMALL}])")
"""The letters of a noun behind which its sentence goes on."""
LONGEST_SHORT = 10
BRACKETS = ("(", ")")
LABELLED = re.compile(r":\s(?:(?:từ|trên|dưới|hơn|khoảng|ít nhất|không quá)\s){0,2}\d[\d.,]{0,6}\s?%")
"""The share behind the colon of what it measures: `Tỷ lệ người dân tham gia bảo hiểm y tế: từ 90% trở lên`."""
LABEL_LEAD = re.compile(r"[\s+*•–-]{0,8}(?:\d{1,2}[.)]?\s)?")
LONGEST_LABEL = 120
WRAPPED = re.compile(rf"[ \t]*[{SMALL}]\w*(?![.)])")
SHORTEST_LINE, LONGEST_LINE = 20, 200
"""Characters of a line that is wrapped; a shorter one is a heading or an item."""
FIGURE_BEFORE = re.compile(r"(?<![\w/.,-])(?<!ăm )(?<!áng )\d")
"""A figure that is no year or month."""
NOUN = re.compile(r"[^\W\d_]+ [^\W\d_]+(?= )")
KIND = re.compile(r"(?:vùng|diện|nhóm|loại|dạng|tuyến)(?= )")
"""Nouns of one syllable that tell kinds side by side: `nhân dân vùng sâu, vùng xa`."""
COUNTED_ON = ("deed", "place")
"""Kinds of nouns behind which a further figure tells of another target."""
REPEAT_WITHIN = 32
"""Characters before a comma in which the noun behind it counts as the same kind."""
TRIM = " \t\n,-–—:+*✔✓√•·👉►➤▪■●○◦◆★→⇒|"
TRAILING = re.compile(r"\s(?:nêu trên|trở đi|(?:bao )?gồm|như(?: sau)?|cho|của)$")
HIGHER = (*(f"{level} " for level in levels(*AUTHORITY_KINDS)), "TP ", "TP. ")
"""How a place of a higher level begins that goes on with the one before its comma."""
FURTHER_NAME = re.compile(rf"[{CAPITALS}][’']?[{SMALL}]+(?:(?:\s[{CAPITALS}][{SMALL}]*)+|(?=[,.;)…\n]|\svà\s|\Z))")
"""A further name of a list: of two syllables, or one with which the list goes on or ends."""
LIST_ENDS = re.compile(r"[,.;)…\n]|\s(?:và|,)\s|\Z")
"""Behind a name that ends a list of them."""
DASHES = ("-", "–")
NO_VERB = "none"
"""The kind of an entry of target_verbs.tsv that only begins like a verb: `chi đoàn`."""
LONGEST_SUBJECT, LONGEST_SUBJECTS = 4, 9
"""Words of a subject, and of a list of them."""
PREDICATE = re.compile(rf"(?<!\w)(?:{load_alternatives('target_words', 'predicate')})(?!\w)")
"""Words that tell something of a subject, or are themselves what a share is of."""
LONGEST_PART = 3
"""Syllables: what is longer between a comma and the next stop is a clause of its own, unless its nouns are listed."""


@record(frozen=True, slots=True)
class Clause:
    """A stretch between hard stops, half open; `stops` are commas and joining words, `after` their ends."""

    start: int
    end: int
    stops: tuple[int, ...]
    after: tuple[int, ...]

    def last_stop(self, left: int, right: int) -> int:
        """Where the last comma or joining word between two offsets ends; `left` without one."""
        index = bisect_left(self.stops, right) - 1
        return self.after[index] if index >= 0 and self.stops[index] >= left else left


def find_clauses(text: str, quoted: Cover) -> Iterator[tuple[int, int]]:
    """Yield start and end of the clauses of `text`; marks inside the names of `quoted` end none."""
    start = 0
    for stop in HARD_STOP.finditer(text):
        at = stop.start()
        sign = text[at]
        if sign in BRACKETS and _is_abbreviated(text, at):
            continue
        goes_on = (sign == "\n" and _is_wrapped(text, start, at)) or (sign == ":" and _is_labelled(text, start, at))
        if not (goes_on or quoted.covers(at)):
            yield start, at
            start = stop.end()
    yield start, len(text)


def _is_abbreviated(text: str, at: int) -> bool:
    """Whether a bracket holds only the letters of the noun before it: `12 hợp tác xã (HTX) kiểu mới`."""
    opening = text.rfind("(", max(0, at - LONGEST_SHORT), at + 1)
    return opening >= 0 and SHORT.match(text, opening) is not None


def _is_wrapped(text: str, start: int, at: int) -> bool:
    """Whether a sentence goes on over a line break: no heading before it, no sign, small letters behind it."""
    if not text[at - 1 : at].isalnum():
        return False
    line = at - max(text.rfind("\n", max(0, at - LONGEST_LINE), at), start)
    return line >= SHORTEST_LINE and WRAPPED.match(text, at + 1) is not None


def _is_labelled(text: str, start: int, at: int) -> bool:
    """Whether a colon stands between what is measured and its share, whose subject belongs to the target."""
    if at - start > LONGEST_LABEL or LABELLED.match(text, at) is None:
        return False
    lead = LABEL_LEAD.match(text, start, at)
    return load_matcher("target_measures").at(text, lead.end() if lead else start, at) is not None


def with_stops(text: str, start: int, end: int, quoted: Cover) -> Clause:
    """The clause with its commas and joining words; those between listed nouns (`xã, phường`) are none."""
    stops: list[re.Match[str]] = []
    unsearched = start
    for stop in SOFT_STOP.finditer(text, start, end):
        if quoted.covers(stop.start()) or _is_listed(text, start, end, stop) or _in_name(text, stop):
            continue
        if len(stop[0]) > 1 or FIGURE_BEFORE.search(text, unsearched, stop.start()):
            stops.append(stop)
            unsearched = stop.end()
        else:
            unsearched = stop.start()
    return Clause(start, end, tuple([one.start() for one in stops]), tuple([one.end() for one in stops]))


def _is_listed(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    """Whether nouns of one kind stand before and behind a stop: `cán bộ, công chức`, `khá, giỏi`, `vụ, việc`."""
    if stop["ends"]:
        return False
    if _repeats(text, start, stop, end):
        return True
    behind = _pairs().at(text, stop.end(), end)
    if behind is None or (behind.entry.kind == "branch" and stop[0].strip() not in DASHES):
        return False
    window = max(start, stop.start() - len("chuyên viên kỹ thuật"))
    listed = any(
        match.end == stop.start() and match.entry.kind == behind.entry.kind
        for match in _pairs().find_overlapping(text, window, stop.start())
    )
    return listed and not (behind.entry.kind in COUNTED_ON and _counts_on(text, start, stop, end))


def _repeats(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether the noun behind a comma stands before it too: `nhiệm vụ chính trị, nhiệm vụ sản xuất`."""
    if stop[0] != ", ":
        return False
    noun = KIND.match(text, stop.end(), end) or NOUN.match(text, stop.end(), end)
    if noun is None:
        return False
    before = " " + text[max(start, stop.start() - REPEAT_WITHIN) : stop.start()].replace("\n", " ")
    at = before.rfind(f" {noun[0]} ")
    return at >= 0 and FIGURE.search(before, at) is None and not _counts_on(text, start, stop, end)


def _counts_on(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether figures stand on both sides of a comma: `tư vấn 340 vụ, tư vấn lưu động 12 cuộc` are two targets."""
    part = min((at for at in (text.find(sign, stop.end(), end) for sign in (", ", " và ")) if at >= 0), default=end)
    if FIGURE_BEFORE.search(text, stop.end(), part) is None:
        return False
    left = text.rfind(", ", start, stop.start())
    return FIGURE_BEFORE.search(text, max(start, left), stop.start()) is not None


def _in_name(text: str, stop: re.Match[str]) -> bool:
    """Whether a dash joins two names: `song ngữ Việt - Khmer`."""
    if stop["ends"] or stop[0].strip() not in DASHES:
        return False
    word = text[text.rfind(" ", 0, stop.start()) + 1 : stop.start()]
    return word[:1].isupper() and text[stop.end() : stop.end() + 1].isupper()


@cache
def _pairs() -> Matcher:
    return Matcher(load_lexicon("target_pairs"))


@cache
def limits(kind: str) -> Matcher:
    """The words of lexicons/target_limits.tsv of one kind."""
    return Matcher(entry for entry in load_lexicon("target_limits") if entry.kind == kind)


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    """How what follows a stop begins where a word of target_words.tsv of that kind opens it."""
    return tuple(f"{form} " for form in forms_of("target_words", kind))


def find_end(
    text: str, clause: Clause, quantities: Sequence[Quantity], index: int, subjects: Cover, *, subject: bool = False
) -> tuple[int, int]:
    """Where the target of a quantity ends, and where the next one may begin.

    `subject`: the figure is a bare share, whose nouns are the subject of what is told of them.
    """
    least = quantities[index].end
    following = index + 1
    for place in range(bisect_left(clause.stops, least), len(clause.stops)):
        stop, after = clause.stops[place], clause.after[place]
        while following < len(quantities) and quantities[following].start < after:
            following += 1
        next_stop = clause.stops[place + 1] if place + 1 < len(clause.stops) else clause.end
        is_next = following < len(quantities) and quantities[following].opening < next_stop
        unfinished = subject and _is_subject(text, least, stop)
        if following == len(quantities) and _joins_last(text, stop, after):
            continue
        if is_next or _breaks(text, stop, after, next_stop, clause.end, subjects, unfinished=unfinished):
            return _trimmed(text, least, stop), after
    return _trimmed(text, least, clause.end), clause.end


def _joins_last(text: str, stop: int, at: int) -> bool:
    """Whether `và` joins more to the last figure of a clause: `100% cơ sở lấy ý kiến và góp ý vào dự thảo`."""
    return text[stop:at].strip() == "và" and not text.startswith(_beginnings("further"), at)


def _is_subject(text: str, least: int, stop: int) -> bool:
    """Whether a few nouns stand before a stop of which nothing is told yet: `100% cấp ủy, chỉ huy đơn vị học …`."""
    words = text[least:stop]
    if PREDICATE.search(words) is not None:
        return False
    longest = max(len(part.split()) for part in words.split(","))
    return 0 < longest <= LONGEST_SUBJECT and len(words.split()) <= LONGEST_SUBJECTS


def _breaks(
    text: str, stop: int, at: int, next_stop: int, end: int, subjects: Cover, *, unfinished: bool = False
) -> bool:
    """Whether what follows a stop is a new clause: long, a subject's name, a verb, or a word that opens one."""
    joined = text[stop:at]
    if CREDITED.match(text, at - 1) or joined.strip() not in (",", "và", ", và", "hoặc", "hay", "-", "–"):
        return True
    if text.startswith(HIGHER, at) and subjects.last_end(0, stop) == stop:
        return False
    if _goes_on_with_names(text, stop, at, subjects):
        return False
    if subjects.starts_at(at):
        return text[at - len("và ") : at] != "và " or subjects.last_end(0, at - len(" và ")) != at - len(" và ")
    if text.startswith(_beginnings("name_goes_on"), at):
        return False
    unfinished = unfinished and not text.startswith(_beginnings("comparing"), at)
    if joined.startswith(",") and len(text[at:next_stop].split()) > LONGEST_PART and not unfinished:
        return True
    if limits("end").at(text, at, end) is not None:
        return True
    verb = load_matcher("target_verbs").at(text, at, end)
    return verb is not None and verb.entry.kind != NO_VERB


def _goes_on_with_names(text: str, stop: int, at: int, subjects: Cover) -> bool:
    """Whether proper names stand on both sides of a comma: `ở Tân Biên, Châu Thành`, `người Xơ Đăng, Giẻ Triêng`."""
    before = text[text.rfind(" ", 0, stop) + 1 : stop]
    if text[stop] != "," or not (before[:1].isupper() and text[at : at + 1].isupper()):
        return False
    if subjects.starts_at(at):
        return subjects.last_end(0, stop) == stop and LIST_ENDS.match(text, subjects.end_at(at)) is not None
    return not before.isupper() and FURTHER_NAME.match(text, at) is not None


def _trimmed(text: str, least: int, end: int) -> int:
    while end > least and (text[end - 1] in TRIM or text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    trailing = TRAILING.search(text[least:end])
    return least + len(text[least : least + trailing.start()].rstrip()) if trailing else end
