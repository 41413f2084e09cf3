"""What was understood: mentions, the document's metadata with evidence, and its campaigns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingest.document import Box, Clue
from ingest.records import record

LABELS = ("UNIT", "PERSON", "PLACE", "DATE", "SLOGAN", "CAMPAIGN", "EVENT", "LEGAL", "TARGET", "AWARD")

DOC_TYPES = (
    "launch", "plan", "agreement", "review", "summary", "decision", "notice", "directive", "resolution", "guidance",
    "report", "news", "other",
)  # fmt: skip
"""What a document may be."""

Value = str | dict[str, str] | None
"""A normalised value: text, an object for LEGAL and TARGET, None where the document supports none."""


@record(frozen=True, slots=True)
class Mention:
    """A labelled span of the body, half open in characters; `text` is always `body[start:end]`.

    `attributes` are `role`, `kind` and their like; `confidence` is from 0 to 1; `source` names the rule, lexicon
    entry or model that said so.
    """

    start: int
    end: int
    label: str
    text: str
    value: Value = None
    attributes: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.8
    source: str = ""

    @property
    def name(self) -> str:
        """Its canonical name; as it is written where the document tells none."""
        return self.value if isinstance(self.value, str) else self.text

    def held(self, confidence: float) -> Mention:
        """The mention with another confidence; `dataclasses.replace` takes three times as long."""
        return Mention(
            self.start, self.end, self.label, self.text, self.value, self.attributes, confidence, self.source
        )


@record(frozen=True, slots=True)
class Evidence:
    """Where a metadata value came from: offsets in the body (None outside it), page and box, the method that read it.

    `state` is that of the clue: `read`, `doubtful`, or `unread` for a field that is empty because what stands at `box`
    could not be read.
    """

    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None
    state: str = "read"

    @classmethod
    def of(cls, clue: Clue) -> Evidence:
        """The evidence that a clue is."""
        return cls(clue.method, clue.start, clue.end, clue.page, clue.box, clue.state)


CAMPAIGN_STAGES = ("launch", "agreement", "under way", "interim review", "final summary")
"""Of a campaign that a document tells of, in the order of time."""

CAMPAIGN_LISTS = ("participants", "slogans", "targets", "legal_basis", "awards")
"""Fields of a campaign record that hold several texts."""

CAMPAIGN_FIELDS = ("stage", "period", "launched_by", *CAMPAIGN_LISTS)
"""Fields of a campaign record but its name, in the order in which people read them."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """The record of a campaign that a document tells of; names are canonical, `period` is EDTF.

    `stage` is one of CAMPAIGN_STAGES; None where none shows.
    """

    name: str
    launched_by: str | None = None
    participants: tuple[str, ...] = ()
    period: str | None = None
    slogans: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    stage: str | None = None
    awards: tuple[str, ...] = ()


METADATA_FIELDS = (
    "title", "published", "authors", "source", "doc_type", "doc_number", "issuer",
    "place", "event_date", "signer", "attachments",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one document.

    `metadata` has every key of METADATA_FIELDS: text or None; `authors` and `attachments` are lists of texts;
    `signer` is `name, post`, the name alone where no post is told. `evidence` has a key for each field with a value,
    and for one that stands in the document and is `unread`.
    """

    mentions: tuple[Mention, ...]
    metadata: dict[str, Any]
    evidence: dict[str, Evidence]
    campaigns: tuple[Campaign, ...] = ()
