"""The names of annexes that a paper mentions by their kind alone, from the headings over them."""

from __future__ import annotations

import re

from nlp.text.clue_fields import one_line

LONGEST_KIND = 2
"""Words of a name that tells the kind alone: `danh sách`, `phụ lục`."""
BELONGS = re.compile(r"\n\s*\((?:ban hành\s)?(?:kèm theo|đính kèm)\s", re.IGNORECASE)
"""How the line below an annex's heading begins, which tells what it belongs to."""
NUMBERED = re.compile(r"PHỤ LỤC(?: SỐ)? (?:\d{1,2}|[IVX]+)")
LISTED = re.compile(r"DANH (?:SÁCH|MỤC)(?!\w)")
ONE_FORM = r"(?:phụ lục|biểu mẫu|mẫu|biểu)(?: số)? (?:\d{1,2}[A-ZĐ]?|[IVX]+)(?!\w)"
FORM = re.compile(ONE_FORM, re.IGNORECASE)
IN_BRACKETS = re.compile(
    rf"\((?:(?:xem|theo|chi tiết(?: tại| theo)?|tại)\s)?(?P<list>{ONE_FORM}(?:(?:,| và)\s{ONE_FORM})*)"
    r"(?P<added>\s(?:(?:gửi |đính )?kèm theo|(?:đính|gửi) kèm))?\)",
    re.IGNORECASE,
)
OWN = re.compile(r"phụ lục", re.IGNORECASE)
"""What is a paper's own by its number alone; a form may be another paper's where nothing says that it is added."""
HEADING_LINES, HEADING = 5, 600
"""Lines of an annex's heading, and characters."""


def annexes_below(body: str) -> list[tuple[int, int, str]]:
    """Start, end and name of each annex whose heading tells a number or a list: `PHỤ LỤC 1` over `BẢNG CHẤM ĐIỂM`."""
    found: list[tuple[int, int, str]] = []
    for belongs in BELONGS.finditer(body):
        lines = _shouted_above(body, belongs.start())
        at = next((at for at, line in enumerate(lines) if NUMBERED.fullmatch(line) or LISTED.match(line)), None)
        if at is None:
            continue
        name, *rest = lines[at:]
        told = f"{name.capitalize()}: {' '.join(rest).capitalize()}" if NUMBERED.fullmatch(name) and rest else ""
        whole = told or one_line(" ".join(lines[at:])).capitalize()
        if len(whole.split()) > LONGEST_KIND + 1:
            found.append((body.rindex(name, 0, belongs.start()), belongs.start(), whole))
    return found


def numbered_in_brackets(body: str) -> list[tuple[int, int, str]]:
    """Start, end and name of each annex or form that brackets tell by its number alone: `tự chấm (Phụ lục 1)`."""
    found: dict[str, tuple[int, int, str]] = {}
    for told in IN_BRACKETS.finditer(body):
        if told["added"] is None and OWN.match(told["list"]) is None:
            continue
        for form in FORM.finditer(body, *told.span("list")):
            found.setdefault(form[0].casefold(), (*form.span(), form[0]))
    return list(found.values())


def _shouted_above(body: str, end: int) -> list[str]:
    """The lines in capitals right above a place, topmost first."""
    heading: list[str] = []
    for line in reversed(body[max(0, end - HEADING) : end].rsplit("\n", HEADING_LINES)[1:]):
        if not line.isupper():
            break
        heading.insert(0, line.strip())
    return heading


def annex_name(body: str, kind: str) -> str:
    """What stands in capitals over the annex of that kind below a paper: `DANH SÁCH ĐƯỢC TẶNG …`; empty without it."""
    if len(kind.split()) > LONGEST_KIND:
        return ""
    for belongs in BELONGS.finditer(body):
        heading = _shouted_above(body, belongs.start())
        starts = [at for at, line in enumerate(heading) if line.casefold().startswith(kind.casefold())]
        if starts:
            name = one_line(" ".join(heading[starts[-1] :]))
            return name if len(name.split()) > LONGEST_KIND + 1 else ""
    return ""
