"""Addresses of clusters."""

from __future__ import annotations

import pytest

from search.address import Address, BadAddress, parse_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://tim", Address(("http://tim:9200",), "biennien")),
        ("https://an:b%40c%3Ad@a:9201,b/kho-1/", Address(("https://a:9201", "https://b:9200"), "kho-1", "an", "b@c:d")),
        ("http://[::1]:9300/x", Address(("http://[::1]:9300",), "x")),
    ],
)
def test_address_is_read(url: str, address: Address) -> None:
    assert parse_address(url) == address


def test_address_is_shown_without_its_login() -> None:
    assert parse_address("https://an:geheim@a,b:1/kho").shown == "https://a:9200,b:1/kho"


@pytest.mark.parametrize(
    "url", ["ftp://a", "https://", "https:///kho", "https://a:port", "https://a,", "https://a/Kho", "https://a/x/y",
            "https://an@a", "https://a/x?y=1"],
)  # fmt: skip
def test_address_that_names_no_cluster_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        parse_address(url)
