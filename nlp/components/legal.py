"""LEGAL mentions: cited documents, and the number of the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from nlp.citations.heads import find_heads
from nlp.citations.issuers import issuer_code, with_issuers
from nlp.citations.names import LAW_TYPES, Named, is_dated_law, name_after, session_after, term_pattern
from nlp.citations.own_citation import find_own_numbers
from nlp.citations.own_number import codes_of, plain_number
from nlp.lexicon import Match, load_lexicon
from nlp.mention import Mention
from nlp.mention_store import Doc, mentions_of, replace_mentions
from nlp.rule_files import load_fragments
from nlp.text.intervals import Cover
from nlp.units.office import body_after, rest_of_body, unit_after

DATE_GAP = re.compile(r"\s{0,3},?\s{0,3}(?P<bracket>\((?=ngày|năm|\d))?(?:(?:ký|ban hành)\s)?(?:ngày\s(?=ngày\s))?")
COMMON_NOUNS = (*LAW_TYPES, "Hiến pháp")
"""Types that are common nouns when written small."""
DATED_BY_MONTH = ("Nghị quyết", "Chỉ thị", "Kết luận")
"""Types of which a month alone tells which one is meant: a plan has a month as its span."""
INDENT = 120
"""Characters of blanks before a heading that is set in the middle."""
BEGINS_LINE = re.compile(r"(?:\A|\n)[^\S\n]*\Z")
JUST_ISSUED = re.compile(r"(?<!\w)vừa\s(?:ký\s)?(?:ký|ban hành|ra)\s(?:Bản\s|bản\s)?\Z")
OF_A_LABEL = re.compile(r"(?<!\w)số\s(?:ký\s|kí\s)?hiệu\s\Z", re.IGNORECASE)
"""Before the type in `Số hiệu văn bản: 22/2010/QĐ-UBND`, where a box tells the page's own number."""
LONGEST_LABEL = 12
REACH = 32
"""Characters before a document in which is told that it came out just now."""
ARTICLE = re.compile(
    r"(?<!\w)(?:[Đđ]iểm [a-zđ]\d?,? )?(?:[Kk]hoản \d{1,2}(?:(?:, | và )\d{1,2})*,? )?"
    r"Điều \d{1,3}[a-zđ]?(?:(?:, | và )\d{1,3})*,?"
    r"\s(?:của\s)?\Z"
)
"""`khoản 2 Điều 10 của` before a law or another document that has articles."""
LONGEST_ARTICLE = 60
SEVERAL = re.compile(r"(?<!\w)(?:các|những|hai|ba|\d{1,2})\s\Z", re.IGNORECASE)
OPENS_LIST = re.compile(
    r"(?:\s(?:của\s)?[^\s:;,.\d][^:;,.\n\d]{2,40})?(?:\ssau(?: đây)?)?\s?:\s{1,2}(?=số\s)", re.IGNORECASE
)
"""What stands between the type of several documents and the first of their numbers."""
JOINT = re.compile(r"liên|phối hợp")
"""In the type of a document that several bodies issue together."""
CODES_OF_TWO = 3
"""Codes of a number that names its type and two issuers: `515/KH-BCA-BNN&MT`."""
PARTNER_GAP = re.compile(r"\s{0,2}(?:,|và|,\s?và|[-–]|với)\s{1,3}")


def add_legal(doc: Doc) -> None:
    """Add LEGAL mentions; the DATEs inside citations get the role `cited`."""
    mentions = mentions_of(doc)
    legal = list(with_issuers(doc.text, list(find_citations(doc.text, mentions)), mentions))
    own = find_own_numbers(doc.text, mentions, doc.document)
    legal += [one for one in own if not any(other.start <= one.start < other.end for other in legal)]
    news = Cover([one for one in legal if JUST_ISSUED.search(doc.text, max(0, one.start - REACH), one.start)])
    cited = Cover(legal)
    replace_mentions(doc, [_cited(mention, cited, news) for mention in mentions] + legal)


def _cited(mention: Mention, legal: Cover, news: Cover) -> Mention:
    """The date of a cited document as such; `news` are documents that came out just now."""
    if mention.label != "DATE" or not legal.holds(mention.start, mention.end):
        return mention
    role = "issued" if news.holds(mention.start, mention.end) else "cited"
    return replace(mention, attributes=mention.attributes | {"role": role})


