"""A connection to an Elasticsearch cluster, and its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    BadRequestError,
    ConnectionTimeout,
    Elasticsearch,
    SSLError,
    TransportError,
    UnsupportedProductError,
)
from elasticsearch.serializer import OrjsonSerializer

from search.address import Address, ClusterOptions
from search.errors import EngineUnavailable, QueryError

SECONDS = 30.0
"""How long one request may take."""

RETRIES = 3
"""Further nodes, or the same one again, that are tried when one does not answer: a killed node is no failure."""


def connect(address: Address, options: ClusterOptions) -> Elasticsearch:
    """A client of the cluster; it may be used from several threads, and connects when it is first used."""
    given: dict[str, Any] = {}
    if options.api_key is not None:
        given["api_key"] = options.api_key
    elif address.user:
        given["basic_auth"] = (address.user, address.password)
    if options.ca_file is not None and address.hosts[0].startswith("https:"):
        given["ca_certs"] = str(options.ca_file)
    return Elasticsearch(
        list(address.hosts), request_timeout=SECONDS, max_retries=RETRIES, retry_on_timeout=True,
        retry_on_status=(502, 503, 504), serializers={OrjsonSerializer.mimetype: OrjsonSerializer()}, **given,
    )  # fmt: skip


@contextmanager
def told(address: Address, *, asked: str | None = None) -> Iterator[None]:
    """Errors of the client raised again as EngineUnavailable, with what is to be done.

    With `asked`, what the cluster calls a bad request is a QueryError about that part of a query.
    """
    try:
        yield
    except (ApiError, TransportError) as error:
        if asked is not None and isinstance(error, BadRequestError):
            raise QueryError(what=asked, value=reason_of(error)) from error
        raise EngineUnavailable(location=address.shown, detail=_detail(error)) from error


def _detail(error: ApiError | TransportError) -> str:
    match error:
        case AuthenticationException():
            return "the cluster refuses the user and password, or the API key (401): check BIENNIEN_SEARCH_URL"
        case AuthorizationException():
            return f"the account may not do this on the cluster (403): {reason_of(error)}"
        case SSLError():
            return (
                "the certificate of the cluster cannot be trusted; name the file of the authority that signed it in "
                f"BIENNIEN_SEARCH_CA ({error.message})"
            )
        case ConnectionTimeout():
            return "the cluster does not answer in time"
        case UnsupportedProductError():
            return "what answers there is no Elasticsearch"
        case ApiError():
            return f"{error.status_code}: {reason_of(error)}"
        case _:
            return f"no connection: {error.message}"


def reason_of(error: ApiError) -> str:
    """What the cluster said."""
    told = error.body.get("error", {}) if isinstance(error.body, dict) else {}
    if not isinstance(told, dict):
        return str(told)
    causes = [*told.get("root_cause", []), *told.get("failed_shards", []), told]
    reasons = [cause["reason"] for cause in causes if isinstance(cause.get("reason"), str)]
    return next(iter(reasons), error.message)
