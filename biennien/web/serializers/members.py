"""Files inside files: what a container holds and what a document lies in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from biennien import messages
from biennien.registry.members import Child, Parent, was_here
from biennien.registry.tables import Audit, Document, Job
from biennien.web.languages import language
from biennien.web.serializers.sources import serialize_source
from biennien.web.serializers.uploads import serialize_known


def serialize_child(child: Child) -> dict[str, Any]:
    """A file in a container; one that could not be taken out has no document, and fails."""
    document = child.document
    code = document.error_code if document else child.error_code
    params = document.error_params if document else child.error_params
    return {
        "name": child.name,
        "document": document.id if document else None,
        "kind": document.kind if document else None,
        "title": document.title if document else None,
        "state": document.state if document else "failed",
        "error": code,
        "reason": messages.sentence(code, params, language=language()) if code else None,
        "link": url_for("Documents.get_document", document_id=document.id) if document else None,
    }


def serialize_known_child(child: Child, container: Document, acts: Mapping[str, Audit]) -> dict[str, Any]:
    """The same for who hands files in: with what is otherwise than they may think where it was here before.

    `acts` are those that withdrew documents, by the id of the document.
    """
    shown, document = serialize_child(child), child.document
    known = document is not None and was_here(document, container)
    told = {"known": known, "visibility": document.visibility if document else None, "withdrawn": None}
    if document is None or not known:
        return shown | told
    again = serialize_known(document, acts.get(document.id), container.visibility)
    return shown | told | again | {"reason": shown["reason"] or again["reason"]}


def serialize_child_job(
    child: Child, container: Document, acts: Mapping[str, Audit], job: Job | None
) -> dict[str, Any]:
    """The same with its job, and how far that is."""
    shown = serialize_known_child(child, container, acts)
    working = {"state": job.state, "step": job.step} if job else {"step": "ended"}
    return shown | working | {"job": job.id if job else None}


def serialize_parent(parent: Parent) -> dict[str, Any]:
    """A container in which a document lies, and what it is called there."""
    document = parent.document
    return {
        "name": parent.name,
        "document": document.id,
        "kind": document.kind,
        "title": document.title,
        "source_file": serialize_source(document.source_file),
        "link": url_for("Documents.get_document", document_id=document.id),
    }
