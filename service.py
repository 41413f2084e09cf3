"""The `biennien` command and the web service: opens what the settings name and hands it on. No logic lives here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biennien.cli import run

if TYPE_CHECKING:
    from flask import Flask

    from biennien.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The web service on the registry and the index that the settings name; those of the environment by default."""
    from biennien.indexing import open_search
    from biennien.originals import Originals
    from biennien.registry.database import open_registry
    from biennien.settings import load_settings
    from biennien.web import make_app

    settings = settings or load_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    registry = open_registry(settings.database_url)
    engine = open_search(settings, registry)
    return make_app(settings, registry, engine, Originals(settings.originals_folder))


def main() -> None:
    """Run the command line."""
    run(create_app)


if __name__ == "__main__":
    main()
