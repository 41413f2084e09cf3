"""The demo corpus is what its README says: original documents of many kinds, none made by filling a template."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from ingest.formats import parse_bytes
from nlp.gold import SPLITS, read_gold

CORPORA = Path(__file__).parents[2] / "corpora"
RUN = 8
"""Words of a run; shorter ones are shared by any two official letters."""

MAX_SHARED = 0.15


@cache
def bodies() -> dict[str, str]:
    demo = {
        path.name: parse_bytes(path.read_bytes(), name=path.name).body for path in sorted((CORPORA / "demo").iterdir())
    }
    gold = {
        f"{split}/{id_}": document.text
        for split in (*SPLITS, "later", "more", "further", "beyond")
        for id_, document in read_gold(CORPORA / "gold" / split).items()
    }
    return demo | gold


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_two_documents_share_their_wording() -> None:
    known = {name: runs(text) for name, text in bodies().items()}
    shared = {
        (one, other): round(len(known[one] & known[other]) / min(len(known[one]), len(known[other])), 3)
        for one, other in combinations(known, 2)
    }
    assert {pair: share for pair, share in shared.items() if share > MAX_SHARED} == {}


@pytest.mark.parametrize("ending", [".txt", ".html", ".pdf", ".docx"])
def test_demo_has_every_kind_of_file(ending: str) -> None:
    assert sum(path.suffix == ending for path in (CORPORA / "demo").iterdir()) >= 5


def test_demo_has_forty_documents_over_the_years() -> None:
    years = [int(path.name[:4]) for path in (CORPORA / "demo").iterdir()]
    assert len(years) >= 40
    assert (min(years), max(years)) == (1948, 2026)
    assert len({year // 10 for year in years}) == 9


def test_readme_lists_every_demo_document() -> None:
    readme = (CORPORA / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (CORPORA / "demo").iterdir() if f"`{path.name}`" not in readme] == []
