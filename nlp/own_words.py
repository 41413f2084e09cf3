"""An archive's own words: names, slogans and places that staff taught it, and words that are never to be marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property

from nlp.lexicon import Entry, Matcher
from nlp.mention import Mention
from nlp.syllables import normalize_key

LABEL_OF_KIND = {"alias": "UNIT", "unit": "UNIT", "place": "PLACE", "slogan": "SLOGAN"}
STOP = "stop"
KINDS = (*LABEL_OF_KIND, STOP)
"""`alias`: another name of the unit `value`; `unit`, `place`, `slogan`: a name as such; `stop`: no mention."""

SURE = 0.99
"""The confidence of what a person taught."""


@dataclass(frozen=True, slots=True, order=True)
class OwnWord:
    """One word or name; `value` is what it stands for (the form itself where empty).

    `label` is for a stop word: the only label that it never bears, all where empty.
    """

    kind: str
    form: str
    value: str = ""
    label: str = ""


class OwnWords:
    """Words of an archive, ready to be looked for; the same words always have the same `digest`."""

    def __init__(self, words: Iterable[OwnWord] = ()) -> None:
        self.words = tuple(sorted(set(words)))
        self._stops = {(normalize_key(word.form), word.label) for word in self.words if word.kind == STOP}

    @cached_property
    def digest(self) -> str:
        """Eight letters that name this state of the words, none for an archive that has taught nothing."""
        lines = "\n".join("\t".join(astuple(word)) for word in self.words)
        return hashlib.sha256(lines.encode()).hexdigest()[:8] if self.words else ""

    def is_stopped(self, mention: Mention) -> bool:
        """Whether these very words were said to be no such mention."""
        key = normalize_key(" ".join(mention.text.split()))
        return bool(self._stops) and not self._stops.isdisjoint({(key, ""), (key, mention.label)})

    def find(self, text: str, label: str) -> Iterator[Mention]:
        """Yield what bears `label`, from left to right: as the form is written, or in capitals."""
        matcher = self._matchers.get(label)
        for match in matcher.find(text) if matcher else ():
            surface = text[match.start : match.end]
            form = " ".join(match.entry.form.split())
            if " ".join(surface.split()) in (form, form.upper()):
                source = f"own words: {match.entry.kind} {form}"
                kind = {"kind": "slogan"} if label == "SLOGAN" else {}
                yield Mention(match.start, match.end, label, surface, match.entry.value, kind, SURE, source)

    @cached_property
    def _matchers(self) -> dict[str, Matcher]:
        entries: dict[str, list[Entry]] = {}
        for word in self.words:
            if word.kind in LABEL_OF_KIND:
                entry = Entry(word.form, word.value or word.form, word.kind)
                entries.setdefault(LABEL_OF_KIND[word.kind], []).append(entry)
        return {label: Matcher(found, lasting=False) for label, found in entries.items()}


NONE = OwnWords()
