"""CAMPAIGN mentions: movements, drives and campaigns that have a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from nlp.campaigns.grammar import (
    BLANK_LINE,
    CHAIN,
    NAMED_BY,
    NAMED_FAR,
    NUMBERED,
    PLURAL,
    THEMED,
    THROUGH,
    Grammar,
    is_speech,
    load_grammar,
    unmarked_name,
)
from nlp.campaigns.known import KnownNames
from nlp.campaigns.lists import (
    Found,
    first_known,
    first_listed,
    further_names,
    listed_name,
    lists_names,
    name_inside,
)
from nlp.lexicon import Matcher, load_lexicon
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.text.intervals import Cover
from nlp.text.placeholders import spans_of, with_placeholders
from nlp.text.quotations import Quotation, find_quotations
from nlp.text.scanning import matches_at_words

READ = ("UNIT", "PLACE", "PERSON", "DATE", "EVENT")
PREDICATES = ("mang chủ đề", "có chủ đề", "lấy chủ đề", "chủ đề")
TELLING = tuple(f"{verb} {noun}" for verb in ("mang", "có", "lấy") for noun in ("khẩu hiệu", "phương châm"))
"""What tells of a campaign and names none, where a theme may do both."""
MEMORIES = ("kỷ niệm", "kỉ niệm")
STEERING = ("Ban Chỉ đạo", "Ban chỉ đạo", "Ban Vận động", "Ban vận động", "BCĐ")
QUOTE_MARKS = frozenset('“"«')
SHORTEST_MARKED = 3
"""Words behind a head that is quoted with its name."""
LOOK_BACK = 24
"""Characters before a head in which a plural word stands."""


def add_campaigns(doc: Doc) -> None:
    """Add CAMPAIGN mentions, and a SLOGAN for a quoted name that was not known for one yet."""
    text = doc.text
    slogans = mentions_of(doc, "SLOGAN")
    found = find_campaigns(text, mentions_of(doc, *READ), slogans)
    add_mentions(doc, [*(_mention(text, one) for one in found), *_slogans(text, found, slogans)])


def find_campaigns(text: str, mentions: Sequence[Mention], slogans: Sequence[Mention] = ()) -> list[Found]:
    """The campaigns of `text` in order of their start; `mentions` are units, places, people, dates and events in it.

    An unclosed name ends where the slogan of `slogans` that begins it ends.
    """
    slogan_at = {slogan.start: slogan for slogan in slogans}
    outer = [one for one in mentions if not (_is_meeting(one) if one.label == "EVENT" else _is_named_after(one))]
    greeted = Cover([one for one in outer if one.label == "EVENT"])
    found_quotations = [one for one in find_quotations(text) if one.depth == 0]
    quotations = [_ended(one, slogan_at) for one in found_quotations if not greeted.holds(one.start, one.end)]
    marked = {one.first: one for one in quotations if one.closed}
    masked = with_placeholders(text, spans_of(outer), quotations)
    grammar = load_grammar()
    names = KnownNames(text)
    found: list[Found] = []
    for head in matches_at_words(grammar.head, grammar.head_words, text, masked):
        if found and head.start() < found[-1].end:
            continue
        one = (
            _named(text, masked, head, grammar, names)
            or _as_slogan(text, head, grammar, slogan_at)
            or _within_marks(head, marked.get(head.start()))
        )
        if one:
            found.append(one)
            found += further_names(masked, one, names)
    return sorted([*found, *_alone(text, found, slogans)], key=lambda one: one.start)


def _alone(text: str, found: Sequence[Found], slogans: Sequence[Mention]) -> Iterator[Found]:
    """Names of history that stand without a head, outside the campaigns found and longer slogans."""
    held = Cover(slogans)
    starts = [one.start for one in found]
    for match in _names_alone().find(text):
        if not text[match.start].isupper():
            continue
        if held.holds(match.start - 1, match.end) or held.holds(match.start, match.end + 1):
            continue
        before = bisect_right(starts, match.start) - 1
        if before < 0 or match.start >= found[before].end:
            yield Found(match.start, match.end, "lexicons/known_campaigns.tsv", 0.8)


@cache
def _names_alone() -> Matcher:
    return Matcher(entry for entry in load_lexicon("known_campaigns") if entry.kind == "alone")


def _is_meeting(event: Mention) -> bool:
    """Whether an event is a conference or the like, which may hold a campaign's name."""
    return " rules/events.tsv meeting" in " " + event.source or "contest" in event.source


