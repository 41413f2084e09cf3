"""Who is told of jobs that end, and the messages that wait to be sent.

Source: Standard Webhooks, specification 1.0.0 (names of headers, form of secrets and bodies).
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.database import Registry, now
from biennien.registry.errors import NotFound, WebhookKnown
from biennien.registry.keys import random_id
from biennien.registry.locks import WEBHOOKS, take_lock
from biennien.registry.paging import Order, Page
from biennien.registry.tables import Delivery, Job, Webhook

WAITING, DELIVERED, GIVEN_UP = "waiting", "delivered", "given_up"
JOB_DONE, JOB_FAILED, TEST = "job.done", "job.failed", "webhook.test"
SECRET_PREFIX = "whsec_"  # noqa: S105 (what a secret begins with, not one)
SECRET_BYTES = 32
OLD_SECRET_HOURS = 24
HELD_SECONDS = 120
"""More than one attempt may take; after that another process sends the message."""

WAITS = (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000)
"""Seconds before the next attempt; together a day, then a message is given up."""

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Sending:
    """A message in hand: `secrets` sign it, the newest first; `attempt` is the fence of whoever sends it."""

    id: str
    url: str
    body: str
    secrets: tuple[str, ...]
    attempt: int


def add_webhook(session: Session, url: str, *, user_id: str | None) -> Webhook:
    """A new webhook; its secret is shown to who sets it and to nobody else. The address was checked before.

    Raises: WebhookKnown.
    """
    take_lock(session, WEBHOOKS)
    told = select(Webhook.id).where(Webhook.url == url, Webhook.removed_at.is_(None))
    if session.scalar(told) is not None:
        raise WebhookKnown(url=url)
    hook = Webhook(
        id=random_id("h"), url=url, secret=_new_secret(), created_at=now(session), created_by=user_id
    )  # fmt: skip
    session.add(hook)
    session.flush()
    audit.record(session, "add", "webhook", hook.id, user_id=user_id, url=url)
    return hook


def list_webhooks(session: Session) -> Sequence[Webhook]:
    """The webhooks that are told, the oldest first."""
    statement = select(Webhook).where(Webhook.removed_at.is_(None))
    return session.scalars(statement.order_by(Webhook.created_at, Webhook.id)).all()


def get_webhook(session: Session, webhook_id: str) -> Webhook:
    """One of them. Raises: NotFound."""
    hook = session.get(Webhook, webhook_id)
    if hook is None or hook.removed_at is not None:
        raise NotFound(kind="webhook", id=webhook_id)
    return hook


def rotate_secret(session: Session, webhook_id: str, *, user_id: str | None) -> Webhook:
    """The webhook with a new secret; the old one signs too for a day. Raises: NotFound."""
    hook = get_webhook(session, webhook_id)
    hook.old_secret, hook.old_secret_until = hook.secret, now(session) + timedelta(hours=OLD_SECRET_HOURS)
    hook.secret = _new_secret()
    audit.record(session, "rotate", "webhook", hook.id, user_id=user_id)
    return hook


def remove_webhook(session: Session, webhook_id: str, *, user_id: str | None) -> Webhook:
    """The webhook, told nothing any more, what waits for it included. Raises: NotFound."""
    hook = get_webhook(session, webhook_id)
    hook.removed_at = now(session)
    session.execute(delete(Delivery).where(Delivery.webhook_id == hook.id, Delivery.state == WAITING))
    audit.record(session, "remove", "webhook", hook.id, user_id=user_id, url=hook.url)
    return hook


def announce_end(session: Session, job: Job) -> None:
    """Have all webhooks told that a job is done or failed, in the transaction that ends it.

    No name and no word of a document leaves the archive: who is told asks the API for what it may see.
    """
    told = {"job": job.id, "document": job.document_id, "kind": job.kind, "state": job.state, "error": job.error_code}
    for hook in list_webhooks(session):
        _add_delivery(session, hook, JOB_FAILED if job.error_code else JOB_DONE, told)


def add_test(session: Session, webhook_id: str) -> Delivery:
    """A message that tells of nothing, to try the webhook. Raises: NotFound."""
    return _add_delivery(session, get_webhook(session, webhook_id), TEST, {"webhook": webhook_id})


def list_deliveries(
    session: Session, webhook_id: str, *, cursor: str | None = None, limit: int = 50
) -> Page[Delivery]:  # fmt: skip
    """The messages of a webhook, the newest first. Raises: NotFound, BadCursor."""
    statement = select(Delivery).where(Delivery.webhook_id == get_webhook(session, webhook_id).id)
    created, row_id = Delivery.created_at.expression, Delivery.id.expression
    order = Order(created, row_id, lambda row: row.created_at, descending=True)
    return order.next_page(session, statement, cursor=cursor, limit=limit)


def send_again(session: Session, webhook_id: str, delivery_id: str) -> Delivery:
    """A message, sent once more from now on whatever became of it. Raises: NotFound."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or delivery.webhook_id != get_webhook(session, webhook_id).id:
        raise NotFound(kind="delivery", id=delivery_id)
    delivery.state, delivery.attempts, delivery.ended_at = WAITING, 0, None
    delivery.next_at = now(session)
    return delivery


