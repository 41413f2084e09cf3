"""What is for staff only is not there for anybody else: whatever one asks, the answer is the same as without it."""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient

from biennien.registry.accounts import add_token, add_user
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.readers import STAFF
from biennien.registry.tables import Document

from .conftest import FOLDER, PASSWORD, Archive, csrf_of, make_archive
from .hidden_ways import OLDEST, PDF, PUBLIC_FILES, SECRETS, WAYS, hidden_files

VOLATILE = (
    (re.compile(rb'"took_ms": ?[\d.]+'), b'"took_ms": 0'),
    (re.compile(rb'(name="csrf_token" value=|data-token=)"[^"]+"'), b""),
    (re.compile(rb'"score": ?[\d.]+'), b""),
    (re.compile(rb'"until": ?"[^"]+"'), b""),
    (re.compile(rb"biennien_request[^\n]+\n"), b""),
    (re.compile(rb"<updated>[^<]+</updated>"), b""),
)
"""What differs between two answers to one question: how long it took, the token of a form, when it was made; and
the score, since how rare a word is is counted over all documents (docs/operations.md says so)."""

TELLING = frozenset({"Content-Type", "ETag", "Last-Modified", "Location", "WWW-Authenticate", "Content-Disposition"})
"""Headers that could tell of a document."""


WHERE = "/srv/kho-cua-lan"
"""The folder on a machine of staff from which all files came."""

Answer = tuple[str, int, tuple[tuple[str, str], ...], bytes]
"""Of an answer what could tell: the method asked with, the status, headers, and the body without what is VOLATILE."""


@dataclass(slots=True)
class Shelf:
    """An archive, what differs in the addresses of WAYS, who asks, and all they were told before and after."""

    archive: Archive
    known: dict[str, str]
    askers: dict[str, tuple[FlaskClient, dict[str, str]]]
    before: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    after: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)

    def all_answers(self) -> dict[tuple[str, str], list[Answer]]:
        """What each asker is told at each address of WAYS."""
        paths = {path: None for way in WAYS.values() for path in way}
        return {(asker, path): list(self.answers(asker, path)) for asker in self.askers for path in paths}

    def answers(self, asker: str, path: str) -> Iterator[Answer]:
        """What somebody is told at an address, with HEAD too."""
        client, headers = self.askers[asker]
        for method in ("GET", "HEAD"):
            answer = client.open(path.format(**self.known), method=method, headers=headers)
            body = answer.data
            for volatile, instead in VOLATILE:
                body = volatile.sub(instead, body)
            told = tuple(sorted((name, value) for name, value in answer.headers if name in TELLING))
            yield method, answer.status_code, told, body


def take_in(archive: Archive, files: dict[str, bytes], *, visibility: str) -> dict[str, str]:
    """The ids of files handed in from WHERE and read, by name."""
    archive.take_in({f"{WHERE}/{name}": content for name, content in files.items()}, visibility=visibility)
    return {name: archive.documents[f"{WHERE}/{name}"] for name in files}


