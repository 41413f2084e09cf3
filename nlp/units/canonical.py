"""Canonical names of organisations: abbreviations in full, the place or larger unit that the document tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from nlp.lexicon import Entry
from nlp.places.gazetteer import Place
from nlp.places.home_places import Home
from nlp.units.belongings import Belongings
from nlp.units.cluster_names import bloc_in_full, cluster_in_full, has_members, main_bloc, of_emulation, without_dash
from nlp.units.cluster_places import placed_cluster
from nlp.units.completion import complete
from nlp.units.formations import PART_OF, own_name
from nlp.units.forms import has_trait, owner_words
from nlp.units.kinds import BARE_LEVELS, NATIONWIDE, belongs, has_boards, is_whole, joint, may_hold, owns
from nlp.units.known_names import TWINS, KnownNames
from nlp.units.name_counts import gone_on, with_names
from nlp.units.name_patterns import ZONE
from nlp.units.national_bodies import BRANCH, CENTRE, YOUTH, NationalBodies, local_head
from nlp.units.owner import board_of_firm, find_owner, has_committee, is_told
from nlp.units.parse import Part, UnitParse
from nlp.units.place_names import bank_of, branch_in_full, place_in_full
from nlp.units.spelling import expand, is_shouted, plain_words, quiet
from nlp.units.surroundings import Surroundings

FRONT_BODY = re.compile(r"(?:Ủy ban )?Mặt trận Tổ quốc ")
NESTED = frozenset({"field", "named", "military", "council", "cluster", "committee", "office"})
"""Kinds of heads whose bearer is meant where the head alone ends another name: `Văn phòng Đảng ủy`."""


class Names:
    """Canonical names for the units of one document; full names found anywhere in it explain the short ones.

    `main` is the unit whose document it is, as far as a letterhead tells, or the site where `letterhead` is false;
    `around` is what the words around each unit tell of it.
    """

    def __init__(
        self, parses: Sequence[UnitParse], home: Home, *, main: UnitParse | None = None,
        around: Surroundings | None = None, letterhead: bool = True,
    ) -> None:  # fmt: skip
        self._answers: dict[tuple[str, str, Place | None, str, bool, str], str] = {}
        self._spelt: dict[int, tuple[UnitParse, str]] = {}  # by identity, which lasts while the parse is kept too
        self._told: dict[int, tuple[UnitParse, str]] = {}  # spelt by nothing that is still to be learned
        self._by_head: dict[tuple[str, bool], str] = {}
        self._named: dict[int, str] = {}  # by identity too: `_spelt` keeps these parses
        self._bloc_name = ""
        around = around or Surroundings({}, {}, {})
        self._home = home
        self._tails = Belongings(home, around, KnownNames({}, {}))
        self._national = NationalBodies((), self._known)
        listed = [parse for parse in parses if not parse.bare]
        self._count(parses, [parse for parse in listed if not parse.leans])
        self._count([], [parse for parse in listed if parse.leans])
        self._national = NationalBodies(parses, self._known)
        self._tails.letterhead = letterhead
        if main is not None and not main.bare:
            self._tails.main = self._known.shorter(self.name(main))
        bare = Counter(parse.head.value for parse in parses if parse.bare)
        self._tails.owner = find_owner(self._tails.main, self._known, bare, letterhead=letterhead)
        self._bloc_name = main_bloc(self._known.full, self._tails.of_province)
        self._spelt.clear()
        self._by_head.clear()
        self._hold(around)
        self._tails.higher.clear()
        self._regroup(listed)
        self._hold(around)
        named = [(parse, self.name(parse)) for parse in parses if not parse.bare or parse.head.kind == "party_level"]
        self._tails.with_boards = [
            (parse.first, name) for parse, name in named if has_boards(name) and not is_whole(name)
        ]
        self._named = {id(parse): name for parse, name in named if not parse.bare}  # boards tell of bare heads alone

    def _hold(self, around: Surroundings) -> None:
        """Learn the names of what holds others, by what is known so far."""
        self._tails.holders = {first: own_name(self.name(unit)) for first, unit in around.holders.items()}
        self._forget()

    def _forget(self) -> None:
        """Forget what was answered: more is known of the document now."""
        self._answers.clear()
        self._spelt.clear()
        self._by_head.clear()

    @property
    def _known(self) -> KnownNames:
        return self._tails.known

    def _count(self, groups: Iterable[UnitParse], named: Iterable[UnitParse]) -> None:
        """Add the names of `named`, spelt by what is known before, and the bearers of short names among `groups`."""
        units = (unit for parse in named for unit in (parse, *parse.inside))
        self._tails.known = with_names(self._known, groups, ((unit.head.value, self.spell(unit)) for unit in units))
        self._forget()

    def _regroup(self, parses: Iterable[UnitParse]) -> None:
        """Count the names once more, each gone on to its longest form."""
        grouped: list[tuple[str, str]] = []
        longest: dict[str, str] = {}
        for parse in parses:
            name = self.name(parse, spelt := self.spell(parse))
            grouped.append((parse.head.value, name))
            grouped += [(unit.head.value, self.name(unit)) for unit in parse.inside]
            longest[spelt] = max(longest.get(spelt, ""), name, key=len) if PART_OF in name else longest.get(spelt, name)
        self._tails.known = gone_on(self._known, longest, [(head, longest.get(name, name)) for head, name in grouped])
        self._forget()
        self._tails.higher.clear()

    @cached_property
    def has_teams(self) -> bool:
        """Whether the document names a firm, farm or school, whose teams may bear a number only."""
        return bool(self._tails.owner) or any(owns(head) for head in self._known.by_head)

    @cached_property
    def has_crews(self) -> bool:
        """Whether a firm or cooperative owns the document's parts: elsewhere `tổ 23` is a group of neighbours."""
        return may_hold(self._tails.owner, "Chuyền")

    def explains(self, head: Entry) -> bool:
        """Whether the document holds a full name that a bare `head` may stand for."""
        inner = self._tails.owner and self._tails.leads() and belongs(head.value, "inner")
        told = self._tails.board_of_main(head.value) or (head.value == "Khối" and self._bloc_name)
        return bool(inner or told or self._known.like(head.value))

    def listed(self, parse: UnitParse) -> bool:
        """Whether a body that every place has stands beside one of a place: `Công an và Ban CHQS huyện`."""
        return parse.head.kind == "council" and self._tails.neighbour(parse) is not None

    def written(self, parse: UnitParse) -> str:
        """The canonical name of one unit."""
        return self.name(parse).replace(PART_OF, " ")

    def name(self, parse: UnitParse, spelt: str = "") -> str:
        """The name with `PART_OF` between part and whole; `spelt` is what `spell` gives, where that is known."""
        if parse.bare:
            return self._national.finish(self._bare(parse))
        if named := self._named.get(id(parse)):
            return named
        name = board_of_firm(parse, self._known) or self._known.fuller(spelt or self.spell(parse), parse.head.value)
        if own := self._national.at_place(name, parse):
            return self._national.finish(own)
        if parse.last_place is None or not parse.last_place.name:
            name = self._in_full(name, parse)
        return self._national.finish(name)

    def _in_full(self, name: str, parse: UnitParse) -> str:
        """What `_extended` gives, which depends on what stands around a unit: asked once for each surrounding."""
        key = (name, parse.head.value, *self._tails.around(parse))
        if (answer := self._answers.get(key)) is None:
            answer = self._answers[key] = self._extended(name, parse)
        return answer

    def _bare(self, parse: UnitParse) -> str:
        head = parse.head
        if belongs(head.value, "system"):
            return self._tails.of_system(parse)
        if head.kind in ("whole", "office_holder") or has_trait(head.value, "bank"):
            return head.value
        if head.value == CENTRE:
            return self._national.centre()
        if head.kind == "party_level":
            return self._of_level(head)
        if own := self._tails.led_by_chief(parse) or self._tails.beside(parse) or self._of_owner(head):
            return own
        best = self._explained(head) or self._tails.board_of_last(head.value, parse.first)
        best = self._national.branch(best) if head.value == BRANCH and best.startswith(BRANCH) else best
        return best or (YOUTH if head.form == "Đoàn" else self._extended(head.value, parse))

    def _of_level(self, head: Entry) -> str:
        """`Tỉnh ủy`, `Huyện đoàn` with the place; `Tỉnh hội` is the association that the document is about."""
        place = self._tails.level_place(head) if head.value.endswith(" hội") else ""
        return (self._national.local(place) if place else "") or self._tails.party(head)

    def _of_owner(self, head: Entry) -> str:
        """The union, youth union or party organisation of the owner whose document it is, `''` for other heads."""
        if not (self._tails.owner and belongs(head.value, "inner") and self._tails.leads()):
            return ""
        if belongs(head.value, "committee") and not has_committee(self._tails.owner, head.value):
            return ""
        named = self._known.best(head.value) or self._known.twin(head.value)
        other = head.value in TWINS and not self._tails.main and named.startswith(f"{head.value} ")
        return named if other or named.startswith(f"{head.value} cơ quan ") else f"{head.value} {self._tails.owner}"

    def _explained(self, head: Entry) -> str:
        """The full name in the document that a bare head stands for, `''` without one: asked once for each head."""
        key = head.value, head.ambiguous
        if (answer := self._by_head.get(key)) is None:
            answer = self._by_head[key] = self._explain(head)
        return answer

    def _explain(self, head: Entry) -> str:
        if head.ambiguous and head.value != "Mặt trận":
            at = f" {self._tails.main}".find(f" {head.value} ")
            if at >= 0:
                return self._tails.main[at:].strip()
        if board := self._tails.board_of_main(head.value):
            return board
        best = self._tails.not_central(self._known.best(head.value), head.value)
        if head.value == "Mặt trận" and FRONT_BODY.match(self._tails.main) and not best.startswith("Ủy ban "):
            return self._tails.main
        if not best and head.value == "Khối":
            return self._bloc_name
        if best.endswith(" Việt Nam") and (head.value == NATIONWIDE or belongs(head.value, "place")):
            return self._tails.local(best, head.value)
        return best or self._known.twin(head.value)

    def _extended(self, name: str, parse: UnitParse) -> str:
        """A name without a place: the one in the document that goes on from it, else by the rules of its head."""
        if name.endswith(" Khối") and self._bloc_name:
            name = name[: -len("Khối")] + self._bloc_name
        if name.endswith(f" {CENTRE}"):
            return name.removesuffix(CENTRE) + self._national.centre()
        if name.endswith(" Khu") and self._known.zone:
            return name.removesuffix("Khu") + self._known.zone
        name = bloc_in_full(of_emulation(name, self._known.full), self._tails.of_province)
        longer = self._tails.not_central(self._known.longer(name), name) if parse.head.kind != "whole" else ""
        if longer:
            return self._tails.of_bare_level(longer) if longer.endswith(BARE_LEVELS) else longer
        if parse.head.kind == "cluster":
            name = cluster_in_full(name, blocs=bool(self._known.like("Khối thi đua")))
        if parse.head.kind == "cluster" and parse.last_place is None and has_members(name):
            return self._tails.of_local(name)
        if numbered := self._known.numbered(name, parse.head.value, cluster=parse.head.kind == "cluster"):
            return numbered
        if parse.head.kind == "cluster" and (placed := placed_cluster(name, self._tails)):
            return placed
        if parse.last_place is not None or is_whole(name) or ZONE.search(name):
            return name
        return complete(self._tails, name, parse)

    def spell(self, parse: UnitParse) -> str:
        """The name as it stands, in full words, with bare levels and nested short names filled in.

        It is kept, since a unit is spelt for itself and within each that holds it.
        """
        at = id(parse)
        kept = self._spelt.get(at) or self._told.get(at)
        if kept is None:
            kept = parse, self._spell(parse)
            (self._told if is_told(parse) else self._spelt)[at] = kept
        return kept[1]

    def _spell(self, parse: UnitParse) -> str:
        parts, head = parse.parts, parse.head
        cluster = head.kind == "cluster"
        words: list[str] = []
        last = len(parts) - 1
        for index, part in enumerate(parts):
            if part.kind == "head":
                words.append(part.text)
                continue
            within = index < last and parts[index + 1].place is not None
            final = index == last and not cluster and not parts[index - 1].text.endswith("ngành")
            words.append(self._part(part, head.value, final=final, within=within))  # `ngành Tòa án`: of no one place
        words[0] = local_head(words[0], parts[1:])
        if last > 1 and parts[last].unit is not None:
            words[last] = joint(head.value) + words[last]
        text = " ".join(filter(None, " ".join(words).replace(" ,", ",").split(" "))).replace(" " + PART_OF, PART_OF)
        text = without_dash(text) if cluster else self._national.named_local(text, parse)
        return text[:1].upper() + text[1:]

    def _part(self, part: Part, head: str, *, final: bool, within: bool) -> str:
        """One piece in full words; `within`: the place that it lies in stands behind it."""
        if part.place is not None:
            return place_in_full(self._home, part.place, head, alone=not within)
        if part.unit is None:
            return self._words(part.text, head)
        unit = part.unit
        if not unit.bare:
            name = bank_of(self.spell(unit), head)
            ends_open = unit.last_place is None or not unit.last_place.name
            return self._in_full(name, unit) if final and ends_open else name
        if not final or unit.head.kind == "whole":
            return unit.head.value
        if unit.head.kind == "party_level":
            return self._of_level(unit.head)
        return self._nested(unit)

    def _words(self, text: str, head: str) -> str:
        text = branch_in_full(plain_words(text), head)
        owner = owner_words().get(text.lower(), "")
        if owner and not owns(head):
            return own_name(self._explained(Entry(owner, owner, "named", True))) or text
        return expand(quiet(text) if is_shouted(text) else text)

    def _nested(self, unit: UnitParse) -> str:
        """A short name at the end of another name: the one full name that explains it."""
        if own := self._of_owner(unit.head):
            return own
        best = self._explained(unit.head)
        if best and (unit.head.ambiguous or unit.head.kind in NESTED):
            return own_name(best) if unit.head.kind == "military" else best
        if belongs(unit.head.value, "place") and not is_whole(unit.head.value):
            return self._tails.of_home(unit.head.value)
        if belongs(unit.head.value, "committee"):
            return self._tails.party_committee(unit.head.value)
        return unit.head.value
