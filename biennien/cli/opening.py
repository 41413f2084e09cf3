"""What commands open: settings, registry, originals; everything heavy is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from biennien.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from biennien.registry.database import Registry


@contextmanager
def opened() -> Iterator[tuple[Settings, Registry]]:
    """The settings in force and the registry they name, closed at the end."""
    from biennien.registry.database import open_registry

    settings = load_settings()
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"BIENNIEN_DATA={settings.data} cannot be used ({error}); name a folder of yours."
        ) from error
    registry = open_registry(settings.database_url)
    try:
        yield settings, registry
    finally:
        registry.close()
