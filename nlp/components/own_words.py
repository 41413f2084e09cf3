"""An archive's own words in the pipeline: set in where components found something else or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nlp.mention import LABELS, Mention
from nlp.mention_store import Doc, mentions_of, replace_mentions
from nlp.own_words import OwnWords
from nlp.text.intervals import Cover


def add_own_words(doc: Doc, labels: Collection[str]) -> None:
    """Set an archive's own names in the place of what overlaps them, and take off what it stopped.

    It stands right behind the components that find `labels`, so that what follows reads both.
    """
    if doc.own_words.words:
        replace_mentions(doc, list(_taught(doc.text, mentions_of(doc), doc.own_words, labels)))


def _taught(text: str, mentions: Collection[Mention], own: OwnWords, labels: Collection[str]) -> Iterator[Mention]:
    named = {label: list(own.find(text, label)) for label in LABELS if label in labels}
    if "PLACE" in named:  # the place at the end of a unit's name belongs to the unit
        units = Cover(mention for mention in mentions if mention.label == "UNIT")
        named["PLACE"] = [found for found in named["PLACE"] if not units.holds(found.start, found.end)]
    covers = {label: Cover(found) for label, found in named.items()}
    for mention in mentions:
        cover = covers.get(mention.label)
        if cover is None or not (own.is_stopped(mention) or _overlaps(cover, mention)):
            yield mention
    for found in named.values():
        yield from found


def _overlaps(cover: Cover, mention: Mention) -> bool:
    return cover.covers(mention.start) or cover.meets(mention.start, mention.end)
