"""What an archive is taught is used at the next extraction, by a worker that was there before."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien import pipeline
from biennien.intake import Accepted
from biennien.pipeline import extractor_version
from biennien.registry.audit import history
from biennien.registry.database import Registry
from biennien.registry.documents import mentions_of
from biennien.registry.errors import BadWord, NotFound, WordKnown
from biennien.registry.own_words import (
    add_word,
    list_words,
    outdated_documents,
    own_words,
    remove_word,
    understand_again,
)
from biennien.registry.tables import Document, Job
from biennien.settings import Settings
from biennien.worker import Worker
from ingest.document import Document as Reading
from nlp.mention import Analysis
from nlp.own_words import OwnWords
from tests.biennien.states import wait_until, waits_for_a_lock

TakeIn = Callable[..., Accepted]

TAUGHT = """Tin số {number}

Ngày {number}/3/2019, đoàn công tác của BQL Đồi Chè đến thăm xã Thanh Thủy, trao {number} suất quà cho bà con.
"""
OTHER = """Tin khác số {number}

Ngày {number}/4/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “Mỗi xã một công trình số {number}”.
"""
TEN = 10


def units_of(registry: Registry) -> dict[str, set[tuple[str, object]]]:
    """The units of each document with their canonical names."""
    with registry.read() as session:
        documents = session.scalars(select(Document)).all()
        return {
            row.source_file: {(one.surface, one.value) for one in mentions_of(session, row) if one.label == "UNIT"}
            for row in documents
        }


def test_one_alias_mends_ten_documents_and_breaks_none(settings: Settings, registry: Registry, take_in: TakeIn) -> None:
    for number in range(1, TEN + 1):
        take_in(TAUGHT.format(number=number), name=f"taught {number}.txt")
        take_in(OTHER.format(number=number), name=f"other {number}.txt")
    worker = Worker(settings, registry)
    while worker.work_once():
        pass
    before = units_of(registry)
    name = "Ban Quản lý Dự án Đồi Chè huyện Thanh Chương"
    with registry.write() as session:
        add_word(session, "alias", "BQL Đồi Chè", name)
        version = extractor_version(own_words(session))
        assert understand_again(session, version) == 2 * TEN
        assert understand_again(session, version) == 0
    while worker.work_once():
        pass
    after = units_of(registry)
    for file, units in after.items():
        if file.startswith("taught"):
            assert ("BQL Đồi Chè", name) in units
            assert ("BQL Đồi Chè", name) not in before[file]
        else:
            assert units == before[file] != set()
    with registry.write() as session:
        assert understand_again(session, version) == 0


NAME = "Ban Quản lý Dự án Đồi Chè huyện Thanh Chương"


def test_document_at_work_when_a_word_is_taught_is_read_with_it_too(
    settings: Settings, registry: Registry, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(TAUGHT.format(number=1), name="a.txt")
    analyse = pipeline.analyse

    def taught_meanwhile(document: Reading, own: OwnWords) -> Analysis:
        if not own.digest:
            with registry.write() as session:
                add_word(session, "alias", "BQL Đồi Chè", NAME)
                assert outdated_documents(session, extractor_version(own_words(session))) == []
        return analyse(document, own)

    monkeypatch.setattr(pipeline, "analyse", taught_meanwhile)
    worker = Worker(settings, registry)
    while worker.work_once():
        pass
    assert ("BQL Đồi Chè", NAME) in units_of(registry)["a.txt"]
    with registry.read() as session:
        assert outdated_documents(session, extractor_version(own_words(session))) == []
        assert session.scalars(select(Job.state)).all() == ["done", "done"]


def test_who_teaches_a_word_waits_for_what_is_kept_with_the_old_ones(
    settings: Settings, registry: Registry, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = take_in(TAUGHT.format(number=1), name="a.txt").document_id
    outdated: list[str] = []

    def teach() -> None:
        with registry.write() as session:
            add_word(session, "alias", "BQL Đồi Chè", NAME)
            outdated.extend(outdated_documents(session, extractor_version(own_words(session))))

    teacher = threading.Thread(target=teach)

    def asked_for_again(session: Session) -> OwnWords:
        words = own_words(session)
        if session.connection().get_execution_options().get("writes"):  # just before the end of what is kept
            teacher.start()
            wait_until(lambda: registry.is_sqlite or not teacher.is_alive() or waits_for_a_lock(registry))
        return words

    monkeypatch.setattr(pipeline, "own_words", asked_for_again)
    assert Worker(settings, registry).work_once()
    teacher.join()
    assert outdated == [document_id]


def test_words_are_checked_listed_and_taken_back(registry: Registry) -> None:
    with registry.write() as session:
        word = add_word(session, "stop", "Trung  ương", label="UNIT")
        with pytest.raises(WordKnown):
            add_word(session, "stop", "Trung ương", label="UNIT")
        for bad in [
            ("alias", "Hội"),
            ("stop", "Hội", "B"),
            ("slogan", "Hội", "B"),
            ("unit", "12"),
            ("unit", "a"),
            ("verb", "Hội"),
            ("unit", "Hội", "", "UNIT"),
        ]:
            with pytest.raises(BadWord):
                add_word(session, *bad)
        assert [row.form for row in list_words(session)] == ["Trung ương"]
        remove_word(session, word.id)
        assert own_words(session).digest == ""
        with pytest.raises(NotFound):
            remove_word(session, word.id)
        with pytest.raises(NotFound):
            understand_again(session, "x", ["d-none"])
        assert [entry.action for entry in history(session, "own_word", str(word.id))] == ["unteach", "teach"]
