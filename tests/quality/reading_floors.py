"""The floors of reading: figures by split and kind, with a digest of the corpus that they were measured on.

python -m tests.quality.reading_floors           shows the figures of now beside the floors
python -m tests.quality.reading_floors --pin     writes the figures of now; the diff is the explanation's place
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from benchmarks.reading import CORPUS, SPLITS, Case, Result, load_cases, read_all, summary

FLOORS = Path(__file__).with_name("reading_floors.json")
PICTURES = ("image", "mixed", "scan")
"""Kinds that take an OCR; reading all of them is a benchmark, not a test."""

BORN_DIGITAL = ("book", "doc", "docx", "encoding", "html", "mail", "odt", "pdf", "rtf", "txt", "refused")
SCANS = (
    "d20-scan-noise",
    "d21-scan-bitonal",
    "d24-scan-hand",
    "t20-scan-noise",
    "t21-scan-bitonal",
    "t23-scan-stamp",
    "t24-scan-hand",
)
"""A scan of each sort, read in less than a minute on two cores."""

FIGURES = {
    "refused": ("refusals",),
    "html": ("f1", "refusals"),
    "encoding": ("accuracy", "marks", "zones"),
}
USUAL = ("accuracy", "f1", "zones", "refusals")
SLACK = 0.002
"""Below the measured figure, so that a letter in a small group is no alarm."""

PICTURE_SLACK = 0.01
"""The same for pictures: versions of the recogniser differ by more."""


def digest() -> str:
    """A digest of every file and truth: floors belong to one state of the corpus."""
    whole = hashlib.sha256()
    for path in sorted(path for folder in ("files", "truth") for path in (CORPUS / folder).rglob("*.*")):
        whole.update(path.relative_to(CORPUS).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


@cache
def cases() -> tuple[Case, ...]:
    """Every file of both splits."""
    return tuple(case for split in SPLITS for case in load_cases(split))


@cache
def born_digital() -> tuple[Result, ...]:
    """The results for what is read without an OCR, made once in a process."""
    return tuple(read_all([case for case in cases() if case.kind in BORN_DIGITAL]))


@cache
def scans() -> tuple[Result, ...]:
    """The results for the chosen scans, made once in a process."""
    return tuple(read_all([case for case in cases() if case.path.stem in SCANS]))


def groups(results: tuple[Result, ...]) -> dict[str, dict[str, float]]:
    """`split/kind` -> its figures; `accuracy` is one less the character error rate."""
    found = {}
    for key in sorted({f"{one.case.split}/{one.case.kind}" for one in results}):
        whole = summary([one for one in results if f"{one.case.split}/{one.case.kind}" == key])
        whole["accuracy"] = 1 - whole["cer"]
        found[key] = {name: whole[name] for name in FIGURES.get(key.partition("/")[2], USUAL)}
    return found


def main() -> None:
    """Show or pin."""
    known = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"] if FLOORS.exists() else {}
    now = groups(born_digital()) | groups(scans())
    for key, figures in now.items():
        for name, figure in figures.items():
            floor = known.get(key, {}).get(name)
            print(f"{key:<16}{name:<10}{figure:>8.4f}{'' if floor is None else f'{floor:>8.4f}'}")
    pinned = {
        key: {
            name: max(0.0, round(figure - (PICTURE_SLACK if key.partition("/")[2] in PICTURES else SLACK), 4))
            for name, figure in figures.items()
        }
        for key, figures in now.items()
    }
    if "--pin" in sys.argv:
        FLOORS.write_text(json.dumps({"digest": digest(), "floors": pinned}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
