"""`/audit`: who did what, and when; by account, act and time; as a file too. For admins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_with_context, url_for
from marshmallow import ValidationError

from biennien.registry.accounts import list_users
from biennien.registry.audit import COMMAND_LINE, AuditFilter, all_entries, list_entries
from biennien.registry.documents import documents_by_id
from biennien.registry.file_names import shown_title
from biennien.registry.readers import KEEPER
from biennien.rows import to_csv, to_jsonl
from biennien.web import links
from biennien.web.audit_words import told
from biennien.web.auditing import AuditArgs, rows
from biennien.web.pages.search import first_sentence
from biennien.web.problems import Problem
from biennien.web.services import services
from biennien.web.words import ACTS

blueprint = Blueprint("audit", __name__)
COLUMNS = ("id", "at", "by", "action", "kind", "object", "before", "after", "details")
FILES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
FILTERS = ("who", "what", "kind", "object", "from", "to")


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
            titles={row.id: shown_title(row) for row in titles.values()},
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
