"""Jobs."""

from __future__ import annotations

from typing import Any

from biennien import messages
from biennien.registry.tables import Job
from biennien.web.languages import language
from biennien.web.serializers.names import moment


def serialize_job(job: Job) -> dict[str, Any]:
    """A job; `reason` is a sentence in the reader's language where it failed.

    While pages are recognised, `pages_done` of `pages` tells how far it is.
    """
    step, _, counted = job.step.partition(" ")
    done, _, pages = counted.partition("/")
    reason = messages.sentence(job.error_code, job.error_params, language=language()) if job.error_code else None
    return {
        "id": job.id,
        "kind": job.kind,
        "document": job.document_id,
        "source_file": job.source_file,
        "state": job.state,
        "step": step,
        "pages_done": int(done) if done else None,
        "pages": int(pages) if pages else None,
        "attempts": job.attempts,
        "error": job.error_code,
        "reason": reason,
        "created_at": moment(job.created_at),
        "started_at": moment(job.started_at),
        "ended_at": moment(job.ended_at),
    }
