"""DOC: made by LibreOffice from a DOCX, read through LibreOffice, or through antiword where that one is missing."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from ingest.errors import DamagedDocument, EncryptedDocument, UnsupportedFormat
from ingest.formats import parse_bytes, sniff
from ingest.parsers.blocks import TableBlock
from ingest.parsers.doc import ENCRYPTED, FLAGS_AT, libreoffice, parse_doc, plain_blocks
from ingest.sandbox import parse_file

Encode = Callable[[str, str], bytes]
LINES = (
    "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Hội đồng Thi đua huyện.",
    "Điều 1. Tặng giấy khen cho các tập thể có thành tích xuất sắc trong phong trào thủy lợi.",
)
BODY = [*LINES, "TT | Đơn vị", "1 | Xã A", "2 | Xã B", LINES[1]]
ROWS = (("TT", "Đơn vị"), ("1", "Xã A"), ("2", "Xã B"))


def to_doc(data: bytes, folder: Path) -> bytes:
    """The DOC that LibreOffice makes of a DOCX."""
    program = libreoffice()
    assert program, "LibreOffice Writer (package libreoffice-writer) is needed for this test"
    (folder / "made.docx").write_bytes(data)
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "doc"]
    for _ in range(2):  # the first start may only make the profile
        subprocess.run(
            [*command, "--outdir", str(folder), str(folder / "made.docx")],
            env={"PATH": os.defpath, "HOME": str(folder)},
            capture_output=True,
            check=False,
        )
    return (folder / "made.doc").read_bytes()


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory, in_legacy: Encode) -> bytes:
    """A DOC with a line in TCVN3, one in Unicode, and a table."""
    written = docx.Document()
    run = written.add_paragraph().add_run(in_legacy(LINES[0], "tcvn3").decode("cp1252"))
    run.font.name = ".VnTime"
    written.add_paragraph(LINES[1])
    table = written.add_table(3, 2)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    written.add_paragraph(LINES[1])
    packed = io.BytesIO()
    written.save(packed)
    return to_doc(packed.getvalue(), tmp_path_factory.mktemp("doc"))


def test_a_doc_keeps_its_fonts_and_its_table(doc: bytes) -> None:
    assert sniff(doc) == "doc"
    document = parse_bytes(doc)
    assert document.body.splitlines() == BODY
    assert document.kind == "doc"
    assert len(document.tables) == 1


def test_a_doc_is_read_behind_the_sandbox(doc: bytes, tmp_path: Path) -> None:
    path = tmp_path / "van-ban.doc"
    path.write_bytes(doc)
    assert parse_file(path).body == parse_doc(doc).body


def test_antiword_reads_what_libreoffice_cannot(doc: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.parsers.doc.libreoffice", lambda: None)
    document = parse_bytes(doc)
    assert document.parser.startswith("antiword")
    without_soft_hyphens = [BODY[0].replace("ư", ""), *BODY[1:]]  # which is how this DOC holds the ư of TCVN3
    assert document.body.splitlines() == without_soft_hyphens


def test_antiword_reads_what_libreoffice_writes_wrongly(doc: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.parsers.doc._converted", lambda program, source: b"PK no package")
    assert parse_bytes(doc).parser.startswith("antiword")


def test_a_doc_without_a_program_to_read_it_is_refused(doc: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(UnsupportedFormat) as refused:
        parse_bytes(doc)
    assert refused.value.params == {"kind": "doc"}


def test_a_doc_with_a_password_is_told(doc: bytes) -> None:
    at = doc.index(b"\xec\xa5")  # the main stream begins so (MS-DOC, 2.5.2, wIdent)
    flags = int.from_bytes(doc[at + FLAGS_AT : at + FLAGS_AT + 2], "little") | ENCRYPTED
    locked = doc[: at + FLAGS_AT] + flags.to_bytes(2, "little") + doc[at + FLAGS_AT + 2 :]
    with pytest.raises(EncryptedDocument):
        parse_bytes(locked)


def test_a_broken_doc_is_damaged(doc: bytes) -> None:
    with pytest.raises(DamagedDocument):
        parse_doc(doc[:1024])


def test_antiwords_rows_go_on_where_the_first_cell_is_empty() -> None:
    (table,) = plain_blocks("|TT |Đơn vị  |\n|1  |Xã A    |\n|   |và B    |\n|2  |Xã C    |")
    assert isinstance(table, TableBlock)
    assert [[len(cell) for cell in row] for row in table.rows] == [[1, 1], [2, 2], [1, 1]]
