"""The engines; `open_engine` picks the one that a location names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.address import ClusterOptions
    from search.engine import Engine


def open_engine(location: str | Path, options: ClusterOptions | None = None) -> Engine:
    """The engine at `location`: a folder for the embedded one, made when it is not there, or a cluster's address.

    An index of another version opens too, and does nothing but `rebuild`. `options` are for a cluster. A cluster is
    not asked for anything yet. Raises: EngineUnavailable; search.address.BadAddress.
    """
    if str(location).startswith(("http://", "https://")):
        from search.address import ClusterOptions, parse_address
        from search.engines.elastic import ElasticEngine

        return ElasticEngine(parse_address(str(location)), options or ClusterOptions())
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(location))
