"""`/upload`: the form, for staff; with JavaScript each file goes by itself and shows how far it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from biennien.equipment import reads_scans
from biennien.web.services import services
from biennien.web.uploading import take_files

blueprint = Blueprint("upload", __name__)


@blueprint.route("/upload")
def page() -> str:
    """The form."""
    return _shown([])


@blueprint.route("/upload", methods=["POST"])
def send() -> tuple[str, int]:
    """Take the files of the form and tell what became of each."""
    items = take_files(request.files.getlist("file"), visibility=request.form.get("visibility", "public"))
    return _shown(items), 202


def _shown(items: list[dict[str, Any]]) -> str:
    settings = services().settings
    return render_template("upload/page.html", limit=settings.max_upload, scans=reads_scans(settings), items=items)
