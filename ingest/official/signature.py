"""Who signed a document: authority, post and name, several times where several signed.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7; Hướng dẫn 36-HD/VPTW for the Party (`T/M`, `K/T`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Clue
from ingest.names import RANK, is_name_shaped, is_post, person_in
from ingest.official.annexes import is_annex, is_copy
from ingest.official.letterhead import (
    DAY_WORD,
    MONTH_WORD,
    NUMBER,
    RULE,
    YEAR_WORD,
    is_title,
    place_date,
    title_within,
    type_of,
)
from ingest.official.letterhead_zones import is_full, place_and_date
from ingest.official.recipient_rows import AUTHORITY, COPIES, without_recipients
from ingest.official.signed_names import NO_NAME, SIGNED, name_of, small_name
from ingest.orthography import is_capitals
from ingest.rows import Row

SIGNATURE_LINES = 45
"""Printed lines at the end (of the body, or before an annex) among which the signature lies, behind 25 recipients."""

BODY_LINES = 8
"""Lines with text before which no annex begins: letterhead and type come first."""

BLOCK_LINES = 9
"""Lines between a name and the first line of its authority, the seal's empty ones not counted."""

BLOCK_HEIGHT = 230.0
"""Points between a name and the first line of its authority: 80 for the seal, four lines of 14, a note."""

FOOT = 560.0
"""Points from the top of an A4 page under which a block lies that goes on overleaf."""

ASIDE = 75.0
"""Points by which the middle of a line of the signature may miss that of the name below it."""

SAME_HEIGHT = 30.0
"""Points by which names beside each other may differ in height."""

SIGNS = ("TM", "TL", "TUQ", "KT")
ANOTHER = re.compile(rf"(?<=[^\W\d_]\s)(?:{'|'.join(SIGNS)})\s?\.\s?(?=[A-ZĐ])")
"""The sign of authority of a second column."""

ADOPTED = re.compile(
    rf"thông qua (?P<date>{DAY_WORD}\s+\d{{1,2}}\s+{MONTH_WORD}\s+\d{{1,2}}\s+{YEAR_WORD}\s+\d{{4}})", re.I
)
"""How a law tells its day: `Luật này được Quốc hội … thông qua ngày 14 tháng 6 năm 2022.`"""

FOR_HEAD = re.compile(r"K\s?[./]?\s?T(?!\w)")
"""The sign of a deputy who signs for the head."""

