"""Rules as data: loads `rules/*.tsv` and puts named fragments into their patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.data_files import checked_table
from nlp.errors import RuleError

FOLDER = Path(__file__).parent / "rules"
BRACED = re.compile(r"\{([a-z]\w*)\}")
FLAGS = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rule file: a compiled pattern with named groups, and an example with what it should give."""

    name: str
    pattern: re.Pattern[str]
    value: str
    needs: str
    example: str
    expected: str
    begins: str = ""


def load_rows(name: str) -> tuple[tuple[int, dict[str, str]], ...]:
    """The rows of `rules/NAME.tsv` with their line numbers. Raises: RuleError."""
    return checked_table((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"), f"{name}.tsv", RuleError).rows


@cache
def load_fragments(name: str) -> dict[str, str]:
    """The named fragments of `rules/NAME.tsv`, each with those above it put in.

    Raises: RuleError.
    """
    fragments: dict[str, str] = {}
    for number, row in load_rows(name):
        fragments[row["name"]] = _expand(row["pattern"], fragments, f"{name}.tsv", number)
    return fragments


@cache
def load_rules(name: str, fragments: str) -> tuple[Rule, ...]:
    """The rules of `rules/NAME.tsv` over the fragments of another file, compiled once.

    Raises: RuleError for an unknown fragment or a pattern that does not compile.
    """
    pieces = load_fragments(fragments)
    rules: list[Rule] = []
    for number, row in load_rows(name):
        try:
            pattern = re.compile(_expand(row["pattern"], pieces, f"{name}.tsv", number), FLAGS)
        except re.error as error:
            raise RuleError(f"{name}.tsv", number, f"{row['name']}: {error}") from error
        rules.append(
            Rule(
                row["name"],
                pattern,
                row["value"],
                row.get("needs", ""),
                row["example"],
                row["expected"],
                row.get("begins", ""),
            )
        )
    return tuple(rules)


def _expand(pattern: str, fragments: dict[str, str], path: str, line: int) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[1] not in fragments:
            raise RuleError(path, line, f"no fragment {found[1]!r}")
        return fragments[found[1]]

    return BRACED.sub(piece, pattern)
