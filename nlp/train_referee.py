"""Makes the referee's model, and shows what it is worth.

python -m nlp.train_referee          trains on corpora/gold/train, calibrates on corpora/gold/dev, and writes
                                     nlp/models/referee.crf with what it was made from beside it
python -m nlp.train_referee --show   shows the model there is on dev: how far its confidences hold, how well they
                                     order right before wrong, and each label without what it would strike out
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from underthesea_core import CRFTrainer

from ingest.document import Document
from ingest.formats import read_text
from nlp.gold import MarkedDocument, digest, read_gold
from nlp.mention import LABELS, Mention
from nlp.pipeline import find_mentions
from nlp.referee import LEAST, MODEL, RIGHT, WRONG, Scale, features_of, judged, marginals
from nlp.scorer import normal

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
L2_PENALTY = 1.0
ITERATIONS = 100
RAREST = 3
"""Mentions that a feature must have been seen with."""
NEWTON_STEPS = 30
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
"""Bounds of the rows of the reliability table."""
STRIKE = 0.5
"""Below this a mention is more likely wrong than right."""


def examples(folder: Path) -> Iterator[tuple[Document, list[Mention], list[str], MarkedDocument]]:
    """Yield each gold document as it is read: its mentions by rule, whether each is right, and the gold."""
    for marked in read_gold(folder).values():
        document = read_text(marked.text or "")
        found = find_mentions(document)
        yield document, found, answers(found, marked.mentions), marked


def answers(found: Sequence[Mention], gold: Sequence[Mention]) -> list[str]:
    """RIGHT for each mention that gold has, surface by surface in order; as the scorer counts."""
    left = Counter((one.label, normal(one.text)) for one in gold)
    tags = []
    for one in found:
        key = (one.label, normal(one.text))
        tags.append(RIGHT if left[key] > 0 else WRONG)
        left[key] -= 1
    return tags


def train() -> None:
    """Write the model and, beside it, what it was trained and calibrated on."""
    rows = [(list(features_of(document.body, found)), tags) for document, found, tags, _ in examples(GOLD / "train")]
    trainer = CRFTrainer()
    trainer.set_l2_penalty(L2_PENALTY)
    trainer.set_max_iterations(ITERATIONS)
    with _silence():
        trainer.train(_frequent([row for row, _ in rows]), [tags for _, tags in rows])
    MODEL.parent.mkdir(exist_ok=True)
    trainer.get_model().save(str(MODEL))
    seen = [(marginals(document.body, found), tags) for document, found, tags, _ in examples(GOLD / "dev")]
    scale = fit_scale([raw for raws, _ in seen for raw in raws], [tag == RIGHT for _, tags in seen for tag in tags])
    told = {
        "trained_on": digest(GOLD / "train"),
        "calibrated_on": digest(GOLD / "dev"),
        "slope": round(scale.slope, 4),
        "offset": round(scale.offset, 4),
    }
    MODEL.with_suffix(".json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    counted = Counter(tag for _, tags in rows for tag in tags)
    print(f"{len(rows)} documents, {dict(counted)}, {MODEL.stat().st_size / 1024:.0f} KiB, {scale}")


def _frequent(documents: list[list[list[str]]]) -> list[list[list[str]]]:
    """The features without those that are too rare to teach anything."""
    counts = Counter(feature for document in documents for row in document for feature in row)
    return [[[one for one in row if counts[one] >= RAREST] for row in document] for document in documents]


@contextmanager
def _silence() -> Iterator[None]:
    """Without what the trainer writes to standard error at each of its steps."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def fit_scale(raws: Sequence[float], right: Sequence[bool]) -> Scale:
    """The line through the log odds by which the chances fit what was right, by Newton's method."""
    held = np.clip(np.asarray(raws), LEAST, 1 - LEAST)
    inputs = np.stack([np.log(held / (1 - held)), np.ones(len(held))], axis=1)
    wanted = np.asarray(right, dtype=float)
    line = np.array([1.0, 0.0])
    for _ in range(NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-inputs @ line))
        slope = inputs.T @ (wanted - chances)
        bend = (inputs * (chances * (1 - chances))[:, None]).T @ inputs
        line += np.linalg.solve(bend, slope)
    return Scale(float(line[0]), float(line[1]))


def order(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """How often a right mention has more confidence than a wrong one (area under the ROC curve); ties count half."""
    values: NDArray[np.float64] = np.asarray(confidences)
    good, bad = values[np.asarray(right)], values[~np.asarray(right)]
    return float(((good[:, None] > bad).mean() + (good[:, None] >= bad).mean()) / 2)


def show(split: str) -> None:
    """Print what the referee is worth on a split."""
    judgements: list[tuple[Mention, Mention, bool]] = []
    gold: Counter[str] = Counter()
    for document, found, tags, marked in examples(GOLD / split):
        gold.update(one.label for one in marked.mentions)
        judgements += zip(found, judged(document.body, found), (tag == RIGHT for tag in tags), strict=True)
    right = [good for _, _, good in judgements]
    print(f"{'confidence':<14}{'mentions':>9}{'mean':>8}{'right':>8}")
    for low, high in pairwise(BINS):
        inside = [(after.confidence, good) for _, after, good in judgements if low <= after.confidence < high]
        if inside:
            mean, share = (sum(row[at] for row in inside) / len(inside) for at in (0, 1))
            print(f"{low:.2f} to {min(high, 1):.2f}  {len(inside):>9}{mean:>8.3f}{share:>8.3f}")
    by_rule = order([before.confidence for before, _, _ in judgements], right)
    by_model = order([after.confidence for _, after, _ in judgements], right)
    print(f"\nright before wrong: {by_rule:.3f} by the rules' own confidences, {by_model:.3f} by the referee's")
    print(f"\n{'label':<10}{'F1':>8}{'without what it would strike out':>36}")
    for label in LABELS:
        mine = [(after.confidence >= STRIKE, good) for _, after, good in judgements if after.label == label]
        kept = [good for keeps, good in mine if keeps]
        if gold[label] + len(mine):
            before = 2 * sum(good for _, good in mine) / (gold[label] + len(mine))
            print(f"{label:<10}{before:>8.3f}{2 * sum(kept) / (gold[label] + len(kept)):>36.3f}")


if __name__ == "__main__":
    if "--show" in sys.argv:
        show(next((word for word in sys.argv[1:] if not word.startswith("-")), "dev"))
    else:
        train()
