"""The pages people read, one family a file."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import Environment, pass_environment

from biennien.registry.file_names import file_name
from biennien.web import words
from biennien.web.dates import show_date, show_date_alone, show_moment
from biennien.web.identity import account, permits
from biennien.web.languages import language
from biennien.web.links import language_links
from biennien.web.marks import mark_text
from biennien.web.pages import (
    accounts,
    audit,
    batches,
    campaigns,
    copies,
    desk,
    documents,
    exports,
    fields,
    files,
    jobs,
    names,
    own,
    people,
    pictures,
    records,
    review,
    saved,
    search,
    slogans,
    sweeps,
    teaching,
    texts,
    timeline,
    units,
    upload,
    webhooks,
)
from biennien.web.problems import size


def set_up(app: Flask) -> None:
    """Add all pages, and what their templates call."""
    families = (
        search, exports, saved, batches, copies, documents, files, desk, fields, records, sweeps, review, pictures,
        texts, campaigns, timeline, units, slogans, names, upload, jobs, accounts, teaching, people, own,
        audit, webhooks,
    )  # fmt: skip
    for family in families:
        app.register_blueprint(family.blueprint)
    app.add_template_filter(show_date, "date")
    app.add_template_filter(show_date_alone, "brief")
    app.add_template_filter(show_moment, "moment")
    app.add_template_filter(size, "bytes")
    app.add_template_filter(file_name, "file_name")
    app.add_template_filter(_shown_title, "shown_title")
    app.add_template_filter(mark_text, "marked")
    app.add_template_global(words.word, "word")
    app.context_processor(_shared)


@pass_environment
def _shown_title(environment: Environment, document: Any) -> str:
    """`shown_title` of a row, or of what was made of one for a page or program."""
    return environment.getattr(document, "title") or file_name(environment.getattr(document, "source_file"))


def _shared() -> dict[str, Any]:
    return {
        "account": account,
        "permits": permits,
        "language": language(),
        "words": words,
        "language_links": language_links,
    }
