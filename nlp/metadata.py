"""The document's own data: decides among the clues that reading found, with evidence for each field.

Nothing is guessed: a field that neither a clue nor a mention supports stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from ingest.document import Clue, Document
from ingest.orthography import fold
from ingest.places import Places
from nlp import edtf
from nlp.date_points import find_points
from nlp.doc_type import find_doc_type
from nlp.document_date import find_issue, issue_clue
from nlp.issuer import find_issuer, is_joint
from nlp.mention import METADATA_FIELDS, Evidence, Mention
from nlp.origin import find_event_day, find_place, find_source
from nlp.own_number import own_number

ABOUT = re.compile(r"(?<!\w)(?:về|V/v|Về việc)\s", re.IGNORECASE)
RULE_LINE = re.compile(r"[\W_]*")
NUMBERED = re.compile(r"(?:Điều|Phần|[IVX]+|\d+)\s?[.:)-]|(?:Kính gửi|Căn cứ|Thực hiện)\b")
HEAD = 1500
HEAD_LINES = 12
TITLE_LINES = 4

CLERK = re.compile(r"(?:thư k[ýí]|người (?:lập|ghi|viết)|kế toán|thủ quỹ|văn thư)(?!\w)", re.IGNORECASE)
"""Posts of those who sign beside the one who answers for a document."""

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
    places = Places(document.lines)
    placed = {field: _placed(proof, places) for field, proof in evidence.items()}
    return metadata, placed | dict(_unread(document, metadata))


def _placed(proof: Evidence, places: Places) -> Evidence:
    """The evidence with its place on the original, where the body alone was told."""
    if proof.start is None or proof.end is None or proof.box is not None:
        return proof
    page, box = places.of(proof.start, proof.end)
    return replace(proof, page=proof.page or page, box=box if proof.page in (None, page) else None)


def _unread(document: Document, metadata: dict[str, Any]) -> Iterator[tuple[str, Evidence]]:
    """The evidence of fields that stay empty because what stands on the page could not be read."""
    for clue in document.clues:
        field = FIELD_OF_ZONE.get(clue.field, clue.field)
        if clue.state == "unread" and field in metadata and not metadata[field]:
            yield field, Evidence.of(clue)


def _decisions(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[str, Decision]]:
    title = _title(document)
    if title:
        yield "title", title
    number = _number(document)
    if number is not None:
        yield "doc_number", number
    yield from _published(document)
    is_letter = number is not None or _stands(document, "doc_number")
    doc_type = find_doc_type(document, title[0] if title else "", number[0] if number else "")
    yield "doc_type", doc_type
    yield from _people(document, mentions, is_letter=is_letter)
    issuer = find_issuer(document, mentions, doc_type=doc_type[0], title=title[0] if title else "")
    if issuer is not None:
        yield "issuer", (issuer.name, Evidence(issuer.method, issuer.start, issuer.end, issuer.page))
    for field, found in (
        ("source", find_source(document, mentions)),
        ("place", find_place(document, mentions, issuer.name if issuer else "", is_letter=is_letter)),
        ("event_date", find_event_day(document, mentions, doc_type[0], is_letter=is_letter)),
    ):
        if found is not None:
            yield field, found
    attachments = _clues(document, "attachment")
    if attachments:
        yield "attachments", ([clue.text for clue in attachments], Evidence.of(attachments[0]))


def _number(document: Document) -> Decision | None:
    """The number in the letterhead, else one at a line's start near the head; none where it stands but is unread."""
    for clue in _clues(document, "doc_number"):
        return "".join(clue.text.split()), Evidence.of(clue)
    found = None if _stands(document, "doc_number") else own_number(document.body)
    return (found[2], Evidence("letterhead", found[0], found[1])) if found else None


def _stands(document: Document, zone: str) -> bool:
    """Whether a zone stands on the page, read or not."""
    return any(clue.field == zone for clue in document.clues)


def _clues(document: Document, field: str) -> list[Clue]:
    """The clues of a field that hold a text."""
    return [clue for clue in document.clues if clue.field == field and clue.text]


def _title(document: Document) -> Decision | None:
    own = _clues(document, "subject") and (_stands(document, "doc_number") or _stands(document, "doc_type"))
    for clue in _clues(document, "title"):
        if clue.start is not None or not own:
            return _one_line(clue.text), Evidence.of(clue)
    # a page's own name for itself (its head, its properties) gives way to the subject in a letterhead
    for clue in _clues(document, "subject"):
        return _after_type(document, _with_line(document.body, clue))
    headed = _headed_title(document)
    return _after_type(document, headed) if headed else None


def _after_type(document: Document, title: Decision) -> Decision:
    """The title after its type where the letterhead has one: `Kế hoạch phát động …`; a letter's `V/v` stays alone."""
    text, proof = title
    types = [clue for clue in _clues(document, "doc_type") if clue.start is not None]
    if not types or proof.start is None or fold(text).startswith((fold(_one_line(types[0].text)), "v/v")):
        return title
    kind = _one_line(types[0].text)
    start = types[0].start if types[0].start is not None and types[0].start < proof.start else proof.start
    shown = kind if text.isupper() or not kind.isupper() else kind.capitalize()
    return f"{shown} {text}", replace(proof, start=start)


