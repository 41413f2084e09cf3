"""What the views work with: the open registry, the engine and the originals, handed in by whoever makes the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from biennien.originals import Originals
from biennien.pictures import PagePictures
from biennien.registry.database import Registry
from biennien.settings import Settings
from search.engine import Engine

KEY = "biennien"


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a request may need; all of it is safe to share between threads."""

    settings: Settings
    registry: Registry
    engine: Engine
    originals: Originals
    pictures: PagePictures


def attach(app: Flask, services: Services) -> None:
    """Make `services` the ones of `app`."""
    app.extensions[KEY] = services


def services() -> Services:
    """The services of the app that answers this request."""
    return cast(Services, current_app.extensions[KEY])
