"""The Elasticsearch engine keeps the contract, on a real server with HTTPS and a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from search.engine import Engine
from search.engines import open_engine
from tests.conftest import ElasticServer
from tests.contracts.engine import EngineContract, MakeEngine


class TestElastic(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def make_engine(cls, elastic_server: ElasticServer) -> Iterator[MakeEngine]:
        with ExitStack() as stack:

            def make() -> Engine:
                url = stack.enter_context(elastic_server.own_prefix())
                return stack.enter_context(closing(open_engine(url, elastic_server.options)))

            yield make
