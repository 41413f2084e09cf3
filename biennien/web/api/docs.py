"""The page to try the API at `/api/docs`: Swagger UI from our own address, its script in a file of its own."""

from __future__ import annotations

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, abort, render_template, send_from_directory

blueprint = Blueprint("docs", __name__)
FOLDER = Path(flask_swagger_ui.__file__).parent / "dist"
FILES = ("swagger-ui.css", "swagger-ui-bundle.js")


@blueprint.route("/api/docs")
def page() -> str:
    """The page."""
    return render_template("api_docs.html")


@blueprint.route("/api/docs/<name>")
def asset(name: str) -> Response:
    """One of Swagger UI's files."""
    if name not in FILES:
        abort(404)
    return send_from_directory(FOLDER, name)
