"""`/units`."""

from __future__ import annotations

from typing import Any

from biennien.registry.tables import Unit
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import NamedListArgs, found
from biennien.web.api.schemas.units import UnitListSchema, WholeUnitSchema
from biennien.web.namedviews import list_of, parts_list, whole_unit
from biennien.web.parameters import name_field


class UnitListArgs(NamedListArgs):
    """The parameters of a list of units."""

    parent = name_field("The id of a unit: what is directly part of it, those in most documents first, in one answer.")


blueprint = Resource("Units", __name__, description="Organisations")


@blueprint.route("/units")
@blueprint.query(UnitListArgs)
@blueprint.response(200, UnitListSchema)
@blueprint.refuses(404)
def list_units(asked: dict[str, Any]) -> dict[str, Any]:
    """List units, a page at a time, the least recently changed first; or all that is directly part of one unit."""
    return parts_list(asked["parent"]) if asked["parent"] else list_of(Unit, asked)


@blueprint.route("/units/<unit_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeUnitSchema)
@blueprint.refuses(308)
def get_unit(_asked: dict[str, Any], unit_id: str) -> Any:
    """Give one unit: its names, what is above and part of it, and years, types, slogans, campaigns of its documents."""
    return found("unit", unit_id, whole_unit(unit_id))
