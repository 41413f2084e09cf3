"""The collector of cycles stands still while a text is read and understood."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from walking through all that is known of a text, over and over as it grows.

    Nothing that is made of a text refers to itself, so that it goes without the collector; on texts of 300,000
    characters that takes a fifth of the time. A collector that stands still already is left so.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
