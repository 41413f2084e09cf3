"""DOC of Word 6 to 2003: LibreOffice makes a DOCX of it, or antiword gives its text where that one is missing or fails.

LibreOffice keeps fonts, which tell old encodings, and tables; antiword is a hundred times faster and loses columns of
wide tables. Both run inside the parser's own process and its limits, without macros, links or the network.
"""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from time import monotonic

import olefile

from ingest.body import assemble
from ingest.document import Document
from ingest.errors import DamagedDocument, EncryptedDocument, IngestError, UnsupportedFormat
from ingest.furniture import find_text_clues
from ingest.parsers.blocks import Block, Run, TableBlock, TextBlock, blocks_to_paragraphs
from ingest.parsers.office import parse_docx

KIND = "doc"
PARSER = "antiword 1"
ENCRYPTED = 0x0100
"""The bit of the flags at the head of the main stream (MS-DOC, 2.5.2, fEncrypted)."""

FLAGS_AT = 10
CONVERTING_SECONDS = 40
"""Below the time that a file has, so that antiword still has some: most files take 1 to 4 seconds, large ones 35."""

PLAIN_SECONDS = 10
RESTART = 81
"""The status by which LibreOffice asks to be started again: it has just made its profile."""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""LibreOffice's settings: no macros, nothing fetched from elsewhere, links in a document never followed."""


def parse_doc(data: bytes) -> Document:
    """The document that a DOC file holds.

    Raises: EncryptedDocument, EmptyDocument, DamagedDocument, UnsupportedFormat where neither program is installed.
    """
    if _flags(data) & ENCRYPTED:
        raise EncryptedDocument(kind=KIND)
    office, plain = libreoffice(), shutil.which("antiword")
    if not office and not plain:
        raise UnsupportedFormat(kind=KIND)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        converted = _converted(office, source) if office else None
        failed: IngestError = DamagedDocument(kind=KIND, detail="not converted")
        if converted:
            try:
                return parse_docx(converted, kind=KIND)
            except IngestError as error:
                failed = error
        if plain:
            return _parse_plain(_plain_text(plain, source))
    raise failed


def libreoffice() -> str | None:
    """The program of LibreOffice without its launcher, which would leave a process behind; None without Writer."""
    launcher = shutil.which("soffice") or shutil.which("libreoffice")
    program = Path(launcher).resolve().with_name("soffice.bin") if launcher else None
    return str(program) if program and program.exists() else None


def _flags(data: bytes) -> int:
    """The flags at the head of the main stream; 0 where it cannot be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            head = container.openstream("WordDocument").read(FLAGS_AT + 2)
        return int(struct.unpack_from("<H", head, FLAGS_AT)[0])
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error):
        return 0


def _converted(program: str, source: Path) -> bytes | None:
    """The DOCX that LibreOffice makes of a file, None where it fails."""
    folder = source.parent
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [program, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"]
    command += [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
    until = monotonic() + CONVERTING_SECONDS
    if _run(command, folder, CONVERTING_SECONDS).returncode == RESTART:
        _run(command, folder, until - monotonic())
    made = source.with_suffix(".docx")
    return made.read_bytes() if made.exists() else None


def _run(command: list[str], folder: Path, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run a program that knows no other folder; one that takes too long fails."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    try:
        return subprocess.run(  # noqa: S603 - a fixed command on a file of our own naming
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return subprocess.CompletedProcess(command, 1, b"", b"")


def _plain_text(program: str, source: Path) -> str:
    """The text as antiword gives it: a paragraph a line, cells parted by bars.

    Raises: DamagedDocument.
    """
    done = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], source.parent, PLAIN_SECONDS)
    if done.returncode != 0:
        raise DamagedDocument(kind=KIND, detail="not converted")
    return done.stdout.decode("utf-8", "replace")


def _parse_plain(text: str) -> Document:
    paragraphs = blocks_to_paragraphs(list(plain_blocks(text)))
    clues = find_text_clues([paragraph.text for paragraph in paragraphs])
    return assemble(paragraphs, kind=KIND, parser=PARSER, clues=clues)


def plain_blocks(text: str) -> Iterator[Block]:
    """The paragraphs and tables in what antiword gives; a row goes on where its first cell is empty."""
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.startswith("|")):
        if not is_table:
            yield from (TextBlock((Run(line),)) for line in lines)
            continue
        rows: list[list[list[str]]] = []
        for line in lines:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if rows and not cells[0] and len(rows[-1]) == len(cells):
                for cell, more in zip(rows[-1], cells, strict=True):
                    cell.append(more)
            else:
                rows.append([[cell] for cell in cells])
        yield TableBlock(tuple(tuple(tuple(TextBlock((Run(line),)) for line in cell) for cell in row) for row in rows))
