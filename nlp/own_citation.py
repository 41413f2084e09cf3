"""The LEGAL mention of the document itself: its own number in the letterhead."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document
from nlp.issuer import find_issuer
from nlp.lexicon import load_matcher
from nlp.mention import Mention
from nlp.own_number import legal_type_of, own_number


def find_own_number(text: str, mentions: Sequence[Mention], document: Document) -> Mention | None:
    """The document's own number in its letterhead, without `Số:`; None where there is none."""
    found = own_number(text)
    if found is None:
        return None
    start, end, number = found
    issued = next((m.value for m in mentions if m.label == "DATE" and m.attributes.get("role") == "issued"), None)
    issuer = find_issuer(document, mentions)
    fields = {
        "type": own_type(number, document),
        "number": number,
        "date": issued if isinstance(issued, str) else "",
        "issuer": issuer.name if issuer is not None else "",
    }
    return Mention(
        start,
        end,
        "LEGAL",
        text[start:end],
        {key: value for key, value in fields.items() if value},
        {"role": "own"},
        confidence=0.95,
        source="letterhead",
    )


def own_type(number: str, document: Document) -> str:
    """The type of the document itself: the heading that reading found, else the code in its number, else a letter."""
    for clue in document.clues:
        if clue.field == "doc_type":
            match = next(load_matcher("legal_types").find(clue.text), None)
            if match is not None:
                return match.entry.form
    return legal_type_of(number) or "Công văn"
