"""What a recipe gives back: the file's bytes, and what is true of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpora.reading.builder.source import Source

Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A file and its truth.

    `source` is the document as this file shows it (a draft's number is blank). `text` is the true text where it is not
    the source's own; `zones` likewise. `unread` names zones that no machine reads here. `refused` is the code with
    which it must be refused, else empty. `case_lost` says that the encoding does not keep capitals. `children` are
    the names of files inside and of the corpus' files that they are. `optional` are texts that stand on the page and
    are not the document's (who signed it electronically): a reader may give them or not. `anywhere` are texts of the
    document whose place in the reading order is free (a footnote).
    """

    data: bytes
    source: Source
    text: str | None = None
    unread: tuple[str, ...] = ()
    refused: str = ""
    case_lost: bool = False
    zones: Mapping[str, str] | None = None
    optional: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    children: Mapping[str, str] = field(default_factory=dict)


Recipe = Callable[[Source, Options], Made]
