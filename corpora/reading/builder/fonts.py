"""The fonts of the files, apart from what else a machine has, so that a page looks the same wherever it is made."""

from __future__ import annotations

import os
from pathlib import Path

FONTS = Path(os.environ.get("READING_FONTS", "/usr/share/fonts/truetype/liberation2"))
"""Liberation 2.1 (SIL Open Font License 1.1; Debian package `fonts-liberation2`): it has every Vietnamese letter."""

OLD_FONTS = Path("/usr/share/fonts/truetype/liberation")
"""Liberation 1.07 (`fonts-liberation`) lacks the letters with two marks: programs take them from another font."""

FALLBACK_FONTS = Path("/usr/share/fonts/truetype/dejavu")

CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>{fallback}</dir><include ignore_missing="yes">/etc/fonts/conf.d</include>
<cachedir>{cache}</cachedir></fontconfig>
"""


def font_file(style: str, family: str = "Serif") -> str:
    """The path of a Liberation font; `style` is `Regular`, `Bold`, `Italic` or `BoldItalic`."""
    return str(FONTS / f"Liberation{family}-{style}.ttf")


def font_environment(folder: Path, *, old: bool = False) -> dict[str, str]:
    """An environment whose programs see the fonts of this corpus; its configuration is written to `folder`."""
    config = folder / "fonts.conf"
    fonts = OLD_FONTS if old else FONTS
    config.write_text(CONFIG.format(fonts=fonts, fallback=FALLBACK_FONTS, cache=folder / "cache"), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(config)}
