"""The members of an emulation cluster, described in common words."""

from __future__ import annotations

from nlp.form_tree import Found
from nlp.gazetteer import known_name
from nlp.unit_cursor import Cursor
from nlp.unit_forms import cluster_words, heads, stops
from nlp.unit_place_tails import take_place

LONGEST_CLUSTER = 30
"""Syllables and marks of the description of a cluster's members."""


def take_description(cursor: Cursor, *, dash: bool) -> bool:
    """The members of a cluster in licensed common words, to a place or a unit at the end."""
    reading = cursor.reading
    start = at = cursor.at
    good = start
    if dash and at + 1 < len(reading) and reading.keys[at] in {"-", ":"} and not reading.breaks[at]:
        head = heads().longest(reading, at + 1)
        word = cluster_words().longest(reading, at + 1)
        if reading.keys[at] == "-" and (head is not None or word is not None):
            at += 1
        else:
            return False
    elif dash and not (at < len(reading) and not reading.upper[at]):
        return take_place(cursor)
    while at < len(reading) and at - start < LONGEST_CLUSTER and not reading.breaks[at]:
        if reading.keys[at] in {",", "-"} and at > start and _licensed(cursor, at + 1):
            at += 1
            continue
        upto = _cluster_piece(cursor, at)
        if upto is None or (reading.keys[at] == "năm" and reading.keys[upto].isdigit()):
            break
        at = upto
        if reading.keys[at - 1] not in stops("dangling"):
            good = at
    if good <= start or (good == start + 1 and reading.keys[start] in stops("dangling")):
        return False
    if dash and reading.keys[start] in {"thuộc", "của", "và", "tổ"}:
        return False
    return cursor.add("text", good)


def _licensed(cursor: Cursor, at: int) -> bool:
    head = heads().longest(cursor.reading, at)
    if head is not None and head.entry.kind == "cluster" and cursor.reading.upper[at]:
        return False
    found = cluster_words().longest(cursor.reading, at)
    return found is not None and not cursor.reading.breaks[at] and _last_of_list(cursor, found)


def _last_of_list(cursor: Cursor, found: Found) -> bool:
    """A comma ends the name when what follows it is a clause, not a further member."""
    after = cursor.reading.keys[found.end]
    if after in {",", ".", ";", ")", "", "(", "và", "“"} or cursor.reading.breaks[found.end]:
        return True
    return (
        cluster_words().longest(cursor.reading, found.end) is not None
        or heads().longest(cursor.reading, found.end) is not None
        or cursor.reading.keys[found.end] not in stops("clause")
    )


def _cluster_piece(cursor: Cursor, at: int) -> int | None:
    reading = cursor.reading
    word = cluster_words().longest(reading, at)
    if reading.upper[at]:
        head = heads().longest(reading, at)
        unit = cursor.nested(at) if head is not None and head.entry.kind != "cluster" else None
        if unit is not None and (word is None or unit.end > word.end):
            return unit.end
        if unit is None and head is not None and head.entry.kind != "cluster" and (word is None or head.end > word.end):
            return head.end
        known = known_name(reading, at)
        if known is not None:
            return known.end
    if word is not None:
        last = heads().longest(reading, word.end - 1) if word.end > at + 1 and reading.upper[word.end - 1] else None
        return word.end - 1 if last is not None and last.end > word.end else word.end
    if reading.number(at) and not reading.breaks[at]:
        return at + 1 if cluster_words().longest(reading, at + 1) is not None else None
    return None
