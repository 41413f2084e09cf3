"""A whole document for the API, with the tag that changes when it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import request
from sqlalchemy.orm import Session

from biennien.registry import documents as store
from biennien.registry.errors import DocumentChanged, JobChanged
from biennien.registry.members import Child, Parent, children_of, parents_of
from biennien.registry.near_copies import copies_of
from biennien.registry.tables import Document, Job
from biennien.web.identity import keeper, reader
from biennien.web.languages import language
from biennien.web.problems import Problem
from biennien.web.serializers.documents import serialize_whole
from biennien.web.tags import job_tag


def whole_document(session: Session, document: Document) -> tuple[dict[str, Any], str]:
    """The document with all that belongs to it, and its tag."""
    around = _around(session, document)
    whole = serialize_whole(
        document,
        store.current_text(session, document),
        list(store.campaign_records_of(session, document)),
        store.extractor_version(session, document),
        warnings=store.warnings_of(session, document),
        **around,
    )
    return whole, _tag(document, **around)


def document_tag(session: Session, document: Document) -> str:
    """The tag of the whole document."""
    return _tag(document, **_around(session, document))


class _Around(TypedDict):
    """The other documents that a whole one tells of."""

    parents: list[Parent]
    children: list[Child]
    copies: Sequence[Document]


def _around(session: Session, document: Document) -> _Around:
    return {
        "parents": parents_of(session, document, keeper()),
        "children": children_of(session, document, keeper()),
        "copies": copies_of(session, document, reader()),
    }


def _tag(
    document: Document, *, parents: Sequence[Parent], children: Sequence[Child], copies: Sequence[Document]
) -> str:
    shown = [document, *copies, *(one.document for one in parents)]
    shown += [one.document for one in children if one.document]
    moment = max(one.updated_at for one in shown).timestamp()
    return f"{document.id}.{len(shown)}.{moment:.6f}.{language()}"


def expect_document(session: Session, document: Document) -> None:
    """Refuse unless the request names the document's tag in If-Match.

    Raises: DocumentChanged; Problem 428 where it names none.
    """
    if not given_tags():
        raise Problem(428, "if_match_missing")
    if not request.if_match.contains(document_tag(session, document)):
        raise DocumentChanged(document=document.id)


def expect_job(job: Job) -> None:
    """Refuse unless the request names the job's tag in If-Match. Raises: JobChanged; Problem 428 without any."""
    if job_tag(job) not in entity_tags():
        raise JobChanged(job=job.id)


def entity_tags() -> list[str]:
    """The tags of If-Match, one of which an entity or job must have. Raises: Problem 428 where there are none."""
    tags = given_tags()
    if not tags:
        raise Problem(428, "if_match_missing")
    return tags


def given_tags() -> list[str]:
    """The tags of If-Match."""
    return list(request.if_match.as_set()) if request.if_match else []
