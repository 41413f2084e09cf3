"""Every operation of the API, called with what its description allows and with what it forbids, by every role.

No answer may be a failure of ours, have a status that the description does not name, or a shape that it does not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from biennien.registry.accounts import add_token, add_user
from biennien.registry.documents import get_document, withdraw
from biennien.registry.readers import KEEPER
from biennien.rights import ROLES, SCOPES_OF_ROLE
from biennien.web.services import KEY
from nlp.mention import LABELS, METADATA_FIELDS

from .conftest import FOLDER, PASSWORD, STAFF_ONLY, Archive, make_archive

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 9
"""For each operation: a minute for all of them on a slow machine."""


ORDER = ("POST", "GET", "PUT", "PATCH", "DELETE")
"""What makes things comes first, what takes them away last."""

WITHDRAWN = "=thong-bao.txt"
ENTRIES = ("unit", "slogan", "campaign")


ASKED = {"merge": ("into",), "split": ("documents", "name"), "aliases": ("name",)}
"""What a body needs, where no shape says that it does, by the end of the address."""


@dataclass(frozen=True, slots=True)
class World:
    """An archive that the calls may change, a token of each role, and ids that are there."""

    archive: Archive
    tokens: dict[str, str]
    ids: dict[str, list[str]]
    entities: list[tuple[str, str]]
    operations: dict[str, Any]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    archive = make_archive(tmp_path_factory.mktemp("world"))
    for path in sorted(FOLDER.iterdir()):
        archive.take_in({path.name: path.read_text()}, visibility="staff" if path.name == STAFF_ONLY else "public")
    archive.take_in({"hong.pdf": "%PDF-1.4 hỏng"})
    tokens = {}
    with archive.registry.write() as session:
        for role in ROLES:
            _, tokens[role] = add_token(
                session, add_user(session, f"a-{role}", PASSWORD, role=role), "tests", scopes=SCOPES_OF_ROLE[role]
            )
        withdrawn = get_document(session, archive.documents[WITHDRAWN], KEEPER)
        withdraw(session, withdrawn, reason="nhầm", user_id=None)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole(archive.app))
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    yield World(archive, tokens, _ids(archive), _entities(archive), operations)
    archive.app.extensions[KEY].engine.close()
    archive.registry.close()


def whole(app: WSGIApplication) -> WSGIApplication:
    """`app` with every answer read to its end, so that no file stays open."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        parts = app(environ, start)
        with closing(parts) if hasattr(parts, "close") else nullcontext():
            return [b"".join(parts)]

    return answer


def _ids(archive: Archive) -> dict[str, list[str]]:
    """What may stand in an address in the place of a parameter."""
    found = {"document_id": sorted(archive.documents.values())}
    for kind in (*ENTRIES, "job"):
        answer = archive.client().get(f"/api/v1/{kind}s", headers=archive.bearer).get_json()
        found[f"{kind}_id"] = [item["id"] for item in answer["items"]][:5]
        assert found[f"{kind}_id"], kind
    return found | {"batch_id": [_batch(archive, action) for action in ("read_again", "staff", "withdraw")]}


def _batch(archive: Archive, action: str) -> str:
    """An act on all documents that was only proposed."""
    given = {"action": action, "documents": list(archive.documents.values()), "reason": "thử"}
    made = archive.client().post("/api/v1/batches", json=given, headers=archive.bearer).get_json()
    return str(made["id"])


def _entities(archive: Archive) -> list[tuple[str, str]]:
    """Documents with entities of theirs."""
    found = []
    for document in archive.documents.values():
        answer = archive.client().get(f"/api/v1/documents/{document}/entities", headers=archive.bearer)
        found += [(document, item["id"]) for item in answer.get_json()["items"][:3]]
    return found


def test_operations_answer_as_described(world: World, subtests: pytest.Subtests) -> None:
    succeeded = set()
    for label, operation in sorted(world.operations.items(), key=lambda item: ORDER.index(item[0].split()[0])):
        with subtests.test(label):
            if {status for status in _call(world, operation) if status < 300}:
                succeeded.add(label)
    refused = set(world.operations) - succeeded
    assert len(refused) <= len(world.operations) / 2, f"the calls reach too little: {sorted(refused)}"


