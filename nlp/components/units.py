"""UNIT: named organisations, read by grammar first and then, with the whole document known, by their short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Document
from ingest.orthography import fold
from nlp.canonical import Names
from nlp.gazetteer import Place, read_level
from nlp.home_places import find_home
from nlp.mention import Mention
from nlp.mention_store import add_mentions, document_of, text_of
from nlp.reading import Reading, read
from nlp.unit_grammar import UnitParse, find_parses, followers

PLURAL_BEFORE = frozenset({"các", "những", "mỗi", "từng", "một", "nhiều", "mọi", "hai", "ba", "số", "cấp", "%"})
WORK_BEFORE = (
    ("cơ", "sở"), ("cán", "bộ"), ("công", "tác"), ("tổ", "chức"), ("các", "cấp"), ("hoạt", "động"), ("phong", "trào"),
    ("mái", "ấm"), ("màu", "áo"), ("sinh", "hoạt"), ("kinh", "phí"), ("sự", "nghiệp"), ("truyền", "thống"),
)  # fmt: skip
"""`cán bộ Hội`, `tổ chức Công đoàn`: kinds of work or people, not the organisation by name."""
WORK_HEADS = frozenset(
    {"Hội", "Đoàn", "Công đoàn", "Mặt trận", "Đoàn Thanh niên", "Hội đồng", "Chi bộ", "Văn phòng", "Tòa án", "Công an", "Thuế"}
)
AHEAD = frozenset({"-", ",", "và", "/"})
BEHIND = frozenset({",", "và", "cùng", ";", "với", "-"})
PLURAL_LEVELS = frozenset({"province", "city", "district", "town", "ward"})
"""`UBND xã, phường`: a level that the grammar left standing is one of a list without names."""
COMPOUNDED = frozenset({"Hội đồng", "Ban", "Phòng", "Tổ", "Trung tâm", "Đội", "Trường", "Viện", "Ban Tổ chức", "Ban Quản lý"})
MANY_AFTER = frozenset({"các", "cấp"})
ALIAS = re.compile(r"\s*\((?:sau đây\s+)?(?:được\s+)?(?:viết|gọi|tắt|gọi chung)\s*(?:tắt\s*)?là:?\s*[\"“]?"
                   r"(?P<alias>[^)”\"\n]{2,60}?)[\"”]?\)", re.I)  # fmt: skip
ACRONYM = re.compile(r"\s*\((?P<alias>[A-ZĐƯ][A-ZĐƯa-z&-]{1,11})\)")
MISSPELT_SYLLABLES = 3
"""Shorter names have too many chance likenesses once their accents are dropped."""
SEARCHED_NAMES = 200
FULL, SHORT, GUESSED = 0.95, 0.85, 0.7
"""Confidences: a whole name by grammar, a short one the document explains, a bare one it does not."""


@Language.factory("vi_units", assigns=["doc.spans"])
def create_units(nlp: Language, name: str) -> UnitFinder:
    """The component."""
    return UnitFinder()


class UnitFinder:
    """Adds the UNIT mentions of a Doc with their canonical names."""

    def __call__(self, doc: Doc) -> Doc:
        add_mentions(doc, find_units(doc))
        return doc


def find_units(doc: Doc) -> list[Mention]:
    """The UNIT mentions of `doc` in order."""
    reading = read(text_of(doc))
    parses = [parse for parse in find_parses(reading) if _possible(reading, parse)]
    document = document_of(doc)
    home = find_home(reading, parses, document)
    names = Names(parses, home, main=_issuer(document), neighbours=_neighbours(reading, parses))
    doc.user_data["home"] = home
    kept = [parse for parse in parses if _stands(reading, parse, names)]
    mentions = [_mention(reading, parse, names) for parse in kept]
    mentions = _with_misspelt(text_of(doc), mentions, reading, kept)
    return _with_aliases(text_of(doc), mentions)


def _issuer(document: Document) -> UnitParse | None:
    """The unit whose document it is, by its letterhead."""
    for field in ("issuer", "authority"):
        for clue in document.clues:
            if clue.field == field:
                for parse in find_parses(read(clue.text)):
                    return parse
    return None


def _neighbours(reading: Reading, parses: list[UnitParse]) -> dict[int, Place]:
    """First syllable of a unit without a place -> the place of the unit that it is listed with, the later one first
    where dashes join them (`Đảng ủy - HĐND - UBND phường X`), else the earlier (`MTTQ huyện, Hội LHPN`)."""
    found: dict[int, Place] = {}
    for before, after in reversed(list(pairwise(parses))):
        place = after.last_place or found.get(after.first)
        if before.bare and place is not None and place.level and _joined(reading, before, after, AHEAD):
            found[before.first] = place
    for before, after in pairwise(parses):
        place = before.last_place or found.get(before.first)
        if after.last_place is not None or after.first in found or place is None or not place.level:
            continue
        if _joined(reading, before, after, BEHIND):
            found[after.first] = place
    return found


def _joined(reading: Reading, before: UnitParse, after: UnitParse, marks: frozenset[str]) -> bool:
    return after.first - before.end == 1 and reading.keys[before.end] in marks and not reading.breaks[after.first]


def _mention(reading: Reading, parse: UnitParse, names: Names) -> Mention:
    start, end = reading.starts[parse.first], reading.ends[parse.end - 1]
    confidence = (
        FULL if not parse.bare or not parse.head.ambiguous else SHORT if names.explains(parse.head) else GUESSED
    )
    return Mention(start, end, "UNIT", reading.text[start:end], names.name(parse), {}, confidence,
                   f"unit-{parse.head.kind}")  # fmt: skip


def _possible(reading: Reading, parse: UnitParse) -> bool:
    """Whether the words around a parse allow it to be a name at all."""
    keys, first, end = reading.keys, parse.first, parse.end
    before = keys[first - 1] if first and not reading.breaks[first] else ""
    before2 = keys[first - 2] if first > 1 else ""
    if not _ends_with_place(parse) and keys[end] in MANY_AFTER and not reading.breaks[end] and not _central(parse):
        return parse.head.kind == "cluster" and not parse.bare
    if before == "luật":
        return False
    if not parse.bare:
        return True
    level = read_level(reading, end)
    if level is not None and level.kind in PLURAL_LEVELS and not reading.breaks[end] and not reading.upper[end]:
        return parse.head.kind in ("whole", "office_holder", "party_level")
    if keys[end] in {"trưởng", "phó", "viên"} and not reading.breaks[end] and not reading.upper[end]:
        return False
    counted = read_level(reading, end + 1) if keys[end].isdigit() and not reading.breaks[end] else None
    if counted is not None and counted.kind in PLURAL_LEVELS:
        return parse.head.kind in ("whole", "office_holder")
    if (
        before in PLURAL_BEFORE
        or before.isdigit()
        or (
            before in {"trưởng", "chánh"}
            and parse.head.value in {"Ban", "Văn phòng", "Phòng", "Thanh tra", "Khoa", "Vụ"}
        )
    ):
        return parse.head.kind in ("whole", "office_holder")
    return not (
        parse.head.value in WORK_HEADS and ((before2, before) in WORK_BEFORE or (before2, before) == ("hội", "viên"))
    )


def _central(parse: UnitParse) -> bool:
    return parse.parts[-1].text in {"Trung ương", "Việt Nam"}


def _ends_with_place(parse: UnitParse) -> bool:
    return parse.last_place is not None


def _stands(reading: Reading, parse: UnitParse, names: Names) -> bool:
    """Whether a bare head is a name here: always for bodies there is one of, else when a full name explains it."""
    if not parse.bare:
        return True
    if not parse.head.ambiguous:
        return parse.capital
    if reading.shouting[parse.first] and not _signed(reading, parse.first):
        return False
    if parse.head.value in COMPOUNDED and _goes_on(reading, parse.end):
        return False
    return parse.capital and names.explains(parse.head)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a small word that begins no clause follows: `Hội đồng khoa học` is another body than `Hội đồng`."""
    key = reading.keys[at]
    return key.isalpha() and not reading.upper[at] and not reading.breaks[at] and key not in followers()


