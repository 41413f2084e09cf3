"""The post of who signed by a line at a paper's foot, where post, note of the seal and name do not stand in a block."""

from __future__ import annotations

import re

from ingest.names import is_post, without_rank
from nlp.mention import Mention

FOOT = 600
"""Characters at the end in which a paper names who signed."""
BEHALF = 120
"""Characters above a name with its post in one line among which the body stands for which it is signed."""
FOR_BODY = re.compile(r"(?:T\s?[./]?\s?M|thay mặt)(?!\w)", re.IGNORECASE)
"""What stands before each of several bodies for which people sign side by side."""
NOTE = r"[(\[]?\s?(?:đã ký(?: tên)?|ký tên)(?!\w)(?:\s?(?:,|và)?\s?đóng dấu)?\s?[)\]]?"
"""What tells that a copy's original is signed."""
NOTED = re.compile(NOTE, re.IGNORECASE)
BEHIND = re.compile(rf"\s?(?:{NOTE}|\((?P<post>[^()\n,]{{3,50}}),\s?(?:đã ký|ký tên)\))[ .]*(?=\n|$)", re.IGNORECASE)
"""What stands behind a name: `Lò Văn Phong (Chánh Văn phòng, đã ký)`."""
ALONE = re.compile(rf"[^\w\n]*{NOTE}[^\w\n]*", re.IGNORECASE)


def signed_post(body: str, person: Mention) -> str | None:
    """The post under which somebody signs in a line at the end of `body`, empty for one who signs without a post.

    None where the line tells of no signature.
    """
    if person.start <= len(body) - FOOT:
        return None
    start = body.rfind("\n", 0, person.start) + 1
    told, rank, note = _parts(body[start : person.start].lstrip(" |"))
    if not _is_rank(rank):
        return None
    behind = BEHIND.match(body, person.end)
    post = re.split(r"\s[-–]\s", told.rstrip(": "))[-1].strip(" .*-–")
    if not post:
        return _beside(body, start, person.end, noted=note, behind=behind)
    if not is_post(post):
        return None
    on_behalf = FOR_BODY.search(body, max(0, person.start - BEHALF), person.start) is not None
    last = not body[person.end :].strip(" .\n")
    return post if note or behind or (told.endswith(":") and (post.isupper() or on_behalf or last)) else None


def _parts(before: str) -> tuple[str, str, bool]:
    """What stands in a line before the name: the post with its colon, the rank, and whether a note tells of a seal."""
    note = NOTED.search(before)
    if note is not None:
        return before[: note.start()], before[note.end() :].lstrip(": "), True
    post, colon, rank = before.rpartition(":")
    return post + colon, rank.strip(), False


def _is_rank(text: str) -> bool:
    return not without_rank(f"{text}X").removesuffix("X")


def _beside(body: str, start: int, end: int, *, noted: bool, behind: re.Match[str] | None) -> str | None:
    """The post in brackets behind the name, on the line above where the note stands by it, or on the line below.

    Empty for a name that has the note alone behind or above it.
    """
    if behind is not None and behind["post"]:
        return behind["post"]
    near = body[max(0, start - FOOT) : start].split("\n")
    above = next((line.strip() for line in reversed(near) if line.strip()), "")
    if noted and is_post(above):
        return above
    stop = body.find("\n", end)
    below = next((line.strip() for line in body[stop:].split("\n") if line.strip()), "") if stop >= 0 else ""
    alone = not body[end : stop if stop >= 0 else len(body)].strip()
    if alone and (noted or ALONE.fullmatch(above)) and is_post(below):
        return below
    return "" if behind is not None or (alone and ALONE.fullmatch(above)) else None
