"""What tells whether a line of a page saved as plain text is body: what it is, where it stands, what stands around it.

Each is a word in a named slot, as of a block of a page with tags (`ingest/parsers/html_features.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from ingest.official.letterhead import opens_like_a_letter
from ingest.orthography import fold
from ingest.webpages.furniture_rules import SENTENCE_END
from ingest.webpages.line_kinds import line_kind

SLOTS = (
    *("kind", "region", "up", "down", "gap", "run", "echo", "size", "before", "after", "second", "next"),
    *("opened", "dated", "twice", "first", "left", "figures", "opening", "letter", "same"),
)
TOGETHER = (
    *("region kind", "region kind up", "region kind down", "region kind gap", "region kind run", "region kind echo"),
    *("region kind opened", "region kind dated", "region kind twice", "region kind first", "region kind left"),
    *("kind before", "kind after", "before kind after", "region size", "region run", "region echo", "region up"),
    *("region down opened", "region echo up", "region opened echo", "region before", "region after", "kind second"),
    *("kind next", "region opening kind", "letter region kind", "region kind same", "region run up", "region run down"),
    *("region dated echo", "region figures", "region kind letter first"),
)
STEPS = ((0, "0"), (1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (14, "14"), (25, "25"))
RUN_STEPS = ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"), (16, "16"), (32, "32"))
SHARES = ((0.0, "none"), (0.25, "few"), (0.5, "half"), (0.8, "most"))
WORDS_A_SIZE = 5
LARGEST_SIZE = 6
WORD = re.compile(r"\w+")
WORTH = {
    "prose": 30, "letterhead": 4, "sentence": 2, "numbered": 1, "date": 0, "credit": 0, "unended": -1, "capitals": -2,
    "menu": -12, "row": -12, "end": -10, "foot": -25, "opener": -40, "related": -40, "comments-end": -40,
}  # fmt: skip
"""What a line adds to a stretch that may be the article; a paragraph as many as it has words, up to this."""
BARE = -4
"""What any other line adds."""


def features_of(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """For each line, none of them empty, the words of its slots, in the order of `SLOTS`."""
    return list(_Slots(lines).words())


def _stretch(kinds: Sequence[str], sizes: Sequence[int]) -> tuple[int, int]:
    """The first and the last line of the stretch with most text and least furniture."""
    best, at = (0, 0, -1), 0
    total = 0
    for end, (kind, size) in enumerate(zip(kinds, sizes, strict=True)):
        worth = min(size, WORTH["prose"]) if kind == "prose" else WORTH.get(kind, BARE)
        if total <= 0:
            total, at = 0, end
        total += worth
        if total > best[0]:
            best = (total, at, end)
    return best[1], best[2]


class _Slots:
    """Fills the slots of a page's lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.sizes = [len(line.split()) for line in lines]
        self.kinds = [line_kind(line) for line in lines]
        start, end = _stretch(self.kinds, self.sizes)
        prose = [at for at in range(start, end + 1) if self.kinds[at] == "prose"]
        self.first = prose[0] if prose else start
        self.last = prose[-1] if prose else end
        self.prose = set(prose)
        self.folded = list(map(fold, lines))
        words = {at: WORD.findall(self.folded[at]) for at in prose}
        self.wordless = {at for at in prose if len(words[at]) < 2}
        self.told = set(pairwise(chain.from_iterable(words.values())))
        self.times = Counter(self.folded)
        dates = [at for at in range(self.first + 1) if at < len(lines) and self.kinds[at] == "date"]
        self.date = dates[-1] if dates else -1
        self.letter = "letter" if opens_like_a_letter(lines) else "page"

    def words(self) -> Iterator[tuple[str, ...]]:
        kinds, number = self.kinds, len(self.lines)
        opened = False
        before_run, after_run = self._runs()
        before_prose, after_prose = self._prose_away()
        for at, line in enumerate(self.lines):
            kind = kinds[at]
            if at > self.first:
                opened = (opened or kind in ("opener", "related", "comments-end")) and at not in self.prose
            yield (
                kind,
                "above" if at < self.first else "below" if at > self.last else "inside",
                _step(max(self.first - at, 0), STEPS),
                _step(max(at - self.last, 0), STEPS),
                _step(max(before_prose[at], after_prose[at]), STEPS),
                _step(before_run[at] + after_run[at], RUN_STEPS),
                self._echo(at),
                f"{min(self.sizes[at] // WORDS_A_SIZE, LARGEST_SIZE)}{_ending(line)}",
                kinds[at - 1] if at else "edge",
                kinds[at + 1] if at + 1 < number else "edge",
                kinds[at - 2] if at > 1 else "edge",
                kinds[at + 2] if at + 2 < number else "edge",
                "opened" if opened else "unopened",
                "none" if self.date < 0 else "at" if at == self.date else "past" if at > self.date else "before",
                "twice" if self.times[self.folded[at]] > 1 else "once",
                _step(at, STEPS),
                _step(number - 1 - at, STEPS),
                _figures(line),
                "small" if line[0].islower() else "capital" if line[0].isupper() else "other",
                self.letter,
                "same" if at and kinds[at - 1] == kind else "other",
            )

    def _runs(self) -> tuple[list[int], list[int]]:
        """For each line how many short ones without an end stand right before and right behind it."""
        short = [
            size < WORDS_A_SIZE * 3 and not line.endswith((".", ";", ","))
            for size, line in zip(self.sizes, self.lines, strict=True)
        ]
        return _counted(short), _counted(short[::-1])[::-1]

    def _prose_away(self) -> tuple[list[int], list[int]]:
        """For each line how many lines without text stand between it and the paragraph before and behind it."""
        bare = [at not in self.prose for at in range(len(self.lines))]
        return _counted(bare), _counted(bare[::-1])[::-1]

    def _echo(self, at: int) -> str:
        if at in self.prose:  # all of its pairs are among those of the prose
            return "nothing" if at in self.wordless else _step(1.0, SHARES)
        pairs = list(pairwise(WORD.findall(self.folded[at])))
        return _step(sum(map(self.told.__contains__, pairs)) / len(pairs), SHARES) if pairs else "nothing"


def _counted(flags: Sequence[bool]) -> list[int]:
    counts, run = [], 0
    for flag in flags:
        counts.append(run)
        run = run + 1 if flag else 0
    return counts


def _step(value: float, steps: Sequence[tuple[float, str]]) -> str:
    at = bisect_left(steps, (value,))
    return steps[at][1] if at < len(steps) else "far"


def _ending(line: str) -> str:
    return "ended" if line.endswith(SENTENCE_END) else "open"


def _figures(line: str) -> str:
    figures = sum(map(str.isdigit, line))
    return "none" if not figures else "many" if figures * 3 > len(line) else "some"
