"""Texts that people put right: versions of their own that outlive every reading of the original."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from biennien.intake import accept_upload
from biennien.originals import Originals
from biennien.registry import corrections
from biennien.registry.database import Registry
from biennien.registry.documents import mentions_of
from biennien.registry.errors import NothingBefore, NothingChanged, StillAtWork, TextChanged, TextEmpty
from biennien.registry.jobs import add_job
from biennien.registry.tables import Document, TextVersion
from biennien.registry.typed import take_back_text, type_text
from biennien.settings import Settings, load_settings
from biennien.worker import Worker

LETTER = (
    "UBND HUYỆN CÁI NƯỚC\nSố: 41/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Cái Nước, ngày 08 tháng 3 năm 2024\nKẾ HOẠCH\nTổ chức phong trào thi đua “Ao sạch, vườn xanh”\n"
    "1. Trồng cây vào ngày l5/4/2024.\n"
)


class Desk:
    """An archive with one document that was read."""

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self.registry = registry
        self.worker = Worker(settings, registry)
        originals = Originals(settings.originals_folder)
        accepted = accept_upload(registry, originals, io.BytesIO(LETTER.encode()), name="ke-hoach.txt")
        self.id = accepted.document_id
        self.work()

    def work(self) -> None:
        while self.worker.work_once():
            pass

    def text(self) -> TextVersion:
        with self.registry.read() as session:
            row = session.get_one(TextVersion, session.get_one(Document, self.id).text_id)
            assert row.body
            return row

    def type(self, body: str, *, sha256: str | None = None) -> None:
        seen = sha256 or self.text().sha256
        with self.registry.write() as session:
            type_text(session, session.get_one(Document, self.id), body, text_sha256=seen, user_id=None)

    def take_back(self) -> None:
        with self.registry.write() as session:
            take_back_text(session, session.get_one(Document, self.id), user_id=None)

    def read_again(self) -> None:
        with self.registry.write() as session:
            add_job(session, session.get_one(Document, self.id))
        self.work()


@pytest.fixture
def desk(tmp_path: Path, registry: Registry) -> Desk:
    settings = load_settings({"BIENNIEN_DATA": str(tmp_path)}, env_file=None)
    return Desk(settings, registry)


def right(desk: Desk) -> str:
    return desk.text().body.replace("l5/4", "15/4")


def test_typed_text_is_understood_and_outlives_reading_the_original_again(desk: Desk) -> None:
    body = right(desk)
    desk.type(body)
    desk.work()
    desk.read_again()
    assert (desk.text().body, desk.text().made_by) == (body, "person")
    with desk.registry.read() as session:
        values = {one.value for one in mentions_of(session, session.get_one(Document, desk.id), label="DATE")}
    assert "2024-04-15" in values


def test_text_that_is_taken_back_gives_the_one_before_it(desk: Desk) -> None:
    read = desk.text().body
    desk.type(first := right(desk))
    desk.work()
    desk.type(first + "\nThêm một dòng.")
    desk.work()
    desk.take_back()
    desk.work()
    assert desk.text().body == first
    desk.take_back()
    desk.work()
    assert (desk.text().body, desk.text().made_by) == (read, "parser")
    with pytest.raises(NothingBefore):
        desk.take_back()


def test_second_person_at_the_same_text_is_told(desk: Desk) -> None:
    seen = desk.text().sha256
    desk.type(right(desk))
    desk.work()
    with pytest.raises(TextChanged):
        desk.type("Một văn bản khác hẳn.", sha256=seen)


def test_text_is_not_put_right_while_it_is_being_read(desk: Desk) -> None:
    desk.type(right(desk))
    with pytest.raises(StillAtWork):
        desk.type("Một văn bản khác hẳn.")


def test_same_and_empty_texts_are_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(NothingChanged):
        desk.type(desk.text().body + "\n")
    with pytest.raises(TextEmpty):
        desk.type(" \n ")
    with desk.registry.read() as session:
        assert corrections.corrections_of(session, desk.id) == []


def test_corrections_of_mentions_survive_a_typed_text(desk: Desk) -> None:
    with desk.registry.write() as session:
        document = session.get_one(Document, desk.id)
        text = session.get_one(TextVersion, document.text_id)
        start = text.body.index("vườn xanh")
        corrections.record_correction(
            session, document, corrections.ADD, {"label": "SLOGAN"}, user_id=None,
            place=corrections.Place(start, start + 9), text=text,
        )  # fmt: skip
    desk.type("Bản sao.\n" + right(desk))
    desk.work()
    with desk.registry.read() as session:
        added = [one for one in mentions_of(session, session.get_one(Document, desk.id)) if one.origin == "person"]
        assert [(one.label, one.surface) for one in added] == [("SLOGAN", "vườn xanh")]
