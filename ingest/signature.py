"""Who signed a document: authority, post and name.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7; Hướng dẫn 36-HD/VPTW for the Party (`T/M`, `K/T`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Clue
from ingest.letterhead import PLACE_DATE, RULE
from ingest.names import is_name_shaped, is_post, looks_like_organisation, person_in, without_rank
from ingest.orthography import is_capitals
from ingest.rows import Row

SIGNATURE_LINES = 30
"""Lines with text at the end (of the body, or before an annex) among which the signature lies."""
COPIES = re.compile(r"nơi nhận\s*:?\s*(?P<first>.*)", re.I)
AUTHORITY = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|Q|TT)\s?\.|T\s?[/.]\s?[MLƯ]\b\.?|K\s?[/.]\s?T\b\.?|(?:TM|KT|TL|TUQ)(?=\s[A-ZĐ])"
    r"|THAY MẶT|Thay mặt)[\s./]*(?=[^\W\d_])"
)
"""The sign before a collective's or a head's title; the Party writes it with a slash, documents before 1955 `T.M.`."""
ANNEX = re.compile(r"phụ lục(?:\s+[ivx\d]+)?\b.{0,60}", re.I)


def find_signature(rows: list[Row]) -> Iterator[Clue]:
    """The last signature before an annex: authority, post and name."""
    end = next(
        (
            at
            for at, row in enumerate(rows)
            if at > 8 and ANNEX.fullmatch(row.text) and is_capitals(row.text.split()[0])
        ),
        len(rows),
    )
    tail = rows[max(0, end - SIGNATURE_LINES) : end]
    for at in range(len(tail) - 1, 0, -1):
        name = person_in(tail[at].text) or _name_in(tail[at].text)
        block = _block_above(tail, at) if name else []
        if not name or not block:
            continue
        yield from _posts(block)
        start = tail[at].start + tail[at].text.index(name)
        yield Clue("signer", name, "signature", start, start + len(name))
        return


def find_closing_date(rows: list[Row]) -> Iterator[Clue]:
    """Place and day above the signature, where older documents have them: the last such line."""
    for row in reversed(rows[-SIGNATURE_LINES:]):
        dated = PLACE_DATE.fullmatch(row.text.strip())
        if dated:
            start = row.start + row.text.index(dated[0])
            for field, group in (("place", "place"), ("date", "date")):
                if dated[group]:
                    yield Clue(field, dated[group], "signature", start + dated.start(group), start + dated.end(group))
            return


def _name_in(text: str) -> str | None:
    """A name with no known surname (`Siu Hơ Nhơn`): good enough where a post stands above it."""
    bare = without_rank(text.strip(" .,;*"))
    return bare if is_name_shaped(bare) and not is_capitals(bare) else None


def _block_above(tail: list[Row], at: int) -> list[Row]:
    """The rows of posts and authority right above a signer's name, topmost first."""
    block: list[Row] = []
    for row in reversed(tail[max(0, at - 8) : at]):
        text = row.text.strip()
        signed = re.fullmatch(r"\(?(?:đã ký|ký tên|ký|chữ ký).{0,30}\)?", text, re.I)
        if signed or RULE.fullmatch(text) or text.startswith("("):
            continue
        if AUTHORITY.match(text) or is_post(text) or (block and is_capitals(text) and looks_like_organisation(text)):
            block.insert(0, row)
        elif block or not text.startswith("-"):
            break
    return block


def _posts(block: list[Row]) -> Iterator[Clue]:
    authority = [row for row in block if AUTHORITY.match(row.text.strip())]
    for row in authority[:1]:
        yield Clue("authority", row.text.strip(), "signature", row.start, row.end)
    posts = [row for row in block if is_post(AUTHORITY.sub("", row.text.strip(), count=1))]
    own = [row for row in posts if not AUTHORITY.match(row.text.strip())] or posts
    if own:
        row = own[-1]
        post = AUTHORITY.sub("", row.text.strip(), count=1)
        start = row.start + row.text.index(post)
        yield Clue("signer_post", post, "signature", start, start + len(post))
