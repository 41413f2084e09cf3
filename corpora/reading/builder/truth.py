"""The true text and the true zones of a document, in the order in which a person reads its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpora.reading.builder.source import Source

NUMBER_WORD = re.compile(r"Số\s*:?\s*")
RECIPIENTS = "Nơi nhận:"
TO = "Kính gửi: "


def true_text(source: Source) -> str:
    """The body: left column of the letterhead, right column, type, subject, text, recipients, signatures; NFC.

    A line a printed block; a table's row is `a | b | c`. Page numbers, rules, seals and stamps are not in it.
    """
    return unicodedata.normalize("NFC", "\n".join(_lines(source)) + "\n")


def _lines(source: Source) -> Iterator[str]:
    yield from source.left_lines
    yield from source.right_lines
    yield from filter(None, (source.type, *source.subject, *source.heading))
    if source.to:
        yield TO + "\n".join(source.to)
    annex = next((at for at, block in enumerate(source.body) if block.kind == "annex"), len(source.body))
    yield from body_lines(source, 0, annex)
    if source.recipients:
        yield RECIPIENTS
        yield from source.recipients
    for signer in source.signers:
        yield from filter(None, (*signer.authority, signer.post, signer.name))
    yield from body_lines(source, annex + 1, len(source.body))


def body_lines(source: Source, start: int, end: int) -> Iterator[str]:
    """The lines of the body's blocks from `start` to `end`, half open."""
    for block in source.body[start:end]:
        if block.kind == "row":
            yield " | ".join(filter(None, block.cells))
        elif block.kind != "annex":
            yield block.text


def true_zones(source: Source) -> dict[str, str]:
    """What stands in each zone, its lines joined by spaces; an empty string where the page has no such zone.

    Of several signers the first is meant: of a joint document the body that is named first.
    """
    signer = source.signers[0]
    zones = {
        "issuer": _joined(source.issuer),
        "superior": _joined(source.superior),
        "doc_number": _number(source.number),
        "place": source.place,
        "date": source.date,
        "doc_type": source.type,
        "subject": _joined(source.subject or source.about),
        "signer": signer.name,
        "signer_post": signer.post,
        "authority": _joined(signer.authority),
    }
    return {zone: unicodedata.normalize("NFC", text) for zone, text in zones.items()}


def true_signers(source: Source) -> list[dict[str, str]]:
    """Everyone who signs: `authority`, `post`, `name`."""
    return [{"authority": _joined(one.authority), "post": one.post, "name": one.name} for one in source.signers]


def _joined(lines: tuple[str, ...]) -> str:
    """The lines as one, without the star and rule lines of Party letterheads."""
    return " ".join(line for line in lines if re.search(r"\w", line))


def _number(line: str) -> str:
    """The number as it stands after its word; empty where a draft leaves it blank."""
    number = NUMBER_WORD.sub("", line, count=1).strip()
    return number if re.match(r"\d", number) else ""
