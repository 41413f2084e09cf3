"""`POST /documents`."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from biennien.web.api.description import Resource
from biennien.web.api.schemas.jobs import UploadSchema
from biennien.web.problems import Problem
from biennien.web.uploading import take_files

blueprint = Resource("Uploads", __name__, description="Handing files in")

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "array", "items": FILE},
                    "visibility": {"type": "string", "enum": ["public", "staff"], "default": "public"},
                },
            }
        }
    },
}  # fmt: skip
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A name for this upload, a UUID for instance. The same one with other files is refused (422), while "
    "the first one is still taken in too (409).",
    "schema": {"type": "string", "pattern": "^[!#-~]{1,255}$"},
}


@blueprint.route("/documents", methods=["POST"])
@blueprint.response(202, UploadSchema)
@blueprint.doc(requestBody=BODY)
@blueprint.refuses(409, 415, headers=(KEY,))
def upload() -> Any:
    """Hand in one or more files; each is kept before the answer comes, and read soon after by a worker.

    The same bytes again are a `duplicate` and name the document there is. `Location` leads to the job of a single file.
    Sent again within a day with the same `Idempotency-Key`, an upload takes nothing in twice and gets its first answer.
    """
    if request.content_length and request.mimetype not in FORMS:
        raise Problem(415, "media_type")
    items = take_files(
        request.files.getlist("file"),
        visibility=request.form.get("visibility", "public"),
        key=request.headers.get("Idempotency-Key", ""),
    )
    headers = {"Location": url_for("Jobs.get_job", job_id=items[0]["job"])} if len(items) == 1 else {}
    return {"items": items}, 202, headers
