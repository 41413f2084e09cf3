"""What follows from the name of a unit: its kind, its place, what it is part of, when it was there, what it became.

Nothing is guessed: where the name and the tables do not tell a fact, it stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.orthography import nfc
from nlp.authority.bodies import COMMITTEES, Body, Central, apply_rule, committee, find_body, find_central
from nlp.authority.places import Level, Life, Territory, find_territories, level_class
from nlp.authority.spans import Span, overlap, whole
from nlp.gazetteer import is_province_value
from nlp.lexicon import load_lexicon
from nlp.reading import Reading, read
from nlp.unit_grammar import parse_unit
from nlp.unit_parse import UnitParse

NAME = r"(?:[A-ZĐÀ-ỸƠƯĂÂÊÔ]\S*?|\d{1,2})"
PLACES = re.compile(
    r"(?:^|(?<=[ ,]))(?P<level>thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|(?<!tác )xã)"
    rf" (?P<name>{NAME}(?:(?: - | ){NAME})*)(?=,|$| (?:thành phố|thị xã|tỉnh|huyện|quận) )"
)
"""Places with their level words, one by one: `xã Tân Lập`, `huyện Vũ Thư`, `tỉnh Thái Bình` at the end of a name."""

OUTLIVE = frozenset({"hospital", "school", "enterprise", "cooperative", "media", "culture", "institute", "bank"})
"""Kinds that may go on when the place they are named after has ended."""
OPEN_NAMES = frozenset({"Ty", "Đài"})
"""Heads that bear the bare name of their province: `Ty Thông tin Thái Nguyên`."""
BRANCH = "Chi nhánh"
MOST_ALIASES = 2


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


@dataclass(frozen=True, slots=True)
class _Where:
    """The place at the end of a name: where it begins there, as written, and the one place it can be.

    `lives` are those of this one, or of all that it may be where they are the same.
    """

    start: int
    text: str
    level: Level | None
    territory: Territory | None
    lives: tuple[Life, ...]

    @property
    def full(self) -> str:
        return self.territory.full if self.territory is not None else self.text


@lru_cache(maxsize=20_000)
def describe(name: str) -> UnitFacts:
    """The facts that follow from a canonical name; the same name gives the same facts."""
    name = " ".join(nfc(name).split())
    central = find_central(name)
    if central is not None:
        return _central_facts(name, central)
    found = find_body(name)
    reading = read(name)
    parse = parse_unit(reading, 0)
    owner = _owner(name, reading, parse)
    body = found[0] if found else None
    if owner:
        return _part_facts(name, body, owner)
    where = _where(name, parse)
    if body is None or where is None:
        place = where.full if where else ""
        return UnitFacts(name, body.kind if body else "", place=place, source=body.source if body else "")
    facts = _body_facts(name, body, where, _has_field(name, found[1] if found else 0, where))
    return replace(facts, aliases=_aliases(name, parse))


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
    where = _where(name, None) if places else None
    kind = body.kind if body is not None else ""
    place = where.full if where is not None else larger.place
    return UnitFacts(name, kind, larger.level, place, owner, valid_to=larger.valid_to, source="its name")


def _body_facts(name: str, body: Body, where: _Where, has_field: bool) -> UnitFacts:
    rule = _rule(body, where.level, has_field)
    parent = apply_rule(rule, where.territory) if rule and where.territory is not None else ""
    if rule and not rule.endswith(("^", "=", "}")):
        parent = rule
    facts = UnitFacts(name, body.kind, where.level or "", where.full, parent if parent != name else "")
    facts = replace(facts, source=body.source)
    if body.kind in OUTLIVE or not rule:
        start = "" if body.as_old_as_place else body.span.start
        after = _renamed(body, where) if not has_field else ()
        return replace(facts, valid_from=start, valid_to=body.span.end, successors=after)
    span, after = _lived(name, body, where, has_field)
    start = "" if has_field else _start(body, where, span)
    return replace(facts, valid_from=start, valid_to=span.end, successors=after)


def _start(body: Body, where: _Where, span: Span) -> str:
    """Since when a body is there: not known where its kind's beginning is not, nor that of its district or commune."""
    if body.as_old_as_place or (where.level != "province" and where.lives and not where.lives[0].span.start):
        return span.start if where.lives[0].span.start else ""
    return span.start if body.span.start else ""


def _rule(body: Body, level: Level | None, has_field: bool) -> str:
    """The rule of what stands above such a body of that level."""
    if level is None or (has_field and not body.with_field):
        return ""
    if has_field and body.with_field != "*":
        return body.with_field
    return body.above.get(level, "")


# ---------------------------------------------------------------- through time


def _lived(name: str, body: Body, where: _Where, has_field: bool) -> tuple[Span, tuple[str, ...]]:
    """When a body of a place was there, as far as both are known, and what it became."""
    body_span = body.span
    if where.level == "district" and body.district_to:
        body_span = overlap(body_span, Span("", body.district_to)) or body_span
    shared = [(span, life) for life in where.lives if (span := overlap(body_span, life.span)) is not None]
    if not shared:
        return Span(), ()
    span = whole(span for span, _ in shared)
    last, life = shared[-1]
    if body.successor and not has_field and last.end != life.span.end:
        return span, _renamed(body, where)
    if last.end and last.end == life.span.end and where.territory is not None:
        return span, _moved(name, where, life)
    return span, _renamed(body, where) if not has_field else ()


