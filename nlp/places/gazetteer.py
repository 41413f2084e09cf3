"""The names of provinces and districts, today's and former ones."""

from __future__ import annotations

from functools import lru_cache

from ingest.orthography import fold
from ingest.records import record
from nlp.lexicon import Entry, load_lexicon
from nlp.places.levels import level_of
from nlp.text.form_tree import FormTree, Found
from nlp.text.reading import MISSING, Reading, keep

PROVINCES = ("provinces", "provinces_former")
DISTRICTS = ("districts", "districts_former")


@record(frozen=True, slots=True)
class Place:
    """A place that was read: from syllable `first` to `end`; `level` is empty for a bare name, `name` for a bare level.

    `entry` is the gazetteer's line where it has one.
    """

    first: int
    end: int
    level: str
    kind: str
    name: str
    entry: Entry | None = None

    @property
    def value(self) -> str:
        """The name with its level."""
        if self.level and self.name:
            return f"{self.level} {self.name}"
        return self.entry.value if self.entry else self.name or self.level


@lru_cache(maxsize=1)
def _names() -> FormTree:
    return FormTree(entry for name in (*PROVINCES, *DISTRICTS) for entry in load_lexicon(name))


@lru_cache(maxsize=1)
def name_keys() -> frozenset[str]:
    """The syllables with which names of the gazetteer begin."""
    return _names().first_keys()


@lru_cache(maxsize=1)
def _province_values() -> frozenset[str]:
    return frozenset(entry.value for name in PROVINCES for entry in load_lexicon(name))


def is_province_value(value: str) -> bool:
    """Whether a full name is that of a province or of a city of that rank."""
    return value in _province_values()


def is_province(entry: Entry) -> bool:
    """Whether the entry is a province or a city of that rank."""
    return entry.value in _province_values()


@lru_cache(maxsize=1)
def province_entries() -> dict[str, Entry]:
    """Short name in lower case -> the province, the current one first."""
    found: dict[str, Entry] = {}
    for name in PROVINCES:
        for entry in load_lexicon(name):
            found.setdefault(entry.form.lower(), entry)
    return found


@lru_cache(maxsize=1)
def province_domains() -> dict[str, Entry]:
    """Short name as addresses spell it, `namdinh` -> the province."""
    return {fold(name).replace(" ", "").replace("-", ""): entry for name, entry in province_entries().items()}


@lru_cache(maxsize=1)
def districts_by_value() -> dict[str, tuple[Entry, ...]]:
    """Full district name in lower case -> its entries, one for each province that had one of that name."""
    found: dict[str, tuple[Entry, ...]] = {}
    for name in DISTRICTS:
        for entry in load_lexicon(name):
            key = entry.value.lower()
            found[key] = (*found.get(key, ()), entry)
    return found


@lru_cache(maxsize=1)
def regions() -> FormTree:
    """Regions, islands and countries, which bear no level word."""
    return FormTree(load_lexicon("regions"))


def known_name(reading: Reading, first: int) -> Found | None:
    """The longest gazetteer name at syllable `first` that begins with a capital and is not cut out of a longer one."""
    if reading.keys[first] not in name_keys() or not (reading.upper[first] or reading.keys[first].isdigit()):
        return None
    kept: Found | None = reading.places.get(first, MISSING)
    return keep(reading.places, first, _known_name(reading, first)) if kept is MISSING else kept


def _known_name(reading: Reading, first: int) -> Found | None:
    found = _names().longest(reading, first)
    if found is None or (found.end > first + 1 and any(reading.breaks[first + 1 : found.end])):
        return None
    for index in range(first + 1, found.end):
        if reading.word(index) and not reading.upper[index] and reading.keys[index - 1] not in {"-", "'", "’"}:
            return None
    return found


def short_name(entry: Entry) -> str:
    """The name without its level as it is written in full: `Hồ Chí Minh` for `HCM`."""
    return entry.value[len(level_of(entry.value)) + 1 :] if entry.form.isupper() else entry.form


def prefer_province(found: Found) -> Entry:
    """Of the entries that share a name, the province if there is one, else the first."""
    provinces = [entry for entry in found.entries if is_province(entry) and not entry.ambiguous]
    districts = [entry for entry in found.entries if not is_province(entry)]
    return (provinces or districts or list(found.entries))[0]


def begins_longer_name(reading: Reading, at: int) -> bool:
    """Whether the syllable begins a longer name of a province or district."""
    if not reading.upper[at] or not reading.upper[at + 1]:
        return False
    known = known_name(reading, at)
    return known is not None and known.end > at + 1
