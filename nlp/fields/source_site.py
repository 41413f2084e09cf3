"""Whence a page comes: its site, newspaper or the office whose site it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import fold, loose
from nlp.fields.issuer_names import PLACE_NAME, usual_letters
from nlp.fields.letterhead_issuer import unit_name
from nlp.fields.masthead import (
    HOST,
    LONGEST_NAME,
    PARTS,
    Masthead,
    find_masthead,
    has_abbreviation,
    is_spelt,
    known_places,
)
from nlp.fields.page_foot import find_in_foot
from nlp.fields.presenting import opening_paper, paper_in_full, presented
from nlp.fields.printed_in import find_printed
from nlp.mention import Evidence, Mention
from nlp.places.levels import levels_pattern
from nlp.text.alternatives import load_alternatives
from nlp.text.kept import kept_by_text


def _words(kind: str) -> str:
    """The words of site_words.tsv of a kind, as the alternatives of a pattern."""
    return load_alternatives("site_words", kind)


SITE = re.compile(
    r"(?:^(?:(?-i:[A-ZĐ]{2,10})\s[-–—]\s|bản quyền thuộc(?: về)?\s)?|(?<=[“\"\n]))\s*"
    rf"(?P<name>(?:(?-i:Báo|BÁO)|{_words('medium')})\s(?!(?:{_words('no_name')})(?!\w))"
    r"(?:[^\n.|;:©()!”\"]|(?<=TP|TX|TT)\.|(?<=\s[TQHXP])\.){2,110})",
    re.MULTILINE | re.IGNORECASE,
)
WELCOME = re.compile(
    r"chào mừng [^\n]{0,30}?(?:đến|tới) với\s(?P<name>(?:(?:cổng|trang) (?:thông tin|ttđt|tin)|website|trang web)"
    r"(?: điện tử)?(?: tổng hợp)?(?: của)?\s(?-i:[A-ZĐ])[^\n.|;:!–-]{5,90})",
    re.IGNORECASE,
)
"""How a site greets whoever comes, by its own name."""
GREETED_BY_ADDRESS = re.compile(
    r"chào mừng [^\n]{0,30}?(?:đến|tới) với (?:website|trang web|trang)\s?:?\s"
    r"(?P<host>[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net))(?!\w)",
    re.IGNORECASE,
)
"""The same by its address."""
SITE_END = re.compile(
    rf"\s[-–—]\s(?:{_words('dashed_end')}|\d).*"
    rf"|\s[»›>]\s.*|,\s(?:tỉnh|TP|thành phố|huyện|quận)\s.*"
    rf"|\s(?:{_words('day_end')})(?!\w).*"
    rf"|,?\s(?:{_words('end')}|số \d)(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
BEHIND = re.compile(r"\s*\([^()]*\)$")
"""What a banner adds to its name: `(bản điện tử)`."""
MENU = re.compile(r"\|.*\||[»>]")
PORTAL_ALONE = re.compile(r"(?:cổng|trang) (?:thông tin(?: điện tử)?|TTĐT)", re.IGNORECASE)
COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân)(?!\w)", re.IGNORECASE)
"""Whose portal is called after its place alone."""
PLACE_BELOW = re.compile(rf"(?:{levels_pattern()})\s\S[^,;()|]*$", re.IGNORECASE)
LINKED = re.compile(
    r"(?:cổng|trang) (?:thông tin(?: điện tử)?|TTĐT)(?: của)? (?:chính phủ|quốc hội|đảng cộng sản)|báo nhân dân"
    r"|báo điện tử đảng|báo và phát thanh,? truyền hình$",
    re.IGNORECASE,
)
"""Sites that many others link to."""
FOLLOWED = re.compile(r"theo dõi (?P<name>báo .{3,40}?) trên (?:google|facebook|zalo)", re.IGNORECASE)
"""What a newspaper calls itself in its buttons."""
ADDRESS_FOLLOWED = re.compile(
    r"(?:theo dõi|đón đọc|tải ứng dụng)\s(?P<name>[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net)) trên(?!\w)", re.IGNORECASE
)
"""The address of a site in a button that stayed at the page's end."""
TAKEN_FROM = re.compile(rf"(?:{_words('source')})(?!\w)|\S+\.(?:vn|com|net|org)(?!\w)", re.IGNORECASE)
"""The newspaper or site from which a page says that it was taken; an office is told too, whose people wrote it."""
FOOT = 300
"""Characters at a page's end, where its buttons may have stayed."""
LONE_DATELINE = re.compile(r"\s*(?:\d{4}-\d{2}-\d{2}\s)?\((?P<name>[^()\n]{3,24})\)\s?[-–]?\s*\n")
"""A page's first line that holds its source alone."""
PHOTO = re.compile(rf"(?:{_words('picture')})(?!\w)", re.IGNORECASE)
"""What a line of credit names that is no site: `Nguồn tin: Ảnh - An Bình`."""
ACCORDING = re.compile(r"^(?:theo (?=\S)|cơ quan chủ quản\s?:\s)", re.IGNORECASE)
"""What stands before a source in the place of a dateline or at a page's foot: `Theo sgd.bacgiang.gov.vn`."""
RESPONSIBLE = re.compile(rf"(?:{_words('answers')})[^:]{{0,20}}:", re.IGNORECASE)
"""How a line of a page's foot begins that tells who answers for it: no site's name."""
NO_SITE = frozenset({"copyright", "all rights reserved"})
EDGE_LINES = 12
BARE_SITE = re.compile(r"^(?:website|trang web|web)\s", re.IGNORECASE)
ADDRESS_BEHIND = re.compile(rf"[.,;|–-]\s+(?={_words('address')}|số \d|\d)", re.IGNORECASE)
"""Where an address begins behind an office's name at a page's foot."""
OWN_WORDS = frozenset({"html-meta", "meta", "vote-box"})
"""How a page itself says whose it is."""
FOOT_WORDS = frozenset({"copyright", "footer", "dateline"})
"""How a page says it in passing: what heads it is surer."""
SOURCE_METHODS = ("html-meta", "meta", "vote-box", "site", "domain", "copyright", "dateline", "footer")
"""How a source was read, the surer ways first; a method not listed here comes between the page's own data and these."""