def _is_named_after(unit: Mention) -> bool:
    """Whether a body bears the quoted name of a campaign, which is marked inside it: `Ban Chỉ đạo phong trào “…”`."""
    return unit.label == "UNIT" and unit.text.startswith(STEERING) and not QUOTE_MARKS.isdisjoint(unit.text)


def _ended(quotation: Quotation, slogans: Mapping[int, Mention]) -> Quotation:
    slogan = slogans.get(quotation.first)
    if quotation.closed or slogan is None:
        return quotation
    return Quotation(quotation.start, quotation.first, slogan.end, slogan.end, False, quotation.depth)


def _named(text: str, masked: str, head: re.Match[str], grammar: Grammar, names: KnownNames) -> Found | None:
    """The campaign that begins at `head`, by the first way of naming that fits."""
    quoted = grammar.quoted.match(masked, head.end())
    plural = PLURAL.search(masked[max(0, head.start() - LOOK_BACK) : head.start()]) is not None
    if quoted and plural and lists_names(masked, head, quoted):
        return listed_name(masked, quoted)
    if quoted and not (plural and quoted["link"]) and not _is_predicate(masked, head, quoted):
        return Found(head.start(), quoted.end("name"), "quoted name", 0.95, name_inside(masked, quoted))
    known = _known(masked, head, grammar, names)
    if grammar.needs_quotation(head[0]):
        capital = known is not None and text[head.end() + 1 : head.end() + 2].isupper()
        return Found(head.start(), known, "lexicons/known_campaigns.tsv", 0.8) if known and capital else None
    through = None if quoted or plural else THROUGH.match(masked, head.end())
    if through:
        return Found(head.start(), through.end("name"), "quoted name", 0.8, name_inside(masked, through))
    greeting = NAMED_BY.match(masked, head.end())
    if greeting is None and head[0].lower().startswith("đợt"):
        greeting = NAMED_FAR.match(masked, head.end())
    if greeting and _greets(text, greeting) and not (known and (greeting["link"] or "").startswith(",")):
        return _greeting(masked, head, _chain_end(masked, greeting.end()))
    if known:
        return Found(head.start(), known, "lexicons/known_campaigns.tsv", 0.9)
    return (
        (first_listed(masked, head) if plural else None)
        or first_known(masked, head, names)
        or _numbered(masked, head, grammar)
        or _unmarked(masked, head)
    )


def _greeting(masked: str, head: re.Match[str], end: int) -> Found:
    """A campaign named by events that end at `end`, with the theme that is told behind them."""
    theme = THEMED.match(masked, end)
    if theme is None:
        return Found(head.start(), end, "named by an event", 0.9)
    return Found(head.start(), theme.end("name"), "named by an event", 0.9, name_inside(masked, theme))


def _numbered(masked: str, head: re.Match[str], grammar: Grammar) -> Found | None:
    """A movement that its numbered motto names without marks: `phong trào thi đua 5 tốt`."""
    modifiers = grammar.modifiers.match(masked, head.end())
    motto = NUMBERED.match(masked, modifiers.end() if modifiers else head.end())
    if motto is None:
        return None
    return Found(head.start(), motto.end(), "numbered motto", 0.8, (motto.start("motto"), motto.end("motto")))


def _unmarked(masked: str, head: re.Match[str]) -> Found | None:
    """A drive named by its days and deed, or by a name of which only the closing mark stands."""
    how, span = unmarked_name(masked, head)
    return Found(head.start(), span[1], how, 0.7, span if how == "closing mark" else None) if span else None


