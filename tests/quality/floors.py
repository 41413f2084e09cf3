"""The floors of extraction: F1 a label and set, with a digest of the gold that they were measured on.

python -m tests.quality.floors           shows the figures of now beside the floors
python -m tests.quality.floors --pin     writes the figures of now; the diff of floors.json is the explanation's place
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from nlp.campaign_scorer import RECORDS, field_f1
from nlp.evaluation import evaluate
from nlp.gold import SPLITS, digest
from nlp.mention import LABELS
from nlp.scorer import Report

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors.json"
SETS = ("tests/seeds", *(f"corpora/gold/{split}" for split in (*SPLITS, "later", "more", "further", "beyond")))
SLACK = 0.005
"""Below the measured figure, so that a change of one mention in a large set is no alarm."""


@cache
def measure(folder: str) -> Report:
    """The report on one set, made once in a process."""
    return evaluate(ROOT / folder)


def figures(report: Report) -> dict[str, float]:
    """Strict F1 of each label that occurs and of all, the shares of right values and metadata, F1 of records."""
    found = {label: report.labels[label].f1 for label in LABELS if report.labels[label].gold}
    found["ALL"] = report.overall.f1
    for label in ("DATE", "UNIT"):
        tally = report.labels[label]
        found[f"{label} value"] = tally.value_right / tally.value_all
    right, judged = (sum(pair[at] for pair in report.metadata.values()) for at in (0, 1))
    found["metadata"] = right / judged
    if report.campaigns:
        right, gold, given = report.campaigns[RECORDS]
        found["records"] = 2 * right / (gold + given)
        found["record fields"] = field_f1(report.campaigns)
    return found


def main() -> None:
    """Show or pin."""
    known = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    pinned = {}
    for folder in SETS:
        now = figures(measure(folder))
        for name, figure in now.items():
            floor = known.get(folder, {}).get("floors", {}).get(name)
            print(f"{folder:<20}{name:<14}{figure:>8.3f}{'' if floor is None else f'{floor:>8.3f}'}")
        floors = {name: max(0.0, round(figure - SLACK, 3)) for name, figure in now.items()}
        pinned[folder] = {"digest": digest(ROOT / folder), "floors": floors}
    if "--pin" in sys.argv:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
