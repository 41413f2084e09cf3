"""Codes with parameters to sentences that a clerk understands, in the language asked for.

The sentences stand in failure_sentences.py, their translations in `translations/LANGUAGE/LC_MESSAGES/failures.po`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from biennien.failure_sentences import SENTENCES, UNNAMED

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
DOMAIN = "failures"
TIME_ZONE = "Asia/Ho_Chi_Minh"
"""Where the archive is read; people are told moments by this clock, programs in UTC."""

FOLDER = Path(__file__).parent / "translations"

PICTURES = frozenset({"png", "jpeg", "gif", "tiff", "bmp", "webp", "djvu"})
ALIKE = {"members": "depth", "attributes": "depth"} | dict.fromkeys(PICTURES, "picture")
"""Kinds of which the same is to be said."""


def sentence(code: str, params: Mapping[str, Any] | None = None, *, language: str = DEFAULT_LANGUAGE) -> str:
    """What to tell a person about `code`; a code without a sentence of its own gives one that names it."""
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    catalogue = _catalogue(language)
    given = params or {}
    kind = str(given.get("kind") or given.get("what") or "")
    in_bytes = (code in ("too_large", "memory") and kind != "pixels") or kind == "bytes"
    values = _Values(
        {name: _readable(name, value, language, in_bytes=in_bytes) for name, value in given.items()} | {"code": code}
    )
    named = f"{code}:{ALIKE.get(kind, kind)}"
    special = SENTENCES.get(f"{named}:{given.get('why')}") or SENTENCES.get(named)
    return catalogue.gettext(special or SENTENCES.get(code, UNNAMED)) % values


class _Values(dict[str, str]):
    """Parameters of a sentence; one that was not given shows as `?` and not as a failure of its own."""

    def __missing__(self, _name: str) -> str:
        return "?"


def _readable(name: str, value: Any, language: str, *, in_bytes: bool) -> str:
    """A parameter as people write it: bytes as megabytes, long numbers in groups of three."""
    if name not in ("limit", "size") or not isinstance(value, int | float):
        return str(value)
    if in_bytes:
        return _as_bytes(value)
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if language == "vi" else grouped


def _as_bytes(number: float) -> str:
    if number < 1_000_000:
        return f"{max(1, round(number / 1_000))} KB"
    return f"{number / 1_000_000:.0f} MB"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=language == "en")
