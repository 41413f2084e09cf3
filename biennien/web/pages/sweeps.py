"""`/sweeps`: one correction of the same words in all documents: looked at, done, stopped, taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from biennien.registry import sweeping, sweeps
from biennien.registry.staged_acts import PROPOSED, RUNNING, UNDOING, get_act, list_acts
from biennien.registry.tables import Sweep
from biennien.web.identity import staff
from biennien.web.links import mention_link, with_pairs
from biennien.web.numbers import row_number
from biennien.web.serializers.sweeps import serialize_items, serialize_sweep, serialize_sweeps
from biennien.web.services import services
from biennien.web.words import ATTRIBUTES, LABELS, SWEEP_STATES, word

blueprint = Blueprint("sweeps", __name__, url_prefix="/sweeps")
SIZE, LISTED = 50, 50
STEPS = {"run": sweeping.begin, "stop": sweeps.stop, "undo": sweeping.take_back}


@blueprint.route("")
def index() -> str:
    """Corrections of many documents, the last one first."""
    with services().registry.read() as session:
        found = list_acts(session, Sweep, cursor=request.args.get("cursor") or None, limit=LISTED, newest=True)
        told = serialize_sweeps(session, found.items)
        rows = [row | {"says": _says(one)} for row, one in zip(told, found.items, strict=True)]
    more = with_pairs(url_for(".index"), [("cursor", found.cursor)]) if found.cursor else None
    return render_template("sweeps/list.html", rows=rows, more=more, states=SWEEP_STATES)


@blueprint.route("/<sweep_id>")
def page(sweep_id: str) -> str:
    """What it says, of which mentions, and how far it is."""
    first = request.args.get("from", default=0, type=row_number)
    with services().registry.read() as session:
        sweep = get_act(session, Sweep, sweep_id)
        items, more = sweeps.page_of_items(session, sweep, first=first, limit=SIZE)
        shown = serialize_sweep(session, sweep)
        return render_template(
            "sweeps/page.html",
            sweep=shown,
            says=_says(sweep),
            items=serialize_items(session, items),
            mention_link=mention_link,
            first=first,
            more=more,
            back=max(0, first - SIZE) if first else None,
            proposed=sweep.state == PROPOSED,
            working=sweep.state in (RUNNING, UNDOING),
            may={"run": sweep.state in sweeps.MAY_RUN, "stop": sweep.state in sweeps.MAY_STOP,
                 "undo": sweep.state in sweeps.MAY_UNDO},
            states=SWEEP_STATES,
        )  # fmt: skip


@blueprint.route("/<sweep_id>", methods=["POST"])
def step(sweep_id: str) -> Response:
    """Keep which mentions are left out, then go on looking, do it, stop it or take it back."""
    action, place = request.form.get("action", ""), request.form.get("from", default=0, type=row_number)
    with services().registry.write() as session:
        sweep = get_act(session, Sweep, sweep_id, hold=True)
        if sweep.state == PROPOSED:
            shown = set(request.form.getlist("shown", type=row_number))
            taken = shown.intersection(request.form.getlist("take", type=row_number))
            sweeps.choose(session, sweep, left_out=shown - taken, taken=taken)
        if action in STEPS:
            STEPS[action](session, sweep, user_id=staff().id)
    there = max(0, place + {"back": -SIZE, "more": SIZE}.get(action, -place))
    return redirect(with_pairs(url_for(".page", sweep_id=sweep_id), [("from", str(there))] if there else []))


def _says(sweep: Sweep) -> str:
    """What is said of all of them, in a sentence."""
    if sweep.kind == "reject":
        return str(gettext("These are no mentions."))
    told: list[str] = []
    if "label" in sweep.payload:
        told.append(gettext("Their label is %(label)s.", label=word(LABELS, sweep.payload["label"])))
    if sweep.payload.get("value"):
        told.append(gettext("They stand for “%(value)s”.", value=_flat(sweep.payload["value"])))
    elif "value" in sweep.payload and "label" not in sweep.payload:
        told.append(gettext("What they stand for is not told."))
    told += [
        gettext("%(name)s: %(value)s.", name=word(ATTRIBUTES, name), value=value or "–")
        for name, value in sweep.payload.get("attributes", {}).items()
    ]
    return " ".join(told) or str(gettext("They are right as they are."))


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word(ATTRIBUTES, name)} {given}" for name, given in value.items() if given)
    return str(value)
