"""How the bodies of each kind belong to others, as unit_belongings.tsv tells by their head in full words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.lexicon import forms_of, load_lexicon
from nlp.places.levels import AUTHORITY_KINDS, levels
from nlp.units.formations import PART_OF

COMPLETE = (
    *("Việt Nam", "Trung ương", "tối cao", "Đảng", "Quốc gia", "toàn quốc", "Lào", "Campuchia"),
    *("ngành Kiểm sát nhân dân", "ngành Kiểm sát", "ngành Tòa án nhân dân", "ngành Tòa án"),
)
"""What ends a name that belongs to nothing larger."""
BARE_LEVELS = tuple(f" {level}" for level in levels(*AUTHORITY_KINDS))
"""What ends the description of a cluster whose members are those of the document's own place."""
COUNCIL = re.compile(r"Hội đồng (?!hương|nhân dân)")
"""Begins like an association's name and is none, as `Hội đồng hương` is."""
LOCAL_FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam"
"""A committee of the front that each place has: the nation's is its `Ủy ban Trung ương`."""
NATIONWIDE = "Hội"
"""The short name that each body of an organisation bears, the national one too."""


@lru_cache(maxsize=1)
def belongings() -> dict[str, frozenset[str]]:
    """Head in full words -> how it belongs: `place`, `province`, `owner`, `department`, `inner`, `level`."""
    found: dict[str, set[str]] = {}
    for entry in load_lexicon("unit_belongings"):
        found.setdefault(entry.form, set()).add(entry.kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


@lru_cache(maxsize=1)
def _holders() -> dict[str, tuple[str, ...]]:
    """Kind of a part -> how the names begin of what has such parts."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in load_lexicon("unit_belongings"):
        if entry.kind == "holds":
            found[entry.value] = (*found.get(entry.value, ()), entry.form + " ")
    return found


@lru_cache(maxsize=1)
def _central() -> tuple[str, ...]:
    """How the names of bodies begin that speak of departments in every province."""
    return tuple(entry.form + " " for entry in load_lexicon("central_bodies") if entry.kind == "everywhere")


@lru_cache(maxsize=1)
def national() -> dict[str, str]:
    """Head of the bodies of one system -> the name of that system's highest body."""
    return {entry.form: entry.value for entry in load_lexicon("unit_belongings") if entry.kind == "nation"}


def is_whole(name: str) -> bool:
    """Whether a name belongs to nothing larger."""
    return name.endswith(COMPLETE) and name != LOCAL_FRONT


def has_boards(name: str) -> bool:
    """Whether the organisation's boards are called `Ban …` alone."""
    return begins_as("has_boards", f"{name} ") and not COUNCIL.match(name)


def begins_as(kind: str, name: str) -> bool:
    """Whether a name begins with a body of a kind of unit_belongings.tsv, and goes on."""
    return name.startswith(_beginnings(kind))


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    return tuple(f"{form} " for form in forms_of("unit_belongings", kind))


@cache
def owner_starts() -> tuple[str, ...]:
    """How the names of organisations begin that have departments of their own."""
    return tuple(head + " " for head in belongings() if owns(head))


def is_central(name: str) -> bool:
    """Whether the body's documents speak of departments in every province."""
    return f"{name} ".startswith(_central())


def belongs(head: str, kind: str) -> bool:
    """Whether bodies with `head` belong in that way; kinds as in unit_belongings.tsv."""
    return kind in belongings().get(head, ())


@cache
def is_owner(head: str) -> bool:
    """Whether a body with `head` has departments: `Trường`, and so `Trường Tiểu học`, `Trường phổ thông cấp II`."""
    words = head.split()
    return any(belongs(" ".join(words[:length]), "owner") for length in range(len(words), 0, -1))


def owns(head: str) -> bool:
    """Whether a body with `head` has departments of its own when it is the one whose document it is."""
    return is_owner(head) or belongs(head, "main_owner")


def may_hold(holder: str, part: str) -> bool:
    """Whether a body named `holder` has parts with the head or name `part`: classes are in schools only.

    A province's department has none of its own field: `Phòng Giáo dục và Đào tạo` is a district's.
    """
    if belongs(part, "district") and holder.startswith(f"Sở {part.removeprefix('Phòng ')}"):
        return False
    kinds = belongings().get(part, frozenset()).intersection(_holders())
    return not kinds or any(holds(holder, kind) for kind in kinds)


def holds(holder: str, kind: str) -> bool:
    """Whether a body named `holder` is one of those that have parts of that kind."""
    return f"{holder} ".startswith(_holders()[kind])


def joint(head: str) -> str:
    """What stands between a part and its whole: `PART_OF` for those with names of their own, `Phân xưởng Sợi`."""
    return PART_OF if belongs(head, "set_off") else " "
