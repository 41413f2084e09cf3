"""Who is asking: staff with a session or a token, or anybody; and what they may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user

from biennien.registry.accounts import get_user, user_of_token
from biennien.registry.readers import KEEPER, Reader, reader_for
from biennien.registry.tables import User
from biennien.web.problems import Problem
from biennien.web.services import services

P = ParamSpec("P")
R = TypeVar("R")

API = "/api/"
OPEN_TO_ALL = frozenset(
    {"static", "account.sign_in", "account.sign_out", "health.healthz", "health.readyz", "health.metrics",
     "saved.followed", "api-docs.openapi_json", "docs.page", "docs.asset"}
)  # fmt: skip
"""What answers although BIENNIEN_READING says `signed-in`: nothing here holds a word of a document, but a feed that
wants its own key."""


@dataclass(frozen=True, slots=True)
class Account(UserMixin):  # type: ignore[misc]
    """A signed-in member of staff. The session holds id and version: it ends when the version rises."""

    id: str
    name: str
    role: str
    version: int

    def get_id(self) -> str:
        """What the session remembers."""
        return f"{self.id}:{self.version}"


class _Sessions(SecureCookieSessionInterface):
    """Session cookies that a browser sends back only over HTTPS where the service is reached by it."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def set_up(app: Flask) -> None:
    """Know the account behind a session, and refuse readers where reading needs one."""
    app.session_interface = _Sessions()
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    app.before_request(_guard_reading)


def as_account(user: User) -> Account:
    """The account as sessions know it."""
    return Account(user.id, user.name, user.role, user.version)


def account() -> Account | None:
    """Who is asking, None for anybody. A token, where one is given, counts and the session does not."""
    if "account" not in g:
        g.account = _by_token() if has_token() else _by_session()
    found: Account | None = g.account
    return found


def has_token() -> bool:
    """Whether the request brings a bearer token."""
    return request.path.startswith(API) and request.headers.get("Authorization", "").lower().startswith("bearer ")


def reader() -> Reader:
    """What the one who asks may read."""
    return reader_for(services().settings.reading, signed_in=account() is not None)


def keeper() -> Reader:
    """As `reader`; staff see withdrawn documents too, to bring them back."""
    return KEEPER if account() is not None else reader()


def staff() -> Account:
    """The member of staff who asks. Raises: Problem 401 for anybody else."""
    found = account()
    if found is None:
        raise Problem(401, "sign_in_needed", headers={"WWW-Authenticate": "Bearer"})
    return found


def staff_only(view: Callable[P, R]) -> Callable[P, R]:
    """A view that only staff reach."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        staff()
        return view(*args, **kwargs)

    return guarded


def _load(session_id: str) -> Account | None:
    user_id, _, version = session_id.partition(":")
    with services().registry.read() as session:
        user = get_user(session, user_id)
    return as_account(user) if user is not None and str(user.version) == version else None


def _by_session() -> Account | None:
    user: Any = current_user
    return user._get_current_object() if user.is_authenticated else None


def _by_token() -> Account:
    secret = request.headers["Authorization"].split(" ", 1)[1].strip()
    with services().registry.read() as session:
        user = user_of_token(session, secret)
    if user is None:
        raise Problem(401, "token_unknown", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return as_account(user)


def _guard_reading() -> None:
    """Refuse before a view runs, so that a view that forgets to ask shows nothing."""
    if request.endpoint is not None and request.endpoint not in OPEN_TO_ALL and not reader().visibilities:
        staff()
