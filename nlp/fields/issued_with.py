"""The decision with which rules were issued, told in brackets below their heading: it is the document's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.citations.own_number import HEAD, plain_number
from nlp.mention import Mention
from nlp.rule_files import load_fragments

LONGEST_ISSUER = 220
"""Characters behind the number within the brackets."""


@dataclass(frozen=True, slots=True)
class IssuedWith:
    """The words from the bracket on, half open in characters; `number` is empty where its place was left blank."""

    start: int
    end: int
    number: str

    def issuer(self, mentions: Sequence[Mention]) -> Mention | None:
        """The first body that the brackets name: who decided, or whose head did."""
        inside = (one for one in mentions if one.label == "UNIT" and self.start <= one.start < self.end)
        return next(inside, None)


def issued_with(body: str) -> IssuedWith | None:
    """The decision with which a page's rules were issued: `(Ban hành kèm theo Quyết định số 319/QĐ-STC …)`."""
    found = _pattern().search(body, 0, HEAD)
    if found is None:
        return None
    return IssuedWith(found.start(), found.end(), plain_number(found["number"] or ""))


@cache
def _pattern() -> re.Pattern[str]:
    number = load_fragments("legal_fragments")["number"]
    return re.compile(
        rf"^[ \t]*\((?:được )?ban hành (?:kèm )?theo quyết định số\s?:?\s{{0,8}}(?:(?P<number>{number})(?!\w)|[.…\s]*/)"
        rf"[^()]{{0,{LONGEST_ISSUER}}}\)",
        re.IGNORECASE | re.MULTILINE,
    )
