"""The post that stands at a person's name: before it, behind it or on the lines above it."""

from __future__ import annotations

from nlp.people.post_forms import numbered, post_ends, post_words, trades
from nlp.people.titles import LONGEST_TITLE, Ground, titles
from nlp.text.form_tree import Found
from nlp.units.forms import followers

LONGEST_ROLE = 24
"""Syllables of a post with its offices."""
LONGEST_OFFICE = 10
"""Syllables between a post and the name behind its office."""
ENTRUSTING = ("quyền", "của")
"""Before the post of who sent the person: `được sự ủy quyền của Chủ tịch nước, Bí thư Tỉnh ủy …`."""
LONGEST_ASIDE = 2
ASIDES = frozenset({"người", "quê", "dân", "sinh", "trú", "ở"})
"""How what is told of a person before the post begins: `người Vân Kiều`, `quê Na Rì`."""
ROLE_ENDS = frozenset({",", ";", ".", ")", ":", "(", "-", "–", "|", "và"})
AFTER_NAME = frozenset({",", "-", "–", "(", ":", "|"})
CLOSING = frozenset({",", ";", ".", ")", "|", "ở", "tại"})
"""What closes a post; up to there its words in small letters belong to it."""
LONGEST_REST = 6
"""Syllables in small letters that may close a post: `Đội trưởng Đội vận động quần chúng`."""
LONGEST_BRACKETS = 8
"""Syllables in brackets between a name and its post: `ông Tư Chấn (tức Võ Quang Chấn), Phó Thư ký`."""


