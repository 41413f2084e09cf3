"""People whose names lists tell: thinkers abroad (`V.I. Lênin`), those with a saint's name; and faiths and peoples."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import forms_of, load_lexicon
from nlp.people.leader_name import leader_stands
from nlp.people.names import capital_run, surely_person
from nlp.text.form_tree import FormTree
from nlp.text.reading import Reading


@lru_cache(maxsize=1)
def _known() -> FormTree:
    return FormTree(load_lexicon("known_people"))


def listed_person(reading: Reading, at: int) -> int:
    """The end of a name that begins at `at` as one of the lists tells, 0 where none does."""
    return _thinker(reading, at) or _baptised(reading, at)


def _thinker(reading: Reading, at: int) -> int:
    """The end of such a name at `at`, 0 where none is or a teaching or an award bears it: `chủ nghĩa Mác - Lênin`."""
    found = _known().longest(reading, at) if _known().begins(reading.keys[at]) else None
    if found is None or not leader_stands(reading, at):
        return 0
    longer = reading.upper[found.end] and not reading.breaks[found.end]
    return 0 if longer or _joined(reading, at) else found.end


@lru_cache(maxsize=1)
def _saints() -> FormTree:
    return FormTree(load_lexicon("baptismal_names"))


def _baptised(reading: Reading, at: int) -> int:
    """The end of a sure name behind the name of a saint at `at`, 0 where none is: `Đaminh Phạm Văn Khoát`."""
    saint = _saints().longest(reading, at) if _saints().begins(reading.keys[at]) else None
    if saint is None or reading.breaks[saint.end]:
        return 0
    end = capital_run(reading, saint.end)
    return end if surely_person(reading, saint.end, end) else 0


@lru_cache(maxsize=1)
def _of_many() -> frozenset[tuple[str, ...]]:
    forms = (form for kind in ("faith", "people", "region") for form in forms_of("not_people", kind))
    return frozenset(tuple(form.lower().split()) for form in forms)


def names_many(keys: tuple[str, ...]) -> bool:
    """Whether syllables are the name of a faith, a people or a part of the country: `Cao Đài`, `Xơ Đăng`, `Nam Bộ`."""
    return keys in _of_many()


def _joined(reading: Reading, at: int) -> bool:
    """Whether a dash or a capital before the name makes it the rest of a longer one."""
    if not at or reading.breaks[at]:
        return False
    return reading.keys[at - 1] in {"-", "–"} or (reading.upper[at - 1] and not reading.sentence_start(at - 1))
