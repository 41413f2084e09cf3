"""Whence a page comes: its site, newspaper or the office whose site it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.issuer import unit_name
from nlp.mention import Evidence, Mention

SITE = re.compile(
    r"(?:^|(?<=[“\"\n]))\s*"
    r"(?P<name>(?:Báo|BÁO|Tạp chí|TẠP CHÍ|(?:Cổng|Trang|CỔNG|TRANG) (?:thông tin|THÔNG TIN|TTĐT|tin)"
    r"|Website|Bản tin|BẢN TIN|Đài Phát thanh|ĐÀI PHÁT THANH)\s(?!(?:giá|cáo|chí|in|được|của|sự cố|lỗi|vi phạm"
    r"|chỉ|này|sử dụng|hoạt động|đang|yêu cầu|không|liên kết|đối tác)(?!\w))"
    r"[^\n.|;:©()”\"]{2,110})",
    re.MULTILINE,
)
SITE_END = re.compile(
    r"\s[-–—]\s(?:số|địa chỉ|tỉnh|TP|đt|đường|quốc lộ|giấy phép|cơ quan|\d).*"
    r"|\s(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?!\w).*"
    r"|,?\s(?:giấy phép|địa chỉ|bản quyền|số \d|được|thuộc|trụ sở)(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
MENU = re.compile(r"\|.*\||[»>]")
LINKED = re.compile(
    r"(?:cổng|trang) (?:thông tin(?: điện tử)?|TTĐT)(?: của)? (?:chính phủ|quốc hội|đảng cộng sản)|báo nhân dân"
    r"|báo điện tử đảng|báo và phát thanh,? truyền hình$",
    re.IGNORECASE,
)
"""Sites that many others link to."""
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")
OWNER = re.compile(
    r"(?:cơ quan|đơn vị) (?:chủ quản|quản lý)\s*[:：]\s*(?P<name>[^.;|:\n]{5,90}?)(?=\s[-–]\s|[.;|\n]|$)", re.IGNORECASE
)
BANNER_LINES, EDGE_LINES = 4, 12
OWN_WORDS = frozenset({"html-meta", "meta", "vote-box", "site"})
"""How a page itself says whose it is."""
LONGEST_NAME = 14
"""Words of an organisation's name in a banner or at a page's foot."""
SOURCE_METHODS = ("html-meta", "meta", "vote-box", "site", "domain", "copyright", "dateline", "footer")
"""How a source was read, the surer ways first; a method not listed here comes between the page's own data and these."""

Decision = tuple[str, Evidence]


def find_source(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """The site or newspaper, as its own text names it: a site's full name before a domain or an abbreviation."""
    clues = sorted((clue for clue in document.clues if clue.field == "source"), key=_surety)
    clues = [clue for clue in clues if _is_source(clue) and not _is_title(clue, document)]
    named = next((clue for clue in clues if SITE.match(clue.text)), None)
    named = named or next((clue for clue in clues if clue.method in OWN_WORDS), None)
    if named is None:
        for line in _edges(document):
            found = SITE.search(line)
            if found and len(_site(found["name"]).split()) > 1 and not LINKED.match(found["name"]):
                return _site(found["name"]), Evidence("furniture")
    clue = named or (clues[0] if clues else None)
    if clue is None:
        banner = _banner(document) or _owner(document)
        return (_usual_letters(banner, document, mentions), Evidence("furniture")) if banner else None
    name = _site(clue.text) if clue.method != "copyright" else unit_name(clue, mentions)
    return name, Evidence.of(clue)


def _edges(document: Document) -> list[str]:
    """The first and last lines that were taken off a page, where a site names itself: between them stand links."""
    lines = [line.strip() for block in document.furniture for line in block.splitlines()]
    return lines if len(lines) <= 2 * EDGE_LINES else [*lines[:EDGE_LINES], *lines[-EDGE_LINES:]]


def _is_title(clue: Clue, document: Document) -> bool:
    """Whether what a page gives as its site is its own title or a part of it."""
    titles = [loose(other.text) for other in document.clues if other.field == "title"]
    return not looks_like_organisation(clue.text) and any(
        len(clue.text.split()) > 2 and loose(clue.text) in title and loose(clue.text) != title[-len(loose(clue.text)) :]
        for title in titles
    )


def _is_source(clue: Clue) -> bool:
    """Whether a clue may name a site: a foot's last line may be a link, a menu or a sentence."""
    if clue.method == "footer":
        return (
            looks_like_organisation(clue.text) and not MENU.search(clue.text) and len(clue.text.split()) <= LONGEST_NAME
        )
    return len(_site(clue.text).split()) > 1 or not re.match(r"(?:website|trang|cổng)\b", clue.text, re.IGNORECASE)


def _banner(document: Document) -> str:
    """The organisation or address that heads a page, alone in its line but for a menu behind a bar."""
    lines = [line.strip() for block in document.furniture for line in block.splitlines()]
    if len(lines) < BANNER_LINES:
        return ""
    for at, line in enumerate(lines[:BANNER_LINES]):
        name = re.split(r"\s*[|•·»]\s*|\s[-–]\s(?=vì|website|trang|cổng)", line, maxsplit=1, flags=re.IGNORECASE)[
            0
        ].strip(" .:☰*[]")
        if at == 0 and HOST.fullmatch(name):
            return name
        if looks_like_organisation(name) and 2 < len(name.split()) <= LONGEST_NAME and not re.search(r"[!?:»>]", name):
            return name
    return ""


def _owner(document: Document) -> str:
    """The body in charge of a site, where nothing else tells whose it is."""
    for block in document.furniture:
        found = OWNER.search(block)
        if found is not None:
            return found["name"].strip(" .,-–")
    return ""


def _usual_letters(name: str, document: Document, mentions: Sequence[Mention]) -> str:
    """A banner's capitals as the name is written elsewhere in the page, else as its canonical form has them."""
    if not name.isupper():
        return name
    everywhere = "\n".join((document.body, *document.furniture))
    for found in re.finditer(re.escape(name), everywhere, re.IGNORECASE):
        if not found[0].isupper():
            return found[0]
    units = (mention.value for mention in mentions if mention.label == "UNIT" and isinstance(mention.value, str))
    return next((unit for unit in units if loose(unit) == loose(name)), name)


def _surety(clue: Clue) -> int:
    return SOURCE_METHODS.index(clue.method) if clue.method in SOURCE_METHODS else 1


def _site(text: str) -> str:
    line = " ".join(text.split())
    found = SITE.match(line)
    return SITE_END.sub("", found["name"] if found else line).strip(" -–|,.")
