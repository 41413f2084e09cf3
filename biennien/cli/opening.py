"""What commands open: settings, registry, originals; everything heavy is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from biennien.rights import OWNER, RightsError, may, right_of
from biennien.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from biennien.registry.database import Registry


def _refuse_unlisted() -> None:
    """Whoever uses the command line owns the machine and may what an admin may, but nothing that no row tells of."""
    typed = click.get_current_context().command_path.split(" ", 1)[-1]
    right = right_of(typed)
    if right is None or not may(OWNER, right.role):
        raise RightsError(f"“{typed}” is not in the table of rights")


@contextmanager
def opened() -> Iterator[tuple[Settings, Registry]]:
    """The settings in force and the registry they name, closed at the end.

    Raises: RightsError for a command that is not in the table of rights.
    """
    from biennien.registry.database import open_registry

    _refuse_unlisted()

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
