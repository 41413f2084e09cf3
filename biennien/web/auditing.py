"""The log of all acts, asked for by the page, the API and the exports alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from marshmallow import EXCLUDE, post_load
from sqlalchemy.orm import Session

from biennien.registry.accounts import names_of
from biennien.registry.audit import AuditFilter, to_row
from biennien.registry.tables import Audit
from biennien.searching import first_day, last_day
from biennien.web.parameters import (
    Blank,
    PeriodArgs,
    at_most,
    cursor_field,
    day_field,
    name_field,
    number_field,
)

LONGEST = 64
SIZE = 50
FIRST_DAY = 1_01_01


class AuditArgs(PeriodArgs):
    """What may be asked of the log."""

    class Meta:
        """The page has parameters of its own (`lang`)."""

        unknown = EXCLUDE

    who = name_field("The name of an account; ~ for the command line.")
    what = Blank(load_default="", validate=at_most(LONGEST), metadata={"description": "An act, for instance withdraw."})
    kind = Blank(load_default="", validate=at_most(LONGEST), metadata={"description": "A kind of thing: document …"})
    object = Blank(load_default="", validate=at_most(LONGEST), metadata={"description": "The id of the thing."})
    from_ = day_field("First year, month or day (UTC).", data_key="from")
    to = day_field("Last year, month or day (UTC).")
    cursor = cursor_field()
    size = number_field(SIZE, 1, 500)

    @post_load
    def make(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The filter beside where the list goes on."""
        wanted = AuditFilter(
            who=given["who"] or None,
            action=given["what"] or None,
            kind=given["kind"] or None,
            object_id=given["object"] or None,
            first=_moment(first_day(given["from_"]), time.min),
            last=_moment(last_day(given["to"]), time.max),
        )
        return {"wanted": wanted, "cursor": given["cursor"] or None, "size": given["size"], "given": given}


def rows(session: Session, entries: Iterable[Audit]) -> Iterator[dict[str, Any]]:
    """The entries for people and programs, with the names of accounts."""
    names: dict[str, str] = {}
    for entry in entries:
        if entry.user_id and entry.user_id not in names:
            names |= names_of(session, [entry.user_id])
        yield to_row(entry, names)


def _moment(day: int | None, at: time) -> datetime | None:
    """That time of a day given as YYYYMMDD; None for no day, and for one before our era, which limits nothing."""
    if day is None or day < FIRST_DAY:
        return None
    return datetime.combine(date(day // 10_000, day // 100 % 100, day % 100), at, tzinfo=UTC)
