"""The words that an archive was taught, and the documents that have not been understood with them yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from biennien.registry.audit import record
from biennien.registry.database import now
from biennien.registry.documents import DONE
from biennien.registry.errors import BadWord, NotFound, WordKnown
from biennien.registry.jobs import LATER, QUEUED, RUNNING, add_job
from biennien.registry.locks import WORDS, take_lock
from biennien.registry.tables import Document, ExtractionRun, Job, OwnWord
from ingest.paragraphs import clean
from nlp.mention import LABELS
from nlp.own_words import KINDS, STOP, OwnWords
from nlp.own_words import OwnWord as Word

LONGEST = 300
"""Characters of a form or a name; longer ones are sentences."""

SHORTEST = 2
"""Letters of a form: one alone stands everywhere."""


def list_words(session: Session) -> Sequence[OwnWord]:
    """The words in force, the oldest first."""
    return session.scalars(select(OwnWord).where(OwnWord.removed_at.is_(None)).order_by(OwnWord.id)).all()


def own_words(session: Session) -> OwnWords:
    """The words in force, ready to be looked for."""
    columns = (OwnWord.kind, OwnWord.form, OwnWord.value, OwnWord.label)
    rows = session.execute(select(*columns).where(OwnWord.removed_at.is_(None)).order_by(OwnWord.id))
    return _ready(tuple(Word(*row) for row in rows))


@lru_cache(maxsize=4)
def _ready(words: tuple[Word, ...]) -> OwnWords:
    """The words ready to be looked for; kept, since every job of a worker asks for the same."""
    return OwnWords(words)


def add_word(
    session: Session, kind: str, form: str, value: str = "", label: str = "", *, user_id: str | None = None
) -> OwnWord:
    """Teach the archive a word. Raises: BadWord, WordKnown."""
    take_lock(session, WORDS)
    form, value = clean(form), clean(value)
    word = Word(kind, form, value, label)
    if not _is_good(word):
        raise BadWord(kind=kind, form=form)
    if any((row.kind, row.form, row.label) == (kind, form, label) for row in list_words(session)):
        raise WordKnown(kind=kind, form=form)
    row = OwnWord(kind=kind, form=form, value=value, label=label, created_at=now(session), created_by=user_id)
    session.add(row)
    session.flush()
    details = {"word": kind, "form": form, "value": value, "label": label}
    record(session, "teach", "own_word", str(row.id), user_id=user_id, **details)
    return row


def remove_word(session: Session, word_id: int, *, user_id: str | None = None) -> OwnWord:
    """Take a word back. Raises: NotFound."""
    take_lock(session, WORDS)
    row = session.get(OwnWord, word_id, populate_existing=True)
    if row is None or row.removed_at is not None:
        raise NotFound(kind="own_word", id=str(word_id))
    row.removed_at = now(session)
    record(session, "unteach", "own_word", str(word_id), user_id=user_id, word=row.kind, form=row.form)
    return row


def understand_again(session: Session, version: str, documents: Collection[str] = ()) -> int:
    """Queue the documents that were last understood by another version of the extractor; all of these, if given.

    Those that wait or are at work are left to their jobs. Returns how many were queued.
    Raises: NotFound for a document that is not there.
    """
    busy = select(Job.document_id).where(Job.state.in_((QUEUED, RUNNING)))
    statement = select(Document).where(Document.state == DONE, Document.run_id.is_not(None), Document.id.not_in(busy))
    if documents:
        known = set(session.scalars(select(Document.id).where(Document.id.in_(sorted(documents)))))
        for missing in sorted(set(documents) - known):
            raise NotFound(kind="document", id=missing)
        statement = statement.where(Document.id.in_(sorted(documents)))
    else:
        statement = _outdated(statement, version)
    rows = session.scalars(statement.order_by(Document.id)).all()
    for row in rows:
        add_job(session, row, priority=LATER)
    return len(rows)


def outdated_documents(session: Session, version: str) -> Sequence[str]:
    """The documents that were last understood by another version of the extractor, in the order of their ids."""
    statement = select(Document.id).where(Document.state == DONE)
    return session.scalars(_outdated(statement, version).order_by(Document.id)).all()


def _outdated(statement: Select[Any], version: str) -> Select[Any]:
    statement = statement.join(ExtractionRun, ExtractionRun.id == Document.run_id)
    return statement.where(ExtractionRun.extractor_version != version)


def _is_good(word: Word) -> bool:
    letters = sum(map(str.isalpha, word.form))
    written = letters >= SHORTEST and max(len(word.form), len(word.value)) <= LONGEST
    needed = {"alias": bool(word.value), "slogan": not word.value, STOP: not word.value}.get(word.kind, True)
    labelled = not word.label or (word.kind == STOP and word.label in LABELS)
    return word.kind in KINDS and written and needed and labelled
