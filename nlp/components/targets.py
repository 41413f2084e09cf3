"""TARGET mentions: a figure that is to be reached or was reached, with the phrase it measures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.intervals import Cover
from nlp.lexicon import Matcher, load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import add_mentions, mentions_of, text_of
from nlp.quantities import AT_LEAST, MEASURE, Quantity, find_quantities

HARD_STOP = re.compile(r"[;\n!?…•|]|\.(?!\d)(?=\s|$|\.|/)|:(?=\s)|[()](?=\s|\w|$|[.,;:])")
SOFT_STOP = re.compile(r",\s(?:và\s)?|\s(?:và|hoặc|hay)\s|(?<!\d)\s[-–]\s|\s(?:thì|nhằm)\s")
TRIM = " \t\n,-–:+*"
NAMED = ("DATE", "LEGAL", "SLOGAN", "UNIT", "EVENT", "AWARD", "PLACE", "PERSON", "CAMPAIGN")
"""Labels whose figures belong to a name and measure nothing."""
SUBJECTS = ("UNIT", "PERSON", "DATE", "PLACE")
"""What may stand before a target in its clause without belonging to it."""
PREDICATE = re.compile(r"(?:đạt|tăng|giảm|còn|chiếm|vượt|bằng|là)\s+(?:bình quân\s+)?$", re.IGNORECASE)
RESULT = re.compile(
    r"(?:\s[^\s;.]+){1,12}?"
    r"\s(?:được|đạt|hoàn thành|đăng ký|có|tham gia|ký|trở lên|thoát|biết|thực hiện|áp dụng|vượt)(?!\w)"
)
REWARDED = re.compile(
    r"(?:\s[^\s;.]+){0,8}?\s(?:được (?:tặng|khen|tuyên dương|biểu dương|tôn vinh|trao|nhận|đề nghị|xét|suy tôn)"
    r"|đề nghị (?:tặng|khen))(?!\w)"
)
PEOPLE_AWARDED = re.compile(r"\s(?:tập thể|cá nhân|tổ thợ|em|bạn|cháu|đồng chí)(?!\w)")
PEOPLE = re.compile(r"\s(?:lượt )?(?:người|cán bộ|đại biểu|hội viên|đoàn viên|đảng viên|chiến sĩ|em|cháu|bạn)(?!\w)")
AFTER_MEASURE = re.compile(r"(?:/\w+)?\s?(?:$|[,;.:)\n]|so với|kế hoạch|chỉ tiêu|trở lên|mỗi năm|một năm)")
OPENING_WORDS = re.compile(r"^\s(?:là|về|của)(?=\s)")
CIRCUMSTANCE = re.compile(
    r"\s(?:tại|ở|trước|vào|ngay|đến hết|trong (?:quý|năm|tháng|đó)|so với|do|mà|cho (?:cả|Đảng|\[?[A-ZĐ]))(?!\w).*",
    re.DOTALL,
)
"""Time, place and the like: they belong to a target, not to what it measures."""
RATE = re.compile(r"\s?/|\s?(?:so với|mỗi|một)\s")
SHARE = re.compile(r"^(?:tỷ lệ|tỉ lệ)\s|\s(?:chỉ|chỉ còn|mới)$", re.IGNORECASE)
TRAILING = re.compile(r"\s(?:cụ thể|nêu trên|trở đi)$")
LONGEST = 260
"""Characters: a clause that runs on for longer is no target but a sentence whose end was lost."""
LONGEST_TWIN = 16
"""Characters of a verb that shares its object with the next."""
LONGEST_SUBJECT = 14
LONGEST_GOVERNED = 7
"""Words. Longer stretches before a figure are clauses of their own."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between hard stops, half open; `stops` are commas and joining words, `after` their ends."""

    start: int
    end: int
    stops: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    def last_stop(self, left: int, right: int) -> int:
        """Where the last comma or joining word between two offsets ends; `left` without one."""
        index = bisect_left(self.stops, right) - 1
        return self.after[index] if index >= 0 and self.stops[index] >= left else left


@Language.factory("vi_targets", requires=["doc.spans"], assigns=["doc.spans"])
def make_targets(nlp: Language, name: str) -> TargetsComponent:
    """The component that adds TARGET mentions."""
    return TargetsComponent()


class TargetsComponent:
    """Adds TARGET mentions."""

    def __call__(self, doc: Doc) -> Doc:
        add_mentions(doc, find_targets(text_of(doc), mentions_of(doc)))
        return doc


