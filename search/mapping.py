"""The fields of the index, declared once for every engine."""

from __future__ import annotations

from dataclasses import dataclass

Named = tuple[str, str]
"""A lasting id and the label people read."""

MAPPING_VERSION = 1
"""Raised when a field changes; an index made with another version has to be rebuilt from the registry."""

TEXT_FIELDS: dict[str, float] = {"title": 3.0, "names": 2.0, "body": 1.0}
"""Searched text fields and their weight; each is indexed twice, exact (`_exact`) and folded (`_folded`).

`names` holds the labels of the document's units, slogans and campaigns: a name in the metadata says more than one
in passing, and less than one in the title. The weights are first guesses that keep this order.
"""

FACETS = ("unit", "type", "year", "slogan", "campaign", "place")
"""Facets and filters, in the order in which pages show them."""

NO_DAY = 0
"""The `from_day` and `to_day` of an undated document."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One document as the index knows it.

    `from_day` and `to_day` are the first and last day of the document as `YYYYMMDD` integers, both ends included,
    None for an undated one; `years` every year that they touch. `published` is EDTF. `place` is a canonical name.
    `visibility` is `public` or `staff`.
    """

    id: str
    title: str
    body: str
    source_file: str = ""
    doc_type: str | None = None
    published: str | None = None
    from_day: int | None = None
    to_day: int | None = None
    years: tuple[int, ...] = ()
    place: str | None = None
    issuer: str | None = None
    units: tuple[Named, ...] = ()
    slogans: tuple[Named, ...] = ()
    campaigns: tuple[Named, ...] = ()
    visibility: str = "public"
    withdrawn: bool = False

    @property
    def names(self) -> str:
        """The labels that the `names` field holds, one a line."""
        return "\n".join(label for _, label in (*self.units, *self.slogans, *self.campaigns))
