"""Accounts of staff, and tokens for scripts."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.database import now
from biennien.registry.errors import AccountClosed, BadName, BadScope, LastAdmin, NameTaken, NotFound, WeakPassword
from biennien.registry.keys import random_id
from biennien.registry.sign_ins import end_sessions
from biennien.registry.tables import Token, User
from biennien.rights import ADMIN, CORRECTOR, EVERYDAY_SCOPES, ROLES, SCOPES, SCOPES_OF_ROLE
from ingest.paragraphs import clean

NAME = re.compile(r"[\w.@-]{1,64}")
"""Letters of any alphabet, digits and `. _ - @`: what can be typed, told apart and quoted."""

LEAST_PASSWORD = 8
TOKEN_PREFIX = "bn_"  # noqa: S105 (what a token begins with, not one)


def add_user(session: Session, name: str, password: str, *, role: str = CORRECTOR, by: str | None = None) -> User:
    """A new account, called as no other is, in capitals or small letters either.

    Raises: BadName, NameTaken, WeakPassword.
    """
    if not NAME.fullmatch(name):
        raise BadName()
    for other in session.scalars(select(User.name)):
        if _read_as(other) == _read_as(name):
            raise NameTaken(name=other)
    user = User(
        id=random_id("a"), name=name, role=role, password_hash=_hash_password(password), disabled=False,
        created_at=now(session),
    )  # fmt: skip
    session.add(user)
    session.flush()
    audit.record(session, "add", "user", user.id, user_id=by, name=name, after=role)
    return user


def _read_as(name: str) -> str:
    """What a name looks like to people, who would take the acts of `Lan` for those of `lan`."""
    return unicodedata.normalize("NFKC", name).casefold()


def set_password(session: Session, name: str, password: str, *, by: str | None = None) -> User:
    """The account with a new password; all its sessions end. Raises: NotFound, WeakPassword."""
    user = find_user(session, name)
    user.password_hash = _hash_password(password)
    end_sessions(session, user)
    audit.record(session, "set_password", "user", user.id, user_id=by)
    return user


def disable_user(session: Session, name: str, *, disabled: bool = True, by: str | None = None) -> User:
    """The account closed (or opened again); its sessions end and its tokens stop working.

    Raises: NotFound, LastAdmin.
    """
    user = find_user(session, name)
    if disabled:
        _keep_an_admin(session, user)
    told = {"before": _openness(user.disabled), "after": _openness(disabled)}
    user.disabled = disabled
    end_sessions(session, user)
    audit.record(session, "disable" if disabled else "enable", "user", user.id, user_id=by, name=name, **told)
    return user


def _openness(disabled: bool) -> str:
    return "closed" if disabled else "open"


def set_role(session: Session, name: str, role: str, *, by: str | None = None) -> User:
    """The account with another role; its sessions end. Raises: NotFound, LastAdmin."""
    if role not in ROLES:
        raise ValueError(role)
    user = find_user(session, name)
    if role != ADMIN:
        _keep_an_admin(session, user)
    audit.record(session, "set_role", "user", user.id, user_id=by, name=name, before=user.role, after=role)
    user.role = role
    end_sessions(session, user)
    return user


def _keep_an_admin(session: Session, user: User) -> None:
    """Refuse to take the last open admin away; the rows stay as they are until the transaction ends."""
    statement = select(User.id).where(User.role == ADMIN, User.disabled.is_(False)).with_for_update()
    if session.scalars(statement).all() == [user.id]:
        raise LastAdmin(name=user.name)


def find_user(session: Session, name: str) -> User:
    """The account of that name. Raises: NotFound."""
    user = session.scalars(select(User).where(User.name == name)).first()
    if user is None:
        raise NotFound(kind="user", id=name)
    return user


def get_account(session: Session, user_id: str) -> User:
    """The account with that id, closed ones too. Raises: NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(kind="user", id=user_id)
    return user


