"""How well the files of corpora/reading are read, by kind and split, through the entrance that everybody uses:

    python -m benchmarks.reading [--split dev|test] [--kind KIND] [--errors] [--jobs N]

`--errors` lists the worst files of `dev` and their wrong zones; those of `test` are looked at for figures only.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.reading_scores import MAIN_ZONES, NO_TEXT, ZONES, TextScore, score_text, score_zones
from ingest.document import Clue
from ingest.errors import IngestError
from ingest.reading import read_file

CORPUS = Path(__file__).parents[1] / "corpora" / "reading"
SPLITS = ("dev", "test")
NO_CLUES: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the corpus and what is true of it."""

    split: str
    path: Path
    text: str
    truth: dict[str, Any]

    @property
    def kind(self) -> str:
        """What its figures are grouped by."""
        return str(self.truth["kind"])


@dataclass(frozen=True, slots=True)
class Result:
    """What came out for one file; `error` is the code of a refusal, and `found` what was read in each zone."""

    case: Case
    text: TextScore
    zones: dict[str, bool]
    error: str = ""
    found: dict[str, str] = field(default_factory=dict)

    @property
    def refusal_right(self) -> bool:
        """Whether the file was refused as it must be, or not refused where it must not."""
        return bool(self.error) == bool(self.case.truth["refused"])


def load_cases(split: str) -> Iterator[Case]:
    """Every file of a split with its truth, by name."""
    for path in sorted((CORPUS / "truth" / split).glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield Case(split, CORPUS / "files" / split / truth["file"], text, truth)


def read(case: Case) -> Result:
    """The result for one file; a file that should be read and was not has no word right."""
    try:
        document = read_file(case.path)
    except IngestError as error:
        body, clues, code = "", NO_CLUES, error.code
    else:
        body, clues, code = document.body, document.clues, ""
    if case.truth["refused"]:
        return Result(case, NO_TEXT, {}, code)
    text = score_text(case.truth, case.text, body)
    zones = score_zones(case.truth, clues)
    return Result(case, text, dict.fromkeys(zones, False) if code else zones, code, _found(clues))


def _found(clues: Iterable[Clue]) -> dict[str, str]:
    found: dict[str, str] = {}
    for clue in clues:
        if clue.field in ZONES:
            found.setdefault(clue.field, clue.text if clue.state != "unread" else "(unread)")
    return found


def read_all(cases: Sequence[Case], *, jobs: int = 2) -> list[Result]:
    """The results, in order; each file has a process of its own, so that threads are enough here."""
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(read, cases))


def summary(results: Sequence[Result]) -> dict[str, float]:
    """The figures of some results: `cer precision recall f1 marks`, `zones` (the main ones), each zone, `refusals`."""
    whole = sum((result.text for result in results), NO_TEXT)
    figures = {
        "cer": whole.cer,
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "marks": whole.marks_share,
        "zones": _share(right for one in results for zone, right in one.zones.items() if zone in MAIN_ZONES),
        "refusals": _share(result.refusal_right for result in results),
    }
    for zone in ZONES:
        figures[zone] = _share(result.zones[zone] for result in results if zone in result.zones)
    return figures


def _share(rights: Iterable[bool]) -> float:
    """The share of those that are right; not a number where there is nothing to judge."""
    judged = list(rights)
    return sum(judged) / len(judged) if judged else math.nan


def _print_table(results: Sequence[Result]) -> None:
    columns = ["cer", "precision", "recall", "f1", "marks", "refusals", "zones", *ZONES]
    print(f"{'split':<6}{'kind':<10}{'files':>6}" + "".join(f"{column[:9]:>10}" for column in columns))
    groups = sorted({(one.case.split, one.case.kind) for one in results})
    for split, kind in [*groups, *((split, "ALL") for split in SPLITS)]:
        own = [one for one in results if one.case.split == split and kind in (one.case.kind, "ALL")]
        if own:
            figures = summary(own)
            print(f"{split:<6}{kind:<10}{len(own):>6}" + "".join(f"{figures[column]:>10.4f}" for column in columns))


def _print_errors(results: Sequence[Result]) -> None:
    """The files of `dev`, worst first, with what was read in each wrong zone."""
    for one in sorted((one for one in results if one.case.split == "dev"), key=lambda one: -one.text.cer):
        wrong = [zone for zone, right in one.zones.items() if not right]
        if one.refusal_right and one.text.cer <= 0.001 and not wrong:
            continue
        print(f"{one.case.path.name:<34} cer {one.text.cer:.4f}  {one.error}")
        for zone in wrong:
            true = one.case.truth["zones"][zone] or ("(unread)" if zone in one.case.truth["unread"] else "")
            print(f"    {zone:<12} true {true!r}  read {one.found.get(zone, '')!r}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--kind")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    cases = [case for split in SPLITS if options.split in (None, split) for case in load_cases(split)]
    results = read_all([case for case in cases if options.kind in (None, case.kind)], jobs=options.jobs)
    _print_table(results)
    if options.errors:
        _print_errors(results)


if __name__ == "__main__":
    main()