def _signed(reading: Reading, first: int) -> bool:
    """Whether `TM.`, `T/M` or a shouted post stands before: the body in whose name a document is signed."""
    keys = reading.keys
    if first and keys[first - 1] in {"trưởng", "chánh"} and not reading.breaks[first]:
        return True
    return keys[max(first - 2, 0) : first] == ("tm", ".") or keys[max(first - 3, 0) : first] == ("t", "/", "m")


def _with_misspelt(text: str, mentions: list[Mention], reading: Reading, parses: Iterable[UnitParse]) -> list[Mention]:
    """Add places where a long full name stands with other accents (`Van phòng`), in place of the pieces read there."""
    known: dict[str, Mention] = {}
    for mention, parse in zip(mentions, parses, strict=True):
        if parse.end - parse.first >= MISSPELT_SYLLABLES and len(known) < SEARCHED_NAMES:
            known.setdefault(fold(mention.text), mention)
    taken = {(mention.start, mention.end) for mention in mentions}
    added = []
    plain = fold(text)
    for form, mention in known.items():
        for start in _occurrences(plain, form):
            end = start + len(form)
            if (start, end) not in taken and text[start].isupper() and text[start:end] != mention.text:
                added.append(Mention(start, end, "UNIT", text[start:end], mention.value, {}, GUESSED, "unit-misspelt"))
    return _longest(mentions + added)


def _occurrences(plain: str, form: str) -> Iterator[int]:
    at = plain.find(form)
    while at >= 0:
        end = at + len(form)
        if not (at and plain[at - 1].isalnum()) and not (end < len(plain) and plain[end].isalnum()):
            yield at
        at = plain.find(form, at + 1)


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap, the longest; in order of start."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _with_aliases(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add the short names that the document itself introduces in brackets, wherever they stand."""
    aliases: dict[str, Mention] = {}
    for mention in mentions:
        found = ALIAS.match(text, mention.end)
        if found is None:
            found = ACRONYM.match(text, mention.end)
            if found is not None and not _is_acronym(found["alias"], mention):
                found = None
        if found is not None:
            aliases.setdefault(found["alias"].strip(), mention)
    if not aliases:
        return mentions
    values = {alias: mention.value for alias, mention in aliases.items()}
    renamed = [
        mention if mention.text not in values
        else Mention(mention.start, mention.end, "UNIT", mention.text, values[mention.text], {}, FULL, "unit-alias")
        for mention in mentions
    ]  # fmt: skip
    added = [
        Mention(found.start(), found.end(), "UNIT", alias, mention.value, {}, FULL, "unit-alias")
        for alias, mention in aliases.items()
        for found in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text)
    ]
    return _longest(renamed + added)


def _is_acronym(alias: str, mention: Mention) -> bool:
    """Whether the letters of `alias` are first letters of the name, in order."""
    letters = [letter for letter in fold(alias) if letter.isalpha()]
    initials = iter(word[0] for word in re.findall(r"\w+", fold(str(mention.value))))
    if len(letters) > 1 and all(letter in initials for letter in letters):
        return True
    initials = iter(word[0] for word in re.findall(r"\w+", fold(mention.text)))
    return len(letters) > 1 and all(letter in initials for letter in letters)
