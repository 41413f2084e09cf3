"""The name of the body that issues a document: in full, as a letterhead or the text behind a short name says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.document import Clue, Document
from ingest.orthography import CAPITALS, is_capitals, is_syllable, loose, plain_dashes
from nlp.fields.masthead import has_abbreviation, known_places
from nlp.mention import Mention
from nlp.places.gazetteer import is_province_value, province_entries
from nlp.places.home_province import OWN_PLACE, home_province
from nlp.places.levels import AUTHORITY_KINDS, levels_pattern
from nlp.text.alternatives import load_alternatives
from nlp.text.clue_fields import first_clue, one_line
from nlp.units.cluster_names import cluster_in_usual_letters, without_dash
from nlp.units.party_levels import PARTY_LEVELS
from nlp.units.spelling import expand


def _words(*kinds: str) -> str:
    """The words of issuer_words.tsv of those kinds, as the alternatives of a pattern."""
    return load_alternatives("issuer_words", *kinds)


LEVELS = rf"{levels_pattern()}|khu tự trị|liên khu|khu"
PLACE_END = re.compile(
    rf"(?:(?:{LEVELS})\s(?!hội\s*$|(?<=khu\s)(?:công nghiệp|kinh tế|chế xuất|du lịch|di tích)(?!\w))"
    r"[^\W\d_][\w'’ -]*|Việt Nam|Trung ương|toàn quốc|tối cao|(?:miền|khu vực|vùng|đồng bằng)\s.+)$",
    re.IGNORECASE,
)
PARTY_OF = re.compile(r"(?<!\w)(tỉnh|huyện|quận|xã|phường)\s[uủ][yỷ](?=\s)", re.IGNORECASE)
"""A Party committee named by its level: its place is the level's (`Tỉnh ủy Tiền Giang`)."""
SOCIETY = rf"(?!hội(?:\s*$|\s(?:{LEVELS}|việt nam|cơ sở|và|[-–&])(?!\w)))"
"""No commune is `xã hội` (society) at a name's end or before a level; `xã Hội Sơn` is one."""
PLACE_NAME = re.compile(
    rf"(?<!\w)(?<!tác )(?<!tấn )(?P<level>{LEVELS})\s{SOCIETY}(?P<name>[^\W\d_][^,;()]*)$", re.IGNORECASE
)
SHORT_CITY = re.compile(rf"(?<!\w)(?:TP|T\.P)\.?\s?(?=[{CAPITALS}])")
PARTY_OR_YOUTH = re.compile(rf"(?P<level>{'|'.join(PARTY_LEVELS)}) (?:ủy|[Đđ]oàn|hội|đội) (?P<name>[{CAPITALS}].*)$")
REGION = re.compile(r"liên khu|khu|tỉnh", re.IGNORECASE)
SESSION = re.compile(r"[\s,]*(?:khóa|khoá|kỳ họp|phiên họp|nhiệm kỳ|lần thứ)(?!\w).*", re.IGNORECASE | re.DOTALL)
CLUSTER = re.compile(r"(?:Cụm|Khối) (?:thi đua|số)(?!\w)", re.IGNORECASE)
CLUSTER_OWNER = re.compile(
    r"(?:\s?,|\s[-–])?\s(?:(?:thuộc|của)\s)?(?P<centre>(?:T\.?\s?Ư|TW|Trung ương)\s)?$", re.IGNORECASE
)
"""What may stand between a cluster and the body to which it belongs: `Cụm thi đua số 2, Trung ương Hội …`."""
LEVEL_ALONE = re.compile(rf"(?<!\w)(?<!các )(?<!, )(?:{levels_pattern(*AUTHORITY_KINDS)}|TP)$", re.IGNORECASE)
OF_PLACE = re.compile(rf"(?:{_words('of_place')})(?!\w)", re.IGNORECASE)
"""Bodies that are those of the place of the committee above them."""
LANDSCAPE = re.compile(rf"(?:{_words('landscape')})(?!\w)")
"""What stands behind `các huyện` and is no name of one."""
JOINED = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")
SHORT_NAME = 6
"""Words of a shouted name up to which all of them may be a proper name's."""
LONGEST_GAP = 14
SAME_NAMED = 8
"""Namings of a cluster, the first ones, behind which its owner is looked for."""
MEMBERS = re.compile(rf"(?<!\w)các (?!tỉnh)(?:{_words('member')})(?!\w)", re.IGNORECASE)
"""A cluster of such members is one of the province, or of the district, where it stands."""
BOARD = re.compile(r"^(?:Ban Thường vụ|Thường trực|Thường vụ) (?=(?:Tỉnh|Huyện|Thành|Thị|Quận|Đảng|Khu) ủy)")
PARTY_IN_OLD_ORDER = re.compile(
    r"^(?P<board>Ban \w+ \w+) (?P<level>tỉnh|huyện|thành|khu|quận) đảng bộ (?P<place>.+)", re.IGNORECASE
)
"""`BAN CHẤP HÀNH TỈNH ĐẢNG BỘ NINH BÌNH`, as papers before 1976 have it."""
HEADS_OF = re.compile(rf"^Ban (?:{_words('head')}) (?=[^\W\d_])", re.IGNORECASE)
ON_PREMISES = re.compile(rf"(?:{_words('premises')})\s")
"""How the names begin of bodies that are in one place, behind whose name a dash may tell it; firms have it inside."""
SITED = re.compile(rf"(?:{_words('premises', 'sited')})\s", re.IGNORECASE)
"""Bodies that have a site of their own."""
AFTER_BOARD = re.compile(r"(?<=^Ban )[^\W\d_]")
REMEMBERED = 1_024
"""Names whose place is kept: those of a document are asked for again and again."""
COMMON = frozenset({"các", "và", "của", "tỉnh", "thành", "phố", "huyện", "quận", "thị", "xã", "phường", "khối", "cụm"})


