"""The address of a search cluster and how to reach it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 9200
DEFAULT_PREFIX = "biennien"
PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
"""What an index may be called, with room for the generation behind it."""


class BadAddress(ValueError):
    """An address that names no cluster; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """What an address does not say. `ca_file` signs the certificates of the cluster, None for the system's list.

    `shards` and `replicas` are those of a new index; without `replicas` each shard has one copy as soon as there is a
    second node for it.
    """

    ca_file: Path | None = None
    api_key: str | None = None
    shards: int = 1
    replicas: int | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is: `hosts` are URLs without a login."""

    hosts: tuple[str, ...]
    prefix: str
    user: str = ""
    password: str = ""

    @property
    def shown(self) -> str:
        """The address without its login, as people may see it."""
        scheme = self.hosts[0].partition("://")[0]
        return f"{scheme}://{','.join(host.partition('://')[2] for host in self.hosts)}/{self.prefix}"


def parse_address(url: str) -> Address:
    """The cluster at `http(s)://user:password@host:9200[,host…]/prefix`; login, ports and prefix may be left out.

    Raises: BadAddress.
    """
    parts = urlsplit(url)
    login, _, places = parts.netloc.rpartition("@")
    if parts.scheme not in ("http", "https") or not places or parts.query or parts.fragment:
        raise BadAddress("write http(s)://user:password@host:9200/prefix, further hosts after a comma")
    prefix = parts.path.strip("/") or DEFAULT_PREFIX
    if not PREFIX.fullmatch(prefix):
        raise BadAddress(f"{prefix!r} cannot begin the name of an index: use small letters, digits, - and _")
    user, colon, password = login.partition(":")
    if user and not colon:
        raise BadAddress("a user needs a password: user:password@")
    hosts = tuple(_host(parts.scheme, place) for place in places.split(","))
    return Address(hosts, prefix, unquote(user), unquote(password))


def _host(scheme: str, place: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{place}")
        port = parts.port or DEFAULT_PORT
    except ValueError as error:
        raise BadAddress(f"{place!r} is no host with a port") from error
    if not parts.hostname:
        raise BadAddress(f"{place!r} is no host")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{scheme}://{name}:{port}"
