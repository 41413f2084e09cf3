"""The full names of the units of one document, counted: which of them explains a short one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from nlp.units.formations import PART_OF, own_name
from nlp.units.forms import is_firm
from nlp.units.name_patterns import ZONE
from nlp.units.spelling import initials

NUMBERED = re.compile(r"(?= số (?P<number>\S+)(?: |$))")
CLUSTER_NUMBER = re.compile(r"(?:Cụm|Khối)(?: thi đua)?(?: số)? \S+$")
"""A cluster told by its number alone."""
DASHES = (" - ", " – ")
"""What stands behind a dash, a group or a branch, does not make one name of the two: `Than Khe Chàm - TKV`."""
TWINS = {"Đảng ủy": "Đảng bộ", "Đảng bộ": "Đảng ủy"}
"""A party committee bears the name of the organisation that it leads, and the other way round."""
FIRMS = frozenset({"Tập đoàn", "Nông trường", "Lâm trường"})
"""Heads of firms besides those of companies and works."""
LONGEST_OWN = 8
"""Words of a firm's own name behind its head."""
LEAD = 2
"""The association of a page is named so many times as often as any other one."""
SHORTEST_LETTERS = 4
"""Words at the end of a firm's name whose first letters stand for it: `Xi măng Cẩm Phả`."""
SHORTEST_INITIALS = 3
"""Letters: two capitals are first letters of too many names."""


