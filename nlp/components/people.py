"""PERSON: names after titles and posts, bylines, signers, and names that are beyond doubt; with the post as `role`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress

from ingest.document import Document
from ingest.names import surnames
from nlp.fields.signatures import signed_posts
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.people.given_names import find_given_names, needs_full_name
from nlp.people.highland_names import highland_name
from nlp.people.known_people import listed_person, names_many
from nlp.people.leader_name import LEADERS, Leader
from nlp.people.lines import NameLines
from nlp.people.names import LONGEST, may_be_person, monk_name, spaced_out, stands_alone, surely_person
from nlp.people.page_signers import signs_page
from nlp.people.pen_names import find_pen_names
from nlp.people.roles import Roles
from nlp.people.titles import Ground, titles
from nlp.places.gazetteer import known_name
from nlp.syllables import split_syllables
from nlp.text.clue_fields import is_paper
from nlp.text.intervals import Cover
from nlp.text.reading import Reading, read
from nlp.units.forms import heads

SURE, TITLED, BYLINE = (0.9, "words/surnames.tsv"), (0.9, "lexicons/titles.tsv"), (0.75, "a line of names")
"""Confidences with what says so: a family name with a usual middle name, a name behind a title, a line of its own."""
LISTED = (0.8, "a list of people")
AGAIN = (0.8, "named elsewhere")
NO_NAME = (0.0, "")
NATION = ("việt", "nam")
NO_NAME_BEGINS = frozenset({"ảnh", "đảng", "cục", "xã", "huyện", "tỉnh", "người"})
"""Words that begin no name, of pictures, bodies and places: `Ảnh TỰ TRUNG`, `Tổng Bí thư Đảng Nhân dân …`."""
Sureness = tuple[float, str]
GIVEN = (0.8, "lexicons/titles.tsv: given name")
CALLED = (0.8, "lexicons/titles.tsv: bác")
LISTING = frozenset({",", "và", ";"})
LIST_ENDS = LISTING | {".", ")", "(", "cùng", "-", "–", ":"}
"""What stands behind a name in a list of people."""
LONGEST_LISTED = 4


def add_people(doc: Doc) -> None:
    """Add the PERSON mentions that lie in no UNIT and no PLACE."""
    add_mentions(doc, find_people(doc))


def find_people(doc: Doc) -> list[Mention]:
    """The PERSON mentions of `doc` in order."""
    reading = read(doc.text)
    finder = _Finder(reading, mentions_of(doc, "UNIT", "PLACE"), doc.document)
    found = [finder.mention(*name) for name in finder.whole(list(finder.find()))]
    found += finder.named_again(found)
    found += finder.pen_names(doc.text, found) if not is_paper(doc.document) else []
    found.sort(key=lambda person: person.start)
    return _with_given_names(finder, _with_roles(finder, found, doc.document))


def _with_roles(finder: _Finder, people: list[Mention], document: Document) -> list[Mention]:
    """People without a post have it from the signature's zones, from where they are named with it, or from a rank."""
    signed = signed_posts(document)
    known: dict[str, str] = {}
    for person in people:
        role = person.attributes.get("role")
        if role:
            known.setdefault(str(person.value), role)
    found = []
    for person in people:
        role = person.attributes.get("role") or signed.get(person.start) or known.get(str(person.value), "")
        role = role or finder.roles.rank(finder.reading.syllables_of(person.start, person.end)[0])
        told = role == person.attributes.get("role", "")
        found.append(person if told else replace(person, attributes={"role": role} if role else {}))
    return found


def _with_given_names(finder: _Finder, people: list[Mention]) -> list[Mention]:
    """The people with those called by their given name (`ông Mão`, `Thiếu tá Bách`), in order."""
    full = {str(person.value).split()[-1].lower(): person for person in reversed(people)}
    found = list(people)
    taken = Cover(people)
    for at in find_given_names(finder.ground):
        named = finder.mention(at, at + 1, GIVEN)
        whole = full.get(named.text.lower())
        if whole is None and needs_full_name(finder.ground, at):
            continue
        role = named.attributes.get("role") or (whole.attributes.get("role", "") if whole is not None else "")
        if not taken.covers(named.start):
            found.append(replace(named, attributes={"role": role} if role else {}))
    return sorted(found, key=lambda person: person.start)


