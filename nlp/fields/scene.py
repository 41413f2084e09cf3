"""Where what a page tells of happened: the place behind `tại`, `ở`, in brackets, or in front of its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.orthography import CAPITALS, SMALL, loose
from nlp.mention import Mention
from nlp.places.levels import level_of, levels_pattern

LEAD, NEAR = 1000, 650
"""Characters of a page in which it says where and when; those in which a commune or uncued place may be the scene."""
HEADLINE = 120
"""Characters in which a page's headline begins."""
LONGEST_SENTENCE = 300
LONG_LINE = 160
"""Characters from which a line is running text."""
CHAIN = re.compile(r"\s?[,(]\s?|\s[-–]\s")
AT = re.compile(r"(?<!\w)(?:(?:tại|trụ sở ở)\s|địa điểm(?: tổ chức)?\s?:)[^.;:\n]{0,70}$", re.IGNORECASE)
HERE = re.compile(r"(?<!\w)(?<!quê )(?<!nhà )(?<!người )(?:ở|trên địa bàn)\s$", re.IGNORECASE)
NATURAL = re.compile(r"(?:đèo|đảo|quần đảo|cửa khẩu|hồ|vịnh|núi)\s", re.IGNORECASE)
"""Places without a level that news is told of."""
ESTATE = re.compile(r"khu (?:công nghiệp|kinh tế|chế xuất)\s", re.IGNORECASE)
VENUES = "trụ sở|hội trường|khuôn viên|văn phòng|nhà văn hóa|nhà khách|sân"
"""What bodies have where things are held, as the alternatives of a pattern."""
IN_TITLE = re.compile(r"(?<!\w)(?:ở|tại|giữa)\s$", re.IGNORECASE)
TO = re.compile(r"(?<!\w)(?:về|chọn)\s$", re.IGNORECASE)
DATELINE = re.compile(r"(?:^|\n)\s*\(?$")
BRACKET = re.compile(r"\s\($")
OF_VICTORY = re.compile(r"(?<!\w)(?:chiến (?:thắng|dịch)|trận|mặt trận|đại thắng)(?: lịch sử)?\s$", re.IGNORECASE)
LONGEST_VICTORY = 24
"""Characters of it: `chiến thắng lịch sử Điện Biên Phủ`."""
WARD = "phường "
PARTS_OF_TOWN = (WARD, "quận ")
"""How parts of a town begin: they give way to it where it is named behind them, while a commune is told for itself."""
TOWN = re.compile(r"(?:thành phố|thị xã|huyện)\s", re.IGNORECASE)
BASIS = re.compile(
    r"\W*(?:căn cứ|xét|theo (?:biên bản|đề nghị|kế hoạch|công văn|hướng dẫn|quyết định|tờ trình))(?!\w)", re.IGNORECASE
)
MEMBERS = re.compile(
    r"(?<!\w)(?:gồm|đến từ|quê(?: ở| tận| gốc)?|của (?:các|\d+) (?:tỉnh|huyện|xã|địa phương))(?!\w)[^.\n]*$",
    re.IGNORECASE,
)
SENTENCE = re.compile(rf"(?<=[\d{SMALL})”\"])[.;:!?…]\s|\n")
PLAIN_LEVEL = re.compile(
    rf"(?:{levels_pattern()}|liên khu"
    r"|khu(?=\s(?:tự trị|Hồng Quảng|Tây Bắc|Việt Bắc|Đông Bắc|Tả Ngạn|Hữu Ngạn|Vĩnh Linh|Thái Mèo|[IVX\d]+(?!\w))))\s",
    re.IGNORECASE,
)
"""Levels of administration: buildings, streets and villages say nothing of where a document is at home."""
SITE_OF_PLACE = re.compile(
    rf"(?<=\w )(?<!thị )(?:{levels_pattern('city', 'district', 'town', 'ward')}) [{CAPITALS}].*$"
)
"""The place that a public building is named after: `nhà văn hóa huyện Văn Chấn`."""
PROVINCE = re.compile(r"tỉnh\s", re.IGNORECASE)
COMMUNE = re.compile(rf"(?:{levels_pattern('ward')})\s", re.IGNORECASE)


def bare_place(place: str) -> str:
    """A place's name without its level, in loose spelling to compare with others."""
    return loose(PLAIN_LEVEL.sub("", place))


