"""Other surfaces of a document's own units: full names misspelt, and short names that it introduces in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import compress, islice

from ingest.orthography import fold, is_syllable, plain_dashes
from nlp.mention import Mention
from nlp.people.names import capital_run, surely_person
from nlp.places.gazetteer import known_name
from nlp.places.level_words import level_keys
from nlp.syllables import SYLLABLE, split_syllables
from nlp.text.kept import ByWord
from nlp.text.reading import Reading
from nlp.units.forms import heads
from nlp.units.spelling import initials

ALIAS = re.compile(
    r"\s*\((?:sau đây\s+)?(?:được\s+)?(?:viết|gọi)\s*(?:chung\s*)?(?:tắt\s*)?là:?\s*[\"“]?"
    r"(?P<alias>[^)”\"\n]{2,60}?)[\"”]?\)",
    re.I,
)
ACRONYM = re.compile(r"\s*\((?P<alias>[A-ZĐƯ][A-ZĐƯa-z&-]{1,11}|P[ABCHKVX]\d{2})\)")
COLLECTIVE = re.compile(r"\s*\([^)]{0,20}gọi chung là", re.I)
"""Introduces a name of several bodies or of another thing than the one before it."""
CLUSTER = re.compile(r"\s*\((?P<alias>(?:[Kk]hối|[Cc]ụm)(?: [^()\d\n]{2,60}?)?(?: số)? (?:\d{1,2}|[IVX]+))\)")
"""The number of a cluster told by its members: `Khối thi đua các cơ quan Đảng (khối 1)`, `(Cụm hữu nghị số 3)`."""
INITIALS = re.compile(r"[A-ZĐƯ](?<![\w/.-].)[A-ZĐƯ]{3,9}(?![\w/-])")
"""Capitals that may be the first letters of a name of the document: `TTKNQG`; three are those of too many things."""
INSIDE = re.compile(r"\((?<= \()(?P<alias>[A-ZĐƯ][A-ZĐƯ&, -]{0,10}[A-ZĐƯ])\) (?=\w)")
"""A short name in the midst of the full one: `Bộ Chỉ huy Quân sự (CHQS) tỉnh`."""
GATES = (("cửa", "khẩu", "quốc", "tế"), ("cửa", "khẩu", "cảng"), ("cửa", "khẩu"))
"""What may stand between the head of a border post and its name."""
LONGEST_HEAD = 4
NAMED_KINDS = frozenset({"named", "military", "council"})
"""Kinds of heads behind which a proper name goes on."""
LONGEST_INSIDE = 12
"""Words before it whose first letters it may hold."""
MISSPELT_SYLLABLES = 3
"""Shorter names have too many chance likenesses once their accents are dropped."""
SEARCHED_NAMES = 200
"""Full names of one document whose misspellings are looked for."""
SEARCHED_ALIASES = 200
"""Short names of one document that are looked for, the first ones: each is one pass over the text too."""
BRAND = re.compile(r"[A-Z](?<![\w/.-].)[A-Z]{2,9}(?![\w/-])")
FIRMS = ("Công ty ", "Tổng công ty ", "Nhà máy ", "Xí nghiệp ")
SHORTEST_OF_FIRM = 3
"""Letters of a firm's own name that stand for it without its legal form."""
NAMED_AGAIN = 3
"""Times that a short name which is no acronym must stand in the text, the brackets too."""
INTRODUCED, GUESSED = 0.95, 0.7
"""Confidences: a short name that the text explains, a name that stands with other accents."""


def skip_short_names(reading: Reading) -> Reading:
    """The reading without short names in brackets that stand between a name and its place."""
    dropped: set[int] = set()
    for match in INSIDE.finditer(reading.text):
        first, end = reading.syllables_of(match.start(), match.end())
        follows = reading.keys[end] in level_keys() or reading.keys[end : end + 2] == ("việt", "nam")
        follows = follows or reading.number(end)  # `Vùng Cảnh sát biển (CSB) 2`
        follows = follows or (reading.upper[end] and known_name(reading, end) is not None)
        follows = follows or _named_behind(reading, first, end)
        if follows and _ends_with(match["alias"], reading.keys[max(0, first - LONGEST_INSIDE) : first]):
            dropped.update(range(first, end))
    return reading.without(dropped) if dropped else reading


def _named_behind(reading: Reading, first: int, end: int) -> bool:
    """`Đồn Biên phòng (ĐBP) Hải Hòa`: a head before the brackets and its proper name behind them."""
    gate = next((len(words) for words in GATES if reading.keys[max(first - len(words), 0) : first] == words), 0)
    end_of_head = first - gate
    head = any(_ends_at(reading, at, end_of_head) for at in range(max(end_of_head - LONGEST_HEAD, 0), end_of_head))
    name = capital_run(reading, end)
    return head and name - end > 1 and not surely_person(reading, end, name)


def _ends_at(reading: Reading, at: int, end: int) -> bool:
    found = heads().longest(reading, at)
    return found is not None and found.end == end and found.entry.kind in NAMED_KINDS


def _ends_with(alias: str, words: Sequence[str]) -> bool:
    """Whether the letters of `alias` are first letters of the words, in order, and the last one that of the last."""
    letters = [letter for letter in fold(alias) if letter.isalpha()]
    backwards = iter([fold(word)[:1] for word in reversed(words)])
    return next(backwards, "") == letters[-1] and all(letter in backwards for letter in reversed(letters[:-1]))


