"""What kinds of bodies there are: by the words their names begin with, or by name for the central ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import normal_tone, normal_y
from nlp.authority.places import Level, Territory
from nlp.authority.rows import load_rows, several
from nlp.authority.spans import Span

ALWAYS = "*"
LONGEST_HEAD = 12
"""Syllables of the longest beginning in bodies.tsv."""

COMMITTEES = {"tỉnh": "Tỉnh", "thành phố": "Thành", "huyện": "Huyện", "quận": "Quận", "thị xã": "Thị"}
"""Level word -> how the names of the Party committee and of the youth union there begin: `Tỉnh ủy`, `Thị đoàn`."""
YOUTH_UNION = "Đoàn Thanh niên Cộng sản Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Body:
    """A line of bodies.tsv: `above` gives the rule of what stands above such a body of each level.

    `as_old_as_place`: a place has such a body from its beginning.
    """

    head: str
    kind: str
    span: Span
    district_to: str
    above: dict[Level, str]
    with_field: str
    successor: str
    source: str
    as_old_as_place: bool


@dataclass(frozen=True, slots=True)
class Central:
    """A line of central.tsv."""

    name: str
    kind: str
    parent: str
    span: Span
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    source: str


def key(text: str) -> str:
    """The form in which names are compared: small letters, one place for tone marks, one blank between words."""
    return " ".join(normal_y(normal_tone(text)).lower().split())


def find_body(name: str) -> tuple[Body, int] | None:
    """The line whose head is the longest that the name begins with, and how many words of the name it takes."""
    words = key(name).replace(",", " ,").split()
    for length in range(min(LONGEST_HEAD, len(words)), 0, -1):
        body = _bodies().get(" ".join(words[:length]).replace(" ,", ","))
        if body is not None:
            return body, length
    return None


def find_central(name: str) -> Central | None:
    """The central body of that name or alias."""
    return _central().get(key(name))


def central_names() -> tuple[str, ...]:
    """The names of the central bodies, without their aliases."""
    return tuple(row["name"] for row in load_rows("central"))


@lru_cache(maxsize=1)
def _bodies() -> dict[str, Body]:
    return {key(row["head"]): _body(row) for row in load_rows("bodies")}


def _body(row: dict[str, str]) -> Body:
    above: dict[Level, str] = {"province": row["province"], "district": row["district"], "ward": row["ward"]}
    always = row["valid_from"] == ALWAYS
    return Body(
        row["head"], row["kind"], Span("" if always else row["valid_from"], row["valid_to"]), row["district_to"],
        {level: rule for level, rule in above.items() if rule}, row["with_field"], row["successor"], row["source"],
        always,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _central() -> dict[str, Central]:
    found: dict[str, Central] = {}
    for row in load_rows("central"):
        aliases = several(row["aliases"])
        span = Span(row["valid_from"], row["valid_to"])
        body = Central(row["name"], row["kind"], row["parent"], span, several(row["successor"]), aliases, row["source"])
        for name in (row["name"], *aliases):
            found[key(name)] = body
    return found


# ---------------------------------------------------------------- names of bodies at a place


def apply_rule(rule: str, territory: Territory) -> str:
    """The name that a rule of bodies.tsv stands for in a place, `''` where the place does not tell it."""
    if not rule.endswith(("^", "=", "^}", "=}")):
        return rule
    place = territory.name if "=" in rule else next(iter(territory.above), "")
    if not place:
        return ""
    if not rule.startswith("{"):
        return f"{rule[:-1]}{place}"
    return _at_place(rule[1:].split()[0], place, territory)


def _at_place(what: str, place: str, territory: Territory) -> str:
    """The Party committee, youth union, trade union, command or military zone of a place."""
    level = next((word for word in COMMITTEES if place.startswith(word + " ")), "")
    short = place[len(level) + 1 :]
    if what == "party":
        return committee(level, short, "ủy") if level else f"Đảng ủy {place}"
    if what == "youth":
        return committee(level, short, "đoàn") if level else f"{YOUTH_UNION} {place}"
    if what == "zone":
        return _zones().get(place, "")
    if what == "union":
        place = place if level else next(iter(territory.above), "")
        return f"Liên đoàn Lao động {place}" if place else ""
    command = "Bộ Chỉ huy quân sự" if place in _zones() else "Ban Chỉ huy quân sự"
    return f"{command} {place}"


def committee(level: str, short: str, ending: str) -> str:
    """`Tỉnh ủy Nghệ An`, `Thị đoàn Cửa Lò`; `''` for a numbered district, whose committees are named in many ways."""
    return "" if short[:1].isdigit() else f"{COMMITTEES[level]} {ending} {short}"


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {row["province"]: row["zone"] for row in load_rows("military_zones")}
