"""How far two readers mark the same documents alike: the second readings beside the gold, label by label.

    python -m benchmarks.agreement

A second reader had the annotation scheme and the bare text, and saw neither marks nor rules. Some differences were
settled by the scheme afterwards, in the gold and not in the second readings, so that the figures of now are a little
above those of two blind readings (docs/measurements.md has both).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nlp.gold import SPLITS, MarkedDocument, read_gold
from nlp.mention import Mention
from nlp.scorer import format_table, score

GOLD = Path(__file__).parents[1] / "corpora" / "gold"


def second_readings() -> Iterator[MarkedDocument]:
    """Yield what the second readers marked: how often each surface has a label, not where."""
    for path in sorted((GOLD / "second").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            mentions = [
                Mention(-1, -1, row["label"], row["surface"], row["value"] or None)
                for row in rows
                for _ in range(int(row["count"] or 1))
            ]
        yield MarkedDocument(path.stem, tuple(mentions))


def main() -> None:
    """Print a table for each split."""
    second = {one.id: one for one in second_readings()}
    for split in SPLITS:
        gold = {
            name: MarkedDocument(name, marked.mentions)
            for name, marked in read_gold(GOLD / split).items()
            if name in second
        }
        if gold:
            print(f"{split}: {len(gold)} documents read twice")
            report = score(gold, {name: second[name] for name in gold})
            report.attributes.clear()  # second readers did not tell them
            print(format_table(report), "\n")


if __name__ == "__main__":
    main()
