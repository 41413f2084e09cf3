"""The numbers that a word processor makes and does not write into the text: `1.`, `a)`, `II.`, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_UNITS = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
PLACEHOLDER = re.compile(r"%(\d)")
DEEPEST_STYLE = 12
"""Styles that a style may be based on one after the other; real ones have 4."""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of one document and gives each its number; ask for every paragraph once, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._styles = (
            {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")} if styles is not None else {}
        )
        self._counters: dict[str, list[int]] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: Any) -> str:
        """The number of a paragraph with a space behind it, `- ` for a bullet, empty without one."""
        number, depth = self._of(paragraph.find(f"{W}pPr"))
        abstract = self._abstract.get(number or "")
        level = self._levels.get((abstract or "", depth))
        if not abstract or not level or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counters = self._counters.setdefault(abstract, [])
        while len(counters) <= depth:
            above = self._levels.get((abstract, len(counters)))
            counters.append((above.start if above else 1) - (1 if len(counters) == depth else 0))
        del counters[depth + 1 :]
        counters[depth] += 1
        return self._fill(abstract, level, counters) + " "

    def _fill(self, abstract: str, level: _Level, counters: list[int]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = self._levels.get((abstract, at))
            return format_number(counters[at], own.form if own else "decimal") if at < len(counters) else ""

        return PLACEHOLDER.sub(number, level.text)

    def _read(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            for level in abstract.iter(f"{W}lvl"):
                key = (abstract.get(f"{W}abstractNumId"), int(level.get(f"{W}ilvl") or 0))
                start = _value(level, "start") or "1"
                self._levels[key] = _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(start) if start.isdigit() else 1,
                )
        for number in root.iter(f"{W}num"):
            self._abstract[number.get(f"{W}numId")] = _value(number, "abstractNumId") or ""

    def _of(self, properties: Any) -> tuple[str | None, int]:
        """The numbering and level that a paragraph names, or the style it follows."""
        for _ in range(DEEPEST_STYLE):
            if properties is None:
                return None, 0
            own = properties.find(f"{W}numPr")
            if own is not None:
                depth = _value(own, "ilvl") or "0"
                return _value(own, "numId"), int(depth) if depth.isdigit() else 0
            style = self._styles.get(_value(properties, "pStyle") or _value(properties.getparent(), "basedOn"))
            if style is None or style is properties.getparent():
                return None, 0
            properties = style.find(f"{W}pPr")
            if properties is None:
                based = self._styles.get(_value(style, "basedOn"))
                properties = based.find(f"{W}pPr") if based is not None else None
        return None, 0


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{W}{name}")
    return str(child.get(f"{W}val")) if child is not None else None


def format_number(number: int, form: str) -> str:
    """A number as the form of a list writes it; Arabic for forms that no document of the genre uses.

    >>> format_number(4, "upperRoman"), format_number(2, "lowerLetter"), format_number(3, "decimalZero")
    ('IV', 'b', '03')
    """
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in (*ROMAN, *ROMAN_UNITS):
        count, number = divmod(number, value)
        written += letters * count
    return written
