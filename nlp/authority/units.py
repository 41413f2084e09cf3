"""What follows from the name of a unit: its kind, its place, what it is part of, when it was there, what it became.

Nothing is guessed: where the name and the tables do not tell a fact, it stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.orthography import nfc
from nlp.authority.bodies import COMMITTEES, Body, Central, apply_rule, committee, find_body, find_central
from nlp.authority.names import PLACES, Where, abbreviated, find_owner, find_place, has_field
from nlp.authority.places import Level, Life, find_territories, level_class, parted_provinces
from nlp.authority.spans import Span, overlap, whole
from nlp.text.reading import read
from nlp.units.grammar import parse_unit

LONGEST = 300
"""Characters of a name; what is longer is a list or a slip, of which nothing follows."""

OUTLIVE = frozenset({"hospital", "school", "enterprise", "cooperative", "media", "culture", "institute", "bank"})
"""Kinds that may go on when the place they are named after has ended."""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of a unit; `valid_from` and `valid_to` are EDTF points, `''` is not known or, of an end, to come.

    `place` holds the places above too (`huyện Nghi Lộc, tỉnh Nghệ An`). Several successors: the unit was parted.
    """

    name: str
    kind: str = ""
    level: str = ""
    place: str = ""
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""


@lru_cache(maxsize=20_000)
def describe(name: str) -> UnitFacts:
    """The facts that follow from a canonical name; the same name gives the same facts."""
    name = " ".join(nfc(name).split())
    if len(name) > LONGEST:
        return UnitFacts(name)
    central = find_central(name)
    if central is not None:
        return _central_facts(name, central)
    found = find_body(name)
    reading = read(name)
    parse = parse_unit(reading, 0)
    owner = find_owner(name, reading, parse)
    body = found[0] if found else None
    where = None if owner else find_place(name, parse)
    if owner:
        facts = _part_facts(name, body, owner)
    elif found is None or where is None:
        place = where.full if where else ""
        facts = UnitFacts(name, body.kind if body else "", place=place, source=body.source if body else "")
    else:
        facts = _body_facts(name, found[0], where, has_field(name, found[1], where))
    return replace(facts, aliases=abbreviated(name))


def parted_into(name: str) -> tuple[str, ...]:
    """The units of parted provinces that became this one and others: that of Hà Nam Ninh for that of Nam Hà."""
    name = " ".join(nfc(name).split())
    where = find_place(name, parse_unit(read(name), 0))
    if where is None:
        return ()
    before = (_at(name, where, place) for place in parted_provinces().get(where.text, ()))
    return tuple(one for one in before if name in describe(one).successors)


def _central_facts(name: str, central: Central) -> UnitFacts:
    mine = name == central.name
    return UnitFacts(
        name, central.kind, "central", "", central.parent, central.span.start, central.span.end,
        central.successors if mine else (), central.aliases if mine else (), central.source,
    )  # fmt: skip


def _part_facts(name: str, body: Body | None, owner: str) -> UnitFacts:
    """Of a part of a larger unit, which does not outlast it."""
    larger = describe(owner)
    places = list(PLACES.finditer(name)) if not larger.place else []
    where = find_place(name, None) if places else None
    kind = body.kind if body is not None else ""
    place = where.full if where is not None else larger.place
    return UnitFacts(name, kind, larger.level, place, owner, valid_to=larger.valid_to, source="its name")


def _body_facts(name: str, body: Body, where: Where, with_field: bool) -> UnitFacts:
    rule = _rule(body, where.level, with_field)
    parent = apply_rule(rule, where.territory) if rule and where.territory is not None else ""
    if rule and not rule.endswith(("^", "=", "}")):
        parent = rule
    facts = UnitFacts(name, body.kind, where.level or "", where.full, parent if parent != name else "")
    facts = replace(facts, source=body.source)
    if body.kind in OUTLIVE or not rule:
        start = "" if body.as_old_as_place else body.span.start
        after = _renamed(body, where) if not with_field else ()
        return replace(facts, valid_from=start, valid_to=body.span.end, successors=after)
    span, after = _lived(name, body, where, with_field)
    start = "" if with_field else _start(body, where, span)
    return replace(facts, valid_from=start, valid_to=span.end, successors=after)


def _start(body: Body, where: Where, span: Span) -> str:
    """Since when a body is there: not known where its kind's beginning is not, nor that of its district or commune."""
    if body.as_old_as_place or (where.level != "province" and where.lives and not where.lives[0].span.start):
        return span.start if where.lives[0].span.start else ""
    return span.start if body.span.start else ""


def _rule(body: Body, level: Level | None, with_field: bool) -> str:
    """The rule of what stands above such a body of that level."""
    if level is None or (with_field and not body.with_field):
        return ""
    if with_field and body.with_field != "*":
        return body.with_field
    return body.above.get(level, "")


# ---------------------------------------------------------------- through time


def _lived(name: str, body: Body, where: Where, with_field: bool) -> tuple[Span, tuple[str, ...]]:
    """When a body of a place was there, as far as both are known, and what it became."""
    body_span = body.span
    if where.level == "district" and body.district_to:
        body_span = overlap(body_span, Span("", body.district_to)) or body_span
    shared = [(span, life) for life in where.lives if (span := overlap(body_span, life.span)) is not None]
    if not shared:
        return Span(), ()
    span = whole(span for span, _ in shared)
    last, life = shared[-1]
    if body.successor and not with_field and last.end != life.span.end:
        return span, _renamed(body, where)
    if last.end and last.end == life.span.end and where.territory is not None:
        return span, _moved(name, where, life)
    return span, _renamed(body, where) if not with_field else ()


def _renamed(body: Body, where: Where) -> tuple[str, ...]:
    """What a body of the same place is called after it."""
    return (f"{body.successor[:-1]}{where.text}",) if body.successor else ()


def _moved(name: str, where: Where, life: Life) -> tuple[str, ...]:
    """The same body at each place that its own became; none where one of them cannot be told by its name."""
    found = []
    for successor in life.successors:
        place = successor.partition(", ")[0]
        if len(find_territories(place)) != 1 or level_class(place) != where.level:
            return ()
        found.append(_at(name, where, place))
    return tuple(found)


def _at(name: str, where: Where, place: str) -> str:
    """The name with another place: `Tỉnh ủy Hà Tây` at Hà Nội is `Thành ủy Hà Nội`."""
    head = name[: where.start].strip()
    ending = head.rpartition(" ")[2].lower()
    if ending in ("ủy", "đoàn") and head.count(" ") == 1 and head.split()[0] in COMMITTEES.values():
        level = next(word for word in COMMITTEES if place.startswith(word + " "))
        return committee(level, place[len(level) + 1 :], head.rpartition(" ")[2])
    return f"{head} {place}"
