"""The document's own data: decides among the clues that reading found, with evidence for each field.

Nothing is guessed: a field that neither a clue nor a mention supports stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ingest.document import Clue, Document
from ingest.places import Places
from nlp import edtf
from nlp.citations.annex_names import annex_name, annexes_below, numbered_in_brackets
from nlp.citations.own_number import announced_number, lone_number, number_in_title, own_number, plain_number
from nlp.dates.points import Point, find_points
from nlp.fields.authors import find_authors
from nlp.fields.doc_type import find_doc_type
from nlp.fields.document_date import find_issue, find_posted, issue_clue
from nlp.fields.event_day import find_event_day, made_on
from nlp.fields.issued_with import IssuedWith, issued_with
from nlp.fields.issuer import find_issuer
from nlp.fields.letterhead_issuer import Issuer
from nlp.fields.origin import find_place
from nlp.fields.paper_titles import is_numbered_letter
from nlp.fields.printed_in import find_printed, saved_month
from nlp.fields.signing import find_signer
from nlp.fields.source_site import find_source
from nlp.fields.title import find_title
from nlp.mention import METADATA_FIELDS, Evidence, Mention
from nlp.text.clue_fields import clues_of, first_clue, stands, undashed

FIELD_OF_ZONE = {"date": "published"}
"""What a zone of the page is called among the metadata, where the names differ."""

Decision = tuple[Any, Evidence]


def decide_metadata(document: Document, mentions: Sequence[Mention]) -> tuple[dict[str, Any], dict[str, Evidence]]:
    """The metadata of `document`, every field of METADATA_FIELDS, and the evidence of those that hold a value."""
    metadata: dict[str, Any] = dict.fromkeys(METADATA_FIELDS)
    metadata |= {"authors": [], "attachments": []}
    evidence: dict[str, Evidence] = {}
    for field, decision in _decisions(document, mentions):
        if decision is not None and decision[0] and not metadata[field]:
            metadata[field], evidence[field] = decision
    held = evidence.get("event_date")
    day = str(metadata["event_date"]).partition("T")[0]
    if held is not None and "/" not in day and not metadata["published"] and _tells_its_day(document, metadata):
        metadata["published"], evidence["published"] = day, held
    places = Places(document.lines)
    placed = {field: _placed(proof, places) for field, proof in evidence.items()}
    return metadata, placed | dict(_unread(document, metadata))


def _tells_its_day(document: Document, metadata: dict[str, Any]) -> bool:
    """Whether a paper without a date line tells of its own day where it says when it was made or read.

    A notice tells of a meeting's day.
    """
    if metadata["doc_type"] == "notice" or document.furniture:
        return False
    return stands(document, "doc_type") and not stands(document, "date")


def _placed(proof: Evidence, places: Places) -> Evidence:
    """The evidence with its place on the original, where the body alone was told."""
    if proof.start is None or proof.end is None or proof.box is not None:
        return proof
    page, box = places.of(proof.start, proof.end)
    placed = proof.page or page, box if proof.page in (None, page) else None
    return replace(proof, page=placed[0], box=placed[1]) if placed != (proof.page, proof.box) else proof


def _unread(document: Document, metadata: dict[str, Any]) -> Iterator[tuple[str, Evidence]]:
    """The evidence of fields that stay empty because what stands on the page could not be read."""
    for clue in document.clues:
        field = FIELD_OF_ZONE.get(clue.field, clue.field)
        if clue.state == "unread" and field in metadata and not metadata[field]:
            yield field, Evidence.of(clue)


def _decisions(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[str, Decision | None]]:
    """What each field is, None where nothing tells."""
    title = find_title(document)
    number = _number(document) or (_titled_number(document, title) if title else None)
    is_letter = number is not None or stands(document, "doc_number")
    announced = None if is_letter else announced_number(document.body)
    rules = None if is_letter or announced is not None else issued_with(document.body)
    doc_type = _doc_type(document, mentions, title, number, rules)
    yield "title", title
    yield "doc_number", number or _number_below(announced, rules)
    yield "published", _published(document, mentions)
    yield "doc_type", doc_type
    yield from _people(document, mentions, is_letter=is_letter)
    yield from _origin(document, mentions, title, doc_type[0], rules, is_letter=is_letter)
    yield "event_date", find_event_day(document, mentions, doc_type[0], is_letter=is_letter)
    yield "attachments", _attachments(document, is_letter=is_letter)


def _number_below(announced: tuple[int, int, str] | None, rules: IssuedWith | None) -> Decision | None:
    """The number of the paper that a page gives in full, or of the decision that its rules were issued with."""
    if announced is not None:
        start, end, number = announced
        return number, Evidence("lead", start, end)
    return (rules.number, Evidence("issued with", rules.start, rules.end)) if rules is not None else None


def _doc_type(
    document: Document,
    mentions: Sequence[Mention],
    title: Decision | None,
    number: Decision | None,
    rules: IssuedWith | None,
) -> tuple[str, Evidence]:
    """The kind of the document; rules that nothing else tells of are their decision."""
    plain_title = undashed(title[0]) if title else ""
    found = find_doc_type(document, plain_title, number[0] if number else "", mentions)
    if rules is not None and found[0] in ("other", "news"):
        return "decision", Evidence("issued with", rules.start, rules.end)
    return found


def _origin(
    document: Document,
    mentions: Sequence[Mention],
    title: Decision | None,
    doc_type: str,
    rules: IssuedWith | None,
    *,
    is_letter: bool,
) -> Iterator[tuple[str, Decision | None]]:
    """Whose document it is, on whose page, and where that is: each helps to tell the next."""
    source = find_source(document, mentions)
    site, title_end = source[0] if source else "", (title[1].end or 0) if title else 0
    issuer = find_issuer(document, mentions, doc_type=doc_type, title_end=title_end, site=site)
    yield "issuer", _issued_by(issuer, rules, mentions)
    yield "source", source
    name = issuer.name if issuer else ""
    place = find_place(document, mentions, name, doc_type, is_letter=is_letter, site=site, title_end=title_end)
    yield "place", place


def _issued_by(issuer: Issuer | None, rules: IssuedWith | None, mentions: Sequence[Mention]) -> Decision | None:
    """The issuer by name, of rules without one the body that decided on them."""
    if issuer is not None:
        return issuer.name, Evidence(issuer.method, issuer.start, issuer.end, issuer.page)
    decided = rules.issuer(mentions) if rules is not None else None
    return (decided.name, Evidence("issued with", decided.start, decided.end)) if decided is not None else None


def _attachments(document: Document, *, is_letter: bool) -> Decision | None:
    """What is told to be attached, else the annexes by their own headings, in a letter by numbers in brackets too."""
    body, told = document.body, clues_of(document, "attachment")
    if told:
        texts = [clue.text for clue in told]
        annexes = {kind: annex_name(body, kind) for kind in dict.fromkeys(texts)}
        return [annexes[text] or text for text in texts], Evidence.of(told[0])
    annexed = annexes_below(body) or (numbered_in_brackets(body) if is_letter else [])
    return ([name for _, _, name in annexed], Evidence("attachment", *annexed[0][:2])) if annexed else None


def _number(document: Document) -> Decision | None:
    """The number in the letterhead, else one at a line's start near the head; none where it stands but is unread."""
    for clue in sorted(clues_of(document, "doc_number"), key=lambda clue: clue.method == "box"):
        return plain_number(clue.text), Evidence.of(clue)
    if stands(document, "doc_number"):
        return None
    kind = first_clue(document, "doc_type")
    heading = (kind.start or 0) if kind is not None and kind.method == "letterhead" else 0
    found = own_number(document.body, heading) or lone_number(document.body)
    return (found[2], Evidence("letterhead", found[0], found[1])) if found else None


