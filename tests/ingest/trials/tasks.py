"""Tasks that keep to the rules and tasks that break them, each run in a child of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from ingest.frames import Channel


def copies(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> list[int]:
    """Sends the file back, `times` times; a byte a frame."""
    data = source.read()
    return [channel.send(bytes([byte]) for byte in data) for _ in range(settings["times"])]


def faulty(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> None:
    """A fault of the program."""
    {}["missing"]
