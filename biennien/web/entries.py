"""Units, slogans and campaigns as staff decide on them: found for who may see them, and in the state that was seen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.registry.browsing import Counted, find_visible, get_visible
from biennien.registry.errors import EntryChanged
from biennien.registry.locks import NAMES, take_lock
from biennien.registry.tables import Unit
from biennien.web.identity import reader
from biennien.web.problems import Problem
from biennien.web.serializers.entries import entry_tag


def seen_entry(session: Session, table: type[Any], row_id: str, tags: Collection[str]) -> Any:
    """The entry, in the state that one of `tags` names, with nobody deciding beside. Raises: NotFound, EntryChanged."""
    take_lock(session, NAMES)
    row = get_visible(session, table, row_id, reader()).row
    if entry_tag(row) not in tags:
        raise EntryChanged(id=row.id)
    return row


def entry_into(session: Session, table: type[Any], row_id: str) -> Counted[Any]:
    """The entry that another one is to be part of. Raises: Problem 422 where none was named; NotFound."""
    if not row_id.strip():
        raise Problem(422, "target_missing", errors=[{"parameter": "into", "detail": gettext("It is missing.")}])
    return get_visible(session, table, row_id, reader())


def unit_called(session: Session, words: str) -> str | None:
    """The id of the unit that these words name, empty where they name none; None for no words."""
    if not words:
        return None
    found = next(iter(find_visible(session, Unit, words, reader())), None)
    return found.id if found else ""
