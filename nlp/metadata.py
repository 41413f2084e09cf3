"""The document's own data: decides among the clues that reading found, with evidence for each field.

Nothing is guessed: a field that neither a clue nor a mention supports stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Clue, Document
from ingest.places import Places
from nlp import edtf
from nlp.citations.annex_names import annex_name, annexes_below, numbered_in_brackets
from nlp.citations.own_number import announced_number, lone_number, number_in_title, own_number, plain_number
from nlp.dates.points import find_points
from nlp.fields.authors import find_authors
from nlp.fields.doc_type import find_doc_type
from nlp.fields.document_date import find_issue, find_posted, issue_clue
from nlp.fields.event_day import find_event_day, made_on
from nlp.fields.issued_with import issued_with
from nlp.fields.issuer import find_issuer
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
    for field, (value, proof) in _decisions(document, mentions):
        if value and not metadata[field]:
            metadata[field] = value
            evidence[field] = proof
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


def _decisions(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[str, Decision]]:
    title = find_title(document)
    if title:
        yield "title", title
    number = _number(document) or (_titled_number(document, title) if title else None)
    if number is not None:
        yield "doc_number", number
    yield from _published(document, mentions)
    is_letter = number is not None or stands(document, "doc_number")
    told = None if is_letter else announced_number(document.body)
    if told is not None:  # the page around the paper has its own author and place
        yield "doc_number", (told[2], Evidence("lead", told[0], told[1]))
    plain_title = undashed(title[0]) if title else ""
    rules = None if is_letter or told is not None else issued_with(document.body)
    doc_type = find_doc_type(document, plain_title, number[0] if number else "", mentions)
    if rules is not None:
        proof = Evidence("issued with", rules.start, rules.end)
        if rules.number:
            yield "doc_number", (rules.number, proof)
        doc_type = ("decision", proof) if doc_type[0] in ("other", "news") else doc_type
    yield "doc_type", doc_type
    yield from _people(document, mentions, is_letter=is_letter)
    source = find_source(document, mentions)
    issuer = find_issuer(
        document,
        mentions,
        doc_type=doc_type[0],
        title_end=(title[1].end or 0) if title else 0,
        site=source[0] if source else "",
    )
    decided = rules.issuer(mentions) if rules is not None else None
    if issuer is not None:
        yield "issuer", (issuer.name, Evidence(issuer.method, issuer.start, issuer.end, issuer.page))
    elif decided is not None:
        yield "issuer", (decided.name, Evidence("issued with", decided.start, decided.end))
    for field, found in (
        ("source", source),
        (
            "place",
            find_place(
                document,
                mentions,
                issuer.name if issuer else "",
                doc_type[0],
                is_letter=is_letter,
                site=source[0] if source else "",
                title_end=(title[1].end or 0) if title else 0,
            ),
        ),
        ("event_date", find_event_day(document, mentions, doc_type[0], is_letter=is_letter)),
    ):
        if found is not None:
            yield field, found
    attachments = _attachments(document, is_letter=is_letter)
    if attachments is not None:
        yield "attachments", attachments


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


def _published(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[str, Decision]]:
    boxed = next((clue for clue in document.clues if clue.field == "date" and clue.method == "box"), None)
    clues = document.clues if boxed is None else [one for one in document.clues if not _stands_below(one, boxed)]
    found = issue_clue(clues)
    if found is not None:
        clue, day, clock = found
        posted = find_posted(document.body) if clue.method in ("byline", "box") else None
        if posted is not None:
            point, day = posted
            yield (
                "published",
                (edtf.day(day.year, day.month, day.day, point.clock), Evidence("dateline", point.start, point.end)),
            )
            return
        yield "published", (edtf.day(day.year, day.month, day.day, clock), Evidence.of(clue))
        return
    unread = any(clue.field == "date" and clue.state == "unread" for clue in document.clues)
    issue = None if unread else find_issue(document.body, find_points(document.body))
    if issue is not None:
        point, day = issue
        value = edtf.day(day.year, day.month, day.day, point.clock)
        yield "published", (value, Evidence("dateline", point.start, point.end))
        return
    printed = None if unread else find_printed(document)
    if printed is not None and printed.dated is not None:
        yield "published", (printed.issued, printed.dated)
        return
    month = None if unread else saved_month(document.body)
    if month is not None:
        yield "published", month
        return
    made = made_on(document, mentions) if not unread and clues_of(document, "doc_type") else None
    if made is not None and not document.furniture:
        yield "published", (str(made.value).partition("T")[0], Evidence("lead", made.start, made.end))


def _stands_below(clue: Clue, box: Clue) -> bool:
    """Whether a day stands in the lists of other papers below the box of the page's own."""
    return clue.field == "published" and clue.start is not None and clue.start > (box.start or 0)


def _people(document: Document, mentions: Sequence[Mention], *, is_letter: bool) -> Iterator[tuple[str, Decision]]:
    signer = find_signer(document, mentions)
    authors = None if is_letter else find_authors(document, mentions, signed=signer is not None)
    if authors is not None:
        yield "authors", authors
    if signer is not None:
        yield "signer", signer