def find_scene(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place of the first scene that the lead tells of; a province gives way to a smaller scene in it."""
    found = list(_scenes(body, mentions))
    smaller = next((place for place in found if not PROVINCE.match(place.name)), None)
    return smaller or (found[0] if found else None)


def find_titled(body: str, mentions: Sequence[Mention], title_end: int) -> Mention | None:
    """The one place where a headline says that something was: `Thầy lang ở Quảng Giao`; None where it names two."""
    named = [
        mention
        for mention in mentions
        if mention.label == "PLACE"
        and mention.end <= title_end
        and (PLAIN_LEVEL.match(mention.name) or NATURAL.match(mention.name))
        and IN_TITLE.search(body, max(0, mention.start - 6), mention.start)
    ]
    return named[0] if len(named) == 1 else None


def find_headed(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The town or district that a headline begins with: `Ba Tri: Nông dân thi nhau trữ nước`."""
    for mention in mentions:
        if mention.start > HEADLINE:
            return None
        if mention.label == "PLACE" and TOWN.match(mention.name) and body[mention.end : mention.end + 1] == ":":
            return mention
    return None


def find_named(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The first place of administration that the lead names, cued or not: for pages that tell of no unit's place.

    One that is written with its level comes before one without, which may be named in passing.
    """
    near = [mention for mention in mentions if mention.label == "PLACE" and mention.start < NEAR]
    chains = (chain for chain in _chains(body, near) if not _lists_members(body, chain))
    places = [place for chain in chains if (place := _of_chain(chain)) is not None]
    levelled = next((place for place in places if PLAIN_LEVEL.match(place.text)), None)
    return levelled or (places[0] if places else None)


def _lists_members(body: str, chain: Sequence[Mention]) -> bool:
    """Whether places are the members of a cluster or those that people came from: `gồm các tỉnh: A, B, C`."""
    levels = [PLAIN_LEVEL.match(place.name) for place in chain]
    same = [level[0].lower() for level in levels if level is not None]
    return (
        MEMBERS.search(body, max(0, chain[0].start - 60), chain[0].start) is not None or len(same) > len(set(same)) + 1
    )


def _scenes(body: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    units = {mention.end for mention in mentions if mention.label in ("UNIT", "PLACE")}
    days = [m.start for m in mentions if m.label == "DATE" and "-" in str(m.value)[5:8] and m.start < LEAD]
    for chain in _chains(body, [mention for mention in mentions if mention.label == "PLACE" and mention.start < LEAD]):
        start = chain[0].start
        place = _of_chain(chain, address=_fills_line(body, chain))
        if place is None or not (start < NEAR or not COMMUNE.match(place.name)) or _is_of_basis(body, start):
            continue
        dated = in_dated_sentence(body, start, days) or _fills_line(body, chain)
        if (
            _is_cued(body, start, units, dated=dated)
            or _opens_lead(body, start, place)
            or (dated and start < NEAR and _is_address(chain))
        ):
            yield place


def _is_of_basis(body: str, start: int) -> bool:
    """Whether a line says what a paper is based on: `Theo biên bản họp ngày … tại huyện …`."""
    return BASIS.match(body, body.rfind("\n", 0, start) + 1) is not None


def _is_cued(body: str, start: int, units: set[int], *, dated: bool) -> bool:
    """Whether words of place, or a bracket behind a unit or at a line's start, stand before a place."""
    before = body[max(0, start - 80) : start]
    if AT.search(before):
        return True
    if start >= NEAR:
        return False
    if BRACKET.search(before) and start - 2 in units:
        return True
    return bool(
        (dated and HERE.search(before)) or TO.search(before) or (DATELINE.search(before) and before.endswith("("))
    )


def _fills_line(body: str, chain: Sequence[Mention]) -> bool:
    """Whether a chain is a line of its own at the head: `Xã Vũ Thắng, huyện Kiến Xương, tỉnh Thái Bình`."""
    start, end = chain[0].start, chain[-1].end
    return start < HEADLINE and body[start - 1 : start] in ("", "\n") and body[end : end + 1] in ("", "\n")


def _opens_lead(body: str, start: int, place: Mention) -> bool:
    """Whether a town or district opens the first long line of a page: `TP. Cao Lãnh những ngày giữa tháng 3 …`."""
    opens = start > 0 and body[start - 1] == "\n" and TOWN.match(place.name) is not None
    end = body.find("\n", start)
    return opens and (len(body) if end < 0 else end) - start > LONG_LINE and not _has_long_line(body[:start])


def _has_long_line(text: str) -> bool:
    return any(len(line) > LONG_LINE for line in text.split("\n"))


def in_dated_sentence(body: str, start: int, days: Sequence[int]) -> bool:
    """Whether a day stands in the sentence of a place: what happened there happened then."""
    for day in days:
        first, last = min(day, start), max(day, start)
        if last - first < LONGEST_SENTENCE and not SENTENCE.search(body, first, last):
            return True
    return False


def _chains(body: str, places: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Places that stand in a row, from the smallest on (`phường 6, TP Sóc Trăng`), those that battles bear aside."""
    chain: list[Mention] = []
    for place in places:
        if OF_VICTORY.search(body, max(0, place.start - LONGEST_VICTORY), place.start):
            continue
        if chain and CHAIN.fullmatch(body[chain[-1].end : place.start]):
            chain.append(place)
            continue
        if chain:
            yield chain
        chain = [place]
    if chain:
        yield chain


def _is_address(chain: Sequence[Mention]) -> bool:
    """Whether a chain goes up from a commune, a ward or a site to its district or town: others are lists."""
    levels = [place.name for place in chain if PLAIN_LEVEL.match(place.name)]
    if len(chain) > 1 and not PLAIN_LEVEL.match(chain[0].name):
        return bool(levels) and TOWN.match(levels[0]) is not None
    return len(levels) > 1 and bool(COMMUNE.match(levels[0])) and not COMMUNE.match(levels[1])


def _is_city_part(chain: Sequence[Mention]) -> bool:
    """Whether a chain goes from a ward up to its urban district: `phường 6, quận 3`."""
    last = chain[-1].name.lower()
    return last.startswith(PARTS_OF_TOWN) and level_of(last) != level_of(chain[0].name.lower())


def _of_chain(chain: Sequence[Mention], *, address: bool = False) -> Mention | None:
    """The first place of administration; a ward or urban district gives way to its city.

    A commune gives way to its district in an `address` that fills a line: it is whose paper it is, not a scene.
    """
    plain = [place for place in chain if PLAIN_LEVEL.match(place.name)]
    site = SITE_OF_PLACE.search(chain[0].name)
    if site is not None and (not plain or not site[0].lower().startswith(PARTS_OF_TOWN)):
        return replace(chain[0], value=site[0])
    if not plain:
        return next((place for place in chain if ESTATE.match(place.name)), None)
    first = plain[0]
    if first.name.lower().startswith(PARTS_OF_TOWN) or (address and COMMUNE.match(first.name)):
        return next((place for place in plain if TOWN.match(place.name)), plain[-1] if _is_city_part(plain) else first)
    return first
