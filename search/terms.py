"""The terms of a document by text field, joined by blanks, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from search.analyzer import Terms, codes, index_terms, read_terms
from search.compounds import JOINT, compounds_in
from search.mapping import BEYOND, LABEL_FIELDS, PAIRS, REPEATS, IndexDocument, label_field
from search.pairs import side_by_side

SAID = "said"
"""Beside the facets, what a document's own fields say."""

NAMING = ("unit", "slogan", "campaign", SAID)
"""The facets whose labels are searched with the text, and SAID."""

NOTHING = "-"
"""The term of an empty field and between the parts of `text`, which no query can ask for. Engines count differently how
many documents and terms a field has that some documents lack: with it all have the same, and rare words in sparse
fields the same scores."""

EXACTLY = "="
"""Before the exact forms in `beyond`, which are other terms than the folded ones of the same letters."""


SHORT_BODY = 2_000
"""Terms of a body in which each pair of the title and the names is looked for by itself, which then takes less time
than to make all pairs of the body."""


class Parts(NamedTuple):
    """The terms of what `text` is made of, as REPEATS has them, in one form."""

    title: Terms
    names: Terms
    body: Terms


class Made(NamedTuple):
    """The terms of the title, the names and the body, joined by blanks: `exact` ones; folded ones, with the compounds
    in each behind it. The pairs of common syllables in all of them, each once; what the field BEYOND has."""

    exact: Sequence[str]
    folded: Sequence[str]
    pairs: str
    beyond: str


def text_terms(document: IndexDocument, body: str) -> dict[str, list[str]]:
    """The terms of the fields of text; `body` is that of the document, NFC. `code` has the numbers in the text."""
    labels = labels_of(document)
    names = names_of(labels, EXACT), names_of(labels, FOLDED)
    exact, folded = map(Parts, read_terms(document.title), names, read_terms(body))
    pairs = [side_by_side(part.apart) for part in folded]
    compounded = [" ".join((part.joined, *compounds_in(some))) for part, some in zip(folded, pairs, strict=True)]
    once = " ".join(dict.fromkeys(chain.from_iterable(pairs)))
    beyond = " ".join((*_beyond(exact, mark=EXACTLY), *_beyond(folded)))
    return fields_of(document, body, labels, Made([part.joined for part in exact], compounded, once, beyond))


Labels = dict[str, list[tuple[str, str]]]
"""The exact and the folded terms of each label, by facet."""
EXACT, FOLDED = 0, 1


def labels_of(document: IndexDocument) -> Labels:
    """The terms of the labels of a document, and of what its fields say."""
    labels = {name: [*map(_label_terms, some)] for name, some in document.labels.items()}
    return labels | {SAID: [*map(index_terms, document.said)]}


def names_of(labels: Labels, form: int) -> Terms:
    """The terms of all names in one form, EXACT or FOLDED, as if side by side."""
    return Terms.of([terms[form] for name in NAMING for terms in labels[name]])


def fields_of(document: IndexDocument, body: str, labels: Labels, made: Made) -> dict[str, list[str]]:
    """The terms of the fields of text, of what was made of its parts."""
    fields = {
        "text_exact": [_text(made.exact)],
        "text_folded": [_text(made.folded)],
        "title_exact": [made.exact[0] or NOTHING],
        "title_folded": [made.folded[0] or NOTHING],
        PAIRS: [made.pairs],
        BEYOND: [made.beyond or NOTHING],
        "code": codes("\n".join((*document.said, document.title, body))) or [NOTHING],
    }
    return fields | {label_field(name): [folded for _, folded in labels[name]] or [NOTHING] for name in LABEL_FIELDS}


def _text(parts: Sequence[str]) -> str:
    """The parts of `text`, as often as they are repeated, apart from each other."""
    return f" {NOTHING} ".join(
        part for part, times in zip(parts, REPEATS.values(), strict=True) for _ in range(times if part else 1)
    )


def _beyond(parts: Parts, *, mark: str = "") -> list[str]:
    """The terms and pairs of terms, in no order, that the title or the names (as if side by side) have beyond the body.

    Sets only: this is done for every document.
    """
    title, names, body = parts
    terms = {*title.apart, *names.apart}.difference(body.apart)
    pairs = {*pairwise(title.apart), *pairwise(names.apart)}
    if len(body.apart) > SHORT_BODY:
        pairs.difference_update(pairwise(body.apart))
    else:
        around = f" {body.joined} "
        pairs = {
            (first, second)
            for first, second in pairs
            if first in terms or second in terms or f" {first} {second} " not in around
        }
    return [mark + term for term in terms] + [f"{mark}{first}{JOINT}{second}" for first, second in pairs]


def beyond_terms(terms: Sequence[str], *, exact: bool, side: bool) -> Iterator[str]:
    """What `beyond` may have of a document whose head has these `terms` (side by side), but not its body."""
    mark = EXACTLY if exact else ""
    yield from (mark + term for term in terms)
    if side:
        yield from (mark + first + JOINT + second for first, second in pairwise(terms))


@lru_cache(maxsize=50_000)
def _label_terms(label: str) -> tuple[str, str]:
    """Joined only: of thousands of labels two strings each are sooner found than all their terms."""
    return index_terms(label)
