"""What every search engine does with documents that come, change and go, and while it is rebuilt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from search.engine import Engine
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Query
from tests.contracts.engine import DOCUMENTS, PUBLIC, EngineContract, ask, found


class WritingContract(EngineContract):
    """Subclassed by the tests of each engine."""

    def test_withdrawn_document_is_found_and_suggested_among_its_like_only(self, own_archive: Engine) -> None:
        own_archive.apply([replace(DOCUMENTS[0], withdrawn=True)])
        assert found(own_archive, "lạng sơn") == []
        assert found(own_archive, "lạng sơn", withdrawn=True) == ["langson"]
        slip = Query(text="lạng snơ", visibilities=PUBLIC, withdrawn=True)
        assert own_archive.suggest(slip) == "lạng sơn"
        assert own_archive.suggest(replace(slip, withdrawn=False)) != "lạng sơn"
        assert own_archive.count() == len(DOCUMENTS)

    def test_hidden_document_is_found_counted_and_suggested_nowhere(self, own_archive: Engine) -> None:
        hidden = frozenset({"langson"})
        page, before = ask(own_archive, hidden=hidden, step=Step.YEAR), ask(own_archive, step=Step.YEAR)
        assert (page.total, before.total) == (2, 3)
        assert {hit.id for hit in page.hits} == {"hanoi", "hoabinh"}
        assert {bucket.value for bucket in page.facets["unit"]} == {"u2"}
        assert [bucket.value for bucket in page.facets["year"]] == ["2020"]
        assert {bar.count for bar in page.histogram} == {1}
        assert sum(bar.count for bar in before.histogram) > sum(bar.count for bar in page.histogram)
        slip = Query(text="lạng snơ", visibilities=PUBLIC, hidden=hidden)
        assert own_archive.suggest(replace(slip, hidden=frozenset())) == "lạng sơn"
        assert own_archive.suggest(slip) != "lạng sơn"

    def test_update_replaces_and_delete_removes(self, own_archive: Engine) -> None:
        own_archive.apply([IndexDocument(id="langson", title="Cao Bằng", body="Cao Bằng")], ["hanoi"])
        assert found(own_archive, "lạng sơn") == []
        assert found(own_archive, "cao bang") == ["langson"]
        assert set(own_archive.ids()) == {"langson", "hoabinh", "internal"}

    def test_failed_batch_changes_nothing(self, own_archive: Engine) -> None:
        def breaking() -> Iterator[IndexDocument]:
            yield IndexDocument(id="new", title="Mới", body="")
            raise RuntimeError("the source broke")

        with pytest.raises(RuntimeError, match="the source broke"):
            own_archive.apply(breaking(), ["langson"])
        assert set(own_archive.ids()) == {document.id for document in DOCUMENTS}

    def test_rebuild_swaps_only_when_it_succeeds(self, own_archive: Engine) -> None:
        with pytest.raises(RuntimeError, match="stopped"), own_archive.rebuild() as fresh:
            fresh.apply([IndexDocument(id="only", title="Một", body="một")])
            raise RuntimeError("stopped")
        assert own_archive.count() == len(DOCUMENTS)
        with own_archive.rebuild() as fresh:
            fresh.apply([IndexDocument(id="only", title="Một", body="một")])
            assert own_archive.count() == len(DOCUMENTS)
        assert list(own_archive.ids()) == ["only"]
        own_archive.apply([IndexDocument(id="second", title="Hai", body="hai")])
        assert own_archive.count() == 2

    def test_broken_off_rebuild_is_gone_on_with(self, own_archive: Engine) -> None:
        with pytest.raises(RuntimeError, match="stopped"), own_archive.rebuild(resume=True) as fresh:
            fresh.apply(DOCUMENTS[:2])
            raise RuntimeError("stopped")
        ids = [document.id for document in DOCUMENTS]
        with own_archive.rebuild(resume=True) as fresh:
            assert fresh.stamps(ids) == {document.id: document.stamp for document in DOCUMENTS[:2]}
            fresh.apply(DOCUMENTS[2:])
        assert own_archive.stamps(ids) == {document.id: document.stamp for document in DOCUMENTS}
        with own_archive.rebuild(resume=True) as fresh:
            assert fresh.count() == 0

    def test_no_search_fails_while_the_index_is_rebuilt(self, own_archive: Engine) -> None:
        ended = threading.Event()
        numbers: set[int] = set()

        def search() -> None:
            while not ended.is_set():
                page = ask(own_archive, size=2)
                numbers.update((page.total, ask(own_archive, size=2, cursor=page.cursor).total))

        with ThreadPoolExecutor(2) as pool:
            searches = [pool.submit(search) for _ in range(2)]
            for _ in range(3):
                with own_archive.rebuild() as fresh:
                    fresh.apply(DOCUMENTS)
            ended.set()
        assert [done.exception() for done in searches] == [None, None]
        assert numbers == {3}
