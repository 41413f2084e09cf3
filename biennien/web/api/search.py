"""`GET /search`."""

from __future__ import annotations

from typing import Any

from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.search import AnswerSchema
from biennien.web.identity import reader
from biennien.web.searching import Search, SearchArgs, answer
from biennien.web.serializers.hits import serialize_answer
from biennien.web.services import services

blueprint = Resource("Search", __name__, description="Find documents")


class ApiSearchArgs(SearchArgs, LanguageArgs):
    """The parameters of a search."""


@blueprint.route("/search")
@blueprint.query(ApiSearchArgs)
@blueprint.response(200, AnswerSchema)
def search(asked: Search) -> dict[str, Any]:
    """Find documents by words and filters, with facets.

    Values of one filter are alternatives, filters narrow each other. `page` x `size` reaches 10,000 hits, `cursor` all.
    """
    with services().registry.read() as session:
        found = answer(session, services().engine, asked, reader())
        return serialize_answer(session, found)
