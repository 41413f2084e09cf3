"""SLOGAN mentions: quotations by what stands before them, fixed formulas, themes without marks, repeats of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from nlp.lexicon import load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.slogans import context
from nlp.slogans.phrases import find_formed, shout_end, unquoted_cues, with_counted_neighbours
from nlp.slogans.quoted_names import is_cited_title, is_great_day, is_occasion
from nlp.slogans.quoted_slogans import Phrase, quoted_slogans
from nlp.syllables import compared_text
from nlp.text.intervals import Cover
from nlp.text.quotations import find_quotations, plain_form
from nlp.text.scanning import first_keys, matches_at_words
from nlp.text.wanted_syllables import Wanted

SHORTEST_REPEAT = 4
"""Syllables: a shorter phrase repeated without quotation marks may be ordinary speech."""
LONGEST_COMMON = 5
"""Syllables: a phrase so short may be common nouns where it is written in small letters."""
UNQUOTED = re.compile(
    r"(?:[ \t]+[^\W\d_]+|[ \t]+\d{4}|[ \t]+[“\"«][^\n“”\"«»]{1,60}[”\"»]){0,11}?[ \t]*"
    r"(?P<colon>:|[ \t]là[ \t]*:?)\s{0,2}(?P<mark>')?(?P<phrase>[^\W_][^\n“”\"«»]{7,260})",
    re.IGNORECASE,
)
DIRECT = re.compile(r"[ \t]+(?P<mark>')?(?P<phrase>[^\W\d_][^\n“”\"«»]{7,160})")
GOVERNED = re.compile(r"(?<!\w)(?:với|theo|lấy|mang|có|nêu|đề ra|thực hiện|dưới)\s\Z", re.IGNORECASE)
"""Before a cue that stands directly before its phrase."""
FIGURE = re.compile(r"\d+[.,/]\d")
AMOUNTS = re.compile(r"\d{1,4}(?:\s[^\W\d_]+){3,8},\s(?:[^\W\d_]+\s){0,4}\d{1,4}(?:\s?[^\W\d_]+){3,8}")
"""Several figures with what they count: what was done, no motto."""
PARTS = re.compile(r"[^,;.\n]{2,40}(?:,\s[^,;.\n]{2,40}){1,5}")
SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|[(]")
SHOUTED = re.compile(r"(?m)^[ \t]*+(?P<line>(?:[^\n!]{10,90}!)++)[ \t]*$")
SHOUT = re.compile(r"[^\s!][^!\n]*[^\s!]")


def add_slogans(doc: Doc) -> None:
    """Add SLOGAN mentions."""
    add_mentions(doc, find_slogans(doc.text, mentions_of(doc, "EVENT"), mentions_of(doc, "LEGAL")))


def find_slogans(text: str, events: Sequence[Mention] = (), citations: Sequence[Mention] = ()) -> list[Mention]:
    """The SLOGAN mentions of `text` in order of their start; none holds another.

    Unquoted words inside one of `events` belong to its name; what is quoted behind one of `citations` is its title.
    """
    cited = Cover(citations)
    quotations = [one for one in find_quotations(text) if not is_cited_title(text, one, cited)]
    quotations = [one for one in quotations if not (is_great_day(text, one, events) or is_occasion(text, one))]
    accepted = quoted_slogans(text, quotations)
    formed = (Phrase(start, end, kind, 0.7, "cue and form") for start, end, kind in find_formed(text))
    phrases = [*accepted.values(), *_unquoted_themes(text), *_shouted(text), *formed]
    unquoted = [*_formulas(text), *_repeats(text, phrases)]
    named = Cover(events)
    phrases += [one for one in unquoted if not named.holds(one.start, one.start + 1)]
    return [_mention(text, phrase) for phrase in _outermost(phrases)]


@cache
def _theme_cues() -> tuple[re.Pattern[str], Wanted]:
    """The cues, and the syllables with which they begin."""
    cues = unquoted_cues("bare")
    return re.compile(rf"(?:{'|'.join(cues)})(?!\w)", re.IGNORECASE), Wanted(first_keys(cues))


def _unquoted_themes(text: str) -> Iterator[Phrase]:
    """Themes told without quotation marks: behind a colon or `là`, or right behind a cue that `lấy` or `theo` governs.

    They begin with a capital letter or a figure, or have parts.
    """
    for match in matches_at_words(*_theme_cues(), text):
        rest = UNQUOTED.match(text, match.end())
        if rest is None and GOVERNED.search(text, max(0, match.start() - len("thực hiện ")), match.start()):
            rest = DIRECT.match(text, match.end())
        if rest is None or not _begins_phrase(match[0], rest):
            continue
        start = rest.start("phrase")
        stop = SENTENCE_END.search(text, start, rest.end("phrase"))
        end = stop.start() if stop else rest.end("phrase")
        if rest["mark"]:
            closing = text.find("'", start, end)
            end = closing if closing >= 0 else end
        end = context.natural_end(text, start, end)
        motto = context.explained_motto(text[start:end])
        if motto:
            end = start + motto
        end = shout_end(text, start, end) or end
        if len(text[start:end].split()) >= 2:
            yield Phrase(start, end, unquoted_cues("bare")[match[0].lower()], 0.7, "cue without marks")


def _begins_phrase(cue: str, rest: re.Match[str]) -> bool:
    """Whether what follows a cue is its phrase: with a capital or figure, or in parts behind a motto's colon."""
    phrase = rest["phrase"]
    if FIGURE.match(phrase) or AMOUNTS.match(phrase):
        return False
    if phrase[0].isupper() or phrase[0].isdigit() or rest["mark"]:
        return True
    has_colon = rest.groupdict().get("colon") == ":"
    return has_colon and cue.lower() != "chủ đề" and PARTS.match(phrase) is not None


