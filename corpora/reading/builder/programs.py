"""The programs that make real files: Chromium prints, LibreOffice converts. Needed to build, not to read."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from corpora.reading.builder.fonts import font_environment

TIME = re.compile(rb"<(meta:creation-date|dc:date|meta:editing-duration)>[^<]*</\1>")
LONG_AGO = (2026, 11, 27, 0, 0, 0)
"""The time of every member of a ZIP file, so that a file is built the same each time."""


def print_pdf(html: str, *, old_fonts: bool = False) -> bytes:
    """What Chromium prints from a page; `old_fonts` lack letters, which then come from a fallback font."""
    with TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()]
        environment = font_environment(Path(folder), old=old_fonts)
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        return without_times(out.read_bytes())


def convert(data: bytes, suffix: str, to: str) -> bytes:
    """A file as LibreOffice Writer saves it in another format; `to` may name a filter (`rtf`, `doc:MS Word 97`)."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "file" + suffix)
        source.write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", to, "--outdir", f"{folder}/out", str(source)]
        environment = font_environment(Path(folder))
        subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment)
        made = next(Path(folder, "out").iterdir()).read_bytes()
    if to == "odt":
        return rezipped(made)
    return without_times(made) if to.startswith("pdf") else made


def without_times(pdf: bytes) -> bytes:
    """A PDF without the times of its making and with an identity made from its bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for key in ("/CreationDate", "/ModDate"):
            if key in document.docinfo:
                del document.docinfo[key]
        for key in ("/DocChecksum", "/ID"):
            if key in document.trailer:
                del document.trailer[key]
        return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF, the same each time."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def rezipped(data: bytes) -> bytes:
    """A ZIP file with the times of its members set to one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = TIME.sub(b"", old.read(member)) if member.filename == "meta.xml" else old.read(member)
            new.writestr(zipfile.ZipInfo(member.filename, LONG_AGO), data, compress_type=member.compress_type)
    return out.getvalue()
