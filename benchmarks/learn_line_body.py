"""Learns which lines of a page saved as plain text are body; writes the weights.

    python -m benchmarks.learn_line_body            # writes ingest/furniture/line_weights.tsv, a minute
    python -m benchmarks.learn_line_body --by-set   # body word F1 on each set of pages, learned from the others

The pages are those of `corpora/reading/web/dev` without their tags, each with a line a block and with menus in one
line, and the gold of `train`, where body is what stands between title and last mention. The same pages give the same
weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.body_learning import fit_weights
from benchmarks.learn_web_body import SETS, digest_of, learned_pages
from benchmarks.plain_pages import plain_lines, with_rows
from benchmarks.true_body import body_of, word_counts, words_of
from ingest.furniture import clean_page
from ingest.parsers.html_encoding import decode_page
from ingest.tables import read_table
from ingest.webpages.learned_weights import weight_of
from ingest.webpages.line_body import WEIGHTS as KNOWN
from ingest.webpages.line_body import judged, runs_of_furniture
from ingest.webpages.line_features import features_of
from nlp.gold import MarkedDocument, digest, read_gold

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpora" / "gold" / "train"
WEIGHTS = ROOT / "ingest" / "furniture" / "line_weights.tsv"
BODY_IMPORTANCE = 3.0
"""Of a line of body beside one of furniture: what is lost is not seen, what is too much is."""
LEAST_TITLE = 3
"""Words of a line that may be a part of the title."""
LEAST_WEIGHT = 0.0005
"""Smaller weights are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page: its set, lines, the names of their weights, which are body, its true text (empty where not known)."""

    set: str
    lines: list[str]
    names: list[list[str]]
    body: list[bool]
    true: str = ""


def example_of(name: str, lines: list[str], body: list[bool], true: str = "") -> Example:
    return Example(name, lines, [list(KNOWN.names_of(words)) for words in features_of(lines)], body, true)


def page_examples() -> Iterator[Example]:
    """The saved pages, each in both forms."""
    sets = {row["page"]: row["set"] for row in read_table(SETS)}
    for path in learned_pages():
        true = path.with_suffix(".txt").read_text("utf-8")
        lines = plain_lines(decode_page(path.read_bytes()))
        for form in (lines, with_rows(path.stem, lines)):
            yield example_of(sets[path.stem], form, body_of(form, true), true)


def gold_examples() -> Iterator[Example]:
    """The gold of `train`, its furniture included."""
    for marked in read_gold(GOLD).values():
        lines, body = _marked_lines(marked)
        if any(body):
            yield example_of("gold", lines, body)


def _marked_lines(marked: MarkedDocument) -> tuple[list[str], list[bool]]:
    """The filled lines of a gold page, and which stand between its title or first mention and its last one."""
    title = " ".join(words_of(str(marked.metadata.get("title") or "")))
    lines, told, start = [], [], 0
    for line in (marked.text or "").split("\n"):
        end = start + len(line)
        if line.strip():
            own = words_of(line)
            titled = len(own) >= LEAST_TITLE and " ".join(own) in title
            lines.append(line.strip())
            told.append(titled or any(one.start < end and one.end > start for one in marked.mentions))
        start = end + 1
    places = [at for at, tells in enumerate(told) if tells]
    return lines, [bool(places) and places[0] <= at <= places[-1] for at in range(len(lines))]


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """The weights by name."""
    body = [held for one in examples for held in one.body]
    words = [len(line.split()) for one in examples for line in one.lines]
    return fit_weights([one.names for one in examples], body, words, BODY_IMPORTANCE)


def counts_of(example: Example, weights: dict[str, float]) -> tuple[int, int, int]:
    """Words right, wanted and found on a page."""
    likely = judged([weight_of(names, weights) for names in example.names])
    gone = runs_of_furniture(example.lines, likely)
    page = clean_page([line for at, line in enumerate(example.lines) if at not in gone], weighed=True)
    return word_counts(example.true, "\n".join(page.lines))


def figures_by_set() -> Iterator[tuple[str, int, float, float]]:
    """Each set, its pages, precision and recall of words on it by weights learned from the others and the gold."""
    pages, gold = list(page_examples()), list(gold_examples())
    for name in sorted({one.set for one in pages}):
        weights = learn([*(one for one in pages if one.set != name), *gold])
        counts = [counts_of(one, weights) for one in pages if one.set == name]
        right, wanted, found = map(sum, zip(*counts, strict=True))
        yield name, len(counts), right / found, right / wanted


def digest_of_sources() -> str:
    """Of all that is learned from."""
    return hashlib.sha256((digest_of(learned_pages()) + digest(GOLD)).encode()).hexdigest()


def write_weights() -> None:
    weights = learn([*page_examples(), *gold_examples()])
    head = [
        "name\tweight",
        f"# Written by `python -m benchmarks.learn_line_body`; sources sha256 {digest_of_sources()}",
    ]
    rows = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]
    WEIGHTS.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--by-set", action="store_true", help="print how well pages of an unseen author are read")
    if parser.parse_args().by_set:
        for name, pages, precision, recall in figures_by_set():
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{name:<8} {pages:>3} texts   precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}")
    else:
        write_weights()


if __name__ == "__main__":
    main()