def _call(world: World, operation: Any) -> set[int]:
    """Call an operation some times; the statuses that came back. Raises: FailureGroup."""
    both = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    seen = set()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(both), data=st.data())
    def call(case: Case, data: st.DataObject) -> None:
        _aim_address(world, case, data)
        _aim_body(world, case, data)
        response = case.call(headers=_headers(world, case, data))
        seen.add(response.status_code)
        if response.status_code == 201:
            made = case.operation.path.rpartition("/")[2].removesuffix("es" if case.path.endswith("ches") else "s")
            world.ids.setdefault(f"{made}_id", []).append(response.json()["id"])
        case.validate_response(response, checks=CHECKS)

    call()
    return seen


def _mostly(data: st.DataObject) -> bool:
    return bool(data.draw(st.integers(0, 4), label="aimed"))


def _aim_address(world: World, case: Case, data: st.DataObject) -> None:
    """Put ids that are there into the address."""
    names = case.path_parameters or {}
    if not _mostly(data):
        return
    if "entity_id" in names:
        names["document_id"], names["entity_id"] = data.draw(st.sampled_from(world.entities), label="entity")
        return
    for name in names:
        if known := world.ids.get(name):
            names[name] = data.draw(st.sampled_from(known), label=name)
        elif name == "number":
            names[name] = 1


def _aim_body(world: World, case: Case, data: st.DataObject) -> None:
    """Put what fits the archive into a body that has a place for it."""
    if not isinstance(case.body, dict) or not _mostly(data):
        return
    start = data.draw(st.integers(0, 60), label="start")
    document = world.archive.client().get(_document(case), headers=world.archive.bearer).get_json()
    kind = next((kind for kind in ENTRIES if f"{kind}_id" in (case.path_parameters or {})), "unit")
    entry = world.archive.client().get(_address(case), headers=world.archive.bearer).get_json()
    acts = [act["id"] for act in entry.get("acts", ()) if act["undoable"]]
    fitting = {
        "text_sha256": document.get("text_sha256"),
        "label": data.draw(st.sampled_from(sorted(LABELS)), label="label"),
        "start": start,
        "end": start + data.draw(st.integers(1, 20), label="length"),
        "value": data.draw(st.sampled_from(["Đà Bắc", None]), label="value"),
        "attributes": {},
        "into": data.draw(st.sampled_from(world.ids[f"{kind}_id"]), label="into"),
        "act": data.draw(st.sampled_from(acts or [1]), label="act"),
        "name": data.draw(st.sampled_from([f"Đội {number}" for number in range(99)]), label="name"),
        "documents": world.ids["document_id"],
        "mentions": [],
        "metadata": {data.draw(st.sampled_from(METADATA_FIELDS), label="field"): None},
    }
    asked = ASKED.get(case.path.rpartition("/")[2], case.body)
    case.body.update({name: fitting[name] for name in fitting if name in asked})


def _headers(world: World, case: Case, data: st.DataObject) -> dict[str, str]:
    """Who calls, and the tag of what is there, so that a correction is not refused for that alone."""
    role = data.draw(st.sampled_from(("", *ROLES, *ROLES[2:], *ROLES[2:])), label="role")
    headers = {"Authorization": f"Bearer {world.tokens[role]}"} if role else {}
    if case.operation.headers.get("If-Match") and _mostly(data):
        address = _address(case)
        headers["If-Match"] = world.archive.client().get(address, headers=headers).headers.get("ETag", '"none"')
    return headers


def _address(case: Case) -> str:
    """Where the tag of what a case changes is told."""
    for kind in ENTRIES:
        if row_id := case.path_parameters.get(f"{kind}_id"):
            return f"/api/v1/{kind}s/{row_id}/names"
    if job_id := case.path_parameters.get("job_id"):
        return f"/api/v1/jobs/{job_id}"
    entity = case.path_parameters.get("entity_id")
    return _document(case) + (f"/entities/{entity}" if entity else "")


def _document(case: Case) -> str:
    return f"/api/v1/documents/{case.path_parameters.get('document_id', 'none')}"
