"""Which unit acts in a page without a letterhead: who holds the meeting, launches, signs or makes known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.orthography import SMALL, loose
from ingest.quick_patterns import any_case
from nlp.fields.page_days import LEAD, PageDays
from nlp.fields.scene import VENUES
from nlp.mention import Mention
from nlp.places.levels import levels_pattern
from nlp.text.alternatives import load_alternatives
from nlp.units.party_levels import PARTY_LEVELS

FIRST = 700
"""Characters of a page in which it names who acts before its title tells."""
REACH = 400
"""Characters from a unit to its act, with those who act with it between."""
NEAR, SESSION_BEFORE = 24, 50
"""Characters before a unit that hold a word or two right before it, and the longest name of a session."""
CLAUSE_BEFORE = 120
"""Characters before a unit or person in which the words of its clause stand that tell its part."""
MEETING_BEFORE = 200
"""Characters in which a meeting's name stands with what it was about."""
ROW = re.compile(r"\s?[-–,]\s?|\s(?:và|cùng)\s")
BY = re.compile(r"(?<!\w)(?:do|bởi)\s$", re.IGNORECASE)
HELD = re.compile(r"\s{1,3}(?:tổ chức|chủ trì|đăng cai)(?!\w)", re.IGNORECASE)
SIGNED = re.compile(r"\s{1,3}(?:ký|ban hành)(?!\w)", re.IGNORECASE)
"""What `do` somebody does himself; a launch `do …` somebody is told of in passing, and so is a paper in other pages."""
CEREMONY = re.compile(r"(?<!\w)lễ (?:phát động|ra quân|khởi công)(?!\w)[^.\n]{0,160}\sdo\s$", re.IGNORECASE)
OPENED = re.compile(r"\s{1,3}(?:mở|phát động)(?!\w)", re.IGNORECASE)
"""A launch that somebody is at: `về dự lễ ra quân chiến dịch … do Ủy ban hành chính huyện mở`."""
NOT_ACTING = re.compile(
    r"(?<!\w)(?:của|cho|tới|đến|gửi|với|theo|từ|thay mặt|phục vụ|tại|ở|đề nghị|kiến nghị|xin|trình)\s$", re.IGNORECASE
)
AGREED = re.compile(r"(?:đồng ý|nhất trí|chỉ đạo|cho phép|ủng hộ|hướng dẫn) của\s$", re.IGNORECASE)
CLUSTER = re.compile(
    r"(?:Cụm|Khối)(?: thi đua)? (?:số \w|thi đua|[IVX\d]+(?!\w)|(?:Hội|Liên đoàn|Công đoàn) )", re.IGNORECASE
)
PEOPLE_OF = re.compile(
    r"(?:tuổi trẻ|thanh niên|đoàn viên|hội viên|phụ nữ|nông dân|cựu chiến binh|cựu binh|cán bộ|chiến sĩ|bộ đội"
    r"|công nhân|viên chức|công chức|người lao động|CNVC-?LĐ|CNLĐ|giáo viên|học sinh|sinh viên|thầy trò|nhân dân)\s$",
    re.IGNORECASE,
)
"""Whose act a headline tells where a unit's people act: another one may act for them, else the unit itself."""
RECEIVES = re.compile(
    r"\s(?:vinh dự\s|vừa\s|được\s)*(?:đón nhận|nhận|được (?:tặng|trao|khen|biểu dương))(?!\w)", re.IGNORECASE
)
"""What a unit does to which something is given: somebody else held the meeting."""
WITHIN = re.compile(rf"(?<!\w)(?!(?:nay|qua|vừa|do|nguyên|khi|và|cùng)\s)[{SMALL}]+\s$")
"""What stands before a unit inside a clause that ends with it: `chào mừng 90 năm thành lập Hội, Hội tỉnh tổ chức`."""
HOUSE = re.compile(rf"(?<!\w)(?:{VENUES})\s(?:của\s)?$", re.IGNORECASE)
"""What stands before the body in whose house somebody else acts: `tại hội trường Trường Chính trị, Hội Nông dân …`."""
TOOK_PLACE = re.compile(r"[^.\n]{0,240}?(?<!\w)(?:diễn ra|khai mạc)(?!\w)")
"""What stands behind the body in whose house it acted itself."""
ON_BEHALF = re.compile(r"(?:T\.?/?M\.?|thay\s+mặt)\s*$", re.IGNORECASE)
"""What stands before the unit for which somebody signs or speaks: `TM. Ban Chấp hành`."""
GUEST = re.compile(any_case(("dự", "chứng kiến", "khách mời"), not_after=r"\w") + r"(?!\w)[^.\n]*$")
"""What stands before the unit of somebody who came."""
ADDRESSED = r"(?:đồng chí|đ/c|ông|bà|thầy(?: giáo)?|cô(?: giáo)?|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy))"
MEETING_OF = re.compile(r"(?:hội nghị|lễ|giao ước|sơ kết|tổng kết)[^.\n]{0,160}\scủa\s$", re.IGNORECASE)
SESSION = re.compile(r"(?:kỳ|phiên) (?:họp|chất vấn)[^.,;\n]{0,30}\s$", re.IGNORECASE)
SPEAKER = re.compile(rf"(?:(?<!\w)(?:do|của)\s|\(\s?){ADDRESSED}\s$", re.IGNORECASE)
"""What stands before the name of whoever holds a speech; `SPOKEN` is what follows."""
SPEECH_OF = re.compile(
    rf"(?:phát biểu|diễn văn|bài nói|lời kêu gọi|thư)(?!\w)[^.\n]{{0,60}}\scủa\s{ADDRESSED}\s$", re.IGNORECASE
)
"""What says before the name that the speech is theirs, with nothing behind it."""
SPOKEN = re.compile(r"[^.\n]{0,120}(?:trình bày|đọc|phát biểu)(?!\w)", re.IGNORECASE)
HEAD = 500
"""Characters at the start in which a speech names its speaker."""
ABOVE_PROVINCES = re.compile(
    r"(?:Bộ (?!Chỉ huy|Tư lệnh|đội)|Chính phủ|Thủ tướng|Quốc hội|Trung ương"
    r"|Ban (?:Bí thư|Chấp hành Trung ương|Biên tập)|Nhà nước|Đảng (?!bộ|ủy)|Chủ tịch nước"
    r"|Hội đồng (?:Bộ trưởng|Nhà nước|Chính phủ)|Tổng )"
)
OF_A_HEAD = re.compile(
    r"(?<!\w)(?:của|theo|do)\s(?:[^\W\d_]+\s){0,2}"
    r"(?:Bộ trưởng|Chánh án|Thủ trưởng|Chủ nhiệm|Tổng Giám đốc|Tổng cục trưởng)\s$",
    re.IGNORECASE,
)
"""A head whose paper is cited: `Chỉ thị của Bộ trưởng Bộ Giáo dục và Đào tạo phát động …`."""
COMMAND = re.compile(r"(?:Bộ|Ban) (?:Chỉ huy|Tư lệnh|Chỉ huy quân sự)|Công an |Bệnh viện |Trường ")
PARTY_BODY = re.compile(rf"(?:Thường vụ |Ban Thường vụ )?Đảng ủy(?! (?:{levels_pattern('ward')}|Khối))")
"""The Party committee of a command, a police, a hospital: it acts with the body whose it is, which comes first."""
UNION, BOARD = (
    re.compile(r"(?:Công đoàn|Đoàn|Liên đội)(?!\w)"),
    re.compile(r"Ban (?:Giám hiệu|Giám đốc|Lãnh đạo)(?!\w)"),
)
"""A union and the heads of its school or hospital act together for the house."""
COMMITTEE = re.compile(rf"(?:{'|'.join(PARTY_LEVELS)}) ủy|Đảng ủy")
PAGES_OF_ACT = frozenset({"launch", "agreement", "review", "summary", "plan", "decision", "directive", "resolution",
                          "guidance", "notice", "report"})  # fmt: skip
