"""LEGAL mentions: cited documents, and the number of the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Document
from nlp.issuer import find_issuer
from nlp.lexicon import Match, load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.mention_store import document_of, mentions_of, replace_mentions, text_of
from nlp.office import unit_after
from nlp.own_number import legal_type_of, own_number
from nlp.rule_files import load_fragments, load_rules

DATE_GAP = re.compile(r"\s{0,3},?\s{0,3}(?:\((?=ngày))?(?:(?:ký|ban hành)\s)?")
LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh")
AMENDING = re.compile(
    r"sửa đổi,? bổ sung(?: một số điều| một số điều của)?(?:\s+của)?\s+(?:Bộ luật|Luật|Pháp lệnh)\s+", re.IGNORECASE
)
TRAILING_FIGURES = re.compile(r"\d+$")


@Language.factory("vi_legal", requires=["doc.spans"], assigns=["doc.spans"])
def make_legal(nlp: Language, name: str) -> LegalComponent:
    """The component that adds LEGAL mentions and tells cited dates as such."""
    return LegalComponent()


class LegalComponent:
    """Adds LEGAL mentions; the DATEs inside citations get the role `cited`."""

    def __call__(self, doc: Doc) -> Doc:
        document = document_of(doc)
        mentions = mentions_of(doc)
        legal = list(find_citations(text_of(doc), mentions))
        own = find_own_number(text_of(doc), mentions, document)
        if own is not None and not any(other.start <= own.start < other.end for other in legal):
            legal.append(own)
        replace_mentions(doc, [_cited(mention, legal) for mention in mentions] + legal)
        return doc


def _cited(mention: Mention, legal: Sequence[Mention]) -> Mention:
    if mention.label != "DATE" or not any(host.start <= mention.start and mention.end <= host.end for host in legal):
        return mention
    return replace(mention, attributes=mention.attributes | {"role": "cited"})


def find_citations(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the cited documents of `text`; dates and issuers are taken from `mentions`.

    A type alone (`Quy chế`) cites nothing: a number, a day, a session or a law's title must follow.
    """
    dates = {mention.start: mention for mention in mentions if mention.label == "DATE"}
    units = {mention.start: mention for mention in mentions if mention.label == "UNIT"}
    until = 0
    for head in load_matcher("legal_types").find_overlapping(text):
        if head.start < until or not _begins_citation(text, head):
            continue
        named = _named(text, head)
        end = named[0] if named else head.end
        end, date = _take_date(text, end, dates)
        if named is None and (date is None or not text[date.start : date.end].lower().startswith("ngày")):
            continue
        end, issuer = _take_issuer(text, end, units)
        if date is None:
            end, date = _take_date(text, end, dates)
        until = end
        yield _mention(text, head, end, named[1] if named else "", date, issuer)


def _begins_citation(text: str, head: Match) -> bool:
    """Whether the type is one that names a document here: law titles need their capital."""
    return head.entry.form not in (*LAW_TYPES, "Hiến pháp") or text[head.start].isupper()


def _named(text: str, head: Match) -> tuple[int, str] | None:
    """Where the name that follows a type ends, and the number in it (empty for a session or a law's title)."""
    if head.entry.form in LAW_TYPES:
        return _law(text, head.end)
    for rule in load_rules("legal", "legal_fragments"):
        found = rule.pattern.match(text, head.end)
        if found and (rule.value != "session" or head.entry.form in ("Nghị quyết", "Kết luận")):
            end = found.end() - 1 if found[0].endswith(")") and "(" in found[0] else found.end()
            return _before_bracket(text, found.start(), end), found.groupdict().get("number") or ""
    return None


def _before_bracket(text: str, start: int, end: int) -> int:
    """An open bracket without its closing one stays outside."""
    bracket = text.rfind("(", start, end)
    return end if bracket < 0 else len(text[:bracket].rstrip(" ,"))


def _law(text: str, at: int) -> tuple[int, str] | None:
    start = at + 1
    amending = AMENDING.match(text, start)
    title = load_matcher("laws").at(text, amending.end() if amending else start)
    if title is not None:
        return _law_number(text, title.end) or (title.end, "")
    number = _law_number(text, at)
    return number if number and number[0] - at < 60 else None


def _law_number(text: str, at: int) -> tuple[int, str] | None:
    found = _number_pattern().match(text, at)
    return (found.end(), found["number"]) if found else None


@cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\s{{1,3}}số\s?:?\s{{0,3}}(?P<number>{load_fragments('legal_fragments')['number']})", re.IGNORECASE
    )


def _take_date(text: str, end: int, dates: dict[int, Mention]) -> tuple[int, Mention | None]:
    gap = DATE_GAP.match(text, end)
    date = dates.get(gap.end()) if gap and gap.end() > end else None
    if date is None or text[date.start : date.start + 2].lower() in ("từ", "tr", "đế"):
        return end, None
    return date.end, date


def _take_issuer(text: str, end: int, units: dict[int, Mention]) -> tuple[int, Mention | None]:
    comma = end + 1 if text[end : end + 1] == "," else end
    unit = unit_after(text, comma, units)
    if unit is None:
        return end, None
    term = _term_pattern().match(text, unit.end)
    return (term.end() if term and "(" not in term[0] else unit.end), unit


@cache
def _term_pattern() -> re.Pattern[str]:
    return re.compile(load_fragments("legal_fragments")["term"], re.IGNORECASE)


def _mention(text: str, head: Match, end: int, number: str, date: Mention | None, issuer: Mention | None) -> Mention:
    number = "".join(number.split()).replace("–", "-")
    fields = {
        "type": head.entry.form,
        "number": number,
        "date": date.value if date is not None and isinstance(date.value, str) else "",
        "issuer": _name(issuer) if issuer is not None else _issuer_by_number(number),
    }
    return Mention(
        head.start,
        end,
        "LEGAL",
        text[head.start : end],
        {key: value for key, value in fields.items() if value},
        confidence=0.9,
        source=f"lexicons/legal_types.tsv: {head.entry.form}",
    )


def _name(unit: Mention) -> str:
    return unit.value if isinstance(unit.value, str) else unit.text


def _issuer_by_number(number: str) -> str:
    code = TRAILING_FIGURES.sub("", re.split(r"[/-]", number)[-1]) if number else ""
    return next((entry.value for entry in load_lexicon("number_issuers") if entry.form == code), "")


def find_own_number(text: str, mentions: Sequence[Mention], document: Document) -> Mention | None:
    """The document's own number in its letterhead, without `Số:`; None where there is none."""
    found = own_number(text)
    if found is None:
        return None
    start, end, number = found
    issued = next((m.value for m in mentions if m.label == "DATE" and m.attributes.get("role") == "issued"), None)
    issuer = find_issuer(document, mentions)
    fields = {
        "type": own_type(number, document),
        "number": number,
        "date": issued if isinstance(issued, str) else "",
        "issuer": issuer.name if issuer is not None else "",
    }
    return Mention(
        start,
        end,
        "LEGAL",
        text[start:end],
        {key: value for key, value in fields.items() if value},
        {"role": "own"},
        confidence=0.95,
        source="letterhead",
    )


def own_type(number: str, document: Document) -> str:
    """The type of the document itself: the heading that reading found, else the code in its number, else a letter."""
    for clue in document.clues:
        if clue.field == "doc_type":
            match = next(load_matcher("legal_types").find(clue.text), None)
            if match is not None:
                return match.entry.form
    return legal_type_of(number) or "Công văn"
