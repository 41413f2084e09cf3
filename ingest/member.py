"""A file inside another file, what it is called, and how much may be taken out of one that was handed in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from ingest.document import Document
from ingest.errors import IngestError
from ingest.orthography import nfc

CONTAINERS = frozenset({"zip", "mail"})
"""Kinds of documents (`Document.kind`) that may hold others; an archive has no text of its own, a mail has."""

DEEPEST = 3
"""Containers inside one another that are opened: an archive in a mail in an archive."""

MOST_MEMBERS = 500
LARGEST_IN_ALL = 1 << 30
"""Files and bytes that are taken out of one file that was handed in, those of inner containers counted."""

LARGEST_MEMBER = 100 << 20
LONGEST_NAME = 240
"""Characters of a member's path; of a longer one the end is kept, where its ending stands."""

NOT_FOR_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Characters that steer a terminal or turn the writing direction, and halves of characters."""

DRIVE = re.compile(r"[A-Za-z]:")
LEAVE_OUT = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What systems add to folders on their own, in lower case."""

HIDDEN = (".", "~$")
"""How the names of hidden files begin, and those of the locks that Office lays beside open documents."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may still be taken out: how many files, how many bytes in all and in one file, how many layers down."""

    members: int = MOST_MEMBERS
    size: int = LARGEST_IN_ALL
    largest: int = LARGEST_MEMBER
    layers: int = DEEPEST

    def to_json(self) -> dict[str, int]:
        """The keyword arguments of this allowance."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another: its path there, for people, and its bytes; or why they could not be had."""

    name: str
    data: bytes = b""
    error: IngestError | None = None


def may_hold_files(document: Document) -> bool:
    """Whether there may be files inside a document's: it is an archive, or a mail with something attached."""
    attached = not document.body or any(clue.field == "attachment" for clue in document.clues)
    return document.kind == "zip" or (document.kind == "mail" and attached)


def is_left_out(path: str) -> bool:
    """Whether a member is none of somebody's files: hidden, a lock, or added by a system."""
    return any(part.startswith(HIDDEN) or part.lower() in LEAVE_OUT for part in _parts(path))


def readable_path(path: str) -> str:
    """A member's path as text that leads nowhere: NFC, parts joined by `/`, none of them `..`, no drive, no controls.

    >>> readable_path("C:\\\\thi đua\\\\..\\\\kế hoạch.doc")
    'thi đua/kế hoạch.doc'
    """
    shown = "/".join(_parts(path))
    return shown[-LONGEST_NAME:] if shown else "?"


def unlike(path: str, others: Collection[str]) -> str:
    """The path, with a number before its ending where another member has it already.

    >>> unlike("a.doc", {"a.doc"})
    'a (2).doc'
    """
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    stem, dot, ending = (stem, dot, ending) if stem else (name, "", "")
    number, made = 1, path
    while made in others:
        number += 1
        made = f"{folder}{slash}{stem} ({number}){dot}{ending}"
    return made


def _parts(path: str) -> list[str]:
    cleaned = NOT_FOR_NAMES.sub("", nfc(path).replace("\\", "/"))
    parts = [part.strip() for part in cleaned.split("/")]
    return [part for part in parts if part not in ("", ".", "..") and not DRIVE.fullmatch(part)]
