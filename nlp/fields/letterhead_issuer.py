"""The body that a paper's letterhead names as its issuer, with what stands above it where its own line lacks that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation, names_body_behind
from ingest.orthography import CAPITALS, loose
from nlp.citations.own_number import codes_of
from nlp.fields.issuer_names import (
    CLUSTER,
    OF_PLACE,
    at_place_above,
    board_in_usual_letters,
    cluster_name,
    has_place,
    in_full,
    in_new_order,
    own_place,
    place_above,
    tidy,
    usual_letters,
    whole_letterhead,
    without_added_place,
)
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.places.levels import levels_pattern
from nlp.text.alternatives import load_alternatives
from nlp.text.clue_fields import clues_of, first_clue, undashed
from nlp.units.party_levels import PARTY_LEVELS, led_body

ENDS_WITH_PLACE = re.compile(rf"(?:{levels_pattern()}|Việt Nam|Trung ương)(?:\s[{CAPITALS}]\w*)*$")
PARTY = re.compile(r"(?:đảng|huyện|tỉnh|thành|quận|thị|xã|phường)\s(?:uỷ|ủy)|đảng bộ", re.IGNORECASE)
SITE = re.compile(r"^(?:trang|cổng) (?:thông tin(?: điện tử)?|ttđt)\s+", re.IGNORECASE)
"""What a site's footer puts before the name of the body whose site it is."""
LEVEL = re.compile(rf"(?<!\w)(?:{levels_pattern()}|Việt Nam|Trung ương)\s", re.IGNORECASE)
JOINT = re.compile(r"\s[-–]\s?|\s?[-–]\s")
STAFF = re.compile(r"(?:Cục|Phòng|Ban) (?:Chính trị|Tham mưu|Hậu cần|Kỹ thuật|Hậu cần - Kỹ thuật|Tác chiến)|Văn phòng")
"""Parts of a command or an office, which is named on the line above."""
OFFICES = frozenset({"Văn phòng"})
"""What is a committee's own also under one of a place."""
PEOPLE = re.compile(r"(?:Ủy ban|UBND|Hội đồng|Sở)(?!\w)", re.IGNORECASE)
"""Bodies of a place: what stands below them is of the place, not theirs."""
OF_SEVERAL = re.compile(r"liên (?:tịch|ngành|bộ)|phối hợp", re.IGNORECASE)
OF_COMMITTEE = re.compile(rf"{OF_PLACE.pattern}|(?:Trung tâm|Trạm|Quỹ|Đài|Đội)(?!\w)", re.IGNORECASE)
"""Offices under a people's committee that are called after its place."""
KINDS = load_alternatives("hospital_kinds")
HOSPITAL = re.compile(rf"(?:Bệnh viện|Trung tâm) (?:(?:{KINDS})(?: và |, | - )?)+", re.IGNORECASE)
"""A hospital by its kind alone: each province has one."""
PART = re.compile(r"(?:Ban|Văn phòng|Ủy ban Kiểm tra|Phòng|Trung tâm (?:Bồi dưỡng )?chính trị)(?!\w)", re.IGNORECASE)
"""Parts that each committee, union or firm has, called after it."""
OF_ZONES = re.compile(r"Công đoàn (?:các )?(?:khu|KCN)(?!\w)", re.IGNORECASE)
UNION = re.compile(r"(?:LĐLĐ|Liên đoàn Lao động)(?!\w)", re.IGNORECASE)
"""The union of a province, whose is that of its industrial zones."""
BOARD_ALONE = re.compile(r"Ban (?:Chấp hành|Thường vụ|Thường trực)", re.IGNORECASE)
FRONT = "Mặt trận Tổ quốc"
"""Its boards are those of its committee."""
WHOLE_BOARD = "Ban Chấp hành"
"""The board that is the organisation's, not its committee's."""
CENTRAL = re.compile(r"ban chấp hành trung ương", re.IGNORECASE)
CODES, CODES_OF_JOINT = re.compile(r"[/-]\s?(?!LT|CTPH|CTrPH|KHLT|NQLT|HDLT|KHPH|TTLT)[A-ZĐ&]{2,}"), 2
"""The codes of bodies in a joint paper's number: `77/LT-SVHTT-HND`."""
PEOPLE_OVER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|HĐND|Tổng (?:cục|công ty|liên đoàn)|Tỉnh ủy|Huyện ủy|Đảng bộ)(?!\w)", re.IGNORECASE
)
"""What stands above an office, and issues nothing with it."""
BRANCH = re.compile(r"chi nhánh\s", re.IGNORECASE)
"""A branch whose own name stands behind the dash: `Chi nhánh Tổng công ty 15 - Công ty 72`."""
BARE_HEAD = re.compile(
    r"(?P<head>Ban Chấp hành|Ban Thường vụ|Ban Thường trực|Ban Trị sự|Chi nhánh|Văn phòng đại diện|Phòng giao dịch)"
    rf" (?P<place>(?:{levels_pattern()}) (?!(?:đoàn|ủy|uỷ|hội|đội)\s).+)",
    re.IGNORECASE,
)
"""A committee or branch that its letterhead names by its place alone: what it belongs to stands on the line above."""
SOCIETY = re.compile(
    rf"(?P<board>Ban (?:Chấp hành|Thường vụ) )?(?P<level>{'|'.join(PARTY_LEVELS)}) hội (?P<place>[^\W\d_].+)",
    re.IGNORECASE,
)
OF_FRONT = re.compile(rf"(?:ủy|uỷ) ban (?P<level>{levels_pattern()}) (?P<place>[^\W\d_].+)", re.IGNORECASE)
THE_FRONT = re.compile(r"(?:MTTQ|mặt trận tổ quốc)(?: việt nam)?", re.IGNORECASE)
NATION_END = re.compile(r"việt nam$", re.IGNORECASE)
COMMITTEE_OF = re.compile(rf"(?P<level>{'|'.join(PARTY_LEVELS)}) (?:ủy|uỷ) (?P<place>[^\W\d_].+)", re.IGNORECASE)
PARTY_PART = re.compile(r"ban tổ chức", re.IGNORECASE)
CENTRAL_HEAD = re.compile(r"(?P<head>Ban (?:Chấp hành|Thường vụ|Thư ký|Bí thư)) Trung ương", re.IGNORECASE)
"""The central committee of an association that stands on the line above; the Party's own is named so alone."""
PARTY_ITSELF = re.compile(r"đảng (?:cộng sản|lao động)", re.IGNORECASE)
WHOLE_NATION = re.compile(r"(?<=\w)(?<!giáo hội phật giáo)(?<!mặt trận tổ quốc) Việt Nam$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A unit's canonical name, and the offsets (None outside the body), page and method it was read from."""

    name: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


def joint_paper(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The first of the bodies that issue a joint paper: under each other, with the codes of both in its number, or
    side by side above the last of them.
    """
    superior, issuer, number, kind = (
        first_clue(document, zone) for zone in ("superior", "issuer", "doc_number", "doc_type")
    )
    beside = [unit for unit in mentions if unit.label == "UNIT" and superior is not None and _overlaps(unit, superior)]
    if superior is not None and issuer is not None and is_joint(superior.text) and len(beside) > 1:
        return Issuer(_first_of_joint(beside), superior.method, superior.start, superior.end, superior.page)
    if superior is None or issuer is None or kind is None or not OF_SEVERAL.search(kind.text):
        return None
    if number is None or len(CODES.findall(number.text)) < CODES_OF_JOINT or PEOPLE_OVER.match(superior.text):
        return None
    clues = [*clues_of(document, "superior"), issuer]
    named = [unit for clue in clues for unit in mentions if unit.label == "UNIT" and _overlaps(unit, clue)]
    if len(named) < CODES_OF_JOINT or (len(clues) == CODES_OF_JOINT and len(named) > CODES_OF_JOINT):
        return None
    return Issuer(_first_of_joint(named), superior.method, superior.start, superior.end, superior.page)


def as_number_says(document: Document, name: str) -> str:
    """A ministry's name as it writes itself, and the head of government where the paper's number is his."""
    bodies = load_lexicon("number_issuers")
    bare = undashed(loose(name))
    written = next((body.value for body in bodies if undashed(loose(body.value)) == bare), name)
    number = first_clue(document, "doc_number")
    code = codes_of(number.text)[-1:] if number is not None else []
    told = next((body.value for body in bodies if [body.form] == code), "")
    return told if loose(told).endswith(f" {loose(written)}") else written


def of_letterhead(document: Document, clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the body that a letterhead names, with what stands above it where it lacks that."""
    told_above = (
        _society(document, clue, mentions) or _committee_of_front(document, clue) or _party_part(document, clue)
    )
    if told_above:
        return told_above
    name = in_new_order(" ".join(clue.text.split())) or unit_name(clue, mentions)
    if name == clue.text and name.isupper():
        name = in_full(document, clue)
    inside = [unit for unit in mentions if unit.label == "UNIT" and _overlaps(unit, clue)]
    lower = _lower_line(document.body, inside, clue)
    if lower is not None:
        return tidy(lower.name)
    if inside and clue.start is not None and not is_joint(clue.text):
        longest = max(inside, key=lambda unit: unit.end - unit.start)
        heading = next((unit for unit in inside if unit.start == clue.start and CLUSTER.match(unit.name)), longest)
        if heading is not longest:  # `CỤM THI ĐUA SỐ 5` `NGÀNH NGÂN HÀNG TỈNH …`: no body stands above the other
            longest, name = heading, heading.name
        whole = whole_letterhead(document, clue, longest)
        if CLUSTER.match(longest.name) and whole == longest.name and place_above(document):
            name = longest.name  # the place above tells more than who its members are
        name = whole if whole != longest.name and name.startswith(longest.name) else name
    name = at_place_above(document, clue, _under(document, clue, name, mentions))
    below = _below(document, clue, name, mentions)
    return tidy(cluster_name(document, mentions, _part_of(document, below, mentions) if below == name else below, None))


def _part_of(document: Document, name: str, mentions: Sequence[Mention]) -> str:
    """A part that its own line names alone, with the committee, union or firm above it or the place of that above it.

    `HUYỆN ỦY TRẠM TẤU` over `BAN TUYÊN GIÁO`, `UBND TỈNH BÌNH DƯƠNG` over `BAN DÂN TỘC`.
    """
    superior = first_clue(document, "superior")
    if superior is None or has_place(name) or own_place(name) or CENTRAL.search(superior.text):
        return name
    above = unit_name(superior, mentions)
    above = usual_letters(above) if above.isupper() else above
    if PEOPLE.match(superior.text) and FRONT not in above:
        place = place_above(document) or own_place(above)
        return f"{name} {place}".strip() if OF_COMMITTEE.match(name) or HOSPITAL.fullmatch(name) else name
    if OF_ZONES.match(name) and UNION.match(superior.text):
        return f"{name} {place_above(document) or own_place(above)}".strip()
    if not PART.match(name) or (names_body_behind(name) and not BOARD_ALONE.fullmatch(name)):
        return name
    above = above if name == WHOLE_BOARD else led_body(above)
    return f"{name} Ủy ban {above}" if above.startswith(FRONT) else f"{name} {above}"


def _society(document: Document, clue: Clue, mentions: Sequence[Mention]) -> str:
    """The name of a society's body of a level under the society's own: `HUYỆN HỘI CẦU NGANG`; else empty."""
    own, superior = SOCIETY.fullmatch(" ".join(clue.text.split())), first_clue(document, "superior")
    above = usual_letters(unit_name(superior, mentions)) if own is not None and superior is not None else ""
    if own is None or not above.startswith("Hội "):
        return ""
    whole = WHOLE_NATION.sub("", above.removesuffix(own_place(above)).strip())
    board = f"{board_in_usual_letters(own['board'].strip())} " if own["board"] else ""
    return f"{board}{whole} {PARTY_LEVELS[own['level'].capitalize()]} {own['place'].title()}"


def _committee_of_front(document: Document, clue: Clue) -> str:
    """The Front's committee of a level, which stands without its name below the Front's: `ỦY BAN TỈNH PHÚ YÊN`."""
    own, superior = OF_FRONT.fullmatch(" ".join(clue.text.split())), first_clue(document, "superior")
    if own is None or superior is None or not THE_FRONT.fullmatch(" ".join(superior.text.split())):
        return ""
    nation = " Việt Nam" if NATION_END.search(superior.text) else ""
    return f"Ủy ban {FRONT}{nation} {own['level'].lower()} {own['place'].title()}"


def _party_part(document: Document, clue: Clue) -> str:
    """A part of a Party committee whose name is no unit's by itself: `BAN TỔ CHỨC` below `TỈNH ỦY AN GIANG`."""
    superior = first_clue(document, "superior")
    words = " ".join(clue.text.split())
    above = COMMITTEE_OF.fullmatch(" ".join(superior.text.split())) if superior is not None else None
    if above is None or not PARTY_PART.fullmatch(words):
        return ""
    return f"{board_in_usual_letters(words)} {above['level'].capitalize()} ủy {above['place'].title()}"


def _lower_line(body: str, inside: Sequence[Mention], clue: Clue) -> Mention | None:
    """The second of two bodies that fill the lines of a letterhead: the one above it is its superior."""
    if len(inside) != len(("superior", "issuer")) or is_joint(clue.text) or inside[0].start != clue.start:
        return None
    gap = body[inside[0].end : inside[1].start]
    return inside[1] if inside[1].end == clue.end and "\n" in gap and not gap.strip() else None


def _below(document: Document, clue: Clue, name: str, mentions: Sequence[Mention]) -> str:
    """A cluster or a staff with the command, union or ministry above it, whose it is: `Cục Chính trị Quân khu 4`."""
    superior = first_clue(document, "superior")
    bare = without_added_place(name, clue.text) if CLUSTER.match(name) else name
    if superior is None or has_place(bare):
        return name
    if PEOPLE.match(superior.text) and OF_PLACE.match(name) and not own_place(name) and "“" in name:
        return f"{name} {place_above(document)}".strip()
    if PEOPLE.match(superior.text) and bare not in OFFICES:
        return name
    if STAFF.fullmatch(bare) or (CLUSTER.match(bare) and own_place(unit_name(superior, mentions)) == ""):
        above = unit_name(superior, mentions)
        return f"{bare} {usual_letters(above) if above.isupper() else above}"
    return name


def _overlaps(unit: Mention, clue: Clue) -> bool:
    return clue.start is not None and clue.end is not None and unit.start < clue.end and clue.start < unit.end


def _under(document: Document, clue: Clue, name: str, mentions: Sequence[Mention]) -> str:
    """The name of a committee or branch with that of the body above it, where its own line has its place alone."""
    bare = BARE_HEAD.fullmatch(name) or BARE_HEAD.fullmatch(usual_letters(clue.text))
    superior = first_clue(document, "superior")
    central = CENTRAL_HEAD.fullmatch(" ".join(clue.text.split()))
    if central is not None and superior is not None and not PARTY_ITSELF.search(superior.text):
        owner = unit_name(superior, mentions)
        owner = usual_letters(owner) if owner.isupper() else owner
        return f"{board_in_usual_letters(central['head'])} Trung ương {owner}"
    if bare is None or superior is None or PARTY.match(superior.text):
        return name
    owner = unit_name(superior, mentions)
    owner = usual_letters(owner) if owner.isupper() else owner
    if not loose(superior.text).endswith("việt nam") or not BRANCH.match(name):
        owner = WHOLE_NATION.sub("", owner)
    return f"{board_in_usual_letters(bare['head'])} {owner} {bare['place']}"


def unit_name(clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the unit that a clue names: by its place in the body, else by its words."""
    units = [mention for mention in mentions if mention.label == "UNIT"]
    if clue.start is not None and clue.end is not None:
        inside = [unit for unit in units if unit.start < clue.end and clue.start < unit.end]
        if is_joint(clue.text) and inside:
            return _first_of_joint(inside)
        if inside:
            return fuller(max(inside, key=lambda unit: unit.end - unit.start).name, units)
    name = SITE.sub("", clue.text)
    for unit in units:
        if loose(name) in (loose(unit.text), loose(unit.name)):
            return unit.name
    return name


def _first_of_joint(units: Sequence[Mention]) -> str:
    """The first of bodies that issue together, at the place that the last of them names for all."""
    first, last = min(units, key=lambda unit: unit.start), max(units, key=lambda unit: unit.end)
    place = ENDS_WITH_PLACE.search(last.name)
    if place is None or ENDS_WITH_PLACE.search(first.text) or LEVEL.search(first.text):
        return first.name
    return f"{ENDS_WITH_PLACE.sub('', first.name).strip()} {place[0]}"


def is_joint(name: str) -> bool:
    """Whether an issuer's name is that of several bodies: `HỘI NÔNG DÂN - HỘI LIÊN HIỆP PHỤ NỮ`."""
    parts = JOINT.split(name)
    return len(parts) > 1 and not BRANCH.match(name) and all(looks_like_organisation(part) for part in parts)


def fuller(name: str, mentions: Sequence[Mention]) -> str:
    """The name with what the document adds to it elsewhere: `Cụm thi đua số 4` is `Cụm thi đua số 4 các huyện`."""
    units = (mention for mention in mentions if mention.label == "UNIT")
    longer = [unit.name for unit in units if loose(unit.name).startswith(loose(name) + " ")]
    return min(longer, key=len) if longer and not ENDS_WITH_PLACE.search(name) else name
