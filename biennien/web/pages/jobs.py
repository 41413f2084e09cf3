"""`/jobs`: what is at work, what failed and why, and another try; for staff."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from biennien.registry import job_lists
from biennien.registry import jobs as queue
from biennien.registry.batches import count_failures
from biennien.web.identity import staff
from biennien.web.links import with_pairs
from biennien.web.pages.conflicts import expect_job_seen
from biennien.web.serializers.jobs import serialize_job
from biennien.web.services import services
from biennien.web.tags import job_tag
from biennien.web.words import FAILURES, JOB_STATES, word

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
SIZE = 50


@blueprint.route("")
def page() -> str:
    """Jobs by state, newest first; of all what is at work comes first, and what somebody stopped is left out."""
    state = request.args.get("state", "")
    state = state if state in JOB_STATES else ""
    reason = request.args.get("reason", "") if state == queue.FAILED else ""
    with services().registry.read() as session:
        cursor = request.args.get("cursor") or None
        found = job_lists.list_jobs(
            session,
            state=state or None,
            but=() if state else (queue.RUNNING, queue.STOPPED),
            error_code=reason or None,
            cursor=cursor,
            limit=SIZE,
        )
        at_work = () if state or cursor else job_lists.list_jobs(session, state=queue.RUNNING, limit=SIZE).items
        counts = job_lists.count_jobs(session)
        failures = count_failures(session) if state == queue.FAILED else {}
    address = url_for(".page")
    tabs: list[dict[str, Any]] = [
        {"label": gettext("all but stopped ones") if counts[queue.STOPPED] else gettext("all"),
         "count": sum(counts.values()) - counts[queue.STOPPED], "href": address, "on": not state}
    ]  # fmt: skip
    tabs += [
        {
            "label": word(JOB_STATES, name),
            "count": count,
            "href": with_pairs(address, [("state", name)]),
            "on": name == state,
        }
        for name, count in counts.items()
    ]
    reasons = [
        {"code": code, "count": count, "text": word(FAILURES, code),
         "href": with_pairs(address, [("state", queue.FAILED), ("reason", code)]), "on": code == reason}
        for code, count in failures.items()
    ]  # fmt: skip
    more = (
        with_pairs(address, [("state", state), ("reason", reason), ("cursor", found.cursor)]) if found.cursor else None
    )
    jobs = [serialize_job(job) | {"tag": job_tag(job)} for job in (*at_work, *found.items)]
    return render_template(
        "jobs/page.html", jobs=jobs, tabs=tabs, more=more,
        reasons=reasons if state == queue.FAILED else [], reason=reason, open_failures=sum(failures.values()),
        chosen=failures.get(reason, 0),
    )  # fmt: skip


@blueprint.route("/<job_id>/retry", methods=["POST"])
def retry(job_id: str) -> Response:
    """Try a failed job again, if it is still as the form knows it."""
    with services().registry.write() as session:
        expect_job_seen(session, job_lists.get_job(session, job_id))
        queue.retry_for(session, job_id, user_id=staff().id)
    return redirect(url_for(".page"))
