"""The embedded engine keeps the contract, and what only it promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines import open_engine
from search.errors import IndexOutdated, WriterBusy
from search.mapping import IndexDocument
from tests.contracts.engine import EngineContract, found


class TestEmbedded(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = open_engine(tmp_path / "index")
        yield engine
        engine.close()


def test_second_writer_is_told_that_the_index_is_busy(tmp_path: Path) -> None:
    first, second = open_engine(tmp_path), open_engine(tmp_path)
    first.apply([IndexDocument(id="1", title="a", body="a")])
    with pytest.raises(WriterBusy):
        second.apply([IndexDocument(id="2", title="b", body="b")])
    first.close()
    second.apply([IndexDocument(id="2", title="b", body="b")])
    assert set(first.ids()) == {"1", "2"}
    second.close()


def test_reader_sees_commits_and_rebuilds_of_others(tmp_path: Path) -> None:
    writer, reader = open_engine(tmp_path), open_engine(tmp_path)
    writer.apply([IndexDocument(id="1", title="phát động", body="")])
    assert found(reader, "phat dong") == ["1"]
    with writer.rebuild() as fresh:
        fresh.apply([IndexDocument(id="2", title="phát động", body="")])
    assert found(reader, "phat dong") == ["2"]
    writer.close()


def test_index_of_another_version_asks_for_a_rebuild(tmp_path: Path) -> None:
    open_engine(tmp_path).close()
    (tmp_path / "CURRENT").write_text("v0-old", encoding="ascii")
    engine = open_engine(tmp_path)
    with pytest.raises(IndexOutdated):
        engine.ping()
    with engine.rebuild() as fresh:
        fresh.apply([IndexDocument(id="1", title="phát động", body="")])
    assert found(engine, "phat dong") == ["1"]
    engine.close()
