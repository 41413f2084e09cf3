"""Which documents an act on many is about: those ticked, all of a search, all of a list, or all failures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from biennien.registry.batches import failed_documents
from biennien.registry.database import chunks
from biennien.registry.documents import DocumentFilter, document_ids, visible_documents
from biennien.registry.errors import NotFound
from biennien.registry.readers import KEEPER
from biennien.searching import all_hits
from biennien.web.identity import reader
from biennien.web.problems import Problem
from biennien.web.searching import make_query, read_address
from biennien.web.services import services

ANY_FAILURE = "all"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents, and how they were chosen, for people."""

    ids: Sequence[str]
    how: str


def all_of_search(session: Session, address: str) -> Chosen:
    """All hits of the search that `address` (parameters of the search page) asks for.

    Nothing of it is left out, and all documents are no hits: what is misspelt would find too much.
    Raises: Problem 422.
    """
    try:
        asked = read_address(address)
    except ValidationError as error:
        raise _no_search() from error
    if asked.is_empty:
        raise _no_search()
    query = make_query(session, asked, reader())
    return Chosen([hit.id for hit in all_hits(services().engine, query)], address)


def _no_search() -> Problem:
    detail = gettext("That is no search: write its parameters as an address of the search page has them.")
    return Problem(422, "parameters_invalid", errors=[{"parameter": "search", "detail": detail}])


def all_of_list(session: Session, wanted: DocumentFilter, how: str) -> Chosen:
    """All documents of a list for staff."""
    return Chosen(document_ids(session, KEEPER, wanted), how)


def all_failures(session: Session, code: str) -> Chosen:
    """The documents whose last reading failed, for this reason or, with `all`, for any."""
    return Chosen(failed_documents(session, None if code == ANY_FAILURE else code), f"failed={code}")


def these(session: Session, ids: Iterable[str]) -> Chosen:
    """These documents. Raises: NotFound."""
    asked = list(dict.fromkeys(ids))
    known = {one for some in chunks(asked) for one in visible_documents(session, some, KEEPER)}
    for one in asked:
        if one not in known:
            raise NotFound(kind="document", id=one)
    return Chosen(asked, "")
