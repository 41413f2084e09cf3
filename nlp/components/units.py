"""UNIT: named organisations, read by grammar first and then, with the whole document known, by their short names."""

from __future__ import annotations

from functools import lru_cache

from ingest.document import Document
from nlp.fields.source_site import find_source
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.places.home_places import find_home
from nlp.places.merged_places import is_since_merger, weigh_merged
from nlp.text.reading import Reading, read
from nlp.units.agencies import find_agencies
from nlp.units.aliases import find_misspelt, longest, skip_short_names, with_aliases
from nlp.units.canonical import Names
from nlp.units.context import is_possible, stands
from nlp.units.formation_codes import find_codes
from nlp.units.grammar import find_parses, parse_unit
from nlp.units.holders import find_led, find_members, find_ministries, find_owned
from nlp.units.kinds import has_boards, owns
from nlp.units.lists import find_elliptic, find_firms, find_rows
from nlp.units.parse import UnitParse
from nlp.units.plurals import find_plural_lists
from nlp.units.spelling import expand
from nlp.units.surroundings import find_surroundings

LEADING_BOARDS = frozenset({"Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực"})
"""What heads a paper of an organisation that is named above it."""
OFFICES = frozenset({"Văn phòng"})
"""Bodies that a letterhead names without the organisation above, whose they are."""
JOINED = (find_members, find_ministries, find_owned, find_led)
"""What gives units together with what the words behind them tell, so that their short names are known."""
LETTERHEAD = frozenset({"issuer", "authority"})
REMEMBERED = 1_024
"""Heads that were met: the lexicon has no more that are often written."""
FULL, SHORT = 0.95, 0.85
"""Confidences: a whole name by grammar, a short one that the document explains."""


def add_units(doc: Doc) -> None:
    """Add the UNIT mentions with their canonical names."""
    add_mentions(doc, find_units(doc))


def find_units(doc: Doc) -> list[Mention]:
    """The UNIT mentions of `doc` in order; leaves the places it is at home in `doc.home`."""
    text = doc.text
    reading = skip_short_names(read(text))
    document = doc.document
    parses = [parse for parse in find_parses(reading) if is_possible(reading, parse)]
    lists = find_plural_lists(reading, parses)
    agencies = list(find_agencies(reading, parses))
    found = [*find_codes(reading, parses, parse_unit), *find_elliptic(reading, parses), *lists.members, *agencies]
    replaced = lists.replaced.union(part.unit.first for one in agencies for part in one.parts if part.unit is not None)
    parses = _together(parses, found, replaced) if found else parses
    site = find_source(document, ())
    site_name = site[0] if site is not None else ""
    home = doc.home = find_home(reading, parses, document, site_name)
    if is_since_merger(mentions_of(doc, "DATE")):
        weigh_merged(home, {place.value for parse in parses if (place := parse.last_place) and place.level})
    names = Names(
        [*parses, *(joined for finder in JOINED for joined in finder(reading, parses))],
        home,
        main=_under(reading, parses, document) or _issuer(document, site_name),
        around=find_surroundings(reading, parses),
        letterhead=any(clue.field in LETTERHEAD for clue in document.clues),
    )
    rows = find_rows(reading, parses)
    standing = [parse for parse in parses if parse.first in rows or stands(reading, parse, names)]
    mentions = [_mention(reading, parse, names) for parse in standing]
    full = [mention for parse, mention in zip(standing, mentions, strict=True) if not parse.bare]
    mentions += find_firms(reading, parses, names.written)
    return with_aliases(text, longest(mentions + find_misspelt(reading, full)))


def _together(parses: list[UnitParse], found: list[UnitParse], replaced: frozenset[int]) -> list[UnitParse]:
    """The parses in order with those found besides, which stand for the ones that begin at a syllable of `replaced`."""
    first_of_found = {parse.first for parse in found}
    kept = (parse for parse in parses if parse.first not in replaced and parse.first not in first_of_found)
    return sorted([*kept, *found], key=lambda parse: parse.first)


def _issuer(document: Document, site: str) -> UnitParse | None:
    """The unit whose document it is, by its letterhead, or the party or firm whose site it is."""
    for field in ("issuer", "authority", "superior"):
        for clue in document.clues:
            if clue.field == field and clue.method != "footer":
                for parse in _from_lowest(read(clue.text)):
                    unit = parse if field != "superior" else _organisation(parse)
                    if unit is not None and unit.bare and unit.head.value in OFFICES:
                        unit = _office_of(clue.text, document) or unit
                    if unit is not None and not (unit.bare and unit.head.value in LEADING_BOARDS):
                        return unit
    owners = (_organisation(parse, site=True) for parse in find_parses(read(site)))
    return next(filter(None, owners), None)


def _from_lowest(reading: Reading) -> list[UnitParse]:
    """The units of a letterhead's line, without those above the one that follows them: `BỘ Y TẾ BỆNH VIỆN E`."""
    parses = list(find_parses(reading))
    while len(parses) > 1 and parses[0].end == parses[1].first and reading.shouting[parses[1].first]:
        del parses[0]
    return parses


def _office_of(office: str, document: Document) -> UnitParse | None:
    """The office below the party committee that a letterhead names above it: `TỈNH ỦY HẬU GIANG / VĂN PHÒNG`."""
    above = next((clue.text for clue in document.clues if clue.field == "superior"), "")
    if not above or "\n" in above:
        return None
    whole = f"{office.title()} {expand(above).title()}".replace(" Và ", " và ")
    joined = next(iter(find_parses(read(whole))), None)
    return joined if joined is not None and joined.parts[-1].unit is not None else None


def _under(reading: Reading, parses: list[UnitParse], document: Document) -> UnitParse | None:
    """The unit on a line of its own below the one that a letterhead shouts: `BỘ CÔNG NGHIỆP / Nhà máy …`."""
    shouted = next((clue for clue in document.clues if clue.field == "issuer" and clue.method == "letterhead"), None)
    if shouted is None or shouted.end is None or not shouted.text.isupper():
        return None
    for parse in parses:
        if reading.starts[parse.first] > shouted.end:
            alone = reading.breaks[parse.first] == 1 and reading.breaks[parse.end] and not reading.shouting[parse.first]
            return parse if alone and not reading.text[shouted.end : reading.starts[parse.first]].strip() else None
    return None


def _organisation(parse: UnitParse, *, site: bool = False) -> UnitParse | None:
    """The organisation above the issuer, or that or the firm whose site it is: `Cổng thông tin điện tử Hội …`."""
    unit = parse.parts[-1].unit or parse
    head = unit.head.value
    council = site and unit.head.kind == "council"  # an assembly's site is its office's
    return unit if (has_boards(head) and not council) or (site and owns(head)) else None


def _mention(reading: Reading, parse: UnitParse, names: Names) -> Mention:
    start, end = reading.starts[parse.first], reading.ends[parse.end - 1]
    confidence = SHORT if parse.bare and parse.head.ambiguous else FULL
    text, source = reading.text[start:end], _source(parse.head.form)
    return Mention(start, end, "UNIT", text, names.written(parse), {}, confidence, source)


@lru_cache(maxsize=REMEMBERED)
def _source(head: str) -> str:
    """What tells of the rule: one string for all units with a head."""
    return f"lexicons/unit_heads.tsv: {head}"