def find_misspelt(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Places where a long full name stands with other accents (`Van phòng`)."""
    known: dict[str, Mention] = {}
    text = reading.text
    for mention in mentions:
        if len(mention.text.split()) >= MISSPELT_SYLLABLES and len(known) < SEARCHED_NAMES:
            known.setdefault(_folded(mention.text), mention)
    if not known:
        return []
    taken = {(mention.start, mention.end) for mention in mentions}
    by_words: dict[tuple[str, str], list[str]] = {}
    for form in known:
        by_words.setdefault(_first_words(form), []).append(form)
    firsts = {first for first, _ in by_words}
    keys = reading.keys
    found = []
    for at in [at for at in compress(range(len(keys)), reading.upper) if _FOLDED_WORDS[keys[at]] in firsts]:
        first = _FOLDED_WORDS[keys[at]]
        start = reading.starts[at]
        for form in by_words.get((first, _FOLDED_WORDS[keys[at + 1]]), ()):
            end = start + len(form)
            mention = known[form]
            if (start, end) in taken or _folded(text[start:end]) != form or text[end : end + 1].isalnum():
                continue
            if text[start:end] != mention.text:
                found.append(
                    Mention(
                        start, end, "UNIT", text[start:end], mention.value, {}, GUESSED, f"misspelt: {mention.text}"
                    )
                )
    return found


def _first_words(form: str) -> tuple[str, str]:
    first, second = islice(SYLLABLE.finditer(plain_dashes(form)), 2)
    return first[0], second[0]


_FOLDED_WORDS = ByWord(fold)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def find_aliases(text: str, mentions: list[Mention]) -> dict[str, Mention]:
    """Short name -> the mention behind which the document introduces it in brackets."""
    aliases: dict[str, Mention] = {}
    capitals = cache(lambda: Counter(BRAND.findall(text)))
    for mention in mentions:
        found = ALIAS.match(text, mention.end)
        if found is not None and found["alias"].islower():
            continue  # `(gọi tắt là các cơ quan, đơn vị)`
        if found is None and mention.text[:4].lower() in {"khối", "cụm "}:
            found = CLUSTER.match(text, mention.end)
        elif found is not None and COLLECTIVE.match(text, mention.end):
            found = None
        if found is None:
            found = ACRONYM.match(text, mention.end)
            if found is not None and not (_is_acronym(found["alias"], mention) or _is_brand(found["alias"], capitals)):
                found = None
        if found is not None:
            aliases.setdefault(found["alias"].strip(), mention)
    return aliases


def find_initials(text: str, mentions: list[Mention]) -> dict[str, Mention]:
    """Capitals that are the first letters of a name of the text, and no head noun's -> that name's first mention."""
    syllables = split_syllables(text)
    shouted = compress(zip(syllables.starts, syllables.keys, strict=True), syllables.shouted)
    long = (start for start, key in shouted if len(key) > 3 and not heads().entries((key,)))
    written = {found[0] for start in long if (found := INITIALS.match(text, start))}
    if not written:
        return {}  # most texts have no such word but `UBND` and its like
    named: dict[str, Mention] = {}
    for mention in mentions:
        if " " in mention.text:
            named.setdefault(initials(mention.text), mention)
    return {letters: named[letters] for letters in sorted(written & named.keys())}


def with_aliases(text: str, mentions: list[Mention]) -> list[Mention]:
    """`mentions`, which overlap nowhere, and the short names that the text introduces wherever they stand; in order."""
    introduced = {**find_initials(text, mentions), **find_aliases(text, mentions)}
    aliases = dict(islice(introduced.items(), SEARCHED_ALIASES))
    if not aliases:
        return mentions
    found = [
        Mention(
            match.start(),
            match.end(),
            "UNIT",
            alias,
            mention.value,
            {},
            INTRODUCED,
            f"introduced behind: {mention.text}",
        )
        for alias, mention in aliases.items()
        for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text)
    ]
    return longest([mention for mention in mentions if mention.text not in aliases] + found)


def _is_brand(alias: str, capitals: Callable[[], Counter[str]]) -> bool:
    """Whether capitals in brackets behind a body's name, which are no letters of it, stand for it again and again.

    `capitals` counts the words in capitals of the text, once for all its brackets.
    """
    if not BRAND.fullmatch(alias) or is_syllable(alias.lower()) or heads().entries((alias.lower(),)):
        return False
    return capitals()[alias] >= NAMED_AGAIN


def _is_acronym(alias: str, mention: Mention) -> bool:
    """Whether the letters of `alias` are first letters of the name, in order, from its first word on: `CHQS` alone is
    no `Bộ Chỉ huy Quân sự`.
    """
    letters = [letter for letter in fold(alias) if letter.isalpha()]
    if len(letters) < 2:
        return False
    for name in (str(mention.value), mention.text):
        initials = [word[0] for word in re.findall(r"\w+", fold(name))]
        rest = iter(initials)
        headless = len(letters) < len(initials) and initials[-len(letters) :] == letters
        if initials[0] == letters[0] and all(letter in rest for letter in letters) and not headless:
            return True  # `Tổng cục Thi hành án dân sự (THADS)` shortens what it is concerned with
        if len(letters) >= SHORTEST_OF_FIRM and name.startswith(FIRMS) and initials[-len(letters) :] == letters:
            return True  # `Công ty Xi măng Hoàng Mai (XMHM)`
    return False


def longest(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap, the longest; in order of start."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
