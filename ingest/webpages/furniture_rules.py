"""The rules of `furniture/*.tsv`, and whether a line fulfils one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ingest.errors import NotADocument
from ingest.quick_patterns import any_case
from ingest.tables import read_table

HERE = Path(__file__).parents[1] / "furniture"
RUNNING_WORDS = 20
"""From this many words a line that ends like a sentence is running text; headlines have up to 35 but no full stop."""
LONG_WORDS = 45
"""From this many words a line is running text however it ends."""
PARTS = re.compile(r"\s*(?:[|·•▪▸▾»☰✔]|:::?)\s*|\s{3,}")
DECORATION = re.compile(r"^[^\w(“\"'#©*>»+-]+|[^\w)”\"'?!*:.%…>»]+$")
BRACKETS = re.compile(r"[\[\]]")
SENTENCE_END = (".", ";", "!", "?", "…", ".”", '."', ":”", "./.", ":", ",", "?”", "!”", '?"', '!"', "…”")
TELEPHONE = r"[ .:(]*(?:đt)?[ .:(]*[\d(+][\d().\s/–-]{6,}"
REACHED_BY = ("đt", "điện thoại", "tel", "fax", "trực ban", "hotline", "đường dây nóng", "liên hệ", "☎")
CONTACT = re.compile(
    any_case(
        (
            *(word + TELEPHONE for word in REACHED_BY),
            *(r"giấy phép.{0,25}\d+\s*/", "bản quyền", "©", "copyright", "lượt truy cập", "đang truy cập"),
            r"@[\w-]+\.\w+",
        )
    )
)
FULL_DAY = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}")
IN_BRACKETS = re.compile(r"\([^()]{0,60}\)")
COUNT = re.compile(r"\s*\(\d+\)\s*$")
LONGEST_MATCHED = 10_000
"""Characters: a longer line is a whole text without breaks, not a menu or a foot."""
REMEMBERED = 256
"""Lines: those of a page are asked again and again whether they are of its foot, and who is named in them."""
LONGEST_CONTROLS = 160
"""Characters of a row of buttons and counters."""
SHARING = ("like", "code")
"""Rules of `controls.tsv` whose buttons stand behind a page's source in one line."""
LONGEST_ERROR_PAGE = 60
"""Words that a page without a document has besides its furniture and its message; the longest seen has 41."""
LONGEST_MESSAGE = LONG_WORDS
"""Words of a line that says that there is no document, or what to do then."""
MESSAGE_START = 60
"""Characters of a line before the words by which it is such a message."""
LEAST_DOCUMENT = 12
"""Words up to which a page holds nothing, so that what it shows elsewhere tells why."""
LONGEST_WALL = 200
"""Words of a page without a document, with the form, the prices and the advice that stand on it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of `lines.tsv`."""

    name: str
    place: str
    pattern: re.Pattern[str]


CONTROLS = Rule("controls", "widget", re.compile(r"(?!)"))
"""The rule of `is_controls`; its pattern matches nothing by itself."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One line of `credits.tsv`; the pattern's group `value` is what it tells."""

    name: str
    field: str
    pattern: re.Pattern[str]


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules of `lines.tsv` in their order."""
    return tuple(Rule(row["name"], row["place"], re.compile(row["pattern"], re.I)) for row in load_rows("lines"))


@cache
def load_credits() -> tuple[Credit, ...]:
    """The rules of `credits.tsv` in their order."""
    return tuple(Credit(row["name"], row["field"], re.compile(row["pattern"], re.I)) for row in load_rows("credits"))


def load_rows(name: str) -> list[dict[str, str]]:
    """The rows of `furniture/NAME.tsv` by column."""
    return read_table(HERE / f"{name}.tsv")


def is_running_text(line: str) -> bool:
    """Whether a line is a paragraph of text: long, and ending like a sentence or very long."""
    if len(line) < 2 * RUNNING_WORDS - 1:
        return False  # so many words and blanks do not fit
    words = len(line.split())
    return words >= LONG_WORDS or (words >= RUNNING_WORDS and line.rstrip().endswith(SENTENCE_END))


@lru_cache(maxsize=8192)
def matching(line: str, *places: str) -> Rule | None:
    """The first rule of the given places that a line fulfils, whole or part by part where it is a row of parts."""
    if len(line) > LONGEST_MATCHED:
        return None
    bare = bare_text(line)
    rule = match_whole(bare, places)
    if rule or not bare:
        return rule
    if "widget" in places and is_controls(line):
        return CONTROLS
    parts = [part for part in map(bare_text, PARTS.split(BRACKETS.sub("|", line))) if part]
    if len(parts) < 2:
        return None
    rules = [match_whole(part, (*places, "widget", "menu")) for part in parts]
    known = [rule for rule in rules if rule]
    unknown = [part for part, rule in zip(parts, rules, strict=True) if not rule and len(part) > 3]
    return known[0] if known and len(unknown) * 3 <= len(parts) else None


def is_controls(line: str) -> bool:
    """Whether a line holds nothing but the words of buttons and counters, numbers and signs."""
    if len(line) > LONGEST_CONTROLS or FULL_DAY.search(line):
        return False
    rest, found = _controls("control").subn(" ", IN_BRACKETS.sub(" ", line))
    return bool(found) and not re.search(r"[^\W\d_]{2,}", rest)


def without_controls(text: str) -> str:
    """A text without the buttons that a copy has behind it in its line: `Báo Lai Châu Copy link`."""
    found = _trailing_controls().search(text)
    return text[: found.start()] if found is not None else text


@cache
def _trailing_controls() -> re.Pattern[str]:
    """Buttons to the end of a line; `In` and words of one syllable end sentences and names too."""
    forms = "|".join(row["pattern"] for row in load_rows("controls") if row["name"] in SHARING)
    return re.compile(rf"(?<=\w)(?:\s+[|·-]?\s*(?:{forms})(?!\w))+\W*$", re.I)


def is_reply(line: str) -> bool:
    """Whether a line is the row of buttons under a reader's comment: `Thích (3) Trả lời`, `2 giờ trước · Trả lời`."""
    if len(line) > LONGEST_CONTROLS or not _controls("reply").search(line):
        return False
    return re.search(r"[^\W\d_]{2,}", _controls("control", "reply", "ago").sub(" ", FULL_DAY.sub(" ", line))) is None


