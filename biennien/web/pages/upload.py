"""`/upload`: the form, for staff; with JavaScript each file goes by itself and shows how far it is."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from biennien.web.services import services
from biennien.web.uploading import take_files

blueprint = Blueprint("upload", __name__)


@blueprint.route("/upload")
def page() -> str:
    """The form."""
    return render_template("upload/page.html", limit=services().settings.max_upload, items=[])


@blueprint.route("/upload", methods=["POST"])
def send() -> tuple[str, int]:
    """Take the files of the form and tell what became of each."""
    items = take_files(request.files.getlist("file"), visibility=request.form.get("visibility", "public"))
    return render_template("upload/page.html", limit=services().settings.max_upload, items=items), 202
