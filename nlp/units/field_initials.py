"""Fields of departments by the first letters of their words, where only one field has them: `CĐS`, `LN&KL`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from nlp.lexicon import load_lexicon

FEWEST = 3
"""Letters, the sign for `và` among them: two stand for many fields."""
JOINTS = re.compile(r"[\s,/-]+")
AND = "và"


def field_of(letters: str) -> str:
    """The one field whose words begin with `letters`, in full; empty for letters of none or of several fields.

    >>> field_of("CĐS"), field_of("LN&KL"), field_of("LNKL"), field_of("QLĐT")
    ('Chuyển đổi số', 'Lâm nghiệp và Kiểm lâm', 'Lâm nghiệp và Kiểm lâm', '')
    """
    return _fields().get(letters, "")


@cache
def _fields() -> Mapping[str, str]:
    found: dict[str, dict[str, str]] = {}
    for entry in load_lexicon("unit_fields"):
        words = JOINTS.split(entry.value)
        if len(words) > 1 and all(word and not word.isupper() for word in words):
            letters = "".join("&" if word.lower() == AND else word[0].upper() for word in words)
            for form in {letters, letters.replace("&", "")}:
                if len(form) >= FEWEST:
                    found.setdefault(form, {}).setdefault(entry.value.lower(), entry.value)
    return {form: _capital(next(iter(fields.values()))) for form, fields in found.items() if len(fields) == 1}


def _capital(field: str) -> str:
    return field[:1].upper() + field[1:]
