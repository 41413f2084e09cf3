"""Archives with files in them, and what the registry tells of those files."""

from __future__ import annotations

import io
import zipfile

from sqlalchemy import func, select

from biennien.registry.database import Registry
from biennien.registry.members import Child, children_of
from biennien.registry.readers import KEEPER
from biennien.registry.tables import Document, Job, Member

PLAN = "Phát động thi đua\n\nNgày 12/3/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “{}”.\n"


def plan(name: str) -> bytes:
    return PLAN.format(name).encode()


def archive(*members: tuple[str, bytes]) -> bytes:
    """A ZIP with these members, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def children(registry: Registry, document_id: str) -> list[Child]:
    with registry.read() as session:
        return children_of(session, session.get_one(Document, document_id), KEEPER)


def told(registry: Registry, document_id: str) -> list[tuple[str, str | None]]:
    """The name of each member, and the state of its document or why there is none."""
    return [
        (child.name, child.document.error_code or child.document.state if child.document else child.error_code)
        for child in children(registry, document_id)
    ]


def document(registry: Registry, document_id: str) -> Document:
    with registry.read() as session:
        return session.get_one(Document, document_id)


def count(registry: Registry, table: type[Document] | type[Job] | type[Member]) -> int:
    with registry.read() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()
