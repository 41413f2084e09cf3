"""The reading corpus is whole, original, and shows every trap in both splits."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpora" / "reading"
SPLITS = ("dev", "test")
RUN = 8
"""Words of a run; shorter ones are shared by any two official letters."""

MAX_SHARED = 0.15
LARGEST = 40 << 20
"""Bytes of all files: what a checkout may grow by."""


def rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@cache
def truths(split: str) -> dict[str, dict[str, Any]]:
    folder = CORPUS / "truth" / split
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


@cache
def runs(path: Path) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", path.read_text(encoding="utf-8").partition("@body")[2].casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_there_are_at_least_120_files() -> None:
    assert sum(len(truths(split)) for split in SPLITS) >= 120


@pytest.mark.parametrize("split", SPLITS)
def test_every_file_has_its_truth_and_every_truth_its_file(split: str) -> None:
    files = {path.name for path in (CORPUS / "files" / split).iterdir()}
    assert {truth["file"] for truth in truths(split).values()} == files
    texts = {path.stem for path in (CORPUS / "truth" / split).glob("*.txt")}
    assert texts == set(truths(split))


def test_every_file_of_the_plan_was_made() -> None:
    made = {name for split in SPLITS for name in truths(split)}
    assert {row["name"] for row in rows("plan.tsv")} == made


@pytest.mark.parametrize("split", SPLITS)
def test_every_trap_is_shown(split: str) -> None:
    shown = {trap for truth in truths(split).values() for trap in truth["traps"]}
    listed = {row["trap"] for row in rows("traps.tsv")}
    assert listed - shown == set()
    assert {trap for trap in shown - listed if "-" in trap} <= {"letterhead-1948", "utf-8-mark"}


def test_true_texts_are_composed_and_not_empty() -> None:
    for split in SPLITS:
        for name, truth in truths(split).items():
            text = (CORPUS / "truth" / split / f"{name}.txt").read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", text), name
            assert bool(text.strip()) != bool(truth["refused"] or truth["kind"] == "archive"), name


def test_zones_stand_in_their_text() -> None:
    for split in SPLITS:
        for name, truth in truths(split).items():
            text = " ".join((CORPUS / "truth" / split / f"{name}.txt").read_text(encoding="utf-8").split())
            if truth["kind"] in ("html", "archive", "refused"):
                continue
            missing = {zone: value for zone, value in truth["zones"].items() if " ".join(value.split()) not in text}
            assert missing == {}, name


def test_no_text_stands_in_both_splits() -> None:
    split_of: dict[str, set[str]] = {}
    for split in SPLITS:
        for truth in truths(split).values():
            split_of.setdefault(truth["source"], set()).add(split)
    assert {source for source, splits in split_of.items() if len(splits) > 1} == set()


def test_no_two_documents_share_their_wording() -> None:
    known = {path.stem: runs(path) for path in sorted((CORPUS / "sources").glob("*.txt"))}
    shared = {
        (one, other): round(len(known[one] & known[other]) / min(len(known[one]), len(known[other])), 3)
        for one, other in combinations(known, 2)
    }
    assert {pair: share for pair, share in shared.items() if share > MAX_SHARED} == {}


def test_documents_come_from_many_senders_and_years() -> None:
    heads = [path.read_text(encoding="utf-8") for path in (CORPUS / "sources").glob("*.txt")]
    issuers = re.findall(r"(?m)^@superior (.*)\n@issuer (.*)$", "\n".join(heads))
    years = sorted(int(year) for head in heads for year in re.findall(r"(?m)^@iso (\d{4})", head))
    assert len(heads) >= 48
    assert len(set(issuers)) == len(issuers)
    assert (years[0], years[-1]) == (1946, 2026)


def test_files_are_not_too_large() -> None:
    sizes = [path.stat().st_size for split in SPLITS for path in (CORPUS / "files" / split).iterdir()]
    assert sum(sizes) <= LARGEST
