"""`/campaigns` and `/campaigns/ID`."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from biennien.registry.tables import Campaign
from biennien.web import links
from biennien.web.histograms import histogram
from biennien.web.namedviews import whole_campaign
from biennien.web.pages.shelves import merged_link, shelf
from biennien.web.searching import Search
from biennien.web.timelines import draw_line

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")


@blueprint.route("")
def index() -> str:
    """All campaigns, those in the most documents first."""
    return render_template("campaigns/list.html", shelf=shelf(Campaign, request.args), kind="campaign")


@blueprint.route("/<campaign_id>")
def page(campaign_id: str) -> str | Response:
    """One campaign with its record and its documents from launch to summary."""
    told = whole_campaign(campaign_id)
    if told["id"] != campaign_id:
        return merged_link("campaign", told["id"])
    own = Search(filters={"campaign": (told["id"],)})
    return render_template(
        "campaigns/page.html",
        campaign=told,
        line=draw_line(told),
        links=links,
        search=links.search_link(own),
        histogram=histogram(told["facets"]["year"], lambda first, last: links.bar_link(own, first, last)),
    )
