"""Capitals in names: a head noun in small letters needs them behind it, and a small syllable may go on with one."""

from __future__ import annotations

from ingest.orthography import is_syllable
from nlp.places.level_words import read_level
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import followers, has_trait, is_firm, longer_head_at


def proper(cursor: Cursor) -> bool:
    """A head in small letters names a unit only with a proper name behind it."""
    if cursor.capital:
        return True
    if len(cursor.parts) < 2 or has_trait(cursor.head.form, "capital"):
        return False
    last = cursor.parts[-1]
    if cursor.small:
        return True
    if cursor.head.kind == "field" and cursor.parts[1].kind == "text":
        return cursor.reading.upper[cursor.first + len(cursor.head.form.split())]
    if last.kind == "place":
        return bool(last.place and last.place.name) or _capital_inside(cursor)
    if last.kind == "unit":
        return bool(last.unit and cursor.head.kind in {"committee", "office"})
    name = cursor.first + len(cursor.head.form.split())
    if cursor.head.value.startswith("Trường ") and cursor.reading.keys[name].isdigit():
        return True  # `trường Mầm non 8`
    return cursor.reading.upper[name + 2 if cursor.reading.keys[name] == "số" else name]  # `trường THPT số 2 Bảo Thắng`


def _capital_inside(cursor: Cursor) -> bool:
    """`trường Chính trị tỉnh`, `hội Nông dân xã`: only the first word of the head is small."""
    inner = range(cursor.first + 1, cursor.first + len(cursor.head.form.split()))
    return len(cursor.parts) == 2 and any(cursor.reading.upper[at] for at in inner)


def is_brand(cursor: Cursor, end: int) -> bool:
    """`Công ty Rando tích cực`: a firm's word before `end` that is no Vietnamese syllable is the whole of its name."""
    return is_firm(cursor.head.value) and not is_syllable(cursor.reading.keys[end - 1])


def joins_capital(reading: Reading, at: int) -> bool:
    """Whether a small syllable at `at` belongs to the capital before it, not to the sentence: `Bệnh viện Nhân ái`."""
    if at >= len(reading) or reading.breaks[at] or reading.upper[at] or reading.surface(at - 1, at)[1:2].isupper():
        return False  # `Công ty TNG vinh dự`
    if longer_head_at(reading, at):
        return False  # `Ngân hàng Busan chi nhánh Hà Nội`
    return reading.keys[at].isalpha() and reading.keys[at] not in followers() and read_level(reading, at) is None


def joins_small(reading: Reading, at: int) -> bool:
    """Whether a hyphen joins a small syllable to the name before it: `Hợp tác xã Tân-phong` in old prints."""
    if reading.keys[at] != "-" or not (reading.glued(at) and reading.glued(at + 1)):
        return False
    return not reading.upper[at + 1] and is_syllable(reading.keys[at + 1])
