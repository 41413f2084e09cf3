"""How a word processor sets a run of text; the same for DOCX and ODT."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.legacy import encoding_of_font
from ingest.parsers.blocks import Font


@dataclass(frozen=True, slots=True)
class Format:
    """How a run is set; None is left to what stands above it: the paragraph's style, the document's defaults."""

    font: str | None = None
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None

    def over(self, below: Format) -> Format:
        """This format where it says something, else `below`."""
        if self is NO_FORMAT:
            return below
        return Format(
            below.font if self.font is None else self.font,
            below.bold if self.bold is None else self.bold,
            below.caps if self.caps is None else self.caps,
            below.hidden if self.hidden is None else self.hidden,
        )

    @property
    def legacy(self) -> Font | None:
        """The legacy encoding of the font, None for others."""
        return encoding_of_font(self.font) if self.font else None


NO_FORMAT = Format()
