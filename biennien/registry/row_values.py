"""Rows of tables as JSON and back: moments and bytes told apart from texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON


def to_json(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"bytes": value.hex()} if isinstance(value, bytes) else value


def from_json(column: Any, value: Any) -> Any:
    """The value of `column` that `to_json` gave so."""
    if isinstance(column.type, JSON) or not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else bytes.fromhex(value["bytes"])
