"""Real Elasticsearch servers for the tests and the benchmarks: one node or a cluster, with or without security.

    python -m benchmarks.elastic_server        # fetches the distribution and says where it lies

The distribution is Elastic's own from Maven Central, without the optional modules. Nodes refuse to run as root: then
they run as `nobody`. Whatever happens to this process, a watchdog ends its nodes and removes their folder.
"""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.maven import fetch

VERSION = "8.19.21"
ARTEFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a"
OLDEST_JAVA = 17
PATIENCE = 180.0
"""Seconds that nodes may take to start on a busy machine; about 20 on a quiet one."""

QUICK = "-XX:TieredStopAtLevel=1"
"""Compiles lightly: a node is ready in half the time, and slower afterwards; for tests, never for benchmarks."""

ROLES = {"biennien": {"cluster": ["monitor"], "indices": [{"names": ["*"], "privileges": ["manage", "read", "write"]}]}}
"""The account of a secured server may do what docs/operations.md asks for, and no more."""

LOOK_SECONDS = 0.1
WATCHDOG = """
read -r _
for file in "$0"/nodes/*/group; do
    for _ in $(seq 50); do kill -9 "-$(cat "$file")" || break; sleep 0.1; done
done
rm -rf "$0"
"""
"""Ends the process groups of all nodes and removes their folder when its input closes, that is, when we are gone."""


def fetch_server() -> Path:
    """The distribution's ZIP file, fetched by Maven where it is not there yet."""
    return fetch(ARTEFACT, SHA256)


def find_java() -> Path:
    """The home of the Java on the path."""
    program = shutil.which("java")
    if program is None:
        raise SystemExit(f"Elasticsearch needs Java {OLDEST_JAVA} or later: apt-get install openjdk-17-jre-headless")
    return Path(program).resolve().parents[1]


@dataclass(slots=True)
class Node:
    """One node: where it listens, what it was started as, None while it does not run."""

    name: str
    folder: Path
    http: int
    transport: int
    process: subprocess.Popen[bytes] | None = None


@dataclass(slots=True)
class Cluster:
    """Nodes of one cluster, all on this machine. `ca` is the certificate that signed theirs, None without security."""

    folder: Path
    heap: str
    quick: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    ca: Path | None = None
    user: str = ""
    password: str = ""

    @property
    def hosts(self) -> str:
        """The hosts and ports of all nodes, joined by commas."""
        return ",".join(f"localhost:{node.http}" for node in self.nodes)

    @property
    def url(self) -> str:
        """The address of the cluster, without a prefix at its end."""
        login = f"{self.user}:{self.password}@" if self.user else ""
        return f"{'https' if self.ca else 'http'}://{login}{self.hosts}"

    def start(self, *nodes: Node) -> None:
        """Start these nodes, all by default, and wait until every node that runs has joined and all data is there."""
        for node in nodes or self.nodes:
            options = f"-Xms{self.heap} -Xmx{self.heap} {QUICK if self.quick else ''}"
            environ = {
                "PATH": os.environ["PATH"], "HOME": str(node.folder), "ES_JAVA_HOME": str(find_java()),
                "ES_PATH_CONF": str(node.folder / "config"), "ES_JAVA_OPTS": options,
                "ES_TMPDIR": str(node.folder / "tmp"),
            }  # fmt: skip
            with (node.folder / "log").open("ab") as log:
                node.process = subprocess.Popen(
                    [self.folder / "distribution" / "bin" / "elasticsearch"], cwd=node.folder, env=environ,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **_as_user(),
                )  # fmt: skip
            (node.folder / "group").write_text(str(node.process.pid), encoding="ascii")
        self.wait()

    def kill(self, *nodes: Node) -> None:
        """Kill these nodes, all by default, at once and without a word."""
        for node in nodes or self.nodes:
            if node.process is not None:
                with suppress(ProcessLookupError):
                    os.killpg(node.process.pid, signal.SIGKILL)
                node.process.wait()
                node.process = None

    def wait(self) -> None:
        """Wait until every node that runs has joined and no primary shard is missing."""
        running = [node for node in self.nodes if node.process]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for node in running:
                if node.process and node.process.poll() is not None:
                    raise SystemExit(f"{node.name} ended: {(node.folder / 'log').read_text(errors='replace')[-3000:]}")
            with suppress(OSError, ValueError):
                healths = [self.get(node, "/_cluster/health") for node in running]
                if all(one["number_of_nodes"] == len(running) and one["status"] != "red" for one in healths):
                    return
            time.sleep(LOOK_SECONDS)
        raise SystemExit(f"no cluster after {PATIENCE} s: {(running[0].folder / 'log').read_text()[-3000:]}")

    def get(self, node: Node, path: str) -> Any:
        """What `node` answers to a GET of `path`."""
        request = urllib.request.Request(f"{'https' if self.ca else 'http'}://localhost:{node.http}{path}")
        if self.user:
            login = b64encode(f"{self.user}:{self.password}".encode()).decode()
            request.add_header("Authorization", f"Basic {login}")
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        with urllib.request.urlopen(request, timeout=10, context=context) as answer:
            return json.load(answer)


