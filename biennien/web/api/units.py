"""`/units`."""

from __future__ import annotations

from typing import Any

from biennien.registry.tables import Unit
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import NamedListArgs
from biennien.web.api.schemas.units import UnitListSchema, WholeUnitSchema
from biennien.web.namedviews import list_of, whole_unit

blueprint = Resource("Units", __name__, description="Organisations")


@blueprint.route("/units")
@blueprint.query(NamedListArgs)
@blueprint.response(200, UnitListSchema)
def list_units(asked: dict[str, Any]) -> dict[str, Any]:
    """List units, a page at a time, the least recently changed first."""
    return list_of(Unit, asked)


@blueprint.route("/units/<unit_id>")
@blueprint.query(LanguageArgs)
@blueprint.response(200, WholeUnitSchema)
def get_unit(_asked: dict[str, Any], unit_id: str) -> dict[str, Any]:
    """Give one unit: its names, and years, types, slogans and campaigns of its documents."""
    return whole_unit(unit_id)
