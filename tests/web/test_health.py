"""Up, ready, and figures."""

from __future__ import annotations

import shutil

from biennien.identity import this_process
from biennien.registry.workers import say_alive, say_goodbye

from .conftest import Archive


def test_process_is_up(archive: Archive) -> None:
    assert archive.client().get("/healthz").get_json() == {"status": "up"}


def test_ready_needs_a_worker(own_archive: Archive) -> None:
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, answer.get_json()["missing"]) == (503, ["worker"])
    worker = this_process()
    say_alive(own_archive.registry, worker, "worker")
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "ready")
    say_goodbye(own_archive.registry, worker)


def test_ready_tells_when_the_index_is_gone(own_archive: Archive) -> None:
    shutil.rmtree(own_archive.settings.data / "index")
    (own_archive.settings.data / "index").write_text("no folder")
    assert "index" in own_archive.client().get("/readyz").get_json()["missing"]


def test_metrics_count_documents_and_requests(archive: Archive) -> None:
    archive.client().get("/healthz")
    text = archive.client().get("/metrics").get_data(as_text=True)
    assert 'biennien_documents{state="done"} 5.0' in text
    assert 'biennien_request_seconds_count{endpoint="health.healthz",method="GET",status="200"}' in text
    assert "biennien_outbox_rows 0.0" in text
