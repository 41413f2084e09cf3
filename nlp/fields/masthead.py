"""The name that heads a saved page: its site, address or office in the first lines that were taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.names import looks_like_organisation
from ingest.orthography import fold, is_capitals, is_syllable, loose
from ingest.webpages.furniture_rules import matching
from nlp.lexicon import load_lexicon
from nlp.places.gazetteer import DISTRICTS, PROVINCES, province_domains
from nlp.places.levels import levels_pattern
from nlp.text.reading import read
from nlp.units.context import UNIQUE
from nlp.units.forms import heads

LINES = 6
"""Lines with text at a page's top among which its name stands: menus, tickers and days may stand above it."""
LONGEST_NAME = 14
"""Words of an organisation's name in a banner or at a page's foot."""
SAID_BESIDE = 2
"""Parts of a banner's line with its name and a saying, or two languages; more are a menu's."""
OPENS = re.compile(r"(?:^|\n)\s*[^:\s][^\n]*:\s*$")
"""A line that begins a headline or a list."""
DAY = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2}|hôm nay", re.IGNORECASE)
LONGEST_SHORT_NAME = 8
"""Words of a name that is no organisation's: `VBSP Thanh Hoa`, `EVNCPC - PC PHÚ YÊN`."""
PARTS = re.compile(r"\s*[|•·»›▸▾\t]\s*|\s*::+\s*|\s+>+\s+")
EDGES = ' .,:;*[]☰≡⌂🏠☎“”"-–—=~'
HOST = re.compile(
    r"(?:(?:nguồn|url|link|truy cập(?: từ)?|địa chỉ (?:trang|bài viết))\s?:?\s)?(?:https?://)?(?:www\.)?"
    r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info|edu|gov|asia|online)|(?-i:(?=[\d.-]*[a-z])[a-z0-9-]{4,}(?:\.[a-z0-9-]+)+))"
    r"(?:/\S*)?$",
    re.IGNORECASE,
)
"""A site's address alone in its line, with the page's path behind it."""
BARE_HOST = re.compile(r"[a-z]{4,}(?:-[a-z]+)*")
"""A site's address without its ending, which heads a page in front of a saying or a menu: `agribank-vinhlong | …`."""
FOLLOWED = re.compile(r"\s(?:trên|on) google (?:news|tin tức)$", re.IGNORECASE)
SHORT_FORM = re.compile(
    r"\s[-–—]\s[a-z]+$|(?<=\w)\s+[-–—(]?\s*(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\)?$"
)
"""A site's short name or address behind its own: `CÔNG AN ĐÀ NẴNG - cadn`, `BÌNH THUẬN ONLINE baobinhthuan.com.vn`."""
SHORT_BEFORE = re.compile(r"^[A-ZĐ]{3,8}\s[-–—]\s(?=.{2,40}\s(?i:online|điện tử)$)")
"""A paper's letters in front of its name: `TQĐT - Tuyên Quang Online`."""
BANNER = re.compile(
    r"^\W*(?:(?:logo|banner)(?: [^\W\d_]+)?[\]):\s]+|facebook\s*:\s+)",
    re.IGNORECASE,
)
SAID = (
    r"(?:vì|tiếng nói|cơ quan|diễn đàn|báo điện tử|bao dien tu|tờ báo|báo của|chuyên trang|kênh|tra cứu"
    r"|website|trang|cổng|hotline|địa chỉ|số \d"
    r"|tận (?:tâm|tụy)|y đức|lương y|uy tín|chất lượng|kỷ cương|trí tuệ|trách nhiệm|thân thiện|nghĩa tình|năng động"
    r"|thông tin|nơi|cùng|trung thành|đoàn kết|www\.|[\w-]+\.[\w.-]+(?:\s|$))(?!\w)"
)
SAYING = re.compile(rf"\s[-–—:]\s(?={SAID}|tin (?:tức|nhanh)\s)", re.IGNORECASE)
"""Where a banner goes on behind its name: a saying, whose organ it is, an address."""
SAID_ALONE = re.compile(SAID, re.IGNORECASE)
NO_NAME = re.compile(
    r"[!?»@]|\d{4,}|\d\s?°|https?:|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:thứ|chủ nhật|hôm nay|cập nhật)\b"
    r"|(?:wordpress|joomla)\s|^skip\s|^bản quyền\s"
    r"|(?:biên tập|nội dung|quản trị|chủ quản|thực hiện|trách nhiệm(?: [^\W\d_]+)?)\s?:",
    re.IGNORECASE,
)
MENU_WORD = re.compile(r"(?<=\w )(?:Giới thiệu|Hỏi đáp|Liên hệ|Thư viện|Tin tức|Văn bản)(?!\w)")
"""Entries of menus inside a line, which is a row of them."""
TELLS = re.compile(r"\s(?:khen thưởng|tổ chức|phát động|tổng kết|sơ kết|trao|thăm|đón|tặng|ra quân)\s")
"""What a headline tells of an office, in small letters."""
OFFERED = re.compile(
    r"(?<!\w)(?:đặt lịch|bảng giá|giờ khám|tuyển dụng|tuyển sinh|tra cứu|đăng nhập|trang chủ"
    r"|liên hệ|lịch làm việc)(?!\w)",
    re.IGNORECASE,
)
"""What a row of buttons in capitals offers, which is no name."""
ABOVE = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Sở|Phòng|Bộ|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng bộ|Tổng|Tập đoàn|Liên hiệp|Ngành|Vinacomin"
    r"|Trung ương|Công đoàn (?:giáo dục|ngành)|Tỉnh đoàn|Thành đoàn)(?!\w)",
    re.IGNORECASE,
)
NATIONAL = re.compile(r"(?<!\w)(?:việt nam|trung ương|tối cao)$", re.IGNORECASE)
PARTED = re.compile(r"(?:Tổng cục|Cục|Kho bạc|Bảo hiểm xã hội|Liên đoàn Lao động)\s", re.IGNORECASE)
"""What has parts called alike at the levels below: `Cục Thuế tỉnh Long An`, `Chi cục Thuế khu vực …`."""
LIKE = 8
"""Letters with which names of one kind begin alike."""
WIDE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|thành|việt nam|trung ương)(?!\w)", re.IGNORECASE)
NARROW = re.compile(rf"(?<!\w)(?:{levels_pattern('district', 'town', 'ward')})(?!\w)", re.IGNORECASE)
"""What bodies have others below them, whose names stand in the next line."""
OF_PROVINCE, OF_CITY = (
    re.compile(r"(?<!\w)tỉnh(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!\w)(?:thành phố|TP)(?!\w)", re.IGNORECASE),
)
LEVEL_WORDS = frozenset({"tinh", "thanh", "pho", "huyen", "quan", "xa", "phuong"})
"""Folded words that addresses leave out of an office's name."""
SHORTEST_SPELT = 6
"""Letters of an address above which it is no abbreviation."""
ONLINE = re.compile(r"(?<=\w )(?:online|điện tử|news)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masthead:
    """A page's name; `kind` is `site` for an address or a paper's name, `office`, or `name` for another short name.

    `above` is the office in the line above, whose part this one is.
    """

    name: str
    kind: str
    above: str = ""


def find_masthead(lines: Sequence[str], short_name: str = "") -> Masthead | None:
    """The name that heads a page, None without one; `lines` are those that were taken off it, from its top on.

    `short_name` is the one in the page's dateline (`BTNO`), whose letters those of the name begin with.
    """
    offices: list[str] = []
    heads = True
    for at, line in enumerate(lines[:LINES]):
        name = _named_part(line)
        host = HOST.match(name) or HOST.match(line.strip())
        if at == 0 and host is None and BARE_HOST.fullmatch(name) and PARTS.search(line):
            spelt = _spelt_below(name, lines[1:LINES])
            return Masthead(spelt or _paper_of(name), "office" if spelt else "site")
        if not offices and host is not None:
            spelt = _spelt_below(host["host"], lines[at + 1 : LINES])
            return Masthead(spelt, "office") if spelt else Masthead(host["host"], "site")
        alone = HOST.fullmatch(line.strip()) if offices else None
        if alone is not None and not _bears(alone["host"], offices[-1]):
            return Masthead(alone["host"], "site")
        if is_newspaper(name) or (short_name and _has_initials(name, short_name)):
            return Masthead(name, "site")
        if _is_office(name) and OPENS.search(line) is None:
            offices.append(name)
            continue
        if offices:
            break
        if _is_short_name(name, line, "\n".join(lines[at + 2 :]), first=at == 0):
            return Masthead(name, "site" if ONLINE.search(name) else "name")
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if heads and _heads(name, line) and (_is_beside(below) or len(PARTS.split(line)) == SAID_BESIDE):
            return Masthead(name, "name")
        heads = heads and _is_beside(line)
    if len(offices) > 1 and (_is_narrower(offices[-1], offices[-2]) or ABOVE.match(offices[-2])):
        return Masthead(offices[-1], "office", offices[-2])
    return Masthead(offices[0], "office") if offices else None


def _is_narrower(name: str, above: str) -> bool:
    """Whether an office is one of the nation's, a body's or a province's that is named on the line above."""
    return bool(
        (NATIONAL.search(above) and not NATIONAL.search(name))
        or (PARTED.match(above) and _is_part(name, above))
        or (WIDE.search(above) and NARROW.search(name))
        or (OF_PROVINCE.search(above) and OF_CITY.search(name))
    )


def _is_part(name: str, above: str) -> bool:
    """Whether an office is a branch of that on the line above, whose kind its own name has: `Chi cục Thuế …`."""
    return loose(name).startswith(("chi ", "công đoàn ", "phòng ", "đội ")) or loose(name)[:LIKE] == loose(above)[:LIKE]


def _heads(name: str, line: str) -> bool:
    """Whether what stands first on a page may be its name: a few words or an abbreviation, no part of the site."""
    words = name.split()
    if not words or len(words) > LONGEST_SHORT_NAME or NO_NAME.search(name) or not name[:1].isupper():
        return False
    if (
        OFFERED.search(name)
        or len(PARTS.split(line)) > SAID_BESIDE
        or matching(name, "menu", "widget", "category", "banner", "opener")
    ):
        return False
    if len(words) == 1:
        return has_abbreviation(name)
    return len(words) > 2 and (is_capitals(name) or sum(word[:1].isupper() for word in words) > 1)


def _is_beside(line: str) -> bool:
    """Whether a line stands beside a page's name: a row of menu entries, a day, a saying in quotes, buttons."""
    return (
        len(PARTS.split(line)) > SAID_BESIDE
        or DAY.search(line) is not None
        or line[:1] in '“"[('
        or SAID_ALONE.match(line) is not None
        or matching(line, "menu", "widget", "banner") is not None
    )


def _named_part(line: str) -> str:
    """What a banner's line names, without its menu, saying and decoration."""
    parts = [part.strip(EDGES) for part in PARTS.split(BANNER.sub("", line).strip(EDGES))]
    name = SHORT_FORM.sub("", SHORT_BEFORE.sub("", FOLLOWED.sub("", next(filter(None, parts), ""))))
    return re.sub(r"\s*\([^()]*\)$", "", SAYING.split(name)[0]).strip(EDGES)


def _paper_of(host: str) -> str:
    """The provincial newspaper whose address it is, `Báo Nam Định` for `baonamdinh`; else the address itself."""
    province = province_domains().get(host.removeprefix("bao"))
    return f"Báo {province.form}" if province and host.startswith("bao") else host


def _spelt_below(host: str, lines: Sequence[str]) -> str:
    """The office in the lines below an address that the address spells, else `''`."""
    return next((name for name in map(_named_part, lines) if is_spelt(host, name)), "")


def is_spelt(host: str, name: str) -> bool:
    """Whether an address spells an office's name, levels aside: `tinhdoangialai.org.vn`, `hoinongdanthaibinh.vn`."""
    words = [word for word in fold(name).split() if word.isalpha()]
    spelt = {"".join(words), "".join(word for word in words if word not in LEVEL_WORDS)}
    return _is_office(name) and any(len(part) > SHORTEST_SPELT and part in spelt for part in host.lower().split("."))


def _bears(host: str, name: str) -> bool:
    """Whether an address is made of an office's name or its last words: `thptcodo.edu.vn`."""
    joined = "".join(word for word in fold(name).split() if word.isalpha())
    return is_spelt(host, name) or any(
        len(part) > SHORTEST_SPELT and part in joined for part in host.lower().split(".")
    )


def _is_office(name: str) -> bool:
    return (
        looks_like_organisation(name)
        and 2 < len(name.split()) <= LONGEST_NAME
        and not NO_NAME.search(name)
        and not _is_bare(name)
        and not re.search(r"[“”\":]|,\s.*,\s", name)
        and (is_capitals(name) or any(word[:1].isupper() for word in name.split()[1:]))
        and not MENU_WORD.search(name)
        and not TELLS.search(name)
    )


def _is_bare(name: str) -> bool:
    """Whether a name is that of a body which many have, as menus list them: `Ban Chấp hành`, `Đoàn Thanh niên`."""
    reading = read(name)
    head = heads().longest(reading, 0)
    return head is not None and head.end == len(reading) and head.entry.kind not in UNIQUE


def _is_short_name(name: str, line: str, foot: str, *, first: bool) -> bool:
    """Whether a line holds a name that is neither office nor address: repeated in the foot, or with a place in it."""
    words = name.split()
    if not 1 < len(words) <= LONGEST_SHORT_NAME or NO_NAME.search(name) or not name[:1].isalnum():
        return False
    if OFFERED.search(name) or matching(name, "menu", "widget", "category"):
        return False
    if ONLINE.search(name) and (first or is_capitals(name)):
        return True
    if first and len(words) > 2 and loose(name) in loose(foot):
        return True
    decorated = is_capitals(name) or line.strip().startswith(".:")
    return decorated and len(PARTS.split(line)) <= 3 and (_names_place(words) or has_abbreviation(name))


def has_abbreviation(name: str) -> bool:
    """Whether a word in capitals is no syllable: `BVĐK`, `CCQ&DN`."""
    return any(word.isupper() and len(word) > 1 and not is_syllable(word) for word in re.findall(r"[^\W\d_]+", name))


def is_newspaper(name: str) -> bool:
    """Whether a name is a known paper's, with or without what says that this is its site."""
    return loose(ONLINE.sub("", name).strip()) in _newspapers()


@cache
def _newspapers() -> frozenset[str]:
    return frozenset(loose(entry.form) for entry in load_lexicon("newspapers"))


def _has_initials(name: str, short: str) -> bool:
    """Whether a dateline's short name is made of a name's first letters: `VLO` of `Vĩnh Long online`, `(QĐND)`."""
    words = re.findall(r"[^\W\d_]+", name)
    initials = "".join(word[0] for word in words).upper()
    plain = short.upper().removeprefix("B") if not initials.startswith("B") else short.upper()
    return 2 <= len(words) <= LONGEST_SHORT_NAME and len(plain) > 2 and initials in (plain, plain.removesuffix("O"))


def _names_place(words: Sequence[str]) -> bool:
    """Whether a name ends with a province, a district or the nation."""
    if loose(" ".join(words[-2:])) == "việt nam":
        return True
    return any(loose(" ".join(words[-length:])) in known_places() for length in (2, 3, 4) if length < len(words))


@cache
def known_places() -> frozenset[str]:
    """The names of provinces and districts without their levels, loosely spelt."""
    return frozenset(loose(entry.form) for name in (*PROVINCES, *DISTRICTS) for entry in load_lexicon(name))
