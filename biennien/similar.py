"""Documents like one: those that tell of the same campaigns, slogans and units, in like words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.documents import documents_by_id
from biennien.registry.names import label_of, link_of
from biennien.registry.near_copies import copies_of
from biennien.registry.readers import Reader
from biennien.registry.tables import (
    Campaign,
    Document,
    Slogan,
    Unit,
)
from ingest.orthography import fold, nfc
from search.analyzer import WORD
from search.engine import Engine
from search.query import Query
from search.query_tree import AnyOf, Node, Phrase, Scope, Within, Word
from search.results import Hit

NAMED: tuple[tuple[Scope, type[Any], int], ...] = (
    (Scope.CAMPAIGN, Campaign, 6), (Scope.SLOGAN, Slogan, 6), (Scope.UNIT, Unit, 8),
)  # fmt: skip
"""What is compared: the names that a document holds most often, so many of each at most."""

MOST_TITLE_WORDS = 16
LEAST_SHARE = 0.2
"""Part of its own score (it is the best answer to what is asked of it) from which another document is like it."""


def similar_documents(
    session: Session, engine: Engine, document: Document, reader: Reader, *, size: int, snippets: bool = True
) -> list[Hit]:
    """Up to `size` documents like this one, the likest first; its near copies are not among them.

    Raises: EngineUnavailable.
    """
    asked = AnyOf(tuple(_parts(session, document)))
    if not asked.parts:
        return []
    same = {one.id for one in copies_of(session, document, reader)}
    query = Query(
        text="", tree=asked, visibilities=reader.visibilities, withdrawn=reader.withdrawn, facets=(),
        size=size + len(same) + 1, snippets=snippets,
    )  # fmt: skip
    hits = engine.search(query).hits
    own = next((hit.score for hit in hits if hit.id == document.id), 0.0)
    like = [hit for hit in hits if hit.id not in {document.id, *same} and hit.score >= own * LEAST_SHARE]
    seen = documents_by_id(session, [hit.id for hit in like], reader)  # the index may not know yet who may see them
    return [hit for hit in like if hit.id in seen][:size]


def _parts(session: Session, document: Document) -> Iterator[Node]:
    """What its like would hold; without accents, since these would rank before all else."""
    for scope, table, most in NAMED:
        link, column = link_of(table)
        rows = select(table).join(link, column == table.id).where(link.document_id == document.id)
        for row in session.scalars(rows.order_by(link.count.desc(), table.id).limit(most)):
            if WORD.search(label_of(row)):
                yield Within(scope, Phrase(fold(nfc(label_of(row)))))
    words = dict.fromkeys(WORD.findall(fold(nfc(document.title or ""))))
    yield from (Within(Scope.TITLE, Word(word)) for word in list(words)[:MOST_TITLE_WORDS])