@lru_cache(maxsize=REMEMBERED)
def own_place(unit: str) -> str:
    """The place in a unit's canonical name with its level, `huyện Nông Cống` of `Huyện ủy Nông Cống`; `''` for none."""
    found = OWN_PLACE.search(SHORT_CITY.sub("thành phố ", unit))
    if found is not None:
        place = found[0].strip()
        return place if place[0].islower() or place.startswith(("Khu", "Liên")) else place[:1].lower() + place[1:]
    committee = PARTY_OR_YOUTH.search(unit)
    return f"{PARTY_LEVELS[committee['level']]} {committee['name']}" if committee is not None else ""


def tidy(name: str) -> str:
    """A name without the dash behind a cluster's number or a bracket that was left open, its levels in full."""
    name = without_dash(name).rstrip(" (,;:")
    return re.sub(r"các tỉnh, thành(?! phố)(?!\w)", "các tỉnh, thành phố", name)


def party_itself(name: str) -> str:
    """The committee for which its board acts: `Tỉnh ủy Quảng Ngãi` for `Ban Thường vụ Tỉnh ủy Quảng Ngãi`."""
    return BOARD.sub("", name)


def body_itself(name: str) -> str:
    """A school, hospital or firm for its heads, and without where it is: `Trường THPT Chu Văn An - Yên Bái`."""
    name = HEADS_OF.sub("", name)
    own, dash, place = name.rpartition(" - ")
    named = loose(f"{' '.join(own.split()[-2:])} - {place}") in known_places()
    return own if dash and ON_PREMISES.match(own) and loose(place) in known_places() and not named else name


def usual_letters(text: str) -> str:
    """A shouted name as it is written in a sentence, abbreviations in full; proper names behind level words kept up."""
    line = " ".join(JOINED.sub(_apart, plain_dashes(text)).split())
    line = expand(line) if has_abbreviation(line) else line
    if not is_capitals(text):
        return line
    line = " ".join(word if re.search(r"\d", word) or _is_roman(word) else word.lower() for word in line.split())
    place = PLACE_NAME.search(line)
    if place is not None and LANDSCAPE.match(place["name"]):
        return line[:1].upper() + line[1:]
    if place is not None:
        line = f"{line[: place.start('name')]}{place['name'].title()}"
    elif len(line.split()) <= SHORT_NAME:
        return line.title()
    return line[:1].upper() + line[1:]


