"""A small archive full of everything that the API has addresses for, and calls that fit it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemathesis import Case

from biennien.registry.accounts import add_token, add_user
from biennien.registry.documents import get_document, withdraw
from biennien.registry.name_compare import compare_some_names
from biennien.registry.readers import KEEPER
from biennien.rights import ADMIN, ROLES, SCOPES_OF_ROLE
from nlp.mention import LABELS, METADATA_FIELDS

from .conftest import FOLDER, PASSWORD, STAFF_ONLY, Archive, make_archive

WITHDRAWN = "=thong-bao.txt"
PDF = Path(__file__).parents[2] / "corpora" / "demo" / "2018-nghe-an-ke-hoach-moi-xa-mot-cong-trinh.pdf"
PLAN = (
    "KẾ HOẠCH\nThi đua số {number}\n\nNgày {number}/3/2024, UBND xã Tu {name} phát động phong trào “Đồi {name}” với "
    "khẩu hiệu “Giữ đồi {name} cho con cháu” ở bản Hạ."
)
NAMES = ("xanh", "Xanhh", "chè", "chèo", "cọ", "cọn", "sim", "mua", "quế", "hồi")
"""Some so alike that the program proposes to merge what is called so."""

ENTRIES = ("unit", "slogan", "campaign")
SOME = 5
REASON = "thử"

ASKED = {
    "merge": ("into",), "split": ("documents", "name"), "aliases": ("name",), "webhooks": ("url",),
    "batches": ("action", "documents", "reason"),
}  # fmt: skip
"""What a body needs, where no shape says that it does, by the end of the address."""


@dataclass(frozen=True, slots=True)
class World:
    """An archive that the calls may change, a token of each role, and ids that are there.

    `pairs` are ids that only fit together, by the last parameter of an address.
    """

    archive: Archive
    tokens: dict[str, str]
    ids: dict[str, list[Any]]
    pairs: dict[str, list[tuple[str, str]]]


@contextmanager
def new_world(folder: Path) -> Iterator[World]:
    """An archive in `folder` with something of each kind that the API knows; closed at the end of the block."""
    archive = make_archive(folder)
    files = {path.name: path.read_text() for path in sorted(FOLDER.iterdir())}
    archive.take_in({STAFF_ONLY: files.pop(STAFF_ONLY)}, visibility="staff")
    archive.take_in(files)
    plans = {f"{at}.txt": PLAN.format(number=at + 1, name=name) for at, name in enumerate(NAMES)}
    archive.take_in(plans | {"hong.pdf": "%PDF-1.4 hỏng", PDF.name: PDF.read_bytes()})
    while compare_some_names(archive.registry):
        pass
    tokens = {}
    with archive.registry.write() as session:
        for role in ROLES:
            user = add_user(session, f"a-{role}", PASSWORD, role=role)
            _, tokens[role] = add_token(session, user, "tests", scopes=SCOPES_OF_ROLE[role])
        withdraw(session, get_document(session, archive.documents[WITHDRAWN], KEEPER), reason="nhầm", user_id=None)
    yield _full(World(archive, tokens, {}, {}))
    archive.close()


def _full(world: World) -> World:
    """The world with its ids, and with better copies, texts put right, acts and messages that the calls go on with."""
    documents = sorted(world.archive.documents.values())
    world.ids["document_id"] = documents
    for name in ("0.txt", "1.txt"):
        there = f"/documents/{world.archive.documents[name]}"
        body = _ask(world, "GET", there)
        given = {"body": f"{body['body']}\nHết.", "text_sha256": body["text_sha256"]}
        _ask(world, "PUT", f"{there}/text", json=given)
    better = (io.BytesIO(PLAN.format(number=31, name="bưởi").encode()), "hai.txt")
    replaced = f"/documents/{world.archive.documents['2.txt']}"
    _ask(world, "POST", f"{replaced}/files", data={"file": better}, headers=world.archive.tagged(replaced))
    world.archive.work()
    for kind in (*ENTRIES, "job", "proposal"):
        world.ids[f"{kind}_id"] = [item["id"] for item in _ask(world, "GET", f"/{kind}s?size=200")["items"]]
    for kind in ENTRIES:
        for row_id in world.ids[f"{kind}_id"][::2]:
            there = f"/{kind}s/{row_id}"
            tag = world.archive.tagged(f"{there}/names")
            _ask(world, "POST", f"{there}/aliases", json={"name": f"Tên {row_id}"}, headers=tag)
    world.pairs["entity_id"] = [
        (document, item["id"])
        for document in documents
        for item in _ask(world, "GET", f"/documents/{document}/entities")["items"][:3]
    ]
    world.pairs["campaign_id"] = [
        (document, told["id"])
        for document in documents
        for told in _ask(world, "GET", f"/documents/{document}")["campaigns"]
    ]
    acts = ("read_again", "staff", "withdraw", "staff", "read_again")
    batches = [{"action": act, "documents": [documents[at]], "reason": REASON} for at, act in enumerate(acts)]
    world.ids["batch_id"] = [_ask(world, "POST", "/batches", json=one)["id"] for one in batches]
    for batch in world.ids["batch_id"][-2:]:
        _ask(world, "POST", f"/batches/{batch}/start")
    world.ids["sweep_id"] = [_propose_sweep(world, *one)["id"] for one in world.pairs["entity_id"][:SOME]]
    hooks = [_ask(world, "POST", "/webhooks", json={"url": f"https://hook{at}.example/"})["id"] for at in range(3)]
    world.ids["webhook_id"] = hooks
    world.pairs["delivery_id"] = [(hook, _ask(world, "POST", f"/webhooks/{hook}/test")["id"]) for hook in hooks]
    return world


def _ask(world: World, method: str, path: str, **options: Any) -> Any:
    """What an admin is answered."""
    headers = {"Authorization": f"Bearer {world.tokens[ADMIN]}"} | options.pop("headers", {})
    answer = world.archive.client().open(f"/api/v1{path}", method=method, headers=headers, **options)
    assert answer.status_code < 300, (path, answer.get_json())
    return answer.get_json()


def _propose_sweep(world: World, document: str, entity: str) -> Any:
    address = f"/documents/{document}/entities/{entity}"
    return _ask(world, "POST", f"{address}/sweeps", json={}, headers=world.archive.tagged(address))


Choose = Callable[[str, Sequence[Any]], Any]
"""One of some, for a name that failures show."""


def plain_case(operation: Any) -> Case:
    """A call with nothing in it that an operation can do without."""
    body = next(iter(operation.body), None)
    given: dict[str, Any] = {"media_type": body.media_type, "body": {}} if body else {}
    if body and body.media_type.startswith("multipart"):
        given["body"] = {"file": ["KẾ HOẠCH mới"] if operation.path.endswith("/documents") else "KẾ HOẠCH rõ hơn"}
    query = {one.name: REASON for one in operation.query if one.name in ("reason", "into")}
    names = {one.name: "1" for one in operation.path_parameters}
    case: Case = operation.Case(path_parameters=names, query=query, **given)
    return case


@dataclass(frozen=True, slots=True)
class Aim:
    """A call brought near to what fits the archive by `choose`, mostly; a `plain` one always, and by an admin."""

    world: World
    case: Case
    choose: Choose
    plain: bool = False

    def take(self) -> dict[str, str]:
        """Put what fits into address and body; the headers to call with."""
        if self._mostly():
            self._address()
        if isinstance(self.case.body, dict) and self.case.media_type == "application/json" and self._mostly():
            self._body()
        return self._headers()

    def _mostly(self) -> bool:
        return self.plain or bool(self.choose("aimed", range(5)))

    def _address(self) -> None:
        """Put ids that are there into the address."""
        names = self.case.path_parameters or {}
        for last, pairs in self.world.pairs.items():
            if last in names and len(names) > 1:
                first = next(name for name in names if name != last)
                names[first], names[last] = self.choose(last, pairs)
                return
        for name in names:
            if known := self.world.ids.get(name):
                names[name] = self.choose(name, known)
            elif name == "number":
                names[name] = 1
        if "into" in (self.case.query or {}):
            kind = next(kind for kind in ENTRIES if f"{kind}_id" in names)
            self.case.query["into"] = self.choose("into", self.world.ids[f"{kind}_id"])

    def _body(self) -> None:
        """Put what fits the archive into a body that has a place for it."""
        choose, start = self.choose, self.choose("start", range(60))
        kind = next((kind for kind in ENTRIES if f"{kind}_id" in (self.case.path_parameters or {})), "unit")
        entry = self._there(self._home())
        acts = [act["id"] for act in entry.get("acts", ()) if act["undoable"]]
        names = [one["name"] for one in entry.get("aliases", ()) if self.case.method == "DELETE"]
        document = self._there(self._document())
        fitting = {
            "text_sha256": document.get("text_sha256"),
            "body": f"{document.get('body')}\nHết.",
            "label": choose("label", sorted(LABELS)),
            "start": start,
            "end": start + choose("length", range(1, 20)),
            "value": choose("value", ["Đà Bắc", None]),
            "attributes": {},
            "into": choose("into", self.world.ids[f"{kind}_id"]),
            "act": choose("act", acts or [1]),
            "name": choose("name", names or [f"Đội {number}" for number in range(99)]),
            "documents": self.world.ids["document_id"][:SOME],
            "mentions": [],
            "metadata": {choose("field", METADATA_FIELDS): None},
            "url": "https://hook.example/biennien",
            "action": choose("action", ["read_again", "withdraw"]),
            "reason": REASON,
            "leave_out": [0],
        }
        asked = ASKED.get(self.case.path.rpartition("/")[2], tuple(self.case.body))
        if self.plain:
            asked = (*asked, *self._required())
        self.case.body.update({name: fitting[name] for name in fitting if name in asked})

    def _required(self) -> list[str]:
        (body,) = self.case.operation.body
        return list(body.definition["schema"].get("required", ()))

    def _headers(self) -> dict[str, str]:
        """Who calls, and the tag of what is there, so that a correction is not refused for that alone."""
        roles = (ADMIN,) if self.plain else ("", *ROLES, *ROLES[2:], *ROLES[2:])
        role = self.choose("role", roles)
        headers = {"Authorization": f"Bearer {self.world.tokens[role]}"} if role else {}
        if self.case.operation.headers.get("If-Match") and self._mostly():
            told = self.world.archive.client().get(self._home(), headers=headers)
            headers["If-Match"] = told.headers.get("ETag", '"none"')
        return headers

    def _there(self, address: str) -> Any:
        return self.world.archive.client().get(address, headers=self.world.archive.bearer).get_json()

    def _home(self) -> str:
        """Where the tag of what the case changes is told."""
        names = self.case.path_parameters or {}
        for kind in ENTRIES if "document_id" not in names else ():
            if row_id := names.get(f"{kind}_id"):
                return f"/api/v1/{kind}s/{row_id}/names"
        if job_id := names.get("job_id"):
            return f"/api/v1/jobs/{job_id}"
        entity = names.get("entity_id")
        return self._document() + (f"/entities/{entity}" if entity else "")

    def _document(self) -> str:
        return f"/api/v1/documents/{(self.case.path_parameters or {}).get('document_id', 'none')}"
