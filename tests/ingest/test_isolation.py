"""What children may do to others and to us: nothing; and tasks that break every rule end with their reason."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from ingest import fork_server, isolation, pool
from ingest.errors import IngestError, OutOfMemory, OutOfTime, ParserCrashed
from ingest.pool import POOL
from ingest.sandbox import Limits, describe, run_task
from ingest.tasks import TASKS, Task

ROOT = Path(__file__).parents[2]
TRIALS = Path(__file__).parent / "trials"
QUICK = Limits(cpu_seconds=1, wall_seconds=8, memory=400 << 20)

WAYS = {
    "as it is": {},
    "namespaces alone": {"bubblewrap_works": lambda: False},
    "limits alone": {"bubblewrap_works": lambda: False, "namespaces_work": lambda _wrapped: False},
    "a server a file": {"namespaces_work": lambda _wrapped: False},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every way of keeping a child in: the one that works here, and those with less."""
    for name, answer in WAYS[request.param].items():
        monkeypatch.setattr(isolation, name, answer)
    return str(request.param)


@pytest.fixture(params=["as it is", "limits alone"])
def most_and_least(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way with most around a child, and the one with least."""
    for name, answer in WAYS[request.param].items():
        monkeypatch.setattr(isolation, name, answer)


@pytest.fixture(autouse=True)
def trials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets any function of the trials be a task."""
    monkeypatch.setattr(isolation, "FOLDERS", (*isolation.FOLDERS, TRIALS))


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., object]:
    path = tmp_path / "x"
    path.write_bytes(b"abc")

    def run(name: str, limits: Limits = QUICK, **settings: object) -> object:
        monkeypatch.setitem(TASKS, name, Task(f"trials.tasks:{name}"))
        with run_task(name, path, settings=settings, limits=limits) as answer:
            return answer.value

    return run


Trial = Callable[..., object]


@pytest.mark.usefixtures("most_and_least")
@pytest.mark.parametrize(
    ("name", "settings", "error"),
    [
        ("endless", {}, OutOfTime),
        ("greedy", {}, OutOfMemory),
        ("garbage", {}, ParserCrashed),
        ("flood", {"file": False}, ParserCrashed),
        ("flood", {"file": True}, ParserCrashed),
        ("answers_without_end", {}, ParserCrashed),
    ],
)
def test_a_task_that_breaks_a_rule_ends_with_its_reason(
    trial: Trial, name: str, settings: dict[str, object], error: type[IngestError]
) -> None:
    with pytest.raises(error):
        trial(name, **settings)


@pytest.mark.usefixtures("most_and_least")
@pytest.mark.parametrize("name", ["asleep", "stopped"])
def test_a_task_that_does_nothing_ends_by_the_clock(trial: Trial, name: str) -> None:
    with pytest.raises(OutOfTime):
        trial(name, limits=Limits(wall_seconds=0.5))


@pytest.mark.usefixtures("most_and_least")
def test_a_task_that_closes_its_pipe_and_stays_is_killed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_server, "END_SECONDS", 0.5)
    with pytest.raises(ParserCrashed) as refused:
        trial("lingering")
    assert refused.value.params == {"detail": "did not end"}


def test_a_fork_bomb_ends_as_soon_as_it_is_seen(trial: Trial) -> None:
    """Only where a child has namespaces can its processes be counted; elsewhere nothing is there to be tested."""
    if describe()["namespaces"]:
        began = time.monotonic()
        with pytest.raises(ParserCrashed) as refused:
            trial("bomb", limits=Limits(wall_seconds=30, processes=16))
        assert refused.value.params == {"detail": "too many processes"}
        assert time.monotonic() - began < 10


def test_what_a_task_leaves_behind_ends_with_it(way: str, trial: Trial) -> None:
    trial("copies", times=0)
    before = set(descendants())
    assert trial("escape") is None
    _, alive = psutil.wait_procs(set(descendants()) - before, timeout=5)
    assert alive == []


