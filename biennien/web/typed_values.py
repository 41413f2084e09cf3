"""What inputs of forms hold of values and say of them: of a list one entry in each line."""

from __future__ import annotations

from typing import Any

from ingest.orthography import nfc


def shown_value(value: Any) -> str:
    """A text or a list of texts as its input holds it; `''` for none."""
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def tidy(text: str) -> str:
    """What was typed, NFC, without blanks around its lines and without empty ones."""
    lines = nfc(text).replace("\r\n", "\n").strip().split("\n")
    return "\n".join(filter(None, (line.strip() for line in lines)))


def typed_value(text: str, *, many: bool) -> Any:
    """What an input says, without blanks around it; None, or [] for a list, where it is empty."""
    text = tidy(text)
    if many:
        return text.split("\n") if text else []
    return text or None