@pytest.fixture(scope="module")
def names_of_hidden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the hidden documents and the names in them are called in addresses, found in an archive of their own."""
    archive = make_archive(tmp_path_factory.mktemp("names"))
    take_in(archive, {name: (FOLDER / name).read_bytes() for name in PUBLIC_FILES}, visibility="public")
    public = set(ids_in(archive, "units")), set(ids_in(archive, "slogans"))
    ids = take_in(archive, hidden_files(), visibility=STAFF)
    entities = get(archive, f"documents/{ids['mat.txt']}/entities")["items"]
    campaigns = ids_in(archive, "campaigns")
    known = {
        "hidden": ids["mat.txt"], "copy": ids["ban-quet.txt"], "pdf": ids[PDF.name], "entity": entities[0]["id"],
        "unit": next(one for one in ids_in(archive, "units") if one not in public[0]),
        "slogan": next(one for one in ids_in(archive, "slogans") if one not in public[1]),
        "shared": next(iter(public[0])), "campaign": campaigns[0],
    }  # fmt: skip
    archive.close()
    return known


def get(archive: Archive, path: str) -> Any:
    """What staff are told."""
    return archive.client().get(f"/api/v1/{path}", headers=archive.bearer).get_json()


def ids_in(archive: Archive, shelf: str) -> list[str]:
    return [one["id"] for one in get(archive, f"{shelf}?size=500")["items"]]


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, names_of_hidden: dict[str, str]
) -> Iterator[Shelf]:
    """An archive that was asked everything before the hidden documents came in, and has them now."""
    with ExitStack() as stack:
        settings = {}
        if request.param == "elasticsearch":
            server = request.getfixturevalue("elastic_server")
            settings = {"SEARCH_URL": stack.enter_context(server.own_prefix()), "SEARCH_CA": str(server.ca or "")}
        archive = make_archive(tmp_path_factory.mktemp("shelf"), **settings)
        public = take_in(archive, {name: (FOLDER / name).read_bytes() for name in PUBLIC_FILES}, visibility="public")
        with archive.registry.write() as session:
            user = add_user(session, "mai", PASSWORD, role="reader")
            _, secret = add_token(session, user, "")
        askers = {"nobody": (archive.client(), {}), "reader": (archive.staff("mai"), {}),
                  "token of a reader": (archive.client(), {"Authorization": f"Bearer {secret}"})}  # fmt: skip
        known = names_of_hidden | {"public": public["2019-phat-dong.txt"], "feed": kept_feed(archive)}
        made = Shelf(archive, known, askers)
        made.before = made.all_answers()
        take_in(archive, hidden_files(), visibility=STAFF)
        made.after = made.all_answers()
        yield made
        archive.close()


def kept_feed(archive: Archive) -> str:
    """The address of the feed of a search that a member of staff keeps."""
    staff = archive.staff()
    staff.post("/searches", data={"search": "q=thi+dua", "name": "mới", "csrf_token": csrf_of(staff, "/upload")})
    found = re.search(
        r'href="http://localhost(/searches/[^"]+[.]atom[?]key=[^"]+)"', staff.get("/searches").get_data(as_text=True)
    )
    assert found
    return found[1]


@pytest.mark.parametrize("way", WAYS)
def test_answer_is_the_same_as_without_the_hidden_documents(shelf: Shelf, way: str) -> None:
    for asker, path in product(shelf.askers, WAYS[way]):
        for before, after in zip(shelf.before[asker, path], shelf.after[asker, path], strict=True):
            assert difference(before, after) == "", f"{asker}: {before[0]} {path}"


def difference(before: Answer, after: Answer) -> str:
    """What changed, a line each, empty for nothing."""
    if before[:3] != after[:3]:
        return f"{before[:3]} became {after[:3]}"
    lines = [[part.decode("utf-8", "replace") for part in re.split(rb"[\n,]", one[3])] for one in (before, after)]
    return "\n".join(line for line in difflib.unified_diff(*lines, n=0, lineterm="") if line[:3] not in ("---", "+++"))


def test_reader_is_told_what_a_file_is_called_and_not_where_it_came_from(shelf: Shelf) -> None:
    for (asker, path), answers in (*shelf.before.items(), *shelf.after.items()):
        assert not any(WHERE.encode() in body for *_, body in answers), (asker, path)
    record = f"documents/{shelf.known['public']}"
    assert shelf.archive.client().get(f"/api/v1/{record}").get_json()["source_file"] == "2019-phat-dong.txt"
    assert get(shelf.archive, record)["source_file"] == f"{WHERE}/2019-phat-dong.txt"
    assert f"{WHERE}/2019-phat-dong.txt" in shelf.archive.staff().get(f"/{record}").get_data(as_text=True)


# ---------------------------------------------------------------- ways that need what staff have


def bodies(shelf: Shelf, path: str, **headers: str) -> Iterator[tuple[str, int, str]]:
    """What each asker is told at an address: who, the status, the body."""
    for asker, (client, own) in shelf.askers.items():
        answer = client.get(path, headers=own | {name.replace("_", "-"): value for name, value in headers.items()})
        yield asker, answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "added"])
def test_cursor_that_staff_got_leads_a_reader_to_nothing_hidden(shelf: Shelf, sort: str) -> None:
    cursor = get(shelf.archive, f"search?q=phong+trao&size=1&sort={sort}")["cursor"]
    while cursor:
        for asker, status, body in bodies(shelf, f"/api/v1/search?q=phong+trao&size=1&sort={sort}&cursor={cursor}"):
            assert status in (200, 422), asker
            assert not any(secret in body for secret in SECRETS), asker
        cursor = get(shelf.archive, f"search?q=phong+trao&size=1&sort={sort}&cursor={cursor}")["cursor"]


def test_cursor_of_a_list_that_staff_got_leads_a_reader_to_nothing_hidden(shelf: Shelf) -> None:
    cursor = get(shelf.archive, "documents?size=1")["cursor"]
    while cursor:
        for asker, status, body in bodies(shelf, f"/api/v1/documents?size=1&cursor={cursor}"):
            assert status == 200, asker
            assert not any(secret in body for secret in SECRETS), asker
        cursor = get(shelf.archive, f"documents?size=1&cursor={cursor}")["cursor"]


@pytest.mark.parametrize(
    "path", ["/api/v1/documents/{hidden}", "/api/v1/documents/{hidden}/original", "/documents/{pdf}/pages/1-small.png"]
)
def test_tag_that_staff_got_is_confirmed_to_nobody(shelf: Shelf, path: str) -> None:
    address = path.format(**shelf.known)
    told = shelf.archive.staff().get(address)
    assert told.status_code == 200
    for asker, status, _ in bodies(shelf, address, If_None_Match=told.headers["ETag"]):
        assert status == 404, asker
    for asker, status, _ in bodies(shelf, address, Range="bytes=0-9"):
        assert status == 404, asker


def test_change_of_a_hidden_document_is_refused_before_it_is_looked_for(shelf: Shelf) -> None:
    for document in (shelf.known["hidden"], "d0"):
        for method, path in (("DELETE", ""), ("PATCH", ""), ("POST", "/restore"), ("POST", "/undo"), ("PUT", "/text")):
            for asker, (client, headers) in shelf.askers.items():
                if asker != "reader":  # its form has no token here
                    answer = client.open(f"/api/v1/documents/{document}{path}", method=method, headers=headers)
                    assert answer.status_code == (401 if asker == "nobody" else 403), (asker, method, path)


def test_upload_of_the_same_bytes_tells_a_reader_nothing(shelf: Shelf) -> None:
    client, headers = shelf.askers["token of a reader"]
    for content in (OLDEST.encode(), b"nothing of the kind"):
        file = (io.BytesIO(content), "mat.txt")
        answer = client.post("/api/v1/documents", data={"file": file}, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "role_needed")


def test_staff_see_all_that_is_hidden(shelf: Shelf) -> None:
    found = {hit["id"] for hit in get(shelf.archive, "search?size=50")["hits"]}
    assert {shelf.known["hidden"], shelf.known["copy"], shelf.known["pdf"]} <= found
    assert get(shelf.archive, "search?q=xomkindao")["total"] == 2


@pytest.mark.parametrize("change", ["kept for staff", "withdrawn"])
def test_document_is_out_of_sight_before_the_index_knows(own_archive: Archive, change: str) -> None:
    own_archive.take_in({"a.txt": "KẾ HOẠCH\nThi đua trồng rừng lim xanh năm 2021"})
    document = own_archive.documents["a.txt"]
    client = own_archive.client()
    paths = ("/?q=lim", "/api/v1/search?q=lim", "/export.csv?q=lim", "/export.bib?q=lim", "/feed.atom?q=lim")
    assert all("trồng rừng" in client.get(path).get_data(as_text=True) for path in paths)
    with own_archive.registry.write() as session:
        row = session.get_one(Document, document)
        if change == "withdrawn":
            withdraw(session, row, reason="sai", user_id=None)
        else:
            set_visibility(session, row, STAFF, user_id=None)
    for path in paths:
        assert "trồng rừng" not in client.get(path).get_data(as_text=True), path
    told = client.get("/api/v1/search?q=lim").get_json()
    assert (told["total"], told["undated"], told["histogram"]) == (0, 0, [])
    assert not any(told["facets"].values())
