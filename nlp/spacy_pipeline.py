"""The analysis as a part of any spaCy pipeline: `spacy.blank("xx").add_pipe("biennien")`.

The service itself goes the shorter way (`nlp.pipeline.analyse`): importing spaCy takes longer than all that is loaded
here, and its tokens are used by no rule. Both ways find the same; a test compares them.
"""

from __future__ import annotations

import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ingest.document import Document
from nlp.mention import Mention
from nlp.pipeline import analyse

FACTORY = "biennien"
SPANS = "mentions"
"""The span group with all mentions: label, `kb_id_` (the value where it is a text), and `span._.mention`."""

PIECE = re.compile(r"(\w+|[^\w\s]|\s)( ?)")
MAX_LENGTH = 20_000_000
"""Characters; spaCy's own limit guards its parser's memory, which is not used here."""


class SyllableTokenizer:
    """Syllables as tokens: Vietnamese is written with a space after each, so one regex keeps every offset."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = PIECE.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pieces], spaces=[bool(space) for _, space in pieces])

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> SyllableTokenizer:
        """Itself: the tokenizer has no state."""
        return self


def load_language() -> Language:
    """A pipeline for Vietnamese official documents: syllables, then everything that is found in them."""
    language = spacy.blank("xx")
    language.tokenizer = SyllableTokenizer(language.vocab)
    language.max_length = MAX_LENGTH
    language.add_pipe(FACTORY)
    return language


@Language.factory(FACTORY, assigns=["doc.spans"])
def make_component(nlp: Language, name: str) -> CampaignReader:
    """The component that pipelines add by name; `entry_points` of the wheel tell spaCy of it."""
    return CampaignReader()


class CampaignReader:
    """Adds to a Doc the mentions (`doc.spans["mentions"]`), `doc._.metadata` and `doc._.campaigns`."""

    def __init__(self) -> None:
        if not Doc.has_extension("metadata"):
            Doc.set_extension("metadata", default=None)
            Doc.set_extension("campaigns", default=())
            Span.set_extension("mention", default=None)

    def __call__(self, doc: Doc) -> Doc:
        analysis = analyse(Document(doc.text, "text", FACTORY))
        doc.spans[SPANS] = [_span(doc, mention) for mention in analysis.mentions]
        doc._.metadata, doc._.campaigns = analysis.metadata, analysis.campaigns
        return doc


def _span(doc: Doc, mention: Mention) -> Span:
    value: Any = mention.value if isinstance(mention.value, str) else ""
    span = doc.char_span(mention.start, mention.end, label=mention.label, kb_id=value, alignment_mode="expand")
    assert span is not None, "a mention with text covers a token"
    span._.mention = mention
    return span
