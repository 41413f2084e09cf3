"""Learns which blocks of a web page are body from the pages in `corpora/reading/web/dev`; writes the weights.

    python -m benchmarks.learn_web_body            # writes ingest/furniture/body_weights.tsv, some seconds
    python -m benchmarks.learn_web_body --by-set   # body word F1 on each set of pages, learned from the others

A block is body where the page's true text holds its words. Logistic regression by Newton's method: the same pages give
the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.furniture import clean_page
from ingest.parsers.html import flattened
from ingest.parsers.html_body import considered, judged, names_of, weight_of
from ingest.parsers.html_clues import page_titles
from ingest.parsers.html_encoding import decode_page
from ingest.parsers.html_features import features_of
from ingest.parsers.html_titles import find_title
from ingest.parsers.html_tree import Block, Walk

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "corpora" / "reading" / "web" / "dev"
SETS = ROOT / "corpora" / "reading" / "web" / "sets.tsv"
WEIGHTS = ROOT / "ingest" / "furniture" / "body_weights.tsv"
LEAST_SEEN = 3
"""Pages on which a weight's name must occur."""
RIDGE = 1.0
STEPS = 10
"""Of Newton's method; the weights stand still after six."""
BODY_IMPORTANCE = 1.5
"""Of a block of body beside one of furniture: what is lost is not seen, what is too much is."""
INNER_STEPS = 300
"""Of conjugate gradients within one of Newton's."""
EXACT = 1e-10
SURE_WORDS = 12
PHRASE_WORDS = 6
SHARED = 0.6
"""Share of a block's runs of three words that the true text holds, from which it is body."""
NEAR = 12
"""Blocks around the sure ones within which a short one may be body."""
Vector = NDArray[np.float64]


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


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


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
    rows = SETS.read_text("utf-8").splitlines()
    sets = dict(row.split("\t") for row in rows[1:])
    return [_example(path, sets[path.stem]) for path in learned_pages()]


def _example(path: Path, name: str) -> Example:
    tree, walk, _ = flattened(decode_page(path.read_bytes()))
    titles = page_titles(tree)
    walk = considered(walk, titles)
    true = path.with_suffix(".txt").read_text("utf-8")
    features = features_of(walk, titles)
    names = [list(names_of(words)) for words in features]
    return Example(name, titles, walk, features, names, body_of(walk.blocks, true), true)


def body_of(blocks: Sequence[Block], true: str) -> list[bool]:
    """Which blocks the true text holds; of equal ones as many as it has, those nearest to its long ones."""
    words = [words_of(block.text) for block in blocks]
    all_words = words_of(true)
    runs = set(zip(all_words, all_words[1:], all_words[2:], strict=False))
    lines = {" ".join(words_of(line)) for line in true.splitlines()}
    body = [_is_held(words, at, runs, lines) for at in range(len(blocks))]
    sure = [at for at, held in enumerate(body) if held and len(words[at]) >= SURE_WORDS]
    first, last = (sure[0], sure[-1]) if sure else (0, len(blocks))

    def away(at: int) -> int:
        return max(first - at, at - last, 0)

    alike: defaultdict[str, list[int]] = defaultdict(list)
    for at, held in enumerate(body):
        if held and len(words[at]) < PHRASE_WORDS and away(at) > NEAR:
            body[at] = False
        elif held:
            alike[" ".join(words[at])].append(at)
    text = " ".join(all_words)
    for line, places in alike.items():
        for at in sorted(places, key=away)[max(1, text.count(line)) :]:
            body[at] = False
    return body


def _is_held(words: Sequence[list[str]], at: int, runs: set[tuple[str, str, str]], lines: set[str]) -> bool:
    """Whether the true text holds a block: most of a longer one, a short one as a line or with its neighbour in one."""
    own = words[at]
    if not own:
        return False
    if len(own) >= PHRASE_WORDS:
        own_runs = list(zip(own, own[1:], own[2:], strict=False))
        return sum(run in runs for run in own_runs) >= SHARED * len(own_runs)
    pairs = [words[one] + words[one + 1] for one in (at - 1, at) if 0 <= one < len(words) - 1]
    joined = [" ".join(pair) for pair in pairs if len(own) < len(pair) < len(own) + SURE_WORDS]
    return " ".join(own) in lines or any(pair in line for pair in joined for line in lines)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """The weights by name."""
    seen = Counter(name for one in examples for name in {name for names in one.names for name in names})
    names = ["always", *sorted(name for name, pages in seen.items() if pages >= LEAST_SEEN)]
    place = {name: at for at, name in enumerate(names)}
    rows = [block for one in examples for block in one.names]
    found = [(at, column) for at, row in enumerate(rows) for column in [0, *(place[n] for n in row if n in place)]]
    held = np.array(found, dtype=np.int64)
    body = np.array([held for one in examples for held in one.body], dtype=float)
    importance = np.sqrt([len(block.text.split()) for one in examples for block in one.walk.blocks])
    importance *= np.where(body > 0, BODY_IMPORTANCE, 1.0) / importance.mean()
    return dict(zip(names, _fit(_Table(held, len(rows), len(names)), body, importance).tolist(), strict=True))


class _Table:
    """A table of ones and noughts by its ones: pairs of row and column."""

    def __init__(self, ones: NDArray[np.int64], rows: int, columns: int) -> None:
        self.ones = ones
        self.rows = rows
        self.columns = columns

    def times(self, vector: Vector) -> Vector:
        """A number for each row."""
        return np.bincount(self.ones[:, 0], vector[self.ones[:, 1]], self.rows).astype(np.float64)

    def turned_times(self, vector: Vector) -> Vector:
        """A number for each column."""
        return np.bincount(self.ones[:, 1], vector[self.ones[:, 0]], self.columns).astype(np.float64)


def _fit(table: _Table, body: Vector, importance: Vector) -> Vector:
    weights = np.zeros(table.columns)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table.times(weights)))
        slope = table.turned_times(importance * (likely - body)) + RIDGE * weights
        weights -= _solved(table, importance * likely * (1 - likely), slope)
    return weights


def _solved(table: _Table, bends: Vector, slope: Vector) -> Vector:
    """The step of Newton's method, by conjugate gradients: the table is never written out."""
    step = np.zeros_like(slope)
    rest = slope.copy()
    way = rest.copy()
    size = rest @ rest
    for _ in range(INNER_STEPS):
        if size < EXACT:
            break
        bent = table.turned_times(bends * table.times(way)) + RIDGE * way
        length = size / (way @ bent)
        step += length * way
        rest -= length * bent
        before, size = size, rest @ rest
        way = rest + size / before * way
    return step


def counts_of(example: Example, weights: dict[str, float]) -> tuple[int, int, int]:
    """Words right, wanted and found on a page."""
    body = judged(example.walk, example.features, [weight_of(names, weights) for names in example.names])
    kept = [block for block, held in zip(example.walk.blocks, body, strict=True) if held]
    page = clean_page([block.text for block in kept], title=find_title(kept, example.titles))
    wanted, found = Counter(words_of(example.true)), Counter(words_of("\n".join(page.lines)))
    return (wanted & found).total(), wanted.total(), found.total()


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
