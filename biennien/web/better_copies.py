"""Better copies on their way in and back, for the form and the API alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, cast

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from biennien.intake import clean_name
from biennien.registry.documents import get_document
from biennien.registry.files import replace_file, take_back_file
from biennien.registry.tables import Document, Job
from biennien.web.identity import keeper, staff
from biennien.web.problems import Problem
from biennien.web.services import services

Expect = Callable[[Session, Document], None]


def take_better_copy(document_id: str, file: FileStorage | None, *, expect: Expect) -> Job:
    """The job that reads a better copy of a document; the bytes are kept before anybody who writes has to wait.

    `expect` refuses where the document is not what was looked at, before the bytes are kept and again at the end.

    Raises: Problem 422 without a file, NotFound; what `expect` raises; see `replace_file`.
    """
    if file is None or not file.filename:
        raise Problem(422, "file_missing")
    with services().registry.read() as session:
        expect(session, get_document(session, document_id, keeper()))
    original = services().originals.put(cast(BinaryIO, file.stream))
    with services().registry.write() as session:
        document = get_document(session, document_id, keeper(), hold=True)
        expect(session, document)
        return replace_file(session, document, original, name=clean_name(str(file.filename)), user_id=staff().id)


def take_back_better_copy(document_id: str, *, expect: Expect) -> Job | None:
    """The job that reads the copy before the last one anew, None where the last one was not in force yet.

    Raises: NotFound, NothingBefore, StillAtWork; what `expect` raises.
    """
    with services().registry.write() as session:
        document = get_document(session, document_id, keeper(), hold=True)
        expect(session, document)
        return take_back_file(session, document, user_id=staff().id)
