"""The examples of docs/http-api.md do what they say against a running service."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from .web.conftest import FOLDER, Archive, make_archive

TEXT = (Path(__file__).parents[1] / "docs" / "http-api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SERVICE = "http://127.0.0.1:8000"
CURL_REFUSED = 22
"""What curl ends with where the answer is a refusal."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    made = make_archive(tmp_path_factory.mktemp("examples"))
    made.take_in({path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())})
    yield made
    made.registry.close()


def runnable() -> list[tuple[str, str]]:
    """The examples that speak to a service; one shows how a token that may not is refused."""
    return [one for one in EXAMPLES if SERVICE in one[1]]


@pytest.mark.parametrize(("language", "example"), runnable(), ids=lambda text: text[:30])
def test_example_runs(archive: Archive, tmp_path: Path, language: str, example: str) -> None:
    for name in ("ke-hoach.pdf", "ban-dep.pdf"):
        (tmp_path / name).write_text(f"Kế hoạch thi đua {tmp_path.name}\n", encoding="utf-8")
    server = make_server("127.0.0.1", 0, archive.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        document = archive.documents["2019-phat-dong.txt"]
        entities = archive.client().get(f"/api/v1/documents/{document}/entities?label=UNIT").get_json()["items"]
        script = example.replace(SERVICE, f"http://127.0.0.1:{server.port}").replace("curl ", "curl --fail-with-body ")
        units = archive.client().get("/api/v1/units").get_json()["items"]
        entity = f"/api/v1/documents/{document}/entities/{entities[0]['id']}"
        values = {
            "TOKEN": archive.token, "ID": document, "EID": entities[0]["id"],
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "BIENNIEN_DATA": str(archive.settings.data),
            "E": f"http://127.0.0.1:{server.port}{entity}",
            "OLD": units[0]["id"], "NEW": units[1]["id"], "TAG": archive.client().get(entity).headers["ETag"],
        }  # fmt: skip
        command = [sys.executable, "-c"] if language == "python" else ["bash", "-euo", "pipefail", "-c"]
        done = subprocess.run(
            [*command, script], cwd=tmp_path, env=values, capture_output=True, text=True,
            check=False, timeout=60,
        )  # fmt: skip
        if "# 403" in example:
            assert (done.returncode, "insufficient_scope" in done.stdout) == (CURL_REFUSED, True), done.stderr
        else:
            assert done.returncode == 0, done.stdout + done.stderr
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
