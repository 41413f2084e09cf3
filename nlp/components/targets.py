"""TARGET mentions: a figure that is to be reached or was reached, with the phrase it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.lexicon import load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.targets.clauses import TRIM, Clause, find_clauses, find_end, limits, with_stops
from nlp.targets.leads import is_one_subject
from nlp.targets.openings import find_opening
from nlp.targets.quantities import MEASURE, Quantity, find_quantities, unit_end
from nlp.targets.rewards import CHOSEN, GIFT, are_given, is_condition, is_no_deed, is_present, is_prize, is_rewarded
from nlp.targets.spots import is_spot
from nlp.targets.values import measured
from nlp.text.alternatives import alternatives, load_alternatives
from nlp.text.intervals import Cover

NAMED = ("DATE", "LEGAL", "SLOGAN", "UNIT", "EVENT", "AWARD", "PLACE", "PERSON", "CAMPAIGN")
"""Labels whose figures belong to a name and measure nothing."""
SUBJECTS = ("UNIT", "PERSON", "DATE", "PLACE")
"""What may stand before a target in its clause without belonging to it."""
RESULT = re.compile(
    r"(?:\s[^\s;.]+){1,12}?"
    r"\s(?:được|[Đđ]ạt|[Hh]oàn thành|đăng k[ýí]|làm (?:lợi|chủ|theo)|có|tham gia|ký|trở lên|thoát|biết|thực hiện"
    r"|áp dụng|vượt|xếp|(?:tình|tự) nguyện|vươn lên|xóa)(?!\w)"
)
GOOD = re.compile(
    r"\s(?:(?:triệu|nghìn|ngàn|lượt)\s){0,2}(?:hộ|gia đình|hội viên|nông dân)(?:\s[^\s;.,]+){0,5}?"
    r"\s(?:(?:sản xuất,?|làm)\s(?:và\s)?kinh (?:doanh|tế)|SXKD|SX-KD|SX, KD)\s(?:\(SXKD\)\s)?giỏi(?!\w)"
    r"|\s(?:(?:nghìn|ngàn)\s)?(?:(?:giờ|tiết|buổi|ngày|tuần|tháng)\s(?:học\stốt|dạy\s(?:tốt|giỏi))|điểm\s(?:giỏi|tốt)|(?:bông\s)?hoa\sđiểm\s(?:tốt|10))(?!\w)"
    r"|\s(?:lượt\s)?(?:em|học sinh|giáo viên|thầy giáo|cô giáo)\s(?:dạy\s)?(?:giỏi|tiên tiến|xuất sắc)(?!\w)",
    re.IGNORECASE,
)
"""A title of households, or of pupils' hours, is a result though no verb tells of it."""
COMPARED = re.compile(r"(?:đạt|vượt|chiếm|bằng|tăng|giảm)(?!\w)")
"""What tells behind a comma how much of its kind a plain count is."""
CLOCK = re.compile(r"\sgiờ\s(?:\d|h[àằ]ng|tới|đến|sáng|chiều|tối|đêm|trưa)")
"""A time of the day, not a span."""
HOUR = re.compile(r"\sgiờ(?!\w)")
SPANS = frozenset(("giây", "phút", "giờ", "ngày"))
"""What a measured time is told in: `thời gian chờ … giảm 40 phút`."""
REACHED = re.compile(r"\s(?:đồng chí|đ/c|vị)(?:\s(?!chưa|không)[^\s;.,]+){0,3}?\sđạt(?!\w)")
"""Comrades who reach a title are a result."""
NOTHING = re.compile(rf"0{{1,2}}\s(?:{load_alternatives('target_words', 'mishap')})(?!\w)")
"""That nothing happened is a result."""
PAPERS = re.compile(r"\s(?:bài báo|bài|công trình|nghiên cứu|bộ dữ liệu|bộ thủ tục|thủ tục|cơ sở dữ liệu)(?!\w)")
EVERY = re.compile(r"24/7|\d{1,2}\sngày\s\d|1\strong\s|\d+\s(?:giờ|ngày|tuần|tháng|quý|năm)/\d|\d+\s?mm(?!\w)")
"""How often, that it is one of several, or a calibre: `6 tháng/1 lần`, `1 trong 26 tổ chức`, `82 mm`."""
BEFORE_CLOCK = ("từ ", "tới ", "đến ", "lúc ")
QUOTE = re.compile(r"[“«„”»\"](?:(?P<closing>(?<=[”»])|(?<=[\w%]\")(?!\w))|)")
QUOTES = frozenset('“"«‘„')
YEAR = re.compile(r"(?:19|20)\d\d")
"""A figure that is a year unless a unit stands behind it: quantities bear a dot (`2.019`)."""
DECIMAL = re.compile(r"\d+,\d+")
LONGEST_NUMBER = 2
"""Figures of the number of a class, a block or a hamlet."""
ITEM_ENDS = frozenset(";\n•|")
LONGEST_WORD = 12
"""Characters of what a verb has before its last syllable."""
LONGEST_LABEL = 6
"""Words of the label before an item of a list."""
ANNOUNCED = re.compile(rf"\s(?:{load_alternatives('target_words', 'announced')})(?:\s\w+){{0,3}}")
"""What is listed behind a colon."""
PART_OF = re.compile(r"\s{0,2}[Tt]rong đó,?(?:\scó)?\s")
SHARE = re.compile(
    r"(?P<part>\d{1,6})/(?P<whole>\d{1,6})(?!\s(?:tới|này|vừa|hằng|hàng|năm)(?!\w))(?!(?:\s\w+){0,3}\s(?:chưa|không)\s)"
)
"""So many of so many, who did what is told: `14/16 khối lập tổ tự quản`."""
LONGEST = 260
"""Characters: a clause that runs on for longer is no target but a sentence whose end was lost."""


