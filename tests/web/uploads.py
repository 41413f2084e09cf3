"""Handing files in: by a program, and by the form."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from .conftest import Archive, csrf_of

TEXT = (Path(__file__).parent / "archive" / "2019-phat-dong.txt").read_bytes()


def send(archive: Archive, *files: tuple[bytes, str], **form: str) -> Any:
    data = form | {"file": [(io.BytesIO(content), name) for content, name in files]}
    return archive.client().post("/api/v1/documents", headers=archive.bearer, data=data)


def upload_by_form(client: FlaskClient, *files: tuple[bytes, str], visibility: str = "public") -> Any:
    data = {
        "csrf_token": csrf_of(client, "/upload"),
        "visibility": visibility,
        "file": [(io.BytesIO(content), name) for content, name in files],
    }
    return client.post("/upload", data=data)
