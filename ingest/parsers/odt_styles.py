"""How an ODT sets its text: fonts, bold, capitals, hidden text; and the numbers of its lists and headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.parsers.numbering import DEEPEST_STYLE, format_number
from ingest.parsers.run_format import NO_FORMAT, Format

OFFICE, TEXT, TABLE, DRAW, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
BOLD = ("bold", "600", "700", "800", "900")


class OdtStyles:
    """The styles of a document by family and name, those of its content before the common ones."""

    def __init__(self, content: Any, styles: Any) -> None:
        roots = [root for root in (styles, content) if root is not None]
        self._styles: dict[tuple[str, str], Any] = {}
        self._fonts: dict[str, str] = {}
        self._defaults = NO_FORMAT
        self.lists: dict[str, Any] = {}
        self.outline: Any = None
        self._known: dict[tuple[str, str], Format] = {}
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family") or ""
                self._fonts[face.get(f"{STYLE}name") or ""] = family.strip("'\"")
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family") or "", style.get(f"{STYLE}name") or ""] = style
            for style in root.iter(f"{TEXT}list-style"):
                self.lists[style.get(f"{STYLE}name") or ""] = style
            self.outline = next(root.iter(f"{TEXT}outline-style"), self.outline)
        for root in roots:
            for style in root.iter(f"{STYLE}default-style"):
                if style.get(f"{STYLE}family") == "paragraph":
                    self._defaults = self._own(style)

    def paragraph(self, paragraph: Any) -> Format:
        """What a paragraph's style gives its text."""
        return self._of("paragraph", paragraph.get(f"{TEXT}style-name")).over(self._defaults)

    def span(self, span: Any, below: Format) -> Format:
        """How a span is set in text of that setting."""
        return self._of("text", span.get(f"{TEXT}style-name")).over(below)

    def _of(self, family: str, name: str | None) -> Format:
        key = (family, name or "")
        if key not in self._known:
            found = NO_FORMAT
            for style in self._chain(key):
                found = found.over(self._own(style))
            self._known[key] = found
        return self._known[key]

    def _chain(self, key: tuple[str, str]) -> Iterator[Any]:
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = (key[0], style.get(f"{STYLE}parent-style-name") or "")

    def _own(self, style: Any) -> Format:
        properties = style.find(f"{STYLE}text-properties")
        if properties is None:
            return NO_FORMAT
        name = properties.get(f"{STYLE}font-name")
        weight, case = properties.get(f"{FO}font-weight"), properties.get(f"{FO}text-transform")
        display = properties.get(f"{TEXT}display")
        return Format(
            self._fonts.get(name, name) if name else properties.get(f"{FO}font-family"),
            None if weight is None else weight in BOLD,
            None if case is None else case == "uppercase",
            None if display is None else display == "none",
        )


class ListCounter:
    """Counts the items of lists and the headings of one document."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._names: list[str] = []
        self._counters: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def open(self, element: Any, depth: int) -> None:
        """Begin a list at a depth; it counts anew unless it says that it goes on."""
        outer = self._names[depth - 1] if 0 < depth <= len(self._names) else ""
        name = element.get(f"{TEXT}style-name") or outer
        del self._names[depth:]
        self._names += [name] * (depth + 1 - len(self._names))
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if depth == 0 and not goes_on:
            self._counters.pop(name, None)

    def label(self, item: Any, depth: int) -> str:
        """The number of an item with a space behind it, `- ` or `+ ` for a bullet, empty without one."""
        name = self._names[depth]
        level = _level(self._styles.lists.get(name), depth)
        if level is None:
            return ""
        if not level.tag.endswith("number"):
            return "+ " if level.get(f"{TEXT}bullet-char") == "+" else "- "
        counters = self._counters.setdefault(name, {})
        return _number(self._styles.lists[name], level, counters, depth, item.get(f"{TEXT}start-value"))

    def heading_label(self, heading: Any) -> str:
        """The number that the outline gives a heading outside of lists."""
        parent = heading.getparent()
        if parent is not None and parent.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
            return ""
        written = heading.get(f"{TEXT}outline-level") or "1"
        depth = int(written) - 1 if written.isdigit() else 0
        level = _level(self._styles.outline, depth)
        return _number(self._styles.outline, level, self._headings, depth, None) if level is not None else ""


def _level(style: Any, depth: int) -> Any:
    """The level of a list style; levels count from 1 there."""
    levels = style if style is not None else ()
    return next((level for level in levels if level.get(f"{TEXT}level") == str(depth + 1)), None)


def _number(style: Any, level: Any, counters: dict[int, int], depth: int, given: str | None) -> str:
    """Count one on at a depth, and write the number as its level has it."""
    start = level.get(f"{TEXT}start-value") or "1"
    first = int(start) if start.isdigit() else 1
    counters[depth] = int(given) if given and given.isdigit() else counters.get(depth, first - 1) + 1
    for deeper in [known for known in counters if known > depth]:
        del counters[deeper]
    if level.get(f"{STYLE}num-format") not in FORMS:
        return ""
    shown = level.get(f"{TEXT}display-levels") or "1"
    levels = range(max(0, depth + 1 - (int(shown) if shown.isdigit() else 1)), depth + 1)
    numbers = [_written(style, one, counters.get(one, 1)) for one in levels]
    prefix, suffix = level.get(f"{STYLE}num-prefix") or "", level.get(f"{STYLE}num-suffix") or ""
    return f"{prefix}{'.'.join(number for number in numbers if number)}{suffix.rstrip()} "


def _written(style: Any, depth: int, number: int) -> str:
    level = _level(style, depth)
    form = FORMS.get(level.get(f"{STYLE}num-format") or "") if level is not None else None
    return format_number(number, form) if form else ""
