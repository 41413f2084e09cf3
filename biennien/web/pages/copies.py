"""`/copies`: documents that are nearly the same, in groups, and what differs between two."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from biennien.comparing import ADDED, LEFT_OUT, compare
from biennien.registry import documents as store
from biennien.registry.near_copies import list_groups
from biennien.web.identity import keeper, reader
from biennien.web.links import with_pairs
from biennien.web.services import services

blueprint = Blueprint("copies", __name__, url_prefix="/copies")
SIZE = 20


@blueprint.route("")
def index() -> str:
    """The groups."""
    with services().registry.read() as session:
        found = list_groups(session, reader(), after=request.args.get("after", ""), limit=SIZE + 1)
    shown = found[:SIZE]
    more = with_pairs(url_for(".index"), [("after", shown[-1][0])]) if len(found) > SIZE else None
    return render_template("copies/list.html", groups=[rows for _, rows in shown], more=more)


@blueprint.route("/compare")
def page() -> str:
    """Two documents in one text: what only the first has, and what only the second."""
    with services().registry.read() as session:
        pair = [store.get_document(session, request.args.get(name, ""), keeper()) for name in ("one", "other")]
        bodies = [text.body if text else "" for text in (store.current_text(session, row) for row in pair)]
    pieces = compare(*bodies)
    return render_template(
        "copies/page.html",
        one=pair[0],
        other=pair[1],
        pieces=pieces,
        counts={kind: sum(len(one.text.split()) for one in pieces if one.kind == kind) for kind in (LEFT_OUT, ADDED)},
    )
