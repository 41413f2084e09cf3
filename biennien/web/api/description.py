"""The API's own description: OpenAPI 3.1, with our problems as its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema, fields
from werkzeug.exceptions import HTTPException

from biennien.messages import LANGUAGES
from biennien.rights import ALL, PUBLIC, right_of
from biennien.web.api.answers import IF_MATCH, TAGGED, add_notes, common_refusals, tell_answers
from biennien.web.parameters import Parameters, choice
from biennien.web.problems import MEDIA_TYPE, of_http

DESCRIPTION = """Search the archive and read what its documents say: units, slogans, campaigns, dates, targets, awards.

Reading needs no account unless the archive is set so; uploading and withdrawing need one: send a token
(`biennien token add`) as `Authorization: Bearer …`. Sentences and labels come in Vietnamese or English, as
`Accept-Language` or `lang=` asks. Offsets are characters of a document's `body`, half open. Dates are EDTF.
Errors are `application/problem+json` (RFC 9457) with a lasting `code` and a `detail` that says what to do."""

SPEC_OPTIONS: dict[str, Any] = {
    "info": {"description": DESCRIPTION, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
    "servers": [{"url": "/"}],
}

View = TypeVar("View", bound=Callable[..., Any])


class ErrorDetail(Schema):
    """What is wrong with one parameter."""

    parameter = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Lasting name of the cause."})
    detail = fields.String(required=True, metadata={"description": "What happened and what to do next."})
    instance = fields.String()
    needed_role = fields.String(metadata={"description": "The role that an account needs for it."})
    needed_scope = fields.String(metadata={"description": "What a token has to be made for."})
    errors = fields.List(fields.Nested(ErrorDetail))


class LanguageArgs(Parameters):
    """What every resource takes."""

    lang = fields.String(validate=choice(LANGUAGES), metadata={"description": "Language of sentences and labels."})


class Resource(Blueprint):  # type: ignore[misc]
    """flask-smorest's blueprint with types, and with known parameters only: a filter misspelt would find too much."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._prepare_doc_cbks.append(tell_answers)

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Answer at an address; what it needs of an account and a token is told as the table of rights has it."""
        register = super().route(rule, **options)

        def decorate(view: View) -> View:
            right = right_of(f"{self.name}.{view.__name__}")
            if right is not None and right.role not in (ALL, PUBLIC):
                view = self.doc(security=[{"token": [right.scope]}])(view)
            return cast(View, register(view))

        return decorate

    def doc(self, **options: Any) -> Callable[[View], View]:
        """Say more in the description."""
        return cast(Callable[[View], View], super().doc(**options))

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, *args: Any, **options: Any
    ) -> None:
        """Answer at an address, with what may go wrong there in the description."""
        view = add_notes(view_func, refusals=common_refusals(rule, options.get("methods", ["GET"])))
        super().add_url_rule(rule, endpoint, view, *args, **options)

    def refuses(self, *statuses: int, headers: tuple[dict[str, Any], ...] = ()) -> Callable[[View], View]:
        """Say what the view may answer with beside what all may, and which headers it reads."""

        def decorate(view: View) -> View:
            return cast(View, add_notes(view, refusals=set(statuses), headers=headers))

        return decorate

    def sends_file(self, content_type: str = "*/*") -> Callable[[View], View]:
        """Say that the view answers with a file, whole or a range of it."""

        def decorate(view: View) -> View:
            view = self.refuses(416)(self.response(304)(view))
            for status in (200, 206):
                view = self.response(status, {"type": "string", "format": "binary"}, content_type=content_type)(view)
            return view

        return decorate

    def tagged(self) -> Callable[[View], View]:
        """Say that the view wants the ETag of what was looked at."""
        return self.refuses(*TAGGED, headers=(IF_MATCH,))

    def query(self, schema: type[Schema]) -> Callable[[View], View]:
        """Take parameters from the address."""
        return cast(Callable[[View], View], super().arguments(schema, location="query", unknown=RAISE))

    def body(self, schema: type[Schema]) -> Callable[[View], View]:
        """Take a JSON body of that shape."""
        return cast(Callable[[View], View], super().arguments(schema, unknown=RAISE))

    def response(self, status_code: int, schema: Any = None, **options: Any) -> Callable[[View], View]:
        """Answer in the shape of a schema."""
        return cast(Callable[[View], View], super().response(status_code, schema, **options))


class DescribedApi(Api):  # type: ignore[misc]
    """flask-smorest's API with our problems in place of its errors."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Any:
        """See problems.py."""
        return of_http(error)

    def _register_responses(self) -> None:
        """Describe errors as problems."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
