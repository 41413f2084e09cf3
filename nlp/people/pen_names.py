"""Initials and pen names in capitals at an article's end or below its pictures: `N.G`, `PM`, `PHÚ NAM`, `Ảnh: H.Q`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.orthography import CAPITALS, SMALL, is_syllable
from ingest.quick_patterns import quick_codes

SYLLABLES = rf"[{CAPITALS}]{{2,7}}(?: [{CAPITALS}]{{1,7}}){{1,3}}"
PEN_NAME_AT_END = re.compile(rf"[{SMALL}\d)”\"][.…!?](?:/\.)?\s*\n\s*(?P<name>{SYLLABLES})\s*\Z")
INITIALS_AT_END = re.compile(rf"[{SMALL}\d)”\"][.…!?]\s*(?P<name>[A-ZĐ](?:\.\s?[A-ZĐ][hr]?){{1,3}}\.?)\s*\Z")
CAPITALS_AT_END = re.compile(r"[.…!?”]\s*\n\s*(?P<name>(?!PV|BBT|CTV|BTV|TTXVN)[A-ZĐ]{2,4})\.?\s*\Z")
SHORTENED = rf"[{CAPITALS}]\.\s?[{CAPITALS}](?:[{SMALL}]{{1,6}}|[{CAPITALS}]{{1,6}})"
"""A family's letter before the given name: `K. Thoa`, `T.PHƯƠNG`."""
SHORTENED_AT_END = re.compile(rf"[.…!?”]\s*\n\s*(?P<name>{SHORTENED})\s*\Z")
OF_PICTURE = re.compile(
    quick_codes(("Ảnh", "Tin", "Bài", "ảnh", "bài"), not_after=r"\w")
    + rf"\s?:\s{{1,2}}(?P<name>[A-ZĐ](?:\.[A-ZĐ][hr]?){{1,3}}|{SHORTENED})(?!\w|\.\w)"
)
SECOND_OF_PICTURE = re.compile(
    rf"(?m)^(?:[^\n:]{{0,12}}[ ,])?(?:Ảnh|Bài|Tin|ảnh|bài)\s?: [^\n:]{{3,30}} [-–] (?P<name>{SHORTENED})\.?[^\S\n]*$"
)
"""`Bài, ảnh: LÊ MINH - T.HÒA`."""
BEHIND_PICTURE = re.compile(
    rf"(?:^|[\n(.–-])\s{{0,2}}Ảnh[ \xa0](?P<name>(?!Minh [Hh]o|Tư [Ll]i|Tư Li)"
    rf"(?:{SYLLABLES}|[{CAPITALS}][{SMALL}]{{1,6}}(?: [{CAPITALS}][{SMALL}]{{1,6}}){{1,3}}))(?=[ \xa0]*(?:[.)]|\n|\Z))"
)
"""`Ảnh TỰ TRUNG.`, `- Ảnh Minh Tâm`: a credit without its colon, which ends the caption."""
PROVIDED = re.compile(
    rf"(?<!\w)Ảnh(?: tư liệu)? do (?P<name>[{CAPITALS}][{SMALL}]{{1,6}}(?: [{CAPITALS}][{SMALL}]{{1,6}}){{1,3}})"
    r"(?= (?:cung cấp|chụp|gửi|thực hiện)(?!\w))"
)
"""`Ảnh do Khánh Vân cung cấp`."""
IN_BRACKETS = re.compile(
    rf"(?m)^[^\S\n]*Ảnh(?: \d)?\s?:[^\n()]{{10,240}}\((?P<name>{SYLLABLES}|[{CAPITALS}][{SMALL}]{{1,6}}"
    rf"(?: [{CAPITALS}][{SMALL}]{{1,6}}){{1,3}})\)\.?[^\S\n]*$"
)
"""`Ảnh: Đại diện các đơn vị ký giao ước (Minh Nhựt)`: who took a picture, behind what it shows."""
SHORTEST_ARTICLE, LONGEST_BYLINE = 300, 80
"""Characters of a page that somebody signs, and of the name at its end with what stands before it."""


def find_pen_names(body: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the letters and pen names of those who took a page's pictures or wrote it, in order."""
    yield from (found.span("name") for found in OF_PICTURE.finditer(body))
    yield from (found.span("name") for found in SECOND_OF_PICTURE.finditer(body))
    if "Ảnh" in body:
        for credit in (BEHIND_PICTURE, PROVIDED, IN_BRACKETS):
            yield from (found.span("name") for found in credit.finditer(body))
    end = len(body.rstrip())
    if end < SHORTEST_ARTICLE:
        return
    tail = max(0, end - LONGEST_BYLINE)
    at_end = (INITIALS_AT_END, CAPITALS_AT_END, SHORTENED_AT_END)
    found = next(filter(None, (pattern.search(body, tail, end) for pattern in at_end)), None)
    if found is None:
        found = PEN_NAME_AT_END.search(body, tail, end)
        found = found if found is not None and all(map(is_syllable, found["name"].split())) else None
    if found is not None:
        yield found.span("name")
