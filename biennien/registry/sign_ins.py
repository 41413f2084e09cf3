"""Sessions of people in their browsers: begun by signing in, ended by signing out, a new password or another role.

What ends one is here and not in its cookie, so a copy of the cookie ends with it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.tables import SignIn, User

KEPT_DAYS = 30
"""How long a session lasts at most: a browser that is never closed keeps its cookie."""


def begin_session(session: Session, user: User) -> str:
    """The secret of a new session of `user`, for its cookie; only its hash is kept. Those that are too old go."""
    moment, secret = now(session), secrets.token_urlsafe(32)
    session.execute(delete(SignIn).where(SignIn.created_at < moment - timedelta(days=KEPT_DAYS)))
    session.add(SignIn(secret_hash=_hash(secret), user_id=user.id, created_at=moment))
    return secret


def user_of_session(session: Session, secret: str) -> User | None:
    """The open account that is signed in by `secret`, None where that session has ended.

    Every request asks: the age of a session is told by our own clock, which costs no question to the registry.
    """
    statement = select(User).join(SignIn, SignIn.user_id == User.id)
    statement = statement.where(SignIn.secret_hash == _hash(secret), User.disabled.is_(False))
    statement = statement.where(SignIn.created_at >= datetime.now(UTC) - timedelta(days=KEPT_DAYS))
    return session.scalars(statement).first()


def end_session(session: Session, secret: str) -> None:
    """Let a session be over, in whatever browser its cookie is."""
    session.execute(delete(SignIn).where(SignIn.secret_hash == _hash(secret)))


def end_sessions(session: Session, user: User) -> None:
    """Let all sessions of an account be over."""
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
