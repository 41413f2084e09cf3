"""Sends messages to webhooks: signed, to checked addresses only, without following where an answer leads.

Source: Standard Webhooks, specification 1.0.0 (signature).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

import urllib3
from sqlalchemy.exc import InterfaceError, OperationalError
from urllib3.exceptions import HTTPError

from biennien.registry.database import Registry
from biennien.registry.webhooks import SECRET_PREFIX, Sending, end_attempt, forget_old, take_delivery
from biennien.webhook_address import encode_url

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5.0, 10.0, 20.0
MOST_ANSWER = 4_096
"""Bytes of an answer that are read; nothing of them is kept."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPv4, IPv6 = ipaddress.IPv4Address, ipaddress.IPv6Address


class BadAddress(Exception):
    """An address that is not told anything; `why`: `scheme`, `form`, `unknown_host`, `inside`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check_url(url: str, allowed: Collection[str]) -> SplitResult:
    """The parts of an address that a webhook may have: https, or http too for a host that is `allowed` by name.

    They are as they are sent, in ASCII, however the address is written. Raises: BadAddress.
    """
    if not url.isprintable() or " " in url:
        raise BadAddress("form")
    try:
        given = urlsplit(url)
        if "@" in given.netloc:
            raise BadAddress("form")
        parts = urlsplit(encode_url(url))
    except ValueError as error:
        raise BadAddress("form") from error
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and host in allowed):
        raise BadAddress("scheme")
    number = _number_of(host)
    if host not in allowed and number and not is_outside(number):
        raise BadAddress("inside")
    return parts


def _number_of(host: str) -> str:
    """The numeric address that a host in ASCII is, however spelt; that of `localhost` too, empty for any other name."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    if ":" in name:
        return name
    try:
        return socket.inet_ntoa(socket.inet_aton(name))  # also `2130706433`, `0x7f.1`, `0177.0.0.1`
    except OSError:
        return ""


def find_addresses(parts: SplitResult, allowed: Collection[str]) -> list[str]:
    """The numbers that the host stands for, every one of them outside the network unless the host is `allowed`.

    Raises: BadAddress.
    """
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise BadAddress("unknown_host") from error
    if host not in allowed and not all(is_outside(one) for one in found):
        raise BadAddress("inside")
    return list(dict.fromkeys(found))


def is_outside(address: str) -> bool:
    """Whether a numeric address is one of the public internet, whatever form of IPv6 hides an IPv4 address."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, IPv6):
        hidden = number.ipv4_mapped or number.sixtofour
        if number in NAT64:
            hidden = IPv4(int(number) & 0xFFFFFFFF)
        if number.teredo is not None:
            return False
        if hidden is not None:
            return is_outside(str(hidden))
        if number.is_site_local:
            return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def sign(secret: str, message_id: str, moment: int, body: str) -> str:
    """The signature of a message, as the header `webhook-signature` has it."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    digest = hmac.new(key, f"{message_id}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def send(sending: Sending, allowed: Collection[str]) -> int:
    """Send a message to the address that was checked, not to what its name may stand for a moment later.

    What the receiver answered. Raises: BadAddress; HTTPError, OSError when it cannot be reached.
    """
    parts = check_url(sending.url, allowed)
    addresses = find_addresses(parts, allowed)
    moment = int(time.time())
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": "biennien-webhook",
        "webhook-id": sending.id,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(sign(one, sending.id, moment, sending.body) for one in sending.secrets),
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _post(parts, addresses[0], target, sending.body.encode(), headers)


def _post(parts: SplitResult, address: str, target: str, body: bytes, headers: dict[str, str]) -> int:
    """Raises: HTTPError, OSError, also where the whole takes longer than WHOLE_SECONDS."""
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        host = parts.hostname or ""
        pool = urllib3.HTTPSConnectionPool(
            address, parts.port or 443, timeout=timeout, server_hostname=host, assert_hostname=host
        )  # fmt: skip
    else:
        pool = urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=timeout)
    connection = pool._get_conn()
    ended = threading.Timer(WHOLE_SECONDS, lambda: _cut(connection))
    ended.start()
    try:
        connection.timeout = CONNECT_SECONDS
        connection.request("POST", target, body=body, headers=headers, preload_content=False)
        if (channel := getattr(connection, "sock", None)) is not None:
            channel.settimeout(READ_SECONDS)
        answer = connection.getresponse()
        status: int = answer.status
        answer.read(MOST_ANSWER)
        return status
    finally:
        ended.cancel()
        connection.close()
        pool.close()


def _cut(connection: object) -> None:
    found = getattr(connection, "sock", None)
    if found is not None:
        with suppress(OSError):
            found.shutdown(socket.SHUT_RDWR)


def deliver_next(registry: Registry, allowed: Collection[str], delivery_id: str | None = None) -> str | None:
    """Send the next message that is due, or that one; its state after that, None when there is none."""
    sending = take_delivery(registry, delivery_id)
    if sending is None:
        return None
    status: int | None = None
    error: str | None = None
    try:
        status = send(sending, allowed)
    except BadAddress as problem:
        error = problem.why
    except (HTTPError, OSError, ValueError) as problem:
        error = type(problem).__name__
    return end_attempt(registry, sending, status=status, error=error)


def run(registry: Registry, allowed: Collection[str], ended: threading.Event) -> None:
    """Send what is due until `ended` is set."""
    try:
        forget_old(registry)
    except (OperationalError, InterfaceError) as error:
        log.warning("Old messages of webhooks are forgotten later: %s", error)
    while not ended.is_set():
        try:
            if deliver_next(registry, allowed) is None:
                ended.wait(POLL_SECONDS)
        except (OperationalError, InterfaceError) as error:
            log.warning("The registry cannot be reached, webhooks wait: %s", error)
            ended.wait(POLL_SECONDS)
