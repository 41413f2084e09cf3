"""Places through time: provinces since 1945, districts to 2025, communes before and after July 2025.

The name of a place may have been borne by several: what is asked for gives all of them, and a caller who cannot tell
which one is meant has to leave it open. Communes that were merged before 2025 are in no table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from nlp.authority.rows import load_rows, several
from nlp.authority.spans import Span
from nlp.lexicon import load_lexicon
from nlp.places.gazetteer import DISTRICTS, PROVINCES, is_province_value
from nlp.places.levels import level_of

Level = Literal["province", "district", "ward"]

BEFORE_MERGER, MERGER = "2025-06-30", "2025-07-01"
"""The last day of the 63 provinces and of the districts, and the first of the 34.

Source: Nghị quyết 202/2025/QH15; Luật Tổ chức chính quyền địa phương 2025.
"""
UNTIL_MERGER = Span("", BEFORE_MERGER)
MERGER_SOURCE = "Nghị quyết 202/2025/QH15"
WARD_SOURCE = "underthesea mapping.json"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Life:
    """A time in which a place was there, and what it became: several places where it was parted."""

    span: Span
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Territory:
    """A province, district or commune by its name with its level; `above` is the district or province it lay in.

    It may have lived more than once.
    """

    name: str
    level: Level
    above: tuple[str, ...] = ()
    lives: tuple[Life, ...] = ()
    source: str = ""

    @property
    def full(self) -> str:
        """The name with those above it: `huyện Nghi Lộc, tỉnh Nghệ An`."""
        return ", ".join((self.name, *self.above))


def find_territories(name: str) -> tuple[Territory, ...]:
    """All that bore this name with its level, in no order that matters: one, several, or none that is known."""
    if province := provinces().get(name):
        return (province,)
    return (*_districts().get(name, ()), *_wards().get(name, ()))


@lru_cache(maxsize=1)
def provinces() -> dict[str, Territory]:
    """The provinces and cities of that rank, those of the past too, by name."""
    lives: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in load_rows("provinces"):
        lives[row["name"]].append(row)
    merged = {row["name"]: row["successor"] for row in load_rows("mergers")}
    names = {entry.value for table in PROVINCES for entry in load_lexicon(table)}
    return {name: _province(name, lives[name], merged.get(name, "")) for name in names | set(lives)}


@lru_cache(maxsize=1)
def parted_provinces() -> dict[str, tuple[str, ...]]:
    """Province -> the provinces that were parted into it and others: Hà Nam Ninh for Nam Hà."""
    found: dict[str, tuple[str, ...]] = {}
    for name, territory in sorted(provinces().items()):
        for after in {one for life in territory.lives if len(life.successors) > 1 for one in life.successors}:
            found[after] = (*found.get(after, ()), name)
    return found


def _province(name: str, rows: list[dict[str, str]], merged: str) -> Territory:
    lives = [Life(Span(row["valid_from"], row["valid_to"]), several(row["successors"])) for row in rows] or [
        Life(Span())
    ]
    sources = [row["source"] for row in rows]
    if merged and not lives[-1].span.end:
        lives[-1] = Life(Span(lives[-1].span.start, BEFORE_MERGER), (merged,))
        sources.append(MERGER_SOURCE)
    source = "; ".join(dict.fromkeys(part for cell in sources for part in several(cell)))
    return Territory(name, "province", (), tuple(lives), source)


@lru_cache(maxsize=1)
def _districts() -> dict[str, tuple[Territory, ...]]:
    found: dict[str, tuple[Territory, ...]] = {}
    for table in DISTRICTS:
        for entry in load_lexicon(table):
            life = Life(UNTIL_MERGER if entry.valid else Span())
            territory = Territory(entry.value, "district", (entry.kind,), (life,), entry.source)
            if not any(one.above == territory.above for one in found.get(entry.value, ())):
                found[entry.value] = (*found.get(entry.value, ()), territory)
    return found


@lru_cache(maxsize=1)
def _wards() -> dict[str, tuple[Territory, ...]]:
    """Communes by name; one that kept its name in July 2025 is one, in what it lies now."""
    old: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    new: set[tuple[str, str]] = set()
    for province, ward, old_province, old_district, former in _ward_rows():
        new.add((ward, province))
        for name in several(former):
            old[name, old_district, old_province].add(f"{ward}, {province}")
    found: dict[str, list[Territory]] = defaultdict(list)
    kept: set[str] = set()
    for (name, district, province), into in old.items():
        same = {one for one in into if one.startswith(f"{name}, ")}
        kept |= same
        if not same:
            life = Life(UNTIL_MERGER, tuple(sorted(into)))
            found[name].append(Territory(name, "ward", (district, province), (life,), WARD_SOURCE))
    for ward, province in new:
        life = Life(Span() if f"{ward}, {province}" in kept else Span(MERGER))
        found[ward].append(Territory(ward, "ward", (province,), (life,), WARD_SOURCE))
    return {name: tuple(territories) for name, territories in found.items()}


@lru_cache(maxsize=1)
def _communes() -> dict[str, dict[str, dict[str, str]]]:
    """District -> its province -> name of a commune there without its level -> with it; districts may share a name."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for _, _, province, district, former in _ward_rows():
        there = found.setdefault(district, {}).setdefault(province, {})
        for name in several(former):
            there.setdefault(name[len(level_of(name)) + 1 :], name)
    return found


@lru_cache(maxsize=1)
def communes() -> frozenset[str]:
    """The names of all communes before and after July 2025, with their levels in small letters."""
    return frozenset(
        name for _, ward, _, _, former in _ward_rows() for name in (ward.lower(), *several(former.lower()))
    )


def communes_of(district: str, provinces: Collection[str]) -> Mapping[str, str]:
    """Name without its level -> with it, for the communes that a district had in June 2025.

    Where several districts bear the name it is that in one of `provinces`; empty where none or several are.
    """
    there = _communes().get(district, {})
    fitting = [province for province in there if province in provinces] if len(there) > 1 else list(there)
    return there[fitting[0]] if len(fitting) == 1 else {}


@lru_cache(maxsize=1)
def _within() -> dict[str, dict[str, str]]:
    """Province, of June or of July 2025 -> name of a commune there without its level -> with it."""
    found: dict[str, dict[str, str]] = {}
    for province, ward, former_province, _, former in _ward_rows():
        for above, name in ((province, ward), *((former_province, one) for one in several(former))):
            found.setdefault(above, {}).setdefault(name[len(level_of(name)) + 1 :], name)
    return found


def communes_within(province: str) -> Mapping[str, str]:
    """Name without its level -> with it, for the communes that a province had in June 2025 or has since July."""
    return _within().get(province, {})


def _ward_rows() -> Iterable[list[str]]:
    """province, ward, former province, former district, former communes, with nothing left out."""
    before: list[str] = []
    for row in load_rows("wards"):
        cells = list(row.values())
        first = next(at for at, cell in enumerate(cells) if cell)
        before = [*before[:first], *cells[first:]]
        yield ["" if cell == NOTHING else cell for cell in before]


@cache
def level_class(name: str) -> Level | None:
    """Whether a place with its level word is a province, a district or a commune; None for a street or a village."""
    word = level_of(name)
    if word == "thành phố":
        return "province" if is_province_value(name) else "district"
    levels: dict[str, Level] = {
        "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district", "huyện đảo": "district",
        "châu": "district", "xã": "ward", "phường": "ward", "thị trấn": "ward", "đặc khu": "ward", "xã đảo": "ward",
    }  # fmt: skip
    return levels.get(word)
