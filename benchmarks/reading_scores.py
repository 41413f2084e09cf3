"""How well a file was read, beside its truth: characters, words, marks and zones. No figure here looks at a model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

from ingest.document import Clue
from ingest.orthography import loose

ZONES = (
    "issuer superior doc_number place date doc_type subject signer signer_post authority title published author".split()  # noqa: SIM905
)
"""The zones that are judged, named as the reader's clues are."""

MAIN_ZONES = ("issuer", "doc_number", "place", "date", "doc_type", "signer")
"""Those that the project's aim for zones is about."""

WORD = re.compile(r"\w+")
RULE_LINE = re.compile(r"(?m)^[^\w\n]+$")
LONG_RULE = re.compile(r"[-_=.*]{4,}")
RANK = re.compile(
    r"^(?:(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)|(?:thạc|tiến|bác|dược|y) s[ĩỹ]|kỹ sư|luật sư|(?:phó )?giáo sư"
    r"|nhà báo|đồng chí|qncn|hòa thượng|thượng tọa|đại đức|ni (?:sư|trưởng)|sư cô|linh mục|mục sư"
    r"|(?:bs|ds)?\.?\s*ck\.?\s?i{1,2}|pgs|gs|ts|ths|bs|ds|ks|ls|cn|đd|nsưt|nsnd|ngưt|ngnd|ttưt|ttnd)(?:\.\s*|,?\s+))+"
)
"""Ranks and titles before a name, which belong to it or not as its reader likes."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """Edits and characters of the truth; words shared, read and true; marked letters right and in all."""

    edits: int
    characters: int
    shared: int
    read: int
    true: int
    marks_right: int
    marks: int

    def __add__(self, other: TextScore) -> TextScore:
        pairs = zip(self.counts(), other.counts(), strict=True)
        return TextScore(*(one + two for one, two in pairs))

    def counts(self) -> tuple[int, ...]:
        """Its seven counts, in order."""
        return (self.edits, self.characters, self.shared, self.read, self.true, self.marks_right, self.marks)

    @property
    def cer(self) -> float:
        """Edits a character of the truth."""
        return self.edits / self.characters if self.characters else 0.0

    @property
    def precision(self) -> float:
        """The share of the words read that are true."""
        return self.shared / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the true words that were read."""
        return self.shared / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.read + self.true
        return 2 * self.shared / both if both else 0.0

    @property
    def marks_share(self) -> float:
        """The share of letters with Vietnamese marks that were read as they are."""
        return self.marks_right / self.marks if self.marks else 1.0


NO_TEXT = TextScore(0, 0, 0, 0, 0, 0, 0)


def plain(text: str, *, case_lost: bool = False) -> str:
    """The text as it is compared: NFC, white space collapsed, without table bars and rule lines."""
    text = unicodedata.normalize("NFC", text)
    text = RULE_LINE.sub(" ", text.replace("|", " "))
    text = " ".join(LONG_RULE.sub(" ", text).split())
    return text.casefold() if case_lost else text


def score_text(truth: Mapping[str, Any], true: str, read: str) -> TextScore:
    """How the text read compares with the true one.

    What may stand in a text or not is taken off it; a text whose place is free is taken off both where it was read.
    """
    case_lost = bool(truth["case_lost"])
    true, read = plain(true, case_lost=case_lost), plain(read, case_lost=case_lost)
    for free in (*truth["optional"], *truth["anywhere"]):
        read, found = _without(read, plain(free, case_lost=case_lost))
        if found and free in truth["anywhere"]:
            true, _ = _without(true, plain(free, case_lost=case_lost))
    blocks = Levenshtein.opcodes(true, read)
    true_words, read_words = Counter(WORD.findall(true)), Counter(WORD.findall(read))
    right = sum(_marked(true[op.src_start : op.src_end]) for op in blocks if op.tag == "equal")
    return TextScore(
        edits=Levenshtein.distance(true, read),
        characters=len(true),
        shared=(true_words & read_words).total(),
        read=read_words.total(),
        true=true_words.total(),
        marks_right=right,
        marks=_marked(true),
    )


def _without(text: str, part: str) -> tuple[str, bool]:
    """The text without the first place of `part`, and whether there was one."""
    before, found, after = text.partition(part)
    return " ".join((before + " " + after).split()), bool(found)


def _marked(text: str) -> int:
    """How many letters bear a Vietnamese mark, `đ` among them."""
    return sum(letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1 for letter in text)


def score_zones(truth: Mapping[str, Any], clues: Sequence[Clue]) -> dict[str, bool]:
    """Zone -> whether it was read right, for the zones that this page has or that its truth leaves empty."""
    return {zone: _zone_right(zone, truth, clues) for zone in ZONES if _judged(zone, truth)}


def _judged(zone: str, truth: Mapping[str, Any]) -> bool:
    """A draft's blank day is not judged: one reader leaves the date out, another gives what there is."""
    return zone in truth["zones"] and (zone != "date" or bool(truth["iso_date"]))


def _zone_right(zone: str, truth: Mapping[str, Any], clues: Sequence[Clue]) -> bool:
    own = [clue for clue in clues if clue.field == zone]
    value = next((clue.text for clue in own if clue.text.strip()), "")
    if zone in truth["unread"]:
        return not value and any(clue.state == "unread" for clue in own)
    if zone in ("date", "published") and truth["iso_date"] in (value[:10], _turned(value)):
        return True
    return _normal(zone, value) in {_normal(zone, true) for true in _true_values(zone, truth)}


def _turned(value: str) -> str:
    """`19/08/2023` as `2023-08-19`; else empty."""
    day = re.search(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", value)
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else ""


def _true_values(zone: str, truth: Mapping[str, Any]) -> set[str]:
    """What may stand in a zone: of several signers any one."""
    signers = {"signer": "name", "signer_post": "post", "authority": "authority"}
    if zone in signers:
        return {signer[signers[zone]] for signer in truth["signers"]}
    return {truth["zones"][zone]}


def _normal(zone: str, value: str) -> str:
    """A zone's value as it is compared: case, spaces, dashes and the place of tone marks do not matter."""
    value = loose(plain(value)).strip(' .,;:/*“”"')
    if zone == "doc_number":
        return re.sub(r"^số\s*[:.]?|\s", "", value)
    if zone == "signer":
        return RANK.sub("", value)
    if zone == "authority":
        return re.sub(r"\W", "", value.split(" ")[0])
    if zone == "subject":
        return re.sub(r"^(?:v/v|về việc)\s*:?\s*", "", value)
    return value
