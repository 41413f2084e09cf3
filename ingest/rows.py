"""The lines of a body that bear text, with their places on the original."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Box, Line
from ingest.records import record


@record(frozen=True, slots=True)
class Row:
    """A line of the body that has text; half open. `whole` is the paragraph it stands in, itself where it is one."""

    start: int
    end: int
    text: str
    page: int | None = None
    box: Box | None = None
    whole: str = ""

    def part(self, start: int, end: int) -> Row:
        """The row of the text from `start` to `end`, counted within it, without blanks at its ends.

        Its box is the share of this row's that its letters have.
        """
        text = self.text[start:end]
        at = start + len(text) - len(text.lstrip())
        stripped = text.strip()
        box = self.box
        if box is not None and self.text:
            letter = (box[2] - box[0]) / len(self.text)
            box = (box[0] + at * letter, box[1], box[0] + (at + len(stripped)) * letter, box[3])
        return Row(self.start + at, self.start + at + len(stripped), stripped, self.page, box, self.whole)


def rows_of(body: str) -> list[Row]:
    """The paragraphs of a body that have text."""
    rows = []
    at = 0
    for line in body.split("\n"):
        if line.strip():
            rows.append(Row(at, at + len(line), line, whole=line))
        at += len(line) + 1
    return rows


def printed_rows(body: str, lines: Sequence[Line]) -> list[Row]:
    """The lines as they are printed, several to a paragraph where the format tells them; in the order of the body."""
    rows = []
    at = stop = -1
    whole = ""
    for line in lines:
        if line.start >= stop:
            at = body.rfind("\n", 0, line.start) + 1
            stop = body.find("\n", line.start)
            stop = stop if stop >= 0 else len(body)
            whole = body[at:stop]
        text = body[line.start : line.end]
        if text.strip():
            rows.append(Row(line.start, line.end, text, line.page, line.box, whole))
    return rows
