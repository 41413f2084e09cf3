"""PERSON: names after titles and posts, bylines, signers, and names that are beyond doubt; with the post as `role`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Document
from nlp.form_tree import FormTree, Found
from nlp.gazetteer import known_name
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.mention_store import add_mentions, document_of, mentions_of, text_of
from nlp.person_names import capital_run, may_be_person, surely_person, surnames
from nlp.reading import Reading, read
from nlp.unit_forms import followers, heads

SURE, TITLED, BYLINE = 0.9, 0.9, 0.75
"""Confidences: a family name with a usual middle name, a name behind a title, a line that holds a name alone."""
BYLINE_LINES = 8
"""A byline stands in the first or last lines of a page."""
CREDIT_REACH = 14
"""Syllables from `Tin, ảnh:` to the last name that it credits."""
LONGEST_ROLE = 24
"""Syllables of a post with its offices."""
NAME_MARKS = re.compile(r"\s[-–]\s|[;,/|]")
UNCLE = ("bác", "hồ")
LEADER = ("hồ", "chí", "minh")


@Language.factory("vi_people", requires=["doc.spans"], assigns=["doc.spans"])
def make_people(nlp: Language, name: str) -> PeopleComponent:
    """The component."""
    return PeopleComponent()


class PeopleComponent:
    """Adds the PERSON mentions of a Doc that lie in no UNIT and no PLACE."""

    def __call__(self, doc: Doc) -> Doc:
        add_mentions(doc, find_people(doc))
        return doc


@lru_cache(maxsize=1)
def titles() -> FormTree:
    """Forms of address, ranks, posts and words of credit."""
    return FormTree(load_lexicon("titles"))


def find_people(doc: Doc) -> list[Mention]:
    """The PERSON mentions of `doc` in order."""
    reading = read(text_of(doc))
    finder = _Finder(reading, mentions_of(doc, "UNIT", "PLACE"), document_of(doc))
    return [finder.mention(first, end, confidence) for first, end, confidence in finder.find()]


class _Finder:
    """Looks through one reading; `unit_end` maps a syllable to the first one after the unit that begins there."""

    def __init__(self, reading: Reading, others: list[Mention], document: Document) -> None:
        self.reading = reading
        self.taken = [False] * (len(reading) + 1)
        self.unit_end: dict[int, int] = {}
        self.unit_start: dict[int, int] = {}
        self._mark(others)
        self.authors = {
            name.strip().casefold()
            for clue in document.clues
            if clue.field in ("author", "signer")
            for name in NAME_MARKS.split(clue.text)
        }

    def _mark(self, others: list[Mention]) -> None:
        at = 0
        for other in others:
            while at < len(self.reading) and self.reading.ends[at] <= other.start:
                at += 1
            first = at
            while at < len(self.reading) and self.reading.starts[at] < other.end:
                self.taken[at] = True
                at += 1
            if other.label == "UNIT":
                self.unit_end[first] = at
                self.unit_start[at] = first

    def find(self) -> Iterator[tuple[int, int, float]]:
        """Yield first syllable, end and confidence of each name, left to right."""
        reading = self.reading
        at = 0
        while at < len(reading):
            if self.taken[at] or not reading.upper[at]:
                at += 1
                continue
            end, confidence = self._name_at(at)
            if end > at:
                yield at, end, confidence
                at = end
            else:
                at += 1

    def _name_at(self, at: int) -> tuple[int, float]:
        reading = self.reading
        if reading.keys[at : at + 2] == UNCLE:
            return at + 2, SURE
        if reading.keys[at : at + 3] == LEADER:
            return (at + 3, SURE) if self._leader_stands(at) else (at, 0.0)
        if self._joined_before(at):
            return at, 0.0
        end = self._run(at)
        if end - at > 3 and surely_person(reading, at + 1, end) and self._head_alone(at):
            return at, 0.0
        if end - at < 2 or self._no_name(at, end):
            return at, 0.0
        if self._title_ends(at):
            return end, TITLED
        if self._place_name(at, end):
            return at, 0.0
        if surely_person(reading, at, end) and not reading.shouting[at]:
            return end, SURE
        if self._line_alone(at, end) or (reading.keys[at - 1] in {"-", ",", "và"} and self._credited(at)):
            return end, BYLINE
        return at, 0.0

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
        if reading.keys[at:end] == ("việt", "nam") or self._head_at(at):
            return True
        if not reading.shouting[at] or reading.keys[at] in surnames() or self._credited(at):
            return False
        return not (reading.keys[at - 1] == "-" and self._line_alone(at, end))

    def _credited(self, at: int) -> bool:
        """Whether words of credit, or another name behind them, stand before `at` on its line."""
        reading = self.reading
        first = at
        while not reading.breaks[first] and at - first < CREDIT_REACH:
            first -= 1
        return any(
            (found := titles().longest(reading, index)) is not None and found.entry.kind == "credit"
            for index in range(first, at)
        )

    def _joined_before(self, at: int) -> bool:
        """Whether a capitalised word right before makes what stands here the rest of a longer name."""
        reading = self.reading
        if not at or reading.breaks[at] or not reading.upper[at - 1] or not reading.word(at - 1):
            return False
        if self.taken[at - 1] or self._title_ends(at):
            return False
        before = reading.surface(at - 1, at)
        head = heads().longest(reading, at - 1)
        if head is not None and head.end == at and head.entry.ambiguous and surely_person(reading, at, self._run(at)):
            return False
        if before.isupper() and len(before) > 1 and not reading.shouting[at - 1]:
            return False
        return not (reading.sentence_start(at - 1) and reading.keys[at - 1] not in surnames())

    def _leader_stands(self, at: int) -> bool:
        before = self.reading.keys[max(at - 2, 0) : at]
        return before[-1:] != ("cách",) and before[-2:] not in {("đạo", "đức"), ("tư", "tưởng"), ("thời", "đại")}

    def _run(self, at: int) -> int:
        """The end of the capitals that begin at `at`, cut where a unit, a place or a title begins."""
        reading = self.reading
        end = capital_run(reading, at)
        for index in range(at, end):
            if self.taken[index]:
                return index
            if index > at and (self._title_at(index) or self._head_at(index)):
                return index
        return end

    def _title_at(self, at: int) -> bool:
        found = titles().longest(self.reading, at)
        return found is not None and found.entry.kind in ("post", "rank") and found.end - at > 1

    def _head_at(self, at: int) -> bool:
        found = heads().longest(self.reading, at)
        return found is not None and found.end - at > 1

    def _place_name(self, at: int, end: int) -> bool:
        known = known_name(self.reading, at)
        return known is not None and known.end >= end

    def _title_ends(self, at: int) -> bool:
        """Whether a title, a rank or a post, with its unit, ends right before `at`."""
        reading = self.reading
        if not at or reading.breaks[at] > 1:
            return False
        if reading.breaks[at]:
            return False
        if at in self.unit_start:
            return self._post_before(self.unit_start[at]) is not None
        return self._title_before(at) is not None

    def _title_before(self, at: int) -> Found | None:
        """The longest title that ends right before `at`; a colon may stand between words of credit and a name."""
        reading = self.reading
        colon = reading.keys[at - 1] == ":"
        stop = at - 1 if colon else at
        for length in range(6, 0, -1):
            first = stop - length
            if first < 0 or any(reading.breaks[index] for index in range(first + 1, stop)):
                continue
            for entry in titles().entries(reading.keys[first:stop]):
                if colon == (entry.kind == "credit") or (colon and entry.kind == "post"):
                    return Found(first, stop, entry)
        return None

    def _post_before(self, at: int) -> Found | None:
        found = self._title_before(at) if at else None
        return found if found is not None and found.entry.kind == "post" else None

    def _line_alone(self, at: int, end: int) -> bool:
        """Whether the names of one or two people are all that a line holds."""
        reading = self.reading
        name = reading.surface(at, end)
        if name.casefold() in self.authors and (reading.sentence_start(at) or reading.keys[at - 1] in {"-", ",", "/"}):
            return True
        first = at
        while not reading.breaks[first]:
            first -= 1
        last = end
        while last < len(reading) and not reading.breaks[last]:
            last += 1
        if last - first > 12:
            return False
        rest = [reading.keys[index] for index in (*range(first, at), *range(end, last)) if reading.word(index)]
        if not rest and reading.shouting[at] and surnames().get(reading.keys[at], True):
            return bool(self._role_above(at))
        if not rest:
            return may_be_person(reading, at, end) or self._near_edge(first)
        return self._shared_line(first, last)

    def _shared_line(self, first: int, last: int) -> bool:
        """`Lê Quý - Nguyễn Mạnh`: names parted by a dash or comma, nothing else but a bracket behind them."""
        reading = self.reading
        at = first
        names = sure = 0
        while at < last:
            end = capital_run(reading, at)
            if 2 <= end - at <= 4:
                names += 1
                sure += may_be_person(reading, at, end)
                at = end
                continue
            if names and (reading.keys[at] == "(" or self.taken[at]):
                return sure > 0
            if reading.keys[at] not in {"-", ",", "–", "·", "|", "/", "và", "."}:
                return False
            at += 1
        return sure > 0

    def _near_edge(self, first: int) -> bool:
        lines = sum(1 for index in range(first + 1, min(first + 60, len(self.reading))) if self.reading.breaks[index])
        return first + 60 >= len(self.reading) and lines < BYLINE_LINES and not self.reading.shouting[first]

    # Roles

    def mention(self, first: int, end: int, confidence: float) -> Mention:
        """The record of one name with the post that stands at it."""
        reading = self.reading
        start, stop = reading.starts[first], reading.ends[end - 1]
        text = reading.text[start:stop]
        role = self._role(first, end)
        value = text.title() if text.isupper() else " ".join(text.split())
        return Mention(start, stop, "PERSON", text, value, {"role": role} if role else {}, confidence, "person")

    def _role(self, first: int, end: int) -> str:
        return self._role_before(first) or self._role_after(end) or self._role_above(first)

    def _role_after(self, end: int) -> str:
        """The post behind `,` or `-` or in brackets, up to the next comma."""
        reading = self.reading
        if end >= len(reading) or reading.keys[end] not in {",", "-", "(", ":"} or reading.breaks[end]:
            return ""
        first = end + 1
        found = self._post_at(first)
        if found is None:
            return ""
        return self._posts(first, found)

    def _posts(self, first: int, found: int) -> str:
        """A post from `first`, and those that follow it behind commas, unless they are the next person's."""
        last = self._post_end(first, found)
        if self._run(last) - last >= 2 and not self.reading.breaks[last]:
            return ""
        while self.reading.keys[last] == "," and not self.reading.breaks[last + 1]:
            further = self._post_at(last + 1)
            if further is None:
                break
            end = self._post_end(last + 1, further)
            if self._run(end) - end >= 2 and not self.reading.breaks[end]:
                break
            last = end
        return self._spelt(first, last)

    def _post_end(self, first: int, found: int) -> int:
        """The end of a post whose title ends at `found`: with its offices, up to a mark or a verb."""
        reading = self.reading
        last = found
        while last < len(reading) and last - first < LONGEST_ROLE and not reading.breaks[last]:
            if last in self.unit_end:
                last = self.unit_end[last]
                continue
            if reading.keys[last] in _ROLE_ENDS or not self._role_word(last):
                break
            if reading.upper[last] and not self.taken[last] and self._run(last) - last > 1:
                break
            last += 1
        return last

    def _role_word(self, at: int) -> bool:
        """Whether a word goes on with a post: a capital, a level, or the name of a work; a verb does not."""
        reading = self.reading
        if reading.upper[at] or self.taken[at] or reading.keys[at] in _ROLE_WORDS:
            return True
        if reading.upper[at - 1] and not self.taken[at - 1] and reading.keys[at].isalpha():
            return reading.keys[at] not in followers()  # `Trưởng ban Thi đua`
        if reading.keys[at] == "kiêm":
            return self._post_at(at + 1) is not None
        return reading.keys[at : at + 2] == ("dự", "khuyết") or reading.keys[at - 1 : at + 1] == ("dự", "khuyết")

    def _post_at(self, first: int) -> int | None:
        """The end of a post that begins at `first`."""
        found = titles().longest(self.reading, first)
        if found is None or found.entry.kind != "post":
            if self.reading.keys[first : first + 3] == ("p", ".", "chủ"):
                return min(first + 4, len(self.reading))
            return None
        return found.end

    def _role_before(self, first: int) -> str:
        at = first
        reading = self.reading
        while at:
            found = self._title_before(at)
            if found is None or found.entry.kind not in ("rank", "address"):
                break
            at = found.first
        if at and reading.keys[at - 1] == "," and at < first:
            at -= 1  # `Giám đốc HTX, anh Phạm Minh Triều`
        if not at or reading.breaks[at]:
            return ""
        if at in self.unit_start:
            start = self.unit_start[at]
            post = self._post_before(start)
            return self._spelt(post.first, at) if post is not None else ""
        post = self._post_before(at)
        return self._spelt(post.first, post.end) if post is not None else ""

    def _role_above(self, first: int) -> str:
        """The post on the lines above a signer's name."""
        reading = self.reading
        if not reading.breaks[first]:
            return ""
        at = first
        for _ in range(4):
            line = at - 1
            while line > 0 and not reading.breaks[line]:
                line -= 1
            if line < 0:
                return ""
            found = titles().longest(reading, line)
            if found is not None and found.entry.kind == "post" and found.end == at:
                return found.entry.form
            if found is not None and found.entry.kind == "post" and self.unit_end.get(found.end) == at:
                unit = " ".join(reading.surface(found.end, at).split())
                return f"{found.entry.form} {unit[:1] + unit[1:].lower() if unit.isupper() else unit}"
            if reading.keys[line] not in {"(", "["}:
                return ""
            at = line
        return ""

    def _spelt(self, first: int, end: int) -> str:
        text = " ".join(self.reading.surface(first, end).split())
        for short, full in (("P.Chủ", "Phó Chủ"), ("P. Chủ", "Phó Chủ")):
            if text.startswith(short):
                text = full + text[len(short) :]
        return text


_ROLE_ENDS = frozenset({",", ";", ".", ")", ":", "(", "-", "–", "và"})
_ROLE_WORDS = frozenset({
    "tỉnh", "huyện", "xã", "phường", "thành", "phố", "quận", "thị", "trấn", "thôn", "bản", "ấp", "xóm", "ban", "phòng",
    "chi", "đoàn", "thường", "trực", "công", "ty", "sở", "hợp", "tác", "khối", "cơ", "quan", "số", "trưởng", "phó",
    "khu", "tổ", "nhà", "trường", "lâm", "thời", "khoa", "ngành", "chỉ", "đạo", "lớp",
})  # fmt: skip

__all__ = ["PeopleComponent", "find_people", "surnames", "titles"]
