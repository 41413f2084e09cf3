"""The body in whose name something is issued or given: `của Chủ tịch UBND tỉnh`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ingest.orthography import CAPITALS
from nlp.lexicon import load_lexicon, load_matcher
from nlp.mention import Mention
from nlp.places.levels import levels_pattern
from nlp.text.alternatives import alternatives, load_alternatives

ABOUT = re.compile(r"\s+VỀ\s")
OF = re.compile(r"\s{1,3}(?:của|CỦA|do|giữa)\s{1,3}(?:đồng chí\s)?")
POST_SPACE = re.compile(r"\s{1,3}")


def unit_after(text: str, end: int, units: Mapping[int, Mention], *, bare: bool = False) -> Mention | None:
    """The unit that follows `của` at `end`, over its head's post, or whose first word ends that (`Trưởng Công an xã`).

    `bare` also takes one without `của`; `units` are by the offset of their start.
    """
    gap = OF.match(text, end) or (POST_SPACE.match(text, end) if bare else None)
    if gap is None:
        return None
    at = gap.end()
    if at in units:
        return units[at]
    post = load_matcher("office_posts").at(text, at)
    if post is None:
        return None
    space = POST_SPACE.match(text, post.end)
    behind = units.get(space.end()) if space else None
    return behind or next((units[inside] for inside in range(at + 1, post.end) if inside in units), None)


LONGEST_BODY = 9
"""Syllables behind the first of a body that no rule knows."""


@cache
def _rest() -> re.Pattern[str]:
    """Further words in capitals, up to one with which the subject of a document begins."""
    acts = (entry.form.capitalize() for entry in load_lexicon("issuer_stops") if " " in entry.form)
    stops = alternatives(("Về", "V/v", "Và", "Ngày", "Số", *acts))
    return re.compile(rf"(?:[ \xa0](?:(?:{levels_pattern()}|ngành|khối)[ \xa0])?(?!(?:{stops})(?!\w))[{CAPITALS}]\w*)+")


@cache
def _body() -> re.Pattern[str]:
    """A body as it is written: from a capital to a word with which the sentence goes on."""
    stops = load_alternatives("issuer_stops")
    return re.compile(
        rf"(?-i:[{CAPITALS}])\w*(?:(?:[ \xa0]{{1,2}}|\n(?!\n))(?!(?:{stops})(?!\w))"
        rf"(?:(?:[A-ZĐ]\.){{2,}}|[^\W\d_]+)){{1,{LONGEST_BODY}}}",
        re.IGNORECASE,
    )


def body_after(text: str, end: int) -> int | None:
    """The end of the body that follows `của` at `end` and is no UNIT found before (`của Tư lệnh Quân khu`)."""
    gap = OF.match(text, end)
    body = _body().match(text, gap.end()) if gap else None
    return body.end() if body else None


def rest_of_body(text: str, end: int) -> int:
    """Where the words in capitals end that go on with a body's name behind a UNIT that was read too short.

    A heading in capitals goes on with what the document is about.
    """
    rest = _rest().match(text, end)
    if rest is None:
        return end
    subject = ABOUT.search(text, end, rest.end())
    return subject.start() if subject else rest.end()


def post_after(text: str, end: int, *, bare: bool = False) -> int:
    """The end of a head's post that stands alone after `của` (`Giấy khen của Hiệu trưởng`); `end` without one.

    `bare` also takes one without `của`.
    """
    gap = OF.match(text, end) or (POST_SPACE.match(text, end) if bare else None)
    post = load_matcher("office_posts", case="initial").at(text, gap.end()) if gap else None
    return post.end if post is not None else end
