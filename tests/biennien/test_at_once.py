"""Two at one document in the same moment: the second sees what the first did, on PostgreSQL too."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from biennien.intake import Accepted
from biennien.registry import batches, batching, decisions, desk, sweeping, sweeps
from biennien.registry.accounts import add_token, add_user
from biennien.registry.corrections import REJECT, UNDO, corrections_of
from biennien.registry.database import Registry
from biennien.registry.documents import get_document, mentions_of, withdraw
from biennien.registry.errors import NothingToUndo
from biennien.registry.jobs import DONE, latest_job
from biennien.registry.readers import KEEPER
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Batch, Document, Mention, Sweep
from biennien.rights import ADMIN, SCOPES
from biennien.settings import Settings
from biennien.web.services import KEY
from service import create_app
from tests.biennien.states import wait_until, waits_for_a_lock

NAME = "Ủy ban nhân dân xã Tân Lập, tỉnh Lào Cai"


@pytest.fixture
def document(take_in: Callable[..., Accepted], keep: Callable[..., Document]) -> Document:
    """A document that names a unit."""
    return keep(take_in("văn bản"))


@pytest.fixture
def mention(registry: Registry, document: Document) -> Mention:
    """Its unit."""
    with registry.read() as session:
        return mentions_of(session, document, label="UNIT")[0]


def at_once(registry: Registry, first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
    """Have `second` begin while `first`, which holds the document, has not ended yet."""

    def later() -> None:
        with registry.write() as session:
            second(session)

    meanwhile(registry, first, later)


def meanwhile(registry: Registry, first: Callable[[Session], None], later: Callable[[], None]) -> None:
    """The same where the second opens what it writes in itself."""
    with registry.write() as session, ThreadPoolExecutor(1) as pool:
        first(session)
        waiting = pool.submit(later)
        wait_until(lambda: registry.is_sqlite or waiting.done() or waits_for_a_lock(registry))
        session.commit()
        waiting.result()


def correct(document: Document, mention: Mention) -> Callable[[Session], None]:
    """What somebody does who puts the unit right."""

    def done(session: Session) -> None:
        row = get_document(session, document.id, KEEPER, hold=True)
        desk.change_mention(
            session, row, desk.get_mention(session, row, mention.id), desk.Said(value=NAME), user_id=None
        )

    return done


def value_of(registry: Registry, document: Document, mention: Mention) -> object:
    with registry.read() as session:
        return desk.get_mention(session, document, mention.id).value


@pytest.fixture
def client(settings: Settings, registry: Registry, document: Document) -> Iterator[FlaskClient]:
    """A script of staff at the web service, once the document is read."""
    with registry.write() as session:
        job = latest_job(session, document.id)
        assert job is not None
        job.state = DONE
        _, token = add_token(session, add_user(session, "lan", "suoi-trong-veo", role=ADMIN), "tests", scopes=SCOPES)
    app = create_app(settings)
    made = app.test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    yield made
    app.extensions[KEY].engine.close()
    app.extensions[KEY].registry.close()


def seen(client: FlaskClient, document: Document) -> dict[str, str]:
    """What a script sends that looked at the document just now."""
    return {"If-Match": client.get(f"/api/v1/documents/{document.id}").headers["ETag"]}


def test_second_of_two_people_reads_what_the_first_said(
    registry: Registry, document: Document, mention: Mention
) -> None:
    read: list[object] = []

    def second(session: Session) -> None:
        row = get_document(session, document.id, KEEPER, hold=True)
        read.append(desk.get_mention(session, row, mention.id).value)

    at_once(registry, correct(document, mention), second)
    assert read == [NAME]


def test_act_on_all_mentions_leaves_one_alone_that_is_another_by_then(
    registry: Registry, document: Document, mention: Mention
) -> None:
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        one = desk.get_mention(session, row, mention.id)
        sweep = sweeps.propose(session, row, one, desk.Said(value="Tên khác"), KEEPER, user_id=None)

    def second(session: Session) -> None:
        sweeping.begin(session, get_act(session, Sweep, sweep.id, hold=True), user_id=None)

    at_once(registry, correct(document, mention), second)
    assert value_of(registry, document, mention) == NAME


def test_act_on_many_documents_leaves_one_alone_that_is_as_wanted_by_then(
    registry: Registry, document: Document
) -> None:
    with registry.write() as session:
        batch = batches.propose(session, "withdraw", [document.id], reason="hai lần", user_id=None)

    def first(session: Session) -> None:
        withdraw(session, get_document(session, document.id, KEEPER, hold=True), reason="một lần", user_id=None)

    def second(session: Session) -> None:
        batching.begin(session, get_act(session, Batch, batch.id, hold=True), user_id=None)

    at_once(registry, first, second)
    with registry.read() as session:
        assert batches.count_items(session, [batch]) == {batch.id: {"changed": 1}}
        assert session.get_one(Document, document.id).withdrawn_reason == "một lần"


def test_decision_of_the_queue_is_taken_back_once(registry: Registry, document: Document, mention: Mention) -> None:
    with registry.write() as session:
        row = get_document(session, document.id, KEEPER, hold=True)
        one = desk.get_mention(session, row, mention.id)
        note = decisions.decide_mention(session, row, one, label=None, right=False, user_id=None)

    def first(session: Session) -> None:
        desk.undo_last(session, get_document(session, document.id, KEEPER, hold=True), user_id=None)

    def second(session: Session) -> None:
        with pytest.raises(NothingToUndo):
            decisions.take_back(session, KEEPER, note, user_id=None)

    at_once(registry, first, second)
    with registry.read() as session:
        assert [one.kind for one in corrections_of(session, document.id)] == [REJECT, UNDO]


def test_better_copy_of_a_document_that_is_another_by_then_is_refused(
    registry: Registry, client: FlaskClient, document: Document, mention: Mention
) -> None:
    headers, status = seen(client, document), []

    def second() -> None:
        data = {"file": (io.BytesIO("văn bản đẹp hơn".encode()), "hai.txt")}
        answer = client.post(f"/api/v1/documents/{document.id}/files", headers=headers, data=data)
        status.append(answer.status_code)

    meanwhile(registry, correct(document, mention), second)
    assert status == [412]


def test_better_copy_is_not_taken_back_by_one_who_saw_another_document(
    registry: Registry, client: FlaskClient, document: Document, mention: Mention
) -> None:
    data = {"file": (io.BytesIO("văn bản đẹp hơn".encode()), "hai.txt")}
    address = f"/api/v1/documents/{document.id}/files"
    assert client.post(address, headers=seen(client, document), data=data).status_code == 202
    headers, status = seen(client, document), []
    meanwhile(
        registry,
        correct(document, mention),
        lambda: status.append(client.post(f"{address}/take-back", headers=headers).status_code),
    )
    assert status == [412]
