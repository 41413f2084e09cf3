"""Text of a PDF in fonts from before Unicode, converted: told by the fonts' names, else by what the text says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.charset import is_written_in, repair
from ingest.legacy import convert, encoding_of_font
from ingest.orthography import is_syllable
from ingest.parsers.pdf_run import Run

HYPHENED = re.compile(r"[^\W\d_]*-[^\W\d_]+|[^\W\d_]+-")
"""Letters with a hyphen: TCVN3 has its `ư` where other encodings have the soft hyphen, which readers give as `-`."""

MINUS_BEFORE_O = re.compile("[-\u2212](?=\u00ac)")
"""The first letter of `ươ`, which stands before a byte that is no letter elsewhere."""

MISREAD = ("no vietnamese", "scattered letters", "unknown letters")


def in_unicode(runs: list[Run], reason: str, is_tall: Callable[[Run], bool]) -> list[Run]:
    """The runs of a page in Unicode; `reason` is why they make no sense as they are, empty where they do.

    `is_tall` tells whether a run's small letters look like capitals; some programs keep no name for a font.
    """
    read = _read(runs, reason)
    return [
        replace(new, text=new.text.upper()) if new.text != old.text and not old.font and is_tall(old) else new
        for old, new in zip(runs, read, strict=True)
    ]


def _read(runs: list[Run], reason: str) -> list[Run]:
    known = {run.font: found for run in runs if (found := encoding_of_font(run.font))}
    for encoding in {name for name, _ in known.values()}:
        capitals = {font: all_capitals for font, (name, all_capitals) in known.items() if name == encoding}
        if is_written_in("\n".join(run.text for run in runs if run.font in capitals), encoding):
            runs = [_converted(run, encoding, capitals) for run in runs]
    if runs and reason in MISREAD:
        lines = repair("\n".join(run.text for run in runs)).split("\n")
        runs = [replace(run, text=line) for run, line in zip(runs, lines, strict=True)]
    return runs


def _converted(run: Run, encoding: str, capitals: Mapping[str, bool]) -> Run:
    """A run of one of the fonts in Unicode; the values tell whether a font's letters are all capitals."""
    if run.font not in capitals:
        return run
    text = run.text
    if encoding == "tcvn3":
        text = HYPHENED.sub(_with_soft_hyphen, MINUS_BEFORE_O.sub("\u00ad", text))
    return replace(run, text=convert(text, encoding, capitals=capitals[run.font]))


def _with_soft_hyphen(match: re.Match[str]) -> str:
    """A word in TCVN3 with the byte of `ư` for its hyphen where that makes a syllable of it."""
    word = match[0].replace("-", "\u00ad")
    return word if is_syllable(convert(word, "tcvn3")) else match[0]
