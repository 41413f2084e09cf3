"""People whom texts name without a title or a family name that tells them: `V.I. Lênin`, `Fidel Castro`."""

from __future__ import annotations

from functools import lru_cache

from nlp.form_tree import FormTree
from nlp.leader_name import leader_stands
from nlp.lexicon import load_lexicon
from nlp.reading import Reading


@lru_cache(maxsize=1)
def _known() -> FormTree:
    return FormTree(load_lexicon("known_people"))


def known_person(reading: Reading, at: int) -> int:
    """The end of such a name at `at`, 0 where none is or a teaching or an award bears it: `chủ nghĩa Mác - Lênin`."""
    found = _known().longest(reading, at) if _known().begins(reading.keys[at]) else None
    if found is None or not leader_stands(reading, at):
        return 0
    longer = reading.upper[found.end] and not reading.breaks[found.end]
    return 0 if longer or _joined(reading, at) else found.end


def _joined(reading: Reading, at: int) -> bool:
    """Whether a dash or a capital before the name makes it the rest of a longer one."""
    if not at or reading.breaks[at]:
        return False
    return reading.keys[at - 1] in {"-", "–"} or (reading.upper[at - 1] and not reading.sentence_start(at - 1))
