"""The province that a document speaks of most, by its letterhead, its source and the names in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.document import Document
from ingest.orthography import CAPITALS, loose
from nlp.mention import Mention
from nlp.places.gazetteer import is_province_value, province_entries
from nlp.places.levels import levels_pattern

OWN_PLACE = re.compile(
    rf"(?<!tác )(?<!tấn )(?i:{levels_pattern()}|khu tự trị|liên khu)"
    rf"\s(?!ủy|uỷ|đoàn|hội|đội|đảng)(?:[{CAPITALS}\d][\w'’-]*\s?(?:-\s)?){{1,5}}$"
)
"""The place at the end of a name, with its level."""


def home_province(document: Document, mentions: Sequence[Mention]) -> str:
    """The province that a document's letterhead, source and names speak of most; `''` without one."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.label == "UNIT" or (mention.label == "PLACE" and mention.text.lower().startswith("tỉnh")):
            place = OWN_PLACE.search(mention.name)
            if place is not None and is_province_value(place[0].strip()):
                votes[place[0].strip()] += 1
    for clue in document.clues:
        if clue.field in ("issuer", "superior", "source", "title"):
            words = loose(clue.text)
            for short, entry in province_entries().items():
                if loose(short) in words and re.search(rf"(?<!\w){re.escape(loose(short))}(?!\w)", words):
                    votes[entry.value] += 3
    return max(votes, key=lambda value: votes[value]) if votes else ""
