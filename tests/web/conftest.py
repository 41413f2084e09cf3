"""A small real archive, read by the real parts once for all tests, and an empty one for the tests that change it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.security import generate_password_hash

from biennien.intake import accept_upload
from biennien.originals import Originals
from biennien.registry.accounts import add_token, add_user
from biennien.registry.database import Registry, open_registry
from biennien.registry.readers import PUBLIC, STAFF
from biennien.rights import ADMIN, SCOPES
from biennien.settings import Settings, load_settings
from biennien.web.services import KEY, Services
from biennien.worker import Worker
from service import create_app

FOLDER = Path(__file__).parent / "archive"
PASSWORD = "suoi-trong-veo"
STAFF_ONLY = "can-bo.txt"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
TAG = re.compile(r'name="tag" value="([^"]+)"')

QUICK_HASH = "pbkdf2:sha256:1"
"""One round, not the tenth of a second that a real hash is to take: hundreds of tests sign in."""

VARIABLE = re.compile(r"<(?:[^:<>]+:)?(?P<name>\w+)>")
"""What differs in the address of a route, with its kind: `<path:filename>`."""

IN_ADDRESSES = {
    "filename": "biennien.css", "name": "swagger-ui.css", "kind": "csv", "number": "1", "size": "small", "form": "bib",
    "step": "close", "proposal_id": "1", "word_id": "1",
}  # fmt: skip


class Browser(FlaskClient):
    """A client that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """See FlaskClient.open."""
        return super().open(*args, **{"buffered": True, **kwargs})


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive with its application; `documents` are ids by file name."""

    app: Flask
    settings: Settings
    registry: Registry
    documents: dict[str, str]
    token: str

    @property
    def bearer(self) -> dict[str, str]:
        """The header of a script of staff."""
        return {"Authorization": f"Bearer {self.token}"}

    def client(self, language: str = "vi") -> FlaskClient:
        """A browser of somebody who has not signed in."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        return client

    def staff(self, name: str = "lan") -> FlaskClient:
        """A browser of a member of staff."""
        client = self.client()
        answer = client.post("/login", data={"name": name, "password": PASSWORD, "csrf_token": csrf_of(client)})
        assert answer.status_code == 302
        return client

    def tagged(self, address: str, **headers: str) -> dict[str, str]:
        """The headers of a script of staff that looked at what is at `address` under `/api/v1`."""
        told = self.client().get(f"/api/v1{address}", headers=self.bearer)
        return self.bearer | {"If-Match": told.headers["ETag"]} | headers

    def take_in(self, files: Mapping[str, str | bytes], *, visibility: str = PUBLIC) -> None:
        """Hand in files, read them, and note their documents."""
        originals = self.app.extensions[KEY].originals
        for name, text in files.items():
            content = io.BytesIO(text if isinstance(text, bytes) else text.encode())
            accepted = accept_upload(self.registry, originals, content, name=name, visibility=visibility)
            self.documents[name] = accepted.document_id
        self.work()

    def work(self) -> None:
        """Do all jobs and bring the index up to date."""
        worker = Worker(self.settings, self.registry)
        while worker.work_once():
            pass
        assert worker.keeper.catch_up()
        worker.keeper.close()

    def close(self) -> None:
        """Let go of index and registry."""
        self.app.extensions[KEY].engine.close()
        self.registry.close()


def csrf_of(client: FlaskClient, page: str = "/login") -> str:
    """The token of the forms on a page."""
    found = CSRF.search(client.get(page).get_data(as_text=True))
    assert found, f"{page} has no form"
    return found[1]


@cache
def empty_registry() -> tuple[bytes, str]:
    """A file with our tables and an account of staff, made once and copied for every archive; the account's token."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "registry.sqlite"
        with closing(open_registry(f"sqlite:///{path}")) as registry, registry.write() as session:
            user = add_user(session, "lan", PASSWORD, role=ADMIN)
            user.password_hash = generate_password_hash(PASSWORD, QUICK_HASH)
            _, secret = add_token(session, user, "tests", scopes=SCOPES)
        return path.read_bytes(), secret


def seen_of(client: FlaskClient, page: str, act: str = "") -> dict[str, str]:
    """What the forms of a page send unseen: their token, and the tag of what they were made of.

    With `act` what the form whose address ends so sends.
    """
    _, _, text = client.get(page).get_data(as_text=True).partition(f'{act}"')
    found = TAG.search(text)
    assert found, f"{page} tells no tag"
    return {"csrf_token": csrf_of(client, page), "tag": found[1]}


def make_archive(folder: Path, **settings: str) -> Archive:
    """An empty archive in `folder` with an account of staff; `settings` are names without their prefix."""
    environ = {"BIENNIEN_DATA": str(folder)} | {f"BIENNIEN_{name}": value for name, value in settings.items()}
    chosen = load_settings(environ, env_file=None)
    content, secret = empty_registry()
    folder.mkdir(exist_ok=True)
    (folder / "registry.sqlite").write_bytes(content)
    app = create_app(chosen)
    app.test_client_class = Browser
    services: Services = app.extensions[KEY]
    return Archive(app, chosen, services.registry, {}, secret)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Five documents that were read, one of them for staff only; tests leave it as it is."""
    made = make_archive(tmp_path_factory.mktemp("archive"))
    originals = Originals(made.settings.originals_folder)
    for path in sorted(FOLDER.iterdir()):
        visibility = STAFF if path.name == STAFF_ONLY else PUBLIC
        accepted = accept_upload(
            made.registry, originals, io.BytesIO(path.read_bytes()), name=path.name, visibility=visibility
        )
        made.documents[path.name] = accepted.document_id
    made.work()
    yield made
    made.close()


@pytest.fixture
def own_archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive of the test's own, which takes uploads of 2 MB."""
    made = make_archive(tmp_path, MAX_UPLOAD="2MB")
    yield made
    made.close()


def address(rule: Rule, unknown: str = "d0") -> str:
    """An address of a route; where it takes an id, that one."""
    return VARIABLE.sub(lambda found: IN_ADDRESSES.get(found["name"], unknown), rule.rule)


def page(client: FlaskClient, path: str) -> str:
    """The text of a page that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def hidden(text: str, name: str) -> str:
    """What a hidden input of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, name
    return found[1]


def send(client: FlaskClient, path: str, **form: str | list[str]) -> tuple[int, str]:
    """The status and the text that whoever is signed in gets for a form."""
    answer = client.post(path, data=form | {"csrf_token": csrf_of(client, "/account")})
    return answer.status_code, html.unescape(answer.get_data(as_text=True))
