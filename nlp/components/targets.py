"""TARGET mentions: a figure that is to be reached or was reached, with the phrase it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.intervals import Cover
from nlp.lexicon import Matcher, load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import add_mentions, mentions_of, text_of
from nlp.quantities import AT_LEAST, MEASURE, Quantity, find_quantities
from nlp.target_clauses import TRIM, Clause, find_clauses, find_end, limits, with_stops

NAMED = ("DATE", "LEGAL", "SLOGAN", "UNIT", "EVENT", "AWARD", "PLACE", "PERSON", "CAMPAIGN")
"""Labels whose figures belong to a name and measure nothing."""
SUBJECTS = ("UNIT", "PERSON", "DATE", "PLACE")
"""What may stand before a target in its clause without belonging to it."""
PREDICATE = re.compile(r"(?:đạt|tăng|giảm|còn|chiếm|vượt|bằng|là)\s+(?:bình quân\s+)?$", re.IGNORECASE)
STATE = re.compile(r"(?:đạt|chiếm|còn|bằng|vượt)(?!\w)", re.IGNORECASE)
"""A verb that tells how much of its subject: with a percentage the subject belongs to the target."""
CHANGE = re.compile(
    r"(?<!\w)(?:nâng|đưa|giảm|kéo|kéo giảm|rút|rút ngắn|hạ|tăng|phát triển|mở rộng|khống chế|cắt giảm|thu hẹp)(?!\w)",
    re.IGNORECASE,
)
TO_FIGURE = re.compile(r"\s(?:lên|xuống|còn|tới)(?:\s(?:còn|trên|hơn))?\s*\Z")
"""Before the figure that something is brought to."""
LIMITED = re.compile(r"không quá|không vượt quá|không dưới|dưới|tối đa|[≥≤<>]=?|từ", re.IGNORECASE)
LONGEST_LIMITED = 8
LONGEST_CHANGED = 16
BARE_STATE = re.compile(r"(?:(?:thu|chỉ|mới|đã|đều)\s){0,2}(?:(?:đạt|còn|chiếm|vượt|tăng|giảm)\s)?", re.IGNORECASE)
LONGEST_STATE = 10
RESULT = re.compile(
    r"(?:\s[^\s;.]+){1,12}?"
    r"\s(?:được|đạt|hoàn thành|đăng ký|có|tham gia|ký|trở lên|thoát|biết|thực hiện|áp dụng|vượt)(?!\w)"
)
REWARDED = re.compile(
    r"(?:\s[^\s;.]+){0,8}?\s(?:được (?:(?:[^\s;.,]+ ){0,7}(?:tặng|khen)|tuyên dương|biểu dương|tôn vinh|trao|nhận"
    r"|đề nghị|xét|suy tôn)|đề nghị (?:tặng|khen))(?!\w)"
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
AIM = " phấn đấu "
"""What stands before it in its clause is whose aim it is."""
CLOCK = re.compile(r"\sgiờ\s(?:\d|h[àằ]ng|tới|đến|sáng|chiều|tối|đêm|trưa)")
"""A time of the day, not a span."""
SHARE = re.compile(r"^(?:tỷ lệ|tỉ lệ)\s|\s(?:chỉ|chỉ còn|mới)$", re.IGNORECASE)
NO_VERB = re.compile(r"(?<!\w)(?:các|hai|ba|mọi|những|từng)\s\Z", re.IGNORECASE)
"""Before what is no verb here: `các cấp`, `những xây dựng`."""
LONGEST = 260
"""Characters: a clause that runs on for longer is no target but a sentence whose end was lost."""
BEFORE_TWIN = re.compile(r"(?:\A|[;.:\n–+*•✔)-]\s*|(?<!\w)(?:đã|sẽ|để|phấn đấu|cùng|và)\s)\Z", re.IGNORECASE)
"""Before the first of two verbs that share an object: nothing else that it could govern."""
TWIN = re.compile(r"(?:,\s|\svà\s)\Z")
LONGEST_TWIN = 16
"""Characters of a verb that shares its object with the next."""
LONGEST_SUBJECT = 14
LONGEST_GOVERNED = 7
"""Words. Longer stretches before a figure are clauses of their own."""


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
    for clause in find_clauses(text, quoted):
        inside: list[Quantity] = []
        while at < len(quantities) and quantities[at].start < clause.end:
            if quantities[at].start >= clause.start:
                inside.append(quantities[at])
            at += 1
        if inside:
            yield from _targets_of(text, clause, inside, subjects, quoted, awards)


def _targets_of(
    text: str, clause: Clause, quantities: Sequence[Quantity], subjects: Cover, quoted: Cover, awards: Cover
) -> Iterator[Mention]:
    clause = with_stops(text, clause, quoted)
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
        end, left = find_end(text, clause, quantities, index, subjects)
        if end - start <= LONGEST and (start < quantity.opening or end > quantity.end):
            yield _mention(text, start, end, quantity, evidence or ("goal" if quantity.goal else "figure"))


def _opening(text: str, left: int, quantity: Quantity, subjects: Cover) -> tuple[int, str]:
    """Where a target begins, and what shows that it is one: `measure`, `verb`, `phrase` or nothing.

    A measured subject (`doanh thu … đạt`) belongs to it whole, a verb where it governs the figure. What is left of
    a clause without its subject and opening words is a phrase: before a bare percentage it is the subject.
    """
    whole = _strip_lead(text, left, quantity.opening)
    aim = text.rfind(AIM, whole, quantity.opening)
    if aim < 0 and load_matcher("target_measures").at(text, whole, quantity.opening) is not None:
        return whole, "measure"
    start = _strip_lead(
        text, max(subjects.last_end(left, quantity.opening), aim + len(AIM) if aim >= 0 else left), quantity.opening
    )
    zone = text[start : quantity.opening]
    if quantity.percent and start > whole and BARE_STATE.fullmatch(zone) and AFTER_MEASURE.match(text, quantity.end):
        return whole, "phrase"
    words = len(zone.split())
    if AFTER_MEASURE.match(text, quantity.end) and quantity.percent and 0 < words <= LONGEST_SUBJECT:
        return start, "phrase"
    changed = _changed(text, start, quantity)
    if changed is not None:
        return changed, "verb"
    if (
        0 < words <= LONGEST_LIMITED
        and _is_limited(text, quantity)
        and not _ends_with_governor(text, start, quantity.opening)
    ):
        return start, "phrase"
    measure = next(load_matcher("target_measures").find(text, start, quantity.opening), None)
    verb = _last_verb(text, start, quantity.opening)
    if (
        verb is not None
        and quantity.percent
        and STATE.match(text, verb)
        and len(text[start:verb].split()) <= LONGEST_STATE
    ):
        return start, "phrase"
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


def _changed(text: str, start: int, quantity: Quantity) -> int | None:
    """Where a verb of change begins whose object stands before the figure: `nâng thu nhập bình quân lên 10 triệu`."""
    if not (TO_FIGURE.search(text, start, quantity.opening) or text.startswith(("từ ", "Từ "), quantity.opening)):
        return None
    verb = CHANGE.search(text, start, quantity.opening)
    far = verb is not None and len(text[verb.start() : quantity.opening].split()) > LONGEST_CHANGED
    return verb.start() if verb is not None and not far else None


def _is_limited(text: str, quantity: Quantity) -> bool:
    """Whether the words about the figure's size say that what stands before it is to stay below or above it."""
    limit = LIMITED.match(text, quantity.opening)
    return limit is not None and (quantity.percent or limit[0].lower() != "từ")


