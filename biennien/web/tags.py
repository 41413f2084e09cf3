"""Tags: what changes whenever what somebody looked at does, so that nothing is done to what was not seen."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from biennien.registry.tables import Audit, Document, Job

OF_DOCUMENT = ("sha256", "text_id", "run_id", "state", "visibility", "withdrawn", "withdrawn_reason")
"""What of a document an act on it as a whole is about, beside its files and what others said of it."""


def digest_of(document: Document, *more: Any) -> str:
    """What changes with OF_DOCUMENT and with `more`, which must be JSON-ready."""
    parts = [getattr(document, name) for name in OF_DOCUMENT]
    return hashlib.sha256(json.dumps([*parts, *more]).encode()).hexdigest()[:20]


def standing_tag(document: Document, act: Audit | None) -> str:
    """The tag of a document that was withdrawn, by `act` last; what is corrected meanwhile leaves it as it is."""
    return digest_of(document, act.id if act else None)


def job_tag(job: Job) -> str:
    """What changes whenever a job goes on."""
    moments = (job.started_at, job.ended_at)
    told = "-".join(f"{moment.timestamp():.6f}" if moment else "" for moment in moments)
    return f"{job.id}.{job.state}.{job.step.replace(' ', '-')}.{job.attempts}.{told}"
