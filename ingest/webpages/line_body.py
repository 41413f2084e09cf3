"""Which lines of a page saved as plain text are its body: each is weighed by what it is and where it stands.

The weights are learned (`python -m benchmarks.learn_line_body`) and lie as data beside the rules for furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from ingest.webpages.datelines import find_dateline
from ingest.webpages.furniture_rules import is_running_text
from ingest.webpages.learned_weights import LearnedWeights
from ingest.webpages.line_features import SLOTS, TOGETHER, features_of
from ingest.webpages.line_kinds import line_kind

DOUBT = -3.0
"""Weight down to which lines between two of the body go with them."""
LONGEST_GAP = 5
LEAST_RUN = 8
"""Lines of menus or lists one after the other that go; fewer are left to the rules."""
LEAST_TEXT = 40
"""Words of running text that stay, or nothing goes: a page of furniture alone was misjudged."""
TITLE_WORDS = 6
"""Words from which a line between two menus may be the title."""
RULED_OUT = frozenset({"menu", "widget", "opener", "related"})
"""Kinds of lines that rules take for furniture."""
WEIGHTS = LearnedWeights("line_weights", SLOTS, (*SLOTS, *TOGETHER))


def unlikely_lines(lines: Sequence[str]) -> set[int]:
    """Of lines none of which is empty, the places of those in long runs that are likelier furniture than body."""
    bare = [not is_running_text(line) for line in lines]
    if max((len(list(run)) for is_bare, run in groupby(bare) if is_bare), default=0) < LEAST_RUN:
        return set()
    gone = runs_of_furniture(lines, judged([WEIGHTS.weight(words) for words in features_of(lines)]))
    text = sum(len(line.split()) for line, is_bare in zip(lines, bare, strict=True) if not is_bare)
    lost = sum(len(lines[at].split()) for at in gone if not bare[at])
    return gone if text - lost >= min(text, LEAST_TEXT) else set()


def runs_of_furniture(lines: Sequence[str], likely: Sequence[bool]) -> set[int]:
    """The places in long runs of lines that are not likely body.

    With them go a few entries of a menu between two such runs, and those that a rule knows right beside one.
    """
    runs = [list(run) for _, run in groupby(range(len(lines)), key=likely.__getitem__)]
    long = [not likely[run[0]] and len(run) >= LEAST_RUN for run in runs]
    found: set[int] = set()
    for place, run in enumerate(runs):
        behind, before = place > 0 and long[place - 1], place + 1 < len(runs) and long[place + 1]
        if long[place] or (behind and before and all(_is_entry(lines[at]) for at in run)):
            found.update(run)
            continue
        if behind:
            found.update(takewhile(lambda at: _is_ruled_out(lines[at]), run))
        if before:
            found.update(takewhile(lambda at: _is_ruled_out(lines[at]), reversed(run)))
    return found


def _is_ruled_out(line: str) -> bool:
    return line_kind(line) in RULED_OUT


def _is_entry(line: str) -> bool:
    """Whether a line may be a menu's entry, and is neither a title nor a day."""
    return len(line.split()) < TITLE_WORDS and find_dateline(line) is None


def judged(weights: Sequence[float]) -> list[bool]:
    """Which lines are body by their weights; a few of no great doubt between such go with them."""
    kept = [weight > 0 for weight in weights]
    sure = [at for at, keep in enumerate(kept) if keep]
    for before, after in pairwise(sure):
        if after - before <= LONGEST_GAP + 1 and all(weights[at] > DOUBT for at in range(before + 1, after)):
            kept[before:after] = [True] * (after - before)
    return kept
