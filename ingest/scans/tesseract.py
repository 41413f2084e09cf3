"""Tesseract with Vietnamese, where it is installed: a picture in, words with places out."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from functools import cache

from PIL import Image

from ingest.document import Box
from ingest.errors import UnsupportedFormat
from ingest.orthography import nfc
from ingest.scans.recognised import SeenWord

LANGUAGE = "vie"
SEARCHED = "/usr/bin:/bin:/usr/local/bin"
"""Where the program is looked for: what a closed-off process sees as well."""

LAYOUT = "3"
"""Page segmentation without Tesseract's own guess at the page's turn, which put one of forty good pages upside down."""

ONE_LINE = "7"
"""Page segmentation that takes the picture for a single line."""

WORD_LEVEL = "5"
LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/", "’": "'", "‘": "'", "ﬁ": "fi", "ﬂ": "fl", "—": "-"})
"""Signs that the recogniser takes for those of Vietnamese official print."""


@cache
def find_tesseract() -> str | None:
    """The program's path where it is installed with Vietnamese; None where either is missing."""
    program = shutil.which("tesseract", path=SEARCHED)
    return program if program and LANGUAGE in _asked(program, "--list-langs").split() else None


@cache
def version_of(program: str) -> str:
    """The program's version as a parser's name has it: `tesseract 5.3.0 vie`."""
    found = re.search(r"tesseract v?(\d+(?:\.\d+)*)", _asked(program, "--version"))
    return f"tesseract {found[1] if found else '?'} {LANGUAGE}"


def _asked(program: str, question: str) -> str:
    answer = subprocess.run(  # noqa: S603 - found on the system's path
        [program, question], capture_output=True, text=True, timeout=20, check=False, stdin=subprocess.DEVNULL
    )
    return answer.stdout + answer.stderr


def read_words(picture: Image.Image, dots_an_inch: float, *, layout: str = LAYOUT) -> list[SeenWord]:
    """The words on a grey picture in the recogniser's order, boxes in pixels; `layout` is LAYOUT or ONE_LINE.

    Raises: UnsupportedFormat where Tesseract or its Vietnamese is missing or fails.
    """
    program = find_tesseract()
    if program is None:
        raise UnsupportedFormat(kind="scan", missing="tesseract")
    bitmap = io.BytesIO()
    picture.save(bitmap, "PPM")
    asked = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", str(round(dots_an_inch)), "tsv"]
    answer = subprocess.run(  # noqa: S603 - found on the system's path
        asked, input=bitmap.getvalue(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
        env={"OMP_THREAD_LIMIT": "1", "PATH": os.defpath},
    )  # fmt: skip
    if answer.returncode:
        raise UnsupportedFormat(kind="scan", detail=f"tesseract ended with {answer.returncode}")
    return _words(answer.stdout.decode("utf-8", "replace"))


def _words(table: str) -> list[SeenWord]:
    """The words of Tesseract's table; lines are numbered in its order."""
    lines: dict[tuple[str, ...], int] = {}
    words = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = nfc((row["text"] or "").translate(LOOKALIKES)).strip()
        if row["level"] != WORD_LEVEL or not text:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        words.append(SeenWord(text, _box(row), max(0.0, float(row["conf"])) / 100, line))
    return words


def _box(row: dict[str, str]) -> Box:
    left, top = float(row["left"]), float(row["top"])
    return left, top, left + float(row["width"]), top + float(row["height"])
