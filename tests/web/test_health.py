"""Up, ready, and figures."""

from __future__ import annotations

import shutil
from contextlib import closing

from biennien.identity import this_process
from biennien.index_keeper import IndexKeeper
from biennien.registry.workers import say_alive, say_goodbye

from .conftest import Archive
from .uploads import TEXT, send


def test_process_is_up(archive: Archive) -> None:
    assert archive.client().get("/healthz").get_json() == {"status": "up"}


def test_ready_needs_a_worker(own_archive: Archive) -> None:
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, answer.get_json()["missing"]) == (503, ["worker"])
    worker = this_process()
    say_alive(own_archive.registry, worker, "worker")
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "ready")
    assert set(answer.get_json()["reading"]) == {"sandbox", "ocr", "libreoffice", "antiword"}
    say_goodbye(own_archive.registry, worker)


def test_ready_tells_when_the_index_is_gone(own_archive: Archive) -> None:
    shutil.rmtree(own_archive.settings.data / "index")
    (own_archive.settings.data / "index").write_text("no folder")
    assert "index" in own_archive.client().get("/readyz").get_json()["missing"]


def test_ready_tells_when_the_index_has_lost_documents(own_archive: Archive) -> None:
    send(own_archive, (TEXT, "a.txt"))
    own_archive.work()
    assert "index" not in own_archive.client().get("/readyz").get_json()["missing"]
    shutil.rmtree(own_archive.settings.data / "index")
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, "index" in answer.get_json()["missing"]) == (503, True)
    with closing(IndexKeeper(own_archive.settings, own_archive.registry)) as keeper:
        assert keeper.refill()
    assert "index" not in own_archive.client().get("/readyz").get_json()["missing"]


def test_ready_tells_when_the_registry_is_gone_or_empty(own_archive: Archive) -> None:
    assert "registry" not in own_archive.client().get("/readyz").get_json()["missing"]
    file = own_archive.settings.data / "registry.sqlite"
    file.rename(file.with_suffix(".away"))
    answer = own_archive.client().get("/readyz")
    assert (answer.status_code, "registry" in answer.get_json()["missing"]) == (503, True)
    own_archive.registry.engine.dispose()
    file.write_bytes(b"")
    assert "registry" in own_archive.client().get("/readyz").get_json()["missing"]


def test_metrics_count_public_documents_and_requests(archive: Archive) -> None:
    archive.client().get("/healthz")
    text = archive.client().get("/metrics").get_data(as_text=True)
    assert 'biennien_documents{state="done"} 4.0' in text
    assert 'biennien_request_seconds_count{endpoint="health.healthz",method="GET",status="200"}' in text
    assert "biennien_outbox_rows 0.0" in text


def test_index_of_another_version_is_told_of_as_such(own_archive: Archive) -> None:
    own_archive.take_in({"a.txt": TEXT.decode()})
    (own_archive.settings.data / "index" / "CURRENT").write_text("v0-old", encoding="ascii")
    answer = own_archive.client().get("/api/v1/search?q=thi+dua")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "search_outdated")
    assert "another version" in own_archive.client().get("/readyz").get_json()["parts"]["index"]
    assert own_archive.client().get("/?q=thi+dua").status_code == 503
    assert own_archive.client().get(f"/documents/{own_archive.documents['a.txt']}").status_code == 200


def test_damaged_index_is_told_of_as_such(own_archive: Archive) -> None:
    own_archive.take_in({"a.txt": TEXT.decode()})
    live = own_archive.settings.data / "index" / "CURRENT"
    name = live.read_text(encoding="ascii")
    shutil.copytree(live.parent / name, live.parent / f"{name}x")
    for file in (live.parent / f"{name}x").glob("*.store"):
        file.write_bytes(file.read_bytes()[:10])
    live.write_text(f"{name}x", encoding="ascii")
    answer = own_archive.client().get("/api/v1/search?q=thi+dua")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "search_damaged")
    assert "damaged" in own_archive.client().get("/readyz").get_json()["parts"]["index"]


def test_damaged_registry_is_no_fault_of_the_program(own_archive: Archive) -> None:
    file = own_archive.settings.data / "registry.sqlite"
    own_archive.registry.engine.dispose()
    file.write_bytes(b"x" * 100_000)
    assert own_archive.client().get("/api/v1/documents").status_code == 503
    ready = own_archive.client().get("/readyz")
    assert (ready.status_code, "registry" in ready.get_json()["missing"]) == (503, True)
