"""Whose a party committee or board is by the next post of its members: `Bí thư Đảng ủy, Chính ủy Vùng 2 Hải quân`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nlp.text.reading import Reading
from nlp.units.forms import stops
from nlp.units.kinds import has_boards, holds
from nlp.units.parse import UnitParse

COMMITTEES = frozenset({"Đảng ủy", "Ban cán sự đảng"})
BOARD = "Ban Thường vụ"
JOINTS = frozenset({",", "-", "–"})
MEMBERS = frozenset({"thư", "viên", "trực"})
"""How the posts end of which one person holds several: `Phó Bí thư Ban cán sự đảng, Bí thư Đảng ủy`."""
HEADS_OF_BOARDS = frozenset({"trưởng", "nhiệm", "phòng", "phó"})
"""How the posts end of those who head a board of the party: `Trưởng`, `Chủ nhiệm`, `Chánh Văn phòng`."""
COMMANDS = ("Bộ Chỉ huy", "Bộ Tư lệnh")
"""What gives its party committee another name: `Đảng ủy Quân sự tỉnh`."""
STANDING = ("thường", "trực")
LONGEST_POST = 6
"""Syllables of the post between a committee and the body that its bearer leads."""


def find_chiefs(reading: Reading, parses: Sequence[UnitParse]) -> dict[int, UnitParse]:
    """First syllable of each bare committee or standing board -> the body that its member's next post tells."""
    found: dict[int, UnitParse] = {}
    for party, other in reversed(list(pairwise(parses))):
        if party.bare and party.head.value in COMMITTEES and _beside_leaders(reading, party.end, other):
            found[party.first] = other
        if not party.bare or not (post := _post(reading, party.end, other)):
            continue
        if party.head.value == BOARD:
            body = other.parts[-1].unit
            if post[-1] in HEADS_OF_BOARDS and body is not None and _has_standing_board(body):
                found[party.first] = body
        elif party.head.value in COMMITTEES:
            if other.first in found and post[-1] in MEMBERS:
                found[party.first] = found[other.first]
            elif _is_chief(post) and _is_led(other):
                found[party.first] = other
    return found


def _beside_leaders(reading: Reading, at: int, other: UnitParse) -> bool:
    """`Ban cán sự đảng và lãnh đạo Tòa án nhân dân tỉnh`: the committee is that of the body led."""
    between = reading.keys[at : other.first]
    return between[:1] in ((",",), ("và",), ("-",)) and between[1:] == ("lãnh", "đạo") and _is_led(other)


def _post(reading: Reading, at: int, other: UnitParse) -> tuple[str, ...]:
    """The words between a mark at `at` and the next unit, none where they are too many or of another line."""
    long = other.first - at - 1
    if not 0 < long <= LONGEST_POST or reading.keys[at] not in JOINTS or any(reading.breaks[at : other.first + 1]):
        return ()
    words = reading.keys[at + 1 : other.first]
    return words[: -len(STANDING)] if words[-len(STANDING) :] == STANDING else words


def _is_chief(post: tuple[str, ...]) -> bool:
    return any(" ".join(post[first:]) in stops("chief") for first in range(min(len(post), 3)))


def _is_led(other: UnitParse) -> bool:
    """Whether a body has a party committee of its own: the one beside a commune's police is the commune's."""
    ward = other.last_place is not None and other.last_place.kind == "ward"
    return holds(other.head.value, "led") and not ward and not other.head.value.startswith(COMMANDS)


def _has_standing_board(body: UnitParse) -> bool:
    return body.head.kind == "party_level" or has_boards(body.head.value)
