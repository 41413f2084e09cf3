"""Embassies, consulates and societies of the Vietnamese abroad: whose they are and where."""

from __future__ import annotations

from nlp.units.capitals import proper
from nlp.units.cursor import Cursor
from nlp.units.place_tails import take_country, take_place, take_seat
from nlp.units.words import take_nation


def take_mission(cursor: Cursor) -> bool:
    """`Đại sứ quán Việt Nam tại Lào`, `Hội người Việt Nam tỉnh Udon Thani`: whose it is, and where abroad."""
    country = take_nation(cursor) or take_country(cursor)
    if cursor.reading.keys[cursor.at : cursor.at + 2] == ("thủ", "đô") and cursor.reading.upper[cursor.at + 2]:
        return cursor.add("text", cursor.at + 2) and take_country(cursor) and proper(cursor)
    seated = take_seat(cursor, abroad=True) or take_place(cursor, named_only=True)
    sent = cursor.head.value.endswith("quán")
    return proper(cursor) and (country or (cursor.bare if sent else seated))
