"""Kill the service, its worker, the parser, the command line and the rebuild at random moments, and count what is left.

Half of the files go in through the API, half through `biennien ingest`; a client whose upload broke off sends it again.
At the end every accepted file must be `done` or `failed` with its reason, none twice, none lost, and the index must
hold what the registry does.

    python benchmarks/kill_test.py [--files 200] [--kills 20] [--seed 1] [--folder DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import requests

from biennien.indexing import differences, open_search
from biennien.originals import Originals
from biennien.registry import accounts, outbox
from biennien.registry.database import Registry, open_registry
from biennien.registry.job_lists import count_jobs
from biennien.registry.tables import Document, Job, Mention
from biennien.settings import load_settings

TEXT = """Phát động thi đua đợt {number}

Ngày {day}/{month}/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “Mỗi xã một công trình” lần thứ {number}.

{filling}
"""
FILLING = "Hội Nông dân tỉnh Lạng Sơn phối hợp với Hội Liên hiệp Phụ nữ tỉnh vận động hội viên tham gia.\n"
SECONDS = 600


@dataclass
class Run:
    """One run: what is being killed and what has been told to clients."""

    folder: Path
    port: int
    dice: random.Random
    service: subprocess.Popen[bytes] | None = None
    commands: list[subprocess.Popen[bytes]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    kills: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def environ(self) -> dict[str, str]:
        """The environment of every process of the run."""
        return os.environ | {"BIENNIEN_DATA": str(self.folder / "var"), "PYTHONPATH": str(Path.cwd())}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A `biennien` command, its messages added to the log."""
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, "-m", "service", *arguments]
            return subprocess.Popen(command, env=self.environ, stdout=subprocess.PIPE, stderr=log)

    def serve(self) -> None:
        """Start the service and wait until it answers."""
        self.service = self.start("serve", "--port", str(self.port))
        while True:
            with suppress(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=10)
                return
            time.sleep(0.1)


def make_files(folder: Path, count: int) -> list[Path]:
    """Files of several lengths, one in ten of them bad."""
    folder.mkdir(parents=True)
    paths = []
    for number in range(count):
        path = folder / f"{number:03d}.txt"
        text = TEXT.format(number=number, day=number % 28 + 1, month=number % 12 + 1, filling=FILLING * (number % 40))
        bad = (f"%PDF-1.4\n%{number}\n", f"GIF89a{number}")[number % 2]
        path.write_text(bad if number % 10 == 9 else text, encoding="utf-8")
        paths.append(path)
    return paths


def upload(run: Run, paths: list[Path], token: str) -> None:
    """Send the files one by one; what breaks off is sent again."""
    for path in paths:
        while not run.over.is_set():
            with suppress(requests.RequestException):
                answer = requests.post(
                    f"http://127.0.0.1:{run.port}/api/v1/documents",
                    headers={"Authorization": f"Bearer {token}"},
                    files={"file": (path.name, path.read_bytes())},
                    timeout=60,
                )
                if answer.status_code == 202:
                    run.told[path.name] = answer.json()["items"][0]["document"]
                    break
                print("upload", path.name, answer.status_code, answer.text[:200])
            time.sleep(0.1)


def ingest(run: Run, folder: Path, count: int) -> None:
    """Run `biennien ingest` over a folder, again whenever it was killed."""
    while not run.over.is_set():
        process = run.start("ingest", str(folder), "--json")
        run.commands.append(process)
        assert process.stdout
        ended = 0
        for line in process.stdout:
            with suppress(ValueError):  # the line of a killed process may be cut
                told = json.loads(line)
                run.told[Path(told["source_file"]).name] = told["id"]
                ended += 1
        run.commands.remove(process)
        if process.wait() in (0, 1) and ended == count:
            return


def reindex(run: Run) -> None:
    """Rebuild the index over and over."""
    while not run.over.wait(2):
        process = run.start("reindex")
        run.commands.append(process)
        process.communicate()
        run.commands.remove(process)


def victims(run: Run) -> dict[str, list[psutil.Process]]:
    """The living processes of the run by what they are."""
    found: dict[str, list[psutil.Process]] = {"service": [], "worker": [], "parser": [], "command": []}
    roots = [(one, "command") for one in list(run.commands)] + ([(run.service, "service")] if run.service else [])
    for root, kind in roots:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(root.pid)
            found[kind].append(process)
            for child in process.children(recursive=True):
                is_worker = "worker" in child.cmdline() and "biennien" in child.cmdline()
                found["worker" if is_worker else "parser"].append(child)
    return {kind: processes for kind, processes in found.items() if processes}