def _shouted(text: str) -> Iterator[Phrase]:
    """Lines of cries in capitals, each ending with an exclamation mark."""
    for line in SHOUTED.finditer(text) if "!" in text else ():
        if not line["line"].isupper():
            continue
        for cry in SHOUT.finditer(text, line.start("line"), line.end("line")):
            if " " in cry[0]:
                yield Phrase(cry.start(), cry.end(), "slogan", 0.7, "shouted")


def _formulas(text: str) -> Iterator[Phrase]:
    """The fixed formulas of the lexicon."""
    for match in load_matcher("slogans").find(text):
        entry = match.entry
        if entry.ambiguous:
            cue = context.find_cue(text, match.start)
            if cue is None or (cue.kind not in context.CUES_OF_KIND and cue.kind != "model") or cue.distance > 1:
                continue
        start, end = with_counted_neighbours(text, match.start, match.end)
        yield Phrase(start, end, entry.kind, 0.9, "lexicons/slogans.tsv")


def _repeats(text: str, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """The same words elsewhere without quotation marks."""
    lowered = compared_text(text)
    for form, model in {lowered[p.start : p.end]: p for p in phrases}.items():
        if len(form.split()) < SHORTEST_REPEAT:
            continue
        long = len(form.split()) > LONGEST_COMMON
        at = lowered.find(form)
        while at >= 0:
            end = at + len(form)
            lone = not lowered[at - 1 : at].isalnum() and not lowered[end : end + 1].isalnum()
            if lone and (long or text[at].isupper() == text[model.start].isupper()):
                yield Phrase(at, end, model.kind, min(model.confidence, 0.75) - 0.05, "repeat")
            at = lowered.find(form, end)


def _outermost(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases that no other one holds, the surer one of two that overlap."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda one: (one.start, -one.end, -one.confidence)):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _mention(text: str, phrase: Phrase) -> Mention:
    surface = text[phrase.start : phrase.end]
    value = _usual_wording().get(plain_form(surface)) or " ".join(surface.split())
    kind = {"kind": phrase.kind or "slogan"}
    return Mention(phrase.start, phrase.end, "SLOGAN", surface, value, kind, phrase.confidence, phrase.source)


@cache
def _usual_wording() -> dict[str, str]:
    return {plain_form(entry.form): entry.value for entry in load_lexicon("slogans")}