def take_delivery(registry: Registry, delivery_id: str | None = None) -> Sending | None:
    """The next message that is due (or this one, if it is) to be sent; None when there is none."""
    with registry.read() as session:
        if session.scalar(select(Delivery.id).where(_due(session, delivery_id)).limit(1)) is None:
            return None
    with registry.write() as session:
        statement = select(Delivery).where(_due(session, delivery_id)).order_by(Delivery.next_at, Delivery.id)
        delivery = session.scalars(statement.limit(1).with_for_update(skip_locked=True)).first()
        if delivery is None:
            return None
        moment = now(session)
        delivery.attempts += 1
        delivery.held_until = moment + timedelta(seconds=HELD_SECONDS)
        hook = session.get_one(Webhook, delivery.webhook_id)
        keys = [hook.secret]
        if hook.old_secret and hook.old_secret_until and hook.old_secret_until > moment:
            keys.append(hook.old_secret)
        return Sending(delivery.id, hook.url, delivery.body, tuple(keys), delivery.attempts)


def end_attempt(registry: Registry, sending: Sending, *, status: int | None, error: str | None) -> str:
    """Keep what came of an attempt: delivered (2xx), to be tried later, or given up; the state."""
    with registry.write() as session:
        delivery = session.get(Delivery, sending.id, with_for_update=True, populate_existing=True)
        if delivery is None or delivery.attempts != sending.attempt:
            return GIVEN_UP
        moment = now(session)
        delivery.status, delivery.error, delivery.held_until = status, error, None
        if status is not None and 200 <= status < 300:
            delivery.state, delivery.ended_at = DELIVERED, moment
        elif delivery.attempts > len(WAITS):
            delivery.state, delivery.ended_at = GIVEN_UP, moment
        else:
            delivery.next_at = moment + timedelta(seconds=WAITS[delivery.attempts - 1])
        return delivery.state


def forget_old(registry: Registry) -> None:
    """Forget messages that ended long ago."""
    with registry.write() as session:
        old = now(session) - timedelta(days=KEPT_DAYS)
        session.execute(delete(Delivery).where(Delivery.state != WAITING, Delivery.ended_at < old))


def _due(session: Session, delivery_id: str | None) -> ColumnElement[bool]:
    moment: datetime = now(session)
    free = or_(Delivery.held_until.is_(None), Delivery.held_until < moment)
    due = (Delivery.state == WAITING) & (Delivery.next_at <= moment) & free
    return due if delivery_id is None else due & (Delivery.id == delivery_id)


def _add_delivery(session: Session, hook: Webhook, event: str, data: dict[str, Any]) -> Delivery:
    moment = now(session)
    body = json.dumps({"type": event, "timestamp": moment.isoformat(), "data": data}, ensure_ascii=False)
    delivery = Delivery(
        id=random_id("e"), webhook_id=hook.id, event=event, body=body, state=WAITING, attempts=0, next_at=moment,
        created_at=moment,
    )  # fmt: skip
    session.add(delivery)
    return delivery


def _new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
