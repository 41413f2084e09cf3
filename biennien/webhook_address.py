"""Addresses in the letters that HTTP sends: the host by IDNA, path and query percent-encoded (RFC 3986, RFC 5891)."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

import idna
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

LABEL = re.compile(r"[a-z0-9_-]{1,63}")
"""Names inside a network have underscores too, which IDNA knows nothing of."""

LONGEST_HOST = 253
ENCODED = "xn--"
USUAL_PORTS = {"https": 443, "http": 80}


def encode_url(url: str) -> str:
    """The same address in ASCII, without a fragment and the usual port; what is encoded stays so.

    Raises: ValueError for one that cannot be sent.
    """
    parts = urlsplit(url)
    host, port = encode_host(parts.hostname or "", bracketed="[" in parts.netloc), parts.port
    if port == 0:
        raise ValueError(url)
    netloc = host if port in (None, USUAL_PORTS.get(parts.scheme)) else f"{host}:{port}"
    try:
        return parse_url(urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))).url
    except LocationParseError as error:
        raise ValueError(url) from error


def encode_host(host: str, *, bracketed: bool = False) -> str:
    """A host in ASCII and small letters, an address of IPv6 in brackets. Raises: ValueError."""
    if bracketed:
        return f"[{ipaddress.IPv6Address(host)}]"
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    name = host.lower()
    labels = name.removesuffix(".").split(".")
    if len(name) > LONGEST_HOST + name.endswith(".") or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(host)
    for label in labels:
        if label.startswith(ENCODED):
            idna.ulabel(label)
    return name
