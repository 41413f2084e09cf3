"""The nationwide bodies that a document names, and the names that depend on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from nlp.places.levels import levels_pattern
from nlp.units.forms import owner_words
from nlp.units.known_names import KnownNames
from nlp.units.parse import Part, UnitParse
from nlp.units.party_levels import PARTY_LEVELS
from nlp.units.place_names import has_own_name

FRONT = re.compile(rf"Mặt trận Tổ quốc(?! Việt Nam) (?=(?:{levels_pattern()})(?!\w))")
SHORT_FRONT = re.compile(rf"^Mặt trận (?=(?:{levels_pattern()}) )")
PARTY = "Đảng Cộng sản Việt Nam"
"""Its name since 1976; from 1951 on it was that of labour, as the youth union's."""
YOUTH_OF_COMMUNE = re.compile(rf"^Đoàn Thanh niên (?=(?:{levels_pattern('ward')}) )")
UNION = re.compile(r"(?<!\w)Tổng Liên đoàn(?: Lao động)?$")
"""Short names of the confederation of trade unions at the end of a name."""
PARTY_COMMITTEE = f"Ban Chấp hành Trung ương {PARTY}"
YOUTH = "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
LABOUR_YOUTH = "Đoàn Thanh niên Lao động Việt Nam"
"""The youth union's name from 1956 to 1970."""
GOVERNING = frozenset({"Ban Chấp hành", "Ban Trị sự"})
"""Boards whose name in a letterhead goes on with the place: the national body stands on the line above."""
TWICE = re.compile(r"(?<!\w)(?:Tập đoàn (?=Tập đoàn )|(?<=Công đoàn )Tập đoàn (?:Công nghiệp )?(?=.* Việt Nam$))")
"""`Tập đoàn TKV` in full has its head twice, and the union of a group goes by its trade alone."""
AGAIN = re.compile(r"\b(\w+(?: (?:\w+|-|&)){2,}) \1(?!\w)", re.I)
"""Three words or more twice in a row: a name behind its abbreviation, `Bộ GD&ĐT Giáo dục và Đào tạo`."""
SHORTEST_TWICE = 6
"""Words of such a name."""
COMMANDS = frozenset({"Ban Chỉ huy quân sự", "Ban Chỉ huy Quân sự"})
"""The command of a district or commune; a province's, with the same first letters, is a `Bộ Chỉ huy`."""
CENTRE = "Trung ương Hội"
LOCAL = " hội"
"""How the heads of an association's bodies of a level end: `Tỉnh hội`."""
NAMED = 2
"""Parts of such a body with its place."""
BRANCH = "Chi nhánh"
SEARCHED_BRANCHES = 50
"""Branches of banks in one document, the first ones, that explain a bare `Chi nhánh`."""
BANKS = ("Ngân hàng ", f"{BRANCH} Ngân hàng ")
"""How the full names of a bank's branches begin."""


