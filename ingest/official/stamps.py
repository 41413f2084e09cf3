"""What others put on a page after it was made: the receiver's stamp `ĐẾN` and the text of electronic signatures.

Their numbers and days are never the document's, their words no sentence of it: they are taken out of the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.names import looks_like_organisation
from ingest.official.letterhead import NUMBER, STAMP, is_title
from ingest.orthography import fold, is_capitals
from ingest.paragraphs import Paragraph, ParagraphClue
from ingest.places import around

HEAD_PARAGRAPHS = 60
"""Paragraphs with text among which a stamp lies: those of a first page."""

STAMP_LINES = 6
"""Lines of a stamp under its `ĐẾN`: number, day, `Chuyển`, `Lưu hồ sơ số`."""

LONGEST_STAMP = 30
"""Letters from which a line is no stamp's `ĐẾN`."""

BELOW, BESIDE = 80.0, 70.0
"""Points under and beside its `ĐẾN` within which a stamp's lines stand: a stamp is 35 by 50 mm."""

ABOVE = 30.0
"""Points above its `ĐẾN` within which a stamp names the office."""

STAMPED = re.compile(
    r"(?:so(?: den)?|ngay(?: den)?|gio|kinh chuyen|chuyen|luu ho so(?: so)?|so va ky hieu hs)"
    r"\s*(?:[:.…_]|\d)[^a-z]*(?:h|gio|phut)?[^a-z]*|(?:kinh chuyen|chuyen|luu ho so(?: so)?)\s*[:.…].*"
)
SIGNED = re.compile(
    r"(?:duoc )?ky (?:so |dien tu )?boi\b|nguoi ky\s*:|(?:thoi gian|ngay) ky\s*:|digitally signed|signature (?:not )?v"
)
SIGNED_LETTERS = frozenset("KkNnTtĐđDdSs")
SIGNED_MORE = re.compile(
    r"(?:e-?mail|co quan|to chuc|don vi|thoi gian|ngay|gio|date|reason|location|ly do|dia diem|chuc vu)(?: ky)?\s*:"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s|\S+@\S+$"
)
LONGEST_SIGNATURE = 400
"""Characters; what an electronic signature says of itself has 60 to 250."""

CLOCK = re.compile(r"\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Apart:
    """Which paragraphs, counted as given, are no part of the body, and the clues they are."""

    taken: frozenset[int]
    clues: tuple[ParagraphClue, ...]
    texts: tuple[str, ...]


def take_apart(paragraphs: Sequence[Paragraph]) -> Apart:
    """The stamps and electronic signatures among the paragraphs of a document."""
    taken: set[int] = set()
    clues: list[ParagraphClue] = []
    texts: list[str] = []
    for field, method, groups in (
        ("stamp", "stamp", _stamps(paragraphs)),
        ("electronic_signature", "signature", _signatures(paragraphs)),
    ):
        for group in groups:
            taken |= set(group)
            pieces = [piece for at in group for piece in paragraphs[at].pieces]
            text = "\n".join(paragraphs[at].text for at in group)
            page = pieces[0].page
            box = around([piece.box for piece in pieces if piece.box is not None and piece.page == page])
            clues.append(ParagraphClue(field, text, method, page=page, box=box))
            texts.append(text)
    return Apart(frozenset(taken), tuple(clues), tuple(texts))


def _stamps(paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    head = [at for at, paragraph in enumerate(paragraphs) if paragraph.pieces][:HEAD_PARAGRAPHS]
    return [
        sorted({at, *_stamped(paragraphs, head, place), *_office(paragraphs, head, place)})
        for place, at in enumerate(head)
        if _is_stamp(paragraphs[at].text)
    ]


def _is_stamp(text: str) -> bool:
    bare = text.strip(" .:*|-")
    return len(bare) < LONGEST_STAMP and bool(STAMP.fullmatch(fold(bare))) and is_capitals(text.split()[0])


def _is_stamped(text: str) -> bool:
    """Whether a line is one of a stamp's: its number has no symbol behind it, its day no place before it."""
    return bool(STAMPED.fullmatch(fold(text).strip())) and not NUMBER.match(text)


def _stamped(paragraphs: Sequence[Paragraph], head: Sequence[int], place: int) -> list[int]:
    """The stamp's lines under its `ĐẾN`: those near it on the page, or those that follow where there is no page."""
    box = _box(paragraphs[head[place]])
    if box is not None:
        near = (box[0] - BESIDE, box[1] - 2, box[2] + BESIDE, box[3] + BELOW)
        page = paragraphs[head[place]].pieces[0].page
        return [at for at in head if _lies_in(paragraphs[at], page, near) and _is_stamped(paragraphs[at].text)]
    found: list[int] = []
    for at in head[place + 1 : place + 1 + STAMP_LINES]:
        if not _is_stamped(paragraphs[at].text):
            break
        found.append(at)
    return found


def _office(paragraphs: Sequence[Paragraph], head: Sequence[int], place: int) -> list[int]:
    """The receiving office above the `ĐẾN`: near it on the page; without pages only where the letterhead's follows."""
    if not place:
        return []
    before = head[place - 1]
    text = paragraphs[before].text
    if not (is_capitals(text) and looks_like_organisation(text)):
        return []
    box, above = _box(paragraphs[head[place]]), _box(paragraphs[before])
    if box is not None and above is not None:
        overlaps = above[0] < box[2] + BESIDE / 2 and box[0] - BESIDE / 2 < above[2]
        return [before] if overlaps and 0 <= box[1] - above[1] <= ABOVE and _others(paragraphs, head, place) else []
    return [before] if _others(paragraphs, head, place) else []


def _others(paragraphs: Sequence[Paragraph], head: Sequence[int], place: int) -> bool:
    """Whether the letterhead has another office than the one above the stamp."""
    rest = [paragraphs[at].text for at in (*head[: max(0, place - 1)], *head[place + 1 : place + 12])]
    return any(is_capitals(text) and looks_like_organisation(text) and not is_title(text) for text in rest)


def _box(paragraph: Paragraph) -> Box | None:
    return around([piece.box for piece in paragraph.pieces if piece.box is not None])


def _lies_in(paragraph: Paragraph, page: int | None, near: Box) -> bool:
    box = _box(paragraph)
    if box is None or paragraph.pieces[0].page != page:
        return False
    return near[0] <= box[0] and box[2] <= near[2] and near[1] <= box[1] and box[3] <= near[3]


def _signatures(paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    """The runs of lines that tell who signed electronically and when."""
    groups: list[list[int]] = []
    at = 0
    while at < len(paragraphs):
        run: list[int] = []
        if _opens_signature(paragraphs[at]):
            run = [at]
            while at + 1 < len(paragraphs) and _goes_on(paragraphs[at + 1].text):
                at += 1
                run.append(at)
        text = " ".join(paragraphs[index].text for index in run)
        if run and len(text) < LONGEST_SIGNATURE and (CLOCK.search(text) or "signed" in text or "Ký bởi" in text):
            groups.append(run)
        at += 1
    return groups


def _opens_signature(paragraph: Paragraph) -> bool:
    first = paragraph.pieces[0].text if paragraph.pieces else ""
    return first[:1] in SIGNED_LETTERS and bool(SIGNED.match(fold(first)))


def _goes_on(text: str) -> bool:
    folded = fold(text)
    return bool(folded) and bool(SIGNED.match(folded) or SIGNED_MORE.match(folded))
