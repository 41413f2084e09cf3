"""Learns which of a page's units issued it, and writes the weights.

python -m nlp.train_issuer_choice    learns from corpora/gold/train and writes nlp/models/issuer_weights.tsv: seconds

A choice among the units of a page and nobody (multinomial logit), from the pages where no letterhead, number or
signature names the issuer. The same gold and rules give the same weights; those that lie there play no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.formats import read_text
from nlp.gold import MarkedDocument, digest, read_gold
from nlp.issuer import name_of
from nlp.issuer_choice import WEIGHTS
from nlp.issuer_features import Candidate, candidates
from nlp.lookalikes import usual_letters
from nlp.pipeline import analyse
from nlp.scorer import same_metadata

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
TOLD = ("lead", "learned", "furniture", "")
"""How an issuer is found, or not, that no letterhead names."""
RIDGE = 10.0
"""Of the squared weights: few pages, many names."""
LEAST_SEEN = 3
"""Pages on which a feature must hold."""
STEPS = 15
"""Of Newton's method; the weights stand still before."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Page:
    """What holds of each candidate of a page, and which of them are right."""

    offered: Sequence[Sequence[str]]
    right: Sequence[bool]


def pages(folder: Path) -> Iterator[Page]:
    """Yield the gold pages without a letterhead's issuer of whose candidates one is right."""
    for marked in read_gold(folder).values():
        page = _page(marked)
        if page is not None and any(page.right):
            yield page


def _page(marked: MarkedDocument) -> Page | None:
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

    return Page([one.features for one in offered], [is_right(one) for one in offered])


def learn(taught: Sequence[Page], ridge: float = RIDGE) -> dict[str, float]:
    """The weights by name with which the right candidates are likeliest; where several are right, any of them."""
    seen = Counter(name for page in taught for name in {name for names in page.offered for name in names})
    names = sorted(name for name, times in seen.items() if times >= LEAST_SEEN)
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((sum(len(page.offered) for page in taught), len(names)))
    for row, held in zip(table, (held for page in taught for held in page.offered), strict=True):
        row[[place[name] for name in held if name in place]] = 1
    right = np.array([is_right for page in taught for is_right in page.right], dtype=np.float64)
    starts = np.cumsum([0, *(len(page.offered) for page in taught[:-1])])
    return dict(zip(names, _fit(table, right, starts, ridge).tolist(), strict=True))


def _fit(table: Vector, right: Vector, starts: NDArray[np.int64], ridge: float) -> Vector:
    """By Newton's method with the curvature of the choice alone, which is never less than that of what is fitted.

    The candidates of a page are rows one after the other, from its place in `starts`.
    """
    weights = np.zeros(table.shape[1])
    sizes = np.diff([*starts, len(table)])
    for _ in range(STEPS):
        scores = table @ weights
        likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        likely /= np.repeat(np.add.reduceat(likely, starts), sizes)
        wanted = likely * right
        wanted /= np.repeat(np.add.reduceat(wanted, starts), sizes)
        means = np.add.reduceat(table * likely[:, None], starts)
        bend = (table * likely[:, None]).T @ table - means.T @ means + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(bend, table.T @ (likely - wanted) + ridge * weights)
    return weights


def write(weights: dict[str, float]) -> None:
    """Write the weights, with the digest of the gold they were learned from above them."""
    lines = [
        f"# Written by `python -m nlp.train_issuer_choice`; corpora/gold/train sha256 {digest(GOLD / 'train')}",
        "name\tweight",
        *(f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if f"{weight:.3f}".strip("-0.")),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train() -> None:
    """Learn and write the weights."""
    taught = list(pages(GOLD / "train"))
    weights = learn(taught)
    write(weights)
    print(f"{len(taught)} pages, {len(weights)} weights, {WEIGHTS.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    train()
