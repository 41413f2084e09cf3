"""`/timeline`: campaigns as bars with their stages, and the same as a table."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from biennien.registry.browsing import find_visible
from biennien.registry.tables import Unit
from biennien.web.identity import reader
from biennien.web.parameters import PeriodArgs
from biennien.web.services import services
from biennien.web.timelines import draw, timeline

blueprint = Blueprint("timeline", __name__)


@blueprint.route("/timeline")
def page() -> str:
    """The timeline, narrowed by campaign, unit and period; a period that cannot be is told of and left aside."""
    asked = {name: request.args.get(name, "").strip()[:500] for name in ("q", "unit", "from", "to")}
    wrong = PeriodArgs().validate({name: asked[name] for name in ("from", "to")})
    used = asked | dict.fromkeys(("from", "to") if wrong else (), "")
    lines = timeline(words=used["q"], unit=used["unit"], first=used["from"], last=used["to"])
    return render_template(
        "timeline/page.html", asked=asked, wrong=wrong, drawing=draw(lines), unknown=not _names_a_unit(asked["unit"])
    )


def _names_a_unit(words: str) -> bool:
    """Whether some unit is called so, or none is asked for."""
    with services().registry.read() as session:
        return not words or bool(find_visible(session, Unit, words, reader()))
