"""Names that a line tells of without a title: bylines, credits, signers below their post."""

from __future__ import annotations

import re

from ingest.document import Document
from ingest.names import surnames
from ingest.orthography import is_syllable
from nlp.people.names import capital_run, may_be_person
from nlp.people.roles import Roles
from nlp.people.titles import Ground, titles

BYLINE_LINES = 8
"""A byline stands in the first or last lines of a page."""
CREDIT_REACH = 14
"""Syllables from `Tin, ảnh:` to the last name that it credits."""
TITLE_REACH = 60
"""Syllables of the lines with title, day and authors at the top of a page."""
DAY_MARKS = frozenset({"•", "|", "-", "–", "·", ","})
CELL = "|"
POST_MARKS = frozenset({",", "-", "–", "("})
ITEM_OPENINGS = frozenset({";", ":", ".", ")", CELL})
NUMBER_MARKS = frozenset({".", ")", "/", "-"})
ENTRY_ENDS = frozenset({CELL, ",", ";", ":", "-", "–", "("})
LONGEST_LINE = 12
"""Syllables: a longer line is a sentence, not names alone."""
NAME_MARKS = re.compile(r"\s[-–]\s|[;,/|]")


class NameLines:
    """The lines of one reading, with the authors and signers that the document's clues name."""

    def __init__(self, ground: Ground, roles: Roles, document: Document) -> None:
        self.ground = ground
        self.reading = ground.reading
        self.roles = roles
        self.authors = {
            name.strip().casefold()
            for clue in document.clues
            if clue.field in ("author", "signer")
            for name in NAME_MARKS.split(clue.text)
        }

    def credited(self, at: int) -> bool:
        """Whether words of credit, or another name behind them, stand before `at` on its line."""
        reading = self.reading
        first = at
        while not reading.breaks[first] and at - first < CREDIT_REACH:
            first -= 1
        return any(
            (found := titles().longest(reading, index)) is not None
            and found.entry.kind == "credit"
            and (reading.sentence_start(index) or not reading.shouting[index])  # `TỔ CHỨC THỰC HIỆN CÔNG TÁC`
            for index in range(first, at)
        )

    def alone(self, at: int, end: int) -> bool:
        """Whether the names of one or two people are all that a line holds."""
        reading = self.reading
        name = reading.surface(at, end)
        if name.casefold() in self.authors and (reading.sentence_start(at) or reading.keys[at - 1] in {"-", ",", "/"}):
            return True
        if self._before_day(at, end):
            return True
        first, last = at, end
        while not reading.breaks[first] and end - first <= LONGEST_LINE:
            first -= 1
        while not reading.breaks[last] and last - first <= LONGEST_LINE:
            last += 1
        if last - first > LONGEST_LINE:
            return False
        if reading.shouting[at] and self._shouted_names(first, last):
            return True
        rest = [reading.keys[index] for index in (*range(first, at), *range(end, last)) if reading.word(index)]
        if not rest and reading.shouting[at] and surnames().get(reading.keys[at], True):
            return bool(self.roles.above(at))
        if not rest:
            return may_be_person(reading, at, end) or (self._near_edge(first) and not _foreign(reading.keys[at]))
        return self._shared_line(first, last)

    def listed(self, at: int, end: int) -> bool:
        """Whether a name fills a numbered entry of a list or a table's cell up to a mark: `2. LÊ THỊ MAI HOA`."""
        reading = self.reading
        numbered = at > 1 and reading.keys[at - 1] in NUMBER_MARKS and reading.keys[at - 2].isdecimal()
        opens = (numbered and reading.breaks[at - 2] > 0) or (at > 0 and reading.keys[at - 1] == CELL)
        return opens and (end == len(reading) or reading.breaks[end] > 0 or reading.keys[end] in ENTRY_ENDS)

    def before_post(self, at: int, end: int) -> bool:
        """Whether a name opens a line or an item of a list, its post behind a mark: `…; Chu Lé Chừ, Giám đốc Sở …`."""
        reading = self.reading
        if reading.shouting[at] or not may_be_person(reading, at, end) or reading.keys[end] not in POST_MARKS:
            return False
        opens = reading.breaks[at] > 0 or (at > 0 and reading.keys[at - 1] in ITEM_OPENINGS)
        return opens and not any(reading.breaks[end : end + 2]) and self.ground.post_at(end + 1) is not None

    def _before_day(self, at: int, end: int) -> bool:
        """`Vàng Seo Chúng • 10/10/2025`: a name that opens a line at the top, its page's day behind a mark.

        The letters of the paper may stand between: `Hà Anh LDO | 11/06/2021`.
        """
        reading = self.reading
        opens = bool(reading.breaks[at]) and at < TITLE_REACH and may_be_person(reading, at, end)
        end += end < len(reading) and reading.shouted[end] and not reading.breaks[end] and len(reading.keys[end]) <= 5
        return opens and reading.keys[end] in DAY_MARKS and reading.keys[min(end + 1, len(reading))][:1].isdigit()

    def _shouted_names(self, first: int, last: int) -> bool:
        """`NGỌC DIỄM - TRƯỜNG HẬN`: two pen names in capitals, joined by a dash, alone in a line at the page's edge."""
        reading = self.reading
        dash = next((at for at in range(first, last) if reading.keys[at] in {"-", "–"}), None)
        if dash is None or not (2 <= dash - first <= 3 and 2 <= last - dash - 1 <= 3):
            return False
        words = [at for at in range(first, last) if at != dash]
        whole = all(reading.shouting[at] for at in words) and len(reading.keys[first]) > 1
        office = any(self.ground.head_at(at) or self.ground.taken[at] for at in range(first, last))
        lines_left = sum(1 for at in range(last, min(last + 40, len(reading))) if reading.breaks[at])
        at_edge = len(reading) - last < LONGEST_LINE or (first < TITLE_REACH and lines_left > 0)
        return whole and not office and at_edge

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
            if names and (reading.keys[at] == "(" or self.ground.taken[at] or self._paper_behind(at)):
                return sure > 0
            if reading.keys[at] not in {"-", ",", "–", "·", "|", "/", "và", "."}:
                return False
            at += 1
        return sure > 0

    def _paper_behind(self, at: int) -> bool:
        """Whether the letters of a paper stand behind a slash: `Hà Vy/VOV`."""
        reading = self.reading
        return reading.keys[at] == "/" and at + 1 < len(reading) and reading.glued(at) and reading.shouted[at + 1]

    def _near_edge(self, first: int) -> bool:
        lines = sum(1 for index in range(first + 1, min(first + 60, len(self.reading))) if self.reading.breaks[index])
        return first + 60 >= len(self.reading) and lines < BYLINE_LINES and not self.reading.shouting[first]


def _foreign(key: str) -> bool:
    """Whether a word in plain letters is no Vietnamese syllable: `Sign In`, `Asset Publisher` of a page's buttons."""
    return key.isascii() and not is_syllable(key)