def find_citations(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the cited documents of `text`; dates, issuers and congresses are taken from `mentions`.

    A type alone (`Quy chế`) cites nothing: a number, a day, a session or a law's title must follow. Further numbers
    of a list (`Chỉ thị 05-CT/TW, 27/CT-TTg`) are citations of the same type.
    """
    starts = {label: {one.start: one for one in mentions if one.label == label} for label in ("DATE", "UNIT", "EVENT")}
    until = 0
    for head in find_heads(text):
        if head.start < until or not _begins_citation(text, head):
            continue
        cited = _cited_after(text, head, starts) or _first_of_several(text, head, starts)
        if cited is None:
            continue
        cited = _with_article(text, cited, until)
        until = cited.end
        yield cited
        for further in _further(text, head, cited, starts):
            until = further.end
            yield further


def _with_article(text: str, cited: Mention, left: int) -> Mention:
    """The citation with the article, paragraph and point of it that stand directly before it, not before `left`."""
    article = ARTICLE.search(text, max(left, cited.start - LONGEST_ARTICLE), cited.start)
    if article is None:
        return cited
    return replace(cited, start=article.start(), text=text[article.start() : cited.end])


Starts = Mapping[str, Mapping[int, Mention]]
"""For each label the mentions by the offset of their start."""


def _begins_citation(text: str, head: Match) -> bool:
    """Whether the type is one that names a document here: law titles need their capital, a heading names itself."""
    if text[head.start : head.end].isupper() and _is_heading(text, head.start):
        return False
    if OF_A_LABEL.search(text, max(0, head.start - LONGEST_LABEL), head.start):
        return False
    return head.entry.form not in COMMON_NOUNS or text[head.start].isupper() or is_dated_law(text, head)


def _is_heading(text: str, at: int) -> bool:
    """Whether a line in capitals and without figures begins at an offset: the document's own type and subject."""
    if not BEGINS_LINE.search(text, max(0, at - INDENT), at):
        return False
    end = text.find("\n", at)
    line = text[at : len(text) if end < 0 else end]
    return line.isupper() and not any(map(str.isdigit, line))


def _cited_after(text: str, head: Match, starts: Starts) -> Mention | None:
    """The citation that begins with a type: its name, its day and its issuer, in any order that occurs."""
    named = name_after(text, head, starts["EVENT"], starts["DATE"])
    if named is not None:
        return _completed(text, head.start, head, named, starts)
    return _by_issuer(text, head, starts) or _by_date(text, head, starts)


def _first_of_several(text: str, head: Match, starts: Starts) -> Mention | None:
    """The first number behind a type of several documents: `các Nghị định: số 42/2010/NĐ-CP …, số 39/2012/NĐ-CP …`."""
    if not SEVERAL.search(text, max(0, head.start - LONGEST_LABEL), head.start):
        return None
    opened = OPENS_LIST.match(text, head.end)
    number = _number_pattern().match(text, opened.end() - 1) if opened is not None else None
    if number is None:
        return None
    start = text.index(number[0].lstrip(", \n"), number.start())
    return _completed(text, start, head, Named(number.end(), number["number"]), starts)


def _by_date(text: str, head: Match, starts: Starts) -> Mention | None:
    """A type with its day (`Quyết định ngày 2/4/1965 của …`), or a resolution with its month."""
    end, date = _take_date(text, head.end, starts["DATE"])
    if date is None:
        return None
    of_day = text.startswith(("ngày", "Ngày"), date.start)
    end, issuer = _take_issuer(text, end, starts["UNIT"], written=of_day)
    if not of_day and not (issuer and head.entry.form in DATED_BY_MONTH and text.startswith("tháng", date.start)):
        return None
    return _mention(text, head.start, head, end, "", date, issuer)


def _by_issuer(text: str, head: Match, starts: Starts) -> Mention | None:
    """A type whose issuer stands before its number or day: `Quyết định của UBND tỉnh số 1123/QĐ-UBND`."""
    issuer = unit_after(text, head.end, starts["UNIT"], bare=head.entry.form in DATED_BY_MONTH)
    after = issuer.end if issuer is not None else body_after(text, head.end)
    if after is None:
        return None
    number = _number_pattern().match(text, after)
    end, date = _take_date(text, number.end() if number else after, starts["DATE"])
    if number is None:
        openings = ("ngày", "tháng") if head.entry.form in DATED_BY_MONTH else ("ngày",)
        if date is None or not date.text.lower().startswith(openings):
            return None
    return _mention(text, head.start, head, end, number["number"] if number else "", date, issuer)


def _completed(text: str, start: int, head: Match, named: Named, starts: Starts) -> Mention:
    """The citation from `start` with the day and the issuer that follow its name."""
    end, date = _take_date(text, named.end, starts["DATE"])
    session = session_after(text, end, starts["EVENT"]) if named.number else None
    end, issuer = _take_issuer(text, session or end, starts["UNIT"], written=bool(named.number))
    if issuer is not None and (JOINT.search(head.entry.form) or len(codes_of(named.number)) >= CODES_OF_TWO):
        end = _past_partners(text, end, starts["UNIT"])
    if date is None:
        end, date = _take_date(text, end, starts["DATE"])
    return _mention(text, start, head, end, named.number, date, issuer)


def _past_partners(text: str, end: int, units: Mapping[int, Mention]) -> int:
    """The end of the issuers that follow a first one in the list of those who issue a joint document."""
    while (gap := PARTNER_GAP.match(text, end)) and (partner := units.get(gap.end())):
        end = partner.end
    return end


def _further(text: str, head: Match, first: Mention, starts: Starts) -> Iterator[Mention]:
    """The further numbers of a list that follow a citation without a type of their own."""
    end = first.end if isinstance(first.value, dict) and first.value.get("number") else None
    while end is not None:
        found = _further_pattern().match(text, end)
        if found is None:
            return
        number = found["number"]
        mention = _completed(text, found.start("whole"), head, Named(found.end(), number), starts)
        yield mention
        end = mention.end


@cache
def _further_pattern() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    term = load_fragments("legal_fragments")["term"]
    return re.compile(
        rf"\s?(?:[,;]|,?\svà)\s{{1,3}}(?P<whole>(?:số\s?:?\s{{0,3}})?(?P<number>{number}))(?!\w)(?:{term})?",
        re.IGNORECASE,
    )


@cache
def _number_pattern() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    return re.compile(rf",?\s{{1,3}}số\s?:?\s{{0,3}}(?P<number>{number}|\d{{1,4}}(?=,?\sngày\s))", re.IGNORECASE)


def _take_date(text: str, end: int, dates: Mapping[int, Mention]) -> tuple[int, Mention | None]:
    gap = DATE_GAP.match(text, end)
    date = dates.get(gap.end()) if gap and gap.end() > end else None
    if date is None or text[date.start : date.start + 2].lower() in ("từ", "tr", "đế"):
        return end, None
    if "\n" in text[end : date.start] and text[date.start].isupper():
        return end, None  # the next paragraph begins with it
    if gap is not None and gap["bracket"]:
        return (date.end + 1, date) if text[date.end : date.end + 1] == ")" else (end, None)
    return date.end, date


def _take_issuer(
    text: str, end: int, units: Mapping[int, Mention], *, written: bool = False
) -> tuple[int, Mention | None]:
    """The issuer that follows at `end`, and where it ends; behind a number also one `written` as no UNIT is."""
    comma = end + 1 if text[end : end + 1] == "," else end
    unit = unit_after(text, comma, units)
    if unit is None:
        return (body_after(text, comma) or end if written else end), None
    term = term_pattern().match(text, unit.end)
    return term.end() if term else rest_of_body(text, unit.end), unit


def _mention(
    text: str, start: int, head: Match, end: int, number: str, date: Mention | None, issuer: Mention | None
) -> Mention:
    number = plain_number(number)
    fields = {
        "type": head.entry.form,
        "number": number,
        "date": date.value if date is not None and isinstance(date.value, str) else "",
        "issuer": issuer.name if issuer is not None else _issuer_by_number(number),
    }
    return Mention(
        start,
        end,
        "LEGAL",
        text[start:end],
        {key: value for key, value in fields.items() if value},
        confidence=0.9,
        source=f"lexicons/legal_types.tsv: {head.entry.form}",
    )


def _issuer_by_number(number: str) -> str:
    code = issuer_code(codes_of(number)[-1:])
    return next((entry.value for entry in load_lexicon("number_issuers") if entry.form == code), "")
