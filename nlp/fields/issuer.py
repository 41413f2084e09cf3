"""Which unit a document comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.orthography import loose
from nlp.citations.own_number import codes_of, own_number
from nlp.fields.acting_unit import (
    OF_PAPERS,
    PAGES_OF_ACT,
    find_actor,
    find_speaker,
    stands_above,
)
from nlp.fields.agreement_sides import find_side
from nlp.fields.doc_type import is_interview
from nlp.fields.issuer_choice import choose
from nlp.fields.issuer_features import candidates
from nlp.fields.issuer_names import (
    CLUSTER,
    SITED,
    board_in_usual_letters,
    body_itself,
    cluster_name,
    own_place,
    party_itself,
    tidy,
    usual_letters,
)
from nlp.fields.issuing_sentence import find_issuing
from nlp.fields.letterhead_issuer import (
    ENDS_WITH_PLACE,
    LEVEL,
    PARTY,
    Issuer,
    as_number_says,
    fuller,
    joint_paper,
    of_letterhead,
)
from nlp.mention import Mention
from nlp.places.home_province import home_province
from nlp.text.clue_fields import stands
from nlp.units.forms import has_trait
from nlp.units.party_levels import PARTY_LEVELS

HEADING = 600
"""Characters in which a letterhead and a paper's heading stand."""
PORTAL = re.compile(
    r"^(?:trang|cổng|website|bản tin)\s(?:(?:thông tin|giao tiếp|tin|ttđt|điện tử|web)\s)*(?:của\s)?", re.IGNORECASE
)
"""What a site's name has before that of the office whose it is."""
OWN_OFFICE = re.compile(
    SITED.pattern
    + r"|(?:UBND|Ủy ban|Sở|Ban|Hội|Liên đoàn|Công đoàn|Tòa án|TAND|Viện kiểm sát|Công an|Cục|Chi cục|Tỉnh đoàn"
    r"|Thành đoàn|Huyện đoàn|Đoàn|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Quận ủy|Đảng ủy|Đảng bộ|Bộ|Phòng|Văn phòng)\s",
    re.IGNORECASE,
)
OF_UNION = re.compile(r"^Ban (?:Thường vụ|Chấp hành) (?=(?:Hội|Liên hiệp|Liên đoàn|Công đoàn)\s)")
"""The board for which a page of an association or a union is signed."""
BOARD_HEAD = re.compile(r"^Ban Chấp hành ")
DEPARTMENT = re.compile(r"(?:Sở|Ban|Văn phòng)\s", re.IGNORECASE)
"""Offices of a people's committee, which show its papers on their own sites."""
HEADS = frozenset({"Cục", "Sở", "Ty"})
"""First words of offices that titles leave out."""
COMMITTEE_HEAD = re.compile(r"^(?:Ban (?:Thường vụ|Chấp hành|Thường trực) )")
FOR_COMMITTEE = re.compile(
    r"T[./]?\s?M[./]?\s+(?P<committee>Ban (?:Thường vụ|Chấp hành|Thường trực))\s*$", re.IGNORECASE
)


def find_issuer(
    document: Document, mentions: Sequence[Mention], *, doc_type: str = "", title_end: int = 0, site: str = ""
) -> Issuer | None:
    """The unit that the letterhead names as issuer, or that a page tells of as acting; None without one.

    Where rules find nobody who acts, or somebody much less likely, learned weights choose among the page's units.
    `title_end` is where a title in the body ends, else 0.
    `site` is whose page it is: a school, a hospital or a firm tells of its own acts without its name.
    """
    headed = joint_paper(document, mentions) or _of_heading(document, mentions)
    if headed is not None:
        return headed
    signed = None if doc_type == "news" else _committee(document, mentions, "")
    if signed is not None:
        return replace(signed, name=OF_UNION.sub("", party_itself(signed.name)))
    if _tells_of_no_act(document, doc_type):
        return None
    actor = _find_acting(document, mentions, doc_type, title_end)
    owner = _of_site(document, doc_type, PORTAL.sub("", site), actor)
    owner = owner or (_by_number(document, mentions) if actor is None else None)
    if owner is not None:
        return owner
    chosen = choose(candidates(document, mentions, doc_type=doc_type, title_end=title_end, site=site), actor)
    return _as_issuer(document, mentions, chosen, actor) if chosen is not None else None


