"""What a mark says when it is pointed at: its name in full, its attributes, how sure we are, and who says so."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import gettext

from biennien.registry.desk import mention_tag
from biennien.registry.tables import Mention
from biennien.web.dates import show_date
from biennien.web.words import ATTRIBUTE_VALUES, ATTRIBUTES, LABELS, word


def entity_note(mention: Mention) -> str:
    """The note of a mark, a line each: label and value; attributes; confidence and source."""
    value = show_value(mention)
    head = f"{word(LABELS, mention.label)}: {value}" if value else word(LABELS, mention.label)
    told = [
        f"{word(ATTRIBUTES, name)}: {word(ATTRIBUTE_VALUES, str(given))}" for name, given in _shown(mention.attributes)
    ]
    sure = gettext(
        "confidence %(percent)s %%, by %(source)s", percent=round(100 * mention.confidence), source=mention.source
    )
    return "\n".join(filter(None, (head, " · ".join(told), sure)))


def desk_attributes(mention: Mention) -> dict[str, str]:
    """What a mark carries for staff: what a correction of it by a key needs to tell, also in a conflict."""
    return {
        "data-id": mention.id,
        "data-label": mention.label,
        "data-tag": mention_tag(mention),
        "data-words": " ".join(mention.surface.split()),
        "data-value": json.dumps(mention.value, ensure_ascii=False),
    }


def show_value(mention: Mention) -> str:
    """The value as people read it; empty where the document supports none."""
    if isinstance(mention.value, dict):
        return ", ".join(f"{word(ATTRIBUTES, name)} {given}" for name, given in _shown(mention.value))
    if mention.label == "DATE":
        return show_date(mention.value)
    return str(mention.value or "")


def _shown(given: dict[str, Any] | None) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in (given or {}).items() if value not in (None, "")]