def _with_line(body: str, clue: Clue) -> Decision:
    """A subject; what stands before it in its own line (`GIAO ƯỚC THI ĐUA NĂM 2022`) belongs to it."""
    start = clue.start
    if start is None or clue.end is None:
        return _subject(clue.text), Evidence.of(clue)
    line = body.rfind("\n", 0, start) + 1
    if body[line:start].strip() and body[line:start].isupper():
        return _one_line(body[line : clue.end]), Evidence(clue.method, line, clue.end, clue.page)
    return _subject(clue.text), Evidence.of(clue)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _subject(text: str) -> str:
    """What a document is about: who issues it, in capitals before `về`, and what follows its capitals stay outside."""
    lines = text.split("\n")
    capitals = list(takewhile(str.isupper, lines))
    line = _one_line(" ".join(capitals if len(capitals) > 1 else lines))
    about = ABOUT.search(line)
    return line[about.start() :] if about and about.start() and line[: about.start()].isupper() else line


def _headed_title(document: Document) -> Decision | None:
    """The lines after the type in the letterhead; or a heading in capitals below the date line, with what it heads."""
    types = [clue for clue in _clues(document, "doc_type") if clue.end is not None]
    dates = [clue for clue in _clues(document, "date") if clue.end is not None]
    anchor = types[0].end if types else dates[0].end if dates else None
    if anchor is None:
        issue = find_issue(document.body, find_points(document.body))
        anchor = issue[0].end if issue else None
    if anchor is None:
        return None
    start = document.body.find("\n", anchor)
    if start < 0:
        return None
    taken: list[tuple[int, str]] = []
    at = start + 1
    for line in document.body[at:].split("\n")[:HEAD_LINES]:
        text = line.strip()
        blank = RULE_LINE.fullmatch(text) is not None
        ended = blank or NUMBERED.match(text) or len(taken) == TITLE_LINES or (_shouted(taken) and not text.isupper())
        if taken and ended:
            break
        if not blank:
            taken.append((at, text))
        at += len(line) + 1
    if not taken or (not types and not taken[0][1].isupper()):
        return None
    end = taken[-1][0] + len(taken[-1][1])
    return _subject(" ".join(text for _, text in taken)), Evidence("heading", taken[0][0], end)


def _shouted(taken: Sequence[tuple[int, str]]) -> bool:
    """Whether more than one line is taken and all are in capitals: then the title ends with its capitals."""
    return len(taken) > 1 and all(text.isupper() for _, text in taken)


def _published(document: Document) -> Iterator[tuple[str, Decision]]:
    found = issue_clue(document.clues)
    if found is not None:
        clue, day, clock = found
        yield "published", (edtf.day(day.year, day.month, day.day, clock), Evidence.of(clue))
        return
    unread = any(clue.field == "date" and clue.state == "unread" for clue in document.clues)
    issue = None if unread else find_issue(document.body, find_points(document.body))
    if issue is not None:
        point, day = issue
        value = edtf.day(day.year, day.month, day.day, point.clock)
        yield "published", (value, Evidence("dateline", point.start, point.end))


def _people(document: Document, mentions: Sequence[Mention], *, is_letter: bool) -> Iterator[tuple[str, Decision]]:
    authors = [] if is_letter else _clues(document, "author")
    if authors:
        names = list(dict.fromkeys(_name(clue.text) for clue in authors))
        yield "authors", (names, Evidence.of(authors[0]))
    signers = _signers(document)
    if signers:
        signer, post = signers[0 if _is_joint(document) else -1]
        person = next((m for m in mentions if m.label == "PERSON" and m.start == signer.start), None)
        role = person.attributes.get("role", "") if person is not None else ""
        yield "signer", (", ".join(filter(None, (_name(signer.text), role or _post(post)))), Evidence.of(signer))


def _is_joint(document: Document) -> bool:
    """Whether several bodies issued the document: the first of their signers is meant."""
    issuers = _clues(document, "issuer")
    return len(_clues(document, "doc_number")) > 1 or any(is_joint(clue.text) for clue in issuers)


def _signers(document: Document) -> list[tuple[Clue, str]]:
    """Those who signed, each with the post, the one who answers for the document last; clerks only where alone."""
    signers, posts = _clues(document, "signer"), _clues(document, "signer_post")
    paired = len(signers) == len(posts)
    found: list[tuple[Clue, str]] = []
    for at, signer in enumerate(signers):
        above = [post for post in posts if (post.start or 0) <= (signer.start or 0)]
        own = posts[at] if paired else above[-1] if above else None
        found.append((signer, own.text if own else ""))
    return [one for one in found if not CLERK.match(one[1])] or found


def _name(text: str) -> str:
    """A name in its usual letters: bylines are often set in capitals."""
    line = _one_line(text)
    return line.title() if line.isupper() and len(line) > len("UBND") else line


def _post(text: str) -> str:
    line = _one_line(text)
    return line.capitalize() if line.isupper() else line
