"""A real Elasticsearch, with HTTPS and a password, that is started here once or named by
BIENNIEN_TEST_ELASTICSEARCH_URL (an account that may make and remove indices; BIENNIEN_TEST_ELASTICSEARCH_CA names the
file of the authority that signed its certificate)."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from xdist.remote import Producer

from benchmarks.elastic_server import cluster
from search.address import ClusterOptions, parse_address
from search.engines.elastic_client import connect
from search.engines.elastic_generations import Generations
from tests.spread import FileByFile, turn


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    items.sort(key=lambda item: turn(item.nodeid))


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    """Spread whole files, however many tests are in each."""
    config.option.loadscopereorder = False
    return FileByFile(config, log)


@dataclass(frozen=True, slots=True)
class ElasticServer:
    """A server that runs: its address without a prefix, and the authority that signed its certificate."""

    url: str
    ca: Path | None

    @property
    def options(self) -> ClusterOptions:
        """How to reach it."""
        return ClusterOptions(ca_file=self.ca)

    @contextmanager
    def own_prefix(self) -> Iterator[str]:
        """An address with a prefix that nobody else uses; its indices are removed at the end."""
        address = parse_address(f"{self.url}/test-{uuid.uuid4().hex[:12]}")
        yield f"{self.url}/{address.prefix}"
        client = connect(address, self.options)
        generations = Generations(client, address.prefix, self.options)
        generations.remove(*generations.all())
        client.close()


@pytest.fixture(scope="session")
def elastic_server() -> Iterator[ElasticServer]:
    """The server that all tests share; each uses a prefix of its own."""
    given = os.environ.get("BIENNIEN_TEST_ELASTICSEARCH_URL")
    if given:
        ca = os.environ.get("BIENNIEN_TEST_ELASTICSEARCH_CA")
        yield ElasticServer(given.rstrip("/"), Path(ca) if ca else None)
        return
    with cluster(secured=True, quick=True) as started:
        yield ElasticServer(started.url, started.ca)


@pytest.fixture(scope="session")
def secured_server(elastic_server: ElasticServer) -> Iterator[ElasticServer]:
    """A server with HTTPS, a certificate of its own and a password: the shared one, unless one without was named."""
    if elastic_server.ca is not None:
        yield elastic_server
        return
    with cluster(secured=True, quick=True) as started:
        yield ElasticServer(started.url, started.ca)


@pytest.fixture
def elastic_url(elastic_server: ElasticServer) -> Iterator[str]:
    """An address with a prefix that nobody else uses."""
    with elastic_server.own_prefix() as url:
        yield url
