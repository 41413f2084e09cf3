"""Better copies: what takes the place of an original, what stays, and the way back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from biennien.intake import DUPLICATE, Accepted, accept_upload
from biennien.originals import Originals
from biennien.registry import desk
from biennien.registry.backup import backup
from biennien.registry.database import Registry
from biennien.registry.documents import current_text, mentions_of
from biennien.registry.errors import NothingBefore, NotReplaceable, NotRetriable, SameBytes, StillAtWork
from biennien.registry.files import files_of, replace_file, take_back_file
from biennien.registry.jobs import latest_job, retry_job
from biennien.registry.tables import Document, Job
from biennien.registry.typed import type_text
from biennien.settings import Settings
from biennien.worker import Worker
from tests.biennien.states import open_reviews

TakeIn = Callable[..., Accepted]
BAD = "KẾ HOẠCH\nThi đua mùa gặt\n\nNgày 5/3/2024, UBND xã Tu Lý phát động. Bến đò Vân Sa đông vui."
GOOD = "KẾ HOẠCH\nThi đua mùa gặt\n\nGửi các thôn. Ngày 5/3/2024, UBND xã Tu Lý phát động phong trào."


class Shelf:
    """One document that was read, with what tests do to it."""

    def __init__(self, settings: Settings, registry: Registry, originals: Originals) -> None:
        self.registry, self.originals = registry, originals
        self.worker = Worker(settings, registry)
        self.id = self.take_in(BAD).document_id
        self.work()

    def take_in(self, text: str) -> Accepted:
        return accept_upload(self.registry, self.originals, io.BytesIO(text.encode()), name="ban.txt")

    def work(self) -> None:
        while self.worker.work_once():
            pass

    def replace(self, content: bytes, name: str = "ban-dep.txt") -> Job:
        original = self.originals.put(io.BytesIO(content))
        with self.registry.write() as session:
            return replace_file(session, session.get_one(Document, self.id), original, name=name, user_id=None)

    def take_back(self) -> Job | None:
        with self.registry.write() as session:
            return take_back_file(session, session.get_one(Document, self.id), user_id=None)

    def text(self) -> str:
        with self.registry.read() as session:
            found = current_text(session, session.get_one(Document, self.id))
            return found.body if found else ""

    def states(self) -> list[str]:
        with self.registry.read() as session:
            return [one.state for one in files_of(session, session.get_one(Document, self.id))]

    def mentions(self) -> set[tuple[str, str, int]]:
        with self.registry.read() as session:
            found = mentions_of(session, session.get_one(Document, self.id))
            return {(one.id, one.label, one.start) for one in found}


@pytest.fixture
def shelf(settings: Settings, registry: Registry, originals: Originals) -> Shelf:
    return Shelf(settings, registry, originals)


def test_better_copy_is_in_force_once_it_was_read_and_the_earlier_one_is_kept(shelf: Shelf) -> None:
    shelf.replace(GOOD.encode())
    assert "Bến đò" in shelf.text()
    shelf.work()
    assert "Gửi các thôn" in shelf.text()
    assert shelf.states() == ["current", "earlier"]
    with shelf.registry.read() as session:
        document = session.get_one(Document, shelf.id)
        earlier = files_of(session, document)[1]
        assert (document.source_file, earlier.source_file) == ("ban-dep.txt", "ban.txt")
        assert shelf.originals.read(document.sha256) == GOOD.encode()
        assert shelf.originals.read(earlier.sha256) == BAD.encode()
    assert shelf.take_in(GOOD).document_id == shelf.take_in(BAD).document_id == shelf.id


def test_taken_back_copy_gives_the_first_state_and_its_bytes_are_free(shelf: Shelf) -> None:
    before = shelf.mentions()
    shelf.replace(GOOD.encode())
    shelf.work()
    shelf.take_back()
    shelf.work()
    assert (shelf.text().count("Bến đò"), shelf.states()) == (1, ["taken_back", "current"])
    assert shelf.mentions() == before
    with shelf.registry.read() as session:
        document = session.get_one(Document, shelf.id)
        assert (document.source_file, document.size) == ("ban.txt", len(BAD.encode()))
    assert shelf.take_in(GOOD).document_id != shelf.id
    with pytest.raises(NothingBefore):
        shelf.take_back()


def test_corrections_move_with_their_words_and_others_come_to_review(shelf: Shelf) -> None:
    with shelf.registry.write() as session:
        document = session.get_one(Document, shelf.id)
        unit = next(one for one in mentions_of(session, document) if one.surface == "UBND xã Tu Lý")
        desk.change_mention(session, document, unit, desk.Said(value="Ủy ban Tu Lý"), user_id=None)
        start = shelf.text().index("đông vui")
        desk.add_mention(session, document, desk.Said(label="EVENT", start=start, end=start + 8), user_id=None)
    shelf.replace(GOOD.encode())
    shelf.work()
    with shelf.registry.read() as session:
        document = session.get_one(Document, shelf.id)
        [unit] = [one for one in mentions_of(session, document) if one.surface == "UBND xã Tu Lý"]
        assert (unit.value, unit.start) == ("Ủy ban Tu Lý", shelf.text().index("UBND xã Tu Lý"))
        assert [one.reason for one in open_reviews(session)] == ["text_changed"]
    shelf.take_back()
    shelf.work()
    with shelf.registry.read() as session:
        assert "đông vui" in {one.surface for one in mentions_of(session, session.get_one(Document, shelf.id))}
        assert not open_reviews(session)


def test_text_that_a_person_typed_belongs_to_the_copy_it_was_typed_from(shelf: Shelf) -> None:
    with shelf.registry.write() as session:
        document = session.get_one(Document, shelf.id)
        text = current_text(session, document)
        assert text is not None
        type_text(session, document, text.body + " Gõ tay.", text_sha256=text.sha256, user_id=None)
    shelf.work()
    shelf.replace(GOOD.encode())
    shelf.work()
    assert "Gõ tay" not in shelf.text()
    shelf.take_back()
    shelf.work()
    assert "Gõ tay" in shelf.text()


def test_copy_that_cannot_be_read_changes_nothing(shelf: Shelf) -> None:
    job = shelf.replace(b"%PDF-1.7 nothing else", "hong.pdf")
    shelf.work()
    with shelf.registry.read() as session:
        document = session.get_one(Document, shelf.id)
        assert (document.state, document.source_file) == ("done", "ban.txt")
        assert session.get_one(Job, job.id).state == "failed"
    assert shelf.take_back() is None
    assert shelf.states() == ["taken_back", "current"]
    with pytest.raises(NotRetriable), shelf.registry.write() as session:
        retry_job(session, job.id)


def test_copy_taken_back_before_it_was_read_is_never_read(shelf: Shelf) -> None:
    shelf.replace(GOOD.encode())
    assert shelf.take_back() is None
    shelf.work()
    assert "Bến đò" in shelf.text()
    with shelf.registry.read() as session:
        job = latest_job(session, shelf.id)
        assert job is not None
        assert job.state == "stopped"


def test_bytes_that_are_a_document_already_are_refused_with_its_name(shelf: Shelf) -> None:
    other = shelf.take_in("CÔNG VĂN\nVề việc khác")
    shelf.work()
    for content, owner in (("CÔNG VĂN\nVề việc khác", other.document_id), (BAD, shelf.id)):
        with pytest.raises(SameBytes) as refused:
            shelf.replace(content.encode())
        assert refused.value.params["document"] == owner
    assert shelf.states() == []


def test_document_at_work_and_archives_are_not_replaced(shelf: Shelf) -> None:
    shelf.replace(GOOD.encode())
    with pytest.raises(StillAtWork):
        shelf.replace(b"KE HOACH khac")
    shelf.work()
    with shelf.registry.write() as session:
        session.get_one(Document, shelf.id).kind = "zip"
    with pytest.raises(NotReplaceable):
        shelf.replace(b"KE HOACH khac")


def test_failed_document_is_read_from_its_better_copy(shelf: Shelf) -> None:
    failed = accept_upload(shelf.registry, shelf.originals, io.BytesIO(b"%PDF-1.7 x"), name="hong.pdf")
    shelf.work()
    shelf.id = failed.document_id
    shelf.replace(GOOD.encode())
    shelf.work()
    with shelf.registry.read() as session:
        assert session.get_one(Document, shelf.id).state == "done"
    assert shelf.take_in(GOOD).state == DUPLICATE


def test_backup_holds_the_earlier_copies(shelf: Shelf, tmp_path: Path) -> None:
    shelf.replace(GOOD.encode())
    shelf.work()
    assert backup(shelf.registry, shelf.originals, tmp_path / "a.zip") == 1
    with shelf.registry.read() as session:
        earlier = files_of(session, session.get_one(Document, shelf.id))[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read(f"originals/{earlier.sha256}") == BAD.encode()
