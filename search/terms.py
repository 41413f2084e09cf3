"""The terms of a document by text field, joined by blanks, the same for every engine."""

from __future__ import annotations

from functools import lru_cache

from search.analyzer import codes, index_terms
from search.compounds import with_compounds
from search.mapping import PAIRS, IndexDocument, label_field
from search.pairs import pairs_of

NAMES = ("unit", "slogan", "campaign")
"""What the field `names` holds the labels of."""

NOTHING = "-"
"""The term of an empty field, which no query can ask for. Engines count differently how many documents and terms a
field has that some documents lack: with it all have the same, and rare words in sparse fields the same scores."""


def text_terms(document: IndexDocument, body: str) -> dict[str, list[str]]:
    """The terms of the title, the names, the `body` (NFC) and of each label; `code` has the numbers in the text."""
    labels = {name: [_label_terms(label) for label in some] for name, some in document.labels.items()}
    names = [terms for name in NAMES for terms in labels[name]]
    joined = " ".join(exact for exact, _ in names), " ".join(folded for _, folded in names)
    texts = {"title": index_terms(document.title), "names": joined, "body": index_terms(body)}
    made = {"code": codes(f"{document.title}\n{body}") or [NOTHING]}
    for name, (exact, folded) in texts.items():
        made |= {f"{name}_exact": [exact or NOTHING], f"{name}_folded": [with_compounds(folded) or NOTHING]}
    whole = f" {NOTHING} ".join(folded for _, folded in texts.values())
    made[PAIRS] = [" ".join(pairs_of(whole.split(" ")))]
    return made | {label_field(name): [folded for _, folded in some] or [NOTHING] for name, some in labels.items()}


@lru_cache(maxsize=50_000)
def _label_terms(label: str) -> tuple[str, str]:
    return index_terms(label)
