"""How a cluster is reached: logins, certificates, keys, hosts, prefixes, and what is said when it is not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from search.address import ClusterOptions, parse_address
from search.engines import open_engine
from search.engines.elastic_client import connect
from search.errors import EngineUnavailable
from search.mapping import IndexDocument
from tests.conftest import ElasticServer
from tests.contracts.engine import found


def why_not(url: str, options: ClusterOptions) -> str:
    """What an engine says that cannot be reached; where it is told without the login."""
    with closing(open_engine(url, options)) as engine, pytest.raises(EngineUnavailable) as caught:
        engine.ping()
    assert "@" not in str(caught.value)
    return str(caught.value.params["detail"])


def test_wrong_password_is_named(secured_server: ElasticServer) -> None:
    places = secured_server.url.rpartition("@")[2]
    for login in ("", "biennien:wrong@"):
        assert "401" in why_not(f"https://{login}{places}/kho", secured_server.options)


def test_certificate_that_nobody_vouches_for_is_named(secured_server: ElasticServer) -> None:
    assert "BIENNIEN_SEARCH_CA" in why_not(f"{secured_server.url}/kho", ClusterOptions())


def test_certificate_for_another_name_is_refused(secured_server: ElasticServer) -> None:
    url = secured_server.url.replace("localhost", "127.0.0.1")
    assert "certificate" in why_not(f"{url}/kho", secured_server.options)


def test_nobody_there_is_named() -> None:
    assert "no connection" in why_not(f"http://localhost:{free_port()}/kho", ClusterOptions())


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def test_host_that_is_away_is_passed_over(elastic_server: ElasticServer, elastic_url: str) -> None:
    url = elastic_url.replace("localhost", f"localhost:{free_port()},localhost")
    with closing(open_engine(url, elastic_server.options)) as engine:
        for id_ in "abcd":
            engine.apply([IndexDocument(id=id_, title="Thi đua", body="")])
        assert found(engine, "thi dua") == list("abcd")


def test_prefixes_share_a_cluster_and_nothing_else(elastic_server: ElasticServer) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(elastic_server.own_prefix())
        engines = [stack.enter_context(closing(open_engine(one, elastic_server.options))) for one in (url, f"{url}-v4")]
        stack.callback(remove_prefix, f"{url}-v4", elastic_server.options)
        for number, engine in enumerate(engines):
            engine.apply([IndexDocument(id=str(number), title="Thi đua", body="")])
        with engines[0].rebuild() as fresh:
            fresh.apply([IndexDocument(id="2", title="Thi đua", body="")])
        assert [found(engine) for engine in engines] == [["2"], ["1"]]


def remove_prefix(url: str, options: ClusterOptions) -> None:
    address = parse_address(url)
    with closing(connect(address, options)) as client:
        for name in client.indices.get_alias(index=f"{address.prefix}-*"):
            client.indices.delete(index=name)


def test_shards_and_replicas_are_as_set(elastic_server: ElasticServer, elastic_url: str) -> None:
    options = replace(elastic_server.options, shards=3, replicas=2)
    address = parse_address(elastic_url)
    with closing(open_engine(elastic_url, options)) as engine, closing(connect(address, options)) as client:
        engine.apply([IndexDocument(id="a", title="Thi đua", body="")])
        ((told),) = client.indices.get_settings(index=f"{address.prefix}-live").values()
    assert (told["settings"]["index"]["number_of_shards"], told["settings"]["index"]["number_of_replicas"]) == (
        "3",
        "2",
    )


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes the Authorization header of each request and refuses it, since a key needs a real one."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.headers.get("Authorization", ""))
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("localhost", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}/kho", heard
        finally:
            server.shutdown()
            thread.join()


def test_key_is_sent_in_place_of_a_login() -> None:
    with listener() as (url, heard):
        assert "API key" in why_not(url, ClusterOptions(api_key="a2hvYTptYXQ="))
    assert heard == ["ApiKey a2hvYTptYXQ="]
