"""A document on its way through the pipeline: what its components have found so far, for the next to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.document import Document
from nlp.mention import Mention
from nlp.own_words import NONE, OwnWords
from nlp.places.home_places import Home


@dataclass(slots=True)
class Doc:
    """A document with the mentions found in it so far, in order of start, hosts before what they hold.

    `own_words` are those of its archive; `home` is set by the units and read by the places.
    """

    document: Document
    own_words: OwnWords = NONE
    home: Home = field(default_factory=Home)
    mentions: list[Mention] = field(default_factory=list, init=False)
    _rows: list[tuple[int, int, str, int, Mention]] = field(default_factory=list, init=False)
    _known: set[tuple[int, int, str]] = field(default_factory=set, init=False)

    @property
    def text(self) -> str:
        """The body, in which mentions count their offsets."""
        return self.document.body

    def store(self, mentions: Iterable[Mention]) -> None:
        """Take mentions in, those left out that have the bounds and label of a stored one."""
        known, rows = self._known, self._rows
        for mention in mentions:
            key = mention.start, mention.end, mention.label
            if key not in known:
                known.add(key)
                rows.append((mention.start, -mention.end, mention.label, len(rows), mention))
        rows.sort()  # what is sorted already is not compared again; never by the mentions: their numbers differ
        self.mentions = [row[-1] for row in self._rows]

    def clear(self) -> None:
        """Forget the mentions."""
        self._known.clear()
        self._rows.clear()
        self.mentions = []


def mentions_of(doc: Doc, *labels: str) -> list[Mention]:
    """The mentions with one of `labels` (all without labels), in their order."""
    return [mention for mention in doc.mentions if mention.label in labels] if labels else list(doc.mentions)


def add_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Add `mentions`; one with the bounds and label of a stored one is left out.

    Raises: ValueError for a mention whose text is not the text at its offsets.
    """
    added: list[Mention] = []
    text = doc.text
    for mention in mentions:
        if not mention.text or mention.end > len(text) or text[mention.start : mention.end] != mention.text:
            raise ValueError(f"{mention.label} at {mention.start}: {mention.text!r} is not what stands there")
        added.append(mention)
    if added:
        doc.store(added)


def replace_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Make `mentions` the only ones."""
    doc.clear()
    doc.store(mentions)
