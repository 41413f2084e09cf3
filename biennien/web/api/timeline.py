"""`GET /timeline`."""

from __future__ import annotations

from typing import Any

from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.campaigns import TimelineSchema
from biennien.web.parameters import day_field, name_field
from biennien.web.timelines import timeline

blueprint = Resource("Timeline", __name__, description="Campaigns over time")


class TimelineArgs(LanguageArgs):
    """Which campaigns."""

    q = name_field("A campaign: id or name.")
    unit = name_field("Who launched it: id, name or alias.")
    from_ = day_field("First year, month or day.", data_key="from")
    to = day_field("Last year, month or day.")


@blueprint.route("/timeline")
@blueprint.query(TimelineArgs)
@blueprint.response(200, TimelineSchema)
def get_timeline(asked: dict[str, Any]) -> dict[str, Any]:
    """Give campaigns with their periods and stages, in order of their beginning."""
    return {"items": timeline(words=asked["q"], unit=asked["unit"], first=asked["from_"], last=asked["to"])}
