"""A text in which earlier mentions stand as placeholder characters, so that rules can speak of them.

The copy is as long as the text: what a pattern finds in it stands at the same offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.orthography import SMALL, normal_tone
from nlp.mention import Mention
from nlp.text.kept import kept_by_text
from nlp.text.quotations import Quotation

UNIT, CLUSTER, PLACE, PERSON = "\ue010", "\ue011", "\ue012", "\ue013"
DAY, PERIOD, EVENT, CAMPAIGN = "\ue014", "\ue015", "\ue016", "\ue017"
OCCASION = "\ue018"
OPEN_QUOTE, CLOSE_QUOTE, UNCLOSED_END = "\ue000", "\ue001", "\ue002"
"""An outer quotation's two marks, and the last letter of one whose closing mark is missing. Private use area."""

PERIOD_START = re.compile(
    r"năm|quý|tháng|\d{1,2}\s+tháng|nửa|(?:đầu|giữa|cuối)\s+(?:năm|tháng|quý)|\d{4}(?:\s?[-–]\s?\d{4})?(?![\d/.-])",
    re.IGNORECASE,
)
"""How a DATE begins that tells a span of time and no day."""

BLANKS = " \t"
GOING_ON = frozenset((UNIT, CLUSTER, PERIOD))
"""With a unit or a year a sentence goes on in the next line, as with a word in lower case."""


Span = tuple[int, int, str]
"""Start and end in characters, and the placeholder that stands there."""


def with_placeholders(text: str, spans: Iterable[Span], quotations: Iterable[Quotation] = ()) -> str:
    """`text` with tone marks in one place, each of `spans` replaced by its placeholder, outer quotes marked,
    line breaks inside a sentence made spaces.

    An outer span covers those inside it; one that crosses a span before it is left as it is.
    """
    pieces: list[str] = []
    at = 0
    plain = _with_tones_in_place(text)
    for start, end, letter in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            pieces += plain[at:start], letter * (end - start)
            at = end
    pieces.append(plain[at:])
    return _unwrapped(_with_quotes("".join(pieces), quotations))


JOINT = re.compile(rf"-(?<=[^\W\d_]-)(?=[{SMALL}])")
"""A hyphen that joins the syllables of one word, as was written until the sixties: a space in the copy."""


@kept_by_text()
def _with_tones_in_place(text: str) -> str:
    return JOINT.sub(" ", normal_tone(text))


def spans_of(mentions: Iterable[Mention]) -> list[Span]:
    """Where `mentions` stand, with their placeholders."""
    return [(mention.start, mention.end, placeholder(mention)) for mention in mentions]


def _unwrapped(text: str) -> str:
    """`text` with spaces for each line break, and the blanks around it, inside a sentence."""
    lines = text.split("\n")
    pieces = lines[:1]
    for line in lines[1:]:
        before, after = pieces[-1].rstrip(BLANKS), line.lstrip(BLANKS)
        if before and after and _goes_on(before[-1], after[0]):
            pieces[-1] = before + " " * (len(pieces[-1]) - len(before))
            pieces += " ", " " * (len(line) - len(after)) + after
        else:
            pieces += "\n", line
    return "".join(pieces)


def _goes_on(last: str, first: str) -> bool:
    """Whether a sentence goes on over a line break, by its last letter before and its first behind it."""
    if first in GOING_ON:
        return last.isalnum()
    return first.isalpha() and not first.isupper() and (last.isalnum() or last == "," or UNIT <= last <= OCCASION)


def placeholder(mention: Mention) -> str:
    """The character that stands for `mention`: days are told from longer spans, clusters from other units."""
    if mention.label == "DATE":
        return PERIOD if PERIOD_START.match(mention.text) else DAY
    if mention.label == "UNIT":
        return CLUSTER if mention.text.lower().startswith(("cụm", "khối")) else UNIT
    return {"PLACE": PLACE, "PERSON": PERSON, "EVENT": EVENT, "CAMPAIGN": CAMPAIGN}[mention.label]


def _with_quotes(text: str, quotations: Iterable[Quotation]) -> str:
    letters: dict[int, str] = {}
    for quotation in quotations:
        if quotation.depth == 0:
            letters[quotation.start] = OPEN_QUOTE
            letters[quotation.end - 1] = CLOSE_QUOTE if quotation.closed else UNCLOSED_END
    pieces: list[str] = []
    at = 0
    for place, letter in sorted(letters.items()):
        pieces += text[at:place], letter
        at = place + 1
    return "".join([*pieces, text[at:]])
