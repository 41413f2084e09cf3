"""Commands that say which programs are told of jobs that end."""

from __future__ import annotations

import sys

import click

from biennien.cli.opening import opened
from biennien.cli.output import json_option, say, write, write_json


@click.group("webhook")
def webhook_command() -> None:
    """Programs that are told when a job is done or failed.

    \b
    biennien webhook add https://example.org/hooks/biennien
    """


@webhook_command.command("add")
@click.argument("url")
def webhook_add(url: str) -> None:
    """Tell URL of every job that ends, and show the secret that signs the messages, this once, on stdout.

    \b
    biennien webhook add https://example.org/hooks/biennien
    """
    from biennien.registry.webhooks import add_webhook
    from biennien.webhook_sender import BadAddress, check_url

    with opened() as (settings, registry):
        try:
            sent = check_url(url, settings.webhook_allow).geturl()
        except BadAddress as error:
            raise click.UsageError(
                f"{url} is no address for a webhook ({error.why}): write https://…, or name its host in "
                "BIENNIEN_WEBHOOK_ALLOW."
            ) from error
        with registry.write() as session:
            hook = add_webhook(session, sent, user_id=None)
    write(hook.secret)
    say(f"webhook {hook.id}; the secret is not shown again. Try it with: biennien webhook test {hook.id}")


@webhook_command.command("list")
@json_option
def webhook_list(as_json: bool) -> None:
    """Show the addresses that are told.

    \b
    biennien webhook list --json
    """
    from biennien.registry.webhooks import list_webhooks

    with opened() as (_, registry), registry.read() as session:
        for hook in list_webhooks(session):
            if as_json:
                write_json({"id": hook.id, "url": hook.url, "created_at": hook.created_at.isoformat()})
            else:
                write(f"{hook.id}\t{hook.url}")


@webhook_command.command("remove")
@click.argument("webhook")
def webhook_remove(webhook: str) -> None:
    """Tell the address with that id no more.

    \b
    biennien webhook remove wabcdefghijklmnop
    """
    from biennien.registry.webhooks import remove_webhook

    with opened() as (_, registry), registry.write() as session:
        url = remove_webhook(session, webhook, user_id=None).url
    say(f"{url} is told no more")


@webhook_command.command("test")
@click.argument("webhook")
def webhook_test(webhook: str) -> None:
    """Send a message that tells of nothing, now, and say what became of it.

    \b
    biennien webhook test wabcdefghijklmnop
    """
    from biennien.registry.tables import Delivery
    from biennien.registry.webhooks import DELIVERED, add_test
    from biennien.webhook_sender import deliver_next

    with opened() as (settings, registry):
        with registry.write() as session:
            message = add_test(session, webhook).id
        deliver_next(registry, settings.webhook_allow, message)
        with registry.read() as session:
            row = session.get_one(Delivery, message)
    write(f"{row.state}\t{row.status or row.error or ''}")
    sys.exit(0 if row.state == DELIVERED else 1)
