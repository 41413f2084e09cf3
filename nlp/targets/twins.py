"""What stands before the verb of a target and belongs to it: a verb of the same object, or the word that limits it."""

from __future__ import annotations

import re

from nlp.lexicon import Match, Matcher, load_matcher
from nlp.targets.clauses import limits
from nlp.text.intervals import Cover

BEFORE_TWIN = re.compile(
    r"(?:\A|[;,.:\n–+*•✔)-]\s*|(?<!\w)(?:đã|sẽ|để|phấn đấu|cùng|và|phối hợp|kịp thời|trực tiếp)\s)\Z", re.IGNORECASE
)
"""Before the first of two verbs that share an object: nothing else that it could govern."""
TWIN = re.compile(r"(?:,\s|\svà\s)\Z")
NO_TWIN = ("chủ trì", "tham mưu")
"""Verbs of those who lead the deed of the next."""
LONGEST_TWIN = 16
"""Characters of a verb that shares its object with the next."""
LIMITED_VERB = re.compile(r"(?<!\w)(?:tối thiểu|ít nhất)(?: phải)?\s\Z", re.IGNORECASE)
LONGEST_PLEDGE = 20
"""Characters of the words that pledge a figure (`đăng ký thêm`)."""


def last_before(text: str, matcher: Matcher, start: int, end: int) -> int | None:
    """Where the longest match begins that ends right before `end`."""
    if not matcher.may_end(text, end):
        return None
    return next(
        (one.start for one in matcher.find_overlapping(text, start, end) if not text[one.end : end].strip()), None
    )


def with_limit(text: str, start: int, verb: int) -> int:
    """Where the words begin that limit a figure from before its verb: `tối thiểu tham gia 1 đội`."""
    limit = LIMITED_VERB.search(text, start, verb)
    return limit.start() if limit else verb


def with_twin(text: str, start: int, subjects: Cover) -> int:
    """The verb with one of its kind before a comma or `và` that shares its object: `cấp, đổi 2.386 hồ sơ`."""
    joint = TWIN.search(text, max(0, start - LONGEST_TWIN), start)
    if joint is None:
        return start
    verbs = load_matcher("target_verbs").find_overlapping(text, max(0, joint.start() - LONGEST_TWIN), joint.start())
    twin = next(
        (verb for verb in verbs if verb.end == joint.start() and not (verb.entry.ambiguous or verb.entry.kind)), None
    )
    if twin is None or twin.entry.form in NO_TWIN or _pledges(text, twin):
        return start
    subject = subjects.last_end(0, twin.start) == twin.start - 1
    alone = " " not in text[twin.start : twin.end] or BEFORE_TWIN.search(
        text, max(0, twin.start - LONGEST_TWIN), twin.start
    )
    return twin.start if subject or alone else start


def _pledges(text: str, verb: Match) -> bool:
    """Whether a verb only ends a word that pledges (`đăng ký`)."""
    pledge = last_before(text, limits("governor"), max(0, verb.end - LONGEST_PLEDGE), verb.end)
    return pledge is not None and pledge < verb.start