def add_targets(doc: Doc) -> None:
    """Add TARGET mentions."""
    add_mentions(doc, find_targets(doc.text, mentions_of(doc)))


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
    in_list = before_bracket = told = False
    for start, end in find_clauses(text, quoted):
        in_list = in_list or (before_bracket and text[start - 1 : start] == ")") or (told and _tells_part(text, start))
        inside: list[Quantity] = []
        while at < len(quantities) and quantities[at].start < end:
            if quantities[at].start >= start:
                inside.append(quantities[at])
            at += 1
        found: list[Mention] = []
        if inside:
            clause = with_stops(text, start, end, quoted)
            found += _targets_of(text, clause, inside, subjects, awards, in_list=in_list)
            yield from found
        told = bool(found) or (told and not text[start:end].strip(TRIM))
        in_list = _goes_on(text, (start, end), inside, found, so_far=in_list)
        before_bracket = bool(found) if text[end : end + 1] == "(" else before_bracket and text[end : end + 1] == ")"


def _goes_on(
    text: str, clause: tuple[int, int], quantities: Sequence[Quantity], found: Sequence[Mention], *, so_far: bool
) -> bool:
    """Whether a list of targets is read on behind a clause with these figures, of which those `found` are targets."""
    start, end = clause
    parted = text[end : end + 1]
    if found:
        return parted in ITEM_ENDS
    if not so_far and parted != ":":
        return False
    words = text[start:end].strip(TRIM)
    if parted == ":" and not quantities and len(words.split()) <= LONGEST_LABEL:
        return so_far or next(load_matcher("target_measures").find(text, start, end), None) is not None
    return so_far and not words


def _opens_item(text: str, clause: Clause, quantity: Quantity) -> bool:
    """Whether a figure opens an item of a list (`– 40 sáng kiến;`), behind a label perhaps (`An toàn:`)."""
    return not PART_OF.sub("", text[clause.start : quantity.opening]).strip(TRIM)


def _tells_part(text: str, start: int) -> bool:
    """Whether a clause tells how many of those before did what: `Trong đó, 194 mô hình tập thể`."""
    return PART_OF.match(text, start) is not None


