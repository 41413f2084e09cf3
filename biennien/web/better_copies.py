"""Better copies on their way in, for the form and the API alike."""

from __future__ import annotations

from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from biennien.intake import clean_name
from biennien.registry.documents import get_document
from biennien.registry.files import replace_file
from biennien.registry.tables import Job
from biennien.web.identity import keeper, staff
from biennien.web.problems import Problem
from biennien.web.services import services


def take_better_copy(document_id: str, file: FileStorage | None) -> Job:
    """The job that reads a better copy of a document; the bytes are kept before anybody who writes has to wait.

    Raises: Problem 422 without a file, NotFound; see `replace_file`.
    """
    if file is None or not file.filename:
        raise Problem(422, "file_missing")
    with services().registry.read() as session:
        get_document(session, document_id, keeper())
    original = services().originals.put(cast(BinaryIO, file.stream))
    with services().registry.write() as session:
        document = get_document(session, document_id, keeper())
        return replace_file(session, document, original, name=clean_name(str(file.filename)), user_id=staff().id)