class NationalBodies:
    """What the nationwide bodies of one document tell of its names: the front, the party, an association, a bank."""

    def __init__(self, parses: Sequence[UnitParse], known: KnownNames) -> None:
        self._known = known
        heads = {parse.head.value for parse in parses}
        self._front = any("Mặt trận Tổ quốc Việt Nam" in name for name in (*known.full, *heads))
        self._labour = any("Lao động Việt Nam" in head and "Liên đoàn" not in head for head in heads)
        self._labour_youth = LABOUR_YOUTH in heads
        self._union = next((name for name in map(_nationwide, parses) if name), "")
        inner = (unit.head.value for parse in parses for unit in parse.inside)
        self._church = next((head for head in inner if head.startswith("Giáo hội ")), "")
        self._bank = next(
            (head for head in (parse.head.value for parse in parses) if head.startswith("Ngân hàng ")), ""
        )
        banking = (full for full in known.full if full.startswith(BANKS) and BRANCH in full)
        self._branches = list(islice(banking, SEARCHED_BRANCHES))

    def finish(self, name: str) -> str:
        """The name with the front and the party as they were called, and no head twice."""
        if " " not in name:
            return name
        words = name.split()
        if len(words) >= SHORTEST_TWICE and len(set(words)) < len(words):
            name = AGAIN.sub(r"\1", name)
        if "Tập đoàn" in name:
            name = TWICE.sub("", name)
        if name.startswith("Mặt trận "):
            name = SHORT_FRONT.sub("Ủy ban Mặt trận Tổ quốc Việt Nam ", name)
        if self._front and "Mặt trận Tổ quốc" in name:
            name = FRONT.sub("Mặt trận Tổ quốc Việt Nam ", name)
        if name.startswith("Đoàn Thanh niên "):
            name = YOUTH_OF_COMMUNE.sub(f"{YOUTH} ", name)
        if self._labour:
            name = name.replace(PARTY, "Đảng Lao động Việt Nam")
        if self._labour_youth:
            name = name.replace(YOUTH, LABOUR_YOUTH)
        return UNION.sub("Tổng Liên đoàn Lao động Việt Nam", name) if "Tổng Liên đoàn" in name else name

    def governed(self, board: str) -> str:
        """`Ban Chấp hành` of the association or union that heads the paper; `Ban Trị sự` of the church it tells of."""
        union = self._union.removesuffix(" Việt Nam") if self._union.startswith("Hội ") else self._union
        return f"{board} {union or (self._church if board == 'Ban Trị sự' else '')}".strip()

    def at_place(self, name: str, parse: UnitParse) -> str:
        """A board or branch that only a place tells, with the body that it is of; `''` for others."""
        if any(part.kind != "place" for part in parse.parts[1:]):
            return ""
        if parse.head.value in GOVERNING:
            return name.replace(parse.head.value, self.governed(parse.head.value), 1)
        return self.branch(name) if parse.head.value == BRANCH else ""

    def branch(self, name: str) -> str:
        """`Chi nhánh tỉnh Sơn La`: that of the bank which the document names, as it names it."""
        place = name.removeprefix(BRANCH)
        named = next((full for full in self._branches if full.endswith(place)), "")
        return named or (f"{BRANCH} {self._bank}{place}" if self._bank else name)

    def centre(self) -> str:
        """`Trung ương Hội`: that of the association which the document is about."""
        association = _association(self._known)
        return f"Trung ương {association} Việt Nam" if association else CENTRE

    def local(self, place: str) -> str:
        """`Tỉnh hội`: the association that the document is about, at `place`; `''` without either."""
        association = _association(self._known)
        return f"{association} {place}" if association and place else ""

    def named_local(self, name: str, parse: UnitParse) -> str:
        """`Huyện hội Thụy Anh`: the same of a level's association that bears its place, else its name as it stands."""
        head = parse.head.value
        level = PARTY_LEVELS.get(head.split()[0], "") if head.endswith(LOCAL) and len(parse.parts) == NAMED else ""
        if not level or not name.startswith(f"{head} ") or (parse.last_place is None and not has_own_name(parse)):
            return name
        return self.local(f"{level} {name.removeprefix(head).strip()}") or name


def _association(known: KnownNames) -> str:
    """The association whose bodies the document names most, without a place; `''` for none."""
    counted = Counter({head: names.total() for head, names in known.by_head.items() if head.startswith("Hội ")})
    named = (head for head, _ in counted.most_common() if not head.startswith("Hội đồng"))
    return next(named, "").removesuffix(" Việt Nam")


def _nationwide(parse: UnitParse) -> str:
    """The name of an association or youth union that heads a paper: `Hội Nông dân Việt Nam`."""
    if not parse.parts[0].text.startswith(("Hội", "Đoàn", "Giáo")):
        return ""
    name = " ".join([part.text for part in parse.parts])
    union = name.startswith(("Hội ", "Đoàn Thanh niên ", "Giáo hội ")) and not name.startswith("Hội đồng")
    return name if union and (name.endswith((" Việt Nam", " Hồ Chí Minh"))) else ""


def local_head(head: str, parts: tuple[Part, ...]) -> str:
    """The head of a local body in full: `Đoàn xã` is the youth union's, `Hội Phụ nữ Công an` bears its short name."""
    if head == "Đoàn" and _is_youth_union(parts):
        return "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    if head == "Đoàn" and parts and parts[0].unit is not None and parts[0].unit.head.value.startswith("Công an"):
        return "Đoàn Thanh niên"
    if head in COMMANDS and parts and parts[0].place is not None and parts[0].place.kind == "province":
        return head.replace("Ban", "Bộ", 1)  # `BCHQS tỉnh`
    within = bool(parts) and parts[0].unit is not None and parts[0].unit.head.kind != "cluster"
    return "Hội Phụ nữ" if head == "Hội Liên hiệp Phụ nữ" and within else head


def _is_youth_union(parts: tuple[Part, ...]) -> bool:
    """`Đoàn xã`, `Đoàn thành phố`, `Đoàn trường`: the youth union of a place or school."""
    if not parts:
        return False
    place, unit = parts[0].place, parts[0].unit
    school = unit is not None and unit.head.value.startswith("Trường")
    return (place is not None and place.level != "") or school or owner_words().get(parts[0].text.lower()) == "Trường"
