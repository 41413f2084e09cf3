"""Mentions on a spaCy Doc: the records in `user_data`, and in the end their spans in `doc.spans["mentions"]`."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from ingest.document import Document
from nlp.mention import Mention

KEY = "mentions"


def mentions_of(doc: Doc, *labels: str) -> list[Mention]:
    """The mentions with one of `labels` (all without labels), in order of start, hosts before what they hold."""
    stored: list[Mention] = doc.user_data.get(KEY, [])
    return [mention for mention in stored if mention.label in labels] if labels else list(stored)


def add_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Add `mentions`; one with the bounds and label of a stored one is left out.

    Raises: ValueError for a mention whose text is not the text at its offsets.
    """
    stored = mentions_of(doc)
    added: list[Mention] = []
    known = {(mention.start, mention.end, mention.label) for mention in stored}
    text = text_of(doc)
    for mention in mentions:
        if not mention.text or mention.end > len(text) or text[mention.start : mention.end] != mention.text:
            raise ValueError(f"{mention.label} at {mention.start}: {mention.text!r} is not what stands there")
        if (mention.start, mention.end, mention.label) not in known:
            known.add((mention.start, mention.end, mention.label))
            added.append(mention)
    doc.user_data[KEY] = sorted(stored + added, key=_order)


def replace_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Make `mentions` the only ones."""
    doc.user_data[KEY] = sorted(mentions, key=_order)


def lay_spans(doc: Doc) -> None:
    """Make the stored mentions the span group of `doc`: once they are final, since each span costs a search."""
    doc.spans[KEY] = [_span(doc, mention) for mention in mentions_of(doc)]


def text_of(doc: Doc) -> str:
    """The text of `doc`, kept: spaCy joins it from the tokens anew at every `doc.text`, at a reading's cost."""
    text = doc.user_data.get("text")
    if not isinstance(text, str):
        text = doc.user_data["text"] = doc.text
    return text


def document_of(doc: Doc) -> Document:
    """The document that `doc` was made from; one with nothing but its text where none was given."""
    document = doc.user_data.get("document")
    return document if isinstance(document, Document) else Document(body=text_of(doc), kind="text", parser="none")


def _order(mention: Mention) -> tuple[int, int, str]:
    return mention.start, -mention.end, mention.label


def _span(doc: Doc, mention: Mention) -> Span:
    span = doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
    assert span is not None, "a mention with text covers a token"
    return span
