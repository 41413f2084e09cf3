"""`/login` and `/logout`."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from biennien.registry.accounts import sign_in as find_account
from biennien.web import identity
from biennien.web.attempts import Attempts
from biennien.web.identity import account
from biennien.web.problems import Problem
from biennien.web.services import services

blueprint = Blueprint("account", __name__)
attempts = Attempts()


@blueprint.route("/login", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """The form, and what it leads to: back to where the reader came from."""
    target = safe_target(request.values.get("next", ""))
    if request.method != "POST":
        return redirect(target) if account() else render_template("account/login.html", target=target, failed=False)
    name = request.form.get("name", "").strip()
    key = f"{request.remote_addr} {name}"
    refuse_spent(key)
    with services().registry.write() as registry:
        user = find_account(registry, name, request.form.get("password", ""))
        if user is not None:
            identity.sign_in(registry, user)
    if user is None:
        attempts.note(key)
        return render_template("account/login.html", target=target, failed=True, name=name), 401
    attempts.forget(key)
    return redirect(target)


@blueprint.route("/logout", methods=["POST"])
def sign_out() -> Response:
    """End the session, also where its cookie was copied to."""
    identity.sign_out()
    return redirect(url_for("search.page"))


def refuse_spent(key: str) -> None:
    """Refuse who failed too often of late. Raises: Problem 429."""
    if attempts.are_spent(key):
        raise Problem(
            429, "too_many_attempts", headers={"Retry-After": str(attempts.seconds)}, minutes=attempts.minutes
        )


def safe_target(address: str, *, other: str = "") -> str:
    """An address of our own; for any other `other`, else the search page."""
    parts = urlsplit(address)
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    clean = not any(letter in address for letter in "\r\n\t\\")
    return address if own and clean else other or url_for("search.page")
