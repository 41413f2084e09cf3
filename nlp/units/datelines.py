"""Names of bodies that stand for a newspaper or a site: in datelines, credits and addresses."""

from __future__ import annotations

from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

DATELINED = frozenset({"whole", "military"})
"""Kinds of heads whose letters are a paper's too: that of a military zone, of the border guard, of a group."""
SHORTEST_REPORT = 12
"""Syllables of a report's first line: a letterhead's is shorter."""
DOMAINS = frozenset({"vn", "com", "net", "org", "gov", "edu"})


def is_newspaper(reading: Reading, parse: UnitParse) -> bool:
    """Whether a short name in brackets opens a line: `(Mặt trận) - Ngày 15/3, …`, `(BTV) Sáng nay …`."""
    first, end = parse.first - 1, parse.end
    if first >= 0 and reading.keys[first] == "theo" and reading.breaks[first] and parse.head.value == "Báo":
        return reading.breaks[end] > 0  # `Theo Báo Hà Giang` on a line of its own
    if parse.bare and parse.head.kind in DATELINED and _opens_report(reading, parse):
        return True
    opens = first >= 0 and reading.keys[first] == "(" and (not first or reading.breaks[first] > 0)
    end += reading.keys[end] == "online"
    if not opens or not parse.bare or reading.keys[end] != ")":
        return False
    return reading.keys[end + 1] in {"-", "–"} or (parse.head.form.isupper() and reading.upper[end + 1])


def _opens_report(reading: Reading, parse: UnitParse) -> bool:
    """Whether a paper's letters stand before a report on its first line: `QK7 - Sáng 5/3, Sư đoàn 5 …`."""
    first, end = parse.first, parse.end
    if not parse.head.form.isupper() or not first or not reading.breaks[first]:
        return False
    if reading.keys[end] not in {"-", "–"} or reading.glued(end) or not reading.upper[end + 1]:
        return False
    line = reading.breaks[end + 1 : end + 1 + SHORTEST_REPORT]
    return len(line) == SHORTEST_REPORT and not any(line)


def is_domain(reading: Reading, end: int) -> bool:
    """`VOV.VN`, `Petrolimex.com.vn`: the address of a site."""
    dotted = reading.keys[end] == "." and reading.glued(end) and reading.glued(end + 1)
    return dotted and reading.keys[end + 1] in DOMAINS
