"""`/review`: what waits for a person, with one key for each decision; for staff."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.browsing import find_visible
from biennien.registry.desk import mention_tag
from biennien.registry.review import DOUBT, count_doubtful, doubtful_mentions, misfits
from biennien.registry.tables import Unit
from biennien.web.identity import keeper, reader, staff
from biennien.web.links import with_pairs
from biennien.web.notes import desk_attributes, entity_note
from biennien.web.pages.accounts import safe_target
from biennien.web.services import services
from biennien.web.words import LABELS, word

blueprint = Blueprint("review", __name__, url_prefix="/review")
SIZE = 20


@blueprint.route("")
def page() -> str:
    """Doubtful mentions, the least sure first, by label and unit; and corrections that no longer fit."""
    label = request.args.get("label", "")
    label = label if label in LABELS else ""
    asked = request.args.get("unit", "").strip()
    percent = min(max(request.args.get("below", default=round(100 * DOUBT), type=int), 1), 100)
    pairs = [(name, value) for name, value in (("unit", asked), ("below", request.args.get("below", ""))) if value]
    with services().registry.read() as session:
        unit = next(iter(find_visible(session, Unit, asked, reader())), None) if asked else None
        unit_id = unit.id if unit else ("" if asked else None)
        found = doubtful_mentions(
            session, reader(), label=label or None, unit_id=unit_id, below=percent / 100,
            cursor=request.args.get("cursor") or None,
            limit=SIZE,
        )  # fmt: skip
        counts = count_doubtful(session, reader(), unit_id=unit_id, below=percent / 100)
        return render_template(
            "review/page.html",
            items=[
                {
                    "one": item,
                    "tag": mention_tag(item.mention),
                    "note": entity_note(item.mention),
                    "attributes": desk_attributes(item.mention),
                }
                for item in found.items
            ],
            misfits=misfits(session, reader()),
            tabs=_tabs(counts, label, pairs),
            label=label,
            left=counts.get(label, 0) if label else sum(counts.values()),
            labels=LABELS,
            unit=asked,
            below=percent,
            address=with_pairs(url_for(".page"), [*_pairs(label), *pairs]),
            more=with_pairs(url_for(".page"), [*_pairs(label), *pairs, ("cursor", found.cursor)])
            if found.cursor
            else None,
        )


@blueprint.route("/<document_id>/<entity_id>", methods=["POST"])
def decide(document_id: str, entity_id: str) -> Response:
    """Accept or reject a mention by a button, and go on with the queue."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        desk.expect(row, [request.form.get("tag", "")])
        if request.form.get("action") == "reject":
            desk.reject_mention(session, document, row, user_id=staff().id)
        else:
            desk.change_mention(session, document, row, desk.Said(), user_id=staff().id)
    return redirect(safe_target(request.form.get("back", ""), other=url_for(".page")))


def _pairs(label: str) -> list[tuple[str, str]]:
    return [("label", label)] if label else []


def _tabs(counts: dict[str, int], label: str, pairs: list[tuple[str, str]]) -> list[dict[str, object]]:
    """The labels with what is left of each."""
    address = url_for(".page")
    tabs: list[dict[str, object]] = [
        {"label": None, "count": sum(counts.values()), "href": with_pairs(address, pairs), "on": not label}
    ]
    return tabs + [
        {"label": word(LABELS, name), "count": counts[name], "href": with_pairs(address, [*_pairs(name), *pairs]),
         "on": name == label}
        for name in LABELS
        if name in counts
    ]  # fmt: skip