"""Kinds of page that tell of one act of one unit; other news has an issuer only where a unit holds a meeting."""
OF_PAPERS = frozenset({"plan", "decision", "directive", "resolution", "guidance", "notice"})
OF_CLUSTERS = frozenset({"agreement", "review", "summary", "launch", "plan"})


def find_speaker(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The unit for which a speech is held: it stands in the post of the speaker whom the speech names at its head."""
    people = (one for one in mentions if one.label == "PERSON" and one.end <= HEAD)
    for person in people:
        if speaks(body, person):
            end = body.find("\n", person.end)
            units = (one for one in mentions if one.label == "UNIT" and one.start >= person.end)
            return next((unit for unit in units if unit.end <= (end if end >= 0 else len(body))), None)
    return None


def speaks(body: str, person: Mention) -> bool:
    """Whether a speech says at its head that this person holds it."""
    if _is_before(SPEECH_OF, body, person):
        return True
    return _is_before(SPEAKER, body, person, 2 * NEAR) and SPOKEN.match(body, person.end) is not None


def find_actor(body: str, mentions: Sequence[Mention], doc_type: str, title_end: int) -> Mention | None:
    """The unit that acts on a page or that its title names, None where it tells of nobody's act.

    A cluster whose meeting or agreement it is comes before the member that held it.
    """
    units = [mention for mention in mentions if mention.label == "UNIT" and mention.start < LEAD]
    if doc_type in OF_CLUSTERS:
        cluster = _cluster(body, units, title_end)
        if cluster is not None:
            return cluster
    rows = {index: row_start(body, units, index) for index, unit in enumerate(units) if acts(body, unit, doc_type)}
    days = PageDays.of(body, mentions)
    acting = [
        index
        for index, first in rows.items()
        if not _is_told_for(body, units[first]) and (doc_type in PAGES_OF_ACT or days.is_news(units[first].start))
    ]
    told = [rows[index] for index in acting if units[index].start < FIRST]
    through = [index for index in told if _is_before(PEOPLE_OF, body, units[index], NEAR)]
    told = [*(index for index in told if index not in through), *through]
    if doc_type in PAGES_OF_ACT:
        titled = (index for index, unit in enumerate(units) if unit.end <= title_end)
        told += [*(index for index in titled if not RECEIVES.match(body, units[index].end)), *acting]
    if not told:
        return None
    alone = _alone_of_row(units, rows, told[0])
    return units[alone] if alone is not None else _body_of_party(body, units, told[0])


def _alone_of_row(units: Sequence[Mention], rows: dict[int, int], first: int) -> int | None:
    """Who acts with a Party committee and of whom the page tells elsewhere that it acts alone; None without one."""
    if not COMMITTEE.match(units[first].name):
        return None
    members = {units[at].name for last, start in rows.items() if start == first for at in range(first, last + 1)}
    alone = [at for at, start in rows.items() if at == start and units[at].name in members]
    return alone[0] if len(members) > 1 and alone and units[alone[0]].name != units[first].name else None


def is_in_passing(body: str, unit: Mention) -> bool:
    """Whether a page names a unit as a guest, for its house, or as who launched what others take part in."""
    if _is_before(GUEST, body, unit) or (_is_before(BY, body, unit, NEAR) and OPENED.match(body, unit.end)):
        return True
    return _is_before(HOUSE, body, unit) and TOOK_PLACE.match(body, unit.end) is None


def stands_above(name: str) -> bool:
    """Whether a body is the whole country's: what it launched is told of in passing."""
    return ABOVE_PROVINCES.match(name) is not None or name.endswith(("Việt Nam", "tối cao"))


def _cluster(body: str, units: Sequence[Mention], title_end: int) -> Mention | None:
    """The cluster that the title names, that acts, whose meeting it is, or the only one that the lead names again and
    again; under its fullest name.
    """
    clusters = [unit for unit in units if CLUSTER.match(unit.name) and body[unit.start].isupper()]
    numbers = {loose(" ".join(unit.name.split()[:4])) for unit in clusters}
    alone = len(numbers) == 1 and len(clusters) > 1
    for unit in clusters:
        met = _is_before(MEETING_OF, body, unit, MEETING_BEFORE)
        if alone or unit.end <= title_end or met or acts(body, unit, "agreement"):
            number = loose(" ".join(unit.name.split()[:4]))
            same = [other for other in clusters if loose(other.name).startswith(number)]
            return max(same, key=lambda other: len(other.name))
    return None


def acts(body: str, unit: Mention, doc_type: str) -> bool:
    """Whether the words beside a unit say that it does what a page of this type tells of: it holds a meeting, signs."""
    if _is_before(SESSION, body, unit, SESSION_BEFORE):
        return True
    if _is_before(BY, body, unit, NEAR):
        if doc_type == "launch" and OPENED.match(body, unit.end):
            return _is_before(CEREMONY, body, unit, REACH)
        return bool(HELD.match(body, unit.end) or (doc_type in OF_PAPERS and SIGNED.match(body, unit.end)))
    pattern = _pattern(meetings_only=doc_type not in PAGES_OF_ACT)
    if pattern.match(body, unit.end, min(len(body), unit.end + REACH)) is None:
        return False
    return not (_is_before(NOT_ACTING, body, unit, NEAR) or _is_before(OF_A_HEAD, body, unit))


def _is_before(pattern: re.Pattern[str], body: str, mention: Mention, reach: int = CLAUSE_BEFORE) -> bool:
    """Whether a pattern is found in so many characters before a mention."""
    return pattern.search(body, max(0, mention.start - reach), mention.start) is not None


@cache
def _pattern(*, meetings_only: bool) -> re.Pattern[str]:
    """What may follow a unit that acts: an aside, those who act with it, and its act."""
    kinds = ("meeting",) if meetings_only else ()
    verbs = load_alternatives("acts", *kinds)
    return re.compile(
        r"\s{0,2}(?:\([^)\n]{1,80}\)\s?)?:?\s?"
        r"(?:,[^.\n]{0,90},\s|(?:gồm|bao gồm)(?!\w)[^\n]{0,260}?\s|phối hợp\s[^.;\n]{0,160}?\s"
        r"|(?:và|cùng|[-–])\s[^.,;\n]{0,110}?\s)?"
        r"(?:(?:đã|vừa|sẽ|long trọng|phấn khởi|sôi nổi|trang trọng|nhanh chóng|đồng thời|trân trọng|chính thức"
        r"|đồng loạt|tiếp tục|cũng|hôm nay|sáng nay|phối hợp)\s)*"
        rf"(?:{verbs})(?!\w)(?! (?:màn|đường|rộng|mang|cửa))",
        re.IGNORECASE,
    )


def row_start(body: str, units: Sequence[Mention], index: int) -> int:
    """The first of units that act together: `Đảng ủy - HĐND - UBND xã đã tổ chức`.

    Behind a comma a new clause may begin: `… kế hoạch của Tỉnh ủy, Đảng ủy Khối xây dựng`.
    """
    while index and (gap := ROW.fullmatch(body[units[index - 1].end : units[index].start])):
        before = units[index - 1]
        if "," in gap[0] and (
            _is_told_for(body, before)
            or _agreed(body, units[row_start(body, units, index - 1)])
            or _is_before(WITHIN, body, before)
            or _is_before(HOUSE, body, before)
        ):
            break
        index -= 1
    return index


def _agreed(body: str, unit: Mention) -> bool:
    """Whether a row of units only agreed: `Được sự đồng ý của Đảng ủy và Ban Giám hiệu, Công đoàn …`."""
    return _is_before(AGREED, body, unit, NEAR)


def _is_told_for(body: str, unit: Mention) -> bool:
    """Whether a row of units acts through somebody else, or is acted upon: `thay mặt Ban Giám đốc và Công đoàn`."""
    return _is_before(NOT_ACTING, body, unit, NEAR)


def _body_of_party(body: str, units: Sequence[Mention], index: int) -> Mention:
    """The unit at `index`; of a Party committee or union and the body whose it is, which stands behind it, the body."""
    heads = next((kind for own, kind in ((PARTY_BODY, COMMAND), (UNION, BOARD)) if own.match(units[index].name)), None)
    if index + 1 == len(units) or heads is None:
        return units[index]
    following = units[index + 1]
    together = ROW.fullmatch(body[units[index].end : following.start])
    return following if together and heads.match(following.name) else units[index]
