"""A mail, whatever format kept it: the document that it is, and which of its attachments are files of somebody.

Subject, sender, recipients and date are clues; the body is the mail's text alone.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from ingest.body import assemble
from ingest.document import Document
from ingest.line_limits import with_short_gaps
from ingest.member import Member
from ingest.paragraphs import Paragraph, ParagraphClue, clean
from ingest.parsers.html_limits import check_markup
from ingest.parsers.html_tree import flatten

VIET_NAM = timezone(timedelta(hours=7))
"""For moments that are kept in UTC: the clock of the offices whose mail it is."""

METHOD = "mail-header"
SMALLEST_PAGE = 500
"""Pixels of the shorter side: a page of A5 scanned at 100 dpi has 580, what stands in mail signatures below 300."""

UNSEEN = ["head", "script", "style", "title", "template"]
CONTENT_ID = re.compile(r"cid:([^\"'\s>)]+)", re.I)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to a mail. `shown_as` is the id by which the text shows it, empty for a mere attachment."""

    name: str
    data: bytes
    kind: str = ""
    shown_as: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. `lines` is its text; `shown` the ids of pictures that stand in it; `sent` has a zone."""

    subject: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    sent: datetime | None = None
    lines: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    attached: tuple[Attached, ...] = ()


def letter_document(letter: Letter, *, parser: str) -> Document:
    """The document that a mail is; one without a text has its subject as its body, else an empty one if files hang on.

    Raises: EmptyDocument, TooLong.
    """
    names = [member.name for member in letter_members(letter)]
    lines = letter.lines if any(line.strip() for line in letter.lines) else (letter.subject,)
    empty = not any(map(clean, lines))
    if empty and names:
        return Document(body="", kind="mail", parser=parser)
    return assemble(
        [Paragraph.of(line) for line in with_short_gaps(lines)],
        kind="mail",
        parser=parser,
        clues=list(_clues(letter, names)),
    )


def letter_members(letter: Letter) -> Iterator[Member]:
    """What is attached, without the pictures that stand in the text and those too small to be a page."""
    for one in letter.attached:
        if not _is_ornament(one, letter.shown):
            yield Member(one.name, one.data)


def html_lines(text: str) -> tuple[str, ...]:
    """The lines of a mail written in HTML: all that is shown, nothing taken for furniture. Raises: TooLong."""
    check_markup(text)
    tree = LexborHTMLParser(text)
    tree.strip_tags(UNSEEN, recursive=True)
    return tuple(block.text for block in flatten(tree).blocks)


def shown_ids(text: str) -> frozenset[str]:
    """The ids of the pictures that stand in a mail's HTML."""
    return frozenset(CONTENT_ID.findall(text))


def in_vietnam(moment: datetime) -> datetime:
    """The moment by the clock on the wall: as the sender's zone has it, that of Viet Nam where it is kept in UTC."""
    return moment if moment.utcoffset() else moment.replace(tzinfo=UTC).astimezone(VIET_NAM)


def _clues(letter: Letter, names: list[str]) -> Iterator[ParagraphClue]:
    found = [("title", letter.subject), ("author", letter.sender), ("recipients", "; ".join(letter.recipients))]
    if letter.sent is not None:
        found.append(("published", f"{in_vietnam(letter.sent):%d/%m/%Y %H:%M}"))
    found += [("attachment", name) for name in names]
    for field, text in found:
        if cleaned := clean(text):
            yield ParagraphClue(field, cleaned, METHOD)


def _is_ornament(one: Attached, shown: frozenset[str]) -> bool:
    """Whether a picture belongs to the mail's looks: it stands in the text, or is smaller than any page."""
    if not one.kind.startswith("image/"):
        return False
    if one.shown_as and one.shown_as in shown:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(one.data)) as picture:
                return min(picture.size) < SMALLEST_PAGE
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