@contextmanager
def cluster(
    nodes: int = 1,
    *,
    heap: str = "512m",
    secured: bool = False,
    quick: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> Iterator[Cluster]:
    """A running cluster of `nodes` nodes with `heap` of memory each, ended with all its data at the end of the block.

    With `secured` it speaks HTTPS only and knows one user (see ROLES); `quick` is for tests (see QUICK);
    `settings` are further ones of every node.
    """
    folder = Path(tempfile.mkdtemp(prefix="biennien-elastic-"))
    with ExitStack() as stack:
        watchdog = subprocess.Popen(["sh", "-c", WATCHDOG, folder], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        stack.callback(watchdog.communicate)
        made = Cluster(folder, heap, quick, settings or {})
        subprocess.run(["unzip", "-q", fetch_server(), "-d", folder], check=True)
        (folder / f"elasticsearch-{VERSION}").rename(folder / "distribution")
        ports = _free_ports(2 * nodes)
        for at in range(nodes):
            name = f"n{at}"
            made.nodes.append(Node(name, folder / "nodes" / name, http=ports[2 * at], transport=ports[2 * at + 1]))
        if secured:
            made.ca = _make_certificates(folder)
        for node in made.nodes:
            _write_config(made, node)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", folder], check=True)
        if secured:
            made.user, made.password = "biennien", secrets.token_hex(8)
            _add_user(made)
        stack.callback(made.kill)
        made.start()
        yield made


def _write_config(cluster: Cluster, node: Node) -> None:
    for name in ("config", "tmp"):
        (node.folder / name).mkdir(parents=True)
    for file in (cluster.folder / "distribution" / "config").iterdir():
        if file.is_file():
            shutil.copy(file, node.folder / "config")
    settings: dict[str, Any] = {
        "cluster.name": cluster.folder.name,
        "node.name": node.name,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        "http.port": node.http,
        "transport.port": node.transport,
        "xpack.security.enabled": cluster.ca is not None,
        "cluster.routing.allocation.disk.threshold_enabled": False,  # the disk of a tester's machine may be full
    }
    if len(cluster.nodes) == 1:
        settings["discovery.type"] = "single-node"
    else:
        settings["discovery.seed_hosts"] = [f"127.0.0.1:{one.transport}" for one in cluster.nodes]
        settings["cluster.initial_master_nodes"] = [one.name for one in cluster.nodes]
    if cluster.ca is not None:
        (node.folder / "config" / "roles.yml").write_text(json.dumps(ROLES), encoding="utf-8")
        for name in ("ca.pem", "server.pem", "server.key"):
            shutil.copy(cluster.folder / name, node.folder / "config")
        settings |= {
            "xpack.security.http.ssl.enabled": True,
            "xpack.security.http.ssl.key": "server.key",
            "xpack.security.http.ssl.certificate": "server.pem",
        }
    settings |= cluster.settings
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
    (node.folder / "config" / "elasticsearch.yml").write_text("".join(lines), encoding="utf-8")


def _make_certificates(folder: Path) -> Path:
    """A certificate authority for this run, and a certificate for `localhost` that it signed."""
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    authority = ["-subj", "/CN=biennien test", "-keyout", "ca.key", "-out", "ca.pem"]
    server = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-CA", "ca.pem", "-CAkey", "ca.key"]
    for options in (authority, [*server, "-keyout", "server.key", "-out", "server.pem"]):
        subprocess.run([*new, *options], cwd=folder, check=True, capture_output=True)
    return folder / "ca.pem"


def _add_user(cluster: Cluster) -> None:
    for node in cluster.nodes:
        environ = os.environ | {"ES_JAVA_HOME": str(find_java()), "ES_PATH_CONF": str(node.folder / "config")}
        program = cluster.folder / "distribution" / "bin" / "elasticsearch-users"
        command = [str(program), "useradd", cluster.user, "-p", cluster.password, "-r", *ROLES]
        subprocess.run(command, cwd=node.folder, env=environ, check=True, capture_output=True, **_as_user())


def _as_user() -> dict[str, Any]:
    """The user that nodes run as: `nobody` where we are root, else our own."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [one.getsockname()[1] for one in sockets]


if __name__ == "__main__":
    print(fetch_server())
