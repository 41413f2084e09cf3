"""`/jobs`, for staff."""

from __future__ import annotations

from typing import Any

from biennien.registry import job_lists
from biennien.registry import jobs as queue
from biennien.registry.documents import withdrawals_of
from biennien.registry.members import children_of
from biennien.registry.readers import KEEPER
from biennien.registry.tables import Document
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import ListArgs
from biennien.web.api.schemas.jobs import JobListSchema, JobSchema, WholeJobSchema
from biennien.web.api.wholes import expect_job
from biennien.web.identity import staff
from biennien.web.parameters import Blank, at_most, choice
from biennien.web.serializers.jobs import serialize_job
from biennien.web.serializers.members import serialize_child_job
from biennien.web.serializers.names import moment
from biennien.web.services import services
from biennien.web.tags import job_tag

blueprint = Resource("Jobs", __name__, description="Work on documents")


class JobListArgs(ListArgs):
    """The parameters of the list of jobs."""

    state = Blank(load_default="", validate=choice(queue.STATES))
    error = Blank(load_default="", validate=at_most(40), metadata={"description": "Only failures for this reason."})


@blueprint.route("/jobs")
@blueprint.query(JobListArgs)
@blueprint.response(200, JobListSchema)
def list_jobs(asked: dict[str, Any]) -> dict[str, Any]:
    """List jobs, newest first; with `updated_since` those with which something happened, in the order of ids."""
    place: Any = {name: asked[name] or None for name in ("state", "cursor")}
    place |= {"error_code": asked["error"] or None, "limit": asked["size"]}
    with services().registry.read() as session:
        if asked["updated_since"]:
            walk = job_lists.harvest_jobs(session, since=asked["updated_since"], **place)
            items = [serialize_job(job) for job in walk.items]
            return {"items": items, "cursor": walk.cursor, "until": moment(walk.until)}
        page = job_lists.list_jobs(session, **place)
        return {"items": [serialize_job(job) for job in page.items], "cursor": page.cursor, "until": None}


@blueprint.route("/jobs/<job_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeJobSchema)
def get_job(_asked: dict[str, Any], job_id: str) -> Any:
    """Tell how far a job is, why it failed if it did, and how far the files inside its file are.

    Its ETag is what another try needs.
    """
    with services().registry.read() as session:
        job = job_lists.get_job(session, job_id)
        document = session.get_one(Document, job.document_id)
        children = children_of(session, document, KEEPER)
        jobs = job_lists.latest_jobs(session, [child.document.id for child in children if child.document])
        acts = withdrawals_of(session, [child.document for child in children if child.document])
        told = [
            serialize_child_job(child, document, acts, jobs.get(child.document.id if child.document else ""))
            for child in children
        ]
        return serialize_job(job) | {"children": told}, 200, {"ETag": f'"{job_tag(job)}"'}


@blueprint.route("/jobs/<job_id>/retry", methods=["POST"])
@blueprint.response(202, JobSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def retry_job(job_id: str) -> dict[str, Any]:
    """Try a failed job again. If-Match must hold its ETag as it was looked at: 412 where somebody was faster."""
    with services().registry.write() as session:
        expect_job(job_lists.get_job(session, job_id))
        return serialize_job(queue.retry_for(session, job_id, user_id=staff().id))
