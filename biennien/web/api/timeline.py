"""`GET /timeline`."""

from __future__ import annotations

from typing import Any

from biennien.web.api.description import Resource
from biennien.web.api.lists import ListArgs
from biennien.web.api.schemas.campaigns import TimelineSchema
from biennien.web.parameters import PeriodArgs, name_field
from biennien.web.timelines import timeline_page

blueprint = Resource("Timeline", __name__, description="Campaigns over time")


class TimelineArgs(ListArgs, PeriodArgs):
    """Which campaigns."""

    q = name_field("A campaign: id or name.")
    unit = name_field("Who launched it: id, name or alias.")


@blueprint.route("/timeline")
@blueprint.query(TimelineArgs)
@blueprint.response(200, TimelineSchema)
def get_timeline(asked: dict[str, Any]) -> dict[str, Any]:
    """Give campaigns with their periods and stages, a page at a time, in order of their beginning.

    With `updated_since` those of which anything changed since, in the order of ids.
    """
    return timeline_page(asked)
