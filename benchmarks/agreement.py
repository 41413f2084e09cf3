"""How far two readers mark the same documents alike: the second readings beside the gold, label by label; and how many
canonical names of units the extractor has right where both readers give the same; likewise the fields of the
document itself for the sets whose fields were read twice (`dev` and `test`; of `train` the marks alone were).

    python -m benchmarks.agreement

A second reader had the annotation scheme and the bare text, and saw neither marks nor rules. Some differences were
settled by the scheme afterwards, in the gold and not in the second readings, so that the figures of now are a little
above those of two blind readings (docs/measurements.md has both).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.formats import read_text
from ingest.orthography import loose
from nlp.gold import LIST_FIELDS, SPLITS, MarkedDocument, read_gold
from nlp.mention import METADATA_FIELDS, Mention
from nlp.pipeline import analyse
from nlp.scorer import format_table, normal, same_metadata, score

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


def agreed_names(gold: Mapping[str, MarkedDocument], second: Mapping[str, MarkedDocument]) -> tuple[int, int, int]:
    """Of units found that have a name in gold: their number, on how many both readers agree, and how many of these
    the extractor gives too.
    """
    named = agreed = right = 0
    for document, marked in gold.items():
        found = _unit_names(analyse(read_text(marked.text or "")).mentions)
        again = _unit_names(second[document].mentions)
        for surface, names in _unit_names(marked.mentions).items():
            for name, ours in zip(names, found.get(surface, ()), strict=False):
                named += 1
                if name in again.get(surface, ()):
                    agreed += 1
                    right += name == ours
    return named, agreed, right


def second_fields(split: str) -> dict[str, dict[str, Any]]:
    """What the second readers give for the fields of each document of a split; empty where they were not asked."""
    fields: dict[str, dict[str, Any]] = defaultdict(dict)
    path = GOLD / "second" / "fields" / f"{split}.tsv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                parts = [part.strip() for part in (row["value"] or "").split(";") if part.strip()]
                value = parts if row["field"] in LIST_FIELDS else row["value"]
                fields[row["document"]][row["field"]] = value
    return fields


def agreed_fields(
    gold: Mapping[str, MarkedDocument], second: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[int, int, int]]:
    """Field -> documents read twice, in how many both readers give the same, in how many of these ours is it too."""
    counts = {field: [0, 0, 0] for field in METADATA_FIELDS}
    for document, again in second.items():
        ours = analyse(read_text(gold[document].text or "")).metadata
        for field, count in counts.items():
            wanted = gold[document].metadata.get(field)
            agreed = same_metadata(field, wanted, again.get(field))
            count[0] += 1
            count[1] += agreed
            count[2] += agreed and same_metadata(field, wanted, ours.get(field))
    return {field: (read, agreed, right) for field, (read, agreed, right) in counts.items()}


def _print_fields(fields: Mapping[str, tuple[int, int, int]]) -> None:
    """Print a row for each field: where both readers agree, and the share of these that the extractor has too."""
    print(f"{'field':<14}{'read twice':>10}{'alike':>8}{'extractor too':>15}")
    for field, (read, agreed, right) in fields.items():
        print(f"{field:<14}{read:>10}{agreed:>8}{right:>8} {right / agreed if agreed else 0:.3f}")


def _unit_names(mentions: Iterable[Mention]) -> dict[str, list[str]]:
    """Surface of a unit -> its canonical names in the order of the text, as they are compared."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in mentions:
        if one.label == "UNIT" and one.value:
            names[normal(one.text)].append(loose(str(one.value)))
    return names


def main() -> None:
    """Print a table for each split."""
    second = {one.id: one for one in second_readings()}
    for split in SPLITS:
        gold = {name: marked for name, marked in read_gold(GOLD / split).items() if name in second}
        if gold:
            print(f"{split}: {len(gold)} documents read twice")
            marks = {name: MarkedDocument(name, marked.mentions) for name, marked in gold.items()}
            report = score(marks, {name: second[name] for name in gold})
            report.attributes.clear()  # second readers did not tell them
            print(format_table(report))
            named, agreed, right = agreed_names(gold, second)
            print(f"units found: {named}; both readers agree on {agreed} names, the extractor too on {right}")
            print(f"that is {right / agreed:.3f}\n")
            fields = second_fields(split)
            if fields:
                _print_fields(agreed_fields(gold, fields))
                print()


if __name__ == "__main__":
    main()
