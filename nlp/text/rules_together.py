"""Rules with one pattern for all of them: what none of them matches is asked once, not by each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.rule_files import Rule

GROUP_NAME = re.compile(r"\(\?P(?P<mark>[<=])(?P<name>\w+)")


@dataclass(frozen=True, slots=True)
class RulesTogether:
    """Rules one by one, and all in one pattern.

    Its outer groups tell by their names, `r0` and on, which rule is the first that matches.
    """

    each: tuple[Rule, ...]
    any: re.Pattern[str]


def together(each: Iterable[Rule]) -> RulesTogether:
    """The rules with the one pattern that matches where any of them does."""
    rules = tuple(each)
    patterns = (GROUP_NAME.sub(rf"(?P\g<mark>\g<name>_{at}", rule.pattern.pattern) for at, rule in enumerate(rules))
    ways = "|".join(f"(?P<r{at}>{pattern})" for at, pattern in enumerate(patterns))
    return RulesTogether(rules, re.compile(ways, re.IGNORECASE))
