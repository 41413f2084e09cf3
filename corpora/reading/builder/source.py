"""A document as its author wrote it: the parts of its official page and its body, free of any format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "sources"
LINE_BREAK = " / "
STATE_HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
RIGHT_HEADS = {
    "nd30": STATE_HEAD,
    "tt01": STATE_HEAD,
    "2005": ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    "1976": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
    "1948": ("VIỆT NAM DÂN CHỦ CỘNG HÒA", "Độc lập - Tự do - Hạnh phúc"),
    "party": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
    "labour": ("ĐẢNG LAO ĐỘNG VIỆT NAM",),
    "news": (),
    "doan": ("ĐOÀN TNCS HỒ CHÍ MINH",),
}
"""What stands at the top right in each era and kind of sender."""

KINDS = {"*": "base", "#": "centre", "=": "heading", "|": "row"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines above the signature (`TM. …`), the signer's own post, the name; all but the name may."""

    authority: tuple[str, ...]
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table row of the body; `kind` is `text base centre heading row` or `annex` (a new page)."""

    kind: str
    text: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row."""
        return tuple(cell.strip() for cell in self.text.split("|"))


@dataclass(frozen=True, slots=True)
class Source:
    """One document. Tuples are printed lines; `iso` is the day of its date line; `split` is `dev` or `test`.

    `heading` is who decides (`CHỦ TỊCH …` above the bases of a decision); `about` is the `V/v` under the number.
    """

    name: str
    split: str
    form: str
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    about: tuple[str, ...]
    right: tuple[str, ...]
    place: str
    date: str
    iso: str
    type: str
    subject: tuple[str, ...]
    heading: tuple[str, ...]
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    signers: tuple[Signer, ...]
    body: tuple[Block, ...]

    @property
    def left_lines(self) -> tuple[str, ...]:
        """The left column of the letterhead, top to bottom."""
        number = (self.number,) if self.number else ()
        return (*self.superior, *self.issuer, *number, *self.about)

    @property
    def right_lines(self) -> tuple[str, ...]:
        """The right column of the letterhead, top to bottom."""
        return (*self.right, self.date_line) if self.date_line else self.right

    @property
    def date_line(self) -> str:
        """Place and date as printed."""
        return ", ".join(part for part in (self.place, self.date) if part)


def map_texts(source: Source, change: Callable[[str], str]) -> Source:
    """The document with every text of it changed."""

    def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(change, texts))

    def row(block: Block) -> str:
        return " | ".join(map(change, block.cells)) if block.kind == "row" else change(block.text)

    return replace(
        source,
        superior=lines(source.superior),
        issuer=lines(source.issuer),
        number=change(source.number),
        about=lines(source.about),
        right=lines(source.right),
        place=change(source.place),
        date=change(source.date),
        type=change(source.type),
        subject=lines(source.subject),
        heading=lines(source.heading),
        to=lines(source.to),
        recipients=lines(source.recipients),
        signers=tuple(Signer(lines(one.authority), change(one.post), change(one.name)) for one in source.signers),
        body=tuple(Block(block.kind, row(block)) for block in source.body),
    )


def load_source(path: Path) -> Source:
    """The document in one source file: `@key value` lines, then the body, a block a line.

    Raises: KeyError for a missing part, ValueError for a malformed line.
    """
    fields: dict[str, list[str]] = {}
    blocks: dict[str, list[str]] = {"recipients": [], "body": []}
    within = ""
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        key, _, value = line[1:].partition(" ")
        if line == "@annex":
            blocks["body"].append(line)
        elif line.startswith("@") and key in blocks:
            within = key
        elif line.startswith("@"):
            fields.setdefault(key, []).append(value.strip())
        else:
            blocks[within].append(line)
    return _source(path.stem, fields, blocks)


def load_sources() -> dict[str, Source]:
    """Every source by its name."""
    return {path.stem: load_source(path) for path in sorted(SOURCES.glob("*.txt"))}


def _source(name: str, fields: dict[str, list[str]], blocks: dict[str, list[str]]) -> Source:
    def one(key: str) -> str:
        return fields.get(key, [""])[0]

    def lines(key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in one(key).split(LINE_BREAK)) if one(key) else ()

    form = fields["form"][0]
    return Source(
        name=name,
        split=fields["split"][0],
        form=form,
        superior=lines("superior"),
        issuer=lines("issuer"),
        number=one("number"),
        about=lines("vv"),
        right=lines("right") or RIGHT_HEADS[form],
        place=one("place"),
        date=one("date"),
        iso=one("iso"),
        type=one("type"),
        subject=lines("subject"),
        heading=lines("heading"),
        to=lines("to"),
        recipients=tuple(blocks["recipients"]),
        signers=tuple(_signer(sign) for sign in fields.get("sign", [])),
        body=tuple(_block(line) for line in blocks["body"]),
    )


def _signer(line: str) -> Signer:
    authority, post, name = (part.strip() for part in line.split("|"))
    return Signer(tuple(part.strip() for part in authority.split(LINE_BREAK)) if authority else (), post, name)


def _block(line: str) -> Block:
    if line == "@annex":
        return Block("annex", "")
    kind = KINDS.get(line[0], "text")
    return Block(kind, line if kind == "text" else line[1:].strip(" |"))
