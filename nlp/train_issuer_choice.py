"""Learns which of a page's units issued it, and writes the weights.

python -m nlp.train_issuer_choice    learns from corpora/gold/train and writes nlp/models/issuer_weights.tsv: seconds

A choice among the units of a page and nobody (multinomial logit), from the pages where no letterhead, number or
signature names the issuer. The same gold and rules give the same weights; those that lie there play no part.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.formats import read_text
from nlp.choice_learning import GOLD, Choice, learn, write
from nlp.fields.issuer import name_of
from nlp.fields.issuer_choice import WEIGHTS
from nlp.fields.issuer_features import Candidate, candidates
from nlp.gold import MarkedDocument, read_gold
from nlp.pipeline import analyse
from nlp.scorer import same_metadata
from nlp.text.lookalikes import usual_letters

TOLD = ("lead", "learned", "furniture", "")
"""How an issuer is found, or not, that no letterhead names."""
RIDGE = 10.0
"""Of the squared weights: few pages, many names."""
LEAST_SEEN = 3
"""Pages on which a feature must hold."""


def pages(folder: Path) -> Iterator[Choice]:
    """Yield the gold pages without a letterhead's issuer of whose candidates one is right."""
    for marked in read_gold(folder).values():
        page = _page(marked)
        if page is not None and any(page.right):
            yield page


def _page(marked: MarkedDocument) -> Choice | None:
    document = read_text(marked.text or "")
    found = analyse(document)
    proof, title = found.evidence.get("issuer"), found.evidence.get("title")
    if (proof.method if proof else "") not in TOLD:
        return None
    read, metadata = usual_letters(document), found.metadata
    offered = candidates(
        read,
        found.mentions,
        doc_type=metadata["doc_type"],
        title_end=(title.end or 0) if title else 0,
        site=metadata["source"] or "",
    )

    def is_right(one: Candidate) -> bool:
        name = "" if one.unit is None else name_of(read, found.mentions, one.unit)
        return same_metadata("issuer", marked.metadata.get("issuer"), name)

    return Choice([one.features for one in offered], [is_right(one) for one in offered])


def train() -> None:
    """Learn and write the weights."""
    taught = list(pages(GOLD / "train"))
    weights = learn(taught, RIDGE, LEAST_SEEN)
    write(WEIGHTS, weights, "python -m nlp.train_issuer_choice")
    print(f"{len(taught)} pages, {len(weights)} weights, {WEIGHTS.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    train()
