"""The embedded engine keeps the contract, and what only it promises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest

from search.engines import open_engine
from search.engines.embedded_schema import open_index
from search.errors import EngineUnavailable, IndexDamaged, IndexOutdated, WriterBusy
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Query
from tests.contracts.counts import CountsContract
from tests.contracts.engine import MakeEngine, found
from tests.contracts.search import SearchContract
from tests.contracts.writing import WritingContract


@pytest.fixture(scope="module")
def make_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(open_engine(tmp_path_factory.mktemp("index"))))


class TestSearch(SearchContract):
    pass


class TestCounts(CountsContract):
    pass


class TestWriting(WritingContract):
    pass


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


@pytest.mark.parametrize("files", ["*.store", "*.term", "meta.json"])
@pytest.mark.parametrize("left", [None, 10])
def test_index_whose_files_are_gone_or_cut_asks_for_a_rebuild(tmp_path: Path, files: str, left: int | None) -> None:
    with closing(open_engine(tmp_path)) as engine:
        engine.apply([IndexDocument(id="1", title="phát động", body="")])
    for file in (tmp_path / (tmp_path / "CURRENT").read_text(encoding="ascii")).glob(files):
        whole = file.read_bytes()
        file.unlink()
        if left is not None:
            file.write_bytes(whole[:left])
    with closing(open_engine(tmp_path)) as engine:
        if (files, left) == ("meta.json", None):
            assert engine.count() == 0  # nothing tells of what was there: whoever counts documents misses them
        else:
            with pytest.raises(IndexDamaged):
                engine.ping()
        with engine.rebuild() as fresh:
            fresh.apply([IndexDocument(id="1", title="phát động", body="")])
        assert found(engine, "phat dong") == ["1"]


def test_index_that_cannot_be_read_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise ValueError("Failed to open file for read: 'IoError { io_error: Os { code: 24, kind: Uncategorized }'")

    monkeypatch.setattr("search.engines.embedded.open_index", refuse)
    with pytest.raises(EngineUnavailable) as told:
        open_engine(tmp_path)
    assert not isinstance(told.value, IndexOutdated)


def test_counts_of_what_most_documents_match_are_right(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    kinds = ("plan", "news", "report")
    engine.apply(
        IndexDocument(
            id=str(at), title="thi đua", body="ký" if at % 9 else "kế", doc_type=kinds[at % 3],
            from_day=20200101 + at if at % 5 else None, to_day=20200101 + at if at % 5 else None,
            visibility="public" if at % 4 else "staff",
        )
        for at in range(30)
    )  # fmt: skip
    engine.apply([], ["1", "2"])

    def counted(text: str) -> tuple[dict[str, int], int, int]:
        page = engine.search(Query(text=text, visibilities=frozenset({"public"}), step=Step.MONTH))
        return {b.value: b.count for b in page.facets["type"]}, page.undated, sum(b.count for b in page.histogram)

    kept = [at for at in range(30) if at % 4 and at not in (1, 2)]
    for text, right in (("thi đua", kept), ("ky", [at for at in kept if at % 9]), ("ke", [9, 18, 27])):
        types = {kind: sum(kinds[at % 3] == kind for at in right) for kind in kinds}
        undated = sum(at % 5 == 0 for at in right)
        assert counted(text) == ({kind: n for kind, n in types.items() if n}, undated, len(right) - undated)
        assert counted(text) == counted(f"{text} -xyz")
    engine.close()


def test_rebuild_with_terms_from_another_process_keeps_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded_writer.OWN_PROCESS_FROM", 0)
    engine = open_engine(tmp_path)
    with engine.rebuild() as fresh:
        for batch in range(3):
            if batch == 1:
                assert fresh._live()._feed._ours.poll(60)  # type: ignore[attr-defined]
            fresh.apply([IndexDocument(id=f"{batch}-{at}", title="phát động", body="") for at in range(3)])
        fresh.apply([IndexDocument(id="0-0", title="sơ kết", body="")], ["1-1", "2-2"])
        assert fresh.count() == 7
        fresh.apply([IndexDocument(id="last", title="tổng kết", body="")], ["0-0"])
    assert set(engine.ids()) == {"0-1", "0-2", "1-0", "1-2", "2-0", "2-1", "last"}
    engine.close()


def test_rebuild_commits_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.embedded_writer.COMMIT_EVERY", 3)
    engine = open_engine(tmp_path)
    with engine.rebuild() as fresh:
        for at in range(5):
            fresh.apply([IndexDocument(id=str(at), title="phát động", body="")])
        beside = tmp_path / fresh.generation  # type: ignore[attr-defined]
        assert open_index(beside).searcher().num_docs == 3
        fresh.apply([IndexDocument(id="0", title="sơ kết", body="")], ["1"])
    assert set(engine.ids()) == {"0", "2", "3", "4"}
    assert engine.search(Query(text="sơ kết", visibilities=frozenset({"public"}))).total == 1
    engine.close()


def test_rebuild_whose_other_process_was_killed_leaves_the_live_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded_writer.OWN_PROCESS_FROM", 0)
    engine = open_engine(tmp_path)
    engine.apply([IndexDocument(id="1", title="phát động", body="")])
    with pytest.raises(EngineUnavailable), engine.rebuild() as fresh:
        fresh.apply([IndexDocument(id="2", title="sơ kết", body="")])
        (process,) = (one for one in psutil.Process().children() if "embedded_feed" in " ".join(one.cmdline()))
        process.kill()
        process.wait()
        fresh.apply([IndexDocument(id="3", title="sơ kết", body="")])
    assert set(engine.ids()) == {"1"}
    engine.close()