def find_targets(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the targets of `text` in order; figures inside the names of `mentions` are none.

    One for each figure: neighbours are split at a comma or `và`; figures without one between them are one target.
    """
    named = Cover([m for m in mentions if m.label in NAMED])
    subjects = Cover([m for m in mentions if m.label in SUBJECTS])
    quoted = Cover([m for m in mentions if m.label in ("SLOGAN", "AWARD", "EVENT", "CAMPAIGN", "LEGAL", "UNIT")])
    awards = Cover([m for m in mentions if m.label == "AWARD"])
    quantities = [q for q in find_quantities(text) if not named.covers(q.start)]
    at = 0
    for clause in _clauses(text, quoted):
        inside: list[Quantity] = []
        while at < len(quantities) and quantities[at].start < clause.end:
            if quantities[at].start >= clause.start:
                inside.append(quantities[at])
            at += 1
        if inside:
            yield from _targets_of(text, clause, inside, subjects, quoted, awards)


def _clauses(text: str, quoted: Cover) -> Iterator[Clause]:
    start = 0
    for stop in HARD_STOP.finditer(text):
        if not quoted.covers(stop.start()):
            yield Clause(start, stop.start())
            start = stop.end()
    yield Clause(start, len(text))


def _targets_of(
    text: str, clause: Clause, quantities: Sequence[Quantity], subjects: Cover, quoted: Cover, awards: Cover
) -> Iterator[Mention]:
    found = [stop for stop in SOFT_STOP.finditer(text, clause.start, clause.end) if not quoted.covers(stop.start())]
    clause = Clause(
        clause.start, clause.end, tuple(stop.start() for stop in found), tuple(stop.end() for stop in found)
    )
    left = clause.start
    accepted = False
    for index, quantity in enumerate(quantities):
        if quantity.start < left:
            continue
        nearest = max(left, quantity.opening - LONGEST)
        start, evidence = _opening(text, clause.last_stop(nearest, quantity.opening), quantity, subjects)
        accepted = _counts(text, quantity, evidence, listed=accepted) and not _is_rewarded(
            text, clause, quantity, awards
        )
        if not accepted:
            continue
        end, left = _ending(text, clause, quantities, index, subjects)
        if end - start <= LONGEST and (start < quantity.opening or end > quantity.end):
            yield _mention(text, start, end, quantity, evidence or ("goal" if quantity.goal else "figure"))


def _opening(text: str, left: int, quantity: Quantity, subjects: Cover) -> tuple[int, str]:
    """Where a target begins, and what shows that it is one: `measure`, `verb`, `phrase` or nothing.

    A measured subject (`doanh thu … đạt`) belongs to it whole, a verb where it governs the figure. What is left of
    a clause without its subject and opening words is a phrase: before a bare percentage it is the subject.
    """
    whole = _strip_lead(text, left, quantity.opening)
    if load_matcher("target_measures").at(text, whole, quantity.opening) is not None:
        return whole, "measure"
    start = _strip_lead(text, subjects.last_end(left, quantity.opening), quantity.opening)
    zone = text[start : quantity.opening]
    words = len(zone.split())
    if AFTER_MEASURE.match(text, quantity.end) and quantity.percent and 0 < words <= LONGEST_SUBJECT:
        return start, "phrase"
    measure = next(load_matcher("target_measures").find(text, start, quantity.opening), None)
    verb = _last_verb(text, start, quantity.opening)
    if measure is not None and (verb is None or measure.start <= verb):
        return measure.start, "measure"
    if _ends_with_governor(text, start, quantity.opening):
        return quantity.opening, ""
    if zone.rstrip().endswith("với"):
        return quantity.opening, "" if PEOPLE.match(text, quantity.end) else "with"
    if verb is not None and len(text[verb : quantity.opening].split()) <= LONGEST_GOVERNED:
        return _with_twin(text, verb), "verb"
    if PREDICATE.search(zone) and 1 < words <= LONGEST_SUBJECT:
        return start, "phrase"
    return quantity.opening, ""


def _ends_with_governor(text: str, start: int, end: int) -> bool:
    """Whether the stretch ends with a word such as `có` or `đăng ký`, which governs the figure from outside."""
    window = max(start, end - len("đăng ký thực hiện "))
    return any(not text[match.end : end].strip() for match in _limits("governor").find_overlapping(text, window, end))


def _strip_lead(text: str, start: int, end: int) -> int:
    """Where the words that open a clause without belonging to the target end."""
    while start < end:
        if text[start] in TRIM or text[start].isspace():
            start += 1
            continue
        match = _limits("lead").at(text, start, end)
        if match is None:
            return start
        start = match.end
    return start


def _last_verb(text: str, start: int, end: int) -> int | None:
    """Where the verb nearest to the figure begins, with the verbs that stand directly before it."""
    found: int | None = None
    before = start
    for match in load_matcher("target_verbs").find(text, start, end):
        if found is None or text[before : match.start].strip():
            found = match.start
        before = match.end
    return found


def _with_twin(text: str, start: int) -> int:
    """The verb with the short one before a comma that shares its object: `cấp, đổi 2.386 hồ sơ`."""
    comma = start - len(", ")
    if text[max(0, comma) : start] != ", ":
        return start
    verbs = load_matcher("target_verbs").find(text, max(0, comma - LONGEST_TWIN), comma)
    twin = next((verb for verb in verbs if verb.end == comma), None)
    return twin.start if twin is not None and " " not in text[twin.start : twin.end] else start


@cache
def _limits(kind: str) -> Matcher:
    return Matcher(entry for entry in load_lexicon("target_limits") if entry.kind == kind)


def _counts(text: str, quantity: Quantity, evidence: str, *, listed: bool) -> bool:
    """Whether a figure measures something: a percentage, a goal, a content verb or a result says so."""
    if quantity.percent:
        return True
    if _is_refused(text, quantity):
        return False
    if quantity.goal or evidence:
        return True
    return bool(listed or RESULT.match(text, quantity.end))


def _is_rewarded(text: str, clause: Clause, quantity: Quantity, awards: Cover) -> bool:
    """Whether the figure counts those who receive an award."""
    if quantity.percent:
        return False
    if awards.last_end(clause.start, quantity.opening) > clause.start:
        nearest = max(clause.start, quantity.start - LONGEST)
        return PEOPLE_AWARDED.match(text, quantity.end) is not None or "cho " in text[nearest : quantity.start]
    return REWARDED.match(text, quantity.end, clause.end) is not None


def _is_refused(text: str, quantity: Quantity) -> bool:
    after = text[quantity.end : quantity.end + 2]
    if after[:1].isspace() and load_matcher("target_not_counted").at(text, quantity.end + 1):
        return True
    if not (after[:1] == " " and after[1:2].isalpha()):
        return True
    before = text[max(0, quantity.opening - 24) : quantity.opening].rstrip(' “"')
    return _refusals().search(before.lower()) is not None


@cache
def _refusals() -> re.Pattern[str]:
    """What may stand right before a figure that measures nothing."""
    forms = "|".join(re.escape(entry.form) for entry in load_lexicon("target_refusals"))
    return re.compile(rf"(?<![^\W_])(?:{forms})\Z")


def _ending(text: str, clause: Clause, quantities: Sequence[Quantity], index: int, subjects: Cover) -> tuple[int, int]:
    """Where the target of a quantity ends, and where the next one may begin."""
    least = quantities[index].end
    following = index + 1
    for place in range(bisect_left(clause.stops, least), len(clause.stops)):
        stop, after = clause.stops[place], clause.after[place]
        while following < len(quantities) and quantities[following].start < after:
            following += 1
        next_stop = clause.stops[place + 1] if place + 1 < len(clause.stops) else clause.end
        is_next = following < len(quantities) and quantities[following].opening < next_stop
        if is_next or _breaks(text, after, clause.end, subjects):
            return _trimmed(text, least, stop), after
    return _trimmed(text, least, clause.end), clause.end


def _breaks(text: str, at: int, end: int, subjects: Cover) -> bool:
    """Whether what follows a comma or `và` is a new clause: a subject's name, a verb, or a word that opens one."""
    if subjects.starts_at(at):
        return text[at - len("và ") : at] != "và " or subjects.last_end(0, at - len(" và ")) != at - len(" và ")
    return any(matcher.at(text, at, end) for matcher in (_limits("end"), load_matcher("target_verbs")))


def _trimmed(text: str, least: int, end: int) -> int:
    while end > least and (text[end - 1] in TRIM or text[end - 1].isspace()):
        end -= 1
    trailing = TRAILING.search(text[least:end])
    return least + trailing.start() if trailing else end


def _mention(text: str, start: int, end: int, quantity: Quantity, evidence: str) -> Mention:
    what = _what(text, start, end, quantity)
    value = {"quantity": quantity.value, "what": " ".join(what.split())}
    return Mention(start, end, "TARGET", text[start:end], value, confidence=0.6, source=f"targets: {evidence}")


def _what(text: str, start: int, end: int, quantity: Quantity) -> str:
    """The noun phrase that is measured: behind the figure and its unit, without time and place, else before it."""
    unit = None if quantity.percent else MEASURE.match(text, quantity.end)
    behind = OPENING_WORDS.sub("", text[unit.end() if unit else quantity.end : end])
    behind = CIRCUMSTANCE.sub("", behind.replace(" trở lên", "", 1) if AT_LEAST.match(text, quantity.end) else behind)
    if behind.strip(TRIM) and not RATE.match(behind):
        return behind.strip(TRIM)
    return SHARE.sub("", PREDICATE.sub("", text[start : quantity.opening]).strip(TRIM)).strip(TRIM)
