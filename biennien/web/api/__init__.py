"""The HTTP API under `/api/v1`, one file a resource, described by `/api/v1/openapi.json`."""

from __future__ import annotations

from flask import Flask

from biennien.web.api import (
    audit,
    batches,
    campaigns,
    corrections,
    docs,
    documents,
    entities,
    entries,
    files,
    jobs,
    review,
    search,
    similar,
    slogans,
    sweeps,
    texts,
    timeline,
    units,
    uploads,
    webhooks,
)
from biennien.web.api.description import SPEC_OPTIONS, DescribedApi

PREFIX = "/api/v1"


def set_up(app: Flask, *, version: str) -> None:
    """Add all resources and their description."""
    app.config.update(
        API_TITLE="biennien",
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=SPEC_OPTIONS,
    )
    api = DescribedApi(app)
    resources = (
        search, batches, documents, files, texts, entities, corrections, sweeps, similar, uploads, units, slogans,
        campaigns, entries, timeline, review, jobs, audit, webhooks,
    )  # fmt: skip
    for resource in resources:
        api.register_blueprint(resource.blueprint, url_prefix=PREFIX)
    app.register_blueprint(docs.blueprint)