def _renamed(body: Body, where: _Where) -> tuple[str, ...]:
    """What a body of the same place is called after it."""
    return (f"{body.successor[:-1]}{where.text}",) if body.successor else ()


def _moved(name: str, where: _Where, life: Life) -> tuple[str, ...]:
    """The same body at each place that its own became; none where one of them cannot be told by its name."""
    found = []
    for successor in life.successors:
        place = successor.partition(", ")[0]
        if len(find_territories(place)) != 1 or level_class(place) != where.level:
            return ()
        found.append(_at(name, where, place))
    return tuple(found)


def _at(name: str, where: _Where, place: str) -> str:
    """The name with another place: `Tỉnh ủy Hà Tây` at Hà Nội is `Thành ủy Hà Nội`."""
    head = name[: where.start].strip()
    ending = head.rpartition(" ")[2].lower()
    if ending in ("ủy", "đoàn") and head.count(" ") == 1 and head.split()[0] in COMMITTEES.values():
        level = next(word for word in COMMITTEES if place.startswith(word + " "))
        return committee(level, place[len(level) + 1 :], head.rpartition(" ")[2])
    return f"{head} {place}"


# ---------------------------------------------------------------- what the name holds


def _owner(name: str, reading: Reading, parse: UnitParse | None) -> str:
    """The larger unit that the name ends with, `''` without one."""
    if parse is not None:
        for part in parse.parts[1:]:
            unit = part.unit
            if unit is not None:
                start = reading.starts[unit.first]
                if unit.head.value == BRANCH:
                    return name[:start].rstrip(" ,")
                return _without_place(name[start:]) if parse.head.value == BRANCH else name[start:]
    comma = name.find(", ", reading.ends[parse.end - 1] if parse is not None else 0)
    tail = name[comma + 2 :] if comma > 0 else ""
    return tail if tail and _is_unit(tail) else ""


def _without_place(name: str) -> str:
    """The bank or firm itself, of the name of its branch at a place."""
    found = PLACES.search(name)
    return name[: found.start()].rstrip(" ,") if found is not None else name


def _is_unit(text: str) -> bool:
    if find_central(text) is not None:
        return True
    parse = parse_unit(read(text), 0)
    return parse is not None and not parse.bare


def _where(name: str, parse: UnitParse | None) -> _Where | None:
    """The place that the name ends with, or that its head says of which level it is."""
    found = list(PLACES.finditer(name))
    while found and not _reach_end(name, found):
        found = found[1:]
    if found:
        names = [f"{match['level']} {match['name']}" for match in found]
        return _place(found[0].start(), name[found[0].start() :], names)
    if parse is None or len(parse.parts) < 2 or parse.parts[-1].place is None:
        return None
    bare = parse.parts[-1].text
    if not name.endswith(f" {bare}"):
        return None
    start = len(name) - len(bare)
    level = {first: word for word, first in COMMITTEES.items()}.get(name.split()[0])
    if level is not None and parse.head.kind == "party_level":
        full = f"{level} {bare}"
    elif parse.head.value.split()[0] in OPEN_NAMES and is_province_value(parse.parts[-1].place.value):
        full = parse.parts[-1].place.value
    else:
        return None
    return _place(start, full, [full])


def _place(start: int, text: str, names: list[str]) -> _Where:
    """The place of these names, each lying in the next; the one that it is where only one bears the name there."""
    fits = [one for one in find_territories(names[0]) if set(names[1:]) <= set(one.above)]
    shared = {one.lives for one in fits}
    lives = next(iter(shared)) if len(shared) == 1 else (Life(Span()),)
    return _Where(start, text, level_class(names[0]), fits[0] if len(fits) == 1 else None, lives)


def _reach_end(name: str, found: list[re.Match[str]]) -> bool:
    """Whether the places follow each other to the end of the name."""
    ends = [match.end() for match in found]
    gaps = [name[end : after.start()] for end, after in zip(ends, found[1:], strict=False)]
    return ends[-1] == len(name) and all(gap in (" ", ", ") for gap in gaps)


def _has_field(name: str, words: int, where: _Where) -> bool:
    """Whether the name says more between the words it begins with and its place."""
    return len(name[: where.start].replace(",", " ,").split()) > words


def _aliases(name: str, parse: UnitParse | None) -> tuple[str, ...]:
    """The name with its head abbreviated in the usual ways."""
    if parse is None or not name.startswith(parse.head.value + " "):
        return ()
    rest = name[len(parse.head.value) :]
    forms = _short_heads().get(parse.head.value, ())
    return tuple(form + rest for form in forms[:MOST_ALIASES])


@lru_cache(maxsize=1)
def _short_heads() -> dict[str, tuple[str, ...]]:
    """Head in full -> the ways to abbreviate it, the shortest first."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in load_lexicon("unit_heads"):
        if entry.form != entry.value and _is_abbreviation(entry.form):
            found[entry.value] = (*found.get(entry.value, ()), entry.form)
    return {value: tuple(sorted(forms, key=lambda form: (len(form), form))) for value, forms in found.items()}


def _is_abbreviation(form: str) -> bool:
    """`UBND`, `Hội LHPN`; not `U.B.N.D.` or `UB nhân dân`, which a search takes for the same anyway."""
    words = form.split()
    return "." not in form and words[-1].isupper() and len(words[-1]) > 1 and all(word[0].isupper() for word in words)
