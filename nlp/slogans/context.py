"""What stands before a quotation and what it looks like: the signs by which slogans are told from other quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import Entry, Matcher, load_lexicon
from nlp.syllables import compared_text, normalize_key
from nlp.text.alternatives import GAP, alternatives, load_alternatives
from nlp.text.quotations import plain_form

WINDOW = 110
"""Characters before a quotation in which its cue may stand: about twenty syllables."""
BREAK = re.compile(r"[.!?;\n”»\"](?:(?<=[;”»])|(?<=[.!?])(?=\s)|(?<=\n)\s*\n|(?<=\w\"))")
WORD = re.compile(r"\w+")
REACH = {
    "theme": 9, "slogan": 9, "motto": 8, "name": 7, "model": 5, "not": 3, "doubt": 3, "thing": 1, "verb": 0,
    "direct": 0,
}  # fmt: skip
"""Syllables that may stand between a cue of that kind and the quotation."""
LIST_REACH = 12
ANNOUNCED = re.compile(r"(?<!\w)(?:như|gồm|là)\s?:\s*\Z", re.IGNORECASE)
"""`nhiều mô hình được duy trì và nhân rộng như:` before the first of a list."""
CUES_OF_KIND = {"theme": "theme", "slogan": "slogan", "motto": "motto"}
TOLD = frozenset(("theme", "slogan", "motto", "direct"))
"""Kinds that hold over a word such as `được` or `là` before the quotation."""
STRONG = frozenset(("theme", "slogan", "motto", "model", "thing", "name"))

NUMBER = (
    r"(?:\d{1,2}|hai|ba|bốn|năm(?!\s(?:nay|qua|sau|trước|ngoái|tới|học|nào|đầu|cuối|mới)(?!\w))|sáu|bảy|tám|chín|mười)"
)
COUNTED = re.compile(
    rf"{NUMBER}\s?[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}(?:\s?[,\-–;]\s?{NUMBER}\s[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}){{0,3}}",
    re.IGNORECASE,
)
"""A numbered motto: `5 rõ`, `4 xin, 4 luôn`, `ba không`, `5S`."""
COUNTED_OF = re.compile(
    rf"[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}"
    rf"(?:,?\s{NUMBER}\s(?:{load_alternatives('slogan_words', 'counted')})(?:\s[^\W\d_]+)?)+",
    re.IGNORECASE,
)
"""The same of somebody or something: `chi bộ 4 tốt`, `Thành phố 4 an`, `cán bộ ba sẵn sàng`."""
EXPLAINED = re.compile(
    r"(?P<motto>NUM(?:\s[^\W\d_]+){1,2}(?:,\sNUM(?:\s[^\W\d_]+){1,2}){0,3})\s?:\s".replace("NUM", NUMBER), re.IGNORECASE
)
SUM = re.compile(r"\d\s?\+\s?\d|\d{1,2}[A-Z]")
SENTENCES = re.compile(r"[.!?…]\s+[^\W\d_]")
SAID_AFTER = re.compile(r"[“\"«][^“”\"«»]+[”\"»]\s?[,–-]\s?(?P<after>[^.;:\n]{0,70})")
"""A quotation with a comma after it: who said it may follow."""
PART = re.compile(r"\s*[,;:]\s*|\s+[-–]\s+")

NEXT_ITEM = re.compile(r"\n\s*(?:\d{1,2}[.)]|[-+*•–]|[a-zđ]\)|[IVX]+[.-])\s")
"""What begins the next item of a list: no phrase goes on over it."""
ASIDE = re.compile(r"\([^()\n]*\)")
"""What stands in brackets between a cue and its quotation."""
CLAUSE_AFTER = re.compile(
    rf"(?:,\s(?:{load_alternatives('slogan_words', 'clause')}|(?:{load_alternatives('slogan_words', 'dated')}) \d)"
    rf"|\s(?:{load_alternatives('slogan_words', 'purpose')}))(?!\w)"
)
"""What a sentence goes on with behind a phrase whose closing mark is missing."""
LONGEST_TERM = 2
TITLE_BONUS = 1.0
SENTENCE_MALUS = 0.75
VERB_BONUS = 1.0
THRESHOLD = 1.0
"""Weights set by hand on the seeds and open gold: a cue decides alone, a capital and two parallel parts together."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that tells what a quotation is; `kind` as in the lexicon, or `not`; `distance` in syllables."""

    form: str
    kind: str
    distance: int


@cache
def _cue_matcher() -> Matcher:
    kinds = {normalize_key(entry.form): entry.kind for entry in load_lexicon("slogan_cues") if entry.kind != "end"}
    kinds |= {normalize_key(entry.form): "name" for entry in load_lexicon("campaign_heads")}
    negative = {"cue": "not", "direct": "direct", "doubt": "doubt"}
    for entry in load_lexicon("quoted_not_slogans"):
        if entry.kind in negative:
            kinds[normalize_key(entry.form)] = negative[entry.kind]
    return Matcher(Entry(form, form, kind) for form, kind in kinds.items())


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(normalize_key(entry.form) for entry in load_lexicon("quoted_not_slogans") if entry.kind == kind)