def _apart(joined: re.Match[str]) -> str:
    """The syllables of a word that an old print joins (`VẬN-ĐỘNG`); what is no word stays (`TĐ-KT`)."""
    return " ".join(joined.groups()) if all(map(is_syllable, joined.groups())) else joined[0]


def _is_roman(word: str) -> bool:
    return re.fullmatch(r"[IVXLC]+", word) is not None


def in_new_order(text: str) -> str:
    """A Party committee's name as it is written today, `''` where it is so already."""
    old = PARTY_IN_OLD_ORDER.match(text)
    if old is None:
        return ""
    level = PARTY_LEVELS.get(old["level"].capitalize(), old["level"].lower())
    return f"{board_in_usual_letters(old['board'])} Đảng bộ {level} {old['place'].title()}"


def board_in_usual_letters(head: str) -> str:
    """`BAN CHẤP HÀNH` as `Ban Chấp hành`; other heads with their first letter alone as a capital."""
    return AFTER_BOARD.sub(lambda letter: letter[0].upper(), head.capitalize())


def in_full(document: Document, clue: Clue) -> str:
    """A letterhead's line that no unit was found in, in usual letters and with the place of the body above it."""
    name = usual_letters(clue.text)
    above = place_above(document) if OF_PLACE.match(name) else ""
    return f"{name} {above}" if above and PLACE_END.search(name) is None else name


def whole_letterhead(document: Document, clue: Clue, unit: Mention) -> str:
    """The name of a letterhead that goes on behind the unit found in it: `Khối thi đua số VII các doanh nghiệp`.

    A place that the canonical name adds stays away where the letterhead has one of its own.
    """
    assert clue.start is not None and clue.end is not None
    own, rest = document.body[clue.start : clue.end], document.body[unit.end : clue.end]
    if loose(one_line(own)) != loose(one_line(clue.text)):  # the national title stands between its lines
        own, rest = clue.text, clue.text.partition(unit.text)[2]
    own, rest = own.strip(" *-–\n"), SESSION.sub("", rest).strip(" *-–,\n")
    name = without_added_place(unit.name, own)
    if CLUSTER.match(unit.name) and "(" in own:
        return cluster_in_usual_letters(own.partition("(")[0])  # its members in brackets
    if unit.start > clue.start + 1 or not rest or loose(rest) in loose(unit.name):
        return name if PLACE_NAME.search(usual_letters(own)) else unit.name
    if CLUSTER.match(unit.name):
        return f"{name} {_small(usual_letters(rest))}"
    return usual_letters(own)


def without_added_place(name: str, surface: str) -> str:
    """A canonical name without the place at its end that its own words do not name."""
    added = OWN_PLACE.search(name)
    if added is None or loose(added[0].strip()) in loose(usual_letters(surface)):
        return name
    if name[: added.start()].rstrip().endswith("các"):
        return name  # `các tỉnh Đông Nam Bộ` is no one place
    return name[: added.start()].strip()


def _small(text: str) -> str:
    """Common words behind a name, as they stand in a sentence."""
    return text[:1].lower() + text[1:] if text.split()[0].lower() in COMMON else text


def has_place(name: str) -> bool:
    """Whether a cluster's name ends with a place, a region or the nation, or describes its members."""
    return PLACE_END.search(name) is not None or MEMBERS.search(name) is not None


def at_place_above(document: Document, clue: Clue, name: str) -> str:
    """A name whose place is not its own line's, with the place of the line above it where that names one."""
    superior = first_clue(document, "superior")
    added = OWN_PLACE.search(name)
    if superior is None or added is None or loose(added[0].split()[-1]) in loose(plain_dashes(clue.text)):
        return name
    above = PLACE_NAME.search(usual_letters(PARTY_OF.sub(r"\1", superior.text)))
    if above is None or loose(above[0]) == loose(added[0].strip()) or not REGION.match(above[0]):
        return name
    place = f"{above[0][:1].upper()}{above[0][1:]}" if above[0].startswith(("liên", "khu")) else above[0]
    return f"{name[: added.start()].strip()} {place}"