def _of_heading(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The unit in the letterhead, or the board for which a Party paper is signed whose heading names a board."""
    clues = (clue for clue in document.clues if clue.field == "issuer" and clue.method != "footer")
    clue = min(clues, key=lambda clue: clue.start is None, default=None)
    if clue is None:
        return None
    name = as_number_says(document, of_letterhead(document, clue, mentions))
    party = PARTY.match(BOARD_HEAD.sub("", name)) is not None
    deciding = _committee(document, mentions, name) if party and _heads_with_board(document, mentions) else None
    if deciding is None or (BOARD_HEAD.match(name) and not deciding.name.startswith("Ban ")):
        # a committee's letterhead is no less than the office for which it is signed
        return Issuer(name, clue.method, clue.start, clue.end, clue.page)
    return deciding


def _tells_of_no_act(document: Document, doc_type: str) -> bool:
    """Whether a page is neither a paper nor news of what somebody did: a poem, an interview."""
    if doc_type == "other":
        return not stands(document, "doc_type")
    return doc_type == "news" and is_interview(document.body)


def _find_acting(document: Document, mentions: Sequence[Mention], doc_type: str, title_end: int) -> Mention | None:
    """The unit that a paper's own sentence, a speech, an agreement or a page's lead tells of as acting."""
    body = document.body
    return (
        (find_issuing(body, mentions) if doc_type in OF_PAPERS else None)
        or (find_speaker(body, mentions) if stands(document, "doc_type") else None)
        or find_side(body, mentions, doc_type)
        or find_actor(body, mentions, doc_type, title_end)
    )


def _of_site(document: Document, doc_type: str, office: str, actor: Mention | None) -> Issuer | None:
    """The committee whose paper a page shows, or the office whose page it is where nobody or a body above it acts."""
    over = _committee_over(document, office)
    if over is not None:
        return over
    is_own = doc_type in PAGES_OF_ACT and OWN_OFFICE.match(office) is not None
    if is_own and (actor is None or _is_told_by(office, actor.name)):
        return Issuer(body_itself(usual_letters(office)), "furniture")
    return None


def _as_issuer(
    document: Document, mentions: Sequence[Mention], chosen: Mention, actor: Mention | None
) -> Issuer | None:
    """The chosen unit as the issuer; None for `Công ty` of a page that never names it."""
    name = name_of(document, mentions, chosen)
    if has_trait(name, "lone"):
        return None
    return Issuer(name, "lead" if chosen is actor else "learned", chosen.start, chosen.end)


def name_of(document: Document, mentions: Sequence[Mention], unit: Mention) -> str:
    """The name under which a unit that the page tells of as acting is its issuer."""
    name = _body_of_front(_with_head(fuller(unit.name, mentions), mentions), mentions)
    return body_itself(party_itself(tidy(cluster_name(document, mentions, name, unit))))


def _committee_over(document: Document, office: str) -> Issuer | None:
    """The people's committee whose number a paper bears that a department of its province shows in a box."""
    number = next((clue for clue in document.clues if clue.field == "doc_number" and clue.method == "box"), None)
    if number is None or codes_of(number.text)[-1:] != ["UBND"] or not DEPARTMENT.match(office):
        return None
    place = own_place(body_itself(usual_letters(office)))
    return Issuer(f"Ủy ban nhân dân {place}", number.method, number.start, number.end) if place else None


def _by_number(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The people's committee of the page's province whose number a paper bears that names nobody."""
    number = own_number(document.body)
    if number is None or codes_of(number[2])[-1:] != ["UBND"]:
        return None
    province = home_province(document, mentions)
    return Issuer(f"Ủy ban nhân dân {province}", "letterhead", number[0], number[1]) if province else None


def _is_told_by(office: str, actor: str) -> bool:
    """Whether an office's own page tells of what a body above it did; a cluster that ends with its owner is none."""
    apart = loose(actor) not in loose(office) and loose(office) not in loose(actor)
    return stands_above(actor) and not CLUSTER.match(actor) and apart


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


def _heads_with_board(document: Document, mentions: Sequence[Mention]) -> bool:
    """Whether a Party paper's heading says in capitals whose it is: `CHỈ THỊ CỦA BAN THƯỜNG VỤ TỈNH ỦY`.

    Signing for a board is a form that all papers of a committee have: it takes nothing from the letterhead.
    """
    signed = min((clue.start for clue in document.clues if clue.field == "authority" and clue.start), default=HEADING)
    units = (one for one in mentions if one.label == "UNIT" and one.start < min(signed, HEADING))
    return any(COMMITTEE_HEAD.match(one.name) and document.body[one.start : one.end].isupper() for one in units)


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
