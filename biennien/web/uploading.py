"""Taking files in, for the form and the API alike."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from biennien.identity import is_gone, this_process
from biennien.intake import Accepted, Note, accept_upload
from biennien.registry.errors import LeaseLost, UploadStillRunning
from biennien.registry.jobs import INTERACTIVE
from biennien.registry.readers import VISIBILITIES
from biennien.registry.upload_keys import NamedUpload, claim_upload, note_file, release_upload
from biennien.web.identity import staff
from biennien.web.problems import Problem
from biennien.web.serializers.uploads import serialize_accepted
from biennien.web.services import services

KEY = re.compile(r'(?P<quote>"?)(?P<key>[!#-~]{1,255})(?P=quote)')
"""The value of the header `Idempotency-Key`: a string of structured fields, or bare as most programs send it."""


def take_files(files: Sequence[FileStorage], *, visibility: str, key: str = "") -> list[dict[str, Any]]:
    """What became of each file: kept and queued, or found to be here already.

    With `key` (as in the header `Idempotency-Key`) files that were taken in under it before are not taken in again.

    Raises: Problem 400 or 422; UploadKeyReused, UploadStillRunning.
    """
    given = [file for file in files if file.filename]
    if not given:
        raise Problem(422, "file_missing")
    if visibility not in VISIBILITIES:
        detail = gettext("Write one of: %(values)s.", values=", ".join(VISIBILITIES))
        raise Problem(422, "parameters_invalid", errors=[{"parameter": "visibility", "detail": detail}])
    accepted = _take_named(given, visibility, key) if key else [_take(file, visibility) for file in given]
    with services().registry.read() as session:
        return [
            serialize_accepted(session, str(file.filename), one, visibility)
            for file, one in zip(given, accepted, strict=True)
        ]


def _take_named(files: Sequence[FileStorage], visibility: str, key: str) -> list[Accepted]:
    """Take in what was not taken in before. One that is killed in the middle goes on there when it is sent again."""
    match = KEY.fullmatch(key.strip())
    if match is None:
        raise Problem(400, "upload_key_invalid")
    upload = NamedUpload(
        user_id=staff().id, key=match["key"], digest=_digest(files, visibility), files=len(files), holder=this_process()
    )
    before = claim_upload(services().registry, upload, is_gone=is_gone)

    def note(session: Session, accepted: Accepted) -> None:
        note_file(session, upload, asdict(accepted))

    try:
        taken = [_take(file, visibility, note) for file in files[len(before) :]]
    except LeaseLost as error:
        raise UploadStillRunning(key=upload.key) from error
    finally:
        release_upload(services().registry, upload)
    return [Accepted(**told) for told in before] + taken


def _take(file: FileStorage, visibility: str, note: Note = lambda _session, _accepted: None) -> Accepted:
    return accept_upload(
        services().registry,
        services().originals,
        cast(BinaryIO, file.stream),
        name=str(file.filename),
        user_id=staff().id,
        visibility=visibility,
        priority=INTERACTIVE,
        note=note,
    )


def _digest(files: Sequence[FileStorage], visibility: str) -> str:
    """What tells this payload from all others: the names and bytes of its files in their order, and who may read."""
    told: list[Any] = [visibility]
    for file in files:
        told.append([file.filename, hashlib.file_digest(cast(Any, file.stream), "sha256").hexdigest()])
        file.stream.seek(0)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
