"""Webhooks as programs and pages set and show them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from biennien.registry import webhooks as store
from biennien.registry.errors import WebhookKnown
from biennien.registry.tables import Delivery, Webhook
from biennien.web.identity import staff
from biennien.web.problems import Problem
from biennien.web.serializers.names import moment
from biennien.web.services import services
from biennien.webhook_sender import BadAddress, check_url

LONGEST_URL = 2_000


def add_webhook(session: Session, url: str) -> Webhook:
    """A new webhook of who is signed in.

    Raises: Problem 422 for an address that is not told anything, 409 for one that is told already.
    """
    try:
        sent = check_url(url, services().settings.webhook_allow).geturl()
        return store.add_webhook(session, sent, user_id=staff().id)
    except BadAddress as error:
        raise Problem(422, "webhook_address") from error
    except WebhookKnown as error:
        raise Problem(409, error.code, url=sent) from error


def tell_webhook(hook: Webhook) -> dict[str, Any]:
    """An address that is told, without its secret."""
    return {"id": hook.id, "url": hook.url, "created_at": moment(hook.created_at)}


def tell_delivery(one: Delivery) -> dict[str, Any]:
    """A message and what became of it."""
    return {
        "id": one.id,
        "event": one.event,
        "state": one.state,
        "attempts": one.attempts,
        "status": one.status,
        "error": one.error,
        "body": one.body,
        "created_at": moment(one.created_at),
        "next_at": moment(one.next_at) if one.state == store.WAITING else None,
        "ended_at": moment(one.ended_at),
    }
