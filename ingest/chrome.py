"""Which elements of a web page are no part of its body: by tag, role, class and id (`furniture/elements.tsv`)."""

from __future__ import annotations

import re
from functools import cache

from ingest.furniture_rules import read_table


@cache
def _elements() -> dict[str, re.Pattern[str]]:
    """Place -> the names that make an element chrome."""
    names: dict[str, list[str]] = {}
    for _, place, pattern, *_ in read_table("elements"):
        names.setdefault(place, []).append(pattern)
    return {place: re.compile("|".join(patterns), re.I) for place, patterns in names.items()}


WORDS_OF_CLASS = re.compile(r"[\s_]+|(?<=[a-z])(?=[A-Z])")


def is_chrome(tag: str, attributes: dict[str, str], *, inside_article: bool = False) -> bool:
    """Whether an element is by its tag, role, class or id no part of a page's body; hidden ones never are."""
    rules = _elements()
    if rules["tag"].fullmatch(tag) or (not inside_article and rules["outer-tag"].fullmatch(tag)):
        return True
    if rules["role"].fullmatch(attributes.get("role", "")) or _is_hidden(attributes):
        return True
    if tag in ("body", "html", "main", "article", "h1"):
        return False
    words = WORDS_OF_CLASS.split(f"{attributes.get('class', '')} {attributes.get('id', '')}")
    return any(_names_chrome(word, rules["class"]) for word in words if word)


def _names_chrome(word: str, rule: re.Pattern[str]) -> bool:
    """Whether a word of a class is one of the names, or one of its parts between hyphens is."""
    return bool(rule.fullmatch(word)) or any(rule.fullmatch(part) for part in word.split("-"))


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
