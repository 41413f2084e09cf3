"""PERSON: names after titles and posts, bylines, signers, and names that are beyond doubt; with the post as `role`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Document
from nlp.form_tree import FormTree
from nlp.gazetteer import known_name
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.mention_store import add_mentions, document_of, mentions_of, text_of
from nlp.person_lines import NameLines
from nlp.person_names import surely_person, surnames
from nlp.person_roles import Roles
from nlp.person_titles import Ground, titles
from nlp.reading import Reading, read
from nlp.unit_forms import heads

SURE, TITLED, BYLINE = (0.9, "lexicons/surnames.tsv"), (0.9, "lexicons/titles.tsv"), (0.75, "a line of names")
"""Confidences with what says so: a family name with a usual middle name, a name behind a title, a line of its own."""
NO_NAME = (0.0, "")
Sureness = tuple[float, str]
UNCLE = ("bác", "hồ")
LEADER = ("hồ", "chí", "minh")
LONGEST_LEGACY = 2
"""Syllables of the longest form in not_people.tsv."""


@Language.factory("vi_people", requires=["doc.spans"], assigns=["doc.spans"])
def make_people(nlp: Language, name: str) -> PeopleComponent:
    """The component."""
    return PeopleComponent()


class PeopleComponent:
    """Adds the PERSON mentions of a Doc that lie in no UNIT and no PLACE."""

    def __call__(self, doc: Doc) -> Doc:
        add_mentions(doc, find_people(doc))
        return doc


def find_people(doc: Doc) -> list[Mention]:
    """The PERSON mentions of `doc` in order."""
    reading = read(text_of(doc))
    finder = _Finder(reading, mentions_of(doc, "UNIT", "PLACE"), document_of(doc))
    return [finder.mention(*found) for found in finder.find()]


@lru_cache(maxsize=1)
def _legacies() -> FormTree:
    """Words before the leader's name with which it is no mention of the man."""
    return FormTree(load_lexicon("not_people"))


class _Finder:
    """Looks through one reading for names."""

    def __init__(self, reading: Reading, others: list[Mention], document: Document) -> None:
        self.reading = reading
        self.ground = Ground(reading, others)
        self.roles = Roles(self.ground)
        self.lines = NameLines(self.ground, self.roles, document)

    def find(self) -> Iterator[tuple[int, int, Sureness]]:
        """Yield first syllable, end and confidence with its ground of each name, left to right."""
        reading = self.reading
        at, last = 0, len(reading)
        upper, taken = reading.upper, self.ground.taken
        while at < last:
            if not upper[at] or taken[at]:
                at += 1
                continue
            end, sureness = self._name_at(at)
            if end > at:
                yield at, end, sureness
                at = end
            else:
                at += 1

    def _name_at(self, at: int) -> tuple[int, Sureness]:
        reading = self.reading
        if reading.keys[at : at + 2] == UNCLE:
            return at + 2, SURE
        if reading.keys[at : at + 3] == LEADER:
            return (at + 3, SURE) if self._leader_stands(at) else (at, NO_NAME)
        if self._joined_before(at):
            return at, NO_NAME
        end = self.ground.run(at)
        if end - at > 3 and surely_person(reading, at + 1, end) and self._head_alone(at):
            return at, NO_NAME
        if end - at < 2 or self._no_name(at, end):
            return at, NO_NAME
        if self.ground.title_ends(at):
            return end, TITLED
        if self._place_name(at, end):
            return at, NO_NAME
        if surely_person(reading, at, end) and not reading.shouting[at]:
            return end, SURE
        if self.lines.alone(at, end) or (reading.keys[at - 1] in {"-", ",", "và"} and self.lines.credited(at)):
            return end, BYLINE
        return at, NO_NAME

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
        if reading.keys[at:end] == ("việt", "nam") or self.ground.head_at(at):
            return True
        if not reading.shouting[at] or reading.keys[at] in surnames() or self.lines.credited(at):
            return False
        return not (reading.keys[at - 1] == "-" and self.lines.alone(at, end))

    def _joined_before(self, at: int) -> bool:
        """Whether a capitalised word right before makes what stands here the rest of a longer name."""
        reading = self.reading
        if not at or reading.breaks[at] or not reading.upper[at - 1] or not reading.word(at - 1):
            return False
        if self.ground.taken[at - 1] or self.ground.title_ends(at):
            return False
        before = reading.surface(at - 1, at)
        head = heads().longest(reading, at - 1)
        if (
            head is not None
            and head.end == at
            and head.entry.ambiguous
            and surely_person(reading, at, self.ground.run(at))
        ):
            return False
        if before.isupper() and len(before) > 1 and not reading.shouting[at - 1]:
            return False
        return not (reading.sentence_start(at - 1) and reading.keys[at - 1] not in surnames())

    def _leader_stands(self, at: int) -> bool:
        """Whether the man is meant, not his teaching or his time (`tư tưởng Hồ Chí Minh`)."""
        before = self.reading.keys[max(at - LONGEST_LEGACY, 0) : at]
        return not any(_legacies().entries(before[first:]) for first in range(len(before)))

    def _place_name(self, at: int, end: int) -> bool:
        known = known_name(self.reading, at)
        return known is not None and known.end >= end

    def mention(self, first: int, end: int, sureness: Sureness) -> Mention:
        """The record of one name with the post that stands at it."""
        reading = self.reading
        start, stop = reading.starts[first], reading.ends[end - 1]
        text = reading.text[start:stop]
        role = self.roles.role(first, end)
        value = text.title() if text.isupper() else " ".join(text.split())
        return Mention(start, stop, "PERSON", text, value, {"role": role} if role else {}, *sureness)
