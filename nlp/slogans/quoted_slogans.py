"""Which quotations are slogans: by their cues, by what they look like, by those that they are listed with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.campaigns.grammar import heads_pattern
from nlp.lexicon import load_matcher
from nlp.slogans import context
from nlp.slogans.context import Cue
from nlp.text.quotations import Quotation, plain_form

HEAD_LINES = 8
"""Lines at the top among which a title may stand."""
LONGEST_TITLE = 170
URGING = re.compile(r"(?:tiếp tục )?đẩy mạnh (?:việc )?", re.IGNORECASE)
LIST_GAP = re.compile(r"\s*(?:,|;|và|hoặc|,\s*và)\s*", re.IGNORECASE)
HEAD_INSIDE = re.compile(rf"(?:{heads_pattern()})\s(?=\w)", re.IGNORECASE)
SHORTEST_INSIDE = 3
"""Words of the name behind a head that is quoted with it; in small letters they only tell of the campaign."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A slogan found, half open in characters."""

    start: int
    end: int
    kind: str
    confidence: float
    source: str


class _Words(NamedTuple):
    """The words of a quotation that may be a slogan, half open in characters, and all that is quoted with them."""

    first: int
    last: int
    quoted: str


def quoted_slogans(text: str, quotations: Sequence[Quotation]) -> dict[Quotation, Phrase]:
    """The quotations that are slogans: first those with a sign of their own, then repeats of these."""
    accepted: dict[Quotation, Phrase] = {}
    doubtful: list[Quotation] = []
    titles = _title_end(text)
    previous: Quotation | None = None
    refused = False
    for quotation in quotations:
        listed = previous is not None and LIST_GAP.fullmatch(text, previous.end, quotation.start) is not None
        phrase = None
        if not (listed and refused):
            phrase = _judge(text, quotation, accepted.get(previous) if previous and listed else None, titles)
            refused = phrase is None and _is_refused(text, quotation)
        if phrase:
            accepted[quotation] = phrase
        else:
            doubtful.append(quotation)
        previous = quotation
    known = {plain_form(text[phrase.start : phrase.end]): phrase for phrase in accepted.values()}
    for quotation in doubtful:
        model = known.get(plain_form(text[quotation.first : quotation.last]))
        if model:
            accepted[quotation] = Phrase(quotation.first, quotation.last, model.kind, 0.75, "repeat")
    return accepted


def _is_refused(text: str, quotation: Quotation) -> bool:
    """Whether what stands before a quotation names it something else, so that those listed with it are none either."""
    cue = context.find_cue(text, quotation.start)
    return cue is not None and cue.kind == "not"


def _judge(text: str, quotation: Quotation, listed_with: Phrase | None, titles: int) -> Phrase | None:
    """The slogan that is quoted, None where it is none.

    `listed_with` is the slogan right before it in one list; the document's head ends at `titles`.
    """
    cue = context.find_cue(text, quotation.start)
    if _is_term(text, quotation, cue):
        return None
    words = _words(text, quotation)
    if words is None:
        return None
    first, last, quoted = words
    if cue is not None and cue.kind in context.STRONG:
        return _cued(words, cue)
    in_title = quotation.start < titles
    if (cue is not None and cue.kind == "not") or _is_other(text, quotation, words, in_title=in_title):
        return None
    if listed_with is not None:
        return Phrase(first, last, listed_with.kind, 0.8, "list")
    if context.follows_colon(text, quotation.start) and not in_title:
        return None
    if context.is_counted(quoted):
        return Phrase(first, last, "", 0.85, "numbered motto")
    looks = _likeness(text, quotation, quoted, cue, in_title=in_title) >= context.THRESHOLD
    return Phrase(first, last, "", 0.6, "shape") if looks and (quotation.closed or in_title) else None


def _is_term(text: str, quotation: Quotation, cue: Cue | None) -> bool:
    """Whether a title or a term is quoted, not told to be a slogan or theme right before it."""
    if cue is not None and cue.kind in ("slogan", "theme") and cue.distance == 0:
        return False
    quoted = text[quotation.first : quotation.last]
    return context.is_title_or_term(quoted) or context.is_bare_term(quoted)


def _words(text: str, quotation: Quotation) -> _Words | None:
    """The words without what explains a motto and without an urging verb or a campaign's head before them.

    None where little is left behind such a head.
    """
    first, last = quotation.first, quotation.last
    if not quotation.closed:
        known = load_matcher("slogans", "known_campaigns").at(text, first, last)
        last = known.end if known is not None else context.natural_end(text, first, last)
    quoted = text[first:last]
    motto = context.explained_motto(quoted)
    if motto:
        last = first + motto
    first = _behind_urging(text, first, last)
    head = HEAD_INSIDE.match(text, first, last)
    if head is not None:
        first = head.end()
        if not text[first].isupper() or len(text[first:last].split()) < SHORTEST_INSIDE:
            return None
    return _Words(first, last, quoted)


def _cued(words: _Words, cue: Cue) -> Phrase | None:
    """What a strong cue says is a slogan; a model's or a thing's name holds no sentences."""
    if cue.kind in ("model", "thing", "name") and context.SENTENCES.search(words.quoted):
        return None
    kind = context.CUES_OF_KIND.get(cue.kind, "")
    return Phrase(words.first, words.last, kind, 0.9, f"cue {cue.form}")


def _is_other(text: str, quotation: Quotation, words: _Words, *, in_title: bool) -> bool:
    """Whether an award is quoted outside the document's head, or what somebody says."""
    alone = not in_title and not context.is_counted(words.quoted) and HEAD_INSIDE.match(words.quoted) is None
    named = alone and _is_award(text, words.first, words.last)
    return named or context.is_spoken(text, quotation.start, words.quoted)


def _likeness(text: str, quotation: Quotation, quoted: str, cue: Cue | None, *, in_title: bool) -> float:
    """How much a quotation is like a slogan by its shape and place."""
    points = context.shape(quoted)
    if in_title:
        points += context.TITLE_BONUS
    elif context.begins_sentence(text, quotation.start):
        points -= context.SENTENCE_MALUS
    if cue is not None and cue.kind == "verb":
        points += context.VERB_BONUS
    return points


def _behind_urging(text: str, first: int, last: int) -> int:
    """Where a fixed formula begins that fills a quotation behind an urging verb: `Đẩy mạnh học tập và làm theo …`."""
    urging = URGING.match(text, first, last)
    formula = load_matcher("slogans").at(text, urging.end(), last) if urging else None
    return formula.start if formula is not None and formula.end == last else first


def _is_award(text: str, first: int, last: int) -> bool:
    """Whether the quoted words are the whole name of an award."""
    award = load_matcher("awards").at(text, first, last)
    return award is not None and award.end == last


def _title_end(text: str) -> int:
    """Where the head of the document ends, in characters: its first lines, up to the first long one."""
    at = 0
    for _ in range(HEAD_LINES):
        end = text.find("\n", at)
        if end < 0 or end - at > LONGEST_TITLE:
            return at
        at = end + 1
    return at
