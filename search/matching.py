"""What an engine has to match and how it scores, in the few kinds of need that both engines have.

Scores are BM25 with k1 = 1.2 and b = 0.75. A need whose score engines would count differently (`Near`, `Prefix`,
`OneOf`, `Days`) stands only inside `Constant`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Term:
    """One term in one field."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Side:
    """Terms side by side in one field, two at least."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms of one field that `slop` moves by one place, at most, put side by side (two in turned order).

    Of more terms the engines would count the moves differently; `near_by` makes pairs of them.
    """

    field: str
    terms: tuple[str, str]
    slop: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any term of the field that begins so."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these values in a keyword or integer field; none of them matches nothing."""

    field: str
    values: tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """An integer field between two values, both included; None is no limit."""

    field: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Every:
    """Every document, with score 0."""


@dataclass(frozen=True, slots=True)
class Never:
    """No document."""


@dataclass(frozen=True, slots=True)
class Join:
    """All of `must` and none of `never`; `lifts` may match. Scores of what matches are added up.

    Without `must` every document matches but those of `never`.
    """

    must: tuple[Need, ...] = ()
    lifts: tuple[Need, ...] = ()
    never: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts, or several: their scores are added up."""

    parts: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """One of the parts, or several: the best score, and `share` of the others'."""

    parts: tuple[Need, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Boosted:
    """The part, its score multiplied."""

    part: Need
    weight: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The part, with this score whatever its own."""

    part: Need
    score: float


Need = Term | Side | Near | Prefix | OneOf | Days | Every | Never | Join | Either | Best | Boosted | Constant


def near_by(field: str, terms: Sequence[str], slop: int) -> Need:
    """Each of two terms or more near the one before it."""
    pairs = tuple(Near(field, pair, slop) for pair in pairwise(terms))
    return pairs[0] if len(pairs) == 1 else Join(pairs)


def unscored(need: Need) -> Need:
    """A need that matches the same documents with the least work, whatever they score."""
    match need:
        case Boosted(part) | Constant(part):
            return unscored(part)
        case Best(parts) | Either(parts):
            made = tuple(map(unscored, parts))
            return made[0] if len(made) == 1 else Either(made)
        case Join(must, _, never):
            flat = tuple(part for one in map(unscored, must) for part in _joined(one))
            return Join(tuple(dict.fromkeys(flat)), never=tuple(map(unscored, never)))
        case _:
            return need


def _joined(need: Need) -> tuple[Need, ...]:
    return need.must if isinstance(need, Join) and need.must and not need.never else (need,)
