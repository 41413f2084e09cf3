"""`/webhooks`: which programs are told of jobs that end, and what became of the messages; for admins."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import webhooks as store
from biennien.registry.tables import Webhook
from biennien.web.identity import staff
from biennien.web.problems import Problem, explain
from biennien.web.services import services
from biennien.web.webhooks import LONGEST_URL, add_webhook, tell_delivery, tell_webhook

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
PAGE_SIZE = 50


@blueprint.route("")
def index() -> str:
    """All webhooks with the last message of each, and the form for a new one."""
    with services().registry.read() as session:
        return _render(session)


@blueprint.route("", methods=["POST"])
def add() -> str | tuple[str, int]:
    """Add a webhook and show its secret, this once; for a bad address the form again with what to do."""
    url = request.form.get("url", "").strip()[:LONGEST_URL]
    with services().registry.write() as session:
        try:
            hook = add_webhook(session, url)
        except Problem as problem:
            return _render(session, url=url, error=explain(problem)), problem.status
        return _render(session, fresh=hook)


@blueprint.route("/<webhook_id>")
def page(webhook_id: str) -> str:
    """The messages of a webhook, newest first."""
    with services().registry.read() as session:
        hook = store.get_webhook(session, webhook_id)
        cursor = request.args.get("cursor") or None
        found = store.list_deliveries(session, webhook_id, cursor=cursor, limit=PAGE_SIZE)
        more = url_for(".page", webhook_id=webhook_id, cursor=found.cursor) if found.cursor else None
        return render_template(
            "webhooks/page.html", hook=_named(hook), messages=[tell_delivery(one) for one in found.items],
            more=more, days=store.KEPT_DAYS,
        )  # fmt: skip


@blueprint.route("/<webhook_id>/rotate", methods=["POST"])
def rotate(webhook_id: str) -> str:
    """Give a webhook another secret and show it, this once."""
    with services().registry.write() as session:
        return _render(session, fresh=store.rotate_secret(session, webhook_id, user_id=staff().id))


@blueprint.route("/<webhook_id>/test", methods=["POST"])
def try_out(webhook_id: str) -> Response:
    """Send a message that tells of nothing."""
    with services().registry.write() as session:
        store.add_test(session, webhook_id)
    return redirect(url_for(".page", webhook_id=webhook_id))


@blueprint.route("/<webhook_id>/remove", methods=["POST"])
def remove(webhook_id: str) -> Response:
    """Tell an address no more."""
    with services().registry.write() as session:
        store.remove_webhook(session, webhook_id, user_id=staff().id)
    return redirect(url_for(".index"))


@blueprint.route("/<webhook_id>/deliveries/<delivery_id>/send-again", methods=["POST"])
def send_again(webhook_id: str, delivery_id: str) -> Response:
    """Send a message once more."""
    with services().registry.write() as session:
        store.send_again(session, webhook_id, delivery_id)
    return redirect(url_for(".page", webhook_id=webhook_id, _anchor=delivery_id))


def _render(session: Session, *, fresh: Webhook | None = None, url: str = "", error: str | None = None) -> str:
    told = [_tell(session, hook, fresh=fresh) for hook in store.list_webhooks(session)]
    return render_template(
        "webhooks/index.html", hooks=told, url=url, error=error, longest=LONGEST_URL, hours=store.OLD_SECRET_HOURS
    )


def _named(hook: Webhook) -> dict[str, Any]:
    return tell_webhook(hook) | {"host": urlsplit(hook.url).hostname}


def _tell(session: Session, hook: Webhook, *, fresh: Webhook | None) -> dict[str, Any]:
    last = store.list_deliveries(session, hook.id, limit=1).items
    return _named(hook) | {
        "events": (store.JOB_DONE, store.JOB_FAILED),
        "last": tell_delivery(last[0]) if last else None,
        "secret": hook.secret if hook is fresh else None,
    }
