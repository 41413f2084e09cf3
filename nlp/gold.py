"""Gold files: text with inline marks, as the annotation scheme describes them."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nlp.errors import GoldError
from nlp.mention import LABELS, Campaign, Mention

SPLITS = ("train", "dev", "test")
"""The parts of the gold: to learn from, to calibrate on, to look at for figures only."""
LIST_FIELDS = ("authors", "attachments")
OPENING = re.compile(
    r"\[\[(?P<label>" + "|".join(LABELS) + r")(?:=(?P<value>[^|;\[\]]*))?(?P<attributes>(?:;\w+=[^|;\[\]]*)*)\|"
)
CLOSING = "]]"


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with the mentions and metadata it should have (gold) or was given (prediction).

    `text` is the page as it was found, furniture included; None where only the mentions are known.
    `campaigns` are None where nobody wrote records of them.
    """

    id: str
    mentions: tuple[Mention, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    text: str | None = None
    campaigns: tuple[Campaign, ...] | None = None


def read_gold(path: Path) -> dict[str, MarkedDocument]:
    """The gold documents of a folder of `*.txt`, of one file, or of a JSONL file, by id.

    Raises: GoldError; OSError or UnicodeDecodeError for a file that cannot be read.
    """
    if path.suffix in (".jsonl", ".json"):
        return read_marked_jsonl(path)
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path}: no gold files (*.txt)")
    return {
        file.stem: replace(parse_gold(file.read_text(encoding="utf-8"), file.stem), campaigns=_campaigns_beside(file))
        for file in files
    }


def _campaigns_beside(file: Path) -> tuple[Campaign, ...] | None:
    """The campaign records beside a gold file, `NAME.campaign.json`; None without such a file.

    Raises: GoldError.
    """
    beside = file.with_name(f"{file.stem}.campaign.json")
    if not beside.exists():
        return None
    try:
        records = json.loads(beside.read_text(encoding="utf-8"))
        return tuple(Campaign(**{key: _frozen(told) for key, told in record.items()}) for record in records)
    except (TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{beside}: {type(error).__name__}: {error}") from error


def _frozen(told: Any) -> Any:
    return tuple(told) if isinstance(told, list) else told


def digest(folder: Path, pattern: str = "*.txt") -> str:
    """The SHA-256 of a folder's gold files: figures and models belong to one state of the gold.

    With the pattern `*` the campaign records beside them count too.
    """
    whole = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def parse_gold(content: str, name: str) -> MarkedDocument:
    """One gold file: head lines `key: value`, a line `---`, the page with its marks.

    Raises: GoldError.
    """
    head, line, body = ("\n" + content).partition("\n---\n")
    if not line:
        raise GoldError(f"{name}: no line '---' after the head")
    try:
        text, mentions = parse_marks(body)
    except GoldError as error:
        raise GoldError(f"{name}: {error}") from error
    return MarkedDocument(name, mentions, _parse_head(head, name), text)


def _parse_head(head: str, name: str) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    for row in filter(None, map(str.strip, head.splitlines())):
        key, colon, value = row.partition(":")
        if not colon:
            raise GoldError(f"{name}: head line without a colon: {row!r}")
        key, value = key.strip(), value.strip()
        if key in LIST_FIELDS:
            metadata[key] = [part.strip() for part in value.split(";") if part.strip()]
        else:
            metadata[key] = value or None
    return metadata


def parse_marks(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions in order of start, hosts before what they hold.

    Raises: GoldError for a mark that is not closed, is empty, or begins or ends with a space.
    """
    marked = unicodedata.normalize("NFC", marked)
    plain: list[str] = []
    length = 0
    opened: list[tuple[int, re.Match[str]]] = []
    closed: list[tuple[int, int, re.Match[str]]] = []
    for piece, opening in _pieces(marked):
        if opening is not None:
            opened.append((length, opening))
        elif piece == CLOSING and opened:
            start, mark = opened.pop()
            closed.append((start, length, mark))
        else:
            plain.append(piece)
            length += len(piece)
    text = "".join(plain)
    if opened:
        start, mark = opened[-1]
        raise GoldError(f"mark {mark['label']} is not closed, near {text[start : start + 40]!r}")
    return text, tuple(_mention(text, *place) for place in sorted(closed, key=lambda place: (place[0], -place[1])))


def _pieces(marked: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    at = 0
    depth = 0
    while at < len(marked):
        opening = OPENING.match(marked, at)
        if opening:
            depth += 1
            yield "", opening
            at = opening.end()
        elif depth and marked.startswith(CLOSING, at):
            depth -= 1
            yield CLOSING, None
            at += len(CLOSING)
        else:
            yield marked[at], None
            at += 1


def _mention(text: str, start: int, end: int, mark: re.Match[str]) -> Mention:
    surface = text[start:end]
    if not surface or surface != surface.strip():
        raise GoldError(f"mark {mark['label']} is empty or begins or ends with a space: {surface!r}")
    parts = (pair.partition("=") for pair in mark["attributes"].split(";"))
    pairs = {key: given for key, _, given in parts if given}
    return Mention(start, end, mark["label"], surface, mark["value"] or None, pairs)


def read_marked_jsonl(path: Path) -> dict[str, MarkedDocument]:
    """Gold or predictions in JSONL, by id; an entity with `n` stands for n mentions.

    Raises: GoldError.
    """
    documents: dict[str, MarkedDocument] = {}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        try:
            document = _from_json(json.loads(row))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise GoldError(f"{path}:{number}: {type(error).__name__}: {error}") from error
        if document.id in documents:
            raise GoldError(f"{path}:{number}: id {document.id} is there twice")
        documents[document.id] = document
    return documents


def _from_json(data: dict[str, Any]) -> MarkedDocument:
    mentions: list[Mention] = []
    for entity in data.get("entities", []):
        surface = entity["text"] if "text" in entity else entity["surface"]
        value = entity.get("value") or None
        mention = Mention(
            int(entity.get("start", -1)),
            int(entity.get("end", -1)),
            entity["label"],
            surface,
            value,
            _json_attributes(entity),
        )
        mentions.extend([mention] * int(entity.get("n", 1)))
    return MarkedDocument(str(data["id"]), tuple(mentions), data.get("metadata") or {}, data.get("text"))


def _json_attributes(entity: dict[str, Any]) -> dict[str, str]:
    known = {"label", "text", "surface", "value", "start", "end", "n", "attributes"}
    pairs = {key: given for key, given in entity.items() if key not in known} | dict(entity.get("attributes") or {})
    return {key: str(given) for key, given in pairs.items() if given not in (None, "")}