def _titled_number(document: Document, title: Decision) -> Decision | None:
    """The number that a page's title bears, where the page holds the paper down to its signature or a letter's text."""
    text, proof = title
    line = text if proof.start is None else document.body[proof.start : proof.end]
    held = any(clue.field == "signer" and clue.method == "signature" for clue in document.clues)
    held = held or (stands(document, "addressees") and is_numbered_letter(line))
    found = number_in_title(line) if held and not stands(document, "doc_number") else None
    return (found, proof) if found else None


def _published(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """The day that the page's zones show, else that of its date line, its print, its saving or its making."""
    shown = _shown_day(document)
    if shown is not None or any(clue.field == "date" and clue.state == "unread" for clue in document.clues):
        return shown
    issue = find_issue(document.body, find_points(document.body))
    if issue is not None:
        return _in_dateline(*issue)
    printed = find_printed(document)
    if printed is not None and printed.dated is not None:
        return printed.issued, printed.dated
    return saved_month(document.body) or _made(document, mentions)


def _shown_day(document: Document) -> Decision | None:
    """The day in the zones around the body; where the page says in its head when it was put up, that day."""
    boxed = next((clue for clue in document.clues if clue.field == "date" and clue.method == "box"), None)
    clues = [clue for clue in document.clues if boxed is None or not _stands_below(clue, boxed)]
    found = issue_clue(clues)
    if found is None:
        return None
    clue, day, clock = found
    posted = find_posted(document.body) if clue.method in ("byline", "box") else None
    if posted is not None:
        return _in_dateline(*posted)
    return edtf.day(day.year, day.month, day.day, clock), Evidence.of(clue)


def _in_dateline(point: Point, day: date) -> Decision:
    """The day, with its clock time, that a point in the body tells."""
    return edtf.day(day.year, day.month, day.day, point.clock), Evidence("dateline", point.start, point.end)


def _made(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """The day on which a paper says that it was made; pages tell of other papers so."""
    made = made_on(document, mentions) if clues_of(document, "doc_type") and not document.furniture else None
    if made is None:
        return None
    return str(made.value).partition("T")[0], Evidence("lead", made.start, made.end)


def _stands_below(clue: Clue, box: Clue) -> bool:
    """Whether a day stands in the lists of other papers below the box of the page's own."""
    return clue.field == "published" and clue.start is not None and clue.start > (box.start or 0)


def _people(
    document: Document, mentions: Sequence[Mention], *, is_letter: bool
) -> Iterator[tuple[str, Decision | None]]:
    signer = find_signer(document, mentions)
    yield "authors", None if is_letter else find_authors(document, mentions, signed=signer is not None)
    yield "signer", signer
