"""Names of movements that are known without quotation marks."""

from __future__ import annotations

from nlp.lexicon import load_matcher


class KnownNames:
    """The known names in a text, looked for once they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int] | None = None

    def end_at(self, at: int) -> int | None:
        """Where the known name ends that begins at `at`, spaces before it aside."""
        while at < len(self._text) and self._text[at].isspace():
            at += 1
        if self._ends is None:
            self._ends = {
                match.start: match.end
                for match in load_matcher("known_campaigns").find_overlapping(self._text)
                if not match.entry.ambiguous or self._text[match.start].isupper()
            }
        return self._ends.get(at)
