"""Which blocks or lines of a page its true text holds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

SURE_WORDS = 12
PHRASE_WORDS = 6
SHARED = 0.6
"""Share of a block's runs of three words that the true text holds, from which it is body."""
NEAR = 12
"""Blocks around the sure ones within which a short one may be body."""


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def word_counts(true: str, found: str) -> tuple[int, int, int]:
    """Words right, wanted and found, order aside."""
    wanted, given = Counter(words_of(true)), Counter(words_of(found))
    return (wanted & given).total(), wanted.total(), given.total()


def body_of(blocks: Sequence[str], true: str) -> list[bool]:
    """Which blocks the true text holds; of equal ones as many as it has, those nearest to its long ones."""
    words = [words_of(block) for block in blocks]
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
