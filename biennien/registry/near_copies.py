"""Documents that are nearly the same: a scan and the Word file it was printed from, a draft and the signed copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, chunks
from biennien.registry.keys import fold_key
from biennien.registry.locks import GROUPS, take_lock
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Document, Likeness, LikenessBand, TextVersion
from search.likeness import bands, likeness, signature

LEAST_ALIKE = 0.6
"""Share of runs of words in common from which two texts are nearly the same.

Of the 203 pairs of files of `corpora/reading` that hold one text, scans and photographs among them, all have 0.65 and
more but five with a book that holds the text among others; of the pairs of different texts, those of the gold among
them, none has more than 0.15.
"""

MOST_COMPARED = 200
"""Documents that one is compared with; an office that sends the same letter a thousand times needs no more."""

BATCH = 50
"""Documents of one transaction while an archive catches up."""


def keep_likeness(session: Session, document: Document, text: TextVersion, signed: bytes | None) -> bool:
    """Whether the text is new; then keep its signature and find the documents that are nearly the same.

    To be called last in a transaction: others who group wait for its end.
    """
    row = session.get(Likeness, document.id)
    if row is not None and row.text_id == text.id:
        return False
    take_lock(session, GROUPS)
    if row is None:
        row = Likeness(document_id=document.id, text_id="")
        session.add(row)
    row.text_id, row.signature = text.id, signed
    session.flush()
    _keep_bands(session, row)
    _group(session, row)
    return True


def group_anew(session: Session, document: Document) -> None:
    """Find the documents that are nearly the same once more, where it has another number; also last."""
    row = session.get(Likeness, document.id)
    if row is not None and row.text_id:
        take_lock(session, GROUPS)
        _group(session, row)


def copies_of(session: Session, document: Document, reader: Reader) -> Sequence[Document]:
    """The other documents that are nearly this one and that `reader` may see, the earliest first."""
    row = session.get(Likeness, document.id)
    if row is None or row.group_id is None:
        return []
    others = select(Document).join(Likeness, Likeness.document_id == Document.id)
    others = others.where(Likeness.group_id == row.group_id, Document.id != document.id)
    return session.scalars(visible(others, reader).order_by(Document.created_at, Document.id)).all()


def first_copies(session: Session, documents: Sequence[Document]) -> dict[str, str]:
    """Those of some documents that are nearly the same as one before them among these: their ids -> the id of that."""
    ids = [document.id for document in documents]
    groups: dict[str, str] = {}
    for some in chunks(ids):
        rows = select(Likeness.document_id, Likeness.group_id).where(Likeness.document_id.in_(some))
        groups.update({one: group for one, group in session.execute(rows).tuples() if group is not None})
    first: dict[str, str] = {}
    for one in ids:
        if one in groups:
            first.setdefault(groups[one], one)
    return {one: first[group] for one in ids if (group := groups.get(one)) and first[group] != one}


def list_groups(
    session: Session, reader: Reader, *, after: str = "", limit: int = 20
) -> Sequence[tuple[str, list[Document]]]:
    """Groups of near copies of which `reader` may see two at least, in the order of their ids, those after `after`."""
    shared = select(Likeness.group_id).join(Document, Document.id == Likeness.document_id)
    shared = visible(shared.where(Likeness.group_id > after), reader).group_by(Likeness.group_id)
    ids = session.scalars(shared.having(func.count() > 1).order_by(Likeness.group_id).limit(limit)).all()
    rows = select(Likeness.group_id, Document).join(Document, Document.id == Likeness.document_id)
    rows = visible(rows.where(Likeness.group_id.in_(ids)), reader).order_by(Document.created_at, Document.id)
    groups: dict[str, list[Document]] = {one: [] for one in ids if one}
    for group_id, document in session.execute(rows):
        groups[group_id].append(document)
    return list(groups.items())


def groups_of(session: Session, document_ids: Collection[str]) -> dict[str, str]:
    """The group of each of these documents that has one."""
    if not document_ids:
        return {}
    rows = session.execute(
        select(Likeness.document_id, Likeness.group_id).where(
            Likeness.document_id.in_(document_ids), Likeness.group_id.is_not(None)
        )
    )
    return {document_id: group_id for document_id, group_id in rows if group_id}


def compare_some(registry: Registry) -> int:
    """Sign and group some documents that never were; how many."""
    with registry.read() as session:
        if not _unsigned(session, 1):
            return 0
    with registry.write() as session:
        found = _unsigned(session, BATCH)
        for document in found:
            text = session.get_one(TextVersion, document.text_id)
            keep_likeness(session, document, text, signature(text.body))
        return len(found)


def _unsigned(session: Session, limit: int) -> Sequence[Document]:
    statement = select(Document).outerjoin(Likeness, Likeness.document_id == Document.id)
    statement = statement.where(Document.text_id.is_not(None)).where(
        or_(Likeness.document_id.is_(None), Likeness.text_id != Document.text_id)
    )
    return session.scalars(statement.order_by(Document.id).limit(limit)).all()


def _keep_bands(session: Session, row: Likeness) -> None:
    session.execute(delete(LikenessBand).where(LikenessBand.document_id == row.document_id))
    if row.signature is not None:
        made = [{"band": band, "document_id": row.document_id} for band in sorted(set(bands(row.signature)))]
        session.execute(insert(LikenessBand), made)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A document as it is compared: its signature and its number, folded, empty for none."""

    id: str
    signature: bytes
    number: str
    group: str | None

    def is_near(self, other: _Signed) -> bool:
        """Whether the texts are nearly the same and no two numbers say that the papers are not."""
        return not _differ(self, other) and likeness(self.signature, other.signature) >= LEAST_ALIKE


