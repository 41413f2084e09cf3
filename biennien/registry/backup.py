"""The whole registry and its originals in one ZIP file, and back, into SQLite or PostgreSQL alike."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select

from biennien.originals import Originals
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.errors import BadBackup, NotEmpty
from biennien.registry.row_values import from_json, to_json
from biennien.registry.tables import SCHEMA, Base, Document, DocumentFile, IndexLease, Outbox, SignIn, WorkerRow

MANIFEST = "manifest.json"
LEFT_OUT = frozenset(table.__tablename__ for table in (Outbox, IndexLease, WorkerRow, SignIn))
"""Tables about processes, the index and sessions, which a restored registry begins anew."""

ORIGINALS_OF = {Document.__tablename__: "id", DocumentFile.__tablename__: "document_id"}
"""The tables whose rows have an original, and the column that names the document."""

AT_ONCE = 500
Progress = Callable[[int], None]
Lost = Callable[[str, str], None]


def backup(
    registry: Registry,
    originals: Originals,
    target: Path,
    *,
    progress: Progress = lambda _n: None,
    lost: Lost = lambda _id, _name: None,
) -> int:
    """Write everything into `target` while others go on; how many documents it holds.

    All tables are of one moment. An original is there before its row is, so the originals of that moment are too.
    The file appears whole or not at all, and only its owner may read it: it holds the hashes of passwords.
    `lost` is told the id and the name of a document whose original cannot be read; all else of it is in the backup.

    Raises: OSError when `target` cannot be written.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                count = _write(registry, originals, archive, progress, lost)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def restore(registry: Registry, originals: Originals, source: Path, *, progress: Progress = lambda _n: None) -> int:
    """Fill an empty registry from a backup and have everything indexed anew; how many documents it holds.

    Raises: NotEmpty, BadBackup; then the registry is as it was.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["schema"] != SCHEMA:
                raise BadBackup(detail=f"made with revision {manifest['schema']}, this version reads {SCHEMA}")
            with registry.write() as session:
                count = session.execute(select(func.count()).select_from(Document)).scalar_one()
                if count:
                    raise NotEmpty(documents=count)
                hashes = _read_tables(session.connection(), archive)
                kept = [sha256 for sha256 in hashes if sha256 not in manifest.get("missing", ())]
                _read_originals(originals, archive, kept, progress)
                outbox.touch_all(session)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise BadBackup(detail=str(error)) from error
    return int(manifest["documents"])


def _write(registry: Registry, originals: Originals, archive: zipfile.ZipFile, progress: Progress, lost: Lost) -> int:
    files: dict[str, tuple[str, str]] = {}
    documents = 0
    missing: list[str] = []
    with registry.engine.connect() as connection:
        if not registry.is_sqlite:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        for table in _tables():
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
                for row in _rows(connection, table):
                    member.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    if table.name in ORIGINALS_OF:
                        files[row["sha256"]] = (row[ORIGINALS_OF[table.name]], row["source_file"])
                    documents += table.name == Document.__tablename__
    for sha256, (document_id, name) in files.items():
        if os.access(originals.path(sha256), os.R_OK):
            archive.write(originals.path(sha256), f"originals/{sha256}", zipfile.ZIP_STORED)
        else:
            missing.append(sha256)
            lost(document_id, name)
        progress(1)
    manifest = {
        "schema": SCHEMA, "documents": documents, "missing": missing, "made_at": datetime.now(UTC).isoformat(),
    }  # fmt: skip
    archive.writestr(MANIFEST, json.dumps(manifest))
    return documents


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(ordered).mappings():
        yield {name: to_json(value) for name, value in row.items()}


def _read_tables(connection: Connection, archive: zipfile.ZipFile) -> list[str]:
    hashes: dict[str, None] = {}
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON" if sqlite else "SET CONSTRAINTS ALL DEFERRED")
    for table in reversed(_tables()):
        connection.execute(delete(table))
    for table in _tables():
        with archive.open(f"tables/{table.name}.jsonl") as member:
            rows: list[dict[str, Any]] = []
            for line in member:
                data = json.loads(line)
                rows.append({name: from_json(table.c[name], value) for name, value in data.items()})
                if table.name in ORIGINALS_OF:
                    hashes[data["sha256"]] = None
                if len(rows) == AT_ONCE:
                    connection.execute(insert(table), rows)
                    rows = []
            if rows:
                connection.execute(insert(table), rows)
    _go_on_numbering(connection)
    return list(hashes)


def _go_on_numbering(connection: Connection) -> None:
    """Have PostgreSQL number new rows after the restored ones, as SQLite does by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in _tables():
        sequence = f"{table.name}_id_seq"
        if inspect(connection).has_sequence(sequence):
            highest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, highest, False)))


def _read_originals(originals: Originals, archive: zipfile.ZipFile, hashes: list[str], progress: Progress) -> None:
    for sha256 in hashes:
        with closing(archive.open(f"originals/{sha256}")) as member:
            kept = originals.put(member)  # type: ignore[arg-type]
        if kept.sha256 != sha256:
            raise BadBackup(detail=f"the original {sha256} has other bytes")
        progress(1)