def _targets_of(
    text: str, clause: Clause, quantities: Sequence[Quantity], subjects: Cover, awards: Cover, *, in_list: bool
) -> Iterator[Mention]:
    left = clause.start
    accepted = given = False
    for index, quantity in enumerate(quantities):
        if quantity.start < left:
            continue
        nearest = max(left, quantity.opening - LONGEST)
        stop = clause.last_stop(nearest, quantity.opening)
        if stop > nearest and is_one_subject(text, nearest, stop, quantity.opening):
            stop = nearest
        start, evidence = find_opening(text, stop, quantity, subjects)
        listed = accepted or (in_list and _opens_item(text, clause, quantity))
        shown = _shown_by(text, quantity, evidence, listed=listed)
        asked = text[clause.end : clause.end + 1] == "?"
        accepted = bool(shown) and not asked and not is_rewarded(text, clause.start, clause.end, quantity, awards)
        if given and evidence != "verb" and not quantity.percent and CHOSEN.match(text, quantity.end):
            accepted = False
        given = are_given(text, quantity) or (not accepted and (given or is_prize(text, quantity)))
        if not accepted:
            continue
        bare = not evidence and (
            quantity.percent
            or ((shown == "result" or _has_result(text, quantity)) and not MEASURE.match(text, quantity.end))
        )
        end, left = find_end(text, clause, quantities, index, subjects, subject=bare)
        end = _before_closing_quote(text, start, quantity.end, end)
        if _announces(text, quantity, end) or is_condition(text, start, end):
            continue
        if end - start <= LONGEST and (start < quantity.opening or end > quantity.end):
            yield _mention(text, start, end, quantity, evidence or ("goal" if quantity.goal else "figure"))


def _before_closing_quote(text: str, start: int, least: int, end: int) -> int:
    """Where a target ends that stands within quoted speech: before the mark that closes it."""
    mark = QUOTE.search(text, start, end)
    if mark is None or mark["closing"] is None or mark.start() < least:
        return end
    return start + len(text[start : mark.start()].rstrip())


def _announces(text: str, quantity: Quantity, end: int) -> bool:
    """Whether a small number only announces a list: `thống nhất 3 việc: …`."""
    small = quantity.end - quantity.start <= LONGEST_NUMBER and not (quantity.percent or quantity.goal)
    return small and text[end : end + 1] == ":" and ANNOUNCED.fullmatch(text, quantity.end, end) is not None


def _shown_by(text: str, quantity: Quantity, evidence: str, *, listed: bool) -> str:
    """What shows that a figure measures something: a percentage, a goal, a content verb, a result; empty for none."""
    if quantity.percent:
        return "percent"
    share = _is_share(text, quantity)
    governed = evidence == "verb" or quantity.goal or share or (listed and GIFT.match(text, quantity.end) is not None)
    if _is_refused(text, quantity, governed=governed, measure=evidence == "measure"):
        return ""
    if quantity.goal or evidence:
        return evidence or "goal"
    if share:
        return "share"
    if is_present(text, quantity):
        return ""
    if listed:
        return "list"
    if NOTHING.match(text, quantity.start):
        return "result"
    return "result" if _has_result(text, quantity) else ""


def _is_share(text: str, quantity: Quantity) -> bool:
    """Whether a figure tells how many of how many: `14/16 khối`, but not how long: `24/24 giờ`."""
    share = SHARE.match(text, quantity.start)
    if share is None or share.end() != quantity.end or HOUR.match(text, quantity.end):
        return False
    return int(share["part"]) <= int(share["whole"])


def _has_result(text: str, quantity: Quantity) -> bool:
    """Whether something is told of what is counted: `1.200 hộ thoát nghèo`, `310 hộ sản xuất kinh doanh giỏi`."""
    if GOOD.match(text, quantity.end):
        return True
    result = RESULT.match(text, quantity.end)
    comma = text.find(", ", quantity.end, result.end()) if result is not None else -1
    if result is None or comma < 0:
        return result is not None
    return limits("end").at(text, comma + 2) is None and COMPARED.match(text, comma + 2) is None


