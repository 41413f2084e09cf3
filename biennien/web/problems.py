"""Errors as people and programs get them: `application/problem+json` (RFC 9457) under `/api/`, a page elsewhere.

Every one has a lasting `code` and a `detail` that says what to do, in the language asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from biennien import messages
from biennien.originals import DataUnwritable, OriginalMissing
from biennien.registry.errors import RegistryError
from biennien.web.languages import language
from biennien.web.problem_sentences import OWN_CODES, SENTENCES, STATUS
from biennien.web.retyping import kept_form
from biennien.web.services import services
from biennien.web.words import ROLES, word
from ingest.errors import IngestError
from search.errors import EngineUnavailable, QueryError, SearchError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

NAMED = ("needed_role", "needed_scope")
"""Parameters that programs get by themselves too."""


class Problem(Exception):
    """An answer that is an error: HTTP status, code and the parameters of its sentence; `errors` tell of parameters."""

    def __init__(
        self, status: int, code: str, *, headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (), **params: str | int,
    ) -> None:  # fmt: skip
        super().__init__(code, params)
        self.status, self.code, self.params = status, code, params
        self.headers, self.errors = dict(headers or {}), list(errors)


def set_up(app: Flask) -> None:
    """Turn every error into its answer."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(CSRFError, lambda _error: answer(Problem(400, "csrf")))
    app.register_error_handler(RegistryError, _of_package)
    app.register_error_handler(SearchError, _of_package)
    app.register_error_handler(OriginalMissing, lambda _error: answer(Problem(404, "original_missing")))
    app.register_error_handler(IngestError, _not_readable)
    app.register_error_handler(DataUnwritable, _no_room)
    app.register_error_handler(OperationalError, _registry_gone)
    app.register_error_handler(InterfaceError, _registry_gone)
    app.register_error_handler(HTTPException, of_http)


def answer(problem: Problem) -> Response:
    """The answer that tells of `problem`."""
    if request.path.startswith("/api/"):
        response = Response(json.dumps(to_json(problem), ensure_ascii=False), problem.status, mimetype=MEDIA_TYPE)
    elif problem.code == "sign_in_needed":
        back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
        response = redirect(url_for("account.sign_in", next=back))  # type: ignore[assignment]
    else:
        detail = explain(problem)
        kept = kept_form(problem.code, problem.params, detail)
        page = render_template(
            "problem.html", problem=problem, title=title_of(problem.status), detail=detail, kept=kept
        )
        response = Response(page, problem.status)
    response.headers.update(problem.headers)
    return response


def to_json(problem: Problem) -> dict[str, Any]:
    """The members of RFC 9457 and `code`; `errors` where single parameters are to blame."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": explain(problem),
        "instance": request.path,
    } | {name: problem.params[name] for name in NAMED if name in problem.params}
    return told | {"errors": problem.errors} if problem.errors else told


def explain(problem: Problem) -> str:
    """What happened and what to do next, in the reader's language."""
    code = problem.code
    if request.path.startswith("/api/") and f"{code}:api" in SENTENCES:
        code = f"{code}:api"
    if code in SENTENCES:
        return str(SENTENCES[code]) % _params(problem)
    return messages.sentence(problem.code, problem.params, language=language())


def _params(problem: Problem) -> dict[str, str | int]:
    role = problem.params.get("needed_role")
    return problem.params | ({"role": word(ROLES, str(role))} if role else {})


def title_of(status: int) -> str:
    """The heading of an error's page."""
    if status == 404:
        return str(gettext("Not found"))
    if status >= 500:
        return str(gettext("Something failed"))
    return str(gettext("That did not work"))


def of_http(error: HTTPException) -> Response:
    """The answer to an error that Flask or Werkzeug found."""
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    if status == 413:
        problem = _too_large()
    else:
        problem = Problem(status, OWN_CODES.get(status, "bad_request"), errors=_field_errors(error))
    kept = {name: value for name, value in error.get_response().headers if name in ("Allow", "Retry-After")}
    problem.headers.update(kept)
    return answer(problem)


def _too_large() -> Problem:
    """Why a form is refused as too large: all of it, or else its parts, or what is no file in it."""
    length, most = request.content_length, request.max_content_length
    if length is None or most is None or length > most:
        return Problem(413, "upload_too_large", limit=size(services().settings.max_upload))
    text = size(request.max_form_memory_size or 0)
    return Problem(413, "form_too_large", parts=request.max_form_parts or 0, text=text)


def size(number: int) -> str:
    """A number of bytes as people write it."""
    if number < 1_000:
        return f"{number} B"
    return f"{number / 1_000_000:.3g} MB" if number >= 1_000_000 else f"{number / 1_000:.3g} KB"


def _field_errors(error: HTTPException) -> list[dict[str, str]]:
    """What a schema said, one entry for each parameter."""
    said: Mapping[str, Any] = (getattr(error, "data", None) or {}).get("messages", {})
    found = []
    for location, fields in said.items():
        if not isinstance(fields, Mapping):
            found.append({"parameter": str(location), "detail": _flat(fields)})
            continue
        found += [{"parameter": str(name), "detail": _flat(detail)} for name, detail in fields.items()]
    return found


def _flat(detail: Any) -> str:
    if isinstance(detail, Mapping):
        return " ".join(_flat(part) for part in detail.values())
    if isinstance(detail, list | tuple):
        return " ".join(_flat(part) for part in detail)
    return str(detail)


def _of_package(error: RegistryError | SearchError) -> Response:
    """An error of the registry or the engine; where the index lies is told to the log, not to readers."""
    status = STATUS.get(type(error), 500)
    if status >= 500:
        log.error("%s: %s", error.code, error.params)
        if isinstance(error, EngineUnavailable):
            return answer(Problem(status, error.code))
        return answer(Problem(status, "unavailable" if status == 503 else "internal"))
    if isinstance(error, QueryError) and error.params.get("what") == "window":
        return answer(Problem(status, "window", value=str(error.params["value"])))
    params: dict[str, Any] = dict(error.params)
    return answer(Problem(status, error.code, **params))


def _not_readable(error: IngestError) -> Response:
    """A page that cannot be drawn, a text that cannot be kept: the sentence of its cause."""
    params: dict[str, Any] = dict(error.params)
    return answer(Problem(422, error.code, **params))


def _no_room(error: DataUnwritable) -> Response:
    log.error("%s: %s", error.code, error.params)
    return answer(Problem(503, "unavailable"))


def _registry_gone(error: Exception) -> Response:
    log.error("The registry cannot be reached: %s", error)
    return answer(Problem(503, "unavailable"))
