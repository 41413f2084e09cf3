"""Where a target begins: the verb or the subject that belongs to its figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from ingest.orthography import CAPITALS
from nlp.lexicon import Match, load_matcher
from nlp.targets.clauses import limits
from nlp.targets.leads import (
    BARE_STATE,
    LONGEST_SUBJECT,
    PREDICATE,
    behind_done,
    changed,
    ends_with_governor,
    is_limited,
    is_reached,
    last_verb,
    of_all,
    strip_lead,
    tells_of_its_subject,
    with_change,
    works,
)
from nlp.targets.quantities import Quantity
from nlp.targets.twins import LONGEST_PLEDGE, last_before, with_limit, with_twin
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover

Opening = tuple[int, str]
"""Where a target begins, and what shows that it is one."""
STATE = re.compile(r"(?:đạt|chiếm|còn|bằng|vượt)(?!\w)", re.IGNORECASE)
"""A verb that tells how much of its subject: with a percentage the subject belongs to the target."""
LONGEST_LIMITED, LONGEST_STATE = 8, 10
"""Words of what is limited, and of whom a verb of state tells."""
AIM = " phấn đấu "
"""What stands before it in its clause is whose aim it is."""
ROW = re.compile(rf"\s{{0,8}}\d{{1,2}}(?:(?:\s{{1,8}}|[-–]\s)(?=[{CAPITALS}])|/\s)")
"""The number of a row at the start of its clause."""
LONGEST_GOVERNED = 7
"""Words. Longer stretches before a figure are clauses of their own."""
AFTER_MEASURE = re.compile(r"(?:/\w+)?\s?(?:$|[,;.:)\n]|so với|kế hoạch|chỉ tiêu|dự toán|trở lên|mỗi năm|một năm)")
URGING = re.compile(r"(?<!\w)(?:duy trì|để)\s\Z", re.IGNORECASE)
"""Before a share of those who do what is told of them: the share is the subject."""
PEOPLE = re.compile(r"\s(?:lượt )?(?:người|cán bộ|đại biểu|hội viên|đoàn viên|đảng viên|chiến sĩ|em|cháu|bạn)(?!\w)")
PART = re.compile(
    rf"\s(?:{load_alternatives('target_words', 'part')})(?:,\s[^\W\d_]+(?:\s[^\W\d_]+)?)?\s?(?=[.,;)\n]|\Z)"
)
"""What a body or an area consists of: `trường có 34 lớp với 1.562 học sinh`."""
URGED = re.compile(r"(?<!\w)(?<!cuộc )vận động (?:được )?(?!đã |sẽ |đang |để |và )(?:[^\W\d_]+ ){1,6}\Z", re.IGNORECASE)
"""Before the verb of those who were won for the deed: `vận động bà con góp 62 con bò`."""
LONGEST_URGED = 52


class _Clause:
    """The stretch of a clause before a figure, with what is asked of it more than once.

    `whole` is where it begins behind opening words, `start` where what may belong to the target does: behind the names
    of whose figure it is, or behind an aim.
    """

    def __init__(self, text: str, whole: int, start: int, quantity: Quantity, subjects: Cover) -> None:
        self.text = text
        self.whole = whole
        self.start = start
        self.quantity = quantity
        self.subjects = subjects
        self.end = quantity.opening
        self.zone = text[start : self.end]
        self.words = len(self.zone.split())

    @cached_property
    def measure(self) -> Match | None:
        """The first thing in it that is measured."""
        return next(load_matcher("target_measures").find(self.text, self.start, self.end), None)

    @cached_property
    def verb(self) -> int | None:
        """Where the verb nearest to the figure begins."""
        return last_verb(self.text, self.start, self.end)

    @cached_property
    def governed(self) -> bool:
        """Whether a word that governs the figure from outside ends it."""
        return ends_with_governor(self.text, self.start, self.end)

    def count(self, first: int, end: int) -> int:
        """How many words stand from `first` up to `end`."""
        return len(self.text[first:end].split())


def find_opening(text: str, left: int, quantity: Quantity, subjects: Cover) -> tuple[int, str]:
    """Where a target begins, and what shows that it is one: `measure`, `verb`, `phrase`, `pledge` or nothing.

    A measured subject (`doanh thu … đạt`) belongs to it whole, a verb where it governs the figure. What is left of
    a clause without its subject and opening words is a phrase: before a bare percentage it is the subject.
    """
    row = ROW.match(text, left, quantity.opening)
    left = row.end() if row else left
    whole = strip_lead(text, left, quantity.opening)
    aim = text.rfind(AIM, whole, quantity.opening)
    if aim < 0 and load_matcher("target_measures").at(text, whole, quantity.opening) is not None:
        return whole, "measure"
    behind = max(subjects.last_end(left, quantity.opening), aim + len(AIM) if aim >= 0 else left)
    clause = _Clause(text, whole, strip_lead(text, behind, quantity.opening), quantity, subjects)
    for step in STEPS:
        opening = step(clause)
        if opening is not None:
            return opening
    return quantity.opening, works(text, quantity)


def _share(clause: _Clause) -> Opening | None:
    """A percentage whose subject belongs to it, or of whom something is told behind it."""
    text, quantity = clause.text, clause.quantity
    if not quantity.percent:
        return None
    measured = AFTER_MEASURE.match(text, quantity.end) is not None
    if measured and clause.start > clause.whole and BARE_STATE.fullmatch(clause.zone):
        return clause.whole, "phrase"
    if tells_of_its_subject(text, clause.whole, clause.start, clause.end, clause.subjects):
        return clause.whole, "phrase"
    if URGING.search(clause.zone):
        return clause.end, ""
    if measured and 0 < clause.words <= LONGEST_SUBJECT:
        return behind_done(text, clause.start, clause.end), "phrase"
    return None


def _moved(clause: _Clause) -> Opening | None:
    """What is brought to a figure by a verb of change before it."""
    verb = changed(clause.text, clause.whole, clause.start, clause.quantity)
    return None if verb is None else (verb, "verb")


def _limited(clause: _Clause) -> Opening | None:
    """A few words of what is to stay below or above the figure."""
    limited = 0 < clause.words <= LONGEST_LIMITED and is_limited(clause.text, clause.quantity) and not clause.governed
    return (clause.start, "phrase") if limited else None


def _reached(clause: _Clause) -> Opening | None:
    """A few nouns that reach the figure."""
    verb = clause.verb
    reached = clause.measure is None and verb is not None and is_reached(clause.text, clause.start, verb)
    return (clause.start, "verb") if reached else None


def _share_of_deed(clause: _Clause) -> Opening | None:
    """A percentage of what a deed is done to, or of what a verb of state tells."""
    if not clause.quantity.percent:
        return None
    deed = of_all(clause.text, clause.start, clause.quantity)
    if deed is not None:
        return deed, "verb"
    verb = clause.verb
    if verb is None or not STATE.match(clause.text, verb) or clause.count(clause.start, verb) > LONGEST_STATE:
        return None
    return clause.start, "phrase"


def _measured(clause: _Clause) -> Opening | None:
    """What is measured, with the verb of change before it, unless a verb stands before both."""
    measure, verb = clause.measure, clause.verb
    if measure is None:
        return None
    first = verb is None or (measure.start <= verb and " để " not in clause.text[measure.start : verb])
    return (with_change(clause.text, clause.start, measure.start), "measure") if first else None


def _governed(clause: _Clause) -> Opening | None:
    """The bare figure behind a word that governs it from outside: `có`, `đăng ký`."""
    if not clause.governed:
        return None
    text, quantity = clause.text, clause.quantity
    pledged = last_before(text, limits("pledge"), max(clause.start, clause.end - LONGEST_PLEDGE), clause.end)
    if pledged is not None and not PEOPLE.match(text, quantity.end):
        return clause.end, "pledge"
    return clause.end, works(text, quantity)


def _beside(clause: _Clause) -> Opening | None:
    """The bare figure behind `với`, which counts no people and none of the parts of a body."""
    if not clause.zone.rstrip().endswith("với"):
        return None
    text, end = clause.text, clause.quantity.end
    return clause.end, "" if PEOPLE.match(text, end) or PART.match(text, end) else "with"


def _by_verb(clause: _Clause) -> Opening | None:
    """The verb that governs the figure, with those who were won for the deed or the verb's twin."""
    verb, text = clause.verb, clause.text
    if verb is None or clause.count(verb, clause.end) > LONGEST_GOVERNED:
        return None
    urged = URGED.search(text, max(clause.start, verb - LONGEST_URGED), verb)
    opening = urged.start() if urged else with_twin(text, verb, clause.subjects)
    return with_limit(text, clause.start, opening), "verb"


def _told(clause: _Clause) -> Opening | None:
    """A subject of which the figure is told."""
    told = PREDICATE.search(clause.zone) is not None and 1 < clause.words <= LONGEST_SUBJECT
    return (clause.start, "phrase") if told else None


STEPS: tuple[Callable[[_Clause], Opening | None], ...] = (
    _share, _moved, _limited, _reached, _share_of_deed, _measured, _governed, _beside, _by_verb, _told,
)  # fmt: skip
"""The first that decides where the target begins; what none decides is the bare figure."""
