"""Learns which blocks of a web page are body from the pages in `corpora/reading/web/dev`; writes the weights.

    python -m benchmarks.learn_web_body            # writes ingest/furniture/body_weights.tsv, some seconds
    python -m benchmarks.learn_web_body --by-set   # body word F1 on each set of pages, learned from the others

A block is body where the page's true text holds its words. Logistic regression by Newton's method: the same pages give
the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.body_learning import fit_weights
from benchmarks.true_body import body_of, word_counts
from ingest.furniture import clean_page
from ingest.parsers.html import flattened
from ingest.parsers.html_body import WEIGHTS as KNOWN
from ingest.parsers.html_body import considered, judged
from ingest.parsers.html_clues import page_titles
from ingest.parsers.html_encoding import decode_page
from ingest.parsers.html_features import features_of
from ingest.parsers.html_titles import find_title
from ingest.parsers.html_tree import Walk
from ingest.tables import read_table
from ingest.webpages.learned_weights import weight_of

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "corpora" / "reading" / "web" / "dev"
SETS = ROOT / "corpora" / "reading" / "web" / "sets.tsv"
WEIGHTS = ROOT / "ingest" / "furniture" / "body_weights.tsv"
BODY_IMPORTANCE = 1.5
"""Of a block of body beside one of furniture: what is lost is not seen, what is too much is."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page: its set, title candidates, walk, the names of their weights, which are body, its true text."""

    set: str
    titles: tuple[str, ...]
    walk: Walk
    features: list[tuple[str, ...]]
    names: list[list[str]]
    body: list[bool]
    true: str


def learned_pages() -> list[Path]:
    """The saved pages that hold a document, in order of their names."""
    return sorted(path for path in PAGES.glob("*.html") if path.with_suffix(".txt").read_text("utf-8").strip())


def digest_of(pages: Sequence[Path]) -> str:
    """Of the pages and their true texts."""
    digest = hashlib.sha256()
    for path in pages:
        digest.update(path.read_bytes() + path.with_suffix(".txt").read_bytes())
    return digest.hexdigest()


def load_examples() -> list[Example]:
    sets = {row["page"]: row["set"] for row in read_table(SETS)}
    return [_example(path, sets[path.stem]) for path in learned_pages()]


def _example(path: Path, name: str) -> Example:
    tree, walk, _ = flattened(decode_page(path.read_bytes()))
    titles = page_titles(tree)
    walk = considered(walk, titles)
    true = path.with_suffix(".txt").read_text("utf-8")
    features = features_of(walk, titles)
    names = [list(KNOWN.names_of(words)) for words in features]
    return Example(name, titles, walk, features, names, body_of([block.text for block in walk.blocks], true), true)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """The weights by name."""
    names = [one.names for one in examples]
    body = [held for one in examples for held in one.body]
    words = [len(block.text.split()) for one in examples for block in one.walk.blocks]
    return fit_weights(names, body, words, BODY_IMPORTANCE)


def counts_of(example: Example, weights: dict[str, float]) -> tuple[int, int, int]:
    """Words right, wanted and found on a page."""
    body = judged(example.walk, example.features, [weight_of(names, weights) for names in example.names])
    kept = [block for block, held in zip(example.walk.blocks, body, strict=True) if held]
    page = clean_page([block.text for block in kept], title=find_title(kept, example.titles), weighed=True)
    return word_counts(example.true, "\n".join(page.lines))


def f1_by_set(examples: Sequence[Example]) -> Iterator[tuple[str, int, float]]:
    """Each set, its pages and the body word F1 on it by weights learned from the others."""
    for name in sorted({one.set for one in examples}):
        weights = learn([one for one in examples if one.set != name])
        counts = [counts_of(one, weights) for one in examples if one.set == name]
        right, wanted, found = map(sum, zip(*counts, strict=True))
        yield name, len(counts), 2 * right / (wanted + found)


def write_weights() -> None:
    weights = learn(load_examples())
    head = [
        "name\tweight",
        f"# Written by `python -m benchmarks.learn_web_body`; pages sha256 {digest_of(learned_pages())}",
    ]
    rows = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    WEIGHTS.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by-set", action="store_true", help="print how well pages of an unseen author are read")
    if parser.parse_args().by_set:
        for name, pages, f1 in f1_by_set(load_examples()):
            print(f"{name:<12} {pages:>3} pages   body word F1 {f1:.4f}")
    else:
        write_weights()


if __name__ == "__main__":
    main()
