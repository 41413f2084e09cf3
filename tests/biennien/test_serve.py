"""The service and the worker beside it: started together, ended together, neither without the other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
import requests

from biennien.identity import is_gone
from biennien.registry.database import Registry, open_registry
from biennien.registry.workers import alive_workers
from tests.biennien.states import wait_until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the service."""
    return tmp_path / "var"


@pytest.fixture
def service(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The running command `biennien serve`."""
    environ = os.environ | {"BIENNIEN_DATA": str(folder)}
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def registry(folder: Path, service: subprocess.Popen[str]) -> Iterator[Registry]:
    """The registry of the running service."""
    with closing(open_registry(f"sqlite:///{folder}/registry.sqlite")) as opened:
        yield opened


def address_of(service: subprocess.Popen[str]) -> str:
    """Where the service says that it answers."""
    assert service.stderr is not None
    for line in service.stderr:
        found = re.search(r"serves (http://\S+:\d+/)", line)
        if found:
            return found[1]
    raise AssertionError("it did not start")


def workers(registry: Registry) -> list[int]:
    """The numbers of the worker processes that say they are alive."""
    with registry.read() as session:
        return [int(row.id.split("|")[1]) for row in alive_workers(session, is_gone=is_gone)]


def test_service_answers_and_keeps_a_worker_running(service: subprocess.Popen[str], registry: Registry) -> None:
    address = address_of(service)
    assert requests.get(f"{address}healthz", timeout=30).status_code == 200
    wait_until(lambda: len(workers(registry)) == 1)
    (first,) = workers(registry)
    psutil.Process(first).kill()
    wait_until(lambda: workers(registry) not in ([], [first]))
    service.terminate()
    assert service.wait(60) == 0
    assert workers(registry) == []


def test_worker_does_not_outlive_a_killed_service(service: subprocess.Popen[str], registry: Registry) -> None:
    address_of(service)
    wait_until(lambda: len(workers(registry)) == 1)
    (number,) = workers(registry)
    worker = psutil.Process(number)
    service.kill()
    service.wait()
    psutil.wait_procs([worker], timeout=60)
    assert not worker.is_running()


@pytest.mark.parametrize(("proxies", "secure"), [("0", False), ("1", True)])
def test_service_passes_on_what_a_trusted_proxy_says(folder: Path, proxies: str, secure: bool) -> None:
    environ = os.environ | {"BIENNIEN_DATA": str(folder), "BIENNIEN_PROXIES": proxies}
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--no-worker"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            login = f"{address_of(process)}login"
            answer = requests.get(login, headers={"X-Forwarded-Proto": "https"}, timeout=30)
        finally:
            process.kill()
    assert ("Secure" in answer.headers["Set-Cookie"]) == secure


def test_port_that_is_taken_is_told(service: subprocess.Popen[str], folder: Path) -> None:
    port = address_of(service).rpartition(":")[2].strip("/")
    environ = os.environ | {"BIENNIEN_DATA": str(folder.parent / "other")}
    command = [sys.executable, "-m", "service", "serve", "--port", port]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr
