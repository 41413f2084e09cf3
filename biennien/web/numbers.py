"""Numbers of rows as people and programs send them: in addresses, forms and parameters."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map, ValidationError

LARGEST_NUMBER = 2**31 - 1
"""What a database keeps as an integer; nothing has a larger number."""


def row_number(text: str) -> int:
    """The number; to be given as `type` where a form or parameters are read.

    Raises: ValueError for what no row can have as its number; digits without end are not even read.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))):
        raise ValueError("no number of a row")
    number = int(text)
    if number > LARGEST_NUMBER:
        raise ValueError("no number of a row")
    return number


class RowNumber(IntegerConverter):
    """A number in an address; one that no row can have leads nowhere."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_NUMBER)

    def to_python(self, value: str) -> int:
        """See `row_number`. Raises: ValidationError."""
        try:
            return row_number(value)
        except ValueError as error:
            raise ValidationError from error
