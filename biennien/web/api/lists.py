"""What every list takes: where to go on, how much, and since when."""

from __future__ import annotations

from biennien.web.api.description import LanguageArgs
from biennien.web.parameters import Since, cursor_field, name_field, number_field

SIZE = 50
MAX_SIZE = 500


class ListArgs(LanguageArgs):
    """The parameters of a list."""

    cursor = cursor_field()
    size = number_field(SIZE, 1, MAX_SIZE)
    updated_since = Since(
        load_default=None,
        metadata={"description": "Only what changed since (RFC 3339).", "type": "string", "format": "date-time"},
    )


class NamedListArgs(ListArgs):
    """The parameters of a list of units, slogans or campaigns."""

    q = name_field("An id, a name or an alias, or its beginning; accents may be left out.")
