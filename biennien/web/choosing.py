"""Which documents an act on many is about: those ticked, all of a search, all of a list, or all failures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from biennien.registry.batches import failed_documents
from biennien.registry.documents import DocumentFilter, document_ids, documents_by_id
from biennien.registry.errors import NotFound
from biennien.registry.readers import KEEPER
from biennien.searching import all_hits
from biennien.web.identity import reader
from biennien.web.pages.search import read_search
from biennien.web.searching import make_query
from biennien.web.services import services

ANY_FAILURE = "all"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents, and how they were chosen, for people."""

    ids: Sequence[str]
    how: str


def all_of_search(session: Session, address: str) -> Chosen:
    """All hits of the search that `address` (parameters of the search page) asks for."""
    asked, _ = read_search(MultiDict(parse_qsl(address)))
    query = make_query(session, asked, reader())
    return Chosen([hit.id for hit in all_hits(services().engine, query)], address)


def all_of_list(session: Session, wanted: DocumentFilter, how: str) -> Chosen:
    """All documents of a list for staff."""
    return Chosen(document_ids(session, KEEPER, wanted), how)


def all_failures(session: Session, code: str) -> Chosen:
    """The documents whose last reading failed, for this reason or, with `all`, for any."""
    return Chosen(failed_documents(session, None if code == ANY_FAILURE else code), f"failed={code}")


def these(session: Session, ids: Iterable[str]) -> Chosen:
    """These documents. Raises: NotFound."""
    asked = list(dict.fromkeys(ids))
    known = documents_by_id(session, asked, KEEPER)
    for one in asked:
        if one not in known:
            raise NotFound(kind="document", id=one)
    return Chosen(asked, "")
