"""Lexicons as data: loads and checks `lexicons/*.tsv`, and finds their forms in a text.

Only what cannot be derived is written in a lexicon. Capitals, the place of the tone mark, kinds of dash, and spaces
around dots, dashes and `&` are dealt with here, and so are the ways to say a part of a form: `{tham|dự} gia`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nlp.data_files import checked_table
from nlp.errors import LexiconError
from nlp.syllables import Syllables, split_syllables
from nlp.text.wanted_syllables import Wanted, syllables_among

FOLDER = Path(__file__).parent / "lexicons"
WAYS = re.compile(r"\{([^{}]*)\}")
"""A part of a form that is said in one of several ways, parted by bars; one of them may be empty."""
COLUMNS = ("form", "value", "kind", "ambiguous", "valid", "source")
Case = Literal["any", "exact", "initial"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon; `value` is the form itself where the lexicon gives none, `valid` an EDTF interval."""

    form: str
    value: str
    kind: str = ""
    ambiguous: bool = False
    valid: str = ""
    source: str = ""


class Match(NamedTuple):
    """A form found in a text, half open in characters."""

    start: int
    end: int
    entry: Entry


@cache
def load_lexicon(name: str) -> tuple[Entry, ...]:
    """The entries of `lexicons/NAME.tsv` in order; read and checked once.

    Raises: LexiconError for a header, order, spelling or doubled line that breaks the form.
    """
    return parse_lexicon((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"), f"{name}.tsv")


@cache
def forms_of(name: str, kind: str = "") -> tuple[str, ...]:
    """The forms of `lexicons/NAME.tsv` of one kind, or of those without one, in order."""
    return tuple(entry.form for entry in load_lexicon(name) if entry.kind == kind)


def parse_lexicon(content: str, path: str) -> tuple[Entry, ...]:
    """The entries of a lexicon given as text; `path` is for messages.

    Raises: LexiconError.
    """
    table = checked_table(content, path, LexiconError)
    if table.columns[:1] != ("form",) or not set(table.columns) <= set(COLUMNS):
        raise LexiconError(path, table.line, f"header must begin with form and name columns of {' '.join(COLUMNS)}")
    entries: list[Entry] = []
    seen: set[tuple[str, str, str]] = set()
    above = ""
    for number, row in table.rows:
        written = _entry(row, path, number)
        if written.form < above:
            raise LexiconError(path, number, f"{written.form!r} stands after {above!r}: sort by form")
        above = written.form
        for entry in _in_each_way(written):
            if (entry.form, entry.value, entry.kind) in seen:
                raise LexiconError(path, number, f"{entry.form!r} is there twice")
            seen.add((entry.form, entry.value, entry.kind))
            entries.append(entry)
    return tuple(entries)


def _in_each_way(entry: Entry) -> Iterator[Entry]:
    """The entry once for each way to say its form; without a value of its own each form is its value."""
    parts = [part.split("|") if at % 2 else [part] for at, part in enumerate(WAYS.split(entry.form))]
    for form in map("".join, product(*parts)):
        yield replace(entry, form=form, value=form if entry.value == entry.form else entry.value)


def _entry(row: dict[str, str], path: str, number: int) -> Entry:
    if not row["form"]:
        raise LexiconError(path, number, "no form")
    if row.get("ambiguous", "") not in ("", "yes"):
        raise LexiconError(path, number, f"ambiguous is {row['ambiguous']!r}, not yes or empty")
    return Entry(
        form=row["form"],
        value=row.get("value") or row["form"],
        kind=row.get("kind", ""),
        ambiguous=row.get("ambiguous") == "yes",
        valid=row.get("valid", ""),
        source=row.get("source", ""),
    )


class Matcher:
    """Finds the forms of many entries in a text, in time linear in its length.

    The forms are kept as a tree of syllables, so that a match begins and ends with a syllable, crosses line breaks and
    does not mind spaces around punctuation or hyphens inside words. `case`: `any`; `exact` as in the lexicon;
    `initial` wants the capitals that the form has at the start of its first syllable, or the whole match in capitals.
    One that is not made once for all texts is not `lasting`.
    """

    def __init__(self, entries: Iterable[Entry], *, case: Case = "any", lasting: bool = True) -> None:
        self._case = case
        self._lasting = lasting
        self._first: Wanted | None = None
        self._root: dict[str, Any] = {}
        self._last_keys: set[str] = set()
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        node = self._root
        keys = split_syllables(entry.form).keys
        for key in keys:
            node = node.setdefault(key, {})
        self._last_keys.add(keys[-1])
        node.setdefault("", []).append(entry)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Yield the longest match at each place, from left to right, none overlapping another.

        `start` and `end` bound the stretch that is searched, in characters: cheaper than a slice of a long text,
        whose syllables are known already.
        """
        until = 0
        for match in self.find_overlapping(text, start, end):
            if match.start >= until:
                until = match.end
                yield match

    def find_overlapping(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Yield the longest match that begins at each syllable, whether or not it overlaps the one before."""
        syllables, root = split_syllables(text), self._root
        if not start and end is None:
            last, places = len(syllables.keys), self._places(text)
        else:
            first, last = bisect_left(syllables.starts, start), self._last(syllables, end)
            places = [at for at, key in enumerate(syllables.keys[first:last], first) if key in root]
        keys = syllables.keys
        for index in places:
            node = root[keys[index]]
            after = keys[index + 1] if index + 1 < last else ""
            if after not in node and "" not in node and after != "-":
                continue  # most forms part at their second syllable
            match = self._longest(text, syllables, index, last)
            if match is not None:
                yield match

    def _places(self, text: str) -> Sequence[int]:
        """The syllables of a whole text at which a form may begin."""
        if not self._lasting:
            return syllables_among(text, frozenset(self._root))
        if self._first is None:
            self._first = Wanted(self._root)
        return self._first.among(text)

    def at(self, text: str, start: int, end: int | None = None) -> Match | None:
        """The longest match that begins at the offset `start` and ends by `end`; None without one."""
        syllables = split_syllables(text)
        index = bisect_left(syllables.starts, start)
        if index == len(syllables.starts) or syllables.starts[index] != start:
            return None
        if syllables.keys[index] not in self._root:
            return None
        last = self._last(syllables, end)
        return self._longest(text, syllables, index, last) if index < last else None

    def may_end(self, text: str, end: int) -> bool:
        """Whether a form ends with the last syllable before the offset `end`: a cheap question before a search."""
        syllables = split_syllables(text)
        return syllables.keys[bisect_right(syllables.ends, end) - 1] in self._last_keys

    def _last(self, syllables: Syllables, end: int | None) -> int:
        return len(syllables.keys) if end is None else bisect_right(syllables.ends, end)

    def _longest(self, text: str, syllables: Syllables, index: int, last: int) -> Match | None:
        best: Entry | None = None
        keys = syllables.keys
        node = self._root.get(keys[index])
        start = syllables.starts[index]
        end = at = index
        while node is not None:
            for entry in node.get("", ()):
                if self._case == "any" or self._case_fits(entry.form, text[start : syllables.ends[at]]):
                    best, end = entry, at
                    break
            at += 1
            if at < last and keys[at] == "-" and _joins(text, syllables, at):
                at += 1
            node = node.get(keys[at]) if at < last else None
        return Match(start, syllables.ends[end], best) if best is not None else None

    def _case_fits(self, form: str, surface: str) -> bool:
        if self._case == "exact":
            return "".join(form.split()) == "".join(surface.split())
        return not form[:1].isupper() or surface[:1].isupper()


def _joins(text: str, syllables: Syllables, at: int) -> bool:
    """Whether the hyphen at the syllable `at` joins two of one word, as was written until the sixties (`thi-đua`)."""
    start = syllables.starts[at]
    return text[start - 1].isalpha() and text[start + 1 : start + 2].islower()


@cache
def load_matcher(*names: str, case: Case = "any") -> Matcher:
    """One matcher over the lexicons `names`, built once."""
    return Matcher((entry for name in names for entry in load_lexicon(name)), case=case)
