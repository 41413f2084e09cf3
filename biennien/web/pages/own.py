"""`/account`: one's own password and tokens."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import accounts
from biennien.rights import SCOPES_OF_ROLE
from biennien.web.identity import sign_in, staff
from biennien.web.pages.accounts import attempts, refuse_spent
from biennien.web.pages.people import keep_token, tell_tokens
from biennien.web.problems import Problem
from biennien.web.services import services
from biennien.web.shown_once import TOKEN, take_secret

blueprint = Blueprint("own", __name__, url_prefix="/account")


@blueprint.route("")
def page() -> str:
    """The account that is signed in."""
    with services().registry.read() as registry:
        return _render(registry, changed="changed" in request.args)


@blueprint.route("/password", methods=["POST"])
def password() -> Response:
    """Take another password for the one there is; all other sessions end."""
    me = staff()
    key = f"{request.remote_addr} {me.name}"
    refuse_spent(key)
    old, new = request.form.get("old", ""), request.form.get("new", "")
    with services().registry.write() as registry:
        user = accounts.change_password(registry, me.name, old, new, by=me.id)
        if user is not None:
            sign_in(registry, user)
    if user is None:
        attempts.note(key)
        raise Problem(422, "password_wrong")
    attempts.forget(key)
    return redirect(url_for(".page", changed=1))


@blueprint.route("/tokens", methods=["POST"])
def add_token() -> Response:
    """Make a token of one's own and lead to it, shown once."""
    with services().registry.write() as registry:
        keep_token(registry, accounts.get_account(registry, staff().id))
    return redirect(url_for(".page"))


@blueprint.route("/tokens/<token_id>/revoke", methods=["POST"])
def revoke(token_id: str) -> Response:
    """Stop a token of one's own from working."""
    with services().registry.write() as registry:
        accounts.revoke_token(registry, token_id, of=staff().id, by=staff().id)
    return redirect(url_for(".page"))


def _render(registry: Session, *, changed: bool) -> str:
    user = accounts.get_account(registry, staff().id)
    person = {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "scopes": SCOPES_OF_ROLE[user.role],
        "tokens": tell_tokens(accounts.list_tokens(registry, user_id=user.id)),
        "secret": take_secret(TOKEN).get(user.id),
    }
    return render_template("account/own.html", person=person, changed=changed, least=accounts.LEAST_PASSWORD)
