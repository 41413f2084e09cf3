"""How soon a search shows what somebody corrected, in an archive of many documents, by the service as people use it.

    python -m benchmarks.correction_speed [DOCUMENTS [FOLDER]]

The synthetic documents are written straight into the registry, the index is filled from it, `biennien serve` answers.
One mention at a time is given a new name through the API; the clock runs from that request until a search for the
new name finds the document. Then the same words are put right in all documents that hold them, and that is taken back.
A FOLDER that holds the documents already is used again.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from benchmarks.serving import serving
from benchmarks.synthetic import UNITS, make_documents
from biennien.registry import accounts
from biennien.registry.database import Registry, open_registry
from biennien.registry.keys import identity_key, made_id, surface_key
from biennien.registry.name_making import ensure_named
from biennien.registry.tables import (
    Document,
    DocumentUnit,
    ExtractionRun,
    Likeness,
    Mention,
    TextVersion,
    Unit,
    User,
)
from biennien.registry.understood import analysis_to_json
from biennien.reindexing import rebuild_index
from biennien.settings import load_settings
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Mention as Found
from search.mapping import IndexDocument

DOCUMENTS = 10_000
BATCH = 2_000
ROUNDS = 60
PAUSE = 0.05
"""Seconds between two searches for the new name: without a rest they would take the core that they wait for."""

PATIENCE = 600
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
Rows = dict[type[Any], list[dict[str, Any]]]


# ---------------------------------------------------------------- filling


def fill(registry: Registry, number: int) -> None:
    """Write what the registry lacks of `number` documents, as reading them would have."""
    with registry.write() as session:
        names = [f"Hội đồng nhân dân đơn vị {one}" for one in range(UNITS)]
        ids = ensure_named(session, Unit, [(name, None) for name in names])
        by_name = {name: ids[identity_key(name)] for name in names}
        done = session.execute(select(func.count()).select_from(Document)).scalar_one()
    documents = make_documents(number - done, first=done) if done < number else iter(())
    while batch := list(islice(documents, BATCH)):
        with registry.write() as session:
            _insert(session, batch, by_name)


def _insert(session: Session, batch: list[IndexDocument], units: dict[str, str]) -> None:
    rows: Rows = {kind: [] for kind in (Document, TextVersion, ExtractionRun, Mention, DocumentUnit, Likeness)}
    for one in batch:
        _add_rows(rows, one, units)
    for kind, some in rows.items():
        session.execute(insert(kind), some)


def _add_rows(rows: Rows, one: IndexDocument, units: dict[str, str]) -> None:
    body = one.body + "".join(f"\n{name}." for _, name in one.units)
    reading, mentions = Reading(body, "text", "synthetic"), list(_mentions(body, one))
    kept = reading.to_json()
    text_id, run_id = made_id("x", one.id), made_id("r", one.id)
    metadata = dict.fromkeys(METADATA_FIELDS) | {"title": one.title, "doc_type": one.doc_type, "authors": []}
    analysis = Analysis(tuple(mentions), metadata, {}, ())
    rows[Document].append(
        {"id": one.id, "sha256": hashlib.sha256(one.id.encode()).hexdigest(), "size": len(body),
         "source_file": one.source_file, "kind": "text", "state": "done", "visibility": one.visibility,
         "withdrawn": False, "handed_in": True, "created_at": WHEN, "updated_at": WHEN, "text_id": text_id,
         "run_id": run_id, "title": one.title, "published": one.published, "doc_type": one.doc_type,
         "from_day": one.from_day, "to_day": one.to_day, "metadata_values": metadata, "evidence": {}}
    )  # fmt: skip
    rows[TextVersion].append(
        {"id": text_id, "document_id": one.id, "sha256": reading.text_sha256, "made_by": "parser",
         "parser": "synthetic", "created_at": WHEN, "length": len(body), "body": body, "sections": [],
         "reading": {key: value for key, value in kept.items() if key not in ("body", "sections")}}
    )  # fmt: skip
    rows[ExtractionRun].append(
        {"id": run_id, "document_id": one.id, "text_id": text_id, "extractor_version": "synthetic",
         "created_at": WHEN, "analysis": analysis_to_json(analysis)}
    )  # fmt: skip
    rows[Likeness].append({"document_id": one.id, "text_id": text_id, "signature": None, "group_id": None})
    for mention in mentions:
        rows[Mention].append(
            {"id": made_id("m", one.id, mention.start), "document_id": one.id, "text_id": text_id, "run_id": run_id,
             "label": mention.label, "start": mention.start, "end": mention.end, "surface": mention.text,
             "surface_key": surface_key(mention.text), "value": mention.value, "attributes": {},
             "confidence": 0.9, "source": "synthetic", "origin": "extracted", "rejected": False,
             "unit_id": units[mention.text]}
        )  # fmt: skip
    rows[DocumentUnit] += [
        {"document_id": one.id, "unit_id": unit, "count": 1} for unit in {units[name] for _, name in one.units}
    ]


def _mentions(body: str, one: IndexDocument) -> Iterator[Found]:
    at = len(one.body)
    for _, name in one.units:
        at = body.index(name, at)
        yield Found(at, at + len(name), "UNIT", name, name, {}, 0.9, "synthetic")


# ---------------------------------------------------------------- measuring


class Client:
    """Somebody with a token."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.session = f"{address}/api/v1", requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **asked: Any) -> Any:
        """What the API gives."""
        answer = self.session.get(self.address + path, params=asked, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def send(self, method: str, path: str, said: Any = None, tag: str = "") -> Any:
        """What the API answers to a change."""
        headers = {"If-Match": tag} if tag else {}
        answer = self.session.request(method, self.address + path, json=said, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def tag(self, path: str) -> str:
        """The tag of what is there."""
        return self.session.get(self.address + path, timeout=PATIENCE).headers["ETag"]


def correct_one(client: Client, document_id: str, name: str) -> tuple[float, float]:
    """Seconds until a correction is answered, and until a search shows it."""
    entity = client.get(f"/documents/{document_id}/entities", label="UNIT")["items"][0]["id"]
    path = f"/documents/{document_id}/entities/{entity}"
    tag, began = client.tag(path), time.perf_counter()
    client.send("PATCH", path, {"value": name}, tag)
    answered = time.perf_counter() - began
    _until(lambda: client.get("/search", unit=name, size=1)["total"] == 1)
    return answered, time.perf_counter() - began


def correct_all(client: Client) -> None:
    """Put the most frequent name right in all documents, and take that back; print how long each takes."""
    name = "Hội đồng nhân dân đơn vị 0"
    document_id = client.get("/search", unit=name, size=1)["hits"][0]["id"]
    found = client.get(f"/documents/{document_id}/entities", label="UNIT")["items"]
    entity = next(one for one in found if one["text"] == name)
    path = f"/documents/{document_id}/entities/{entity['id']}"
    tag, began = client.tag(path), time.perf_counter()
    sweep = client.send("POST", f"{path}/sweeps", {"value": "Hội đồng nhân dân của mọi nơi"}, tag)
    there, documents = f"/sweeps/{sweep['id']}", sweep["counts"]["waiting"]["documents"]
    print(f"shown which {documents} documents hold the words: {time.perf_counter() - began:.2f} s", flush=True)
    for step, end in (("run", "done"), ("undo", "undone")):
        began = time.perf_counter()
        client.send("POST", f"{there}/{step}")
        _until(lambda end=end: client.get(there)["state"] == end)  # type: ignore[misc]
        print(f"{step}: {documents} documents in {time.perf_counter() - began:.1f} s", flush=True)


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(PAUSE)


def measure(registry: Registry, folder: Path, number: int) -> None:
    """Print the table."""
    with registry.write() as session:
        user = session.scalars(select(User)).first() or accounts.add_user(session, "lan", "suoi-trong-veo")
        _, token = accounts.add_token(session, user, "speed")
    run = int(time.time())
    with serving(folder) as address:
        client = Client(address, token)
        step = max(1, number // ROUNDS)
        documents = [f"d{at * step:019d}" for at in range(ROUNDS)]
        _until(lambda: client.get("/search", size=1)["total"] == number)
        correct_one(client, documents[0], f"Hội đồng nhân dân thử {run}")  # the index's writer is made ready
        times = [correct_one(client, one, f"Hội đồng nhân dân mới {run} {at}") for at, one in enumerate(documents)]
        for what, some in zip(("answered", "visible in search"), zip(*times, strict=True), strict=True):
            high = statistics.quantiles(some, n=20, method="inclusive")[-1]
            middle = statistics.median(some)
            print(f"{what}: median {middle:.3f} s, p95 {high:.3f} s, worst {max(some):.3f} s", flush=True)
        correct_all(client)


def main() -> None:
    """Fill, index, measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        settings = load_settings(os.environ | {"BIENNIEN_DATA": str(folder)}, env_file=None)
        registry = open_registry(settings.database_url)
        began = time.perf_counter()
        fill(registry, number)
        print(f"{number} documents in the registry: {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        rebuild_index(settings, registry)
        print(f"index filled: {time.perf_counter() - began:.0f} s", flush=True)
        measure(registry, folder, number)
        registry.close()


if __name__ == "__main__":
    main()
