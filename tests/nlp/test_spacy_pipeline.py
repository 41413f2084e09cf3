"""The analysis inside spaCy is the analysis."""

from __future__ import annotations

from pathlib import Path

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from ingest.document import Document
from nlp.gold import read_gold
from nlp.pipeline import analyse
from nlp.spacy_pipeline import SyllableTokenizer, load_language

SEEDS = Path(__file__).parents[1] / "seeds"
SENTENCE = "Ngày 15/5/2016, UBND tỉnh Lạng Sơn phát động phong trào thi đua “Dân vận khéo”."


@given(st.text())
def test_tokenizer_keeps_every_character(text: str) -> None:
    assert SyllableTokenizer(Vocab())(text).text == text


def test_spans_are_the_mentions_of_the_analysis() -> None:
    language = load_language()
    for gold in read_gold(SEEDS).values():
        found = analyse(Document(gold.text or "", "text", "test"))
        doc = language(gold.text or "")
        assert [span._.mention for span in doc.spans["mentions"]] == list(found.mentions)
        assert [span.label_ for span in doc.spans["mentions"]] == [one.label for one in found.mentions]
        assert doc._.metadata == found.metadata
        assert doc._.campaigns == found.campaigns


def test_any_pipeline_can_add_the_component() -> None:
    language = spacy.blank("xx")
    language.add_pipe("biennien")
    doc = language(SENTENCE)
    units = [span for span in doc.spans["mentions"] if span.label_ == "UNIT"]
    assert [(span.text, span.kb_id_) for span in units] == [("UBND tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn")]
