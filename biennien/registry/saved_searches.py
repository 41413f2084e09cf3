"""Searches that staff keep: asked again with one click, and followed as a feed."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.errors import NotFound
from biennien.registry.keys import random_id
from biennien.registry.tables import SavedSearch
from ingest.paragraphs import clean

LONGEST_NAME = 200


def save_search(session: Session, user_id: str, name: str, address: str) -> SavedSearch:
    """Keep a search under a name; the same search once more gets the new name."""
    mine = select(SavedSearch).where(SavedSearch.user_id == user_id, SavedSearch.address == address)
    row = session.scalars(mine).first()
    if row is None:
        moment = now(session)
        row = SavedSearch(
            id=random_id("q"), user_id=user_id, address=address, feed_key=secrets.token_urlsafe(24), name="",
            created_at=moment, seen_at=moment,
        )  # fmt: skip
        session.add(row)
    row.name = clean(name)[:LONGEST_NAME]
    return row


def searches_of(session: Session, user_id: str) -> Sequence[SavedSearch]:
    """The searches that somebody keeps, by name."""
    statement = select(SavedSearch).where(SavedSearch.user_id == user_id)
    return session.scalars(statement.order_by(SavedSearch.name, SavedSearch.id)).all()


def own_search(session: Session, search_id: str, user_id: str) -> SavedSearch:
    """One of somebody's searches. Raises: NotFound, also for another's."""
    row = session.get(SavedSearch, search_id)
    if row is None or row.user_id != user_id:
        raise NotFound(kind="search", id=search_id)
    return row


def followed_search(session: Session, search_id: str, feed_key: str) -> SavedSearch:
    """The search whose feed somebody asks for with its key. Raises: NotFound."""
    row = session.get(SavedSearch, search_id)
    if row is None or not hmac.compare_digest(row.feed_key.encode(), feed_key.encode()):
        raise NotFound(kind="search", id=search_id)
    return row
