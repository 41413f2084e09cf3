"""`/audit`: who did what, and when; by account, act and time; as a file too. For admins."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_with_context, url_for
from flask_babel import gettext
from marshmallow import ValidationError

from biennien.registry.accounts import list_users
from biennien.registry.audit import COMMAND_LINE, AuditFilter, all_entries, list_entries
from biennien.registry.documents import documents_by_id
from biennien.registry.readers import KEEPER
from biennien.rows import to_csv, to_jsonl
from biennien.web import links
from biennien.web.auditing import AuditArgs, rows
from biennien.web.pages.search import first_sentence
from biennien.web.problems import Problem
from biennien.web.services import services
from biennien.web.words import ACTS, ATTRIBUTES, FIELDS, LABELS, ROLES, SCOPES, STANDINGS, word

blueprint = Blueprint("audit", __name__)
COLUMNS = ("id", "at", "by", "action", "kind", "object", "before", "after", "details")
FILES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
FILTERS = ("who", "what", "kind", "object", "from", "to")
VALUES = {"document": STANDINGS, "user": ROLES, "token": SCOPES}
"""The words for what was before and after an act, by the kind of thing."""


@blueprint.route("/audit")
def page() -> str:
    """The acts, the last first."""
    asked = _asked()
    pairs = [(name, request.args[name]) for name in FILTERS if request.args.get(name)]
    with services().registry.read() as session:
        found = list_entries(session, asked["wanted"], cursor=asked["cursor"], limit=asked["size"])
        entries = [told(row) for row in rows(session, found.items)]
        titles = documents_by_id(session, [one["object"] for one in entries if one["kind"] == "document"], KEEPER)
        return render_template(
            "account/audit.html",
            entries=entries,
            titles={row.id: row.title or row.source_file for row in titles.values()},
            given=dict(pairs),
            people=[COMMAND_LINE, *(user.name for user in list_users(session))],
            actions=ACTS,
            files=[(ending.upper(), links.with_pairs(url_for(".as_file", kind=ending), pairs)) for ending in FILES],
            more=links.with_pairs(url_for(".page"), [*pairs, ("cursor", found.cursor)]) if found.cursor else None,
        )


@blueprint.route("/audit.<kind>")
def as_file(kind: str) -> Response:
    """All acts that the parameters ask for, as CSV or JSON lines, sent as they are read."""
    if kind not in FILES:
        abort(404)
    acts = _acts(_asked()["wanted"])
    lines = to_csv(acts, COLUMNS) if kind == "csv" else to_jsonl(acts)
    response = Response(stream_with_context(lines), content_type=FILES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="audit.{kind}"'
    return response


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row for people: values in their words, what it was done to with its name where it has one, and a link there."""
    table = {} if row["action"].startswith("correct_") else VALUES.get(row["kind"], {})
    shown = {name: ", ".join(word(table, one) for one in _values(row, name)) for name in ("before", "after")}
    details = [(name, _as_text(value)) for name, value in row["details"].items() if value is not None]
    href = links.document_link(row["object"]) if row["kind"] == "document" else None
    name = row["details"].get("name") or row["details"].get("url") or row["object"]
    return row | shown | {"details": details, "href": href, "name": name}


def _acts(wanted: AuditFilter) -> Iterator[dict[str, Any]]:
    with services().registry.read() as session:
        yield from rows(session, all_entries(session, wanted))


def _asked() -> dict[str, Any]:
    try:
        asked: dict[str, Any] = AuditArgs().load(request.args)
    except ValidationError as error:
        told = [{"parameter": name, "detail": first_sentence(said)} for name, said in error.messages_dict.items()]
        raise Problem(422, "parameters_invalid", errors=told) from error
    return asked


def _values(row: dict[str, Any], name: str) -> list[str]:
    """What was before or after: of a token each scope by itself, of a withdrawal that it is one, with its reason."""
    value = row[name]
    if isinstance(value, dict) and "withdrawn" in value:
        return ["withdrawn", *filter(None, [value.get("reason")])] if value["withdrawn"] else []
    if isinstance(value, dict):
        return list(_said(value))
    text = _as_text(value)
    return text.split() if row["kind"] == "token" else [text]


def _said(given: dict[str, Any]) -> Iterator[str]:
    """What a correction says, or what was there before it."""
    kind, field, label = (given.get(name) for name in ("correction", "field", "label"))
    if kind:
        yield word(ACTS, f"correct_{kind}")
    if field:
        yield f"{word(FIELDS, field)}: {_plain(given.get('value')) or '–'}"
    elif given.get("value") is not None:
        yield f"{word(LABELS, label)} {_plain(given['value'])}".strip()
    elif label:
        yield word(LABELS, label)
    if given.get("start") is not None:
        yield gettext("characters %(start)s to %(end)s", start=given["start"], end=given.get("end"))
    if given.get("attributes"):
        yield _plain(given["attributes"])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word(ATTRIBUTES, name)} {_as_text(one)}" for name, one in value.items() if one)
    return "; ".join(map(_as_text, value)) if isinstance(value, list) else _as_text(value)


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