def _as_slogan(text: str, head: re.Match[str], grammar: Grammar, slogan_at: Mapping[int, Mention]) -> Found | None:
    """A campaign whose name stands quoted elsewhere and here without marks: a slogan with a capital behind the head."""
    if grammar.needs_quotation(head[0]):
        return None
    modifiers = grammar.modifiers.match(text, head.end())
    for end in (head.end(), modifiers.end() if modifiers else head.end()):
        slogan = slogan_at.get(end + 1)
        if slogan is not None and text[end] == " " and text[slogan.start].isupper():
            return Found(head.start(), slogan.end, "slogan behind its head", 0.8)
    return None


def _greets(text: str, greeting: re.Match[str]) -> bool:
    """Whether an event behind a head is greeted by it, in its own paragraph."""
    at = greeting.start("event")
    named = bool(greeting["link"]) or text[at : at + len(MEMORIES[0])].lower().startswith(MEMORIES)
    return named and BLANK_LINE.search(text, greeting.start(), at) is None


def _within_marks(head: re.Match[str], quotation: Quotation | None) -> Found | None:
    """A campaign that is quoted together with its head: `phát động “Chiến dịch 120 ngày đêm …”`."""
    if quotation is None or len(_words_behind(head, quotation)) < SHORTEST_MARKED or is_speech(head, quotation.last):
        return None
    return Found(head.start(), quotation.last, "quoted with its head", 0.8)


def _words_behind(head: re.Match[str], quotation: Quotation) -> list[str]:
    """The words of a quotation behind the head with which it begins."""
    return head.string[head.end() : quotation.last].split()


def _is_predicate(masked: str, head: re.Match[str], quoted: re.Match[str]) -> bool:
    """Whether the theme is told of the campaign in a sentence: `Đợt thi đua mang chủ đề “…”, kéo dài …`."""
    link = " ".join((quoted["link"] or "").lower().split())
    if masked[head.start()].isupper() and link.startswith(PREDICATES):
        return True
    return " ".join(masked[head.end() : quoted.start("name")].lower().split()).endswith(TELLING)


def _chain_end(masked: str, end: int) -> int:
    link = CHAIN.match(masked, end)
    while link:
        end = link.end()
        link = CHAIN.match(masked, end)
    return end


def _known(masked: str, head: re.Match[str], grammar: Grammar, names: KnownNames) -> int | None:
    """Where a known name ends that follows the head, words such as `thi đua` between them aside."""
    modifiers = grammar.modifiers.match(masked, head.end())
    assert modifiers is not None, "the pattern matches an empty text"
    inside = head[0].lower().find("thi đua")  # `phong trào thi đua quyết thắng` is named `thi đua quyết thắng`
    starts = (head.end(), modifiers.end(), *([head.start() + inside] if inside > 0 else []))
    end = max(filter(None, map(names.end_at, starts)), default=None)
    return None if end is None or BLANK_LINE.search(masked, head.end(), end) else end


def _mention(text: str, campaign: Found) -> Mention:
    surface = text[campaign.start : campaign.end]
    name = " ".join(surface.split())
    return Mention(campaign.start, campaign.end, "CAMPAIGN", surface, name, {}, campaign.confidence, campaign.source)


def _slogans(text: str, found: Iterable[Found], slogans: Sequence[Mention]) -> Iterator[Mention]:
    """The quoted names that no slogan of `slogans` lies in or begins before."""
    starts = [slogan.start for slogan in slogans]
    for campaign in found:
        if campaign.quoted is None or _is_known(*campaign.quoted, slogans, starts):
            continue
        first, last = campaign.quoted
        surface = text[first:last]
        first += len(surface) - len(surface.lstrip(" \t\n.,;:"))
        surface = surface.strip(" \t\n.,;:")
        words = " ".join(surface.split())
        if words:
            yield Mention(first, first + len(surface), "SLOGAN", surface, words, {"kind": "slogan"}, 0.9, "campaign")


def _is_known(first: int, last: int, slogans: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Whether one of `slogans`, none of which overlap, lies inside the name or holds its first character."""
    index = bisect_left(starts, first)
    inside = index < len(slogans) and slogans[index].end <= last
    return inside or (index > 0 and slogans[index - 1].end > first)
