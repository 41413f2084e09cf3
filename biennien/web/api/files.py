"""`/documents/ID/files`: a better copy in the place of the original, the copies before it; reading one again."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from biennien.registry import documents as store
from biennien.registry.accounts import names_of
from biennien.registry.files import failed_file, files_of, get_file
from biennien.registry.jobs import read_once_more
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.files import FileListSchema, TakenBackSchema
from biennien.web.api.schemas.jobs import JobSchema
from biennien.web.api.uploads import FILE, FORMS
from biennien.web.api.wholes import document_tag, expect_document
from biennien.web.better_copies import take_back_better_copy, take_better_copy
from biennien.web.identity import keeper, staff
from biennien.web.originals import send_original
from biennien.web.problems import Problem
from biennien.web.serializers.files import serialize_file
from biennien.web.serializers.jobs import serialize_job
from biennien.web.services import services

blueprint = Resource("Files", __name__, description="Better copies of documents, and reading again")

BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {"file": FILE}}}
    },
}


@blueprint.route("/documents/<document_id>/files")
@blueprint.query(LanguageArgs)
@blueprint.response(200, FileListSchema)
def list_files(_asked: dict[str, Any], document_id: str) -> Any:
    """List the files of a document that was replaced by a better copy, the newest first.

    The ETag is that of the document; what is done with its files needs it.
    """
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        files = files_of(session, document)
        names = names_of(session, {one.created_by for one in files if one.created_by})
        failed = failed_file(session, document)
        items = [serialize_file(one, names, failed=failed) for one in files]
        tag = document_tag(session, document)
        return {"document": document.id, "items": items}, 200, {"ETag": f'"{tag}"'}


@blueprint.route("/documents/<document_id>/files", methods=["POST"])
@blueprint.response(202, JobSchema)
@blueprint.doc(requestBody=BODY)
@blueprint.refuses(409, 415)
@blueprint.tagged()
def replace_file(document_id: str) -> Any:
    """Hand in a better copy. It takes the original's place once it was read; the original and its text are kept.

    Id and address stay, and so do corrections, which are found again by their words. Bytes that are a document of the
    archive already are refused (409 `same_bytes`) with the id of that one. If-Match must hold the document's ETag.
    """
    if request.content_length and request.mimetype not in FORMS:
        raise Problem(415, "media_type")
    job = take_better_copy(document_id, request.files.get("file"), expect=expect_document)
    return serialize_job(job), 202, {"Location": url_for("Jobs.get_job", job_id=job.id)}


@blueprint.route("/documents/<document_id>/files/take-back", methods=["POST"])
@blueprint.response(202, TakenBackSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def take_file_back(document_id: str) -> dict[str, Any]:
    """Take the last better copy back: the copy before it is read anew and in force again.

    If-Match must hold the ETag of the document: 412 where somebody was faster.
    """
    job = take_back_better_copy(document_id, expect=expect_document)
    return {"job": None if job is None else job.id}


@blueprint.route("/documents/<document_id>/files/<int:number>")
@blueprint.sends_file()
def get_file_of(document_id: str, number: int) -> Response:
    """Give one of these files, byte for byte; `number` as the list has it."""
    with services().registry.read() as session:
        return send_original(get_file(session, store.get_document(session, document_id, keeper()), number))


@blueprint.route("/documents/<document_id>/read-again", methods=["POST"])
@blueprint.response(202, JobSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def read_again(document_id: str) -> Any:
    """Read a document anew from its original with the extractors of now; corrections stay.

    If-Match must hold the ETag of the document: 412 where it is not what was looked at.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        expect_document(session, document)
        job = read_once_more(session, document, user_id=staff().id)
        return serialize_job(job), 202, {"Location": url_for("Jobs.get_job", job_id=job.id)}
