"""`/accounts`: who may sign in and as what, and their tokens; for admins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import accounts
from biennien.registry.tables import Token, User
from biennien.rights import CORRECTOR, ROLES, SCOPES_OF_ROLE
from biennien.web.forms import chosen
from biennien.web.identity import staff
from biennien.web.serializers.names import moment
from biennien.web.services import services
from biennien.web.shown_once import TOKEN, keep_secret, take_secret

blueprint = Blueprint("people", __name__, url_prefix="/accounts")


@blueprint.route("")
def page() -> str:
    """All accounts with their tokens, and the form for a new one."""
    with services().registry.read() as session:
        return _render(session)


@blueprint.route("", methods=["POST"])
def add() -> Response:
    """Make an account."""
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    with services().registry.write() as session:
        user = accounts.add_user(session, name, password, role=chosen("role", ROLES), by=staff().id)
        return _to(user)


@blueprint.route("/<user_id>/role", methods=["POST"])
def role(user_id: str) -> Response:
    """Give an account another role."""
    with services().registry.write() as session:
        user = accounts.get_account(session, user_id)
        return _to(accounts.set_role(session, user.name, chosen("role", ROLES), by=staff().id))


@blueprint.route("/<user_id>/<any(close, open):step>", methods=["POST"])
def switch(user_id: str, step: str) -> Response:
    """Close an account, or open it again."""
    with services().registry.write() as session:
        user = accounts.get_account(session, user_id)
        return _to(accounts.disable_user(session, user.name, disabled=step == "close", by=staff().id))


@blueprint.route("/<user_id>/password", methods=["POST"])
def password(user_id: str) -> Response:
    """Give an account another password; its sessions end."""
    with services().registry.write() as session:
        user = accounts.get_account(session, user_id)
        return _to(accounts.set_password(session, user.name, request.form.get("password", ""), by=staff().id))


@blueprint.route("/<user_id>/tokens", methods=["POST"])
def add_token(user_id: str) -> Response:
    """Make a token and lead to it, shown once."""
    with services().registry.write() as session:
        user = accounts.get_account(session, user_id)
        keep_token(session, user)
        return _to(user)


@blueprint.route("/tokens/<token_id>/revoke", methods=["POST"])
def revoke(token_id: str) -> Response:
    """Stop a token from working."""
    with services().registry.write() as session:
        token = accounts.revoke_token(session, token_id, by=staff().id)
        return _to(accounts.get_account(session, token.user_id))


def keep_token(session: Session, user: User) -> None:
    """Make the token that a form asks for, to be shown on the next page. Raises: BadScope."""
    name, scopes = request.form.get("name", "").strip()[:100], request.form.getlist("scope")
    _, secret = accounts.add_token(session, user, name, scopes=scopes, by=staff().id)
    keep_secret(TOKEN, user.id, secret)


def tell_tokens(tokens: Iterable[Token]) -> list[dict[str, Any]]:
    """Those of these tokens that work."""
    return [
        {"id": one.id, "name": one.name, "scopes": one.scopes.split(), "created_at": moment(one.created_at)}
        for one in tokens
        if one.revoked_at is None
    ]


def _render(session: Session) -> str:
    secrets = take_secret(TOKEN)
    tokens: dict[str, list[Token]] = defaultdict(list)
    for one in accounts.list_tokens(session):
        tokens[one.user_id].append(one)
    told = [
        {
            "id": user.id,
            "name": user.name,
            "role": user.role,
            "open": not user.disabled,
            "seen": moment(user.last_login_at),
            "tokens": tell_tokens(tokens[user.id]),
            "scopes": SCOPES_OF_ROLE[user.role],
            "secret": secrets.get(user.id),
        }
        for user in accounts.list_users(session)
    ]
    return render_template(
        "account/people.html", people=told, roles=ROLES, usual=CORRECTOR, least=accounts.LEAST_PASSWORD
    )


def _to(user: User) -> Response:
    return redirect(url_for(".page", _anchor=user.id))
