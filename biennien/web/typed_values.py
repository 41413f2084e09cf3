"""Values of fields as people read them, as inputs of forms hold them, and as they were typed there."""

from __future__ import annotations

from typing import Any

from biennien.web.dates import show_date
from biennien.web.words import DOC_TYPES, STAGES, word
from biennien.written_dates import read_written
from ingest.orthography import nfc

CODES = {"doc_type": DOC_TYPES, "stage": STAGES}
DAYS = frozenset({"published", "event_date", "period"})


def read_value(name: str, value: Any) -> str:
    """The value of a field, of the metadata or a campaign record, as people read it; `''` for none."""
    if name in CODES:
        return word(CODES[name], value)
    if name in DAYS:
        return show_date(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def shown_value(value: Any) -> str:
    """A text or a list of texts as its input holds it, of a list one in each line; `''` for none."""
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def tidy(text: str) -> str:
    """What was typed, NFC, without blanks around its lines and without empty ones."""
    lines = nfc(text).replace("\r\n", "\n").strip().split("\n")
    return "\n".join(filter(None, (line.strip() for line in lines)))


def typed(name: str, text: str) -> str:
    """What was typed into the input of a field, tidy; of a day the value that it means."""
    return read_written(text) if name in DAYS else tidy(text)


def typed_value(name: str, text: str, *, many: bool) -> Any:
    """What the input of a field says, without blanks around it; None, or [] for a list, where it is empty."""
    text = typed(name, text)
    if many:
        return text.split("\n") if text else []
    return text or None