def _sum(counters: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """The counts of all, in the order in which their keys are met."""
    counted: dict[str, int] = {}
    for counter in counters:
        for key, count in counter.items():
            counted[key] = counted.get(key, 0) + count
    return counted


class KnownNames:
    """Names in the order in which they were met; answers are kept, so that each question costs one walk at most.

    `full` counts the names, `by_head` the same for each head in full words.
    """

    def __init__(self, full: Mapping[str, int], by_head: Mapping[str, Counter[str]]) -> None:
        self.full = full
        self.by_head = by_head
        self._rank = {name: index for index, name in enumerate(full)}
        self._like: dict[str, list[str]] = {}
        self._best: dict[str, tuple[str, int, int]] = {}
        self._longer: dict[str, str] = {}
        self._fuller: dict[tuple[str, str], str] = {}
        self._formations: dict[str, dict[str, str]] = {}
        self._initials: dict[str, list[tuple[str, int, str]]] = {}

    def like(self, head: str) -> list[str]:
        """The heads whose full names a bare `head` may stand for."""
        if head not in self._like:
            self._like[head] = self._heads_like(head)
        return self._like[head]

    def _heads_like(self, head: str) -> list[str]:
        found = [other for other in self.by_head if other == head or other.startswith(head + " ")]
        if head == "Mặt trận":
            committees = [other for other in self.by_head if other.startswith("Ủy ban Mặt trận")]
            return committees or [other for other in self.by_head if "Mặt trận" in other]
        if head == "Chi nhánh":
            found += [other for other, names in self.by_head.items() if any(" Chi nhánh " in name for name in names)]
        if head == "Hội đồng":
            found = [other for other in found if other.startswith("Hội đồng Thi đua")]
        return found

    def best(self, head: str) -> str:
        """The name met most often that a bare `head` may stand for, `''` without one."""
        return self._counted(head, self.like(head))[0]

    def _counted(self, key: str, heads: list[str]) -> tuple[str, int, int]:
        """The most common name of `heads`, its count, and how many names there are."""
        if key not in self._best:
            found = [self.by_head[head] for head in heads if head in self.by_head]
            counted = found[0] if len(found) == 1 else _sum(found)
            name = max(counted, key=counted.__getitem__, default="")  # the first met of those met most often
            self._best[key] = name, counted.get(name, 0), len(counted)
        return self._best[key]

    def twin(self, head: str) -> str:
        """The name of a party committee by that of the organisation it leads, and the other way round."""
        twin = TWINS.get(head, "")
        name = self._counted("twin " + twin, [twin])[0]
        return head + name[len(twin) :] if name else ""

    def longer(self, name: str) -> str:
        """The name that goes on from `name`: that met most often, the shortest of several; `''` without one."""
        if name not in self._longer:
            found = [one for mark in (" ", ",", PART_OF) for one in self._beginning(name, mark)]
            found = [one for one in found if not one.startswith(DASHES, len(name))]
            order = sorted(found, key=self._rank.__getitem__)
            self._longer[name] = max(order, key=lambda full: (self.full[full], -len(full)), default="")
        return self._longer[name]

    def fuller(self, name: str, head: str) -> str:
        """`Đồn Thổ Châu` as `Đồn Biên phòng Thổ Châu`: with the one longer head under which the text has that name."""
        if (name, head) not in self._fuller:
            own = name[len(head) :] if name.startswith(f"{head} ") else ""
            longer = (other + own for other in self.like(head) if own and other.startswith(f"{head} "))
            named = {one for form in longer for one in (form, f"{form} Việt Nam") if one in self.full}
            self._fuller[name, head] = named.pop() if len(named) == 1 else name
        return self._fuller[name, head]

    def firm(self, own: str) -> str:
        """The one firm or farm whose full name ends with `own`: `Cao su Dầu Tiếng`; `''` without one."""
        found = {self._firm_ends.get(own, ""), self._firm_ends.get(f"{own} Việt Nam", "")} - {""}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _firm_ends(self) -> dict[str, str]:
        """What the full names of firms end with -> the one name that does, `''` for several."""
        ends: dict[str, str] = {}
        for head in self.by_head:
            if not (is_firm(head) or head in FIRMS):
                continue
            for name in map(own_name, self.by_head[head]):
                words = name.split(" ")
                for at in range(max(1, len(words) - LONGEST_OWN), len(words)):
                    end = " ".join(words[at:])
                    for form in (end, initials(end)) if len(words) - at >= SHORTEST_LETTERS else (end,):
                        ends[form] = name if ends.get(form, name) == name else ""
        return ends

    @cached_property
    def association(self) -> str:
        """`Cựu chiến binh`, `Phụ nữ`: what the association is of that is named most, `''` where none stands out."""
        counted: Counter[str] = Counter()
        for head, names in self.by_head.items():
            if head.startswith(("Hội ", "Chi hội ")) and not head.startswith("Hội đồng"):
                whose = head.removeprefix("Hội ").removeprefix("Chi hội ").removeprefix("Liên hiệp ")
                counted[whose] += names.total()
        (first, most), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
        return first if most >= LEAD * second and most else ""

    @cached_property
    def zone(self) -> str:
        """`khu tự trị Thái Mèo`, `Liên khu IV`: the zone that names end with, `''` without one."""
        return next((found[0] for name in self.full if (found := ZONE.search(name))), "")

    def shorter(self, name: str) -> str:
        """`Trường Trung học phổ thông Chu Văn An - Đắk Nông` as the text has it, without what a site adds to it."""
        plain = name.partition(" - ")[0]
        return plain if plain in self.full else name

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.full)

    def _beginning(self, name: str, mark: str) -> list[str]:
        """The names that go on with `mark` after `name`."""
        past = chr(ord(mark) + 1)
        return self._sorted[bisect_left(self._sorted, name + mark) : bisect_left(self._sorted, name + past)]

    def numbered(self, name: str, head: str, *, cluster: bool) -> str:
        """`Cụm VII` is `Cụm thi đua số VII …`, the fullest; `Ban CSKTXH` is the board whose words begin so."""
        last = name.rsplit(" ", 1)[-1]
        if (cluster and not CLUSTER_NUMBER.match(name)) or (not cluster and not last.isupper()):
            return ""
        numbers = {last, last.lstrip("0")} if cluster else set()  # `Cụm thi đua số 01` is number 1
        found = [one for number in sorted(numbers) for one in self._by_number.get(number, [])]
        ranks = [(rank, full) for rank, full, at in found if full.startswith(head) and at >= len(head)]
        if len(last) >= SHORTEST_INITIALS and last.isupper():
            rows = self._by_initials(head)
            start = bisect_left(rows, (last, -1, ""))
            end = bisect_left(rows, (last + "\U0010ffff", -1, ""), start)
            ranks += [(rank, full) for _, rank, full in rows[start:end]]
        others = [one for one in ranks if one[1] != name and not (cluster and len(one[1]) < len(name))]
        return min(others, key=lambda one: (-len(one[1]), one[0]))[1] if others else ""

    @cached_property
    def _by_number(self) -> dict[str, list[tuple[int, str, int]]]:
        found: dict[str, list[tuple[int, str, int]]] = {}
        for name, rank in self._rank.items():
            for match in NUMBERED.finditer(name) if " số " in name else ():
                found.setdefault(match["number"], []).append((rank, name, match.start()))
        return found

    def formation(self, name: str, head: str) -> str:
        """`Trung đoàn 885` is `Trung đoàn Bộ binh 885`: the longest name with that head and number."""
        if head not in self._formations:
            longest: dict[str, str] = {}
            for full in map(own_name, self.by_head.get(head, ())):
                number = full.rsplit(" ", 1)[-1]
                longest[number] = max(longest.get(number, ""), full, key=len)
            self._formations[head] = longest
        return self._formations[head].get(name.rsplit(" ", 1)[-1], name)

    def _by_initials(self, head: str) -> list[tuple[str, int, str]]:
        if head not in self._initials:
            named = ((name, rank) for name, rank in self._rank.items() if name.startswith(head))
            self._initials[head] = sorted((initials(name[len(head) :]), rank, name) for name, rank in named)
        return self._initials[head]
