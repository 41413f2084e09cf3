"""`/slogans` and `/slogans/ID`."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from biennien.registry.tables import Slogan
from biennien.web import links
from biennien.web.histograms import histogram
from biennien.web.namedviews import whole_slogan
from biennien.web.pages.shelves import latest_documents, merged_link, shelf
from biennien.web.searching import Search

blueprint = Blueprint("slogans", __name__, url_prefix="/slogans")


@blueprint.route("")
def index() -> str:
    """All slogans, those in the most documents first."""
    return render_template("slogans/list.html", shelf=shelf(Slogan, request.args), kind="slogan")


@blueprint.route("/<slogan_id>")
def page(slogan_id: str) -> str | Response:
    """One slogan over the years."""
    told = whole_slogan(slogan_id)
    if told["id"] != slogan_id:
        return merged_link("slogan", told["id"])
    own = Search(filters={"slogan": (told["id"],)})
    return render_template(
        "slogans/page.html",
        slogan=told,
        documents=latest_documents(own),
        links=links,
        search=links.search_link(own),
        histogram=histogram(told["facets"]["year"], lambda first, last: links.bar_link(own, first, last)),
    )