class Roles:
    """The posts at the names of one reading."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.reading = ground.reading

    def role(self, first: int, end: int) -> str:
        """The post at a name; a trade before it, or a post before a form of address, gives way to one behind it."""
        before = self._before(first)
        address = self._address(first)
        addressed = address != first and self.reading.keys[address - 1] != ":"
        gives_way = not before or before.lower() in trades() or addressed
        after = self._after(end) if gives_way else ""
        return after or before or self.above(first)

    def rank(self, first: int) -> str:
        """The rank or title of an order before a name, its role where no post is known."""
        found = self.ground.title_before(first)
        if found is None or self.reading.keys[found.end - 1] == ":":
            return ""
        return self._spelt(found.first, found.end) if found.entry.kind == "rank" or found.entry.value == "order" else ""

    def _after(self, end: int) -> str:
        """The post behind `,` or `-` or in brackets, up to the next comma; or in small letters right behind."""
        reading = self.reading
        if end >= len(reading) or reading.breaks[end]:
            return ""
        if reading.keys[end] not in AFTER_NAME:
            first = end + (reading.keys[end] == "làm")
            found = None if reading.upper[first] else self.ground.post_at(first)
            return self._spelt(first, self._post_end(first, found)) if found is not None else ""
        first = self._past_asides(end + 1 + (reading.keys[end + 1] == "các"))
        found = self._role_at(first)
        if found is None and reading.keys[end] == "(":
            first = self._past_brackets(end)
            found = self.ground.post_at(first)
        return self._posts(first, found) if found is not None else ""

    def _role_at(self, first: int) -> int | None:
        """The end of a post, or of a title of an order, that begins at `first`."""
        found = self.ground.post_at(first)
        if found is not None:
            return found
        title = titles().longest(self.reading, first)
        return title.end if title is not None and title.entry.value == "order" else None

    def _past_brackets(self, at: int) -> int:
        """Behind what brackets tell beside a name and the mark that follows; `at` where they do not close so."""
        keys = self.reading.keys
        close = next((one for one in range(at + 1, min(at + LONGEST_BRACKETS, len(keys) - 2)) if keys[one] == ")"), at)
        follows = keys[close + 1] in {",", "-", "–"} and not any(self.reading.breaks[at : close + 3])
        return close + 2 if close > at and follows else at

    def _past_asides(self, first: int) -> int:
        """Behind what is told of a person before the post: `19 tuổi,`, `người Vân Kiều,`."""
        reading = self.reading
        for _ in range(LONGEST_ASIDE):
            if not (reading.keys[first].isdigit() or reading.keys[first] in ASIDES):
                break
            comma = next((at for at in range(first, min(first + 8, len(reading))) if reading.keys[at] == ","), None)
            if comma is None or any(reading.breaks[first + 1 : comma + 1]):
                break
            first = comma + 1
        return first

    def _posts(self, first: int, found: int) -> str:
        """A post from `first`, and those that follow it behind commas, unless they are the next person's."""
        last = self._closed(self._post_end(first, found))
        if self.ground.run(last) - last >= 2 and not self.reading.breaks[last]:
            return ""
        while self._joins(last) and not self.reading.breaks[last + 1]:
            further = self.ground.post_at(last + 1)
            if further is None:
                break
            end = self._closed(self._post_end(last + 1, further))
            if self.ground.run(end) - end >= 2 and not self.reading.breaks[end]:
                break
            last = end
        return self._spelt(first, last)

    def _joins(self, at: int) -> bool:
        """Whether a further post of the same person may follow: behind a comma, or a dash between blanks."""
        reading = self.reading
        dash = reading.keys[at] in {"-", "–"} and not reading.breaks[at]
        return reading.keys[at] == "," or (dash and not reading.glued(at) and not reading.glued(at + 1))

    def _closed(self, last: int) -> int:
        """The end of a post that ends at `last` or goes on in small letters up to a mark or over a unit's name."""
        reading, taken = self.reading, self.ground.taken
        for at in range(last, min(last + LONGEST_REST + 1, len(reading))):
            if reading.keys[at] in CLOSING:
                return at
            if reading.breaks[at] or not reading.word(at) or self._says(at):
                return last
            if at in self.ground.unit_end:
                return self.ground.unit_end[at]
            if reading.upper[at] and not taken[at] and self.ground.run(at) - at > 1:
                return last
        return last

    def _says(self, at: int) -> bool:
        """Whether the sentence goes on at a syllable: what it says of the person."""
        keys, ends = self.reading.keys, post_ends()
        return keys[at] in ends or f"{keys[at]} {keys[at + 1]}" in ends

    def _post_end(self, first: int, found: int) -> int:
        """The end of a post whose title ends at `found`: with its offices, up to a mark or a verb."""
        reading = self.reading
        last = max(found, *(self.ground.unit_end.get(at, 0) for at in range(first + 1, found)), 0)  # `Chủ tịch Hội`
        while last < len(reading) and last - first < LONGEST_ROLE and not reading.breaks[last]:
            if last in self.ground.unit_end:
                last = self.ground.unit_end[last]
                continue
            if reading.keys[last] == "-" and reading.glued(last) and reading.glued(last + 1):
                last += 2  # `Phòng GD-ĐT`
                continue
            further = self.ground.post_at(last) if last > found and reading.upper[last] else None
            if further is not None:
                last = further  # `Bí thư Đảng ủy Phó Tổng Giám đốc`
                continue
            if reading.keys[last] in ROLE_ENDS or self._says(last) or not self._goes_on(last):
                break
            if reading.upper[last] and not self.ground.taken[last] and self.ground.run(last) - last > 1:
                break
            last += 1
        return last

    def _goes_on(self, at: int) -> bool:
        """Whether a word goes on with a post: a capital, a level, or the name of a work; a verb does not."""
        reading = self.reading
        if reading.upper[at] or self.ground.taken[at] or reading.keys[at] in post_words():
            return True
        if reading.upper[at - 1] and not self.ground.taken[at - 1] and reading.keys[at].isalpha():
            return reading.keys[at] not in followers()  # `Trưởng ban Thi đua`
        if reading.keys[at][0].isdigit() and at and reading.keys[at - 1] in numbered():
            return True
        if reading.keys[at] in numbered() and reading.keys[at + 1][:1].isdigit() and not reading.breaks[at + 1]:
            return True
        if reading.keys[at] == "kiêm":
            return self.ground.post_at(at + 1) is not None
        return reading.keys[at : at + 2] == ("dự", "khuyết") or reading.keys[at - 1 : at + 1] == ("dự", "khuyết")

    def _address(self, first: int) -> int:
        """Where the ranks and forms of address before a name begin."""
        at = first
        while at:
            found = self.ground.title_before(at)
            if found is None or found.entry.kind not in ("rank", "address"):
                break
            at = found.first
        return at

    def _titled(self, first: int) -> int:
        """Where what stands before a name as its post ends: a comma may part it from a form of address."""
        at = self._address(first)
        return at - 1 if at and self.reading.keys[at - 1] == "," and at < first else at

    def _before(self, first: int) -> str:
        at = self._titled(first)
        if not at or self.reading.breaks[at]:
            return ""
        start = self.ground.unit_start.get(at)
        post = self.ground.post_before(at if start is None else start)
        if post is not None:
            return self._spelt(self._first_of_all(post.first), post.end if start is None else at)
        return self._reaching(at)

    def _first_of_all(self, first: int) -> int:
        """Where the posts before a name begin, of which the last begins at `first`: `Bí thư …, Chủ tịch …`."""
        earlier: int | None = first
        while earlier is not None:
            first = self._beside(earlier)
            earlier = self._before_comma(first)
        return first

    def _beside(self, first: int) -> int:
        """Where a post begins of which `first` begins the second part: `Bí thư thường trực`, `Trưởng đoàn ĐBQH`."""
        whole = self._whole_post(first)
        if whole is not None:
            first = whole.first  # `Phó Chủ nhiệm Chính trị`
        beside = self.ground.post_before(first) if first and not self.reading.breaks[first] else None
        return first if beside is None else beside.first

    def _before_comma(self, first: int) -> int | None:
        """Where the post begins that ends at the comma before `first`, unless it is that of somebody named before."""
        reading = self.reading
        if not first or reading.keys[first - 1] != "," or reading.breaks[first]:
            return None
        for at in range(first - 2, max(first - 2 - LONGEST_OFFICE, -1), -1):
            if not reading.word(at) and reading.keys[at] != ".":
                return None
            found = self._whole_post(at)
            if found is not None and found.end < first:
                at = found.first
                others = at > 1 and reading.keys[at - 1] in AFTER_NAME and reading.upper[at - 2]
                others = others or reading.keys[max(at - 2, 0) : at] == ENTRUSTING
                return at if self._post_end(at, found.end) == first - 1 and not others else None
            if reading.breaks[at]:
                return None
        return None

    def _whole_post(self, at: int) -> Found | None:
        """The post that begins at `at`, or the longer one whose end it is: `Phó Bí thư`, `Ủy viên Ban Thường vụ`."""
        reading = self.reading
        found, first = titles().longest(reading, at) if titles().begins(reading.keys[at]) else None, at
        if found is None or found.entry.kind != "post":
            return None
        while first and at - first < LONGEST_TITLE and reading.word(first - 1) and not reading.breaks[first]:
            first -= 1
            longer = titles().longest(reading, first)
            if longer is not None and longer.entry.kind == "post" and longer.end > at:
                found = longer
        return found

    def _reaching(self, at: int) -> str:
        """A post further before a name, whose office reaches up to it: `Phó Chủ tịch Trung ương Hội …`."""
        reading = self.reading
        for first in range(at - 1, max(at - LONGEST_OFFICE, -1), -1):
            if not reading.word(first):
                return ""
            found = self._whole_post(first)
            if found is not None and found.end < at:
                reaches = self._post_end(found.first, found.end) == at
                return self._spelt(self._first_of_all(found.first), at) if reaches else ""
            if reading.breaks[first]:
                return ""
        return ""

    def above(self, first: int) -> str:
        """The post on the lines above a signer's name."""
        reading = self.reading
        at = first
        while not reading.breaks[at]:
            found = self.ground.title_before(at - (reading.keys[at - 1] == "."))
            if found is None or found.entry.kind not in ("rank", "address"):
                return ""
            at = found.first
        for _ in range(4):
            line = at - 1
            while line > 0 and not reading.breaks[line]:
                line -= 1
            if line < 0:
                return ""
            found = titles().longest(reading, line)
            if found is not None and found.entry.kind == "post" and found.end == at:
                return found.entry.form
            if found is not None and found.entry.kind == "post" and self.ground.unit_end.get(found.end) == at:
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
