"""Bodies listed behind the plural of their head noun: `các Chi cục: Kiểm lâm, Thủy lợi`, `hai tổ Toán - Tin và Sử`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import Entry
from nlp.people.names import capital_run
from nlp.syllables import split_syllables
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.forms import counts, fields, followers, has_trait, heads, stops
from nlp.units.lists import JOINTS
from nlp.units.parse import Part, UnitParse

ENDS = frozenset({",", ";", ".", "và", "(", ")", ":", "-", ""})
"""What stands behind a member that a single head lists with others: nothing else goes on from it."""
DASHES = frozenset({"-", "–"})
MOST = 30
"""Bodies of one kind that a list names."""
SCHOOL = "Trường"
NAMED_ALONE = (SCHOOL, "Bệnh viện")
"""Houses whose proper names stand behind the plural of their kind."""
LONGEST_PROPER = 4
LONGEST_ASIDE = 3
"""Small words between a plural head and its colon: `các phòng chuyên môn: Nội vụ, Y tế`."""
OF_AUTHORITIES = frozenset({"Bộ", "Sở", "Phòng", "Ban", "Ty"})
"""Heads of the offices of an authority, which lists name with others of its agencies."""
OTHERS = (("ban", "ngành"), ("ban", ",", "ngành"), ("cơ", "quan"), ("đơn", "vị"), ("đoàn", "thể"), ("ngành",), ("ban",))
"""Kinds of bodies behind a head and a comma: `Sở, ngành`."""
FARTHEST_COLON, LONGEST_WHOSE = 18, 5
"""Syllables between a plural head with other kinds behind it and the colon of its list, where a word announces that,
and where nothing but whose they are stands between.
"""
ANNOUNCING, BELONGING = frozenset({"gồm", "là", "như"}), frozenset({"thuộc", "trong", "của"})
FEWEST = 2
"""Members of a list without a colon: `các Sở Nội vụ` alone are those of all provinces."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The members found, and the first syllables of parses that are a plural head with its first member."""

    members: tuple[UnitParse, ...]
    replaced: frozenset[int]


def find_plural_lists(reading: Reading, parses: list[UnitParse]) -> Lists:
    """The bodies that lists behind a plural head or behind a first full name tell of."""
    by_first = {parse.first: parse for parse in parses}
    members: list[UnitParse] = []
    replaced: set[int] = set()
    openings = _openings()
    for at in [at for at, key in enumerate(reading.keys) if key in openings]:
        found = list(_behind_plural(reading, at + 1, by_first))
        members += found
        replaced |= {at + 1} if found and not reading.upper[at + 1] else set()
    taken = {member.first for member in members}
    for parse in parses:
        if has_trait(parse.head.value, "listed") and parse.first not in replaced:
            members += [member for member in _behind_first(reading, parse, by_first) if member.first not in taken]
    return Lists(tuple(members), frozenset(replaced))


@cache
def _openings() -> frozenset[str]:
    """Plural words and counts, in words and in figures, with a nought before them too."""
    return stops("plural_list").union(form for count in range(2, MOST) for form in (str(count), f"0{count}"))


def _behind_plural(reading: Reading, first: int, by_first: Mapping[int, UnitParse]) -> Iterator[UnitParse]:
    head = heads().longest(reading, first) if not reading.breaks[first] else None
    if head is None or head.entry.kind not in ("field", "military", "named"):
        return
    start, colon = _past_colon(reading, _past_others(reading, head))
    if head.entry.kind == "named" and not (colon and head.entry.value.startswith(NAMED_ALONE)):
        return
    whole = by_first.get(first)
    if whole is not None and reading.upper[first] and not whole.bare and not colon:
        return  # `các Sở Nội vụ, Tài chính`: the first one bears its head, `_behind_first` goes on from it
    found = list(_members(reading, start, head.entry, by_first))
    last = found[-1].end if found else start
    if len(found) >= (1 if colon else FEWEST) and reading.keys[last] not in stops("many"):
        yield from found


def _past_others(reading: Reading, head: Found) -> int:
    """Where the colon of a list stands behind other kinds and whose they are; else the head's end.

    `09 Sở, ngành thuộc Khối thi đua, gồm: Giáo dục và Đào tạo, Y tế`, `các Bộ, cơ quan: Tài chính, Quốc phòng`.
    """
    at = head.end
    if head.entry.value not in OF_AUTHORITIES or reading.keys[at] != "," or reading.breaks[at]:
        return at
    others = next((words for words in OTHERS if reading.keys[at + 1 : at + 1 + len(words)] == words), ())
    if not others:
        return at
    first = at + 1 + len(others)
    for end in range(first, at + FARTHEST_COLON):
        if reading.breaks[end] or reading.keys[end] in {".", ";", "("}:
            break
        if reading.keys[end] == ":":
            whose = reading.keys[first] in BELONGING and end - first <= LONGEST_WHOSE
            told = end == first or whose or reading.keys[end - 1] in ANNOUNCING
            return end if told else at  # `Các sở, ngành tập trung vào các lĩnh vực: Y tế, Giáo dục`
    return at


def _past_colon(reading: Reading, at: int) -> tuple[int, bool]:
    """The first syllable of a list behind its head at `at`, and whether a colon opens it."""
    for end in range(at, at + LONGEST_ASIDE + 1):
        if reading.keys[end] == ":" and reading.breaks[end] == 0:
            return end + 1, True
        if not reading.word(end) or reading.upper[end] or reading.breaks[end]:
            break
    return at, False