OF_A_LEVEL = re.compile(rf"\s(?:thuộc|của|trên địa bàn)\s(?:{levels_pattern()})$")
"""The level without a name to which a cluster's members belong: `Cụm thi đua các phường thuộc quận`."""


def cluster_name(document: Document, mentions: Sequence[Mention], name: str, unit: Mention | None) -> str:
    """A cluster's name with the body it belongs to, which stands behind it, or else with the place of its members."""
    if not CLUSTER.match(name):
        return name
    name = OF_A_LEVEL.sub("", tidy(name))
    above = "" if unit is not None else place_above(document)
    if above and PLACE_END.search(name) is None:
        return f"{name} {above}"
    if any(one.label == "UNIT" and loose(one.text) == loose(name) for one in mentions):
        return name  # the page writes it whole somewhere
    bare = without_added_place(name, unit.text) if unit is not None else name
    if unit is not None and (PLACE_END.search(bare) is None or MEMBERS.search(bare)):
        same = [other.end for other in mentions if other.label == "UNIT" and other.name == unit.name][:SAME_NAMED]
        owner = next(filter(None, (_owner_behind(document.body, mentions, end) for end in same)), "")
        if owner:
            return f"{_before_owner(bare, owner)} {owner}"
    if unit is not None and unit.text.isupper() and (told := _told_with_level(mentions, name)):
        return told
    if unit is not None and not _tells_level(unit.text):
        return bare if not MEMBERS.search(bare) else f"{bare} {_titled_province(document)}".strip()
    if not MEMBERS.search(name):
        return name
    province = home_province(document, mentions)
    stem = OWN_PLACE.sub("", name).strip()
    ends_wrong = stem != name and not is_province_value(name[len(stem) :].strip())
    if province and (ends_wrong or PLACE_END.search(name) is None) and "các xã" not in name:
        return f"{stem} {province}"
    return name


def _told_with_level(mentions: Sequence[Mention], name: str) -> str:
    """The name of a cluster that the page's heading shouts and its text tells with a level, `''` without one."""
    same = (one for one in mentions if one.label == "UNIT" and loose(one.name) == loose(name))
    return next((one.name for one in same if not one.text.isupper() and _tells_level(one.text)), "")


def _tells_level(surface: str) -> bool:
    """Whether a page's words for a cluster end with a level, of which its place follows: `Khối các cơ quan tỉnh`."""
    return any(pattern.search(surface) for pattern in (PLACE_END, LEVEL_ALONE, SHORT_CITY))


def _titled_province(document: Document) -> str:
    """The province that a page's headline names first, with its level; a page without one says no more of its own."""
    title = first_clue(document, "title")
    words = loose(title.text) if title is not None else ""
    named = (entry for short, entry in province_entries().items() if words.startswith(f"{loose(short)}:"))
    return next((entry.value for entry in named), "")


def _before_owner(name: str, owner: str) -> str:
    """A cluster's name without the beginning of its owner's, where it holds that already."""
    words = name.split()
    for at in range(2, len(words)):
        if loose(owner).startswith(loose(" ".join(words[at:]))):
            return " ".join(words[:at])
    return name


def place_above(document: Document) -> str:
    """The place of the body that stands above the issuer in a letterhead."""
    superior = first_clue(document, "superior")
    place = PLACE_NAME.search(usual_letters(superior.text)) if superior is not None else None
    return f"{place['level'].lower()} {place['name']}" if place is not None else ""


def _owner_behind(body: str, mentions: Sequence[Mention], end: int) -> str:
    for unit in mentions:
        if unit.label == "UNIT" and end < unit.start <= end + LONGEST_GAP:
            gap = CLUSTER_OWNER.fullmatch(body, end, unit.start)
            if gap is None or CLUSTER.match(unit.name):
                return ""
            centre = "" if gap["centre"] is None or unit.name.startswith("Trung ương") else "Trung ương "
            return centre + unit.name
    return ""
