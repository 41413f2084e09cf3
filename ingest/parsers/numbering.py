"""The numbers that a word processor makes and does not write into the text: `1.`, `a)`, `II.`, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE, NUMBERED = f"{W}val", f"{W}numPr"
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
    legal: bool
    gap: str
    properties: Any
    style: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's number with what parts it from the text; `properties` are the number's own run properties."""

    text: str
    properties: Any = None


NO_LABEL = Label("")


class Numbering:
    """Counts the paragraphs of one document and gives each its number; ask for every paragraph once, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._styles = (
            {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")} if styles is not None else {}
        )
        self._counters: dict[str, list[int]] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: Any) -> Label:
        """The number of a paragraph with those properties, `- ` or `+ ` for a bullet, empty without one."""
        number, depth = self._of(properties)
        if not number:
            return NO_LABEL
        abstract = self._abstract_of(number)
        level = self._levels.get((abstract, depth))
        if not abstract or not level or level.form == "none":
            return NO_LABEL
        if level.form == "bullet":
            return Label("+ " if level.text == "+" else "- ")
        text = self._fill(abstract, level, self._count(number, abstract, depth))
        return Label(text + level.gap if text else "", level.properties)

    def _count(self, number: str, abstract: str, depth: int) -> list[int]:
        """The counters of a list's levels once one more paragraph of that depth has come."""
        counters = self._counters.setdefault(abstract, [])
        while len(counters) <= depth:
            above = self._levels.get((abstract, len(counters)))
            counters.append((above.start if above else 1) - (1 if len(counters) == depth else 0))
        del counters[depth + 1 :]
        restart = self._restarts.pop((number, depth), None)
        counters[depth] = counters[depth] + 1 if restart is None else restart
        return counters

    def _fill(self, abstract: str, level: _Level, counters: list[int]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = self._levels.get((abstract, at))
            form = own.form if own and not level.legal else "decimal"
            return format_number(counters[at], form) if at < len(counters) else ""

        return PLACEHOLDER.sub(number, level.text)

    def _abstract_of(self, number: str | None) -> str:
        """The list that a number belongs to; one that only names a style is the list of that style."""
        abstract = self._abstract.get(number or "", "")
        style = self._styles.get(self._linked.get(abstract))
        if style is None:
            return abstract
        own = style.find(f"{W}pPr/{W}numPr")
        return self._abstract.get(value_of(own, "numId") or "", "") if own is not None else abstract

    def _read(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId")
            for level in abstract.iter(f"{W}lvl"):
                self._levels[name, _number(level.get(f"{W}ilvl"), 0)] = _level(level)
            if link := value_of(abstract, "numStyleLink"):
                self._linked[name] = link
        for number in root.iter(f"{W}num"):
            name = number.get(f"{W}numId")
            self._abstract[name] = value_of(number, "abstractNumId") or ""
            for override in number.iter(f"{W}lvlOverride"):
                start = value_of(override, "startOverride")
                if start is not None:
                    self._restarts[name, _number(override.get(f"{W}ilvl"), 0)] = _number(start, 1)

    def _of(self, properties: Any) -> tuple[str | None, int]:
        """The list's number and the level that a paragraph names, or the style it follows."""
        if not self._levels:
            return None, 0
        style_name: str | None = None
        depth: int | None = None
        for _ in range(DEEPEST_STYLE):
            own = child_of(properties, NUMBERED) if properties is not None else None
            if own is not None:
                written = value_of(own, "ilvl")
                depth = _number(written, 0) if written is not None and depth is None else depth
                number = value_of(own, "numId")
                if number is not None:
                    return number, self._depth_of(number, style_name) if depth is None else depth
            style_name = self._style_above(properties, style_name)
            if style_name is None:
                return None, 0
            properties = child_of(self._styles[style_name], f"{W}pPr")
        return None, 0

    def _style_above(self, properties: Any, style: str | None) -> str | None:
        """The style that a paragraph follows, or the one that a style is based on."""
        if style is None:
            name = value_of(properties, "pStyle") if properties is not None else None
        else:
            name = value_of(self._styles[style], "basedOn")
        return name if name in self._styles else None

    def _depth_of(self, number: str, style: str | None) -> int:
        """The level of a list that is tied to a style, the outermost where none is."""
        abstract = self._abstract_of(number)
        tied = (depth for (name, depth), level in self._levels.items() if name == abstract and style == level.style)
        return next(tied, 0) if style is not None else 0


def _level(level: Any) -> _Level:
    return _Level(
        value_of(level, "numFmt") or "decimal",
        value_of(level, "lvlText") or "",
        _number(value_of(level, "start"), 1),
        level.find(f"{W}isLgl") is not None,
        "" if value_of(level, "suff") == "nothing" else " ",
        level.find(f"{W}rPr"),
        value_of(level, "pStyle"),
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdigit() else otherwise


def value_of(parent: Any, name: str) -> str | None:
    """The value of a child of that name, None where there is none."""
    child = child_of(parent, W + name)
    return str(child.get(VALUE)) if child is not None else None


def child_of(parent: Any, tag: str) -> Any:
    """The first child of that tag, None where there is none; three times as fast as a path."""
    return next(parent.iterchildren(tag), None)


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
