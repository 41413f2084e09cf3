"""How party committees of the levels are called: their places, their organisations, the boards in front of them."""

from __future__ import annotations

import re

from nlp.lexicon import Entry
from nlp.places.levels import level_of

PARTY_LEVELS = {
    "Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã",
}  # fmt: skip
"""First syllable of `Tỉnh ủy`, `Huyện đoàn` … -> the level whose name follows it without a level word."""
LEADERS_CITY = "thành phố Hồ Chí Minh"
"""Its name keeps its level, since without it is the man's."""
LEADING_BOARD = re.compile(
    r"^(?:Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Thường trực"
    rf"|Văn phòng(?= (?:{'|'.join(PARTY_LEVELS)}|Đảng) ủy)) "
)
COMMITTEES = (("Đảng bộ tỉnh ", "Tỉnh ủy "), ("Đảng bộ huyện ", "Huyện ủy "), ("Đảng bộ thành phố ", "Thành ủy "),
              ("Đảng bộ thị xã ", "Thị ủy "), ("Đảng bộ quận ", "Quận ủy "), ("Đảng bộ ", "Đảng ủy "))  # fmt: skip
"""How a party organisation is called, and the committee whose boards are meant."""


def is_party_committee(name: str) -> bool:
    """Whether a name is that of a party committee: `Huyện ủy Mường La`, `Đảng ủy Khối …`."""
    return name.split(" ")[1:2] == ["ủy"]


def led_body(main: str) -> str:
    """The organisation or committee whose board or office `main` is, `Tỉnh ủy Lạng Sơn` for `Đảng bộ tỉnh Lạng Sơn`."""
    main = LEADING_BOARD.sub("", main)
    for organisation, committee in COMMITTEES:
        if main.startswith(organisation):
            return committee + main.removeprefix(organisation)
    return main


def in_city(head: Entry, province: str) -> Entry:
    """`TU` in a city of a province's rank is its `Thành ủy`; other committees as they are."""
    return Entry(head.form, "Thành ủy", head.kind) if head.form == "TU" and level_of(province) == "thành phố" else head


def at_level(name: str, place: str) -> str:
    """`Tỉnh ủy Lạng Sơn`: a body of a level with the short name of its place, which may be `''`."""
    bare = place.removeprefix(level_of(place)).strip()
    whole = place == LEADERS_CITY or (bare.isdecimal() and name.endswith("ủy"))  # `Quận ủy quận 8`, `Quận đoàn 8`
    return f"{name} {place if whole else bare}".strip()
