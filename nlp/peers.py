"""What general tools find in the same texts, in the form that is scored: named entities and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nlp.errors import PeerMissing
from nlp.gold import MarkedDocument
from nlp.mention import Mention

NAMES_BY_TAG = {"ORG": "UNIT", "PER": "PERSON", "LOC": "PLACE"}
"""Our labels for those of the CoNLL scheme; MISC has no counterpart."""

LANGUAGES = ["vi"]

Tagged = tuple[str, str]
"""A word and its tag in the BIO scheme."""


def named_entities(name: str, text: str) -> MarkedDocument:
    """The organisations, persons and places that `underthesea.ner` finds, line by line: it takes no longer texts."""
    from underthesea import ner

    mentions: list[Mention] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            words = [(row[0], row[-1]) for row in ner(line.strip())]
            mentions += _entities(text, at, words)
        at += len(line)
    return MarkedDocument(name, tuple(mentions))


def _entities(text: str, at: int, words: Sequence[Tagged]) -> Iterator[Mention]:
    """The runs of one tag; the tool parts words at blanks and marks, so each is looked for from the last one on."""
    start = end = at
    label = ""
    for word, tag in [*words, ("", "O")]:
        prefix, _, kind = tag.partition("-")
        if label and not (prefix == "I" and NAMES_BY_TAG.get(kind) == label):
            yield Mention(start, end, label, text[start:end], source="underthesea.ner")
            label = ""
        found = text.find(word, at) if word else -1
        if found < 0:
            continue
        at = found + len(word)
        if prefix == "B" and kind in NAMES_BY_TAG:
            label, start = NAMES_BY_TAG[kind], found
        end = at


def dates(name: str, text: str) -> MarkedDocument:
    """The days that `dateparser` finds, each as EDTF.

    Raises: PeerMissing where it is not installed.
    """
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        raise PeerMissing("dateparser") from error
    mentions: list[Mention] = []
    at = 0
    for surface, moment in search_dates(text, languages=LANGUAGES) or ():
        found = text.find(surface, at)
        if found >= 0:
            at = found + len(surface)
            mentions.append(Mention(found, at, "DATE", surface, moment.date().isoformat(), source="dateparser"))
    return MarkedDocument(name, tuple(mentions))


PEERS: dict[str, tuple[Callable[[str, str], MarkedDocument], tuple[str, ...]]] = {
    "underthesea.ner": (named_entities, ("UNIT", "PERSON", "PLACE")),
    "dateparser": (dates, ("DATE",)),
}
"""Each peer with the labels that it knows."""
