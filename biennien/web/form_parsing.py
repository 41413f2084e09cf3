"""Forms that cannot be read are refused with the reason; Werkzeug by itself takes them for empty ones."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.formparser import FormDataParser

from biennien.web.problems import Problem


class _Parser(FormDataParser):
    """Reads a form whole or not at all."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options | {"silent": False})

    def parse(self, *arguments: Any, **options: Any) -> Any:
        """See FormDataParser.parse. Raises: Problem 400."""
        try:
            return super().parse(*arguments, **options)
        except UnicodeDecodeError as error:
            raise Problem(400, "form_not_utf8") from error
        except ValueError as error:
            raise Problem(400, "form_broken") from error


class FormRequest(Request):
    """A request whose form tells what is wrong with it."""

    form_data_parser_class = _Parser
