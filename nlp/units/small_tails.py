"""Where the fields of a department in small letters end behind one in capitals."""

from __future__ import annotations

from nlp.people.names import capital_run, surely_person
from nlp.units.cursor import Cursor
from nlp.units.forms import fields, followers, heads, pair_at, stops, verbs

LONGEST_TAIL = 12


def take_owner_tail(cursor: Cursor) -> bool:
    """The small words between a department's field and `thuộc` with the body whose it is.

    `Phòng Tổ chức phong trào và chính sách phát triển hợp tác xã thuộc Liên minh Hợp tác xã`.
    """
    reading, at = cursor.reading, cursor.at
    if not cursor.capital or reading.shouting[cursor.first]:
        return False
    for end in range(at, at + LONGEST_TAIL):
        if reading.breaks[end] or reading.upper[end] or not reading.word(end) or reading.keys[end] in stops("sentence"):
            return False
        if reading.keys[end] == "thuộc":
            owned = end > at and reading.upper[end + 1] and heads().longest(reading, end + 1) is not None
            return owned and cursor.add("text", end)
    return False


def small_tail(cursor: Cursor, at: int) -> int:
    """The end of further fields in small letters that plainly end a name, 0 where the sentence may go on with them.

    `Phân xưởng Vận tải giếng,` and `Phòng Kỹ thuật khai thác đã họp`, but not `Phòng Kinh doanh khai thác thị trường`.
    """
    reading = cursor.reading
    if not cursor.capital or cursor.head.kind not in ("field", "named") or reading.shouting[at]:
        return 0
    verb = verbs().longest(reading, at) is not None
    if pair_at(reading, at, "doing"):
        return 0
    end = at
    while (
        end < len(reading)
        and not reading.breaks[end]
        and not reading.upper[end]
        and reading.keys[end] not in followers()
    ):
        found = fields().longest(reading, end)
        if found is None:
            break
        end = found.end
    if end == at:
        return 0
    key = reading.keys[end]
    closed = (
        reading.breaks[end] > 0 or key in {".", ")", ";", ":", "("} or key in stops("clause") or key in stops("telling")
    )
    if closed or (key == "số" and reading.keys[end + 1].isdigit()):
        return end
    named = reading.upper[end] and not verb and not surely_person(reading, end, capital_run(reading, end))
    listed = key in {",", "và"} and reading.upper[end + 1] and not verb
    return end if named or listed else 0
