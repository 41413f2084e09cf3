"""The exact terms of many texts at once, the same that `search.analyzer` reads in each, in a quarter of the time.

Texts are arrays of bytes, a letter each; what a word becomes is looked up for all words in one step. What is no single
word of few letters (abbreviations, long words, words with dots) goes the way that single texts go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np

from ingest.orthography import from_bytes, table_of_bytes, to_bytes
from search.abbreviations import NEIGHBOURS, WORD
from search.analyzer import UNDECIDED, decided_form, word_form
from search.letters import BLANK, BREAK, WIDTH, Bytes, Keys, Places, code_of, key_of, keys_of

_LOWER = table_of_bytes(lambda letter: letter.lower() if WORD.fullmatch(letter) else " ")
_LETTERS = table_of_bytes(lambda sign: "a" if re.fullmatch(r"[^\W\d_]", sign) else " ")
_IS_LETTER = np.frombuffer(_LETTERS, np.uint8) != BLANK
_DOT, _LINE = code_of("."), code_of("_")

BITS = 20
"""Of the number of places where words are kept, of which one in forty is wanted by two words of the 25,000 of an
archive: the other one is then read by itself each time. Memory is taken for the places that are used."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - BITS)


class _Known:
    """Words that become one word of as many letters, each in the one place that its number leads to.

    Whoever looks holds the lock: a word and its form are written one after the other.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.words = np.zeros(1 << BITS, dtype=np.uint64)
        self.forms = np.zeros(1 << BITS, dtype=np.uint64)


_KNOWN = _Known()


class _Words:
    """The words of texts in one row of bytes, with a break before, between and behind them."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        between = bytes([BREAK])
        self.raw = between + b"".join(text + between for text in texts)
        self.breaks = np.cumsum([0, *(len(text) + 1 for text in texts)])
        self.lower = np.frombuffer(self.raw.translate(_LOWER), np.uint8).copy()
        inside = self.lower != BLANK
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        self.starts, self.ends = self._with_dots(edges[::2], edges[1::2])
        self.lengths = self.ends - self.starts

    def _with_dots(self, starts: Places, ends: Places) -> tuple[Places, Places]:
        """Single letters with dots between them as one word, as the pattern of words has it."""
        raw = np.frombuffer(self.raw, np.uint8)
        single = (ends - starts == 1) & _IS_LETTER[raw[starts]]
        near = single[:-1] & single[1:] & (starts[1:] == ends[:-1] + 1)
        at = np.flatnonzero(near)
        at = at[raw[ends[at]] == _DOT]
        at = at[(raw[starts[at] - 1] != _LINE) & (raw[ends[at + 1]] != _LINE)]
        return np.delete(starts, at + 1), np.delete(ends, at)

    def __getitem__(self, at: int) -> str:
        return from_bytes(self.raw[self.starts[at] : self.ends[at]])

    def decided(self, at: int) -> str:
        """The terms of a word whose meaning those beside it in its text decide."""
        text = np.searchsorted(self.breaks, self.starts[at])
        first, end = np.searchsorted(self.starts, self.breaks[text - 1 : text + 1])
        behind = range(at + 1, min(int(end), at + 1 + NEIGHBOURS))
        return decided_form(self[at], self[at - 1] if at > first else "", " ".join(map(self.__getitem__, behind)))


def read_exact(texts: Sequence[bytes]) -> list[bytes]:
    """The exact terms of each text, NFC and from `to_bytes`, joined by blanks, as `index_terms` makes them.

    Raises: UnicodeEncodeError where an abbreviation stands for words with letters that have no byte.
    """
    words = _Words(texts)
    keys = keys_of(words.raw, words.starts, words.lengths)
    places = (keys * _MIX) >> _SHIFT
    with _KNOWN.lock:
        forms = _KNOWN.forms[places]
        unknown = np.flatnonzero((_KNOWN.words[places] != keys) | (keys == 0))
        others = list(_learn(words, unknown, keys, places, forms))
    _change(words, keys_of(words.lower.tobytes(), words.starts, words.lengths), forms)
    return _tidy(_splice(words, others))


def _learn(words: _Words, unknown: Places, keys: Keys, places: Keys, forms: Keys) -> Iterator[tuple[int, bytes]]:
    """Tell `forms` and what is known of words that become one of as many letters; yield what the others become."""
    for at in unknown.tolist():
        form = word_form(words[at])
        if form == UNDECIDED:
            form = words.decided(at)
            plain = False
        else:
            plain = len(form) == words.lengths[at] <= WIDTH and " " not in form
        coded = to_bytes(form)
        if plain:
            forms[at] = key_of(coded)
            _KNOWN.words[places[at]], _KNOWN.forms[places[at]] = keys[at], forms[at]
        else:
            forms[at] = 0
            yield at, coded


def _change(words: _Words, lower: Keys, forms: Keys) -> None:
    """Write the letters of words that become others of as many letters."""
    changed = np.flatnonzero((forms != lower) & (forms != 0))
    letters = forms[changed].astype("<u8").view(np.uint8).reshape(-1, WIDTH)
    column = np.arange(WIDTH)
    inside = column < words.lengths[changed, None]
    words.lower[(words.starts[changed, None] + column)[inside]] = letters[inside]


def _splice(words: _Words, others: Sequence[tuple[int, bytes]]) -> Bytes:
    """The row of bytes with other terms in the places of these words, blanks where no letters are."""
    words.lower[words.breaks] = BREAK
    if not others:
        return words.lower
    row, end = words.lower.tobytes(), 0
    parts: list[bytes] = []
    starts, ends = words.starts.tolist(), words.ends.tolist()
    for at, form in others:
        parts += (row[end : starts[at]], form)
        end = ends[at]
    return np.frombuffer(b"".join((*parts, row[end:])), np.uint8)


def _tidy(row: Bytes) -> list[bytes]:
    """The texts apart, with single blanks."""
    kept = row != BLANK
    kept[1:] |= kept[:-1].copy()
    blank, between = bytes([BLANK]), bytes([BREAK])
    return [text.strip(blank) for text in row[kept].tobytes().split(between)[1:-1]]
