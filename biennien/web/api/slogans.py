"""`/slogans`."""

from __future__ import annotations

from typing import Any

from biennien.registry.tables import Slogan
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import NamedListArgs, found
from biennien.web.api.schemas.slogans import SloganListSchema, WholeSloganSchema
from biennien.web.namedviews import list_of, whole_slogan

blueprint = Resource("Slogans", __name__, description="Slogans, themes and mottos")


@blueprint.route("/slogans")
@blueprint.query(NamedListArgs)
@blueprint.response(200, SloganListSchema)
def list_slogans(asked: dict[str, Any]) -> dict[str, Any]:
    """List slogans, a page at a time, the least recently changed first."""
    return list_of(Slogan, asked)


@blueprint.route("/slogans/<slogan_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeSloganSchema)
@blueprint.refuses(308)
def get_slogan(_asked: dict[str, Any], slogan_id: str) -> Any:
    """Give one slogan: the ways it is written, and years, units and campaigns of its documents."""
    return found("slogan", slogan_id, whole_slogan(slogan_id))
