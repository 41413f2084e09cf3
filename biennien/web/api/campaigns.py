"""`/campaigns`."""

from __future__ import annotations

from typing import Any

from biennien.registry.tables import Campaign
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import NamedListArgs, found
from biennien.web.api.schemas.campaigns import CampaignListSchema, WholeCampaignSchema
from biennien.web.namedviews import list_of, whole_campaign

blueprint = Resource("Campaigns", __name__, description="Emulation campaigns and movements")


@blueprint.route("/campaigns")
@blueprint.query(NamedListArgs)
@blueprint.response(200, CampaignListSchema)
def list_campaigns(asked: dict[str, Any]) -> dict[str, Any]:
    """List campaigns, a page at a time, the least recently changed first."""
    return list_of(Campaign, asked)


@blueprint.route("/campaigns/<campaign_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeCampaignSchema)
@blueprint.refuses(308)
def get_campaign(_asked: dict[str, Any], campaign_id: str) -> Any:
    """Give one campaign as all its documents together tell of it, with its documents from launch to summary."""
    return found("campaign", campaign_id, whole_campaign(campaign_id))