def _is_refused(text: str, quantity: Quantity, *, governed: bool, measure: bool) -> bool:
    """Whether what stands around the figure makes it none; spans of time count where a verb or a limit governs them.

    Behind a `measure` a decimal number needs no unit (`hệ số … đạt 0,82`).
    """
    after = text[quantity.end : quantity.end + 3]
    if after[:1].isspace():
        counted = load_matcher("target_not_counted").at(text, quantity.end + 1)
        if counted is not None and REACHED.match(text, quantity.end):
            counted = None
        if counted is not None and governed and is_spot(text, quantity):
            counted = None
        governed = governed or (measure and counted is not None and counted.entry.form in SPANS)
        if counted is not None and not (governed and counted.entry.kind == "weak") and counted.entry.kind != "counted":
            return True
    if CLOCK.match(text, quantity.end) or EVERY.match(text, quantity.start):
        return True
    if HOUR.match(text, quantity.end) and text.endswith(BEFORE_CLOCK, 0, quantity.start):
        return True
    named = after[:1].isalpha() or (after[:1] == " " and (after[1:2].isalpha() or after[1:2] in QUOTES))
    if not named and not (measure and DECIMAL.fullmatch(text, quantity.start, quantity.end)):
        return True
    share = "/" in text[quantity.start : quantity.end]
    if after[1:2].isupper() and after[2:3].islower() and not (governed or share):
        return True
    return _is_year(text, quantity) or _is_refused_before(text, quantity)


def _is_year(text: str, quantity: Quantity) -> bool:
    figures = YEAR.fullmatch(text, quantity.start, quantity.end)
    return figures is not None and not quantity.goal and unit_end(text, quantity.end) == quantity.end


def _is_refused_before(text: str, quantity: Quantity) -> bool:
    """Whether the word before the figure makes it none, unless a longer verb ends with it (`thu hồi 31 ha`)."""
    left = max(0, quantity.opening - 24)
    before = text[left : quantity.opening].rstrip(' “"«‘„').lower()
    found = _refusal(before, "") or (None if quantity.goal else _refusal(before, "weak"))
    if found is not None:
        if found[0] == "công bố" and PAPERS.match(text, quantity.end):
            return False
        return not _ends_verb(text, left + found.start(), left + len(before))
    if is_prize(text, quantity) or is_no_deed(text, quantity):
        return True
    numbered = quantity.end - quantity.start <= LONGEST_NUMBER and unit_end(text, quantity.end) == quantity.end
    return numbered and _refusal(before, "number") is not None


def _ends_verb(text: str, start: int, end: int) -> bool:
    """Whether a content verb that begins before `start` ends at `end`."""
    verbs = load_matcher("target_verbs").find_overlapping(text, max(0, start - LONGEST_WORD), end)
    return any(verb.start < start and verb.end == end and not verb.entry.kind for verb in verbs)


def _refusal(before: str, kind: str) -> re.Match[str] | None:
    """What of `kind` stands right before a figure and tells that it measures nothing."""
    forms, pattern = _refusals(kind)
    return pattern.search(before) if before.endswith(forms) else None


@cache
def _refusals(kind: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """What may stand right before a figure that measures nothing: as it ends a text, and where it may."""
    forms = tuple(entry.form for entry in load_lexicon("target_refusals") if entry.kind == kind)
    ways = alternatives(forms)
    return forms, re.compile(rf"(?<![^\W_])(?<!cả )(?<!mỗi )(?<!hằng )(?<!tổng )(?:{ways})\Z")


def _mention(text: str, start: int, end: int, quantity: Quantity, evidence: str) -> Mention:
    what = measured(text, start, end, quantity)
    value = {"quantity": quantity.value, "what": " ".join(what.split())}
    return Mention(start, end, "TARGET", text[start:end], value, confidence=0.6, source=f"targets: {evidence}")
