"""`/webhooks`: who is told of jobs that end; for admins."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from biennien.registry import webhooks as store
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.parts import integer, many, string
from biennien.web.identity import staff
from biennien.web.parameters import at_most, cursor_field, number_field
from biennien.web.services import services
from biennien.web.webhooks import LONGEST_URL, tell_delivery, tell_webhook
from biennien.web.webhooks import add_webhook as add_checked

blueprint = Resource("Webhooks", __name__, description="Programs that are told of jobs that end")


class UrlSchema(Schema):
    """Where to send messages."""

    url = fields.String(required=True, validate=at_most(LONGEST_URL))


class WebhookSchema(Schema):
    """An address that is told."""

    id = string()
    url = string()
    created_at = string()


class SecretSchema(WebhookSchema):
    """The same with its secret, which is shown this once."""

    secret = string("Signs every message, as Standard Webhooks has it.")


class WebhookListSchema(Schema):
    """All addresses that are told."""

    items = many(WebhookSchema)


class DeliverySchema(Schema):
    """A message."""

    id = string()
    event = string("job.done, job.failed or webhook.test")
    state = string("waiting, delivered or given_up")
    attempts = integer()
    status = integer(none=True)
    error = string("Why there was no answer.", none=True)
    body = string("What is sent.")
    created_at = string()
    next_at = string(none=True)
    ended_at = string(none=True)


class DeliveryListSchema(Schema):
    """Messages, newest first."""

    items = many(DeliverySchema)
    cursor = string(none=True)


class DeliveryArgs(LanguageArgs):
    """The parameters of the list of messages."""

    cursor = cursor_field()
    size = number_field(50, 1, 500)


@blueprint.route("/webhooks")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WebhookListSchema)
def list_webhooks(_asked: dict[str, Any]) -> dict[str, Any]:
    """List the addresses that are told of jobs that end."""
    with services().registry.read() as session:
        return {"items": [tell_webhook(hook) for hook in store.list_webhooks(session)]}


@blueprint.route("/webhooks", methods=["POST"])
@blueprint.body(UrlSchema)
@blueprint.refuses(409)
@blueprint.response(201, SecretSchema)
def add_webhook(given: dict[str, Any]) -> dict[str, Any]:
    """Tell an address of every job that ends from now on. Its secret is shown this once.

    The address begins with https and leads out of the network; others have to be allowed by BIENNIEN_WEBHOOK_ALLOW.
    It is kept as it is sent, in ASCII. 409 where it is told already.
    """
    with services().registry.write() as session:
        hook = add_checked(session, given["url"])
        return tell_webhook(hook) | {"secret": hook.secret}


@blueprint.route("/webhooks/<webhook_id>", methods=["DELETE"])
@blueprint.response(204)
def remove_webhook(webhook_id: str) -> Response:
    """Tell an address no more."""
    with services().registry.write() as session:
        store.remove_webhook(session, webhook_id, user_id=staff().id)
        return Response(status=204)


@blueprint.route("/webhooks/<webhook_id>/rotate", methods=["POST"])
@blueprint.response(200, SecretSchema)
def rotate_secret(webhook_id: str) -> dict[str, Any]:
    """Give a webhook another secret, shown this once; messages are signed with the old one too for a day."""
    with services().registry.write() as session:
        hook = store.rotate_secret(session, webhook_id, user_id=staff().id)
        return tell_webhook(hook) | {"secret": hook.secret}


@blueprint.route("/webhooks/<webhook_id>/test", methods=["POST"])
@blueprint.response(202, DeliverySchema)
def test_webhook(webhook_id: str) -> dict[str, Any]:
    """Send a message that tells of nothing."""
    with services().registry.write() as session:
        return tell_delivery(store.add_test(session, webhook_id))


@blueprint.route("/webhooks/<webhook_id>/deliveries")
@blueprint.query(DeliveryArgs)
@blueprint.response(200, DeliveryListSchema)
def list_deliveries(asked: dict[str, Any], webhook_id: str) -> dict[str, Any]:
    """List the messages of a webhook, newest first, with what became of them."""
    with services().registry.read() as session:
        page = store.list_deliveries(session, webhook_id, cursor=asked["cursor"] or None, limit=asked["size"])
        return {"items": [tell_delivery(one) for one in page.items], "cursor": page.cursor}


@blueprint.route("/webhooks/<webhook_id>/deliveries/<delivery_id>/send-again", methods=["POST"])
@blueprint.response(202, DeliverySchema)
def send_again(webhook_id: str, delivery_id: str) -> dict[str, Any]:
    """Send a message once more, whatever became of it."""
    with services().registry.write() as session:
        return tell_delivery(store.send_again(session, webhook_id, delivery_id))
