"""`/timeline`: campaigns as bars with their stages, and the same as a table."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from biennien.searching import BadDay, first_day
from biennien.web.timelines import draw, timeline

blueprint = Blueprint("timeline", __name__)


@blueprint.route("/timeline")
def page() -> str:
    """The timeline, narrowed by campaign, unit and period."""
    asked = {name: request.args.get(name, "").strip()[:500] for name in ("q", "unit", "from", "to")}
    bad = [name for name in ("from", "to") if not _is_day(asked[name])]
    used = asked | dict.fromkeys(bad, "")
    lines = timeline(words=used["q"], unit=used["unit"], first=used["from"], last=used["to"])
    return render_template("timeline/page.html", asked=asked, bad=bad, drawing=draw(lines))


def _is_day(words: str) -> bool:
    try:
        first_day(words)
    except BadDay:
        return False
    return True
