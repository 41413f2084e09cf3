"""What reading can use on this machine, and what is lost without each part; a missing part is no failure."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from biennien.settings import Settings

OK, MISSING, WARNING, BROKEN = "ok", "missing", "warning", "broken"
ASK_SECONDS = 20
"""How long a program may take to say what it knows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one part: `ok`, `missing` (optional), `warning` or `broken`."""

    name: str
    state: str
    text: str

    def to_json(self) -> dict[str, str]:
        """The finding as a dictionary."""
        return asdict(self)


def find_equipment(settings: Settings) -> Iterator[Finding]:
    """The findings about the parts that reading uses; the first call probes for half a second."""
    yield _sandbox()
    yield _ocr(settings)
    yield from _office_programs()


def _sandbox() -> Finding:
    """What stands around a file while it is read."""
    from ingest.sandbox import describe

    kept = describe()
    if kept["bubblewrap"] and kept["namespaces"]:
        return Finding(
            "sandbox", OK, "bubblewrap: parsers see no network and no files; one prepared process forks them"
        )
    if kept["bubblewrap"]:
        return Finding(
            "sandbox", OK,
            "bubblewrap: parsers see no network and no files; each starts anew (0.2 s a file), since namespaces inside "
            "bubblewrap are not allowed here",
        )  # fmt: skip
    why = "is not allowed here" if kept["found"] else "is not installed; install the package bubblewrap"
    if kept["namespaces"]:
        return Finding(
            "sandbox", MISSING,
            f"limits and namespaces: bubblewrap {why}. Parsers see no network and no other parser, but a harmful file "
            "could make one read the files of this service",
        )  # fmt: skip
    return Finding(
        "sandbox", MISSING,
        f"limits only: bubblewrap {why}. Parsers are limited, but a harmful file could make one read the files of this "
        "service and use its network",
    )  # fmt: skip


def reads_scans(settings: Settings) -> bool:
    """Whether pages that are pictures give text on this machine; asks the program once."""
    return settings.ocr != "off" and _ocr(settings).state == OK


def _ocr(settings: Settings) -> Finding:
    if settings.ocr == "off":
        return Finding("ocr", OK, "switched off (BIENNIEN_OCR=off): pages that are pictures give no text")
    program = shutil.which("tesseract")
    if program is None:
        lost = "scanned pages and pictures give no text; install the packages tesseract-ocr and tesseract-ocr-vie"
        return Finding("ocr", MISSING, f"Tesseract is not installed: {lost}")
    if "vie" not in _languages(program):
        lost = "scanned pages and pictures give no text; install the package tesseract-ocr-vie"
        return Finding("ocr", MISSING, f"Tesseract has no Vietnamese: {lost}")
    return Finding("ocr", OK, f"{program} with Vietnamese")


@cache
def _languages(program: str) -> frozenset[str]:
    """The languages that Tesseract has, none where it does not answer."""
    try:
        listed = subprocess.run(  # noqa: S603 - found on the path
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=ASK_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.stdout.split())


def _office_programs() -> Iterator[Finding]:
    """LibreOffice and antiword: with one of them DOC files are read, with the first also their tables and fonts."""
    launcher, plain = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("antiword")
    office = launcher if launcher and Path(launcher).resolve().with_name("libswlo.so").exists() else None
    lost = "lose tables and old fonts" if plain else "are refused"
    yield _program("LibreOffice Writer", office, lost, "libreoffice-writer")
    yield _program(
        "antiword", plain, "that LibreOffice cannot open are refused" if office else "are refused", "antiword"
    )


def _program(title: str, path: str | None, lost: str, package: str) -> Finding:
    name = title.split()[0].lower()
    if path:
        return Finding(name, OK, path)
    return Finding(
        name, MISSING, f"{title} is not installed: Word files before 2007 (.doc) {lost}; install the package {package}"
    )
