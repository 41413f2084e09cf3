"""`/units`, `/units/tree` and `/units/ID`."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from biennien.registry.tables import Unit
from biennien.web import links
from biennien.web.histograms import histogram
from biennien.web.namedviews import place_tree, whole_unit
from biennien.web.pages.shelves import latest_documents, merged_link, shelf
from biennien.web.parameters import LONGEST_NAME
from biennien.web.searching import Search
from biennien.web.timelines import draw, timeline

blueprint = Blueprint("units", __name__, url_prefix="/units")


@blueprint.route("")
def index() -> str:
    """All units, those in the most documents first."""
    return render_template("units/list.html", shelf=shelf(Unit, request.args), kind="unit")


@blueprint.route("/tree")
def tree() -> str:
    """The units of the country, a province, a district or a commune, and the places in it."""
    told = place_tree(" ".join(request.args.get("place", "").split())[:LONGEST_NAME])
    up = told["place"].partition(", ")[2]
    return render_template("units/tree.html", tree=told, links=links, up=up)


@blueprint.route("/<unit_id>")
def page(unit_id: str) -> str | Response:
    """One unit: its names, its place in the tree, its years, what it launched, its documents."""
    told = whole_unit(unit_id)
    if told["id"] != unit_id:
        return merged_link("unit", told["id"])
    own = Search(filters={"unit": (told["id"],)})
    return render_template(
        "units/page.html",
        unit=told,
        launched=draw(timeline(unit=told["id"])),
        documents=latest_documents(own),
        links=links,
        search=links.search_link(own),
        under=links.search_link(Search(under=(told["id"],))) if told["parts"] else None,
        place=links.place_link(told["place"]) if told["place"] else None,
        histogram=histogram(told["facets"]["year"], lambda first, last: links.bar_link(own, first, last)),
    )