@cache
def _pattern_of(lexicon: str, kind: str) -> re.Pattern[str]:
    forms = (normalize_key(entry.form) for entry in load_lexicon(lexicon) if entry.kind == kind)
    return re.compile(rf"(?<!\w)(?:{alternatives(forms, gap=GAP)})(?!\w)")


def find_cue(text: str, start: int) -> Cue | None:
    """The last cue before the quotation that starts at `start`, in its sentence and near enough."""
    low = max(0, start - WINDOW)
    breaks = list(BREAK.finditer(compared_text(text)[low:start]))
    if breaks:
        low += breaks[-1].end()
    direct: Cue | None = None
    for match in reversed(list(_cue_matcher().find(text, low, start))):
        gap = ASIDE.sub("", text[match.end : start])
        distance = len(WORD.findall(gap))
        if distance > max(LIST_REACH, *REACH.values()):
            break
        form, kind = match.entry.form, match.entry.kind
        if distance > _reach(kind, gap) or _interrupted(gap, kind) or (direct and kind not in TOLD):
            continue
        if kind != "direct":
            return Cue(form, kind, distance)
        direct = Cue(form, "not", distance)
    return direct


def _reach(kind: str, gap: str) -> int:
    """How many syllables may stand behind a cue: more where they end by announcing a list of models or movements."""
    return LIST_REACH if kind in ("model", "name") and ANNOUNCED.search(gap) else REACH[kind]


def _interrupted(gap: str, kind: str) -> bool:
    """Whether a clause ends between the cue and the quotation; a theme may be told after a colon."""
    if "(" in gap or ")" in gap:
        return True
    if "," in gap:
        return True
    return ":" in gap and kind not in ("theme", "slogan", "motto", "name", "model")


def is_spoken(text: str, start: int, inner: str) -> bool:
    """Whether the quotation is what somebody says: a verb of speaking before it, or somebody's voice in it."""
    if SENTENCES.search(inner) or inner.rstrip().endswith("?"):
        return True
    speech = _pattern_of("quoted_not_slogans", "speech")
    told = SAID_AFTER.match(text, start)
    if told and speech.search(normalize_key(told["after"])):
        return True
    before = compared_text(text)[max(0, start - 60) : start].rstrip()
    if before.endswith(","):
        last = list(speech.finditer(before))
        if last and len(WORD.findall(before[last[-1].end() :])) <= 4:
            return True
    return bool(_pattern_of("quoted_not_slogans", "voice").search(normalize_key(inner)))


def begins_sentence(text: str, start: int) -> bool:
    """Whether the quotation stands at the beginning of a sentence or line."""
    before = text[max(0, start - 4) : start].rstrip(" \t")
    return not before or before[-1] in ".!?\n…"


def follows_colon(text: str, start: int) -> bool:
    """Whether the quotation stands after a colon, as spoken words do."""
    return text[max(0, start - 3) : start].rstrip().endswith(":")


def is_title_or_term(inner: str) -> bool:
    """Whether the quoted words are those of a document's or rule's title, or a known term of criticism."""
    form = plain_form(inner)
    return form in _words_of("term") or (form + " ").startswith(_title_words())


@cache
def _title_words() -> tuple[str, ...]:
    return tuple(first + " " for first in _words_of("begin"))


def is_counted(inner: str) -> bool:
    """Whether the quoted words are a numbered motto."""
    return any(form.fullmatch(inner.strip()) for form in (COUNTED, COUNTED_OF, SUM))


def is_bare_term(inner: str) -> bool:
    """Whether one or two words in small letters are quoted: a term, unless they are numbered."""
    return inner[:1].islower() and len(WORD.findall(inner)) <= LONGEST_TERM and not is_counted(inner)


def shape(inner: str) -> float:
    """How much the quoted words look like a slogan by themselves; THRESHOLD is enough."""
    words = WORD.findall(inner)
    if len(words) < 2:
        return 0.0
    parts = [part for part in PART.split(inner.strip()) if part]
    points = 0.0
    if inner[:1].isupper():
        points += 1.0
    elif inner[:1].islower():
        points -= 1.25
    if len(parts) > 1 and max(len(WORD.findall(part)) for part in parts) <= 8:
        points += 1.0 + 0.5 * (len(parts) > 2)
    if len(words) > 5 and len(set(map(str.lower, words))) < len(words) - 1:
        points += 0.5
    if len(words) >= 4:
        points += 0.5
    if len(words) >= 2 and inner.isupper():
        points += 0.5
    if len(words) > 30:
        points -= 1.0
    return points


def natural_end(text: str, start: int, end: int) -> int:
    """Where a phrase without a closing mark ends: before a word of what follows it, else at `end`."""
    found = _pattern_of("slogan_cues", "end").search(compared_text(text)[start:end])
    if found and len(WORD.findall(text[start : start + found.start()])) >= 3:
        end = start + found.start()
    item = NEXT_ITEM.search(text, start, end)
    if item is not None:
        end = item.start()
    after = CLAUSE_AFTER.search(text, start, end)
    if after and len(WORD.findall(text[start : after.start()])) >= 2:
        end = after.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.–-("):
        end -= 1
    return end


def explained_motto(inner: str) -> int | None:
    """The length of the numbered motto with which `inner` begins when the rest explains it: `5 rõ: rõ người, …`."""
    found = EXPLAINED.match(inner)
    return found.end("motto") if found else None
