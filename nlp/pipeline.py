"""The spaCy Language for Vietnamese official documents, and a document's whole analysis."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Document
from nlp.campaign_records import find_campaigns
from nlp.components.own_words import DATA
from nlp.mention import LABELS, Analysis, Mention
from nlp.mention_store import lay_spans, mentions_of
from nlp.metadata import decide_metadata
from nlp.own_words import NONE, OwnWords
from nlp.referee import judged
from nlp.tokenizer import SyllableTokenizer
from nlp.version import EXTRACTOR_VERSION

__all__ = ["COMPONENTS", "EXTRACTOR_VERSION", "analyse", "load_language"]

COMPONENTS = (
    "dates", "units", "places", "people", "events", "legal", "slogans", "campaigns", "awards", "targets", "resolve",
)  # fmt: skip
"""In this order: each reads what the ones before it found."""

TAUGHT_AFTER = {
    "units": ["UNIT"],
    "places": ["PLACE"],
    "slogans": ["SLOGAN"],
    "resolve": [label for label in LABELS if label not in ("UNIT", "PLACE", "SLOGAN")],
}
"""Components behind which an archive's own words are set in, with the labels that they bear."""

MAX_LENGTH = 20_000_000
"""Characters; spaCy's own limit guards its parser's memory, which is not used here."""


@lru_cache(maxsize=1)
def load_language() -> Language:
    """The pipeline, built once in a process."""
    language = spacy.blank("xx")
    language.tokenizer = SyllableTokenizer(language.vocab)
    language.max_length = MAX_LENGTH
    for component in COMPONENTS:
        import_module(f"nlp.components.{component}")
        language.add_pipe(f"vi_{component}")
        if component in TAUGHT_AFTER:
            language.add_pipe("vi_own_words", f"own_{component}", config={"labels": TAUGHT_AFTER[component]})
    return language


def analyse(document: Document, own_words: OwnWords = NONE) -> Analysis:
    """Everything found in `document`, also by the words of its archive: mentions, metadata with evidence, campaigns."""
    mentions = judged(document.body, find_mentions(document, own_words))
    metadata, evidence = decide_metadata(document, mentions)
    return Analysis(mentions, metadata, evidence, find_campaigns(document, mentions, metadata))


def find_mentions(document: Document, own_words: OwnWords = NONE) -> list[Mention]:
    """The mentions by rule and lexicon, before the referee has seen them."""
    return mentions_of(_annotate(document, own_words))


def _annotate(document: Document, own_words: OwnWords) -> Doc:
    language = load_language()
    doc = language.make_doc(document.body)
    doc.user_data["document"] = document
    doc.user_data["text"] = document.body
    doc.user_data[DATA] = own_words
    doc = language(doc)
    lay_spans(doc)
    return doc
