"""`/jobs`: what is at work, what failed and why, and another try; for staff."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from biennien.registry import jobs as queue
from biennien.web.links import with_pairs
from biennien.web.serializers.jobs import serialize_job
from biennien.web.services import services
from biennien.web.words import JOB_STATES, word

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
SIZE = 50


@blueprint.route("")
def page() -> str:
    """Jobs, newest first, by state."""
    state = request.args.get("state", "")
    state = state if state in JOB_STATES else ""
    with services().registry.read() as session:
        found = queue.list_jobs(session, state=state or None, cursor=request.args.get("cursor") or None, limit=SIZE)
        counts = queue.count_jobs(session)
    address = url_for(".page")
    tabs = [{"label": None, "count": sum(counts.values()), "href": address, "on": not state}]
    tabs += [
        {
            "label": word(JOB_STATES, name),
            "count": count,
            "href": with_pairs(address, [("state", name)]),
            "on": name == state,
        }
        for name, count in counts.items()
    ]
    more = with_pairs(address, [("state", state), ("cursor", found.cursor)]) if found.cursor else None
    return render_template("jobs/page.html", jobs=[serialize_job(job) for job in found.items], tabs=tabs, more=more)


@blueprint.route("/<job_id>/retry", methods=["POST"])
def retry(job_id: str) -> Response:
    """Try a failed job again."""
    with services().registry.write() as session:
        queue.retry_job(session, job_id)
    return redirect(url_for(".page"))
