"""The settings of the environment, read once."""

from __future__ import annotations

import difflib
import logging
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from dotenv import dotenv_values

from search.address import BadAddress, ClusterOptions, parse_address

log = logging.getLogger(__name__)

PREFIX = "BIENNIEN_"
SIZE = re.compile(r"(?P<number>\d+)\s*(?P<unit>[KMG]?)B?", re.IGNORECASE)
UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
TEST_PREFIX = "BIENNIEN_TEST_"
"""Settings of the tests, which the program leaves alone."""


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force. `search_url` is None for the embedded engine; `max_upload` is bytes.

    `proxies` is how many stand before the service, one behind the other, that are believed whom they speak for.

    `search_replicas` is None where the cluster is to make one copy of each shard as soon as it has a second node.

    Secrets do not show in `repr`.
    """

    data: Path
    database_url: str = field(repr=False)
    search_url: str | None = field(default=None, repr=False)
    search_ca: Path | None = None
    search_api_key: str | None = field(default=None, repr=False)
    search_shards: int = 1
    search_replicas: int | None = None
    reading: str = "open"
    given_secret_key: str | None = field(default=None, repr=False)
    max_upload: int = 100_000_000
    ocr: str = "auto"
    webhook_allow: frozenset[str] = frozenset()
    proxies: int = 0

    @property
    def originals_folder(self) -> Path:
        """Where the originals lie."""
        return self.data / "originals"

    @property
    def pictures_folder(self) -> Path:
        """Where the pictures of pages are kept that were looked at; it may be emptied at any time."""
        return self.data / "pictures"

    @property
    def index_location(self) -> str | Path:
        """What `search.engines.open_engine` takes."""
        return self.search_url or self.data / "index"

    @property
    def cluster_options(self) -> ClusterOptions:
        """How a search cluster is reached, and what its indices are like."""
        return ClusterOptions(
            ca_file=self.search_ca,
            api_key=self.search_api_key,
            shards=self.search_shards,
            replicas=self.search_replicas,
        )

    @property
    def is_sqlite(self) -> bool:
        """Whether the registry is the file in the data folder, or another SQLite file."""
        return self.database_url.startswith("sqlite")

    def secret_key(self) -> str:
        """The key of sessions and tokens: the one given, else one made once and kept for its owner's eyes only."""
        return self.given_secret_key or _kept_secret(self.data / "secret_key")

    def data_id(self) -> str:
        """A name for this data folder that no other one has, made once."""
        return _kept_secret(self.data / "identity")[:16]

    def shown(self) -> dict[str, str]:
        """The settings by name as a person may see them: no password, no key."""
        return {
            "BIENNIEN_DATA": str(self.data),
            "BIENNIEN_DATABASE_URL": hide_password(self.database_url),
            "BIENNIEN_SEARCH_URL": hide_password(self.search_url) if self.search_url else "",
            "BIENNIEN_SEARCH_CA": str(self.search_ca or ""),
            "BIENNIEN_SEARCH_API_KEY": "given" if self.search_api_key else "",
            "BIENNIEN_SEARCH_SHARDS": str(self.search_shards),
            "BIENNIEN_SEARCH_REPLICAS": "auto" if self.search_replicas is None else str(self.search_replicas),
            "BIENNIEN_READING": self.reading,
            "BIENNIEN_SECRET_KEY": "given" if self.given_secret_key else f"kept in {self.data / 'secret_key'}",
            "BIENNIEN_MAX_UPLOAD": str(self.max_upload),
            "BIENNIEN_OCR": self.ocr,
            "BIENNIEN_WEBHOOK_ALLOW": ",".join(sorted(self.webhook_allow)),
            "BIENNIEN_PROXIES": str(self.proxies),
        }


NAMES = (
    "DATA", "DATABASE_URL", "SEARCH_URL", "SEARCH_CA", "SEARCH_API_KEY", "SEARCH_SHARDS", "SEARCH_REPLICAS", "READING",
    "SECRET_KEY", "MAX_UPLOAD", "OCR", "WEBHOOK_ALLOW", "PROXIES",
)  # fmt: skip


