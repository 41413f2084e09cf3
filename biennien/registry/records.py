"""What staff put right in the campaign records of a document; each field is an entry of the log, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.corrections import RECORD, record_correction
from biennien.registry.desk import LONGEST_VALUE, kept_field
from biennien.registry.errors import BadCorrection, NotFound
from biennien.registry.name_leads import current_id
from biennien.registry.results import reapply
from biennien.registry.tables import CampaignDocument, Document
from biennien.registry.told_campaigns import own_name
from nlp.edtf import is_edtf
from nlp.mention import CAMPAIGN_FIELDS, CAMPAIGN_LISTS, CAMPAIGN_STAGES

MOST_ENTRIES = 500
"""Of a list: more was pasted by mistake."""


def get_record(session: Session, document: Document, campaign_id: str) -> CampaignDocument:
    """What a document tells of a campaign, by its id or by one that was merged into it. Raises: NotFound."""
    row = session.scalars(
        select(CampaignDocument).where(
            CampaignDocument.document_id == document.id,
            CampaignDocument.campaign_id == current_id(session, campaign_id),
        )
    ).first()
    if row is None:
        raise NotFound(kind="campaign", id=campaign_id)
    return row


def correct_record(
    session: Session, document: Document, campaign_id: str, values: Mapping[str, Any], *, user_id: str | None
) -> None:
    """Say what fields of a record are; None and [] for what the document does not tell.

    The record is meant by what the document calls its campaign, so what is said outlives every re-reading and renaming.
    Raises: BadCorrection, NotFound.
    """
    row = get_record(session, document, campaign_id)
    kept = {name: kept_field(value) for name, value in values.items()}
    for name, value in kept.items():
        _check(name, value)
    for name, value in kept.items():
        of_record = {"campaign": own_name(row.record), "field": name}
        record_correction(
            session, document, RECORD, of_record | {"value": value}, user_id=user_id,
            before=of_record | {"value": row.record.get(name)},
        )  # fmt: skip
    reapply(session, document)


def _check(name: str, value: Any) -> None:
    if name not in CAMPAIGN_FIELDS:
        raise BadCorrection(field=name, why="unknown_field")
    if name in CAMPAIGN_LISTS:
        texts = value if isinstance(value, list) and len(value) <= MOST_ENTRIES else [None]
    else:
        texts = [] if value is None else [value]
    if not all(isinstance(text, str) and text.strip() and len(text) <= LONGEST_VALUE for text in texts):
        raise BadCorrection(field=name, why="no_value")
    if name == "stage" and value not in (None, *CAMPAIGN_STAGES):
        raise BadCorrection(field=name, why="unknown_stage")
    if name == "period" and value is not None and not is_edtf(value):
        raise BadCorrection(field=name, why="no_edtf")
