"""The tables of the registry: the truth about every document, its texts, its mentions, and all work on them.

Ids are lasting texts: a letter that tells the kind and the first 80 bits of a hash in base 32, so that a registry made
anew from the same originals gives the same documents, units, slogans and campaigns the same addresses. Times are UTC.
"""

from __future__ import annotations

from biennien.registry.tables.base import SCHEMA, Base, Instant
from biennien.registry.tables.batches import Batch, BatchItem
from biennien.registry.tables.documents import (
    Document,
    DocumentFile,
    ExtractionRun,
    Likeness,
    LikenessBand,
    Member,
    Mention,
    PageLine,
    TextVersion,
)
from biennien.registry.tables.name_acts import (
    DocumentToLead,
    GivenName,
    MovedName,
    NameAct,
    NameBlock,
    NameProposal,
    NameToCompare,
)
from biennien.registry.tables.names import (
    Campaign,
    CampaignDocument,
    DocumentCampaign,
    DocumentSlogan,
    DocumentUnit,
    Redirect,
    Slogan,
    Unit,
    UnitName,
)
from biennien.registry.tables.people import Audit, SavedSearch, SignIn, Token, User
from biennien.registry.tables.programs import Delivery, UploadKey, Webhook
from biennien.registry.tables.said import Correction, OwnWord, Question, Review, Sweep, SweepItem
from biennien.registry.tables.work import IndexLease, Job, Outbox, WorkerRow

__all__ = [
    "SCHEMA",
    "Audit",
    "Base",
    "Batch",
    "BatchItem",
    "Campaign",
    "CampaignDocument",
    "Correction",
    "Delivery",
    "Document",
    "DocumentCampaign",
    "DocumentFile",
    "DocumentSlogan",
    "DocumentToLead",
    "DocumentUnit",
    "ExtractionRun",
    "GivenName",
    "IndexLease",
    "Instant",
    "Job",
    "Likeness",
    "LikenessBand",
    "Member",
    "Mention",
    "MovedName",
    "NameAct",
    "NameBlock",
    "NameProposal",
    "NameToCompare",
    "Outbox",
    "OwnWord",
    "PageLine",
    "Question",
    "Redirect",
    "Review",
    "SavedSearch",
    "SignIn",
    "Slogan",
    "Sweep",
    "SweepItem",
    "TextVersion",
    "Token",
    "Unit",
    "UnitName",
    "UploadKey",
    "User",
    "Webhook",
    "WorkerRow",
]
