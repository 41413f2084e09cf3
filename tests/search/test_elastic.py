"""The Elasticsearch engine keeps the contract, on a real server with HTTPS and a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest

from search.engine import Engine
from search.engines import elastic_bulk, open_engine
from search.engines.elastic_mapping import Source
from search.errors import DocumentsRefused
from search.mapping import IndexDocument
from tests.conftest import ElasticServer
from tests.contracts.counts import CountsContract
from tests.contracts.engine import MakeEngine
from tests.contracts.search import SearchContract
from tests.contracts.writing import WritingContract


@pytest.fixture(scope="module")
def make_engine(elastic_server: ElasticServer) -> Iterator[MakeEngine]:
    with ExitStack() as stack:

        def make() -> Engine:
            url = stack.enter_context(elastic_server.own_prefix())
            return stack.enter_context(closing(open_engine(url, elastic_server.options)))

        yield make


class TestSearch(SearchContract):
    pass


class TestCounts(CountsContract):
    pass


class TestWriting(WritingContract):
    pass


def test_document_refused_beside_the_live_index_is_named_in_the_end(
    elastic_server: ElasticServer, elastic_url: str
) -> None:
    documents = [IndexDocument(id=id_, title="Thi đua", body="") for id_ in "abc"]
    documents[1] = replace(documents[1], place="x" * 40_000)
    with closing(open_engine(elastic_url, elastic_server.options)) as engine:
        with engine.rebuild() as fresh:
            fresh.apply(documents[:2])
            fresh.apply(documents[2:])
            with pytest.raises(DocumentsRefused) as caught:
                fresh.apply(())
        assert set(engine.ids()) == {"a", "c"}
    assert caught.value.reasons.keys() == {"b"}


def test_requests_hold_as_many_documents_as_their_bytes_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_bulk, "CHUNK", 3)
    monkeypatch.setattr(elastic_bulk, "CHUNK_BYTES", 10)
    sources = [Source(str(at), b"x" * size) for at, size in enumerate((4, 5, 4, 12, 1, 1, 1, 1))]
    sizes = [[len(source.json) for source in request] for request in elastic_bulk.requests_of(sources)]
    assert sizes == [[4, 5], [4], [12], [1, 1, 1], [1]]
    assert list(elastic_bulk.requests_of([])) == []