def kill_one(run: Run) -> None:
    """Kill one process of a kind drawn at random; the service is started anew."""
    living = victims(run)
    kind = run.dice.choice(sorted(living))
    victim = run.dice.choice(living[kind])
    with suppress(psutil.NoSuchProcess):
        victim.kill()
        run.kills.append(kind)
    if kind == "service" and run.service:
        run.service.wait()
        run.serve()


def wait_until_done(registry: Registry) -> None:
    """Wait until no job and no change of the index waits."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with registry.read() as session:
            jobs, waiting = count_jobs(session), outbox.count_pending(session)
        if not jobs["queued"] and not jobs["running"] and not waiting:
            return
        time.sleep(0.5)
    raise SystemExit(f"not done after {SECONDS} s: {jobs}, {waiting} changes of the index")


def check(run: Run, registry: Registry, paths: list[Path]) -> list[str]:
    """What is wrong at the end; empty when all is well."""
    settings = load_settings(run.environ, env_file=None)
    faults = []
    with registry.read() as session:
        rows = {row.id: row for row in session.query(Document)}
        twice = session.query(Job).count() - len(rows)
        stray = (
            session.query(Mention).filter(Mention.document_id.not_in([i for i, r in rows.items() if r.text_id])).count()
        )
    faults += [f"{name}: told {id_}, which is not there" for name, id_ in run.told.items() if id_ not in rows]
    faults += [f"{path.name}: never accepted" for path in paths if path.name not in run.told]
    faults += [f"{row.source_file}: {row.state}" for row in rows.values() if row.state not in ("done", "failed")]
    for row in rows.values():
        bad = int(Path(row.source_file).stem) % 10 == 9
        if (row.state == "failed") != bad or bool(row.error_code) != bad:
            faults.append(f"{row.source_file}: {row.state} {row.error_code} {row.error_params}")
    if len(rows) != len(paths) or twice or stray:
        faults.append(f"{len(rows)} documents of {len(paths)} files, {twice} jobs too many, {stray} stray mentions")
    with closing(open_search(settings, registry)) as engine:
        lost, extra = differences(registry, engine)
    faults += [f"index: {len(lost)} missing, {len(extra)} too many"] if lost or extra else []
    kept = {path.name for path in Originals(settings.originals_folder).all()}
    faults += [f"{row.source_file}: its original is gone" for row in rows.values() if row.sha256 not in kept]
    return faults


def main() -> None:
    """Run once and say how it ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="biennien-kill-"))
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    run = Run(folder, port, random.Random(arguments.seed))
    half = arguments.files // 2
    paths = make_files(folder / "in", arguments.files)
    (folder / "api").mkdir()
    for path in paths[:half]:
        path.rename(folder / "api" / path.name)
    settings = load_settings(run.environ, env_file=None)
    with closing(open_registry(settings.database_url)) as registry:
        with registry.write() as session:
            _, token = accounts.add_token(session, accounts.add_user(session, "kill", "a long password"), "kill")
        began = time.monotonic()
        run.serve()
        threads = [
            threading.Thread(target=upload, args=(run, sorted((folder / "api").iterdir()), token)),
            threading.Thread(target=ingest, args=(run, folder / "in", arguments.files - half)),
            threading.Thread(target=reindex, args=(run,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        while len(run.kills) < arguments.kills:
            time.sleep(run.dice.uniform(0.1, 2.0))
            kill_one(run)
        for thread in threads[:2]:
            thread.join(SECONDS)
        wait_until_done(registry)
        run.over.set()
        threads[2].join(60)
        wait_until_done(registry)
        took = time.monotonic() - began
        faults = check(run, registry, paths)
        if run.service:
            run.service.terminate()
            run.service.wait(120)
    print(f"{arguments.files} files, {len(run.kills)} kills in {took:.0f} s:", ", ".join(run.kills))
    print("\n".join(faults) or "nothing lost, nothing twice, index and registry equal")
    print(f"log: {folder / 'log'}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
