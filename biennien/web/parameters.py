"""What parameters of an address may be, with what to write instead, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from biennien.searching import BadDay, first_day, last_day

LONGEST_NAME = 500
LONGEST_CURSOR = 500
LONGEST_REASON = 1_000
"""Characters of what is said of a withdrawal, or another act that shows or hides."""


class Parameters(Schema):
    """A set of parameters."""

    error_messages = {  # noqa: RUF012 (marshmallow reads it from the class)
        "unknown": lazy_gettext("This parameter is unknown here. See /api/v1/openapi.json for those there are.")
    }


class Blank(fields.String):
    """Text whose blanks at either end do not count."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, *args, **kwargs).strip()


class Day(Blank):
    """A day, month, quarter or year: `2019`, `2019-02`, `2019-02-28`, `28/02/2019`, `02/2019`; nothing for no limit."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, *args, **kwargs)
        try:
            first_day(text)
        except BadDay as error:
            raise ValidationError(
                gettext(
                    "“%(text)s” is no date. Write a year (2019), a month (2019-02) or a day (2019-02-28, 28/02/2019).",
                    text=text,
                )
            ) from error
        return text


class Since(fields.Field[datetime | None]):
    """A moment (RFC 3339) or a day; nothing for no limit. A moment without a zone is UTC."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime | None:
        text = str(value).strip().replace(" ", "+")
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text) if "T" in text else _midnight(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValidationError(
                gettext("“%(text)s” is no moment. Write 2024-05-01 or 2024-05-01T08:00:00Z.", text=text)
            ) from error


def _midnight(text: str) -> datetime:
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def name_field(description: str) -> Blank:
    """A name, an id or nothing."""
    return Blank(load_default="", validate=at_most(LONGEST_NAME), metadata={"description": description})


def names_field(description: str) -> fields.List[Any]:
    """A parameter that may stand several times; empty ones do not count."""
    return fields.List(Blank(validate=at_most(LONGEST_NAME)), load_default=list, metadata={"description": description})


def day_field(description: str, **options: Any) -> Day:
    """One end of a period."""
    return Day(load_default="", metadata={"description": description}, **options)


class PeriodArgs(Parameters):
    """A period, open at either end where nothing is given."""

    from_ = day_field("First year, month or day.", data_key="from")
    to = day_field("Last year, month or day.")

    @validates_schema
    def check_period(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a period that ends before it begins: nothing is in it. Raises: ValidationError."""
        first, last = first_day(data["from_"]), last_day(data["to"])
        if first is not None and last is not None and first > last:
            raise ValidationError({"from": [gettext("The period ends before it begins: exchange from and to.")]})


def cursor_field() -> Blank:
    """Where a list goes on."""
    return Blank(
        load_default="", validate=at_most(LONGEST_CURSOR), metadata={"description": "Goes on after an answer."}
    )


def number_field(default: int, first: int, last: int) -> fields.Integer:
    """A whole number between two, both included."""
    return fields.Integer(
        load_default=default,
        validate=validate.Range(min=first, max=last, error=lazy_gettext("Write a number from {min} to {max}.")),
        error_messages={"invalid": lazy_gettext("That is no whole number.")},
    )


def choice(values: Iterable[str]) -> validate.OneOf:
    """One of `values`, or nothing; who gives another one is told of the values alone."""
    told = list(values)
    one_of = validate.OneOf(["", *told], error=lazy_gettext("“{input}” is not known here. Write one of: {choices}."))
    one_of.choices_text = ", ".join(told)
    return one_of


def at_most(letters: int) -> validate.Length:
    """No longer than that."""
    return validate.Length(max=letters, error=lazy_gettext("That is too long: {max} characters at most."))
