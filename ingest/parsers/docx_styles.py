"""How a DOCX sets its text: fonts, bold, capitals, hidden text and headings, through styles and document defaults."""

from __future__ import annotations

import re
from typing import Any

from ingest.parsers.numbering import DEEPEST_STYLE, VALUE, W, value_of
from ingest.parsers.run_format import NO_FORMAT, Format

RUN_STYLE, FONTS = f"{W}rStyle", f"{W}rFonts"
FONT_KINDS = (f"{W}hAnsi", f"{W}ascii")
OFF = ("0", "false", "off", "none")
HEADING_STYLE = re.compile(r"(?:heading|title|tiêu đề|đề mục)\b", re.I)
THEME_FONT = "theme"
"""Stands for a font that the theme names: none of those is a legacy one."""

BODY_LEVEL = 9
"""The outline level of running text; headings have 0 to 8."""


class Styles:
    """The styles of a document by their ids; `root` is `styles.xml`, None where there is none."""

    def __init__(self, root: Any) -> None:
        styles = root.iter(f"{W}style") if root is not None else ()
        self._styles: dict[str, Any] = {style.get(f"{W}styleId"): style for style in styles}
        self._defaults = NO_FORMAT
        self._of_style: dict[str | None, Format] = {}
        self._headings: dict[str | None, bool] = {}
        self._default_style: str | None = None
        if root is not None:
            self._defaults = own_format(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self._default_style = next(
                (name for name, style in self._styles.items()
                 if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")),
                None,
            )  # fmt: skip

    def of_paragraph(self, properties: Any) -> Format:
        """What a paragraph's style gives its runs."""
        name = value_of(properties, "pStyle") if properties is not None else None
        return self._of(name if name in self._styles else self._default_style).over(self._defaults)

    def of_run(self, properties: Any, paragraph: Format) -> Format:
        """How a run is set in a paragraph of that format."""
        if properties is None:
            return paragraph
        below = paragraph
        for style in properties.iterchildren(RUN_STYLE):
            if (name := style.get(VALUE)) in self._styles:
                below = self._of(name).over(paragraph)
        return own_format(properties).over(below)

    def is_heading(self, properties: Any) -> bool:
        """Whether a paragraph has an outline level or a style that is made for headings."""
        if properties is None:
            return False
        level = value_of(properties, "outlineLvl")
        if level is not None:
            return level.isdigit() and int(level) < BODY_LEVEL
        name = value_of(properties, "pStyle")
        if name not in self._headings:
            self._headings[name] = any(map(_sets_heading, self._chain(name)))
        return self._headings[name]

    def _of(self, name: str | None) -> Format:
        if name not in self._of_style:
            found = NO_FORMAT
            for style in self._chain(name):
                found = found.over(own_format(style.find(f"{W}rPr")))
            self._of_style[name] = found
        return self._of_style[name]

    def _chain(self, name: str | None) -> list[Any]:
        """The style and those that it is based on, the nearest first."""
        chain: list[Any] = []
        while name in self._styles and len(chain) < DEEPEST_STYLE:
            assert name is not None
            chain.append(self._styles[name])
            name = value_of(chain[-1], "basedOn")
        return chain


def _sets_heading(style: Any) -> bool:
    properties = style.find(f"{W}pPr")
    level = value_of(properties, "outlineLvl") if properties is not None else None
    if level is not None:
        return level.isdigit() and int(level) < BODY_LEVEL
    return bool(HEADING_STYLE.match(value_of(style, "name") or ""))


def own_format(properties: Any) -> Format:
    """What run properties say themselves."""
    if properties is None or not len(properties):
        return NO_FORMAT
    font: str | None = None
    flags: dict[str, bool] = {}
    for child in properties:
        tag = child.tag
        if tag == FONTS:
            font = _font(child)
        elif tag in _FLAGS:
            flags[_FLAGS[tag]] = child.get(VALUE) not in OFF
    if font is None and not flags:
        return NO_FORMAT
    return Format(font, flags.get("bold"), flags.get("caps"), flags.get("hidden"))


_FLAGS = {f"{W}b": "bold", f"{W}caps": "caps", f"{W}vanish": "hidden"}


def _font(fonts: Any) -> str | None:
    """The font of letters outside ASCII, which are those that matter; ASCII's where that one is not named."""
    for kind in FONT_KINDS:
        if fonts.get(f"{kind}Theme"):
            return THEME_FONT
        if name := fonts.get(kind):
            return str(name)
    return None
