"""The web service as a Flask application over services that somebody else opened."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from json import JSONDecodeError, dumps, loads

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from biennien.originals import Originals
from biennien.pictures import PagePictures
from biennien.registry.database import Registry
from biennien.settings import Settings
from biennien.web import api, health, identity, languages, pages, problems, security
from biennien.web.api.uploads import FORMS
from biennien.web.form_parsing import FormRequest
from biennien.web.numbers import RowNumber
from biennien.web.problems import Problem
from biennien.web.services import Services, attach
from search.engine import Engine

FORM_OVERHEAD = 100_000
"""Bytes that a form needs beside the files it carries."""


def make_app(settings: Settings, registry: Registry, engine: Engine, originals: Originals) -> Flask:
    """The whole service: pages, API, health, with every line of defence in place."""
    services = Services(settings, registry, engine, originals, PagePictures(settings.pictures_folder, originals))
    app = Flask("biennien.web")
    app.request_class = FormRequest
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        SESSION_COOKIE_NAME="biennien",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.max_upload + FORM_OVERHEAD,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters["int"] = RowNumber
    attach(app, services)
    health.set_up(app, services)
    languages.set_up(app)
    app.before_request(_refuse_control_characters)
    app.before_request(pages.texts.let_long_texts_in)
    identity.set_up(app)
    app.before_request(_refuse_odd_json)  # bodies of those alone who may send one
    app.before_request(_refuse_odd_forms)
    security.set_up(app)
    api.set_up(app, version=_version())
    problems.set_up(app)
    pages.set_up(app)
    if settings.proxies:
        believed = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = believed  # type: ignore[method-assign]
    return app


READ_JSON = frozenset({"POST", "PATCH", "PUT", "DELETE"})
"""Methods whose bodies are read as JSON: for the others nothing is parsed, whatever they send."""


NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON writes it: no database takes it in a text."""


def _refuse_control_characters() -> None:
    """No database takes NUL in a text; no honest address holds it."""
    values = [request.path, *request.args, *(value for _, value in request.args.items(multi=True))]
    if any("\x00" in value for value in values):
        raise Problem(422, "control_character")


def _refuse_odd_json() -> None:
    """A body that is nested without end, holds endless numbers or halves of letters is nothing that we take."""
    if request.endpoint is None or request.method not in READ_JSON or not request.is_json:
        return
    try:
        written = dumps(loads(request.get_data()), ensure_ascii=False)
        written.encode()
    except JSONDecodeError:
        return  # told by whoever reads it
    except (RecursionError, ValueError) as error:
        raise Problem(400, "bad_request") from error
    if NUL.search(written):
        raise Problem(400, "bad_request")


def _refuse_odd_forms() -> None:
    """A field that holds NUL is nothing that we take."""
    if (
        request.endpoint is not None
        and request.mimetype in FORMS
        and any("\x00" in value for _, value in request.form.items(multi=True))
    ):
        raise Problem(400, "bad_request")


def _version() -> str:
    try:
        return version("biennien")
    except PackageNotFoundError:
        return "0"
