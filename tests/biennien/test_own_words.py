"""What an archive is taught is used at the next extraction, by a worker that was there before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from biennien.intake import Accepted
from biennien.pipeline import extractor_version
from biennien.registry.audit import history
from biennien.registry.database import Registry
from biennien.registry.documents import mentions_of
from biennien.registry.errors import BadWord, NotFound, WordKnown
from biennien.registry.own_words import add_word, list_words, own_words, remove_word, understand_again
from biennien.registry.tables import Document
from biennien.settings import Settings
from biennien.worker import Worker

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
