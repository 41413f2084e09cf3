"""Uploads that have a name, so that sending one again takes nothing in twice and gives the first answer again.

Source: draft-ietf-httpapi-idempotency-key-header-07.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, now
from biennien.registry.errors import LeaseLost, UploadKeyReused, UploadStillRunning
from biennien.registry.tables import UploadKey

KEPT_HOURS = 24
HELD_SECONDS = 60.0
"""How long after its last file a process on another machine is believed to work on an upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUpload:
    """An upload of an account under a key; `digest` is of its whole payload, `holder` the process that works on it."""

    user_id: str
    key: str
    digest: str
    files: int
    holder: str


def claim_upload(registry: Registry, upload: NamedUpload, *, is_gone: Callable[[str], bool]) -> list[dict[str, Any]]:
    """What became of the first files of this upload before; as many as it has where the upload was done.

    Until `release_upload` nobody else may work on it, unless `is_gone` knows that the holder ended.

    Raises: UploadKeyReused for another payload, UploadStillRunning while another one works on it.
    """
    with registry.write() as session:
        session.execute(delete(UploadKey).where(UploadKey.created_at < now(session) - timedelta(hours=KEPT_HOURS)))
    with registry.write() as session:
        moment = now(session)
        insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
        fresh = {
            "user_id": upload.user_id, "key": upload.key, "digest": upload.digest, "files": upload.files, "taken": [],
            "done": False, "created_at": moment,
        }  # fmt: skip
        session.execute(insert(UploadKey).values(fresh).on_conflict_do_nothing())
        row = _row(session, upload)
        if row.digest != upload.digest:
            raise UploadKeyReused(key=upload.key)
        if not row.done:
            if _is_held(row, moment, is_gone):
                raise UploadStillRunning(key=upload.key)
            _hold(row, upload, moment)
        return list(row.taken)


def note_file(session: Session, upload: NamedUpload, told: dict[str, Any]) -> None:
    """Keep what became of the next file, in the transaction that takes it in.

    Raises: LeaseLost where another process took the upload over meanwhile; then the file must not be kept.
    """
    row = _row(session, upload)
    if row.holder != upload.holder:
        raise LeaseLost(job=upload.key)
    row.taken = [*row.taken, told]
    row.done = len(row.taken) == row.files
    _hold(row, upload, now(session))


def release_upload(registry: Registry, upload: NamedUpload) -> None:
    """Let the upload be sent again, whether it was done or broke off."""
    with registry.write() as session:
        row = session.get(UploadKey, (upload.user_id, upload.key), with_for_update=True)
        if row is not None and row.holder == upload.holder:
            row.holder = row.held_until = None


def _row(session: Session, upload: NamedUpload) -> UploadKey:
    return session.get_one(
        UploadKey, (upload.user_id, upload.key), with_for_update=True, populate_existing=True
    )  # fmt: skip


def _is_held(row: UploadKey, moment: datetime, is_gone: Callable[[str], bool]) -> bool:
    if row.holder is None or is_gone(row.holder):
        return False
    return row.held_until is not None and row.held_until >= moment


def _hold(row: UploadKey, upload: NamedUpload, moment: datetime) -> None:
    row.holder, row.held_until = upload.holder, moment + timedelta(seconds=HELD_SECONDS)
