"""The fields of the index, declared once for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import orjson

from search.periods import MONTHS_A_YEAR, counted_months

Named = tuple[str, str]
"""A lasting id and the label people read."""

MAPPING_VERSION = 11
"""Raised when a field changes; an index made with another version has to be rebuilt from the registry."""

TEXT_FIELDS = ("text", "title")
"""Searched text fields; each is indexed twice, exact (`_exact`) and folded (`_folded`).

`text` holds all that is searched, so that a word is looked up once, not in fields for title, names and body.
"""

REPEATS = {"title": 4, "names": 2, "body": 1}
"""How often `text` holds its parts: a word of the title counts more than one of names, and that more than others.

`names` are the labels of the document's units, slogans and campaigns, its own number and its own people. On the judged
set nDCG@10 is 0.966 to 0.968 with 1, 1 up to 6, 3 for the first two.
"""

BEYOND = "beyond"
"""The terms that the title and the names have and the body has not, and likewise the pairs of terms side by side; exact
ones behind a mark. What is looked for in the body alone is in `text` and not in `beyond`."""

LABEL_FIELDS = ("unit", "slogan", "campaign", "place")
"""Facets whose labels are searched on their own too (`đơn vị:…`), folded, each in a field `_label`."""

PAIRS = "pairs"
"""The field of all pairs of common syllables that stand side by side in `text` (search/pairs.py)."""

FACETS = ("unit", "type", "year", "slogan", "campaign", "place")
"""Facets, in the order in which pages show them."""

BRANCH = "branch"
"""The facet of units with all that is part of them: a document counts once for each unit above those it names too."""

FILTERS = (*FACETS, BRANCH)
"""What a query may filter, exclude and count by."""

NO_DAY = 0
"""The `from_day` and `to_day` of an undated document."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One document as the index knows it.

    `from_day` and `to_day` are the first and last day of the document as `YYYYMMDD` integers, both ends included,
    None for an undated one. `published` is EDTF. `place` is a canonical name. `visibility` is `public` or `staff`.
    `added` is when it came into the archive, in minutes since 1970 (so that it fits into 32 bits).
    `above` holds the ids of all units of which those in `units` are part. `said` are the texts of its own fields that
    are searched as names are: its number, its signer, its authors; the body need not have them.
    """

    id: str
    title: str
    body: str
    source_file: str = ""
    doc_type: str | None = None
    published: str | None = None
    from_day: int | None = None
    to_day: int | None = None
    place: str | None = None
    issuer: str | None = None
    units: tuple[Named, ...] = ()
    slogans: tuple[Named, ...] = ()
    campaigns: tuple[Named, ...] = ()
    above: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    added: int = 0
    visibility: str = "public"
    withdrawn: bool = False

    @property
    def stamp(self) -> str:
        """A word that differs where anything differs: an index that holds it need not take the document again."""
        return blake2b(orjson.dumps(self), digest_size=12).hexdigest()

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """The labels of each of LABEL_FIELDS."""
        named = {"unit": self.units, "slogan": self.slogans, "campaign": self.campaigns}
        place = {"place": (self.place,) if self.place else ()}
        return {name: tuple(label for _, label in pairs) for name, pairs in named.items()} | place

    @property
    def months(self) -> tuple[int, int] | None:
        """The first and last month, as numbers, under which a histogram counts it; None for an undated one."""
        if self.from_day is None or self.to_day is None:
            return None
        return counted_months(self.from_day, self.to_day)

    @property
    def years(self) -> tuple[int, ...]:
        """The years under which it is counted."""
        months = self.months
        return () if months is None else tuple(range(months[0] // MONTHS_A_YEAR, months[1] // MONTHS_A_YEAR + 1))


def label_field(facet: str) -> str:
    """The field that holds the labels of a facet as text."""
    return f"{facet}_label"
