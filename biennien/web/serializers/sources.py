"""Where files came from."""

from __future__ import annotations

from biennien.registry.file_names import file_name
from biennien.web.identity import permits


def serialize_source(source_file: str) -> str:
    """The way to a file for who may hand files in; its name for everybody else: folders tell of machines and people."""
    return source_file if permits("jobs.page") else file_name(source_file)
