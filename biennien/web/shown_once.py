"""Secrets that are shown a single time, on the page that follows the form that made them.

The form answers with a redirect, so that loading the page again sends it no second time. Until then the secret lies in
the session, whose cookie lets its bearer make such secrets anyway.
"""

from __future__ import annotations

from flask import session

FRESH = "fresh"
"""Where a session keeps the secret."""
TOKEN, WEBHOOK = "token", "webhook"
"""Kinds of secrets, each with a page of its own: an account's newest token, and what signs a webhook's messages."""


def keep_secret(kind: str, row_id: str, secret: str) -> None:
    """Have the next page that shows secrets of this kind show that of the account or webhook `row_id`."""
    session[FRESH] = [kind, row_id, secret]


def take_secret(kind: str) -> dict[str, str]:
    """The secret of this kind that was kept, by the id of what it is of; from now on there is none."""
    if session.get(FRESH, [None])[0] != kind:
        return {}
    _, row_id, secret = session.pop(FRESH)
    return {row_id: secret}