def is_ago(line: str) -> bool:
    """Whether a line says how long ago something was written: `3 giờ trước`."""
    return _ago().search(line) is not None


@cache
def _ago() -> re.Pattern[str]:
    """How long ago, also where a name touches it."""
    patterns = [row["pattern"] for row in load_rows("controls") if row["place"] == "ago"]
    return re.compile(r"(?<!\d)(?:" + "|".join(patterns) + r")(?!\w)", re.I)


@cache
def _controls(*fields: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in load_rows("controls") if row["place"] in fields]
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.I)


def bare_text(text: str) -> str:
    if "[" in text or "]" in text:
        text = BRACKETS.sub("", text)
    if ")" in text:
        text = COUNT.sub("", text)
    if not text or not (_decorates(text[0], at_end=False) or _decorates(text[-1], at_end=True)):
        return text  # most lines begin and end with a word
    return DECORATION.sub("", text).strip()


@cache
def _decorates(sign: str, *, at_end: bool) -> bool:
    """Whether a sign is cut off where a text begins, or ends, with it."""
    return DECORATION.sub("", f"a{sign}" if at_end else f"{sign}a") == "a"


def match_whole(bare: str, places: Sequence[str]) -> Rule | None:
    """The first rule of the given places that a line without decoration fulfils whole."""
    asked = frozenset(places)
    if not _any_rule(asked).fullmatch(bare):
        return None
    return next((rule for rule in _rules_of(asked) if rule.pattern.fullmatch(bare)), None)


@cache
def _rules_of(places: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules() if rule.place in places)


@cache
def _any_rule(places: frozenset[str]) -> re.Pattern[str]:
    """The rules of some places in one pattern: most lines fulfil none, and are asked once, not a hundred times."""
    return _either(rule.pattern.pattern for rule in _rules_of(places))


@cache
def _any_credit() -> re.Pattern[str]:
    return _either(credit.pattern.pattern.replace("?P<value>", "?:") for credit in load_credits())


def matching_credits(line: str) -> Iterator[tuple[Credit, re.Match[str]]]:
    """Yield the credits that a line is, each with what it tells as the group `value`."""
    if _is_credit(line):
        for credit in load_credits():
            match = credit.pattern.fullmatch(line)
            if match:
                yield credit, match


@lru_cache(maxsize=REMEMBERED)
def _is_credit(line: str) -> bool:
    return _any_credit().fullmatch(line) is not None


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


def opens_tail(line: str) -> Rule | None:
    """The rule by which a line begins a page's end: whole, or by what stands before its first colon."""
    if is_running_text(line):
        return None
    whole = matching(line, "opener", "related")
    if whole or ":" not in line:
        return whole
    head, _, _ = line.partition(":")
    return match_whole(bare_text(head), ("opener", "related"))


@lru_cache(maxsize=REMEMBERED)
def is_foot(line: str) -> bool:
    """Whether a line tells address, telephone, licence or maker of a site."""
    if len(line) > LONGEST_MATCHED:
        return False
    return bool(_any_rule(frozenset(("footer", "end"))).fullmatch(bare_text(line)) or CONTACT.search(line))


def check_found(lines: Sequence[str], titles: Sequence[str] = (), shown: Sequence[str] = ()) -> None:
    """Refuse a page that says that there is no such page, or none without a log-in, a script, or later.

    One with running text about anything else is never refused. `shown` is what else the page shows: it tells where
    there is no body at all.
    Raises: NotADocument.
    """
    if sum(len(line.split()) for line in lines) > LONGEST_WALL:
        return
    told = {
        line for line in lines if len(line.split()) <= LONGEST_MESSAGE and _tells_of(line, "error", "wall", "advice")
    }
    others = [line for line in lines if line not in told]
    if sum(len(line.split()) for line in others) > LONGEST_ERROR_PAGE or any(map(is_running_text, others)):
        return
    empty = sum(len(line.split()) for line in lines) <= LEAST_DOCUMENT
    messages = [line for line in (*titles, *lines, *(shown if empty else ())) if _tells_of(line, "error", "wall")]
    messages += [line for line in shown if _tells_of(line, "wall")]
    message = next((line for line in messages if len(line.split()) <= LONGEST_MESSAGE), None)
    if message is not None:
        raise NotADocument(detail=message[:200])


def check_headings(headings: Sequence[str]) -> None:
    """Refuse a page whose heading is the message of a missing page, whatever lists stand around it.

    Raises: NotADocument.
    """
    told = next((line for line in headings if match_whole(bare_text(line), ("missing",))), None)
    if told is not None:
        raise NotADocument(detail=told[:200])


def is_message(line: str) -> bool:
    """Whether a short line says that a page or the rest of it is not shown."""
    return len(line.split()) <= LONGEST_MESSAGE and _tells_of(line, "error", "wall")


def _tells_of(line: str, *places: str) -> bool:
    """Whether a line has the words of such a rule; a sentence of an article may have them far from its beginning."""
    match = _any_rule(frozenset(places)).search(line)
    return match is not None and match.start() <= MESSAGE_START


def credits_of(line: str) -> list[Credit]:
    return [credit for credit, _ in matching_credits(line)]