def load_settings(environ: Mapping[str, str] | None = None, *, env_file: Path | None = Path(".env")) -> Settings:
    """The settings from `environ` (the process's own by default), over those of `env_file` where there is one.

    An unknown name that begins with BIENNIEN_ is warned about, with the nearest known one.
    Raises: SettingsError.
    """
    given: dict[str, str] = {}
    if env_file is not None and env_file.is_file():
        given.update({name: value or "" for name, value in dotenv_values(env_file).items()})
    given.update(os.environ if environ is None else environ)
    values = {name.removeprefix(PREFIX): value for name, value in given.items() if name.startswith(PREFIX) and value}
    _warn_unknown(given)
    data = Path(values.get("DATA", "var")).expanduser().absolute()
    return Settings(
        data=data,
        database_url=_database_url(values.get("DATABASE_URL", f"sqlite:///{data / 'registry.sqlite'}")),
        search_url=_search_url(values.get("SEARCH_URL"), values.get("SEARCH_API_KEY")),
        search_ca=_file("SEARCH_CA", values.get("SEARCH_CA")),
        search_api_key=values.get("SEARCH_API_KEY"),
        search_shards=_number("SEARCH_SHARDS", values.get("SEARCH_SHARDS", "1"), least=1),
        search_replicas=_replicas(values.get("SEARCH_REPLICAS", "auto")),
        reading=_choice("READING", values.get("READING", "open"), ("open", "signed-in")),
        given_secret_key=_secret(values.get("SECRET_KEY")),
        max_upload=parse_size(values.get("MAX_UPLOAD", "100MB")),
        ocr=_choice("OCR", values.get("OCR", "auto"), ("auto", "off")),
        webhook_allow=frozenset(map(_host, values.get("WEBHOOK_ALLOW", "").lower().replace(",", " ").split())),
        proxies=_number("PROXIES", values.get("PROXIES", "0"), least=0),
    )


def _host(name: str) -> str:
    """A host as addresses of webhooks are kept, in ASCII. Raises: SettingsError."""
    if name.isascii():
        return name
    from biennien.webhook_address import encode_host  # not needed by who only reads files

    try:
        return encode_host(name)
    except ValueError as error:
        raise SettingsError(f"BIENNIEN_WEBHOOK_ALLOW: “{name}” is no name of a host.") from error


def parse_size(text: str) -> int:
    """Bytes from `100MB`, `2 GB`, `500000`; units are powers of ten. Raises: SettingsError.

    >>> parse_size("100MB")
    100000000
    """
    match = SIZE.fullmatch(text.strip())
    if match is None or int(match["number"]) == 0:
        raise SettingsError(
            f"{PREFIX}MAX_UPLOAD={text!r} is no size; write a number with KB, MB or GB, for instance 100MB."
        )
    return int(match["number"]) * UNITS[match["unit"].upper()]


def hide_password(url: str) -> str:
    """`url` with `***` for its password.

    >>> hide_password("https://an:secret@host:9200/thi-dua")
    'https://an:***@host:9200/thi-dua'
    """
    parts = urlsplit(url)
    if parts.password is None:
        return url
    login, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{login.partition(':')[0]}:***@{host}"))


def _warn_unknown(given: Mapping[str, str]) -> None:
    known = [PREFIX + name for name in NAMES]
    for name in sorted(given):
        if name.startswith(PREFIX) and not name.startswith(TEST_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"
            log.warning("The setting %s is unknown and has no effect%s", name, hint)


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingsError(f"{PREFIX}{name}={value!r} is not known; write {' or '.join(allowed)}.")
    return value


def _database_url(url: str) -> str:
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            f"{PREFIX}DATABASE_URL={hide_password(url)!r} is no registry; write "
            "postgresql+psycopg://user:password@host/name, or leave it out for a SQLite file in the data folder."
        )
    return url


def _search_url(url: str | None, api_key: str | None) -> str | None:
    if url is None:
        return None
    try:
        address = parse_address(url)
    except BadAddress as error:
        raise SettingsError(
            f"{PREFIX}SEARCH_URL={hide_password(url)!r} is no search server: {error}; or leave it out for the embedded "
            "engine."
        ) from error
    if address.user and api_key:
        raise SettingsError(f"{PREFIX}SEARCH_URL names a user and {PREFIX}SEARCH_API_KEY a key; give one of them.")
    return url


def _file(name: str, value: str | None) -> Path | None:
    if value is None:
        return None
    path = Path(value).expanduser().absolute()
    if not path.is_file():
        raise SettingsError(f"{PREFIX}{name}={value!r} is no file.")
    return path


def _number(name: str, value: str, *, least: int) -> int:
    if not value.isdecimal() or int(value) < least:
        raise SettingsError(f"{PREFIX}{name}={value!r} cannot be used; write a number from {least} on.")
    return int(value)


def _replicas(value: str) -> int | None:
    return None if value == "auto" else _number("SEARCH_REPLICAS", value, least=0)


def _secret(key: str | None) -> str | None:
    if key is not None and len(key) < 16:
        raise SettingsError(f"{PREFIX}SECRET_KEY is too short; write at least 16 characters, or leave it out.")
    return key


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made when it is not there; of two processes that make it, one wins and both read that."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text(encoding="ascii")
