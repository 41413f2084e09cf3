"""Learned weights of named features, as a file holds them, and what they say of a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import fsum
from pathlib import Path

from ingest.tables import read_table

MODELS = Path(__file__).parent / "models"
"""Where the files of weights lie."""


@cache
def read_weights(path: Path) -> dict[str, float]:
    """The learned weights by the names of features; read once."""
    return {row["name"]: float(row["weight"]) for row in read_table(path)}


def score(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """What speaks for a candidate of which these features hold, in log odds, whatever their order."""
    return fsum(filter(None, map(weights.get, features)))
