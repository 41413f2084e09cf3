"""The grammar of names of organisations: a head noun, what it licenses after it, and a place or a larger unit as tail.

`heads`: nlp/lexicons/unit_heads.tsv, whose `kind` chooses the rule below. A parse goes from left to right and never
back, so that the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nlp.form_tree import FormTree, Found
from nlp.gazetteer import Place, bare_end, known_name, looks_like_person, prefer_province, read_level, read_named
from nlp.lexicon import Entry, load_lexicon
from nlp.person_names import capital_run, surely_person, surnames
from nlp.reading import Reading

DEEPEST = 4
"""Units in units: `Hội đồng Thi đua - Khen thưởng / cơ quan / Văn phòng / HĐND`; deeper ones do not occur."""
LONGEST_FIELD = 12
"""Syllables and marks of what a department is concerned with."""
SHORTEST_CLUSTER = 4
"""Syllables: `cụm văn phòng khối huyện, thị ủy` is a name in small letters, `cụm xã` is not."""
LONGEST_PURPOSE = 14
"""Syllables of what a steering committee is for."""
LONGEST_CLUSTER = 30
"""Syllables and marks of the description of a cluster's members."""
JOINTS = frozenset({"và", "-", "&", ",", "/"})
DASHES = frozenset({"-"})
NATION = frozenset({"trung ương", "tw", "việt nam", "vn", "quốc gia", "toàn quốc", "tối cao"})
NAME_HEADS = frozenset({"đoàn", "trường", "hội", "ban", "sở", "tổ", "vụ", "thuế", "cục", "viện"})
POST_ENDS = frozenset({"thư", "tịch", "đốc", "ban", "trưởng", "viên", "tướng", "ủy", "đoàn"})
REGIONS = frozenset({"miền bắc", "miền nam", "miền trung", "miền tây", "thủ đô", "việt bắc", "tây bắc", "tây nguyên",
                     "đông bắc", "tây nam bộ", "nam bộ", "bắc bộ", "trung bộ"})  # fmt: skip
COORDINATED = frozenset({"council", "committee", "party_level"})

