"""Kinds of file by what has to be done to read them."""

from __future__ import annotations

PICTURES = ("png", "jpeg", "tiff", "bmp", "webp")
"""Image files, whose pages are recognised."""
