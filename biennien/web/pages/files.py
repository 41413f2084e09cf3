"""`/documents/ID/files`: replacing a document by a better copy, taking that back; reading it again."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from biennien.registry import documents as store
from biennien.registry.accounts import names_of
from biennien.registry.files import EARLIER, WAITING, failed_file, files_of, get_file
from biennien.registry.jobs import latest_job, read_once_more
from biennien.web.better_copies import take_back_better_copy, take_better_copy
from biennien.web.identity import keeper, staff
from biennien.web.originals import send_original
from biennien.web.pages.conflicts import expect_seen, page_tag
from biennien.web.serializers.files import serialize_file
from biennien.web.serializers.jobs import serialize_job
from biennien.web.services import services

blueprint = Blueprint("files", __name__, url_prefix="/documents/<document_id>")


@blueprint.route("/files")
def page(document_id: str) -> str:
    """The files there are and were, and the form for a better copy."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        files = files_of(session, document)
        names = names_of(session, {one.created_by for one in files if one.created_by})
        job, failed = latest_job(session, document.id), failed_file(session, document)
        return render_template(
            "documents/files.html",
            document=document,
            files=[serialize_file(one, names, failed=failed) for one in files],
            job=serialize_job(job) if job else None,
            tag=page_tag(session, document),
            can_be_taken_back=any(one.state in (EARLIER, WAITING) for one in files),
            limit=services().settings.max_upload,
        )


@blueprint.route("/files", methods=["POST"])
def replace(document_id: str) -> AnyResponse:
    """Take a better copy."""
    take_better_copy(document_id, request.files.get("file"), expect=expect_seen)
    return redirect(url_for(".page", document_id=document_id))


@blueprint.route("/files/take-back", methods=["POST"])
def take_back(document_id: str) -> AnyResponse:
    """Put the copy before the last one in force again."""
    take_back_better_copy(document_id, expect=expect_seen)
    return redirect(url_for(".page", document_id=document_id))


@blueprint.route("/files/<int:number>")
def one(document_id: str, number: int) -> Response:
    """One of the files as it was handed in."""
    with services().registry.read() as session:
        return send_original(get_file(session, store.get_document(session, document_id, keeper()), number))


@blueprint.route("/read-again", methods=["POST"])
def read_again(document_id: str) -> AnyResponse:
    """Read the document anew."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        expect_seen(session, document)
        read_once_more(session, document, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id))
