"""Why the reading of language failed: a lexicon, a rule or a gold file that breaks its form."""

from __future__ import annotations


class NlpError(Exception):
    """Base of the errors of this package."""


class DataFileError(NlpError):
    """A data file that breaks its form; `line` counts from 1, 0 for the file as a whole."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class LexiconError(DataFileError):
    """A lexicon whose header, order, spelling or columns are wrong."""


class RuleError(DataFileError):
    """A rule whose pattern does not compile or names an unknown fragment."""


class PeerMissing(NlpError):
    """A tool to compare with that is not installed; the message is its name."""


class GoldError(NlpError, ValueError):
    """A gold file that cannot be read; the message names the file and the place."""