PartKind = Literal["head", "text", "place", "unit"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a unit's name: words in full, a place, or the larger unit it belongs to."""

    kind: PartKind
    text: str
    place: Place | None = None
    unit: UnitParse | None = None


@dataclass(frozen=True, slots=True)
class UnitParse:
    """A unit read from syllable `first` to `end`; `bare` when only its head stands there."""

    first: int
    end: int
    head: Entry
    parts: tuple[Part, ...]
    capital: bool

    @property
    def bare(self) -> bool:
        """Whether nothing follows the head."""
        return len(self.parts) == 1

    @property
    def last_place(self) -> Place | None:
        """The place at its end, also that of the unit it belongs to."""
        part = self.parts[-1]
        if part.unit is not None:
            return part.unit.last_place
        return part.place


@lru_cache(maxsize=1)
def heads() -> FormTree:
    """The head nouns."""
    return FormTree(load_lexicon("unit_heads"))


@lru_cache(maxsize=1)
def fields() -> FormTree:
    """What departments, associations and firms are concerned with."""
    return FormTree(load_lexicon("unit_fields"))


@lru_cache(maxsize=2)
def links(*, named: bool) -> FormTree:
    """Words that join a head to what it is part of; some stand only in names of hospitals, farms and the like."""
    return FormTree(entry for entry in load_lexicon("unit_links") if (entry.kind == "named") == named)


@lru_cache(maxsize=1)
def cluster_words() -> FormTree:
    """Common words licensed after `Cụm thi đua`."""
    return FormTree(load_lexicon("cluster_words"))


@lru_cache(maxsize=1)
def followers() -> frozenset[str]:
    """Syllables that begin what a sentence says of a unit."""
    return frozenset(entry.form for entry in load_lexicon("unit_followers"))


@lru_cache(maxsize=1)
def not_units() -> FormTree:
    """Ordinary words that hold a head noun."""
    return FormTree(load_lexicon("not_units"))


@lru_cache(maxsize=1)
def _long_words() -> FormTree:
    return FormTree(load_lexicon("unit_purposes"))


def find_parses(reading: Reading) -> Iterator[UnitParse]:
    """Yield the units of a text from left to right, bare heads too; none overlaps another."""
    at, last = 0, len(reading)
    tree, words = heads(), not_units()
    while at < last:
        key = reading.keys[at]
        if not tree.begins(key) and not words.begins(key):
            at += 1
            continue
        skipped = not_units().longest(reading, at)
        found = heads().longest(reading, at)
        if skipped is not None and (found is None or skipped.end > found.end) and _same_case(reading, skipped):
            at = skipped.end
            continue
        if found is not None and _deputy_rank(reading, found):
            at = found.end
            continue
        if found is not None and in_person_name(reading, at):
            at = max(capital_run(reading, at), at + 1)
            continue
        parse = parse_unit(reading, at) if found is not None and not _inside_code(reading, at) else None
        if parse is None:
            at = found.end if found is not None and _closed(reading, found) else at + 1
            continue
        yield parse
        at = parse.end


def _closed(reading: Reading, found: Found) -> bool:
    """Whether nothing inside a head that names no unit can be one: small words, or `Thủ tướng Chính phủ` as a title."""
    return found.entry.kind == "office_holder" or not any(reading.upper[found.first : found.end])


def _deputy_rank(reading: Reading, found: Found) -> bool:
    """`Phó Bí thư Thường trực Tỉnh ủy`, `cơ quan thường trực Hội đồng`: a rank or a task, not a committee."""
    if found.entry.value != "Thường trực":
        return False
    before = reading.keys[found.first - 1] if found.first and not reading.breaks[found.first] else ""
    return before in POST_ENDS or not reading.upper[found.first]


def _inside_code(reading: Reading, at: int) -> bool:
    """Whether the head stands in a document's number (`41/KH-UBND`) or a joined name (`Hải-phòng`).

    `UBND-UBMTTQ xã` is neither: what stands before the dash is a head as well.
    """
    if not (reading.glued(at) and reading.keys[at - 1] in {"-", "/"} and reading.glued(at - 1)):
        return False
    first = at - 2
    while first > 0 and reading.glued(first) and reading.keys[first - 1] in {"-", "/", "."}:
        first -= 2
    if any(key == "/" or key[:1].isdigit() for key in reading.keys[max(first, 0) : at]):
        return True
    found = heads().longest(reading, at - 2)
    return found is None or not reading.upper[at]


def _same_case(reading: Reading, found: Found) -> bool:
    """`Hội nghị` is an ordinary word, `Phòng Chống` could be a name: all but the first syllable are small."""
    return (
        reading.shouting[found.first]
        or not any(reading.upper[index] for index in range(found.first + 1, found.end) if reading.word(index))
        or found.entry.form[:1].isupper()
        or _title_words(reading, found)
    )


def _title_words(reading: Reading, found: Found) -> bool:
    return reading.keys[found.first] in {"xã", "quốc", "cán", "đại", "cơ", "nghị", "các"}


def in_person_name(reading: Reading, first: int) -> bool:
    """Whether the head at `first` is a syllable of a person's name: `Đào Trường Giang`, `Đoàn Hữu Khiết`."""
    if reading.keys[first] not in NAME_HEADS or not reading.upper[first]:
        return False
    if first and reading.upper[first - 1] and not reading.breaks[first] and reading.keys[first - 1] in surnames():
        return not reading.shouting[first]
    return family_name(reading, first)


def family_name(reading: Reading, first: int) -> bool:
    """Whether `Đoàn` at `first` is the family name of a person."""
    if reading.keys[first] != "đoàn" or heads().longest(reading, first + 1) is not None:
        return False
    return surely_person(reading, first, capital_run(reading, first))


def parse_unit(reading: Reading, first: int, *, depth: int = 0) -> UnitParse | None:
    """The unit whose head begins at syllable `first`; None when what stands there cannot be one."""
    found = heads().longest(reading, first)
    if found is None or depth > DEEPEST or _mixed_case(reading, found):
        return None
    if found.end - found.first < 3 and any(reading.breaks[index] and not reading.shouting[index] and not reading.shouting[index - 1]
           and reading.upper[index] for index in range(first + 1, found.end)):  # fmt: skip
        return None
    builder = _Builder(reading, found, depth)
    return builder.build()


def _mixed_case(reading: Reading, found: Found) -> bool:
    """`huyện Đoàn` (a level and a family name) is not `Huyện đoàn`."""
    if reading.upper[found.first]:
        return False
    words = found.entry.form.split()
    return len(words) == found.end - found.first and any(
        reading.upper[found.first + index] and word[0].islower() for index, word in enumerate(words)
    )


class _Builder:
    """Reads one unit; `at` is the first syllable not yet taken."""

    def __init__(self, reading: Reading, found: Found, depth: int) -> None:
        self.reading = reading
        self.first = found.first
        self.at = found.end
        self.head = found.entry
        self.depth = depth
        self.capital = reading.upper[found.first]
        self.parts: list[Part] = [Part("head", found.entry.value)]

    def build(self) -> UnitParse | None:
        rule: Callable[[], bool] = getattr(self, f"_{self.head.kind}")
        if not rule():
            return None
        return UnitParse(self.first, self.at, self.head, tuple(self.parts), self.capital)

    # What each kind of head licenses; True when a unit was read.

    def _whole(self) -> bool:
        return self.capital

    def _office_holder(self) -> bool:
        before = self.reading.keys[self.first - 1] if self.first else ""
        end = capital_run(self.reading, self.at)
        named = end - self.at >= 2 and not self.reading.shouting[self.at] and not self.reading.breaks[self.at]
        return self.capital and before not in {"phó", "nguyên"} and not named

    def _party_level(self) -> bool:
        taken = self._take_field() if self.head.value.endswith("đoàn") else False
        named = self._take_place(named_only=True) or self._take_free_name()
        if not named and self.capital:
            self._take_nation()
        return self.capital or named or taken

    def _committee(self) -> bool:
        self._take_nation()
        if self._take_number():
            pass
        elif self._take_purpose() or self._take_long_purpose():
            self._take_place() or self._take_unit()
            return self._proper()
        linked = self._take_link()
        if linked:
            self._take_nation()
        if self._take_unit() or self._take_place():
            return self._proper()
        if self._take_field():
            self._take_nation()
            self._take_unit() or self._take_place()
        elif linked and self.parts[-1].text.endswith(("cơ quan", "khối", "bộ phận", "ngành")) and self.capital:
            pass
        return self._proper()

    def _council(self) -> bool:
        if self._take_place():
            return self._proper()
        self._take_link()
        if self._take_unit():
            return self._proper()
        if self._take_field():
            self._take_place()
        self._take_nation()
        return self._proper()

    def _office(self) -> bool:
        self._take_link()
        if self._take_units_together() or self._take_place():
            return self._proper()
        if self._take_field():
            self._take_place() or self._take_unit()
        return self._proper()

    def _field(self) -> bool:
        strict = self.head.value == "Bộ" or self.head.form in {"P.", "TT", "Đoàn"} or not self.capital
        if self._take_field(strict=strict):
            self._take_nation()
            if self.head.value in {"Phân xưởng", "Đội", "Tổ", "Trạm", "Viện"} or self.reading.keys[self.at] == "số":
                self._take_number()
            self._take_link(only=("cơ quan", "ngành", "Khối", "khối"))
            self._take_unit() or self._take_place()
            return self._proper()
        if self.head.value in {"Thanh tra", "Ban"} and (
            self._take_unit() or (self.head.value == "Thanh tra" and self._take_place())
        ):
            return self._proper()
        if self.head.value in {"Báo", "Đài", "Hội", "Bảo tàng", "Thư viện", "Hội quán", "Tạp chí", "Ban", "Ngân hàng"}:
            self._take_place()
        elif self.head.value in {"Liên hiệp các Hội", "Liên hiệp các hội", "Chi nhánh"}:
            if self._take_unit() and self.parts[-1].unit is not None and self.parts[-1].unit.bare:
                self._take_place(named_only=True)
            elif self.bare:
                self._take_place()
        return self._proper()

    def _named(self) -> bool:
        self._take_link()
        self._take_field()
        if self._take_number() and self.reading.keys[self.at] in {"/", "-"} and self.reading.keys[self.at + 1].isdigit():
            self._add("text", self.at + 2)  # `Trường Mầm non 19/5`
        self._take_name()
        if self.reading.keys[self.at] == "-" and not self.bare and self._open() and self._whole_at(self.at + 1):
            self._add("text", heads().longest(self.reading, self.at + 1).end)  # type: ignore[union-attr]
        self._take_nation()
        self._take_link()
        if not (self._branch_at(self.at) and self._take_unit()):
            self._take_place() and self._take_second_place()
        if self.head.form == "Trường" and not self.bare and self.at - self.first == 2:
            return False
        return self._proper()

    def _take_second_place(self) -> bool:
        """`Nhà máy Bia Sài Gòn - Đắk Lắk`."""
        if self.reading.keys[self.at] != "-" or self.reading.breaks[self.at + 1]:
            return False
        known = known_name(self.reading, self.at + 1)
        return known is not None and self._add("text", known.end)

    def _vague(self) -> bool:
        """`Khối doanh nghiệp đóng góp`: a sentence about firms, not the name of a bloc."""
        reading = self.reading
        return (
            reading.sentence_start(self.first)
            and not reading.upper[self.first + 1]
            and (reading.keys[self.first + 1] not in {"các", "thi", "số", "cơ"})
        )

    def _branch_at(self, at: int) -> bool:
        """`Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh Lào Cai`."""
        found = heads().longest(self.reading, at) if at < len(self.reading) else None
        if found is None or found.entry.value not in {"Chi nhánh", "Phòng giao dịch"}:
            return False
        return not self.bare or self.head.value.startswith("Ngân hàng")

    def _military(self) -> bool:
        if self._take_number():
            self._take_unit() or self._take_place(named_only=True)
            return True
        if self._take_field(strict=True) and self._take_number():
            return self._proper()
        if not self._take_place():
            self._take_name()
            self._take_place()
        return self._proper()

    def _cluster(self) -> bool:
        numbered = self._take_number()
        described = (numbered and self._take_unit()) or self._take_description(dash=numbered)
        if self.head.value in {"Cụm", "Khối"} and described and self._vague():
            return False
        if not self.capital and self.head.value in {"Cụm", "Khối"}:
            return described and self.head.value == "Cụm" and self.at - self.first > SHORTEST_CLUSTER
        return self.capital or numbered or described

    # Pieces; each takes what it can and tells whether it took anything.

    def _proper(self) -> bool:
        """A head in small letters names a unit only with a proper name behind it."""
        if self.capital:
            return True
        if len(self.parts) < 2:
            return False
        last = self.parts[-1]
        if self.head.kind == "field" and self.parts[1].kind == "text":
            return self.reading.upper[self.first + len(self.head.form.split())]
        if last.kind == "place":
            return bool(last.place and last.place.name)
        if last.kind == "unit":
            return bool(last.unit and self.head.kind in {"committee", "office"})
        return self.reading.upper[self.first + len(self.head.form.split())]

    @property
    def bare(self) -> bool:
        """Whether nothing was taken behind the head."""
        return len(self.parts) == 1

    def _open(self, *, newline: bool = False) -> bool:
        """Whether the name may go on at the next syllable."""
        if self.at >= len(self.reading):
            return False
        gap = self.reading.breaks[self.at]
        if gap == 0:
            return True
        if gap > 1:
            return False
        if self.reading.shouting[self.at] and self.reading.shouting[self.at - 1]:
            return newline
        return newline and not self.reading.upper[self.at] and self.reading.word(self.at)

    def _add(self, kind: PartKind, end: int, text: str = "", *, place: Place | None = None,
             unit: UnitParse | None = None) -> bool:  # fmt: skip
        self.parts.append(Part(kind, text or self.reading.surface(self.at, end), place, unit))
        self.at = end
        return True

    def _take_nation(self) -> bool:
        if not self._open():
            return False
        for length in (4, 3, 2, 1):
            if self.at + length > len(self.reading):
                continue
            surface = self.reading.surface(self.at, self.at + length)
            plain = surface.lower().replace(" ", "").replace("-", "")
            if not self.reading.upper[self.at]:
                continue
            if surface.lower() in NATION or plain == "việtnam" or plain in {"t.ư", "t.w", "tw"}:
                full = "Trung ương" if plain in {"t.ư", "t.w", "tw", "trungương"} else surface
                full = "Việt Nam" if plain in {"vn", "việtnam"} else full
                self._add("text", self.at + length, full)
                if full == "Trung ương" and self._open() and self.reading.keys[self.at] in {"đảng", "đoàn", "hội"} \
                        and self.reading.upper[self.at]:  # fmt: skip
                    self._add("text", self.at + 1)
                return True
        return False

    def _take_number(self) -> bool:
        if not self._open():
            return False
        end = self.at + (self.reading.keys[self.at] == "số")
        if end >= len(self.reading) or not self.reading.number(end):
            return False
        surface = self.reading.surface(end, end + 1)
        if surface.isdigit() and end == self.at and (len(surface) > 3 or self.reading.keys[end + 1] in {"%", "/"}):
            return False
        if surface in {"C", "L"} and not self.reading.number(end):
            return False
        if end == self.at and read_level(self.reading, end + 1) is not None and self.head.kind != "named":
            return False
        return self._add("text", end + 1)

    def _take_link(self, *, only: tuple[str, ...] = ()) -> bool:
        if not self._open(newline=True):
            return False
        found = links(named=self.head.kind == "named").longest(self.reading, self.at)
        if found is None or (only and found.entry.form not in only):
            return False
        if found.entry.kind == "owner":
            head = heads().longest(self.reading, self.at)
            if head is not None and (head.end > found.end or self.reading.upper[found.end]):
                return False
            return self.capital and self.head.value != "Hội đồng" and self._add("text", found.end)
        if found.entry.form in {"cơ sở", "ngành"} and not self._goes_on(found.end):
            return False
        if found.entry.form in {"các cơ quan"} and not self._goes_on(found.end):
            return False
        return self._add("text", found.end, self._linked(found))

    def _linked(self, found: Found) -> str:
        surface = self.reading.surface(found.first, found.end)
        return found.entry.form if self.reading.shouting[found.first] else " ".join(surface.split())

    def _goes_on(self, at: int) -> bool:
        return (
            at < len(self.reading)
            and not self.reading.breaks[at]
            and (self.reading.upper[at] or read_level(self.reading, at) is not None)
        )

    def _take_purpose(self) -> bool:
        if not self._open(newline=True) or self.head.value not in _BOARDS:
            return False
        found = _long_words().longest(self.reading, self.at)
        return found is not None and self._add("text", found.end)

    def _take_long_purpose(self) -> bool:
        """`Ban Chỉ đạo xây dựng xã hội học tập huyện`: small words, taken only when a place follows them."""
        if self.head.value != "Ban Chỉ đạo" or not self._open(newline=True) or self.reading.shouting[self.at]:
            return False
        at = self.at
        while at < len(self.reading) and at - self.at < LONGEST_PURPOSE and not self.reading.breaks[at]:
            word = not_units().longest(self.reading, at)
            if word is not None:
                at = word.end
                continue
            level = read_level(self.reading, at)
            if level is not None and level.kind in ("province", "city", "district", "town", "ward"):
                return at > self.at and self._add("text", at)
            if self.reading.upper[at] and known_name(self.reading, at) is not None:
                return at > self.at and self._add("text", at)
            if self.reading.keys[at] in _PURPOSE_STOPS or not (self.reading.word(at) or self.reading.keys[at] == ","):
                return False
            at += 1
        return False

    def _take_field(self, *, strict: bool = False) -> bool:
        """A field of work: words of the lexicon joined by `và`, `-`, `,`; unless strict, other capitals too."""
        start, end = self.at, self.at
        texts: list[str] = []
        while end - start < LONGEST_FIELD:
            joint = self._joint(end) if end > start else 0
            if end > start and not joint and not self._may_follow(end):
                break
            piece = self._field_piece(end + joint, strict=strict, joined=bool(joint), first=end == start)
            if piece is None:
                break
            upto, text = piece
            if joint:
                mark = self.reading.surface(end, end + 1)
                texts.append(mark if mark == "," else f" {mark} ")
            elif texts:
                texts.append(" ")
            texts.append(text)
            end = upto
        if end == start:
            return False
        text = "".join(texts).replace(",", ", ").replace("  ", " ")
        return self._add("text", end, text)

    def _may_follow(self, at: int) -> bool:
        return at < len(self.reading) and not self.reading.breaks[at]

    def _joint(self, at: int) -> int:
        """1 when a joining word or mark stands at `at` and a capital follows it, else 0."""
        reading = self.reading
        if at + 1 >= len(reading) or reading.keys[at] not in JOINTS or reading.breaks[at + 1] > 1:
            return 0
        if reading.keys[at] == "," and not reading.shouting[at + 1]:
            return int(self._comma_inside(at))
        if reading.keys[at] == "/" and not reading.glued(at):
            return 0
        return int(reading.upper[at + 1])

    def _comma_inside(self, at: int) -> bool:
        """`Văn hóa, Thể thao và Du lịch`: one more field, then `và` and a last one."""
        if self.head.value not in {"Sở", "Phòng", "Ban", "Bộ", "Trung tâm", "Ủy ban", "Cục", "Vụ"}:
            return False
        found = fields().longest(self.reading, at + 1)
        if found is None or not self.reading.upper[at + 1] or self.reading.keys[found.end] not in {"và", "&"}:
            return False
        last = fields().longest(self.reading, found.end + 1)
        return last is not None and self.reading.upper[found.end + 1] and not self._head_at(found.end + 1)

    def _head_at(self, at: int) -> bool:
        """Whether another unit's name begins at `at`."""
        found = heads().longest(self.reading, at)
        if found is None or not self.reading.upper[at]:
            return False
        word = not_units().longest(self.reading, at)
        if word is not None and word.end > found.end:
            return False
        field = fields().longest(self.reading, at)
        return field is None or field.end <= found.end

    def _field_piece(self, at: int, *, strict: bool, joined: bool, first: bool) -> tuple[int, str] | None:
        reading = self.reading
        if at >= len(reading) or reading.breaks[at] > 1:
            return None
        if reading.breaks[at] and reading.upper[at] and not joined:
            if not (reading.shouting[at] and reading.shouting[at - 1]):
                return None
        found = fields().longest(reading, at)
        if found is not None:
            small = not reading.upper[at]
            if small and not (
                first
                and self.capital
                and self.head.kind == "field"
                and " " in found.entry.form
                and self.head.value in {"Sở", "Phòng", "Bộ", "Ty", "Ban", "Cục", "Vụ", "Tổ"}
            ):
                small_name = found.entry.form[:1].islower()
                if not small_name:
                    return None
            if first or not self._head_at(at) or self._code_pair(at):
                return found.end, found.entry.value
            return None
        if strict or (reading.shouting[at]) or self._head_at(at):
            return None
        return self._free_word(at, joined=joined, first=first)

    def _code_pair(self, at: int) -> bool:
        """`Khoa HSTC - CĐ`: behind a dash, an abbreviation goes on with an abbreviation."""
        return self.reading.keys[at - 1] == "-" and self.reading.surface(at - 2, at - 1).isupper()

    def _free_word(self, at: int, *, joined: bool, first: bool) -> tuple[int, str] | None:
        """One capitalised word that no list holds; neither a place nor a person's name."""
        reading = self.reading
        code = self.head.value in {"Phân xưởng", "Tổ", "Đội", "Xí nghiệp", "Nhà máy", "Phòng"}
        if not reading.upper[at] or not (reading.keys[at].isalpha() or code):
            return None
        if known_name(reading, at) is not None or read_level(reading, at) is not None:
            return None
        end = capital_run(reading, at)
        if surely_person(reading, at, end) or (joined and self.head.kind != "named"):
            return None
        if self._nation_at(at) or (first and reading.breaks[at]):
            return None
        stop = at + 1
        if stop < len(reading) and not reading.breaks[stop] and not reading.upper[stop] and self._compound(stop):
            stop += 1
        return stop, reading.surface(at, stop)

    def _compound(self, at: int) -> bool:
        """Whether the small syllable at `at` belongs to the capital before it (`Điều tiết`), not to the sentence."""
        key = self.reading.keys[at]
        return self.head.kind == "field" and self.head.value in _WORDY and key.isalpha() and key not in followers()

    def _nation_at(self, at: int) -> bool:
        surface = self.reading.surface(at, min(at + 2, len(self.reading)))
        return surface.lower() in NATION or self.reading.keys[at] in {"tw", "vn"}

    def _take_unit(self) -> bool:
        """The larger unit it belongs to: a head with a capital, or one in small letters with a proper name."""
        if not self._open():
            return False
        found = heads().longest(self.reading, self.at)
        if found is None:
            return False
        skipped = not_units().longest(self.reading, self.at)
        if skipped is not None and skipped.end > found.end:
            return False
        if not self.reading.upper[self.at] and self.head.kind == "field" and not self.capital:
            return False
        if found.entry.kind == "office_holder" or family_name(self.reading, self.at):
            return False
        unit = parse_unit(self.reading, self.at, depth=self.depth + 1)
        if (
            unit is None
            and self.capital
            and found.entry.kind == "party_level"
            and not any(self.reading.upper[self.at : found.end])
        ):
            unit = UnitParse(found.first, found.end, found.entry, (Part("head", found.entry.value),), False)
        if unit is None or (unit.bare and unit.head.kind == "cluster"):
            return False
        if unit.bare and unit.head.ambiguous and unit.head.value not in _OWNERS:
            return False
        return self._add("unit", unit.end, unit=unit)

    def _take_units_together(self) -> bool:
        """`Văn phòng HĐND và UBND huyện`, `Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh`: one office of several bodies."""
        if not self._take_unit():
            return False
        taken = self.parts[-1].unit
        while taken is not None and taken.bare and taken.head.kind in COORDINATED:
            joint = self._unit_joint()
            if not joint:
                break
            mark = self.reading.surface(self.at, self.at + 1)
            saved_at, saved_parts = self.at, list(self.parts)
            self._add("text", self.at + joint, mark)
            if not self._take_unit():
                self.at, self.parts = saved_at, saved_parts
                break
            taken = self.parts[-1].unit
        return True

    def _unit_joint(self) -> int:
        key = self.reading.keys[self.at]
        if key in {"và", "-", "&"} and not self.reading.breaks[self.at] and self.at + 1 < len(self.reading):
            return 1
        if key != ",":
            return 0
        found = heads().longest(self.reading, self.at + 1)
        return int(
            found is not None and self.reading.upper[self.at + 1] and self.reading.keys[found.end] in {"và", "&"}
        )

    def _take_place(self, *, named_only: bool = False) -> bool:
        if not self._open(newline=True):
            return False
        if self._take_region() or self._take_area():
            return True
        level = read_level(self.reading, self.at)
        if level is not None:
            if level.kind in ("street", "site"):
                return False
            named = None if self._person_after_post(level.end) else read_named(self.reading, level)
            if named is not None:
                end, name, entry = named
                return self._add("place", end, place=Place(self.at, end, level.word, level.kind, name, entry))
            if named_only or level.kind == "village" or self._plural(level.end):
                return False
            end = bare_end(self.reading, level)
            return self._add("place", end, place=Place(self.at, end, level.word, level.kind, ""))
        known = known_name(self.reading, self.at)
        if known is None or self.reading.breaks[self.at] or not self.reading.keys[self.at].isalpha():
            return False
        if looks_like_person(self.reading, self.at):
            return False
        place = Place(self.at, known.end, "", "", known.entry.form, prefer_province(known))
        return self._add("place", known.end, place=place)

    def _person_after_post(self, at: int) -> bool:
        """`Chủ tịch Hội LHPN tỉnh Hoàng Thị Mẩy`: the capitals after the level are a person's name."""
        end = capital_run(self.reading, at)
        return (
            surely_person(self.reading, at, end) and known_name(self.reading, at) is None and end - at <= LONGEST_PERSON
        )

    def _take_area(self) -> bool:
        """`Chi cục Thuế khu vực Vinh - Nam Đàn`, `Kho bạc Nhà nước khu vực V`: an office for several districts."""
        reading = self.reading
        if reading.keys[self.at : self.at + 2] != ("khu", "vực") or self.head.kind == "named":
            return False
        end = self.at + 2
        if end < len(reading) and reading.number(end):
            return self._add("text", end + 1)
        start = end
        while end < len(reading) and not reading.breaks[end]:
            known = known_name(reading, end)
            upto = known.end if known is not None else capital_run(reading, end, limit=3)
            if upto == end:
                break
            end = upto
            if reading.keys[end] != "-" or not reading.upper[end + 1]:
                break
            end += 1
        return end > start and self._add("text", end)

    def _take_region(self) -> bool:
        reading = self.reading
        for length in (3, 2):
            end = self.at + length
            if end <= len(reading) and reading.surface(self.at, end).lower() in REGIONS and reading.upper[end - 1]:
                if length == 2 and reading.surface(self.at, end).lower() == "thủ đô":
                    known = known_name(reading, end)
                    end = known.end if known and not reading.breaks[end] else end
                return self._add("text", end)
        if reading.keys[self.at : self.at + 2] == ("liên", "khu") and self.at + 2 < len(reading):
            end = self.at + 3
            while end < len(reading) and reading.upper[end] and not reading.breaks[end] and end - self.at < 4:
                end += 1
            return self._add("text", end)
        return False

    def _plural(self, at: int) -> bool:
        """`UBND xã, phường`: a list of levels without names is no unit's place."""
        reading = self.reading
        if reading.keys[at] not in {",", "và", "/", "-", "hoặc"}:
            return False
        level = read_level(reading, at + 1)
        return (
            level is not None
            and level.kind in ("city", "district", "town", "ward", "province")
            and (read_named(reading, level) is None)
            and not reading.upper[at + 1]
        )

    def _take_free_name(self) -> bool:
        """The name behind `Huyện ủy`, which bears no level word."""
        if not self._open():
            return False
        known = known_name(self.reading, self.at)
        if known is not None and self.reading.keys[self.at].isalpha() and not looks_like_person(self.reading, self.at):
            place = Place(self.at, known.end, "", "", known.entry.form, known.entry)
            return self._add("place", known.end, place=place)
        if self.head.value in {"Tỉnh ủy", "Thành ủy", "Tỉnh đoàn", "Thành đoàn"} or self.reading.shouting[self.at]:
            return False
        end = capital_run(self.reading, self.at, limit=3)
        if end - self.at < 2 or surely_person(self.reading, self.at, capital_run(self.reading, self.at)):
            return False
        if self._head_at(self.at) or self._nation_at(self.at):
            return False
        return self._add("place", end, place=Place(self.at, end, "", "", self.reading.surface(self.at, end)))

    def _take_name(self) -> bool:
        """A proper name of capitals: of a school, a firm, a farm."""
        reading = self.reading
        if not self._open() or (self._head_at(self.at) and not self._whole_at(self.at)):
            return False
        if reading.keys[self.at] in {'"', "“"}:
            return False
        school = self.head.value.startswith("Trường")
        known = known_name(reading, self.at)
        if not school and known is not None and known.end >= capital_run(reading, self.at):
            return False
        if reading.shouting[self.at]:
            if not school and self.head.kind != "named":
                return False
            end = capital_run(reading, self.at, limit=3)
        else:
            end = self._name_run(self.at)
        if end == self.at:
            return False
        if not school and surely_person(reading, self.at, end):
            return False
        for cut in range(self.at + 2, end - 1):
            if surely_person(reading, cut, capital_run(reading, cut)):
                end = cut
                break
        return self._add("text", end)

    def _name_run(self, at: int) -> int:
        """Capitalised words, codes (`Z111`, `ABC`), fields of the lexicon, joined by a glued or spaced dash."""
        reading = self.reading
        start = at
        while at < len(reading) and at - start < 8 and (at == start or not reading.breaks[at]):
            if read_level(reading, at) is not None or (at > start and self._head_at(at) and not self._whole_at(at)):
                break
            field = fields().longest(reading, at) if at > start and reading.upper[at] else None
            if field is not None:
                at = field.end
                continue
            if (reading.upper[at] and reading.word(at)) or (at > start and reading.number(at)):
                if at > start and known_name(reading, at) is not None and not reading.keys[at].isdigit():
                    break
                at += 1
                continue
            if (
                at > start
                and reading.keys[at] in {"-", "&", "."}
                and reading.upper[at + 1]
                and not reading.breaks[at + 1]
            ):
                if (self._head_at(at + 1) and not self._whole_at(at + 1)) or (
                    reading.keys[at] == "." and not reading.glued(at + 1)
                ):
                    break
                at += 1
                continue
            break
        return at

    def _whole_at(self, at: int) -> bool:
        """`Than Hà Lầm - Vinacomin`: the group's short name is part of the firm's."""
        found = heads().longest(self.reading, at)
        return found is not None and found.entry.kind == "whole"

    def _take_description(self, *, dash: bool) -> bool:
        """The members of a cluster in licensed common words, to a place or a unit at the end."""
        reading = self.reading
        start = at = self.at
        good = start
        if dash and at + 1 < len(reading) and reading.keys[at] in {"-", ":"} and not reading.breaks[at]:
            head = heads().longest(reading, at + 1)
            word = cluster_words().longest(reading, at + 1)
            if reading.keys[at] == "-" and (head is not None or word is not None):
                at += 1
            else:
                return False
        elif dash and not (at < len(reading) and not reading.upper[at]):
            return self._take_place()
        while at < len(reading) and at - start < LONGEST_CLUSTER and not reading.breaks[at]:
            if reading.keys[at] in {",", "-"} and at > start and self._licensed(at + 1):
                at += 1
                continue
            upto = self._cluster_piece(at)
            if upto is None:
                break
            at = upto
            if reading.keys[at - 1] not in _DANGLING:
                good = at
        if good <= start or (good == start + 1 and reading.keys[start] in _DANGLING):
            return False
        if dash and reading.keys[start] in {"thuộc", "của", "và", "tổ"}:
            return False
        return self._add("text", good)

    def _licensed(self, at: int) -> bool:
        head = heads().longest(self.reading, at)
        if head is not None and head.entry.kind == "cluster" and self.reading.upper[at]:
            return False
        found = cluster_words().longest(self.reading, at)
        return found is not None and not self.reading.breaks[at] and self._last_of_list(found)

    def _last_of_list(self, found: Found) -> bool:
        """A comma ends the name when what follows it is a clause, not a further member."""
        after = self.reading.keys[found.end]
        if after in {",", ".", ";", ")", "", "(", "và", "“"} or self.reading.breaks[found.end]:
            return True
        return (
            cluster_words().longest(self.reading, found.end) is not None
            or heads().longest(self.reading, found.end) is not None
            or self.reading.keys[found.end] not in _CLAUSE
        )

    def _cluster_piece(self, at: int) -> int | None:
        reading = self.reading
        word = cluster_words().longest(reading, at)
        if reading.upper[at]:
            unit = parse_unit(reading, at, depth=self.depth + 1)
            if unit is not None and unit.head.kind != "cluster" and (word is None or unit.end > word.end):
                return unit.end
            known = known_name(reading, at)
            if known is not None:
                return known.end
        if word is not None:
            return word.end
        if reading.number(at) and not reading.breaks[at]:
            return at + 1 if cluster_words().longest(reading, at + 1) is not None else None
        return None


LONGEST_PERSON = 5
_BOARDS = frozenset({"Ban Chỉ đạo", "Ban Quản lý", "Hội đồng", "Tổ công tác", "Ban Tổ chức", "Ban Vận động", "Quỹ"})
_PURPOSE_STOPS = frozenset({"đã", "sẽ", "đang", "vừa", "của", "do", "tại", "cho", "phải", "cần", "yêu", "đề"})
_WORDY = frozenset({"Cục", "Vụ", "Viện", "Tổng cục", "Ban", "Phòng", "Sở", "Trung tâm", "Chi cục", "Ủy ban", "Hội",
                    "Hiệp hội", "Liên hiệp", "Quỹ", "Trạm", "Khoa", "Ty"})  # fmt: skip
_OWNERS = frozenset({"Bộ", "Sở", "Công an", "Hội", "Bệnh viện", "Trường", "Công ty", "Tổng công ty", "Tập đoàn", "Cục",
                     "Chi cục", "Viện", "Học viện", "Trung tâm", "Ban", "Cụm", "Khối", "Quân khu", "Ngân hàng",
                     "Kho bạc", "Đoàn", "Ngành", "Thường trực", "Tổng cục", "Nhà máy", "Xí nghiệp", "Đại học",
                     "Ban Tổ chức", "Ban Quản lý", "Ban Chỉ đạo", "Mặt trận", "Chi nhánh"})  # fmt: skip
_DANGLING = frozenset({"các", "và", "của", "thuộc", ",", "-", "số", "trực", "khối", "cơ"})
_CLAUSE = frozenset({"đã", "sẽ", "đang", "phải", "tổ", "sơ", "tổng", "ký", "triển", "phát", "cần", "được", "có", "là"})
