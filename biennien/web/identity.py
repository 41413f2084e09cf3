"""Who is asking: an account with a session or a token, or anybody; and what they may read and do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, g, request
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from biennien.registry.accounts import user_of_token
from biennien.registry.readers import KEEPER, STAFF_MEMBER, Reader, reader_for
from biennien.registry.sign_ins import begin_session, end_session, user_of_session
from biennien.registry.tables import Document, User
from biennien.rights import ALL, CORRECTOR, PUBLIC, READER, UPLOADER, may, right_of
from biennien.web.problems import Problem
from biennien.web.services import services

API = "/api/"


@dataclass(frozen=True, slots=True)
class Account(UserMixin):  # type: ignore[misc]
    """Somebody with an account.

    `session` is the secret of the session that they signed in to, None with a token; `scopes` is what the token is
    for that was sent, None without one.
    """

    id: str
    name: str
    role: str
    session: str | None = None
    scopes: frozenset[str] | None = None

    def get_id(self) -> str | None:
        """What the cookie remembers."""
        return self.session


class _Sessions(SecureCookieSessionInterface):
    """Session cookies that a browser sends back only over HTTPS where the service is reached by it."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def set_up(app: Flask) -> None:
    """Know the account behind a session, and refuse what the table of rights does not allow it."""
    app.session_interface = _Sessions()
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    app.before_request(_guard)


def sign_in(registry: Session, user: User) -> None:
    """Begin a session of `user` in this browser, in the place of any there was."""
    end_session(registry, cookie.get("_user_id", ""))
    cookie.clear()
    login_user(Account(user.id, user.name, user.role, begin_session(registry, user)))


def sign_out() -> None:
    """End the session of this browser, and of every copy of its cookie."""
    found = _by_session()
    if found is not None and found.session is not None:
        with services().registry.write() as registry:
            end_session(registry, found.session)
    logout_user()
    cookie.clear()


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
    return reader_for(services().settings.reading, _role())


def keeper() -> Reader:
    """As `reader`, with withdrawn documents, to bring them back: all for correctors, their own for uploaders."""
    found = account()
    if found is None or not may(found.role, UPLOADER):
        return reader()
    return KEEPER if may(found.role, CORRECTOR) else replace(STAFF_MEMBER, own=found.id)


def staff() -> Account:
    """The account that asks. Raises: Problem 401 without one."""
    found = account()
    if found is None:
        raise Problem(401, "sign_in_needed", headers={"WWW-Authenticate": "Bearer"})
    return found


def manages(document: Document, *, withdrawn_by: str | None = None) -> bool:
    """Whether the one who asks may withdraw `document` or bring it back: correctors, and who handed it in.

    What a corrector withdrew only correctors bring back; `withdrawn_by` is the account that did.
    """
    found = account()
    if found is None or may(found.role, CORRECTOR):
        return found is not None
    return may(found.role, UPLOADER) and document.added_by == found.id and withdrawn_by in (None, found.id)


def refuse_others(document: Document, *, withdrawn_by: str | None = None) -> None:
    """Let pass who `manages` the document. Raises: Problem 403."""
    if not manages(document, withdrawn_by=withdrawn_by):
        raise Problem(403, "not_yours", needed_role=CORRECTOR)


def permits(endpoint: str) -> bool:
    """Whether the one who asks may go to `endpoint`, so that no page offers what is then refused."""
    right = right_of(endpoint)
    return right is not None and may(_role(), _needed(right.role))


def _role() -> str | None:
    found = account()
    return None if found is None else found.role


def _needed(role: str) -> str:
    """What the table asks for under the setting that is in force: reading may need an account."""
    return READER if role == PUBLIC and services().settings.reading != "open" else role


def _guard() -> None:
    """Refuse before a view runs: a view that forgets to ask gives nothing, one without a row in the table neither."""
    if request.endpoint is None:
        return
    right = right_of(request.endpoint)
    if right is None:
        raise Problem(403, "forbidden")
    if right.role == ALL:
        return
    needed = _needed(right.role)
    if not may(_role(), needed):
        staff()
        raise Problem(403, "role_needed", needed_role=needed)
    found = account()
    scopes = None if found is None else found.scopes
    if scopes is not None and right.scope not in scopes:
        told = f'Bearer error="insufficient_scope", scope="{right.scope}"'
        raise Problem(403, "insufficient_scope", headers={"WWW-Authenticate": told}, needed_scope=str(right.scope))


def _load(secret: str) -> Account | None:
    with services().registry.read() as session:
        user = user_of_session(session, secret)
    return None if user is None else Account(user.id, user.name, user.role, secret)


def _by_session() -> Account | None:
    user: Any = current_user
    return user._get_current_object() if user.is_authenticated else None


def _by_token() -> Account:
    secret = request.headers["Authorization"].split(" ", 1)[1].strip()
    with services().registry.read() as session:
        found = user_of_token(session, secret)
    if found is None:
        raise Problem(401, "token_unknown", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    user, scopes = found
    return Account(user.id, user.name, user.role, scopes=scopes)
