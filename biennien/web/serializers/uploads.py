"""What became of files handed in, as far as the one who handed them in may know."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from biennien.handed_again import tell_again
from biennien.intake import Accepted
from biennien.registry.documents import withdrawal_of
from biennien.registry.tables import Audit, Document
from biennien.web.identity import keeper, manages
from biennien.web.languages import language
from biennien.web.serializers.names import moment
from biennien.web.tags import standing_tag


def serialize_accepted(session: Session, name: str, accepted: Accepted, asked: str) -> dict[str, Any]:
    """One file of an upload; `asked` is who was to read it."""
    document = session.get_one(Document, accepted.document_id)
    told: dict[str, Any] = {
        "file": name,
        "state": accepted.state,
        "job": accepted.job_id,
        "document": document.id,
        "visibility": accepted.kept or asked,
        "reason": None,
        "withdrawn": None,
        "link": url_for("Documents.get_document", document_id=document.id),
    }
    if not (accepted.withdrawn or accepted.kept):
        return told
    return told | serialize_known(document, withdrawal_of(session, document), asked)


def serialize_known(document: Document, act: Audit | None, asked: str) -> dict[str, Any]:
    """What is otherwise with a document that was here before than whoever hands its bytes in may think.

    `act` is what withdrew it; `tag` is what a form that brings it back sends.
    """
    seen = keeper().sees(document)
    restores = document.withdrawn and manages(document, withdrawn_by=act.user_id if act else None)
    withdrawn = {
        "at": moment(act.at) if act else None,
        "reason": document.withdrawn_reason if seen else None,
        "may_restore": restores,
        "tag": standing_tag(document, act) if restores else None,
    }
    return {
        "reason": tell_again(document, act, asked=asked, language=language(), seen=seen, restores=restores),
        "withdrawn": withdrawn if document.withdrawn else None,
        "link": url_for("Documents.get_document", document_id=document.id) if seen else None,
    }
