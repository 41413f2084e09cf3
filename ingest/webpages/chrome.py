"""Which elements of a web page are no part of its body: by tag, role, class and id (`furniture/elements.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.webpages.furniture_rules import load_rows

WORDS_OF_CLASS = re.compile(r"[\s_]+|(?<=[a-z])(?=[A-Z])")
FRAMEWORK = re.compile(r"^elementor-(?:widget-)?", re.I)
"""A page builder's own prefix, which names its widgets whatever they hold."""
NEVER_CHROME = frozenset(["body", "html", "main", "article", "h1"])


@dataclass(frozen=True, slots=True)
class Names:
    """The elements by name: those in running text, and those whose text nobody sees."""

    inline: frozenset[str]
    never: frozenset[str]


@cache
def names_of() -> Names:
    """The names of `inline` and `never` elements."""
    found: dict[str, frozenset[str]] = {"inline": frozenset(), "never": frozenset()}
    for row in load_rows("elements"):
        if row["place"] in found:
            found[row["place"]] |= frozenset(row["pattern"].split("|"))
    return Names(found["inline"], found["never"])


@cache
def _elements() -> dict[str, re.Pattern[str]]:
    """Place -> the names that make an element chrome."""
    names: dict[str, list[str]] = {}
    for row in load_rows("elements"):
        names.setdefault(row["place"], []).append(row["pattern"])
    return {place: re.compile("|".join(patterns), re.I) for place, patterns in names.items()}


def is_chrome(tag: str, attributes: dict[str, str], *, inside_article: bool = False) -> bool:
    """Whether an element is by its tag, role, class or id no part of a page's body; hidden ones never are."""
    if not attributes:
        return _named_chrome(tag, "", "", inside_article)
    if tag == "label" and "for" in attributes:
        return True
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return _named_chrome(tag, attributes.get("role", ""), named, inside_article) or is_hidden(attributes)


@lru_cache(maxsize=8192)
def _named_chrome(tag: str, role: str, named: str, inside_article: bool) -> bool:
    rules = _elements()
    if rules["tag"].fullmatch(tag) or (not inside_article and rules["outer-tag"].fullmatch(tag)):
        return True
    if role and rules["role"].fullmatch(role):
        return True
    return len(named) > 1 and tag not in NEVER_CHROME and _words_name_chrome(named)


def _words_name_chrome(named: str) -> bool:
    """Whether a word of a class, or one of its parts between hyphens, is a name of chrome."""
    rules = _elements()
    words = [word for word in WORDS_OF_CLASS.split(named) if word and not rules["utility"].fullmatch(word)]
    return any(
        rules["class"].fullmatch(word)
        or rules["unseen-class"].fullmatch(word)
        or any(rules["class"].fullmatch(part) for part in FRAMEWORK.sub("", word).split("-"))
        for word in words
    )


def is_comments(kind: str) -> bool:
    """Whether an element's tag and class say that it holds readers' comments, whatever it weighs."""
    names = _elements()["comments-class"]
    words = [part for word in WORDS_OF_CLASS.split(kind) for part in (word, *word.split("-"))]
    return any(names.fullmatch(word) for word in words)


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element's attributes take it out of sight."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style", "")
    if not style or _opens_on_click(attributes.get("class", "")):
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


@lru_cache(maxsize=1024)
def _opens_on_click(named: str) -> bool:
    """Whether an element is by its class a tab's pane or a fold, which a reader opens."""
    return any(_elements()["pane-class"].fullmatch(word) for word in WORDS_OF_CLASS.split(named))