def _members(
    reading: Reading, at: int, head: Entry, by_first: Mapping[int, UnitParse], *, closed: bool = False
) -> Iterator[UnitParse]:
    """Members from syllable `at` on; `closed`: none but such as a mark ends, or the last one behind `và`."""
    while True:
        member = _member(reading, at, head, by_first)
        whole = by_first.get(at) if head.kind == "named" else None  # one that bears its head: `THCS Lê Lợi`
        last = member or whole
        if last is None or (closed and not _ends(reading, last)):
            return
        if member is not None:
            yield member
        if reading.keys[last.end] not in JOINTS or reading.breaks[last.end]:
            return
        at = last.end + 1


def _ends(reading: Reading, member: UnitParse) -> bool:
    """Whether a mark stands behind a member, or `và` before it and small words behind."""
    if reading.keys[member.end] in ENDS or reading.breaks[member.end]:
        return True
    return reading.keys[member.first - 1] == "và" and not reading.upper[member.end]


def _member(reading: Reading, at: int, head: Entry, by_first: Mapping[int, UnitParse]) -> UnitParse | None:
    """A field of the lexicon with a capital, fields joined to it by dashes included; nothing that is a head's name."""
    if head.kind == "military":
        return _numbered(reading, at, head)
    if head.kind == "named":
        return _proper(reading, at, head) if at not in by_first else None
    found = _field(reading, at)
    inner = by_first.get(at)
    if found is None or (inner is not None and inner.end > found.end):
        return None
    end, words = found.end, found.entry.value
    while reading.keys[end] in DASHES and (more := _joined(reading, end + 1)):
        end, words = more[0], f"{words} - {more[1]}"
    if has_trait(head.value, "numbered") and reading.keys[end].isdigit() and not reading.breaks[end]:
        if counts(reading, end) or _goes_on(reading, end):
            return None
        end, words = end + 1, f"{words} {reading.keys[end]}"
    return UnitParse(at, end, head, (Part("head", head.value), Part("text", words)), True)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether the figure at `at` is the first of a day or of a longer one."""
    return reading.keys[at + 1] in {"/", ".", ",", "-"} and reading.glued(at + 1) and reading.keys[at + 2].isdigit()


def _numbered(reading: Reading, at: int, head: Entry) -> UnitParse | None:
    """A formation by its number: `các hải đội 311, 312 và 313`; no count of what follows."""
    after = reading.keys[at + 1]
    measure = after.isalpha() and not reading.upper[at + 1] and after not in JOINTS | followers()
    if reading.breaks[at] or not reading.keys[at].isdigit() or measure:
        return None
    words = (Part("head", head.value), Part("text", reading.surface(at, at + 1)))
    return UnitParse(at, at + 1, head, words, True)


def _proper(reading: Reading, at: int, head: Entry) -> UnitParse | None:
    """A school by its proper name alone: `các Trường THPT: Nguyễn Du, Lê Duẩn`, `các trường: Tiểu học Kim Đồng`."""
    for length in (2, 1) if head.value == SCHOOL else ():
        kinds = heads().entries((SCHOOL.lower(), *reading.keys[at : at + length]))
        if kinds and kinds[0].kind == "named" and reading.upper[at] and reading.upper[at + length]:
            own = _proper(reading, at + length, kinds[0])
            return None if own is None else UnitParse(at, own.end, own.head, own.parts, True)
    end = capital_run(reading, at)
    if reading.breaks[at] or not 1 < end - at <= LONGEST_PROPER:
        return None
    if reading.keys[end] not in ENDS and not reading.breaks[end] and reading.word(end) and reading.upper[end]:
        return None
    return UnitParse(at, end, head, (Part("head", head.value), Part("text", reading.surface(at, end))), True)


def _joined(reading: Reading, at: int) -> tuple[int, str] | None:
    """The end and words of a field behind a dash, short forms too: `Sử - Địa - GDCD`."""
    found = _field(reading, at)
    if found is not None:
        return found.end, found.entry.value
    surface = reading.surface(at, at + 1) if at < len(reading) and not reading.breaks[at] else ""
    short = len(surface) > 1 and surface.isupper() and heads().longest(reading, at) is None
    return (at + 1, surface) if short else None


def _field(reading: Reading, at: int) -> Found | None:
    if reading.breaks[at] or not reading.upper[at] or reading.shouting[at]:
        return None
    return fields().longest(reading, at)


def _behind_first(reading: Reading, parse: UnitParse, by_first: Mapping[int, UnitParse]) -> Iterator[UnitParse]:
    """`Khoa Khám bệnh, Ngoại tổng hợp, Sản và Nhi`: what follows a full name and is no name of one body with it."""
    at, first = parse.end, parse.parts[-1]
    if first.kind != "text" or len(parse.parts) != 2 or reading.keys[at] not in JOINTS or reading.breaks[at]:
        return
    found = list(_members(reading, at + 1, parse.head, by_first, closed=True))
    if found and not _one_body(first.text, found[0].parts[-1].text):
        yield from found


def _one_body(first: str, second: str) -> bool:
    """`Sở Kế hoạch, Đầu tư` is the one that is called `Kế hoạch và Đầu tư`."""
    joined = (f"{first} và {second}", f"{first} - {second}", f"{first}, {second}")
    return any(fields().entries(split_syllables(name).keys) for name in joined)
