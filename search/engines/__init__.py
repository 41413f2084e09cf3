"""The engines; `open_engine` picks the one that a location names."""

from __future__ import annotations

from pathlib import Path

from search.engine import Engine
from search.errors import EngineUnavailable


def open_engine(location: str | Path) -> Engine:
    """The engine at `location`: a folder for the embedded one, which is made when it is not there.

    An index of another version opens too, and does nothing but `rebuild`. Raises: EngineUnavailable for addresses
    (`http://…`), which no engine serves yet.
    """
    if str(location).startswith(("http://", "https://")):
        raise EngineUnavailable(location=str(location), detail="only the embedded engine is built in this version")
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(location))
