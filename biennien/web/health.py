"""Whether the process is up, whether it can work, and figures about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError

from biennien.equipment import find_equipment
from biennien.identity import is_gone
from biennien.indexing import count_lost
from biennien.registry.documents import count_states
from biennien.registry.job_lists import count_jobs
from biennien.registry.outbox import count_pending
from biennien.registry.readers import ANYONE
from biennien.registry.tables import Document
from biennien.registry.workers import alive_workers
from biennien.web.services import Services, services
from search.errors import EngineUnavailable, IndexDamaged, IndexOutdated

blueprint = Blueprint("health", __name__)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def set_up(app: Flask, given: Services) -> None:
    """Answer `/healthz`, `/readyz` and `/metrics`, and measure every request."""
    figures = CollectorRegistry()
    figures.register(_Archive(given))
    took = Histogram(
        "biennien_request_seconds", "Time to answer a request", ("endpoint", "method", "status"), registry=figures
    )
    app.extensions["figures"] = figures
    app.before_request(_note_beginning)

    def observe(response: Response) -> Response:
        labels = (request.endpoint or "none", request.method, str(response.status_code))
        took.labels(*labels).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response

    app.after_request(observe)
    app.register_blueprint(blueprint)


@blueprint.route("/healthz")
def healthz() -> dict[str, str]:
    """The process is up."""
    return {"status": "up"}


@blueprint.route("/readyz")
def readyz() -> tuple[dict[str, object], int]:
    """Whether registry, index and a worker can be reached; 503 and which is not where one cannot.

    `reading` tells what reading can use on this machine; what is missing there is no failure.
    """
    parts = {name: check() for name, check in CHECKS.items()}
    missing = [name for name, reason in parts.items() if reason is not None]
    state = {name: "reachable" if reason is None else reason for name, reason in parts.items()}
    reading = {found.name: {"state": found.state, "text": found.text} for found in find_equipment(services().settings)}
    status = "not ready" if missing else "ready"
    return {"status": status, "missing": missing, "parts": state, "reading": reading}, 503 if missing else 200


@blueprint.route("/metrics")
def metrics() -> Response:
    """Figures for Prometheus."""
    return Response(generate_latest(current_app.extensions["figures"]), content_type=MEDIA_TYPE)


def _registry() -> str | None:
    """A connection to a SQLite file goes on after the file was taken away, and a new one makes an empty file."""
    registry = services().registry
    file = registry.engine.url.database
    if registry.is_sqlite and file and not Path(file).is_file():
        return "the registry's file is gone"
    try:
        with registry.read() as session:
            session.execute(select(Document.id).limit(1))
    except (OperationalError, InterfaceError):
        return "the registry cannot be reached"
    return None


def _index() -> str | None:
    try:
        services().engine.ping()
        lost = count_lost(services().registry, services().engine)
    except IndexDamaged:
        return "the index is damaged; a worker fills it anew"
    except IndexOutdated:
        return "the index was made by another version; a worker fills it anew"
    except EngineUnavailable:
        return "the index cannot be reached"
    except (OperationalError, InterfaceError):
        return "unknown, since the registry cannot be reached"
    return f"{lost} documents are missing in the index; a worker fills it anew" if lost else None


def _worker() -> str | None:
    try:
        with services().registry.read() as session:
            alive = alive_workers(session, is_gone=is_gone)
    except (OperationalError, InterfaceError):
        return "unknown, since the registry cannot be reached"
    return None if alive else "no worker is at work: start `biennien worker`"


CHECKS: dict[str, Callable[[], str | None]] = {"registry": _registry, "index": _index, "worker": _worker}


class _Archive(Collector):
    """Counts of the archive, taken when they are asked for."""

    def __init__(self, given: Services) -> None:
        self._services = given

    def describe(self) -> Iterator[Metric]:
        """Nothing: to describe them is to count them, and the app may be made before the registry is there."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Documents and jobs by state, and changes the index has not taken in yet; none without a registry.

        Whoever asks may count what everybody may read, where reading is open or not, and no more.
        """
        try:
            with self._services.registry.read() as session:
                documents, jobs = count_states(session, ANYONE), count_jobs(session, ANYONE)
                waiting = count_pending(session)
        except (OperationalError, InterfaceError):
            return
        yield _gauge("biennien_documents", "Public documents by state", documents)
        yield _gauge("biennien_jobs", "Jobs on public documents by state", jobs)
        yield GaugeMetricFamily("biennien_outbox_rows", "Changes not yet in the index", value=waiting)


def _gauge(name: str, description: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, description, labels=("state",))
    for state, count in counts.items():
        family.add_metric((state,), count)
    return family


def _note_beginning() -> None:
    g.began = time.perf_counter()