def test_a_child_reaches_nobody(way: str, trial: Trial, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = trial("look_around", secret=str(secret), port=server.getsockname()[1])
    said = describe()
    assert isinstance(seen, dict)
    assert (seen["descriptors"], seen["scratch"]) == ([0, 1, 2, 3], [])
    if said["bubblewrap"]:
        assert (seen["secret"], seen["root"]) == (False, False)
    if said["namespaces"]:
        assert (seen["parent"], seen["memory"]) == (1, [])
    if said["bubblewrap"] or said["namespaces"]:
        assert seen["network"] is False


def test_a_child_that_kills_all_it_can_kills_itself_alone(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = describe()["namespaces"]
    assert trial("attack") == ("still here" if apart else "not apart")
    monkeypatch.setattr(isolation, "bubblewrap_works", lambda: False)
    assert trial("attack") == ("still here" if describe()["namespaces"] else "not apart")


@pytest.mark.usefixtures("most_and_least")
def test_a_child_fills_no_more_than_its_own_folder(trial: Trial) -> None:
    limits = Limits(scratch=8 << 20, open_files=64)
    assert trial("fill", limits=limits)
    assert trial("look_around", secret="/none", port=1)["scratch"] == []  # type: ignore[index]


def test_the_scratch_folder_of_a_child_has_its_limit(trial: Trial) -> None:
    if describe()["namespaces"]:
        assert trial("fill", limits=Limits(scratch=8 << 20)) == 8 << 20


def test_a_server_has_one_thread_since_it_forks(trial: Trial) -> None:
    trial("copies", times=0)
    assert POOL._server
    assert POOL._server.threads == 1


def test_a_server_that_was_killed_is_replaced(way: str, trial: Trial) -> None:
    trial("copies", times=0)
    for process in list(descendants()):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
            process.wait(5)
    assert trial("copies", times=0) == []


def test_a_server_that_is_stopped_is_replaced(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_server, "BEGIN_SECONDS", 0.5)
    monkeypatch.setattr(fork_server, "END_SECONDS", 0.5)
    trial("copies", times=0)
    stopped = list(descendants())
    for process in stopped:
        with suppress(psutil.NoSuchProcess):  # the child of the task before may be on its way out
            process.suspend()
    assert trial("copies", times=0) == []
    _, left = psutil.wait_procs(stopped, timeout=10)
    assert left == []


def test_a_keeper_that_fails_is_no_second_server(trial: Trial) -> None:
    if describe()["namespaces"]:
        with pytest.raises(ParserCrashed) as refused:
            trial("copies", limits=Limits(scratch=-1), times=0)
        assert refused.value.params == {"detail": "no process could be started"}
        POOL.close()
        assert list(descendants()) == []


def test_a_server_is_replaced_after_so_many_jobs(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "JOBS_A_SERVER", 2)
    servers = set()
    for _ in range(5):
        trial("copies", times=0)
        (server,) = own_servers()
        servers.add(server.pid)
    assert len(servers) == 3
    POOL.close()
    assert list(own_servers()) == []


def test_a_fork_of_this_process_has_a_server_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Kế hoạch thi đua", encoding="utf-8")
    program = textwrap.dedent(
        f"""
        import os
        from pathlib import Path
        from ingest.sandbox import parse_file
        path = Path({str(path)!r})
        parse_file(path)
        child = os.fork()
        print(parse_file(path).body, flush=True)
        if child:
            assert os.waitpid(child, 0)[1] == 0
            print(parse_file(path).body)
        """
    )
    shown = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert (shown.stdout.decode(), shown.stderr) == ("Kế hoạch thi đua\n" * 3, b"")


@pytest.mark.parametrize("name", WAYS)
def test_children_die_with_their_parent(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from ingest import isolation, sandbox
        from ingest.tasks import TASKS, Task
        TASKS["asleep"] = Task("trials.tasks:asleep")
        isolation.FOLDERS += (Path({str(TRIALS)!r}),)
        if {"bubblewrap_works" in WAYS[name]}: isolation.bubblewrap_works = lambda: False
        if {"namespaces_work" in WAYS[name]}: isolation.namespaces_work = lambda _: False
        print(3 + sandbox.describe()["namespaces"] + 2 * sandbox.describe()["bubblewrap"], flush=True)
        sandbox.run_task("asleep", Path({str(tmp_path / "x")!r}))
        """
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, env=environment)
    with parent:
        try:
            assert parent.stdout
            wanted = int(parent.stdout.readline())
            watched = psutil.Process(parent.pid)
            found: list[psutil.Process] = []
            while len(found) < wanted and parent.poll() is None:
                found = [one for one in watched.children(recursive=True) if "parser_process" in " ".join(one.cmdline())]
            assert len(found) >= wanted
        finally:
            parent.kill()
    _, alive = psutil.wait_procs(found, timeout=20)
    assert list(tmp_path.glob("biennien-*")) == []
    assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []


def own_servers() -> Iterator[psutil.Process]:
    """The parsers' servers of this very process; services that other tests started have their own."""
    for process in psutil.Process().children():
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "parser_process" in " ".join(process.cmdline()):
                yield process


def descendants() -> Iterator[psutil.Process]:
    """These servers and all processes below them."""
    for server in own_servers():
        yield server
        with suppress(psutil.NoSuchProcess):
            yield from server.children(recursive=True)
