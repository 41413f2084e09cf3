"""Wards of a hospital, which a page names before it tells whose they are: `Khoa Nhi`, `Khoa Cấp cứu`."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import forms_of
from nlp.units.kinds import holds
from nlp.units.known_names import KnownNames


@lru_cache(maxsize=1)
def _wards() -> tuple[str, ...]:
    """How the names of wards begin; those of a faculty of medicine stand beside their university."""
    return forms_of("unit_belongings", "ward")


@lru_cache(maxsize=1)
def _hospitals() -> tuple[str, ...]:
    """How the names of hospitals begin that have wards."""
    return forms_of("unit_belongings", "has_wards")


def is_ward(name: str) -> bool:
    """Whether a name is that of a hospital's ward."""
    return name.startswith(_wards())


def hospital_of(name: str, holder: str, known: KnownNames) -> str:
    """The hospital of the ward `name`: `holder` where it is none of a school, else that which the page names most."""
    if holder and not holds(holder, "in_school"):
        return holder
    return next(filter(None, map(known.best, _hospitals())), "")
