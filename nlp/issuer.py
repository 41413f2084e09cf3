"""Which unit a document comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.acting_unit import PAGES_OF_ACT, find_actor, find_first, find_side, find_speaker, stands_above
from nlp.clue_fields import first_clue, stands
from nlp.issuer_names import (
    CLUSTER,
    OF_PLACE,
    at_place_above,
    board_in_usual_letters,
    body_itself,
    cluster_name,
    has_place,
    in_full,
    in_new_order,
    own_place,
    party_itself,
    place_above,
    tidy,
    usual_letters,
    whole_letterhead,
    without_added_place,
)
from nlp.mention import Mention
from nlp.unit_belongings import PARTY_LEVELS

ENDS_WITH_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|Việt Nam|Trung ương)(?:\s[A-ZĐÀ-Ỹ]\w*)*$")
PARTY = re.compile(r"(?:đảng|huyện|tỉnh|thành|quận|thị|xã|phường)\s(?:uỷ|ủy)|đảng bộ", re.IGNORECASE)
OF_COMMUNE = re.compile(r"Đảng ủy (?:xã|phường|thị trấn|đặc khu) ", re.IGNORECASE)
"""A commune's committee: its whole board or the standing one signs for it, and its name stays."""
HEADING = 600
"""Characters in which a letterhead and a paper's heading stand."""
SITE = re.compile(r"^(?:trang|cổng) (?:thông tin(?: điện tử)?|ttđt)\s+", re.IGNORECASE)
"""What a site's footer puts before the name of the body whose site it is."""
LEVEL = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|Việt Nam|Trung ương)\s", re.IGNORECASE)
JOINT = re.compile(r"\s[-–]\s?|\s?[-–]\s")
OWN_SITE = re.compile(
    r"(?:Trường|Bệnh viện|Trung tâm|Công ty|Tổng công ty|Nhà máy|Xí nghiệp|Học viện|Viện|Ngân hàng|Điện lực)\s",
    re.IGNORECASE,
)
PORTAL = re.compile(
    r"^(?:trang|cổng|website|bản tin)\s(?:(?:thông tin|giao tiếp|tin|ttđt|điện tử|web)\s)*(?:của\s)?", re.IGNORECASE
)
"""What a site's name has before that of the office whose it is."""
OWN_OFFICE = re.compile(
    OWN_SITE.pattern
    + r"|(?:UBND|Ủy ban|Sở|Ban|Hội|Liên đoàn|Công đoàn|Tòa án|TAND|Viện kiểm sát|Công an|Cục|Chi cục|Tỉnh đoàn"
    r"|Thành đoàn|Huyện đoàn|Đoàn|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Quận ủy|Đảng ủy|Đảng bộ|Bộ|Phòng|Văn phòng)\s",
    re.IGNORECASE,
)
STAFF = re.compile(r"(?:Cục|Phòng|Ban) (?:Chính trị|Tham mưu|Hậu cần|Kỹ thuật|Hậu cần - Kỹ thuật|Tác chiến)|Văn phòng")
"""Parts of a command or an office, which is named on the line above."""
OFFICES = frozenset({"Văn phòng"})
"""What is a committee's own also under one of a place."""
PEOPLE = re.compile(r"(?:Ủy ban|UBND|Hội đồng|Sở)(?!\w)", re.IGNORECASE)
"""Bodies of a place: what stands below them is of the place, not theirs."""
OF_SEVERAL = re.compile(r"liên (?:tịch|ngành|bộ)|phối hợp", re.IGNORECASE)
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
    r" (?P<place>(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) .+)",
    re.IGNORECASE,
)
"""A committee or branch that its letterhead names by its place alone: what it belongs to stands on the line above."""
BOARD_HEAD = re.compile(r"^Ban Chấp hành ")
HEADS = frozenset({"Cục", "Sở", "Ty"})
"""First words of offices that titles leave out."""
COMMITTEE_HEAD = re.compile(r"^(?:Ban (?:Thường vụ|Chấp hành|Thường trực) )")
WHOLE_NATION = re.compile(r"(?<=\w) Việt Nam$", re.IGNORECASE)
FOR_COMMITTEE = re.compile(
    r"T[./]?\s?M[./]?\s+(?P<committee>Ban (?:Thường vụ|Chấp hành|Thường trực))\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A unit's canonical name, and the offsets (None outside the body), page and method it was read from."""

    name: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


def find_issuer(
    document: Document, mentions: Sequence[Mention], *, doc_type: str = "", title_end: int = 0, site: str = ""
) -> Issuer | None:
    """The unit that the letterhead names as issuer, or that a page's first lines tell of as acting; None without one.

    News has an issuer only where a unit holds a meeting; `title_end` is where a title in the body ends, else 0.
    `site` is whose page it is: a school, a hospital or a firm tells of its own acts without its name.
    """
    joint = _joint_paper(document, mentions)
    if joint is not None:
        return joint
    clues = [clue for clue in document.clues if clue.field == "issuer" and clue.method != "footer"]
    for clue in sorted(clues, key=lambda clue: clue.start is None):
        name = _of_letterhead(document, clue, mentions)
        issuer = Issuer(name, clue.method, clue.start, clue.end, clue.page)
        party = PARTY.match(BOARD_HEAD.sub("", name)) is not None
        party = party and not (OF_COMMUNE.match(name) and not _heads_with_board(mentions))
        deciding = _committee(document, mentions, name) if party else None
        if deciding is None or (BOARD_HEAD.match(name) and not deciding.name.startswith("Ban ")):
            return issuer  # a committee's letterhead is no less than the office for which it is signed
        return deciding
    signed = None if doc_type == "news" else _committee(document, mentions, "")
    if signed is not None:
        return replace(signed, name=party_itself(signed.name))
    speech = stands(document, "doc_type")
    actor = (
        (find_speaker(document.body, mentions) if speech else None)
        or find_side(document.body, mentions, doc_type)
        or find_actor(document.body, mentions, doc_type, title_end)
    )
    office = PORTAL.sub("", site)
    is_office = doc_type in PAGES_OF_ACT and OWN_OFFICE.match(office) is not None
    if is_office and (actor is None or (stands_above(actor.name) and loose(actor.name) not in loose(office))):
        return Issuer(body_itself(usual_letters(office)), "furniture")
    if actor is None and document.furniture:
        actor = find_first(document.body, mentions, doc_type)
    if actor is None:
        return None
    name = _body_of_front(_with_head(_fuller(actor.name, mentions), mentions), mentions)
    name = party_itself(tidy(cluster_name(document, mentions, name, actor)))
    return Issuer(body_itself(name), "lead", actor.start, actor.end)


def _joint_paper(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The first of the bodies under each other that issue a joint paper, whose number bears the codes of both."""
    superior, issuer, number, kind = (
        first_clue(document, zone) for zone in ("superior", "issuer", "doc_number", "doc_type")
    )
    if superior is None or issuer is None or kind is None or not OF_SEVERAL.search(kind.text):
        return None
    if number is None or len(CODES.findall(number.text)) < CODES_OF_JOINT or PEOPLE_OVER.match(superior.text):
        return None
    named = [unit for clue in (superior, issuer) for unit in mentions if unit.label == "UNIT" and _overlaps(unit, clue)]
    if len(named) != CODES_OF_JOINT:
        return None
    return Issuer(_first_of_joint(named), superior.method, superior.start, superior.end, superior.page)


def _of_letterhead(document: Document, clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the body that a letterhead names, with what stands above it where it lacks that."""
    name = in_new_order(" ".join(clue.text.split())) or unit_name(clue, mentions)
    if name == clue.text and name.isupper():
        name = in_full(document, clue)
    inside = [unit for unit in mentions if unit.label == "UNIT" and _overlaps(unit, clue)]
    if inside and clue.start is not None and not is_joint(clue.text):
        longest = max(inside, key=lambda unit: unit.end - unit.start)
        whole = whole_letterhead(document, clue, longest)
        name = whole if whole != longest.name and name.startswith(longest.name) else name
    name = at_place_above(document, clue, _under(document, clue, name, mentions))
    return tidy(cluster_name(document, mentions, _below(document, clue, name, mentions), None))


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


def _with_head(name: str, mentions: Sequence[Mention]) -> str:
    """A body's name with the head noun that the page gives it elsewhere: `Hải quan Đồng Nai` is its `Cục Hải quan`."""
    bare = loose(LEVEL.sub("", name))
    for unit in mentions:
        if unit.label == "UNIT":
            head, _, rest = unit.name.partition(" ")
            if head in HEADS and loose(LEVEL.sub("", rest)) == bare:
                return unit.name
    return name


def _body_of_front(name: str, mentions: Sequence[Mention]) -> str:
    """The Front acts through its committee: `Mặt trận Cà Mau` is the one that the page names with its place."""
    if not name.startswith("Mặt trận"):
        return name
    place = ENDS_WITH_PLACE.search(name)
    committees = (unit.name for unit in mentions if unit.label == "UNIT" and unit.name.startswith("Ủy ban Mặt trận"))
    return next((one for one in committees if place is None or one.endswith(place[0])), name)


def _under(document: Document, clue: Clue, name: str, mentions: Sequence[Mention]) -> str:
    """The name of a committee or branch with that of the body above it, where its own line has its place alone."""
    bare = BARE_HEAD.fullmatch(name) or BARE_HEAD.fullmatch(usual_letters(clue.text))
    superior = first_clue(document, "superior")
    if bare is None or superior is None or PARTY.match(superior.text):
        return name
    owner = unit_name(superior, mentions)
    owner = usual_letters(owner) if owner.isupper() else owner
    if not loose(superior.text).endswith("việt nam") or not BRANCH.match(name):
        owner = WHOLE_NATION.sub("", owner)
    return f"{board_in_usual_letters(bare['head'])} {owner} {bare['place']}"


def _heads_with_board(mentions: Sequence[Mention]) -> bool:
    """Whether a paper's heading names the whole board, as resolutions of its meetings do."""
    return any(one.label == "UNIT" and one.start < HEADING and BOARD_HEAD.match(one.name) for one in mentions)


def _committee(document: Document, mentions: Sequence[Mention], letterhead: str) -> Issuer | None:
    """The committee for which a paper is signed: a Party paper it issues, not the office in the letterhead."""
    for clue in document.clues:
        if clue.field != "authority" or clue.start is None or clue.end is None:
            continue
        bare = FOR_COMMITTEE.fullmatch(clue.text.strip())
        if bare is not None and letterhead:
            committee = " ".join(bare["committee"].split())
            name = f"{board_in_usual_letters(committee)} {_of_committee(committee, letterhead)}"
            return Issuer(name, clue.method, clue.start, clue.end, clue.page)
        for unit in mentions:
            if unit.label == "UNIT" and unit.start < clue.end and clue.start < unit.end and unit.value:
                return Issuer(unit.name, clue.method, clue.start, clue.end, clue.page)
    return None


def _of_committee(committee: str, letterhead: str) -> str:
    """Whose committee signs: a standing one is the Party office's, the whole one the Party organisation's."""
    own = COMMITTEE_HEAD.sub("", letterhead)
    if loose(committee) != loose("Ban Chấp hành"):
        return own
    level = re.match(r"(Tỉnh|Thành|Huyện|Thị|Quận) ủy (.+)", own)
    if level is not None:
        return f"Đảng bộ {PARTY_LEVELS[level[1]]} {level[2]}"
    return re.sub(r"^Đảng ủy", "Đảng bộ", own)


def unit_name(clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the unit that a clue names: by its place in the body, else by its words."""
    units = [mention for mention in mentions if mention.label == "UNIT"]
    if clue.start is not None and clue.end is not None:
        inside = [unit for unit in units if unit.start < clue.end and clue.start < unit.end]
        if is_joint(clue.text) and inside:
            return _first_of_joint(inside)
        if inside:
            return _fuller(max(inside, key=lambda unit: unit.end - unit.start).name, units)
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


def _fuller(name: str, mentions: Sequence[Mention]) -> str:
    """The name with what the document adds to it elsewhere: `Cụm thi đua số 4` is `Cụm thi đua số 4 các huyện`."""
    units = (mention for mention in mentions if mention.label == "UNIT")
    longer = [unit.name for unit in units if loose(unit.name).startswith(loose(name) + " ")]
    return min(longer, key=len) if longer and not ENDS_WITH_PLACE.search(name) else name
