"""`/webhooks`: which programs are told of jobs that end, and what became of the messages; for admins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import webhooks as store
from biennien.registry.tables import Webhook
from biennien.web.identity import staff
from biennien.web.pages.search import first_sentence
from biennien.web.parameters import at_most
from biennien.web.problems import Problem, explain
from biennien.web.services import services
from biennien.web.shown_once import WEBHOOK, keep_secret, take_secret
from biennien.web.webhooks import LONGEST_URL, add_webhook, tell_delivery, tell_webhook

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
PAGE_SIZE = 50


@blueprint.route("")
def index() -> str:
    """All webhooks with the last message of each, and the form for a new one."""
    with services().registry.read() as session:
        return _render(session, secrets=take_secret(WEBHOOK))


@blueprint.route("", methods=["POST"])
def add() -> Response | tuple[str, int]:
    """Add a webhook and lead to its secret, shown once; for a bad address the form again with what to do."""
    url = request.form.get("url", "").strip()
    with services().registry.write() as session:
        try:
            hook = add_webhook(session, at_most(LONGEST_URL)(url))
        except ValidationError as error:
            return _render(session, url=url, error=first_sentence(error.messages)), 422
        except Problem as problem:
            return _render(session, url=url, error=explain(problem)), problem.status
        return _to_secret(hook)


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
def rotate(webhook_id: str) -> Response:
    """Give a webhook another secret and lead to it, shown once."""
    with services().registry.write() as session:
        return _to_secret(store.rotate_secret(session, webhook_id, user_id=staff().id))


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


def _to_secret(hook: Webhook) -> Response:
    keep_secret(WEBHOOK, hook.id, hook.secret)
    return redirect(url_for(".index", _anchor=hook.id))


def _render(
    session: Session, *, secrets: Mapping[str, str] | None = None, url: str = "", error: str | None = None
) -> str:
    told = [_tell(session, hook) | {"secret": (secrets or {}).get(hook.id)} for hook in store.list_webhooks(session)]
    return render_template(
        "webhooks/index.html", hooks=told, url=url, error=error, longest=LONGEST_URL, hours=store.OLD_SECRET_HOURS
    )


def _named(hook: Webhook) -> dict[str, Any]:
    return tell_webhook(hook) | {"host": urlsplit(hook.url).hostname}


def _tell(session: Session, hook: Webhook) -> dict[str, Any]:
    last = store.list_deliveries(session, hook.id, limit=1).items
    return _named(hook) | {
        "events": (store.JOB_DONE, store.JOB_FAILED),
        "last": tell_delivery(last[0]) if last else None,
    }