def _group(session: Session, row: Likeness) -> None:
    """Put the document, those it was grouped with and those it is nearly the same as into groups anew."""
    own = _signed(session, [row.document_id])
    near = [other for other in _signed(session, _sharing_a_band(session, row)) if own and own[0].is_near(other)]
    groups = {row.group_id, *(one.group for one in near)} - {None}
    together = select(Likeness.document_id).where(Likeness.group_id.in_(groups)).limit(MOST_COMPARED)
    ids = {row.document_id, *(one.id for one in near), *session.scalars(together)}
    session.execute(update(Likeness).where(Likeness.document_id.in_(ids)).values(group_id=None))
    for group in _components(_signed(session, ids)):
        if len(group) > 1:
            session.execute(update(Likeness).where(Likeness.document_id.in_(group)).values(group_id=min(group)))


def _sharing_a_band(session: Session, row: Likeness) -> Sequence[str]:
    """The other documents that share a band with this one."""
    mine = select(LikenessBand.band).where(LikenessBand.document_id == row.document_id)
    statement = select(LikenessBand.document_id).where(LikenessBand.band.in_(mine)).distinct()
    statement = statement.where(LikenessBand.document_id != row.document_id)
    return session.scalars(statement.order_by(LikenessBand.document_id).limit(MOST_COMPARED)).all()


def _signed(session: Session, ids: Collection[str]) -> list[_Signed]:
    """Those of these documents that have a signature, in order of their ids."""
    statement = select(Likeness.document_id, Likeness.signature, Document.doc_number, Likeness.group_id)
    statement = statement.join(Document, Document.id == Likeness.document_id).where(Likeness.document_id.in_(ids))
    rows = session.execute(statement.where(Likeness.signature.is_not(None)).order_by(Likeness.document_id))
    return [_Signed(id_, signed, fold_key(number or ""), group) for id_, signed, number, group in rows if signed]


def _components(documents: Iterable[_Signed]) -> Iterator[list[str]]:
    """These documents in groups whose members are nearly the same, directly or by way of others.

    A group holds one number at most: a draft without one that is like two papers goes with the first of them.
    """
    left = {one.id: one for one in documents}
    while left:
        group = [left.pop(min(left))]
        for one in group:  # grows while it is walked
            for other in list(left.values()):
                if one.is_near(other) and not any(_differ(member, other) for member in group):
                    group.append(left.pop(other.id))
        yield [one.id for one in group]


def _differ(one: _Signed, other: _Signed) -> bool:
    return bool(one.number and other.number) and one.number != other.number