def _ends_with_governor(text: str, start: int, end: int) -> bool:
    """Whether the stretch ends with a word such as `có` or `đăng ký`, which governs the figure from outside.

    Not where it is the end of a content verb: `bàn giao` is no `giao`.
    """
    window = max(start, end - len("đăng ký thực hiện "))
    governor = _last_before(text, limits("governor"), window, end)
    verb = _last_before(text, load_matcher("target_verbs"), window, end)
    return governor is not None and (verb is None or governor <= verb)


def _last_before(text: str, matcher: Matcher, start: int, end: int) -> int | None:
    """Where the longest match begins that ends right before `end`."""
    return next(
        (one.start for one in matcher.find_overlapping(text, start, end) if not text[one.end : end].strip()), None
    )


def _strip_lead(text: str, start: int, end: int) -> int:
    """Where the words that open a clause without belonging to the target end."""
    while start < end:
        if text[start] in TRIM or text[start].isspace():
            start += 1
            continue
        match = limits("lead").at(text, start, end)
        if match is None:
            return start
        start = match.end
    return start


def _last_verb(text: str, start: int, end: int) -> int | None:
    """Where the verb nearest to the figure begins, with the verbs that stand directly before it."""
    found: int | None = None
    before = start
    for match in load_matcher("target_verbs").find(text, start, end):
        if match.entry.ambiguous and text[match.end : end].strip():
            continue
        if NO_VERB.search(text, max(start, match.start - len("những ")), match.start):
            continue
        if found is None or text[before : match.start].strip():
            found = match.start
        before = match.end
    return found


def _with_twin(text: str, start: int) -> int:
    """The verb with one of its kind before a comma or `và` that shares its object: `cấp, đổi 2.386 hồ sơ`."""
    joint = TWIN.search(text, max(0, start - LONGEST_TWIN), start)
    if joint is None:
        return start
    verbs = load_matcher("target_verbs").find_overlapping(text, max(0, joint.start() - LONGEST_TWIN), joint.start())
    twin = next((verb for verb in verbs if verb.end == joint.start() and not verb.entry.ambiguous), None)
    if twin is None:
        return start
    shares = " " not in text[twin.start : twin.end] or BEFORE_TWIN.search(text, max(0, twin.start - 12), twin.start)
    return twin.start if shares else start


def _counts(text: str, quantity: Quantity, evidence: str, *, listed: bool) -> bool:
    """Whether a figure measures something: a percentage, a goal, a content verb or a result says so."""
    if quantity.percent:
        return True
    if _is_refused(text, quantity, governed=evidence == "verb" or quantity.goal):
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


def _is_refused(text: str, quantity: Quantity, *, governed: bool) -> bool:
    """Whether what stands around the figure makes it none; spans of time count where a verb or a limit governs them."""
    after = text[quantity.end : quantity.end + 3]
    if after[:1].isspace():
        counted = load_matcher("target_not_counted").at(text, quantity.end + 1)
        if counted is not None and not (governed and counted.entry.kind == "weak") and counted.entry.kind != "counted":
            return True
    if CLOCK.match(text, quantity.end):
        return True
    if not (after[:1] == " " and (after[1:2].isalpha() or after[1:2] in '“"')):
        return True
    if after[1:2].isupper() and after[2:3].islower() and not governed:
        return True
    before = text[max(0, quantity.opening - 24) : quantity.opening].rstrip(' “"')
    return _refusals().search(before.lower()) is not None


@cache
def _refusals() -> re.Pattern[str]:
    """What may stand right before a figure that measures nothing."""
    forms = "|".join(re.escape(entry.form) for entry in load_lexicon("target_refusals"))
    return re.compile(rf"(?<![^\W_])(?:{forms})\Z")


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
