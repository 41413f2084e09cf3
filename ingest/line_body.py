"""Which lines of a page saved as plain text are its body: each is weighed by what it is and where it stands.

The weights are learned (`python -m benchmarks.learn_line_body`) and lie as data beside the rules for furniture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise

from ingest.datelines import find_dateline
from ingest.furniture_rules import is_running_text, read_table
from ingest.line_features import SLOTS, TOGETHER, features_of

DOUBT = -3.0
"""Weight down to which lines between two of the body go with them."""
LONGEST_GAP = 5
LEAST_RUN = 8
"""Lines of menus or lists one after the other that go; fewer are left to the rules."""
LEAST_TEXT = 40
"""Words of running text that stay, or nothing goes: a page of furniture alone was misjudged."""
TITLE_WORDS = 6
"""Words from which a line between two menus may be the title."""
PLACES = [(slots, [SLOTS.index(slot) for slot in slots.split()]) for slots in (*SLOTS, *TOGETHER)]


def unlikely_lines(lines: Sequence[str]) -> list[int]:
    """Of lines none of which is empty, the places of those in long runs that are likelier furniture than body."""
    bare = [not is_running_text(line) for line in lines]
    if max((len(list(run)) for is_bare, run in groupby(bare) if is_bare), default=0) < LEAST_RUN:
        return []
    gone = runs_of_furniture(lines, judged([_weight(words) for words in features_of(lines)]))
    text = sum(len(line.split()) for line, is_bare in zip(lines, bare, strict=True) if not is_bare)
    lost = sum(len(lines[at].split()) for at in gone if not bare[at])
    return gone if text - lost >= min(text, LEAST_TEXT) else []


def runs_of_furniture(lines: Sequence[str], likely: Sequence[bool]) -> list[int]:
    """The places in long runs of lines that are not likely body, a few entries of a menu between two such with them."""
    runs = [list(run) for _, run in groupby(range(len(lines)), key=likely.__getitem__)]
    long = [not likely[run[0]] and len(run) >= LEAST_RUN for run in runs]
    found: list[int] = []
    for place, run in enumerate(runs):
        between = 0 < place < len(runs) - 1 and long[place - 1] and long[place + 1]
        if long[place] or (between and all(_is_entry(lines[at]) for at in run)):
            found += run
    return found


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


def names_of(words: tuple[str, ...]) -> Iterator[str]:
    """The names of the weights of a line whose slots hold `words`: `kind=prose`, `region kind=inside prose`."""
    for slots, places in PLACES:
        yield f"{slots}={' '.join([words[at] for at in places])}"


def weight_of(names: Iterator[str] | Sequence[str], weights: Mapping[str, float]) -> float:
    """How much speaks for a line as body: more than nothing where it is likelier than not."""
    return weights["always"] + sum(weights.get(name, 0.0) for name in names)


@lru_cache(maxsize=8192)
def _weight(words: tuple[str, ...]) -> float:
    return weight_of(names_of(words), _weights())


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read_table("line_weights")}