Decision = tuple[str, Evidence]


def find_source(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """The site or newspaper, as its own text names it: a site's full name, then what heads the page, then its foot."""
    found = _find(document, mentions)
    if found is None or not found[0].isascii():
        return found
    return _with_marks(found[0], document, mentions) or found[0], found[1]


def _with_marks(name: str, document: Document, mentions: Sequence[Mention]) -> str:
    """The office whose name a banner has without its marks or as an address, as the foot or the text writes it."""
    bare = fold(BARE_SITE.sub("", name))
    host = HOST.fullmatch(name)
    feet = (ADDRESS_BEHIND.split(line)[0].strip(" .,-–|") for line in reversed(_edges(document)))
    units = (one.name for one in mentions if one.label == "UNIT" and isinstance(one.value, str))
    for own in (*feet, *units):
        if not own.isascii() and (fold(own) == bare or (host is not None and is_spelt(host["host"], own))):
            return own
    return ""


def _find(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    printed = find_printed(document)
    if printed is not None:
        return printed.name, printed.said
    clues = sorted((clue for clue in document.clues if clue.field == "source"), key=_surety)
    clues = [clue for clue in clues if _is_source(clue) and not _is_title(clue, document)]
    sites = (clue for clue in clues if SITE.match(clue.text) and clue.method not in FOOT_WORDS)
    named = next((clue for clue in sites if clue.method != "site" or not LINKED.match(clue.text)), None)
    named = named or next((clue for clue in clues if clue.method in OWN_WORDS), None)
    edges = _edges(document)
    if named is not None:
        whole = next((BEHIND.sub("", line) for line in edges if _goes_on(named, line)), named.text)
        return _with_place_over(_site(whole), edges, mentions), Evidence.of(named)
    taken = any(clue.method == "byline" and TAKEN_FROM.match(clue.text) for clue in clues)
    banner = _named_site(edges) or ("" if taken else _headed(document, edges, mentions, clues))
    if banner:
        return _usual_letters(banner, document, mentions), Evidence("furniture")
    button = _button(document.body) if not clues else None
    if button is not None:
        return button["name"], Evidence("footer", button.start("name"), button.end("name"))
    if not clues and (lone := LONE_DATELINE.match(document.body)):
        return lone["name"], Evidence("dateline", *lone.span("name"))
    if not clues and (opening := opening_paper(document.body)):
        return opening["name"], Evidence("dateline", *opening.span("name"))
    if not clues and (presents := presented(document.body)):
        return " ".join(presents["name"].split()), Evidence("lead", *presents.span("name"))
    if not clues:
        return find_in_foot(document, edges)
    if clues[0].method == "dateline" and (paper := paper_in_full(document.body, clues[0].text)):
        return paper, Evidence.of(clues[0])
    is_office = clues[0].method == "copyright" and SITE.match(clues[0].text) is None
    name = unit_name(clues[0], mentions) if is_office else _site(clues[0].text)
    return name, Evidence.of(clues[0])


@kept_by_text()
def _button(body: str) -> re.Match[str] | None:
    """The button at a page's end that gives the site's address."""
    return ADDRESS_FOLLOWED.search(body, max(0, len(body) - FOOT))


def _with_place_over(name: str, edges: Sequence[str], mentions: Sequence[Mention]) -> str:
    """A portal's name alone with the place of its committee on the banner's line above, else that of the line below.

    Of another office the whole name: `LIÊN ĐOÀN LAO ĐỘNG TỈNH …` above `Trang thông tin điện tử | …`.
    """
    at = next((at for at, line in enumerate(edges) if PARTS.split(line)[0] == name), -1)
    if not PORTAL_ALONE.fullmatch(name) or at < 0:
        return name
    office = edges[at - 1] if at else ""
    if looks_like_organisation(office) and not COMMITTEE.match(office) and len(office.split()) <= LONGEST_NAME:
        units = (one.name for one in mentions if one.label == "UNIT")
        return f"{name} {next((unit for unit in units if loose(unit) == loose(office)), usual_letters(office))}"
    above = PLACE_NAME.search(usual_letters(office))
    if above is None and at + 1 < len(edges):
        above = PLACE_BELOW.match(usual_letters(re.split(r"\s[-–]\s", edges[at + 1])[0]))
    if above is None:
        return name
    return f"{name.capitalize() if name.isupper() else name} {above[0][:1].lower()}{above[0][1:]}"


def _goes_on(clue: Clue, line: str) -> bool:
    """Whether a line goes on with a place's second name, or in a banner's capitals: `TẠP CHÍ THAN - KHOÁNG SẢN …`."""
    line = BEHIND.sub("", line)
    rest = line.removeprefix(clue.text) if line.startswith(clue.text) else ""
    if clue.text.isupper() and re.fullmatch(r"\s[-–]\s[^|.;:()\d]+", rest) and rest.isupper():
        return True
    second = re.match(r"\s[-–]\s(?P<place>[^|.;:(]+?)\s*(?:[|.;:(]|$)", rest)
    first = " ".join(clue.text.split()[-2:])
    return second is not None and loose(f"{first} - {second['place']}") in known_places()


def _named_site(edges: Sequence[str]) -> str:
    """The newspaper or portal that a line at either edge of a page names."""
    for pattern in (FOLLOWED, SITE):
        for line in edges:
            found = pattern.search(line)
            if found and len(_site(found["name"]).split()) > 1 and not LINKED.match(found["name"]):
                return _site(found["name"])
    return ""


def _headed(document: Document, edges: Sequence[str], mentions: Sequence[Mention], clues: Sequence[Clue]) -> str:
    """What heads a page; an office as its foot writes it where that is fuller, and with the place above it."""
    greeted = next(filter(None, map(GREETED_BY_ADDRESS.search, edges)), None)
    if greeted is not None:
        return greeted["host"]
    found = find_masthead(edges, next((clue.text for clue in clues if clue.method == "dateline"), ""))
    if found is None:
        return next((_site(one["name"]) for one in map(WELCOME.search, edges) if one), "")
    if found.kind != "office":
        return next(
            (clue.text for clue in clues if found.kind == "site" and is_spelt(found.name, clue.text)), found.name
        )
    own = next((clue.text for clue in clues if clue.method in ("copyright", "footer")), "")
    return own if _is_fuller(own, found.name) else _with_place(found, mentions)


def _is_fuller(name: str, other: str) -> bool:
    """Whether a name says the same office in more words and without abbreviations."""
    words, fewer = loose(name).split(), loose(other).split()
    return len(words) > len(fewer) and words[-2:] == fewer[-2:] and not has_abbreviation(name)


def _with_place(found: Masthead, mentions: Sequence[Mention]) -> str:
    """An office's name; where the banner parts it from the body above it, with the place that the text adds."""
    if not found.above:
        return found.name
    units = (mention.name for mention in mentions if mention.label == "UNIT")
    longer = (name for name in units if loose(name).startswith(loose(found.name) + " "))
    return min(longer, key=len, default=found.name)


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
        return RESPONSIBLE.match(clue.text) is None and (
            looks_like_organisation(clue.text) and not MENU.search(clue.text) and len(clue.text.split()) <= LONGEST_NAME
        )
    if (clue.method == "byline" and PHOTO.match(clue.text)) or clue.text.lower() in NO_SITE:
        return False
    if clue.method == "dateline" and loose(clue.text) in known_places():
        return False  # where it was told: `(Hòa Bình) - Sáng 12/3`
    return len(_site(clue.text).split()) > 1 or not re.match(r"(?:website|trang|cổng)\b", clue.text, re.IGNORECASE)


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
    line = ACCORDING.sub("", " ".join(text.split()))
    found = SITE.match(line)
    return SITE_END.sub("", found["name"] if found else line).strip(" -–|,.")