DEPUTY = re.compile(r"(?:phó|thứ)\s", re.I)
ACTING = re.compile(r"(?:Q\s?\.|QUYỀN\s|Quyền\s)\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Signer:
    """A name, and the lines of authority and post above it, topmost first."""

    row: Row
    name: str
    block: tuple[Row, ...]


def find_signatures(rows: Sequence[Row]) -> Iterator[Clue]:
    """The authority, post and name of each who signed, in the order of the body."""
    for end in (*_ends(rows), len(rows)):
        tail = [part for row in without_recipients(rows[:end])[-SIGNATURE_LINES:] for part in _parts(row)]
        signers = _signers(tail) or _last_in_capitals(tail) or _name_above(tail)
        if signers:
            for signer in signers:
                yield from _posts(signer.block)
                start = signer.row.start + signer.row.text.index(signer.name)
                yield Clue("signer", signer.name, "signature", start, start + len(signer.name))
            return


def _ends(rows: Sequence[Row]) -> list[int]:
    """Where the document ends before what is added to it: annexes, a copy's certificate, another document."""
    return [
        at
        for at, row in enumerate(rows)
        if at > BODY_LINES and (is_annex(row.text) or is_copy(row.text) or _is_other_head(row, rows[0]))
    ]


def _is_other_head(row: Row, first: Row) -> bool:
    """Whether a line is the title of another letterhead, on a later page."""
    return row.page != first.page and row.text.isupper() and (is_title(row.text) or title_within(row.text) > 0)


def _last_in_capitals(tail: Sequence[Row]) -> list[_Signer]:
    """The signer whose name in capitals has no known surname: only the last line, under a post, can be that."""
    name = tail[-1].text.strip(" .,;*") if tail else ""
    if not is_capitals(name) or not is_name_shaped(name) or NO_NAME.match(name):
        return []
    block = _block_above(tail)
    return [_Signer(tail[-1], name, block)] if block else []


def _name_above(tail: Sequence[Row]) -> list[_Signer]:
    """The signer whose name a copy has above the last lines, which hold authority, post and note of the seal alone."""
    block: list[Row] = []
    for row in reversed(tail):
        text = row.text.strip(" *")
        if AUTHORITY.match(text) or is_post(text):
            block.insert(0, row)
        elif text and not SIGNED.fullmatch(text):
            name = name_of(row.text) if block else None
            return [_Signer(row, name, tuple(block))] if name and not is_capitals(name) else []
    return []


def _parts(row: Row) -> list[Row]:
    """A line in which several sign side by side as its columns, each with its letters' share of the box."""
    if not any(map(row.text.__contains__, SIGNS)):
        return [row]
    cuts = [0, *(match.start() for match in ANOTHER.finditer(row.text)), len(row.text)]
    return [row.part(start, end) for start, end in pairwise(cuts)] if len(cuts) > 2 else [row]


def find_closing_date(rows: Sequence[Row]) -> Iterator[Clue]:
    """Place and day above the signature, where older documents have them, or the day on which a law was adopted."""
    end = next(iter(_ends(rows)), len(rows))
    for row in reversed(rows[max(0, end - SIGNATURE_LINES) : end]):
        dated = place_date(row.text.strip())
        if dated and is_full(dated) and row.text.lstrip()[:1].isupper() and (row.whole == row.text or dated["place"]):
            yield from place_and_date(row, dated, "signature")
            return
        adopted = ADOPTED.search(row.text) if "thông qua" in row.text.lower() else None
        if adopted:
            start, end = row.start + adopted.start("date"), row.start + adopted.end("date")
            yield Clue("date", adopted["date"], "signature", start, end)
            return


def _signers(tail: Sequence[Row]) -> list[_Signer]:
    signers: list[_Signer] = []
    named = [name_of(row.text) or small_name(row, above) for above, row in pairwise([tail[0], *tail])] if tail else []
    columns = [row for row, name in zip(tail, named, strict=True) if row.box is not None and name]
    at = 1
    while at < len(tail):
        names = _names_from(tail, named, at)
        if len(names) > 1 and tail[at].box is None:
            blocks = _side_by_side(tail, at, len(names))
            if blocks:
                signers += [_Signer(row, name, block) for (row, name), block in zip(names, blocks, strict=True)]
                at += len(names)
                continue
        if names:
            row, name = names[0]
            block = _block_above([*(one for one in tail[:at] if _is_nearest(one, row, columns)), row])
            if block:
                signers.append(_Signer(row, name, block))
        at += 1
    return signers


def _names_from(tail: Sequence[Row], named: Sequence[str | None], at: int) -> list[tuple[Row, str]]:
    """The names that stand alone in the lines from `at` on; `named` has each line's."""
    found: list[tuple[Row, str]] = []
    for row, name in zip(tail[at:], named[at:], strict=True):
        if not name:
            break
        found.append((row, name))
    return found


def _side_by_side(tail: Sequence[Row], at: int, count: int) -> list[tuple[Row, ...]]:
    """The posts of names set beside each other, one a column; empty where there are not as many posts as names."""
    posts = [row for row in _block_above(tail[: at + 1]) if is_post(_bare(row.text))]
    return [(row,) for row in posts[-count:]] if len(posts) >= count else []


def _bare(text: str) -> str:
    """A line without its sign of authority."""
    return AUTHORITY.sub("", text.strip(), count=1)


def _is_nearest(row: Row, name: Row, columns: Sequence[Row]) -> bool:
    """Whether no other name stands nearer under a line than this one."""
    if row.box is None or name.box is None:
        return True
    middle = row.box[0] + row.box[2]
    return not any(
        other.box is not None
        and other.page == name.page
        and abs(other.box[1] - name.box[1]) <= SAME_HEIGHT
        and abs(other.box[0] + other.box[2] - middle) < abs(name.box[0] + name.box[2] - middle)
        for other in columns
    )


def _block_above(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of posts and authority right above a name, the last row, topmost first; empty without a post or sign.

    A post under the seal is the signer's: another above it (`CHỦ TỌA`, `(ký)`, `HIỆU TRƯỞNG`) tells of the meeting.
    """
    *above, name = rows
    block: list[Row] = []
    loose_ends: list[Row] = []
    sealed = False
    for row in reversed([row for row in above if _is_above(row, name)][-BLOCK_LINES:]):
        text = row.text.strip(" *")
        if SIGNED.fullmatch(text) or not text or RULE.fullmatch(text) or text.startswith("(") or RANK.fullmatch(text):
            sealed = sealed or bool(block and text.startswith("("))
            continue
        if text.endswith((".", ";", ":")) or (sealed and not AUTHORITY.match(text)):
            break
        if AUTHORITY.match(text) or ACTING.match(text) or is_post(text):
            block = [row, *loose_ends, *block]
            loose_ends = []
        elif is_capitals(text) and not _closes(text) and len(loose_ends) < 3:
            loose_ends.insert(0, row)
        else:
            break
    return tuple(block)


def _closes(text: str) -> bool:
    """Whether a line in capitals is the end of something else: a list, a name, a number, a heading."""
    return (
        text.startswith(("-", "+"))
        or bool(type_of(text))
        or bool(NUMBER.match(text) or COPIES.match(text) or person_in(text))
    )


def _is_above(row: Row, name: Row) -> bool:
    """Whether a line stands in the column of a name above it, as far as the page is known."""
    if row.box is None or name.box is None:
        return row.start < name.start
    beside = abs((row.box[0] + row.box[2]) - (name.box[0] + name.box[2])) / 2
    if row.page != name.page:
        over = name.page is not None and row.page == name.page - 1
        return over and beside <= ASIDE and row.box[1] >= FOOT and name.box[1] <= BLOCK_HEIGHT
    return beside <= ASIDE and 0 < name.box[1] - row.box[1] <= BLOCK_HEIGHT


def _posts(block: Sequence[Row]) -> Iterator[Clue]:
    """The authority, all lines above the signer's own post, and that post with the lines it goes on in."""
    own = _own_post_at(block)
    above, post = block[:own], block[own:]
    if above and (AUTHORITY.match(above[0].text.strip()) or is_post(above[0].text)):
        text = " ".join(row.text.strip() for row in above)
        yield Clue("authority", text, "signature", above[0].start, above[-1].end)
    if post:
        text = " ".join(row.text.strip() for row in post)
        yield Clue("signer_post", text, "signature", post[0].start, post[-1].end)


def _own_post_at(block: Sequence[Row]) -> int:
    """Where the signer's own posts begin: under the last sign of authority, at a deputy where one stands for the head.

    A signer may have two (`PHÓ TRƯỞNG BAN` `GIÁM ĐỐC SỞ NỘI VỤ`).
    """
    signed = max((at for at, row in enumerate(block) if AUTHORITY.match(row.text.strip())), default=-1)
    posts = [at for at in range(signed + 1, len(block)) if _is_own_post(block[at].text)]
    if not posts:
        return len(block)
    if signed < 0 or FOR_HEAD.match(block[signed].text.strip()):
        return next((at for at in posts if DEPUTY.match(block[at].text.strip())), posts[0])
    return posts[0]


def _is_own_post(text: str) -> bool:
    """Whether a line names the signer's own post: no sign of authority before it, but `quyền` may stand there."""
    bare = text.strip()
    return not AUTHORITY.match(bare) and is_post(ACTING.sub("", bare, count=1) if not is_post(bare) else bare)
