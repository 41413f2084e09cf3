"""The levels of places, from lexicons/place_levels.tsv: their kinds, and those of administration as sets and patterns.

Every list of levels in a rule is made here, so that a level that comes with a reform (`đặc khu` in 2025) is a line of
the lexicon.
"""

from __future__ import annotations

from functools import cache, lru_cache

from nlp.lexicon import load_lexicon
from nlp.text.alternatives import alternatives

AUTHORITY_KINDS = ("province", "city", "district", "town")
"""Kinds of level above the communes."""
ADMINISTRATION = (*AUTHORITY_KINDS, "ward")
"""Kinds of level that have a government; a village, a street or a site has none."""
REMEMBERED = 4096
"""Names whose levels are kept: those of a document are asked for again and again."""


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {entry.value: entry.kind for entry in load_lexicon("place_levels")}


def kind_of(level: str) -> str:
    """The kind of a level word in its full form, `''` when it is none."""
    return _kinds().get(level, "")


@lru_cache(maxsize=1)
def _traits() -> frozenset[tuple[str, str]]:
    return frozenset((entry.form, entry.kind) for entry in load_lexicon("level_traits"))


def has_level_trait(level: str, trait: str) -> bool:
    """Whether a level word in its full form has the trait; traits as in level_traits.tsv."""
    return (level, trait) in _traits()


@cache
def kinds_within(level: str) -> tuple[str, ...]:
    """The kinds of place whose name a site may bear though they are no administration's: `đình làng Tân Hưng`."""
    return tuple(entry.value for entry in load_lexicon("level_traits") if (entry.form, entry.kind) == (level, "within"))


@lru_cache(maxsize=REMEMBERED)
def level_of(value: str) -> str:
    """The level word that a full name begins with: `thành phố` of `thành phố Vinh`."""
    for length in (2, 1):
        head = " ".join(value.split()[:length])
        if head in _kinds():
            return head
    return ""


@cache
def levels(*kinds: str) -> tuple[str, ...]:
    """The level words of those kinds in full, of all of administration where none is given; the longest first.

    Those that are ordinary words too (`phủ`, `châu`) are left out.
    """
    plain = (entry for entry in load_lexicon("place_levels") if entry.value == entry.form and not entry.ambiguous)
    return tuple(sorted((one.form for one in plain if one.kind in (kinds or ADMINISTRATION)), key=len, reverse=True))


def levels_pattern(*kinds: str) -> str:
    """`levels` as the alternatives of a pattern, without a group around them."""
    return alternatives(levels(*kinds))
