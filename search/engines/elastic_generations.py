"""Generations of an index on a cluster: `<prefix>-v<mapping version>-<random>`, the live one under `<prefix>-live`."""

from __future__ import annotations

import re
import secrets
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from search.address import ClusterOptions
from search.engines.elastic_mapping import index_mappings, index_settings
from search.mapping import MAPPING_VERSION

FIRST = "0" * 12
"""The random part of the first generation: of two processes that make one, the second is told that it is there."""


class Generations:
    """The generations of one prefix."""

    def __init__(self, client: Elasticsearch, prefix: str, options: ClusterOptions) -> None:
        self._client, self._options = client, options
        self.alias = f"{prefix}-live"
        self._own = re.compile(rf"{re.escape(prefix)}-v(?P<version>\d+)-[0-9a-f]{{12}}")
        self._prefix = prefix

    def live(self) -> str | None:
        """The name of the live generation, None where there is none."""
        try:
            return next(iter(self._client.indices.get_alias(name=self.alias)), None)
        except NotFoundError:
            return None

    def make_first(self) -> None:
        """Make an empty generation live where there is none; another process may do so at the same time."""
        name = f"{self._prefix}-v{MAPPING_VERSION}-{FIRST}"
        try:
            self._create(name, index_settings(self._options), aliases={self.alias: {}})
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def make(self) -> str:
        """The name of a new, empty generation beside the live one.

        It is refreshed as the cluster or a template of it has it, by default each second while somebody has searched it
        within 30. With no refresh before the last one, which one thread makes, that takes a seventh of the time.
        """
        name = f"{self._prefix}-v{MAPPING_VERSION}-{secrets.token_hex(6)}"
        self._create(name, index_settings(self._options), aliases={})
        return name

    def begun(self) -> str | None:
        """A generation of this version that is not live: one that a broken-off rebuild has left."""
        live = self.live()
        left = (name for name in self.all() if name != live and self.version_of(name) == MAPPING_VERSION)
        return next(left, None)

    def _create(self, name: str, settings: dict[str, Any], *, aliases: dict[str, dict[str, object]]) -> None:
        self._client.indices.create(index=name, settings=settings, mappings=index_mappings(), aliases=aliases)

    def version_of(self, name: str) -> int:
        """The version of the mapping that a generation was made with, -1 for a name of another form."""
        found = self._own.fullmatch(name)
        return int(found["version"]) if found else -1

    def all(self) -> list[str]:
        """All generations of this prefix and no other index, whatever it is called."""
        names = self._client.indices.get_alias(index=f"{self._prefix}-v*")
        return sorted(name for name in names if self._own.fullmatch(name))

    def point_to(self, name: str) -> None:
        """Make `name` the live generation, in one step, what is in it seen."""
        self._client.indices.refresh(index=name)
        move: list[dict[str, object]] = [{"add": {"index": name, "alias": self.alias}}]
        live = self.live()
        if live is not None:
            move.append({"remove": {"index": live, "alias": self.alias}})
        self._client.indices.update_aliases(actions=move)

    def remove(self, *names: str) -> None:
        """Remove generations; one that is gone already is no failure."""
        for name in names:
            self._client.indices.delete(index=name, ignore_unavailable=True)
