"""The terms of many documents at once, the same that `search.terms` makes of each, in half the time.

What is done for each word (to read it, to find the pairs and compounds it is part of) is done for arrays of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.orthography import from_bytes, nfc, words_to_bytes
from search.letters import BREAK, FOLDED, Row
from search.many_pairs import PARTS, Pairs, beyond_in
from search.many_texts import read_exact
from search.mapping import IndexDocument
from search.terms import EXACT, EXACTLY, Made, fields_of, labels_of, names_of, text_terms

FEWEST = 4
"""Documents from which arrays pay."""

LONGEST = 200_000
"""Letters of a body up to which it is read with others: arrays take some thirty times its memory."""

AT_ONCE = 400_000
"""Letters of the bodies that are read at once, the last of them aside."""

_BETWEEN = bytes([BREAK])


def many_text_terms(documents: Sequence[IndexDocument], bodies: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """Yield what `text_terms` makes of each document and its body, NFC; `beyond` may be in another order."""
    if len(documents) < FEWEST:
        yield from map(text_terms, documents, bodies)
        return
    some: list[tuple[IndexDocument, str]] = []
    size = 0
    for document, body in zip(documents, bodies, strict=True):
        some.append((document, body))
        size += len(body)
        if size > AT_ONCE:
            yield from _terms_of(some)
            some, size = [], 0
    yield from _terms_of(some)


def _terms_of(some: Sequence[tuple[IndexDocument, str]]) -> Iterator[dict[str, list[str]]]:
    labels = [labels_of(document) for document, _ in some]
    names = [names_of(one, EXACT).joined for one in labels]
    coded = [_coded(document, body, name) for (document, body), name in zip(some, names, strict=True)]
    together = [texts for texts in coded if texts is not None]
    try:
        read = read_exact([text for title, _, body in together for text in (title, body)])
    except UnicodeEncodeError:  # somebody's abbreviation stands for words with rare letters
        read, together, coded = [], [], [None] * len(some)
    made = _make(read, [names for _, names, _ in together])
    for (document, body), one, texts in zip(some, labels, coded, strict=True):
        yield text_terms(document, body) if texts is None else fields_of(document, body, one, next(made))


def _coded(document: IndexDocument, body: str, names: str) -> tuple[bytes, bytes, bytes] | None:
    """The title, the terms of the names and the body, None where they have rare letters or are long."""
    if len(body) > LONGEST:
        return None
    try:
        return words_to_bytes(nfc(document.title)), words_to_bytes(names), words_to_bytes(body)
    except UnicodeEncodeError:
        return None


def _make(read: Sequence[bytes], names: Sequence[bytes]) -> Iterator[Made]:
    """Yield the terms of each document, of those of its names and those read in its title and its body."""
    texts = [text for parts in zip(read[::2], names, read[1::2], strict=True) for text in parts]
    exact = _BETWEEN + b"".join(text + _BETWEEN for text in texts)
    folded = exact.translate(FOLDED)
    row = Row(exact)
    keys = row.keys(folded)
    pairs = Pairs(row, folded, keys)
    forms = (from_bytes(letters).split("\n")[1:-1] for letters in (exact, folded))
    parts = zip(*forms, pairs.compounds(), strict=True)
    beyond = zip(*beyond_in(row, exact, row.keys(exact), mark=EXACTLY), *beyond_in(row, folded, keys), strict=True)
    for once, more in zip(pairs.once(), beyond, strict=True):
        exacts, foldeds, compounds = zip(*islice(parts, PARTS), strict=True)
        indexed = [f"{one} {some}" if some else one for one, some in zip(foldeds, compounds, strict=True)]
        yield Made(exacts, indexed, once, " ".join(filter(None, more)))
