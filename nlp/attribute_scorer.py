"""How attributes of mentions are judged: quantities as such, the rest as text, capitals aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ingest.orthography import loose
from nlp.mention import Mention
from nlp.targets.quantities import MEASURE
from nlp.targets.spelt_numbers import spelt_number

WORD = re.compile(r"[\w%]+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
LIMITS = {
    ">=": re.compile(r"^(?:>=?|≥|tối thiểu|ít nhất|trên|hơn|từ(?=\s[\d,.]+\s?\S*$))\s*", re.IGNORECASE),
    "<=": re.compile(r"^(?:<=?|≤|tối đa|không quá|dưới)\s*", re.IGNORECASE),
}
"""How a limit is written; the scheme knows two."""


class _Quantity(NamedTuple):
    """A quantity as it is compared: a limit, its numbers in order, the words of its unit."""

    limit: str
    numbers: tuple[str, ...]
    unit: tuple[str, ...]


def compare_attributes(gold: Iterable[Mention], predicted: Iterable[Mention]) -> list[tuple[str, bool, bool, bool]]:
    """(LABEL.attribute, right, True, near) for each attribute that gold gives on a mention whose surface is right."""
    judged: list[tuple[str, bool, bool, bool]] = []
    given: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in predicted:
        given[mention.label, " ".join(mention.text.split())].append(mention)
    for mention in gold:
        candidates = given[mention.label, " ".join(mention.text.split())]
        if candidates:
            match = attributes_of(candidates.pop(0))
            for key, wanted in mention.attributes.items():
                got = match.get(key, "")
                right = same_quantity(wanted, got) if key == "quantity" else loose(wanted) == loose(got)
                judged.append((f"{mention.label}.{key}", right, True, right or _near(wanted, got)))
    return judged


def attributes_of(mention: Mention) -> dict[str, str]:
    """A mention's attributes together with the fields of its structured value."""
    structured = mention.value if isinstance(mention.value, dict) else {}
    return {key: str(given) for key, given in (structured | mention.attributes).items() if given not in (None, "")}


def _near(wanted: str, given: str) -> bool:
    """Whether all words of one stand in the other."""
    one, other = ({loose(word) for word in WORD.findall(text)} for text in (wanted, given))
    return bool(one and other) and (one <= other or other <= one)


def same_quantity(wanted: str, given: str) -> bool:
    """Whether two quantities are the same, however written: `>= 2500 USD` and `tối thiểu 2.500 USD`, `02` and `2`.

    A unit may be told more closely (`căn`, `căn nhà`), and what is counted may be left out; a measure may not.
    """
    if loose(wanted) == loose(given):
        return True
    one, other = _quantity(wanted), _quantity(given)
    if (one.limit, one.numbers) != (other.limit, other.numbers) or not one.numbers:
        return False
    shorter, longer = sorted((one.unit, other.unit), key=len)
    if not shorter:
        return not longer or ("%" not in longer and MEASURE.match(" " + " ".join(longer)) is None)
    return longer[: len(shorter)] == shorter


def _quantity(text: str) -> _Quantity:
    text = text.strip().lower().replace("phần trăm", "%")
    limit = ""
    for name, pattern in LIMITS.items():
        text, found = pattern.subn("", text, count=1)
        limit = name if found else limit
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        first, _, unit = text.partition(" ")
        number = spelt_number(first)
        return _Quantity(limit, (str(number),) if number else (), tuple(WORD.findall(unit)))
    unit = text[numbers[-1].end() :]
    return _Quantity(limit, tuple(_plain(one[0]) for one in numbers), tuple(WORD.findall(unit)))


def _plain(number: str) -> str:
    """A number with a decimal point, without blanks between thousands and zeros before it."""
    if THOUSANDS.fullmatch(number):
        number = number.replace(".", "")
    return number.replace(",", ".").lstrip("0") or "0"
