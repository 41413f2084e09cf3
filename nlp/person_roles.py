"""The post that stands at a person's name: before it, behind it or on the lines above it."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import load_lexicon
from nlp.person_titles import Ground, titles
from nlp.unit_forms import followers

LONGEST_ROLE = 24
"""Syllables of a post with its offices."""
ROLE_ENDS = frozenset({",", ";", ".", ")", ":", "(", "-", "–", "và"})


@lru_cache(maxsize=1)
def post_words() -> frozenset[str]:
    """Syllables in small letters that go on with a post."""
    return frozenset(entry.form for entry in load_lexicon("post_words"))


class Roles:
    """The posts at the names of one reading."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.reading = ground.reading

    def role(self, first: int, end: int) -> str:
        return self._before(first) or self._after(end) or self.above(first)

    def _after(self, end: int) -> str:
        """The post behind `,` or `-` or in brackets, up to the next comma."""
        reading = self.reading
        if end >= len(reading) or reading.keys[end] not in {",", "-", "(", ":"} or reading.breaks[end]:
            return ""
        first = end + 1
        found = self.ground.post_at(first)
        if found is None:
            return ""
        return self._posts(first, found)

    def _posts(self, first: int, found: int) -> str:
        """A post from `first`, and those that follow it behind commas, unless they are the next person's."""
        last = self._post_end(first, found)
        if self.ground.run(last) - last >= 2 and not self.reading.breaks[last]:
            return ""
        while self.reading.keys[last] == "," and not self.reading.breaks[last + 1]:
            further = self.ground.post_at(last + 1)
            if further is None:
                break
            end = self._post_end(last + 1, further)
            if self.ground.run(end) - end >= 2 and not self.reading.breaks[end]:
                break
            last = end
        return self._spelt(first, last)

    def _post_end(self, first: int, found: int) -> int:
        """The end of a post whose title ends at `found`: with its offices, up to a mark or a verb."""
        reading = self.reading
        last = found
        while last < len(reading) and last - first < LONGEST_ROLE and not reading.breaks[last]:
            if last in self.ground.unit_end:
                last = self.ground.unit_end[last]
                continue
            if reading.keys[last] in ROLE_ENDS or not self._goes_on(last):
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
        if reading.keys[at] == "kiêm":
            return self.ground.post_at(at + 1) is not None
        return reading.keys[at : at + 2] == ("dự", "khuyết") or reading.keys[at - 1 : at + 1] == ("dự", "khuyết")

    def _before(self, first: int) -> str:
        at = first
        reading = self.reading
        while at:
            found = self.ground.title_before(at)
            if found is None or found.entry.kind not in ("rank", "address"):
                break
            at = found.first
        if at and reading.keys[at - 1] == "," and at < first:
            at -= 1  # `Giám đốc HTX, anh Phạm Minh Triều`
        if not at or reading.breaks[at]:
            return ""
        if at in self.ground.unit_start:
            start = self.ground.unit_start[at]
            post = self.ground.post_before(start)
            return self._spelt(post.first, at) if post is not None else ""
        post = self.ground.post_before(at)
        return self._spelt(post.first, post.end) if post is not None else ""

    def above(self, first: int) -> str:
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
