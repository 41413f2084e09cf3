"""A document's whole analysis: the components one after the other, the referee, metadata and campaigns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ingest.document import Document
from ingest.uncollected import uncollected
from nlp.campaign_records import find_campaigns
from nlp.citations.own_citation import with_own_issuer
from nlp.components.awards import add_awards
from nlp.components.campaigns import add_campaigns
from nlp.components.dates import add_dates
from nlp.components.events import add_events
from nlp.components.legal import add_legal
from nlp.components.own_words import add_own_words
from nlp.components.people import add_people
from nlp.components.places import add_places
from nlp.components.resolve import resolve_mentions
from nlp.components.slogans import add_slogans
from nlp.components.targets import add_targets
from nlp.components.units import add_units
from nlp.mention import LABELS, Analysis, Mention
from nlp.mention_store import Doc, mentions_of
from nlp.metadata import decide_metadata
from nlp.own_words import NONE, OwnWords
from nlp.referee import judged
from nlp.text.kept import forget_texts
from nlp.text.lookalikes import as_written, usual_letters
from nlp.version import EXTRACTOR_VERSION

__all__ = ["COMPONENTS", "EXTRACTOR_VERSION", "analyse", "analyse_sample", "find_mentions"]

COMPONENTS: tuple[Callable[[Doc], None], ...] = (
    add_dates,
    add_units,
    partial(add_own_words, labels=("UNIT",)),
    add_places,
    partial(add_own_words, labels=("PLACE",)),
    add_people,
    add_events,
    add_legal,
    add_slogans,
    partial(add_own_words, labels=("SLOGAN",)),
    add_campaigns,
    add_awards,
    add_targets,
    resolve_mentions,
    partial(add_own_words, labels=[label for label in LABELS if label not in ("UNIT", "PLACE", "SLOGAN")]),
)
"""In this order: each reads what the ones before it found."""

SAMPLE = Document("Ngày 1/1/2020, UBND tỉnh phát động phong trào thi đua.", "text", "none")


def analyse_sample() -> None:
    """Understand a line, so that lexicons, rules and models are loaded before the first document."""
    analyse(SAMPLE)


def analyse(document: Document, own_words: OwnWords = NONE) -> Analysis:
    """Everything found in `document`, also by the words of its archive: mentions, metadata with evidence, campaigns."""
    with uncollected():  # which walks through what is left: forgotten texts are none of it
        try:
            return _analyse(document, own_words)
        finally:
            forget_texts()


def _analyse(document: Document, own_words: OwnWords) -> Analysis:
    read = usual_letters(document)
    mentions = judged(read.body, find_mentions(read, own_words))
    metadata, evidence = decide_metadata(read, mentions)
    mentions = tuple(with_own_issuer(mentions, str(metadata["issuer"] or "")))
    campaigns = find_campaigns(read, mentions, metadata)
    return Analysis(as_written(mentions, document.body), metadata, evidence, campaigns)


def find_mentions(document: Document, own_words: OwnWords = NONE) -> list[Mention]:
    """The mentions by rule and lexicon, before the referee has seen them."""
    doc = Doc(document, own_words)
    for component in COMPONENTS:
        component(doc)
    return mentions_of(doc)
