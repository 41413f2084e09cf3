"""Files inside files: what a container holds and what a document lies in."""

from __future__ import annotations

from typing import Any

from flask import url_for

from biennien import messages
from biennien.registry.members import Child, Parent
from biennien.registry.tables import Job
from biennien.web.languages import language


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


def serialize_child_job(child: Child, job: Job | None) -> dict[str, Any]:
    """The same as those who wait for it see it: with its job, and how far that is."""
    shown = serialize_child(child)
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
        "source_file": document.source_file,
        "link": url_for("Documents.get_document", document_id=document.id),
    }
