"""An archive's own words in the pipeline: set in where components found something else or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.intervals import Cover
from nlp.mention import LABELS, Mention
from nlp.mention_store import mentions_of, replace_mentions, text_of
from nlp.own_words import NONE, OwnWords

DATA = "own_words"
"""The key of `doc.user_data` that holds an archive's words."""


@Language.factory("vi_own_words", requires=["doc.spans"], assigns=["doc.spans"])
def make_own_words(nlp: Language, name: str, labels: list[str]) -> OwnWordsComponent:
    """The component for some labels: it stands right behind those that find them, so that what follows reads both."""
    return OwnWordsComponent(labels)


class OwnWordsComponent:
    """Sets an archive's own names in the place of what overlaps them, and takes off what it stopped."""

    def __init__(self, labels: Collection[str]) -> None:
        self.labels = [label for label in LABELS if label in labels]

    def __call__(self, doc: Doc) -> Doc:
        own = doc.user_data.get(DATA, NONE)
        if own.words:
            replace_mentions(doc, list(self._taught(text_of(doc), mentions_of(doc), own)))
        return doc

    def _taught(self, text: str, mentions: Collection[Mention], own: OwnWords) -> Iterator[Mention]:
        named = {label: list(own.find(text, label)) for label in self.labels}
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
