"""The places that a text names, with their level or by a name that is well known."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.people.names import capital_run, surely_person
from nlp.places.gazetteer import Place, known_name, name_keys, prefer_province
from nlp.places.level_names import in_longer_name, read_named
from nlp.places.level_words import level_keys, read_level
from nlp.text.reading import Reading


def named_places(reading: Reading) -> Iterable[Place]:
    """Every place with a level word and a name, and every known name, from left to right."""
    keys, upper, levels, names = reading.keys, reading.upper, level_keys(), name_keys()
    until = 0
    for at in [at for at, key in enumerate(keys) if (upper[at] and key in names) or key in levels]:
        if at < until:
            continue
        level = read_level(reading, at) if keys[at] in levels else None
        if level is not None and level.kind == "village" and known_name(reading, level.end) is not None:
            until = max(capital_run(reading, level.end), level.end)  # `xóm Phú Thọ` is not the province
            continue
        if level is not None and level.kind not in ("street", "site", "village"):
            named = read_named(reading, level)
            if named is not None and (named[2] is not None or not surely_person(reading, level.end, named[0])):
                yield Place(at, named[0], level.word, level.kind, named[1], named[2])
                until = named[0]
                continue
        if upper[at] and keys[at].isalpha():
            known = known_name(reading, at)
            if known is not None and not in_longer_name(reading, known):
                if not (entry := prefer_province(known)).ambiguous:
                    yield Place(at, known.end, "", "", known.entry.form, entry)
                until = known.end