def change_password(session: Session, name: str, old: str, new: str, *, by: str) -> User | None:
    """The account with a new password where `old` is its password, else None. Raises: WeakPassword."""
    return None if sign_in(session, name, old) is None else set_password(session, name, new, by=by)


def get_user(session: Session, user_id: str) -> User | None:
    """An open account by its id, None when it is closed or was never there."""
    user = session.get(User, user_id)
    return None if user is None or user.disabled else user


def names_of(session: Session, user_ids: Collection[str]) -> dict[str, str]:
    """What these accounts are called, closed ones included."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return dict(rows.tuples().all())


def list_users(session: Session) -> Sequence[User]:
    """All accounts by name."""
    return session.scalars(select(User).order_by(User.name)).all()


def sign_in(session: Session, name: str, password: str) -> User | None:
    """The open account that name and password fit, else None; an unknown name takes as long as a wrong password."""
    from werkzeug.security import check_password_hash

    user = session.scalars(select(User).where(User.name == name)).first()
    fits = check_password_hash(user.password_hash if user else _nobody(), password)
    if user is None or not fits or user.disabled:
        return None
    user.last_login_at = now(session)
    return user


def add_token(
    session: Session, user: User, name: str, *, scopes: Iterable[str] | None = None, by: str | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once and kept nowhere.

    Without `scopes` it is for everyday work (reading, uploading, correcting), as far as the role of `user` goes.

    Raises: AccountClosed, BadScope.
    """
    if user.disabled:
        raise AccountClosed(name=user.name)
    allowed = SCOPES_OF_ROLE[user.role]
    wanted = set(scopes) if scopes is not None else set(EVERYDAY_SCOPES).intersection(allowed)
    if not wanted or not wanted <= set(allowed):
        raise BadScope(role=user.role, scope=" ".join(sorted(wanted.difference(allowed))))
    name, secret = clean(name), TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = Token(
        id=random_id("t"), user_id=user.id, name=name, secret_hash=_hash_secret(secret), created_at=now(session),
        scopes=" ".join(scope for scope in SCOPES if scope in wanted),
    )  # fmt: skip
    session.add(token)
    session.flush()
    audit.record(session, "add", "token", token.id, user_id=by, name=name, user=user.name, after=token.scopes)
    return token, secret


def list_tokens(session: Session, *, user_id: str | None = None) -> Sequence[Token]:
    """All tokens (of one account), oldest first, revoked ones included."""
    statement = select(Token).order_by(Token.created_at, Token.id)
    return session.scalars(statement if user_id is None else statement.where(Token.user_id == user_id)).all()


def revoke_token(session: Session, token_id: str, *, of: str | None = None, by: str | None = None) -> Token:
    """The token, which works no more. Raises: NotFound, also for one that is not `of` this account."""
    token = session.get(Token, token_id)
    if token is None or of not in (None, token.user_id):
        raise NotFound(kind="token", id=token_id)
    token.revoked_at = token.revoked_at or now(session)
    audit.record(session, "revoke", "token", token.id, user_id=by, name=token.name, before=token.scopes)
    return token


def user_of_token(session: Session, secret: str) -> tuple[User, frozenset[str]] | None:
    """The open account that a token belongs to and what the token is for, None when it is unknown or revoked."""
    statement = select(User, Token.scopes).join(Token, Token.user_id == User.id).where(User.disabled.is_(False))
    found = session.execute(
        statement.where(Token.secret_hash == _hash_secret(secret), Token.revoked_at.is_(None))
    ).first()
    return None if found is None else (found[0], frozenset(found[1].split()))


def _hash_password(password: str) -> str:
    from werkzeug.security import generate_password_hash

    if len(password) < LEAST_PASSWORD:
        raise WeakPassword(least=LEAST_PASSWORD)
    return generate_password_hash(password)


@cache
def _nobody() -> str:
    """A hash that no password fits."""
    return _hash_password(secrets.token_hex(16))


def _hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