class _Finder:
    """Looks through one reading for names."""

    def __init__(self, reading: Reading, others: list[Mention], document: Document) -> None:
        self.reading = reading
        self.ground = Ground(reading, others)
        self.roles = Roles(self.ground)
        self.leader = Leader(reading)
        self.lines = NameLines(self.ground, self.roles, document)
        self._capitals = list(compress(range(len(reading)), reading.upper))

    def find(self) -> Iterator[tuple[int, int, Sureness]]:
        """Yield first syllable, end and confidence with its ground of each name, left to right."""
        taken = self.ground.taken
        named = 0
        for at in self._capitals:
            if at < named or taken[at]:
                continue
            end, sureness = self._name_at(at)
            if end == at and named and named >= at - 1:
                end, sureness = self._beside(at, apart=named < at)
            if end > at:
                yield at, end, sureness
                named = end

    def whole(self, names: list[tuple[int, int, Sureness]]) -> Iterator[tuple[int, int, Sureness]]:
        """Yield the names, a last syllable in small letters with those that stand whole elsewhere: `… Hương giang`."""
        keys = self.reading.keys
        known = {keys[first:end] for first, end, _ in names}
        for first, end, sureness in names:
            small = end < len(keys) and not self.reading.breaks[end] and keys[first : end + 1] in known
            yield first, end + small, sureness

    def named_again(self, people: list[Mention]) -> list[Mention]:
        """The people who stand again without what told that they are: only names in three words or more."""
        named = {split_syllables(one.text).keys for one in people if one.text.count(" ") > 1}
        firsts = {keys[0] for keys in named}
        held = Cover(people)
        found = []
        for at in compress(range(len(self.reading)), self.reading.upper):
            if self.reading.keys[at] not in firsts or held.covers(self.reading.starts[at]) or self.ground.taken[at]:
                continue
            end = self.ground.run(at)
            if self.reading.keys[at:end] in named and not self._joined_before(at):
                found.append(self.mention(at, end, AGAIN))
        return found

    def pen_names(self, text: str, people: list[Mention]) -> list[Mention]:
        """Those who signed the page or its pictures by their letters or in capitals, and are not among `people`."""
        held = Cover(people)
        free = (
            (start, end)
            for start, end in find_pen_names(text)
            if not held.covers(start) and not self.ground.taken[self.reading.syllables_of(start, end)[0]]
        )
        return [Mention(at, end, "PERSON", text[at:end], text[at:end], {}, *BYLINE) for at, end in free]

    def _name_at(self, at: int) -> tuple[int, Sureness]:
        """The end of the name at syllable `at` and how sure it is; `at` itself where none begins."""
        reading = self.reading
        end = self.leader.end_at(at) if reading.keys[at] in LEADERS else None
        if end is not None:
            return end, CALLED if end == at + 1 else SURE
        if (stands_alone(reading, at) and not listed_person(reading, at)) or self._joined_before(at):
            return at, NO_NAME
        if end := monk_name(reading, at) or highland_name(reading, at) or listed_person(reading, at):
            return end, SURE
        end = self.ground.run(at)
        if self._is_other(at, end):
            return at, NO_NAME
        sureness = self._titled(at, end) if self.ground.title_ends(at) else self._untitled(at, end)
        return (at if sureness is NO_NAME else end), sureness

    def _is_other(self, at: int, end: int) -> bool:
        """Whether a run of capitals is no name by itself, or begins with a word before one."""
        reading = self.reading
        if end - at > 3 and surely_person(reading, at + 1, end) and self._head_alone(at):
            return True
        if end - at == LONGEST and reading.keys[at - 1] == "bạn" and reading.keys[at] not in surnames():
            return True
        if end - at < 2 or self._no_name(at, end) or spaced_out(reading, at):
            return True
        address = titles().longest(reading, at)  # `Tác giả: Cô Đinh Thị Lan`
        return address is not None and address.entry.kind == "address" and end - address.end > 1

    def _titled(self, at: int, end: int) -> Sureness:
        """How sure a name behind a title is."""
        reading = self.reading
        if reading.keys[at : at + 2] == NATION:
            self.ground.unit_start[at + 2] = at  # `Chủ tịch nước Việt Nam Nguyễn Xuân Phúc`
            return NO_NAME
        if reading.keys[at - 1] == "ccb" and self._place_name(at, end):
            return NO_NAME  # `CCB Thái Nguyên`
        return TITLED

    def _untitled(self, at: int, end: int) -> Sureness:
        """How sure a name is that no title tells: by its family name, by its list, or by its line."""
        reading = self.reading
        if self._place_name(at, end):
            return NO_NAME
        if surely_person(reading, at, end) and (not reading.shouting[at] or self.lines.listed(at, end)):
            return SURE
        if self.lines.before_post(at, end):
            return LISTED
        if self.ground.taken[at - 1] and not reading.breaks[at] and reading.keys[at] not in surnames():
            return NO_NAME  # `Báo Bắc Giang Điện Tử`
        if self.lines.alone(at, end) or (reading.keys[at - 1] in {"-", ",", "và"} and self.lines.credited(at)):
            return BYLINE
        return NO_NAME

    def _beside(self, at: int, *, apart: bool) -> tuple[int, Sureness]:
        """`Lê Văn Châu, Hoàng Giang`: a name behind a person's, a sure one where no mark of a list sets it `apart`."""
        reading = self.reading
        end = self.ground.run(at)
        if not apart:
            return (end, SURE) if surely_person(reading, at, end) else (at, NO_NAME)
        if reading.keys[at - 1] not in LISTING or not may_be_person(reading, at, end) or end - at > LONGEST_LISTED:
            return at, NO_NAME
        last = reading.keys[at - 1] == "và" and surnames().get(reading.keys[at]) is False  # `… và Siu Trung thay mặt`
        closed = last or reading.breaks[end] or reading.keys[end] in LIST_ENDS
        if not closed or reading.shouting[at] or self._no_name(at, end) or known_name(reading, at) is not None:
            return at, NO_NAME
        return end, LISTED

    def _head_alone(self, at: int) -> bool:
        """`Phó Giám đốc Sở Ngô Thị Thu Hoài`: an office's bare noun before a name."""
        head = heads().longest(self.reading, at)
        return head is not None and head.end == at + 1 and head.entry.ambiguous

    def _no_name(self, at: int, end: int) -> bool:
        """Whether the run is a post, the nation, or shouted words that begin with no family name."""
        reading = self.reading
        found = titles().longest(reading, at)
        if found is not None and found.entry.kind in ("post", "rank"):
            return True
        if reading.keys[at:end] == NATION or names_many(reading.keys[at:end]):
            return True
        if reading.keys[at] in NO_NAME_BEGINS or self.ground.head_at(at):
            return True
        if not reading.shouting[at] or reading.keys[at] in surnames() or self.lines.credited(at):
            return False
        parted = reading.keys[at - 1] in {"-", "–"} or reading.breaks[at]
        return not (parted and self.lines.alone(at, end))

    def _joined_before(self, at: int) -> bool:
        """Whether a capitalised word right before makes what stands here the rest of a longer name."""
        reading = self.reading
        if not at or reading.breaks[at] or not reading.upper[at - 1] or not reading.word(at - 1):
            return False
        if self.ground.taken[at - 1] or self.ground.title_ends(at):
            return False
        before = reading.surface(at - 1, at)
        head = heads().longest(reading, at - 1)
        alone = head is not None and head.end == at and head.entry.ambiguous and reading.keys[at] in surnames()
        if alone and surely_person(reading, at, self.ground.run(at)):
            return False
        if before.isupper() and len(before) > 1 and not reading.shouting[at - 1]:
            return False
        return not (reading.sentence_start(at - 1) and reading.keys[at - 1] not in surnames())

    def _place_name(self, at: int, end: int) -> bool:
        known = known_name(self.reading, at)
        return known is not None and known.end >= end and not signs_page(self.reading, at, end)

    def mention(self, first: int, end: int, sureness: Sureness) -> Mention:
        """The record of one name with the post that stands at it."""
        reading = self.reading
        start, stop = reading.starts[first], reading.ends[end - 1]
        text = reading.text[start:stop]
        role = self.roles.role(first, end)
        value = text.title() if text.isupper() else " ".join(text.split())
        return Mention(start, stop, "PERSON", text, value, {"role": role} if role else {}, *sureness)
